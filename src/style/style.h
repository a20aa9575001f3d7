/* style.h - the look: a CSS file read once, and the values each element gets from it.
 *
 * One stylesheet describes a look for paper and for EPUB. The PDF asks for computed values
 * (lengths in [pt]); EPUB gets a projection of the text (style/epub.c, style_put_epub).
 *
 * Elements are named as the XHTML that backend/markup writes names them: style_name_of gives a
 * node its tag and classes, so a rule means the same on paper and on screen. What no node stands
 * for has names too (see ELEMENTS BESIDE THE BODY below).
 *
 * Read from CSS: type, class, id-less compound selectors, descendant, child and adjacent-sibling
 * combinators, :first-child, :last-child, :only-child, :nth-child(), :not(), :root, :first-line
 * never; var() and calc(); the properties of struct style_values; @page with :first, :left, :right, a name, and margin boxes; @media print (paper
 * only), screen (EPUB only), and (max-width: …), (min-width: …) of the paper. Anything else is named once, with its line,
 * as a DIAG_STYLE.
 *
 * ELEMENTS BESIDE THE BODY
 *   body                           the article's root; body.front in front matter; body.rtl in an
 *                                  e-book that runs from right to left
 *   h1.title                       an article's title; p.number "9 / 66" above it
 *   p.byline p.source p.continues  author and date; the address; "Continues at" below an excerpt
 *   section.titlepage: h1 p.subtitle p.author p.date p.count p.description p.source p.rights
 *   nav.toc: h1, p.part, p.toc1 p.toc2 p.toc3 (an entry by depth)
 *   h1.part (a part's page)
 * Code: pre (its lines: span.l), pre.long (its longest line passes the measure), figure.diagram;
 * tokens: span.keyword .string .comment .number .name .operator (highlight/). */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "doc/doc.h"

/* ---- computed values ------------------------------------------------------------------- */

enum style_display { DISPLAY_INLINE, DISPLAY_BLOCK, DISPLAY_LIST_ITEM, DISPLAY_TABLE, DISPLAY_NONE };
enum style_align { TEXT_START, TEXT_LEFT, TEXT_RIGHT, TEXT_CENTER, TEXT_JUSTIFY, TEXT_END,
	TEXT_AS_ALIGN }; /* of text-align-last: the start where text-align justifies, else as that */
enum style_break { BREAK_AUTO, BREAK_AVOID, BREAK_PAGE, BREAK_LEFT, BREAK_RIGHT, BREAK_COLUMN };
enum style_space { SPACE_NORMAL, SPACE_PRE, SPACE_PRE_WRAP, SPACE_NOWRAP };
enum style_transform { TRANSFORM_NONE, TRANSFORM_UPPERCASE, TRANSFORM_LOWERCASE, TRANSFORM_CAPITALIZE };
enum style_marker { MARKER_OF_LIST, /* what the document says */ MARKER_NONE, MARKER_DISC, MARKER_CIRCLE,
	MARKER_SQUARE, MARKER_DECIMAL, MARKER_LOWER_ALPHA, MARKER_UPPER_ALPHA, MARKER_LOWER_ROMAN,
	MARKER_UPPER_ROMAN, MARKER_TEXT };
