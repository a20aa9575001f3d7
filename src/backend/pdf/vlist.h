/* vlist.h - an article set in type: a vertical list of finished boxes, spaces and places to break.
 *
 * The typesetter (typeset.h) makes it on any thread; the page builder (page.c) cuts it into pages in
 * feed order. It knows nothing of pages, and the page builder nothing of paragraphs. No pointers
 * into an article survive in it: the article's arena may go before the pages are written.
 *
 * Lengths in [pt]. x grows to the right from the left edge of the text measure, y grows DOWN from
 * the top of the box. Pages break at VITEM_BREAK items and nowhere else. */
#ifndef BACKEND_PDF_VLIST_H
#define BACKEND_PDF_VLIST_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

struct resource;

/* ---- structure: ISO 32000-1 14.8.4 ------------------------------------------------------- */

enum selem_type {
	SELEM_SECT, SELEM_H1, SELEM_H2, SELEM_H3, SELEM_H4, SELEM_H5, SELEM_H6, SELEM_P, SELEM_SPAN,
	SELEM_QUOTE, SELEM_BLOCKQUOTE, SELEM_L, SELEM_LI, SELEM_LBL, SELEM_LBODY, SELEM_TABLE,
	SELEM_CAPTION, SELEM_THEAD, SELEM_TBODY, SELEM_TFOOT, SELEM_TR, SELEM_TH, SELEM_TD,
	SELEM_FIGURE, SELEM_FORMULA, SELEM_CODE, SELEM_LINK, SELEM_REFERENCE, SELEM_NOTE, SELEM_TOC,
	SELEM_TOCI, SELEM_DIV,
	SELEM_TYPE_COUNT
};

enum selem_numbering {
	NUMBERING_NONE, NUMBERING_DISC, NUMBERING_DECIMAL, NUMBERING_LOWER_ALPHA,
	NUMBERING_UPPER_ALPHA, NUMBERING_LOWER_ROMAN, NUMBERING_UPPER_ROMAN, NUMBERING_CIRCLE, NUMBERING_SQUARE
};

enum selem_scope { SELEM_SCOPE_NONE, SELEM_SCOPE_ROW, SELEM_SCOPE_COLUMN, SELEM_SCOPE_BOTH };

struct selem {
	enum selem_type type;
	int parent; /* index in the list's elements; -1: the article's own Sect, made by the page builder */
	struct str lang, alt, actual_text, id, title; /* empty: none */
	enum selem_numbering numbering; /* of an L */
	enum selem_scope scope;         /* of a TH */
	int column_span, row_span;      /* of TH, TD; 0 means 1 */
};

/* A mark either belongs to an element (index ≥ 0) or is an artifact of a kind. */
enum artifact { ARTIFACT_LAYOUT = -1, ARTIFACT_BACKGROUND = -2, ARTIFACT_HEADER = -3, ARTIFACT_FOOTER = -4 };

/* ---- marks --------------------------------------------------------------------------------- */

struct colour {
	unsigned char r, g, b;
};

/* One glyph. Its text is text[text_at … next glyph's text_at) of the run. */
struct glyph {
	uint32_t id;
	float advance;    /* to the next glyph, as set (kerning and justification in it) */
	float dx, dy;     /* from the pen; dy up */
	uint32_t text_at; /* [byte] in the run's text; clusters of several glyphs share it */
};

struct point {
	float x, y;
};

enum mark_type {
	MARK_GLYPHS, /* a run of one face and size */
	MARK_RULE,   /* a stroked straight line from (x, y) to (x2, y2) */
	MARK_RECT,   /* filled, or stroked when line_width > 0: corner (x, y), opposite (x2, y2) */
	MARK_PATH,   /* points, stroked when line_width > 0, else filled; a NaN x lifts the pen */
	MARK_IMAGE,  /* into (x, y) … (x2, y2) */
	MARK_PAGE,   /* the page number of target, in room reserved from x to x2 */
};

struct mark {
	enum mark_type type;
	int element; /* ≥ 0, or enum artifact */
	float x, y;  /* GLYPHS, PAGE: the pen on the baseline */
	float x2, y2;
	float line_width;
	struct colour colour;
	bool invisible;   /* text that is there to be selected: rendering mode 3 */
	bool align_right; /* PAGE: ends at x2 */
	bool literal;     /* GLYPHS: code; the text is to be extracted to the byte, spaces included */
	bool rtl;         /* glyphs stand in visual order, text in logical */
	bool soft_hyphen; /* the last glyph is a hyphen that the source has not: ActualText U+00AD */
	int face;         /* font_db id */
	float size;       /* [pt] */
	struct str text;  /* GLYPHS: source, UTF-8, in reading order */
	int first_glyph, n_glyphs; /* in the list's glyphs */
	int first_point, n_points; /* in the list's points */
	int image;                 /* in the list's images */
	int target_entry;           /* PAGE: entry index … */
	struct str target_fragment; /* … and id in it */
};

