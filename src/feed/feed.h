/* feed.h - the only door to feed/: bytes in, a feed's metadata out, bodies into the spool. */
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/spool.h"

enum feed_format { FEED_AUTO, FEED_RSS, FEED_ATOM, FEED_JSON, FEED_HTML };

/* X-macro-like table for -f and --help: feed_formats[i].name is the word on the command line. */
struct feed_format_row {
	enum feed_format format;
	const char *name;
	const char *summary;
};
extern const struct feed_format_row feed_formats[];
extern const size_t n_feed_formats;

enum feed_body { FEED_BODY_NONE, FEED_BODY_HTML, FEED_BODY_TEXT, FEED_BODY_XHTML };

struct feed_strings {
	struct str *items;
	size_t n, cap;
};

struct feed_enclosure {
	struct str url, type;
	long length;
};

/* Strings live in the arena that feed_read was given, references decoded, white space collapsed in titles and names;
 * URLs absolute where a base is known. Unset strings are empty. */
struct feed_item {
	int item;  /* position in the feed, from 1 */
	int line;
	struct str title; /* plain text: an HTML title has its tags dropped */
	struct str url;   /* Atom's alternate link, RSS's link, else a guid that is a permalink */
	struct str guid;  /* RSS guid, atom:id */
	struct str base;  /* for relative links in the body: xml:base, else the item's URL, else the feed's */
	struct str language; /* xml:lang, dc:language of the item */
	struct str summary;  /* plain text, when there is a fuller body besides */
	struct date published, updated;
	struct feed_strings authors, categories;
	struct feed_enclosure *enclosures;
	size_t n_enclosures;
	enum feed_body body;
	bool from_description; /* the body is <description> or <summary>, not a full-content element */
	uint64_t body_at, body_len; /* [byte] in the spool */
	int body_line;
};

struct feed {
	enum feed_format format;
	struct str title, subtitle, description, url, feed_url, id, language, rights, generator, image_url;
	struct feed_strings authors, categories;
	struct date updated;
	struct feed_item *items; /* heap: feed_done gives it back once the index is made */
	size_t n_items, cap_items;
	bool fragment; /* -f html, and the bytes are no whole page */
	bool cut_off;  /* the bytes ended in the middle */
};

enum feed_status {
	FEED_OK,
	FEED_NOT_A_FEED, /* *what says what it was instead: "an HTML page", "empty", "a PNG picture" */
	FEED_UNREADABLE, /* an I/O error; errno */
};

/* Reads `fd` to its end. `name` is for messages only. Bodies are appended to `spool`, everything
 * else to `arena`; repairs are noted in `log` with line and item. The base URL may be empty. */
enum feed_status feed_read(int fd, enum feed_format format, struct str base_url, struct spool *spool,
			   struct arena *arena, struct diag_log *log, struct feed *feed, const char **what);
/* Frees the items, not the strings: those are the arena's. */
void feed_done(struct feed *);

#endif