enum style_fill { FILL_BALANCE, FILL_AUTO };
enum style_span { SPAN_NONE, SPAN_ALL };
enum style_line { LINE_NONE, LINE_SOLID, LINE_DASHED, LINE_DOTTED, LINE_DOUBLE };
/* What font-variant-* and font-feature-settings ask of a face. */
enum style_feature {
	FEATURE_SMALL_CAPS = 1,     /* small-caps, smcp */
	FEATURE_ALL_SMALL_CAPS = 2, /* capitals too: all-small-caps, c2sc */
	FEATURE_TABULAR = 4,        /* tabular-nums, tnum */
	FEATURE_PROPORTIONAL = 8,   /* proportional-nums, pnum */
	FEATURE_OLD_STYLE = 16,     /* oldstyle-nums, onum */
	FEATURE_LINING = 32,        /* lining-nums, lnum */
	FEATURE_NO_LIGATURES = 64,  /* none, no-common-ligatures, liga 0 */
	FEATURE_FRACTIONS = 1 << 7, /* diagonal-fractions, frac */
	FEATURE_ORDINALS = 1 << 8,  /* ordinal, ordn */
	FEATURE_SLASHED_ZERO = 1 << 9,   /* slashed-zero, zero */
	FEATURE_DISCRETIONARY = 1 << 10, /* discretionary-ligatures, dlig */
	FEATURE_HISTORICAL = 1 << 11,    /* historical-ligatures, hlig */
	FEATURE_CASE = 1 << 12,          /* case */
	FEATURE_SWASH = 1 << 13,         /* swsh */
	FEATURE_TITLING = 1 << 14,       /* titl */
	FEATURE_NO_KERNING = 1 << 15,    /* font-kerning: none, kern 0 */
	FEATURE_SET_1 = 1 << 16,         /* ss01; ss02 … ss08 are the bits above */
};
enum { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT };

struct style_colour {
	unsigned char r, g, b;
	bool none; /* transparent */
};

struct style_extent {
	float pt, share; /* one of them, or both 0: as it comes */
};

struct style_values {
	/* inherited */
	struct str font_family; /* the list as written: "Charis SIL", Charis, serif */
	float font_size;   /* [pt] */
	int font_weight;   /* 100 … 900 */
	bool italic;
	unsigned features; /* enum style_feature */
	float root_size;   /* [pt] of the root element: a rem */
	float line_height; /* [pt], baseline to baseline */
	float line_factor; /* … as so many sizes, what a plain number says; 0: it is a length */
	float letter_spacing, word_spacing; /* [pt] */
	const struct style_variable *variables; /* cascade.c's own */
	bool line_snap;    /* line-snap: baseline (CSS Line Grid 1, 3.2), asked of body */
	struct style_colour colour;
	enum style_align text_align;
	enum style_align text_align_last;
	float text_indent; /* [pt] */
	enum style_transform text_transform;
	enum style_space white_space;
	bool hyphens;      /* hyphens: auto */
	int widows, orphans;
	enum style_marker list_style;
	struct str marker_text; /* of MARKER_TEXT */
	/* not inherited */
	enum style_display display;
	float margin[4], padding[4]; /* [pt]; SIDE_… */
	float border[4];             /* [pt]; 0: none */
	enum style_line border_style[4];
	struct style_colour border_colour[4];
	struct style_colour background;
	struct style_extent width, max_width, max_height; /* of pictures */
	float baseline_shift; /* [pt] up: vertical-align of inlines */
	bool underline, line_through;
	enum style_break break_before, break_after, break_inside;
	int column_count;   /* 0: auto */
	float column_width; /* [pt]; 0: auto */
	float column_gap;   /* [pt]; below 0: one size */
	float column_rule;  /* [pt] between two columns; 0: none */
	enum style_line column_rule_style;
	struct style_colour column_rule_colour;
	enum style_fill column_fill;
	enum style_span column_span;
	struct str string_set, counter_reset, counter_increment; /* as written; empty: none */
};

/* ---- a look ------------------------------------------------------------------------------ */

enum style_medium { STYLE_PRINT, STYLE_EPUB };

struct style; /* read-only once open: any thread */

/* One row per look, its stylesheet compiled in as styles/NAME.css; ends with .name NULL. */
struct style_look {
	const char *name, *summary;
	bool about;       /* "about this book" page */
	bool checklist;   /* a page of boxes to tick */
};
extern const struct style_look style_looks[];

/* `name`: a look, or a file whose rules are laid over "book" (NULL: "book"). `paper_width_pt`
 * settles @media widths (0: none). A file that cannot be read is a DIAG_STYLE warning, and "book"
 * is used. */
struct style *style_open(const char *name, enum style_medium, float paper_width_pt, struct diag_log *);
void style_close(struct style *);
const struct style_look *style_look_of(const struct style *);

/* What an element is called: tag without angle brackets, classes separated by spaces. Strings
 * live as long as the program, except diagnostics. */
