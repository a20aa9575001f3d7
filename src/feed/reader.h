/* reader.h - from events to a struct feed: what all formats share. A format is a table of rules. */
#ifndef FEED_READER_H
#define FEED_READER_H

#include "base/base64.h"
#include "base/map.h"
#include "feed/feed.h"
#include "feed/xml.h"

enum scope { /* where an element stands; a bit each, so that a rule can name several */
	IN_NOTHING = 0, /* an element that nobody knows: nothing inside it means anything */
	IN_DOCUMENT = 1,
	IN_FEED = 2,
	IN_ITEM = 4,
	IN_IMAGE = 8,   /* RSS <image> */
	IN_PERSON = 16, /* Atom's <author> */
	IN_SOURCE = 32, /* Atom's <source>: another feed's metadata */
};

enum capture {
	CAPTURE_NONE,
	CAPTURE_STRING, /* a line of text, handed to `end` */
	CAPTURE_BODY,   /* spooled; `start` has called reader_begin_body or decided against it */
};

struct reader;

struct element {
	const struct xml_name *name;
	const struct xml_attribute *attributes;
	size_t n;
	int line;
};

struct rule {
	enum xml_space space;
	const char *name;
	int scopes;
	enum scope opens; /* what its children stand in */
	enum capture capture;
	void (*start)(struct reader *, const struct element *);
	void (*end)(struct reader *, struct str text);
};

struct format_rules {
	const struct rule *rules;
	size_t n;
};
extern const struct format_rules rss_rules, atom_rules, wordpress_rules, extension_rules;

struct level { /* an open element */
	enum scope scope;
	const struct rule *rule;
	struct str base, language; /* in effect, empty when nobody said */
};

/* How much a field's present value is worth: a later one must be worth more. */
struct ranks {
	unsigned char title, url, guid, published, updated, body, authors, image, description;
};

struct body {
	bool on;
	bool markup;   /* child elements are written as mark-up, text is escaped */
	bool tag_open; /* a start tag waits for its '>' */
	bool shown;    /* something else than white space */
	bool cut;      /* longer than the limit */
	bool drop_div; /* Atom: the outermost div is packing */
	bool packed;   /* base64 */
	bool typed;    /* as WordPress keeps it, for autop.c */
	bool whole;    /* typed or plain text: gathered in `unpacked` and looked at when all has come */
	struct base64 base64;
	struct buf unpacked;
	enum feed_body kind;
	int rank, line;
	size_t depth; /* of the element that holds it */
	uint64_t at;
	uint64_t len;
	struct str base, language;
	struct buf pending; /* gathered for the spool */
};

struct summary { /* the description's beginning, should a fuller body come */
	uint64_t at; /* [byte] in the spool */
	size_t len;
	bool plain; /* it is no HTML */
};

struct trouble { /* grouped: one warning says how many */
	size_t count;
	int line, item;
	char found[48];
};

struct reader {
	struct feed *feed;
	struct feed_item *item; /* the open one, or NULL */
	struct spool *spool;
	struct arena *arena;
	struct arena scratch; /* emptied after each item */
	struct text *text;
	struct level *levels;
	size_t depth, cap;
	struct ranks feed_ranks, item_ranks;
	struct body body;
	struct summary summary;
	struct buf string;      /* of the CAPTURE_STRING element */
	size_t capture_depth;   /* of that element, 0: none */
	struct str attribute;   /* what `start` keeps for `end`, in scratch */
	struct str type;        /* the text construct's type, in scratch */
	struct str person_name, person_mail; /* in scratch */
	struct str item_about;  /* rdf:about, in scratch */
	struct str kept[64];    /* strings in the arena, to be shared */
	struct map aliases;     /* an author's login → struct str, the name */
	enum xml_space home;    /* what names without a prefix and a known namespace belong to */
	size_t silent_depth;    /* of a <script> inside a captured text, 0: none */
	struct str root_language;
	bool wordpress;         /* the feed is one of its exports */
	bool drop_item;         /* not an article: an export's attachment */
	int line;               /* of the last start tag; 0: no XML */
	size_t items;           /* seen, dropped ones counted */
	size_t dropped;
	struct trouble bad_date, long_field, long_body;
};

/* Reads the XML behind `text` into r->feed. */
void reader_read_xml(struct reader *);
/* For readers without XML (JSON, HTML). */
void reader_init(struct reader *, struct feed *, struct spool *, struct arena *, struct text *);
void reader_done(struct reader *);
struct feed_item *reader_begin_item(struct reader *, int line);
void reader_end_item(struct reader *);
/* Feed-level work that waits for the end: relative links, inherited authors. `base` may be empty. */
void reader_finish(struct reader *, struct str base);

/* The text in the arena; equal neighbours are shared. */
struct str reader_keep(struct reader *, struct str);
/* Sets the field when the value is not empty and worth more than what is there. */
void reader_set(struct reader *, struct str *field, unsigned char *rank, int new_rank, struct str value);
void reader_set_date(struct reader *, struct date *field, unsigned char *rank, int new_rank, struct str);
/* Appends unless it is there; a better rank replaces what there was. */
void reader_add_author(struct reader *, int rank, struct str name);
/* Whoever is called `login` from here on has that name. */
void reader_add_alias(struct reader *, struct str login, struct str name);
void reader_add_category(struct reader *, struct str);
void reader_add_enclosure(struct reader *, struct str url, struct str type, struct str length);
/* Absolute when an xml:base is in effect; reader_finish sees to the rest. */
struct str reader_url(struct reader *, struct str);
/* The rank decides between several bodies of an item: 1 what stands in for one, 2 a description
 * or summary, 3 the full content. */
void reader_begin_body(struct reader *, enum feed_body, int rank, int line);
void reader_body_text(struct reader *, struct str);
void reader_end_body(struct reader *);
/* The beginning of the item's description as plain text. */
struct str reader_summary(struct reader *);
void reader_trouble(struct reader *, struct trouble *, struct str found);
struct level *reader_level(struct reader *);

#endif
