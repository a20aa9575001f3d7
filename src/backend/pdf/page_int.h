/* page_int.h - the page builder and the page that it has open: between page.c and page_place.c only.
 * Lengths in [pt], on paper, y up from its foot. */
#ifndef BACKEND_PDF_PAGE_INT_H
#define BACKEND_PDF_PAGE_INT_H

#include "backend/pdf/margin.h"
#include "backend/pdf/page.h"
#include "backend/pdf/running.h"
#include "base/arena.h"

struct pager {
	const struct typeset *typeset;
	const struct look *look;
	const struct studio *studio;
	struct pages *pages;
	struct nav *nav;
	struct worker *worker;
	enum new_page new_page;
	struct arena arena; /* of one article */
	/* the open page */
	bool open, front, opener;
	struct sheet sheet;
	int64_t key;
	struct canvas grounds, body, notes, heads[2];
	double used, notes_height;
	double page_top; /* where it begins, below the body's top */
	int head_entry;  /* whose title and sections the head names */
	struct buf head; /* the title in it */
	struct buf section; /* the first section that begins on the page, or that of the page before */
	bool section_here;  /* it begins here */
	int number;      /* of the page among its like */
	struct buf latest; /* the article's section so far */
	struct running *running;
	struct margins *margins;
};

/* Opens a page for the part, an empty one; none is open. */
void page_open(struct pager *, const struct pager_part *);
/* Draws what stands around its boxes and puts it aside; nothing when none is open. */
void page_close(struct pager *);
/* Whether the page so numbered is on the left of two: the even ones, where one reads from the left. */
bool page_is_left_hand(const struct pager *, int number);
/* Left edge of the measure, and where the body begins. */
double page_left_edge(const struct pager *);
double page_body_top(const struct pager *);

#endif
