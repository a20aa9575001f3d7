/* page_break.h - where an article's pages end: the cheapest way through its places to break, by
 * numbers alone. Knows heights and penalties; draws nothing. */
#ifndef BACKEND_PDF_PAGE_BREAK_H
#define BACKEND_PDF_PAGE_BREAK_H

#include "backend/pdf/vlist.h"

/* One page, or a zone of one: items [first, end). When items[first - 1] or items[end - 1] is a BREAK, its
 * `head` stands above the first box, its `foot` below the last one. */
struct page_cut {
	size_t first, end;
	bool turns;  /* a page begins with it; the first cut goes where the open page has room */
	/* of a list in columns */
	int column;         /* 0 …; COLUMN_ACROSS: all of them */
	double top, bottom; /* of the zone, below the page's top; columns side by side share them */
};
enum { COLUMN_ACROSS = -1 };

struct page_plan {
	struct page_cut *cuts;
	size_t n;
	float lead;  /* what lines of body text are scaled by: 1, or down to 0.96 */
	float tight; /* how much of each space's `shrink` is taken: 0 to 1 */
};

struct page_room {
	float first, height; /* [pt] left on the first page; of a whole one */
	float line;          /* height of a line of body text: what `lead` acts on */
	float note_gap;      /* above a page's notes */
	bool starts_page;    /* nothing stands on the first page yet */
	float first_used;    /* above where the list begins on its first page */
	float grid;          /* lines of body text stand on it, counted from the page's top; 0: on none */
};

/* The plan's arrays live in the arena. Linear in the list's length. When the last page would hold
 * less than 15 % and a tighter setting saves it, the setting is tight. An article always gets at
 * least one page; what cannot be broken and is too tall for a page stands on one of its own. False
 * when that, or a break that is forbidden, had to be; on a page that is not fresh there may then be
 * no plan at all (n is 0): ask again for a fresh one. */
bool page_break(const struct vlist *, const struct page_room *, struct arena *, struct page_plan *);

/* Heights under a plan, as page_break counted them. */
float page_item_height(const struct vitem *, const struct page_plan *, const struct page_room *);
/* How far below the page's top the item stands that would come at `y`: lines of body text on the next
 * line of the grid. */
double page_snap(const struct vitem *, const struct page_room *, double y);
float page_spares_height(const struct vlist *, struct vrange);

#endif
