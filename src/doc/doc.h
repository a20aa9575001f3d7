/* doc.h - the model: every type that a backend sees, and nothing else.
 *
 * A book is known before its first body is read (struct book: metadata and the index of entries).
 * Each entry's body then becomes an article: a tree of nodes in an arena of its own, which passes
 * change and which is const from then on.
 *
 * What nests in what (doc/check.c says it exactly, and runs in tests and debug builds):
 *   a block holds blocks, a leaf block holds inlines, an inline holds inlines,
 *   void blocks and leaf inlines hold nothing. Text directly inside a block (a <li>, a <td>) is
 *   wrapped in a paragraph marked `bare`. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/str.h"

#include <stdint.h>

struct diagram;  /* layout/diagram.h: a drawing read as lines */
struct resource; /* resource/resource.h: the bytes of a picture */
struct url_map;  /* doc/book.c */

/* ---- the book ------------------------------------------------------------------------- */

struct str_list {
	struct str *items;
	size_t n;
};

enum entry_kind {
	ENTRY_ARTICLE,
	ENTRY_PART, /* has no body: a category, a year, a feed that the entries behind it belong to */
};

enum body_kind {
	BODY_NONE,  /* the article is its title and a notice */
	BODY_HTML,  /* an HTML fragment, mark-up unescaped once */
	BODY_TEXT,  /* plain text: Atom type="text" */
	BODY_XHTML, /* well-formed XHTML, serialised from Atom type="xhtml": never "<br></br>" */
};

/* What comes along with an article: a podcast's sound, a film, a paper. */
struct enclosure {
	struct str url, type; /* absolute; a media type, or empty */
	long length;	      /* [byte] as the feed says; 0: it does not */
};

/* One line of the index. All strings live in the book's arena. */
struct entry {
	enum entry_kind kind;
	enum body_kind body_kind;
	int index;  /* position in the finished book, from 0, parts counted */
	int number; /* of the article among the articles, from 1; 0 for a part */
	int item;   /* position in the feed, from 1; 0 for a part */
	int line;   /* in the feed */
	bool excerpt; /* the body looks like the opening of something longer */
	struct str title;  /* plain text, white space collapsed; never empty ("Untitled" at worst) */
	struct str id;     /* guid, atom:id, else URL, else a hash: identity across runs */
	struct str name;   /* 'c-' and a hash of the id: the stem of file names, unique in the book */
	struct str url;    /* absolute where the feed allows it, else empty */
	struct str base;   /* what relative links in the body are resolved against */
	struct str summary;  /* plain text, when the feed has one besides the body */
	struct str language; /* BCP 47, when it differs from the book's; else empty */
	struct date published, updated; /* date_known() tells whether there is one */
	struct str_list authors, categories;
	struct enclosure *enclosures;
	size_t n_enclosures;
	struct str feed_title; /* of the feed it came from, when the book has several */
	uint64_t body_at, body_len; /* [byte] in the spool */
	int body_line; /* where the body starts in the feed */
};

struct book {
	struct arena arena;
	struct str title, subtitle, description, publisher, rights, series;
	struct str language;  /* BCP 47; "und" when nobody says */
	struct str source_url; /* the site */
	struct str feed_url;   /* the feed itself */
	struct str identifier; /* urn:uuid:…, stable for the same feed */
	struct str generator;
	struct str_list authors, subjects;
	struct str title_sort; /* what libraries sort it by, where the user says so */
	struct str_list author_sorts; /* the same of each author, in their order; may be fewer */
	struct date modified;  /* SOURCE_DATE_EPOCH, else the newest date in the feed, else 1980-01-01 */
	struct date oldest, newest; /* of the selected articles; may be unknown */
	int volume, n_volumes; /* of the series this is cut from; 0: it is whole */
	const char *input; /* the first input's name, for messages */
	struct entry *entries; /* in book order */
	size_t n_entries;
	size_t n_articles; /* entries that are no parts */
	size_t n_excerpts;
	bool fragment; /* -f html on a fragment: write just its content, no title, no front matter */
	bool rtl;      /* the language is written from right to left */
	struct url_map *by_url; /* normalised URL → entry; book_find_url */
};

/* ---- the article ---------------------------------------------------------------------- */

enum node_kind {
	KIND_BLOCK,       /* holds blocks */
	KIND_LEAF_BLOCK,  /* holds inlines */
	KIND_VOID_BLOCK,  /* holds nothing */
	KIND_INLINE,      /* holds inlines */
	KIND_LEAF_INLINE, /* holds nothing */
};

