/* text.h - bytes made well before an XML parser sees them. */
#ifndef FEED_TEXT_H
#define FEED_TEXT_H

#include "feed/decode.h"

/* X(name, what was done): how each repair is called in a warning. */
#define REPAIRS(X)                                                                      \
	X(JUNK, "left out what stands before the feed")                                 \
	X(TRAILING, "left out what stands behind the feed's end")                       \
	X(CONTROL, "dropped a character that XML forbids")                              \
	X(C1, "read a control character as windows-1252")                               \
	X(TWICE, "undid a character that was encoded twice")                            \
	X(ENTITY, "read a name that only HTML knows")                                   \
	X(AMPERSAND, "took a bare \"&\" for \"&amp;\"")                                 \
	X(REFERENCE, "mended or dropped a character reference")                         \
	X(LESS, "took a bare \"<\" for \"&lt;\"")                                       \
	X(TAG, "mended a tag")                                                          \
	X(NESTING, "closed an element that was left open, or dropped a stray end tag")  \
	X(DEPTH, "dropped elements nested more than 500 deep")                          \
	X(ATTRIBUTES, "dropped what an element has beyond 200 attributes")

enum repair {
#define REPAIR_ENUM(name, text) REPAIR_##name,
	REPAIRS(REPAIR_ENUM)
#undef REPAIR_ENUM
	REPAIR_COUNT
};

struct repair_note {
	size_t count;
	int line, item; /* of the first one; item 0: outside of all */
	char found[40]; /* the first one, quoted; may be empty */
};

enum text_state { TEXT_PROLOG, TEXT_CONTENT, TEXT_CDATA, TEXT_BEHIND };

struct text {
	struct decoder *decoder;
	struct buf in; /* UTF-8, not made well yet */
	size_t at;
	bool over;     /* nothing more will come into `in` */
	struct buf out; /* well-formed XML */
	size_t out_at;
	struct buf aside; /* long runs, one behind the other, and the open one */
	uint64_t aside_from; /* how many [byte] of them were there before */
	size_t aside_read;   /* … and are no longer needed */
	size_t run_at; /* where in `aside` the open run begins: the text since the last tag, references decoded */
	int run_line;  /* … and in the source */
	enum text_state state;
	int line;
	uint64_t consumed; /* [byte] of UTF-8 */
	int bad_line;      /* where the decoder mended the first malformed bytes; 0: nowhere */
	struct buf names;     /* open elements, one behind the other */
	size_t *starts;       /* where in `names` each begins */
	size_t depth, cap;
	size_t too_deep;      /* open elements past the limit */
	size_t items, item_depth; /* items begun; depth of the open one, 0: none */
	bool has_doctype;     /* may have declared the names of HTML */
	bool cut_off;         /* the bytes ended with elements open */
	struct repair_note notes[REPAIR_COUNT];
};

void text_open(struct text *, struct decoder *);
void text_close(struct text *);
/* The beginning as UTF-8, unchanged, about 64 KiB when there is that much. */
struct str text_head(struct text *);
/* Leaves out the first `n` bytes of the head; `junk`: that is a repair. */
void text_skip(struct text *, size_t n, bool junk);
/* The next bytes of well-formed XML without declaration, comments, CDATA and DOCTYPE, with the source's
 * line ends where they were; 0 at the end. "<?text AT LENGTH LINES?>" stands for a long text with
 * that many of them. */
size_t text_read(struct text *, char *into, size_t room);
/* That text; each once and in order. Valid until the next text_read. */
struct str text_aside(struct text *, uint64_t at, size_t len);
/* The same bytes not made well: what -f html and JSON read. False at the end; the slice is valid
 * until the next call. */
bool text_read_raw(struct text *, struct str *chunk);
const char *repair_text(enum repair);

/* For tag.c and chars.c: counts a repair. */
void text_note(struct text *, enum repair, struct str found);

#endif
