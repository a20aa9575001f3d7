/* page_fill.h - what a page or a column holds so far, in heights. For the breakers' files only. */
#ifndef BACKEND_PDF_PAGE_FILL_H
#define BACKEND_PDF_PAGE_FILL_H

#include "backend/pdf/page_break.h"

enum {
	COST_EMPTY = 1000, /* times the square of the share left empty */
	NOTES_SEEN = 40,   /* a page has few notes; what comes after these may be counted twice */
};

static const double page_slack = 0.01; /* [pt] heights are sums of floats */
static const double page_worth_saving = 0.2; /* a last page that holds so little is saved where it can be */

/* What a plan may ask of an article that spills a little, from the gentlest to the tightest. */
enum { PAGE_SETTINGS = 7 };
extern const struct page_plan page_settings[PAGE_SETTINGS];

struct page_list {
	const struct vlist *list;
	const struct page_room *room;
	struct page_plan *plan; /* lead and tight */
	float *heights;         /* by item, under the plan */
};

struct fill {
	double top;   /* of the list, below the page's */
	double used;  /* from there down to the last box */
	double space; /* below it, gone if the page ends */
	double notes;
	bool any;
	int seen[NOTES_SEEN]; /* numbers of the notes counted */
	int n_seen;
};

/* The item's height under the plan, for each. */
void page_list_measure(struct page_list *);
/* What stands above the first box when a page begins at item `first`. */
double page_head_height(const struct page_list *, size_t first);
static inline void fill_add(const struct page_list *, struct fill *, size_t item);
void fill_add_notes(const struct page_list *, struct fill *, const struct vitem *);
/* page_break for a list in columns. */
bool column_break(const struct vlist *, const struct page_room *, struct arena *, struct page_plan *);
/* The cost of `left` [pt] empty of `room`. */
double fill_cost_of_empty(double left, double room);

static inline void fill_add(const struct page_list *b, struct fill *f, size_t i)
{
	const struct vitem *item = &b->list->items[i];
	double height = (double)b->heights[i], y = f->top + f->used + f->space;
	switch (item->type) {
	case VITEM_BOX:
		f->used = (b->room->grid > 0 ? page_snap(item, b->room, y) : y) - f->top + height;
		f->space = 0;
		f->any = true;
		if (item->notes.n)
			fill_add_notes(b, f, item);
		break;
	case VITEM_SPACE:
		if (f->any || item->keep)
			f->space += height;
		break;
	case VITEM_BREAK:
		break;
	}
}

#endif
