/* elements.h - what each HTML element is to a reader: its box on the screen and its place in the
 * model. Private to html/. */
#ifndef HTML_ELEMENTS_H
#define HTML_ELEMENTS_H

#include "doc/doc.h"
#include "html/tree.h"

/* As far as white space cares (CSS Display 3). */
enum element_box {
	BOX_INLINE,
	BOX_BLOCK,
	BOX_ATOM,  /* one thing in a line: a picture, a control */
	BOX_BREAK, /* ends the line */
	BOX_PRE,   /* a block that keeps its white space */
	BOX_NONE,  /* not shown */
};

/* How build turns it into nodes. */
enum element_role {
	ROLE_PLAIN,  /* nothing of its own in a line; its children stay */
	ROLE_FLOW,   /* nothing of its own, but its children stand on lines of their own */
	ROLE_INLINE, /* the inline node `type` around its children */
	ROLE_CODE,   /* text below becomes CODE */
	ROLE_BLOCK,  /* the block node `type` around its children */
	ROLE_OWN,    /* a function of its own in build */
	ROLE_HIDDEN, /* never shown: its words go to the ledger */
	ROLE_SILENT, /* never shown and holds no words: scripts, styles */
};

struct element_row {
	enum element_box box : 8;
	enum element_role role : 8;
	enum node_type type : 8;
};

extern const struct element_row element_rows[TAG_COUNT];

/* The row of an element; foreign elements (SVG, MathML) are atoms at their root. */
static inline const struct element_row *element_row(const struct element *e)
{
	bool below = e->ns != NS_HTML && e->tag != TAG_SVG && e->tag != TAG_MATH;
	return &element_rows[below ? TAG_OTHER : e->tag];
}
/* Whether a browser starts a new line for it. */
bool element_is_block(const struct element *);
bool element_is_heading(const struct element *);
/* A text or a comment, or an element with neither words nor pictures nor anything else to see. */
bool element_is_blank(const struct element *);

#endif