/* ---- items --------------------------------------------------------------------------------- */

enum vitem_type {
	VITEM_BOX,   /* a line, a table row's slice, a picture, a drawing: never cut */
	VITEM_SPACE, /* vanishes at a page's top and foot unless `keep` */
	VITEM_BREAK, /* a page may end here */
};

enum { BREAK_FORCED = -10000, BREAK_FORCED_COLUMN = -9000, BREAK_FORBIDDEN = 10000 };

struct vrange {
	int first, n;
};

struct vitem {
	enum vitem_type type;
	float height;          /* BOX: all of it; SPACE: natural */
	float baseline;        /* BOX: from its top, of its (first) line; 0: none */
	float stretch, shrink; /* SPACE */
	bool keep;
	bool across; /* all columns */
	int penalty; /* BREAK */
	/* When the page ends at this BREAK: boxes put at its foot, and at the next page's head (a
	 * table's head row again, the light rule of a code block), in `spares`. Marks there are artifacts. */
	struct vrange foot, head;
	struct vrange marks; /* BOX */
	struct vrange links; /* BOX: in link_areas */
	struct vrange notes; /* BOX: in notes; their text goes to the foot of the page the box lands on */
	int source_line;     /* for the trace */
};

struct link_area {
	float x, y, x2, y2; /* in the box */
	int element;        /* the LINK element (OBJR goes there) */
	struct str url;     /* web link, or empty */
	int target_entry;   /* -1: none */
	struct str target_fragment;
	struct str contents; /* /Contents: what the link says */
};

/* A note's text as items in `spares`. The same note may be wanted by several boxes: once a page. */
struct vnote {
	int number; /* tells notes apart; what is printed stands in the items */
	int order;  /* on a page: what is printed, of a note's continuation as well */
	int element; /* the NOTE element, of the first appearance; repeats on later pages are artifacts */
	struct vrange items;
};

struct vanchor {
	struct str id; /* in the article */
	int item;      /* index of the box it stands at */
	float y;       /* from the box's top */
};

struct vheading {
	int rank; /* 1 …: as doc/outline */
	struct str title;
	struct str id; /* may be empty */
	int item;
};

/* What an element sets for the margins of pages: counters, and strings, whose text follows in pieces. */
enum vset_kind {
	VSET_RESET, VSET_ADD,       /* a counter: to `number`, by it */
	VSET_STRING,                /* a string, empty as yet */
	VSET_TEXT, VSET_COUNTER,    /* added to it; of a counter `number` is its form (enum style_marker) */
};
struct vset {
	enum vset_kind kind;
	int item; /* index of the box the element begins with */
	struct str name, text;
	int number;
};

struct vimage {
	const struct resource *resource; /* lives as long as the store */
};

/* A character that no face has, and how often. */
struct missing_row {
	uint32_t code_point;
	int count;
};

/* The columns that a list is set for. */
struct vcolumns {
	int n; /* 0, 1: none */
	float width, gap;
	float rule; /* between two of them; 0: none */
	float dash; /* of the rule, and the room behind it; 0: it is whole */
	struct colour colour;
	bool one_by_one; /* filled one after the other; else all alike where the text ends or is crossed */
};

struct vlist {
	struct arena arena; /* owns everything */
	struct vcolumns columns;
	struct vitem *items;
	size_t n_items;
	struct vitem *spares;
	size_t n_spares;
	struct mark *marks;
	size_t n_marks;
	struct glyph *glyphs;
	size_t n_glyphs;
	struct point *points;
	size_t n_points;
	struct selem *elements;
	size_t n_elements;
	struct link_area *links;
	size_t n_links;
	struct vnote *notes;
	size_t n_notes;
	struct vanchor *anchors;
	size_t n_anchors;
	struct vheading *headings;
	size_t n_headings;
	struct vset *sets;
	size_t n_sets;
	struct vimage *images;
	size_t n_images;
	struct missing_row *missing;
	size_t n_missing;
};

#endif