struct style_name {
	const char *tag;
	const char *classes; /* "" : none */
};
struct style_name style_name_of(const struct node *);

/* Where an element stands among its siblings. */
struct style_place {
	struct style_name name;
	struct style_name before; /* the element before it; tag NULL: it is the first child */
	bool last;
	int index; /* from 1, where style_counts_children wants it; 0: not known */
};

/* How many columns stand side by side in `width` [pt], at least 1; how wide each is, and the gap. */
int style_columns(const struct style_values *, float width, float *column, float *gap);
/* The lists of faces that rules for paper and margin boxes ask for, each once, in their order. */
struct style_faces {
	struct str list; /* as written: "EB Garamond", serif */
	int line;
};
size_t style_faces(struct style *, const struct style_faces **);
/* Whether a rule asks for an element's number among its siblings. */
bool style_counts_children(const struct style *);

/* A worker's memory of values already computed. Not shared between threads. */
struct style_cache;
struct style_cache *style_cache_new(const struct style *);
void style_cache_free(struct style_cache *);
/* The values of an element below the one whose values are `parent` (itself a result of this
 * function; NULL for the root element, "html"). Lives as long as the cache; equal paths give the
 * same pointer. */
const struct style_values *style_child(struct style_cache *, const struct style_values *parent,
				       struct style_place);

/* ---- pages ------------------------------------------------------------------------------- */

enum style_box_place { BOX_TOP_LEFT, BOX_TOP_CENTER, BOX_TOP_RIGHT, BOX_BOTTOM_LEFT, BOX_BOTTOM_CENTER,
	BOX_BOTTOM_RIGHT, STYLE_BOX_COUNT };

enum style_content_kind { CONTENT_TEXT, CONTENT_PAGE, CONTENT_PAGES, CONTENT_STRING, CONTENT_COUNTER,
	CONTENT_ELEMENT /* the text of the element that sets a string */ };
/* Of several values that a string has on one page (CSS Generated Content for Paged Media 3, 1.1.2). */
enum style_which { WHICH_FIRST, WHICH_START, WHICH_LAST, WHICH_FIRST_EXCEPT };
enum { STYLE_CONTENT_MOST = 16 };

struct style_content {
	enum style_content_kind kind;
	struct str text;           /* TEXT: itself; STRING, COUNTER: its name */
	enum style_which which;    /* STRING */
	enum style_marker form;    /* PAGE, PAGES, COUNTER; MARKER_OF_LIST: as it is otherwise */
};

/* A value of content or string-set in pieces; false: it is not understood. */
bool style_content_read(struct str value, struct style_content pieces[STYLE_CONTENT_MOST], size_t *n);
/* Cuts the next string's name and content off a value of string-set. */
bool style_string_set(struct str *value, struct str *name, struct str *content);
/* Cuts the next counter off a value of counter-reset or -increment, `otherwise` its number. */
bool style_counter_next(struct str *value, int otherwise, struct str *name, int *number);
/* "4", "iv", "d" */
void style_put_number(struct buf *, long n, enum style_marker form);

struct style_margin_box {
	struct style_values values;
	struct style_content *content;
	size_t n_content; /* 0: the box is empty */
};

struct style_page {
	float width, height; /* [pt]; 0: size is not given, --paper-size rules */
	float margin[4];     /* [pt]; below 0: not given */
	struct style_margin_box boxes[STYLE_BOX_COUNT];
	bool any_box; /* the style says what stands in the margins, all of it */
};

/* The page called `name` ("" for none), the first of its kind or not, left or right. The result
 * lives as long as the style; equal questions give the same pointer. One thread at a time. */
const struct style_page *style_page(struct style *, struct str name, bool first, bool left);

/* Whether a rule is for left or right pages alone. */
bool style_tells_sides(const struct style *);

/* ---- EPUB ---------------------------------------------------------------------------------- */

/* Writes the look anew from EPUB's safe list (style/epub.c): CSS 2.1, no at-rules but
 * @font-face, no colour, background, body size, face or leading. What is dropped of a user's own
 * file is named once in `log`. */
void style_put_epub(const struct style *, struct buf *css, struct diag_log *);

#endif
