/* page_break.c - a shortest path over breaks, as total fit is for lines. A page costs what it leaves
 * empty plus the penalty of its break; one page more costs most of all. Where no break is allowed
 * within a page's height, forbidden ones are taken, and at last any gap between two boxes. */
#include "backend/pdf/page_break.h"

#include <math.h>

enum {
	COST_PAGE = 20000,           /* a page more */
	COST_EMPTY = 1000,           /* times the square of the share left empty */
	COST_NEAR_EMPTY = 15000,     /* the last page holds less than NEAR_EMPTY */
	COST_FORBIDDEN = 1000000,
	COST_ANYWHERE = 10000000,
};

/* A page has few notes; what comes after these may be counted twice. */
enum { NOTES_SEEN = 40 };

static const double near_empty = 0.15; /* a last page that holds less is taken as a fault … */
static const double worth_saving = 0.2; /* … and one that holds so little is saved where it can be */
static const double slack = 0.01; /* [pt] heights are sums of floats */

struct state {
	double cost; /* of the best way to begin a page here; INFINITY: none yet */
	size_t from; /* where the page before began */
};

struct breaker {
	const struct vlist *list;
	const struct page_room *room;
	struct page_plan *plan; /* lead and tight */
	struct state *states;         /* by item, n_items: the end */
	float *heights;               /* by item, under the plan */
	double near_empty_cost;
};

/* What a page holds so far. */
struct fill {
	double top;   /* of the list, below the page's */
	double used;  /* from there down to the last box */
	double space; /* below it, gone if the page ends */
	double notes;
	bool any;
	int seen[NOTES_SEEN]; /* numbers of the notes counted */
	int n_seen;
};

static bool is_line(const struct vitem *item, const struct page_room *room)
{
	return item->type == VITEM_BOX && fabsf(item->height - room->line) < 0.01f;
}

float page_item_height(const struct vitem *item, const struct page_plan *plan,
		       const struct page_room *room)
{
	if (item->type == VITEM_SPACE)
		return item->height - item->shrink * plan->tight;
	if (plan->lead < 1 && is_line(item, room))
		return item->height * plan->lead;
	return item->type == VITEM_BOX ? item->height : 0;
}

double page_snap(const struct vitem *item, const struct page_room *room, double y)
{
	double grid = (double)room->grid;
	return grid > 0 && is_line(item, room) ? ceil((y - slack) / grid) * grid : y;
}

float page_spares_height(const struct vlist *list, struct vrange range)
{
	float height = 0;
	for (int i = range.first; i < range.first + range.n; i++)
		if (list->spares[i].type != VITEM_BREAK)
			height += list->spares[i].height;
	return height;
}

static double head_height(const struct breaker *b, size_t first)
{
	const struct vitem *before = first ? &b->list->items[first - 1] : NULL;
	return before && before->type == VITEM_BREAK
		       ? (double)page_spares_height(b->list, before->head) : 0;
}

/* Whether the note is new on this page. */
static bool note_is_new(struct fill *f, int number)
{
	for (int i = 0; i < f->n_seen; i++)
		if (f->seen[i] == number)
			return false;
	if (f->n_seen < NOTES_SEEN)
		f->seen[f->n_seen++] = number;
	return true;
}

static void add_notes(const struct breaker *b, struct fill *f, const struct vitem *item)
{
	for (int i = item->notes.first; i < item->notes.first + item->notes.n; i++) {
		const struct vnote *note = &b->list->notes[i];
		if (!note_is_new(f, note->number))
			continue;
		if (f->notes == 0)
			f->notes = (double)b->room->note_gap;
		f->notes += (double)page_spares_height(b->list, note->items);
	}
}

static void add_item(const struct breaker *b, struct fill *f, size_t i)
{
	const struct vitem *item = &b->list->items[i];
	double height = (double)b->heights[i], y = f->top + f->used + f->space;
	switch (item->type) {
	case VITEM_BOX:
		f->used = (b->room->grid > 0 ? page_snap(item, b->room, y) : y) - f->top + height;
		f->space = 0;
		f->any = true;
		add_notes(b, f, item);
		break;
	case VITEM_SPACE:
		if (f->any || item->keep)
			f->space += height;
		break;
	case VITEM_BREAK:
		break;
	}
}

static void offer(struct breaker *b, size_t from, size_t to, double cost)
{
	double sum = b->states[from].cost + cost;
	if (sum < b->states[to].cost)
		b->states[to] = (struct state){ sum, from };
}

static double cost_of_empty(double left, double room)
{
	double share = left / room;
	return COST_EMPTY * share * share;
}

struct emergency {
	size_t at; /* the next page's first item; 0: none */
	double cost;
};