/* X(name, kind, tree name): the HTML it comes from stands beside it. */
#define NODE_TYPES(X)                                                                             \
	X(ARTICLE, BLOCK, "article") /* the root: a whole body */                                  \
	X(PARAGRAPH, LEAF_BLOCK, "paragraph") /* <p>, or loose text (bare) */                      \
	X(HEADING, LEAF_BLOCK, "heading") /* <h1>…<h6> */                                          \
	X(LIST, BLOCK, "list") /* <ul>, <ol>, <menu>: holds items only */                          \
	X(ITEM, BLOCK, "item") /* <li> */                                                          \
	X(CODE_BLOCK, VOID_BLOCK, "code-block") /* <pre>: text verbatim */                         \
	X(QUOTE, BLOCK, "quote") /* <blockquote> */                                                \
	X(CALLOUT, BLOCK, "callout") /* GitHub alerts, admonitions */                              \
	X(TABLE, BLOCK, "table") /* holds at most one caption first, then rows */                  \
	X(CAPTION, LEAF_BLOCK, "caption") /* <caption>, <figcaption>: first or last child */       \
	X(ROW, BLOCK, "row") /* <tr>: holds cells only */                                          \
	X(CELL, BLOCK, "cell") /* <td>, <th> */                                                    \
	X(FIGURE, BLOCK, "figure") /* <figure> */                                                  \
	X(RULE, VOID_BLOCK, "rule") /* <hr> */                                                     \
	X(DEFINITIONS, BLOCK, "definitions") /* <dl>: holds terms and descriptions */              \
	X(TERM, LEAF_BLOCK, "term") /* <dt> */                                                     \
	X(DESCRIPTION, BLOCK, "description") /* <dd> */                                            \
	X(DETAILS, BLOCK, "details") /* <details>: a summary first, if any */                      \
	X(SUMMARY, LEAF_BLOCK, "summary") /* <summary> */                                          \
	X(FOOTNOTE, BLOCK, "footnote") /* a note's text; children of the root, behind all else */  \
	X(MATH_BLOCK, VOID_BLOCK, "math-block") /* displayed TeX or MathML */                      \
	X(MEDIA, VOID_BLOCK, "media") /* <audio>, <video>, <iframe> of a video host … */           \
	X(RAW, VOID_BLOCK, "raw") /* kept as it was: nothing else says it */                       \
	X(TEXT, LEAF_INLINE, "text") /* white space collapsed as CSS has it */                     \
	X(EMPHASIS, INLINE, "emphasis") /* <em>, <i>, <cite>, <dfn> */                             \
	X(STRONG, INLINE, "strong") /* <strong>, <b> */                                            \
	X(CODE, LEAF_INLINE, "code") /* <code>, <tt> */                                            \
	X(KEY, INLINE, "key") /* <kbd> */                                                          \
	X(SAMPLE, INLINE, "sample") /* <samp> */                                                   \
	X(VARIABLE, INLINE, "variable") /* <var> */                                                \
	X(LINK, INLINE, "link") /* <a href> */                                                     \
	X(IMAGE, LEAF_INLINE, "image") /* <img>, <svg> */                                          \
	X(BREAK, LEAF_INLINE, "break") /* <br> */                                                  \
	X(SUBSCRIPT, INLINE, "subscript") /* <sub> */                                              \
	X(SUPERSCRIPT, INLINE, "superscript") /* <sup> */                                          \
	X(DELETION, INLINE, "deletion") /* <del>, <s>, <strike> */                                 \
	X(INSERTION, INLINE, "insertion") /* <ins>, <u> */                                         \
	X(MARK, INLINE, "mark") /* <mark> */                                                       \
	X(SMALL, INLINE, "small") /* <small> */                                                    \
	X(ABBREVIATION, INLINE, "abbreviation") /* <abbr title>, <acronym> */                      \
	X(QUOTATION, INLINE, "quotation") /* <q>: the marks are not in the text */                 \
	X(RUBY, INLINE, "ruby") /* <ruby>: base inlines and ruby texts, in order */                \
	X(RUBY_TEXT, INLINE, "ruby-text") /* <rt> */                                               \
	X(MATH, LEAF_INLINE, "math") /* TeX and/or MathML in a line */                             \
	X(FOOTNOTE_REF, LEAF_INLINE, "footnote-ref") /* a note's mark */                           \
	X(SPAN, INLINE, "span") /* <span lang dir>, or an empty one that carries an id */

enum node_type {
#define NODE_ENUM(name, kind, tree) NODE_##name,
	NODE_TYPES(NODE_ENUM)
#undef NODE_ENUM
	NODE_TYPE_COUNT
};

enum text_direction { DIRECTION_NONE, DIRECTION_LTR, DIRECTION_RTL, DIRECTION_AUTO };

