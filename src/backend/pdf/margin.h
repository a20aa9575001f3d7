/* margin.h - what a style puts into the margins of pages (CSS Paged Media 3): named strings and counters
 * that the articles set, the number of all pages. On the page builder's thread. */
#ifndef BACKEND_PDF_MARGIN_H
#define BACKEND_PDF_MARGIN_H

#include "backend/pdf/canvas.h"
#include "backend/pdf/typeset.h"
#include "style/style.h"

struct margins;

/* Everything given outlives it. */
struct margins *margins_new(const struct typeset *, const struct studio *, struct worker *);
void margins_free(struct margins *);

/* A page begins; those of front matter know no strings. */
void margins_begin(struct margins *, bool front);
/* What an element that stands on the page sets; `at_top`: the page begins with it, but for
 * an article's number. */
void margins_set(struct margins *, const struct vset *, bool at_top);

struct margin_page {
	const struct style_page *page;
	struct str title, section; /* what string(title) and string(section) are where no element sets them */
	int number; /* from 0 */
	bool front;
	double left; /* edge of the running heads, on paper */
	size_t index; /* among all pages */
};

/* Draws the boxes on the canvas, or keeps them when one tells how many pages there are. */
void margins_place(struct margins *, const struct margin_page *, struct canvas *);
/* All pages are made: adds to them what was kept. */
void margins_settle(struct margins *, struct pages *);

#endif
