/* page_break.c - a shortest path over breaks, as total fit is for lines. A page costs what it leaves
 * empty plus the penalty of its break; one page more costs most of all. What is left empty though more would
 * have stood there costs more than what nothing fits into: a reader sees no reason for it, and pages before a
 * large picture are not to share its gap among them. Where no break is allowed
 * within a page's height, forbidden ones are taken, and at last any gap between two boxes. */
#include "backend/pdf/page_fill.h"

#include <math.h>

enum {
	COST_PAGE = 20000,           /* a page more */
	COST_NEAR_EMPTY = 15000,     /* the last page holds less than NEAR_EMPTY */
	COST_EARLY = 4,              /* times what is left empty, where the page might have gone on */
	COST_FORBIDDEN = 1000000,
	COST_ANYWHERE = 10000000,
};

static const double near_empty = 0.15; /* a last page that holds less is taken as a fault … */

struct state {
	double cost; /* of the best way to begin a page here; INFINITY: none yet */
	size_t from; /* where the page before began */
};

struct breaker {
	struct page_list on;
	struct state *states; /* by item, n_items: the end */
	double near_empty_cost;
};

static void offer(struct breaker *b, size_t from, size_t to, double cost)
{
	double sum = b->states[from].cost + cost;
	if (sum < b->states[to].cost)
		b->states[to] = (struct state){ sum, from };
}

/* The last break that was found: whether it comes early is known at the next one. */
struct candidate {
	size_t at; /* the next page's first item; 0: none */
	double empty;
	int penalty;
};

static void offer_candidate(struct breaker *b, size_t from, struct candidate *c, bool early)
{
	if (c->at)
		offer(b, from, c->at, COST_PAGE + c->empty * (early ? COST_EARLY : 1) + c->penalty);
	c->at = 0;
}

struct emergency {
	size_t at; /* the next page's first item; 0: none */
	double cost;
};

/* All pages that may begin with item `first`. */
static void try_page(struct breaker *b, size_t first)
{
	const struct vlist *list = b->on.list;
	double room = first ? (double)b->on.room->height : (double)b->on.room->first;
	struct fill f;
	f.used = page_head_height(&b->on, first);
	f.space = f.notes = f.n_seen = 0;
	f.top = first ? 0 : (double)b->on.room->first_used;
	f.any = false;
	struct emergency last = { 0 };
	struct candidate best = { 0 };
	for (size_t i = first; i < list->n_items; i++) {
		const struct vitem *item = &list->items[i];
		if (item->type != VITEM_BREAK) {
			bool any_before = f.any;
			fill_add(&b->on, &f, i);
			if (f.used + f.notes > room + page_slack) {
				if (best.at) {
					offer_candidate(b, first, &best, false);
					return;
				}
				if (!any_before && (first || b->on.room->starts_page))
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
		if (used > room + page_slack)
			continue;
		if (item->penalty >= BREAK_FORBIDDEN) {
			last = (struct emergency){ i + 1, COST_FORBIDDEN };
			continue;
		}
		offer_candidate(b, first, &best, true);
		if (item->penalty <= BREAK_FORCED) {
			offer(b, first, i + 1, COST_PAGE);
			return;
		}
		best = (struct candidate){ i + 1, fill_cost_of_empty(room - used, room), item->penalty };
	}
	offer_candidate(b, first, &best, true);
	double share = (f.used + f.notes) / (double)b->on.room->height;
	offer(b, first, list->n_items, first && share < near_empty ? b->near_empty_cost : 0);
}

static void solve(struct breaker *b)
{
	size_t n = b->on.list->n_items;
	for (size_t i = 0; i <= n; i++)
		b->states[i] = (struct state){ INFINITY, 0 };
	page_list_measure(&b->on);
	b->states[0].cost = 0;
	for (size_t i = 0; i < n; i++)
		if (b->states[i].cost < (double)INFINITY)
			try_page(b, i);
}

/* How many pages, and how much the last one holds. */
static size_t count_pages(const struct breaker *b, double *last_share)
{
	size_t n = 0, end = b->on.list->n_items;
	struct fill f = { 0 };
	if (!end || !(b->states[end].cost < (double)INFINITY))
		return 0;
	for (size_t at = end; at; at = b->states[at].from)
		n++;
	size_t first = b->states[end].from;
	f.top = first ? 0 : (double)b->on.room->first_used;
	f.used = page_head_height(&b->on, first);
	for (size_t i = first; i < end; i++)
		fill_add(&b->on, &f, i);
	*last_share = (f.used + f.notes) / (double)b->on.room->height;
	return n;
}

static void take(const struct breaker *b, struct arena *arena, struct page_plan *plan)
{
	double share;
	plan->n = count_pages(b, &share);
	plan->cuts = ARENA_ARRAY(arena, struct page_cut, plan->n);
	size_t at = b->on.list->n_items;
	for (size_t k = plan->n; k--; at = b->states[at].from)
		plan->cuts[k] = (struct page_cut){ .first = b->states[at].from, .end = at, .turns = k > 0 };
}

static size_t pages_under(struct breaker *b, size_t setting)
{
	double share;
	*b->on.plan = page_settings[setting];
	solve(b);
	return count_pages(b, &share);
}

/* The gentlest setting that comes to fewer than `n` pages, found by halves; false when not even the
 * tightest does. */
static bool save_page(struct breaker *b, size_t n)
{
	size_t low = 1, high = PAGE_SETTINGS - 1;
	while (b->on.room->grid > 0 && page_settings[high].lead < 1) /* lines stay on their grid */
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
	if (list->columns.n > 1)
		return column_break(list, room, arena, plan);
	struct breaker b = { .on = { .list = list, .room = room, .plan = plan } };
	double share = 1;
	b.states = ARENA_ARRAY(arena, struct state, list->n_items + 1);
	b.on.heights = ARENA_ARRAY(arena, float, list->n_items + 1);
	*plan = page_settings[0];
	solve(&b);
	size_t n = count_pages(&b, &share);
	if (n > 1 && share < page_worth_saving) {
		if (save_page(&b, n))
			count_pages(&b, &share);
		else
			pages_under(&b, 0);
		if (share < page_worth_saving) {
			b.near_empty_cost = COST_NEAR_EMPTY;
			solve(&b);
		}
	}
	take(&b, arena, plan);
	return b.states[list->n_items].cost < COST_FORBIDDEN;
}