enum cell_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
enum cell_scope { SCOPE_NONE, SCOPE_ROW, SCOPE_COLUMN, SCOPE_ROW_GROUP, SCOPE_COLUMN_GROUP };
enum row_part { ROW_HEAD, ROW_BODY, ROW_FOOT };
enum task_state { TASK_NONE, TASK_OPEN, TASK_DONE };
enum code_kind { CODE_LISTING, CODE_DIAGRAM };
enum callout_kind { CALLOUT_NOTE, CALLOUT_TIP, CALLOUT_IMPORTANT, CALLOUT_WARNING, CALLOUT_CAUTION };
enum media_kind { MEDIA_AUDIO, MEDIA_VIDEO, MEDIA_EMBED };
/* The number style of an ordered list: <ol type>. */
enum list_style { LIST_DECIMAL, LIST_LOWER_ALPHA, LIST_UPPER_ALPHA, LIST_LOWER_ROMAN, LIST_UPPER_ROMAN };

struct node {
	enum node_type type;
	int line; /* in the feed; 0: unknown */
	struct node *parent, *prev, *next, *first, *last;
	struct str id;   /* unique in the article, an XML name; empty when the source has none */
	struct str lang; /* BCP 47, when it differs from the surroundings */
	enum text_direction direction;
	union {
		struct str text; /* TEXT, CODE */
		struct { bool bare; } paragraph; /* bare: the source has no <p> here */
		struct {
			int level; /* 1 to 6, as in the source */
			int rank;  /* 1 … without gaps, the article's title being rank 0: doc/outline */
		} heading;
		struct {
			bool ordered, tight, reversed;
			bool has_start;
			long start; /* of an ordered list: the first item's number */
			enum list_style style;
		} list;
		struct {
			enum task_state task;
			bool has_value;
			long value; /* <li value>; doc/marker settles every item's number */
			long number; /* settled */
		} item;
		struct {
			struct str language; /* "c", "python"; empty when nobody says */
			struct str text;     /* lines end in LF; no LF at the very end */
			enum code_kind kind;
			/* Of a diagram, when a backend speaks: what it says in words, and how it is
			 * drawn (layout/diagram.h); NULL when it is too large for a drawing. */
			struct str alt;
			const struct diagram *drawing;
			bool inner_code; /* the source is <pre><code>, not a bare <pre> */
		} code;
		struct { struct str cite; } quote;
		struct { enum callout_kind kind; struct str title; } callout;
		struct {
			int n_columns;
			enum cell_align *columns; /* n_columns of them */
			int n_head_rows; /* rows at the start whose part is ROW_HEAD */
		} table;
		struct { enum row_part part; } row;
		struct {
			bool header;
			enum cell_scope scope;
			enum cell_align align;
			int column; /* from 0, spans of rows above counted in */
			int column_span, row_span; /* at least 1, within the table */
		} cell;
		struct { bool open; } details;
		struct {
			int number; /* from 1, in order of the first reference */
			int n_refs; /* how many marks point here; each has an id of its own */
		} footnote;
		struct { struct str tex, mathml; } math; /* either may be empty, not both */
		struct {
			enum media_kind kind;
			struct str title, url; /* url: absolute, the page a reader would open */
			struct str poster;     /* URL of a still, or empty */
		} media;
		struct { struct str html; } raw;
		struct {
			struct str url;   /* as written, made absolute; "" for a link inside the book */
			struct str title;
			const struct entry *target; /* the article it leads to, when that is in the book */
			struct str fragment;        /* id in that article; empty: its beginning */
		} link;
		struct {
			struct str url; /* absolute, or data: */
			struct str alt, title;
			int width, height; /* [px] as the source says; 0: it does not */
			bool decorative;   /* alt="" was written */
			const struct resource *resource; /* NULL: not at hand */
		} image;
		struct { struct str title; } abbreviation;
		struct { struct str element; } span; /* the name of one HTML does not know, kept in a fragment */
		struct { struct str cite; } quotation;
		struct {
			const struct node *note; /* the FOOTNOTE */
			int ref; /* which of the note's marks, from 1 */
		} footnote_ref;
	} as;
};

/* What `clean` took away from an article: words in = words out + words here. */
struct ledger_row {
	const char *rule;  /* which rule: a name from html/clean */
	struct str detail; /* the text that went, white space collapsed; may be empty */
	int line;
};

/* rows is on the heap (mem_grow); whoever made the article frees it. */
struct ledger {
	struct ledger_row *rows;
	size_t n, cap;
};

struct article {
	const struct book *book;
	const struct entry *entry;
	struct arena *arena; /* everything below lives in it */
	struct node *root;   /* NODE_ARTICLE */
	struct node **headings; /* in order */
	size_t n_headings;
	size_t words;    /* of the text a reader sees, when somebody is told (node_words) */
	struct ledger ledger;
	struct diag_log log; /* what reading and rendering it had to say */
};

#endif
