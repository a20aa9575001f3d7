/* diag.h - what the program has to say about its input.
 *
 * Every kind of message stands in DIAGS: its level and what it means. Code that finds something
 * adds it to a log (an article's own, so that threads never meet); the main thread flushes logs in
 * feed order to the one struct diag, which prints, groups repeats and counts. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/buf.h"

enum diag_level { DIAG_INFO, DIAG_WARNING, DIAG_ERROR };

/* X(name, level, what a reader of the man page calls it): the code printed behind the message. */
#define DIAGS(X)                                                       \
	X(XML_REPAIRED, WARNING, "xml-repaired")                        \
	X(XML_TRUNCATED, WARNING, "feed-cut-off")                       \
	X(ENCODING, WARNING, "encoding")                                \
	X(LIMIT, WARNING, "limit")                                      \
	X(EXCERPTS, WARNING, "excerpts")                                \
	X(DUPLICATE_ID, WARNING, "duplicate-id")                        \
	X(EMPTY_BODY, WARNING, "empty-body")                            \
	X(BAD_DATE, INFO, "bad-date")                                   \
	X(DROPPED, INFO, "dropped")                                     \
	X(CLEANED, INFO, "cleaned")                                     \
	X(EMBED, INFO, "embed")                                         \
	X(IMAGE_MISSING, WARNING, "image-missing")                      \
	X(IMAGE_REMOTE, INFO, "image-remote")                           \
	X(IMAGE_BROKEN, WARNING, "image-broken")                        \
	X(LINK_BROKEN, INFO, "link-broken")                             \
	X(GLYPH_MISSING, WARNING, "glyph-missing")                      \
	X(STYLE, WARNING, "style")                                      \
	X(NOTE_KEPT, WARNING, "note-kept")                              \
	X(NOTE_GONE, WARNING, "note-gone")                              \
	X(OUTPUT, ERROR, "output")                                      \
	X(INPUT, ERROR, "input")

enum diag_id {
#define DIAG_ENUM(name, level, code) DIAG_##name,
	DIAGS(DIAG_ENUM)
#undef DIAG_ENUM
	DIAG_COUNT
};

struct diag_message {
	enum diag_id id;
	int line; /* in the input; 0: not known */
	char *text; /* what was found and what was done about it; heap */
};

/* Messages of one article or one part of the work; owned by one thread at a time. */
struct diag_log {
	struct diag_message *messages;
	size_t n, cap;
	size_t unkept; /* messages past the cap of 1,000 a log, counted only */
};

void diag_log_init(struct diag_log *);
void diag_log_done(struct diag_log *);
void diag_add(struct diag_log *, enum diag_id, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Where a log's messages come from: "feed.xml:34: item 12 "Title": ". */
struct diag_place {
	const char *file;
	int item; /* 0: the feed itself */
	struct str title;
};

struct diag {
	bool quiet, verbose; /* warnings and infos off; infos and every repeat on */
	bool colour;
	size_t count[DIAG_COUNT];
	size_t warnings, errors;
	int shown[DIAG_COUNT];
};

void diag_init(struct diag *);
/* Prints what is due to stderr, counts all, empties the log. Errors are never silenced; of each
 * other kind the first three are shown and the rest counted, unless verbose. */
void diag_flush(struct diag *, struct diag_log *, struct diag_place);
/* One message about no particular place. */
void diag_say(struct diag *, enum diag_id, const char *file, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* "… and 12 more like this [code]" for each kind that was cut. */
void diag_finish(struct diag *);
enum diag_level diag_level(enum diag_id);
const char *diag_code(enum diag_id);

#endif
