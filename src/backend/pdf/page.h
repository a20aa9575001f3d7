/* page.h - the page builder: articles set in type are cut into pages, running heads and notes are put
 * in their zones, finished pages put aside. In feed order, on one thread. */
#ifndef BACKEND_PDF_PAGE_H
#define BACKEND_PDF_PAGE_H

#include "backend/pdf/canvas.h"
#include "backend/pdf/nav.h"
#include "backend/pdf/typeset.h"

struct pager;

enum new_page {
	NEW_PAGE_ARTICLE, /* each article starts a page */
	NEW_PAGE_AUTO,    /* one that fits whole on what is left of a page goes there */
	NEW_PAGE_NONE,    /* articles run on */
};

/* Everything given outlives the pager. `worker` is the appending thread's own. */
struct pager *pager_new(const struct typeset *, const struct studio *, struct pages *, struct nav *,
			struct worker *, enum new_page);
void pager_free(struct pager *);

/* What a list of boxes is. */
struct pager_part {
	int entry;          /* index in the book; -1: front matter */
	struct str title;   /* for running heads; empty: pages without one */
	int number;         /* of the article; 0: none */
	struct str language;
	bool front;         /* numbered in roman, before the body */
	bool continued;     /* goes on below the part before, which said that there was `more` */
	bool more;
};

/* The list may go when it returns. */
void pager_add(struct pager *, const struct vlist *, const struct pager_part *);
/* Ends the page that is open. */
void pager_finish(struct pager *);
/* All pages are made: what waited for their number is set. */
void pager_settle(struct pager *);
/* Whether running heads are to name sections: once all articles are placed. */
bool pager_names_sections(struct pager *);

/* "iv", "12": what is printed on a page. */
void pager_put_label(struct buf *, int number, bool front);

#endif