/* All pages that may begin with item `first`. */
static void try_page(struct breaker *b, size_t first)
{
	const struct vlist *list = b->list;
	double room = first ? (double)b->room->height : (double)b->room->first;
	struct fill f;
	f.used = head_height(b, first);
	f.space = f.notes = f.n_seen = 0;
	f.top = first ? 0 : (double)b->room->first_used;
	f.any = false;
	struct emergency last = { 0 };
	bool found = false;
	for (size_t i = first; i < list->n_items; i++) {
		const struct vitem *item = &list->items[i];
		if (item->type != VITEM_BREAK) {
			bool any_before = f.any;
			add_item(b, &f, i);
			if (f.used + f.notes > room + slack) {
				if (found)
					return;
				if (!any_before && (first || b->room->starts_page))
					last = (struct emergency){ i + 1, COST_ANYWHERE };
				if (last.at)
					offer(b, first, last.at, last.cost + COST_PAGE);
				return;
			}
			if (item->type == VITEM_BOX && last.cost != COST_FORBIDDEN)
				last = (struct emergency){ i + 1, COST_ANYWHERE };
			continue;
		}
		if (!f.any)
			continue;
		double used = f.used + f.notes + (double)page_spares_height(list, item->foot);
		if (used > room + slack)
			continue;
		if (item->penalty >= BREAK_FORBIDDEN) {
			last = (struct emergency){ i + 1, COST_FORBIDDEN };
			continue;
		}
		found = true;
		if (item->penalty <= BREAK_FORCED) {
			offer(b, first, i + 1, COST_PAGE);
			return;
		}
		offer(b, first, i + 1, COST_PAGE + cost_of_empty(room - used, room) + item->penalty);
	}
	double share = (f.used + f.notes) / (double)b->room->height;
	offer(b, first, list->n_items, first && share < near_empty ? b->near_empty_cost : 0);
}

static void solve(struct breaker *b)
{
	size_t n = b->list->n_items;
	for (size_t i = 0; i <= n; i++)
		b->states[i] = (struct state){ INFINITY, 0 };
	for (size_t i = 0; i < n; i++)
		b->heights[i] = page_item_height(&b->list->items[i], b->plan, b->room);
	b->states[0].cost = 0;
	for (size_t i = 0; i < n; i++)
		if (b->states[i].cost < (double)INFINITY)
			try_page(b, i);
}

/* How many pages, and how much the last one holds. */
static size_t count_pages(const struct breaker *b, double *last_share)
{
	size_t n = 0, end = b->list->n_items;
	struct fill f = { 0 };
	if (!end || !(b->states[end].cost < (double)INFINITY))
		return 0;
	for (size_t at = end; at; at = b->states[at].from)
		n++;
	size_t first = b->states[end].from;
	f.top = first ? 0 : (double)b->room->first_used;
	f.used = head_height(b, first);
	for (size_t i = first; i < end; i++)
		add_item(b, &f, i);
	*last_share = (f.used + f.notes) / (double)b->room->height;
	return n;
}

static void take(const struct breaker *b, struct arena *arena, struct page_plan *plan)
{
	double share;
	plan->n = count_pages(b, &share);
	plan->cuts = ARENA_ARRAY(arena, struct page_cut, plan->n);
	size_t at = b->list->n_items;
	for (size_t k = plan->n; k--; at = b->states[at].from)
		plan->cuts[k] = (struct page_cut){ b->states[at].from, at };
}

/* From the gentlest to the tightest. */
static const struct page_plan settings[] = {
	{ .lead = 1, .tight = 0 },        { .lead = 1, .tight = 0.5f },
	{ .lead = 1, .tight = 1 },
	{ .lead = 0.99f, .tight = 1 },    { .lead = 0.98f, .tight = 1 },
	{ .lead = 0.97f, .tight = 1 },    { .lead = 0.96f, .tight = 1 },
};

static size_t pages_under(struct breaker *b, size_t setting)
{
	double share;
	*b->plan = settings[setting];
	solve(b);
	return count_pages(b, &share);
}

/* The gentlest setting that comes to fewer than `n` pages, found by halves; false when not even the
 * tightest does. */
static bool save_page(struct breaker *b, size_t n)
{
	size_t low = 1, high = sizeof settings / sizeof *settings - 1;
	while (b->room->grid > 0 && settings[high].lead < 1) /* lines stay on their grid */
		high--;
	if (pages_under(b, high) >= n)
		return false;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (pages_under(b, mid) < n)
			high = mid;
		else
			low = mid + 1;
	}
	pages_under(b, high);
	return true;
}

/* First without the price of a near-empty page: then the pages before the last are as full as they
 * go and the last one shows what really spills. */
bool page_break(const struct vlist *list, const struct page_room *room, struct arena *arena,
		struct page_plan *plan)
{
	struct breaker b = { .list = list, .room = room, .plan = plan };
	double share = 1;
	b.states = ARENA_ARRAY(arena, struct state, list->n_items + 1);
	b.heights = ARENA_ARRAY(arena, float, list->n_items + 1);
	*plan = settings[0];
	solve(&b);
	size_t n = count_pages(&b, &share);
	if (n > 1 && share < worth_saving) {
		if (save_page(&b, n))
			count_pages(&b, &share);
		else
			pages_under(&b, 0);
		if (share < worth_saving) {
			b.near_empty_cost = COST_NEAR_EMPTY;
			solve(&b);
		}
	}
	take(&b, arena, plan);
	return b.states[list->n_items].cost < COST_FORBIDDEN;
}
