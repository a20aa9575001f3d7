/* column_break.c - pages in columns. A page is a pile of bands: what stands across, or columns side by
 * side; each is a cut of the list. Page after page is filled: columns end where a break is cheapest, and
 * are made alike where the text ends or something across follows. Notes stand below all columns, so the
 * columns are as high as what they refer to leaves. */
#include "backend/pdf/page_fill.h"

#include <math.h>

enum { COLUMNS_MOST = 12, HALVINGS = 12 };

struct columns {
	struct page_list on;
	struct arena *arena;
	size_t *run_end; /* by item: where its run, all across or all in columns, ends; at forced breaks too */
	struct page_cut *cuts;
	size_t n_cuts, cap_cuts;
	bool clean; /* no break was taken that is forbidden */
};

/* The page being filled. */
struct band_page {
	double height; /* that its zones and notes may have */
	double y;      /* of the zones so far */
	struct fill notes;
	bool fresh;    /* nothing at all stands on it */
	size_t first_cut;
	/* the last place between runs, or within one across, where it may end */
	bool safe;
	size_t safe_item, safe_cuts;
	/* as it was before its last run, when that was one in columns */
	bool before;
	size_t before_item, before_cuts;
	double before_y;
	struct fill before_notes;
};

static const struct vitem *item_at(const struct columns *c, size_t i)
{
	return &c->on.list->items[i];
}

static bool is_break(const struct columns *c, size_t i)
{
	return item_at(c, i)->type == VITEM_BREAK;
}

static void find_runs(struct columns *c)
{
	size_t n = c->on.list->n_items;
	for (size_t i = n; i-- > 0;) {
		bool forced = is_break(c, i) && item_at(c, i)->penalty <= BREAK_FORCED;
		bool ends = forced || i + 1 == n || item_at(c, i + 1)->across != item_at(c, i)->across;
		c->run_end[i] = ends ? i + 1 : c->run_end[i + 1];
	}
}

static void add_cut(struct columns *c, struct page_cut cut)
{
	if (c->n_cuts == c->cap_cuts) {
		size_t cap = c->cap_cuts ? c->cap_cuts * 2 : 16;
		struct page_cut *more = ARENA_RAW(c->arena, struct page_cut, cap);
		if (c->n_cuts)
			memcpy(more, c->cuts, c->n_cuts * sizeof *more);
		c->cuts = more;
		c->cap_cuts = cap;
	}
	c->cuts[c->n_cuts++] = cut;
}

static void count_notes(const struct columns *c, struct fill *notes, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (item_at(c, i)->type == VITEM_BOX)
			fill_add_notes(&c->on, notes, item_at(c, i));
}

/* ---- one column ------------------------------------------------------------------------ */

struct column {
	size_t end;  /* the next one's first item */
	double used; /* [pt] */
	bool ends;   /* by a forced break */
};

/* What goes into a column from item `first` on; `end` is `first` when nothing does. `force`: something
 * has to. */
static struct column fill_column(struct columns *c, size_t first, size_t limit, double top, double height, bool force)
{
	struct fill f = { .top = top, .used = page_head_height(&c->on, first) };
	struct column best = { .end = first }, poor = { .end = first };
	double best_cost = (double)INFINITY;
	for (size_t i = first; i < limit; i++) {
		const struct vitem *item = item_at(c, i);
		if (item->type != VITEM_BREAK) {
			bool any = f.any;
			fill_add(&c->on, &f, i);
			if (f.used > height + page_slack) {
				if (best.end == first && force && !any)
					poor = (struct column){ i + 1, f.used, false };
				c->clean = c->clean && (best.end > first || !force);
				return best.end > first || !force ? best : poor;
			}
			if (item->type == VITEM_BOX)
				poor = (struct column){ i + 1, f.used, false };
			continue;
		}
		double used = f.used + (double)page_spares_height(c->on.list, item->foot);
		if (!f.any || used > height + page_slack || item->penalty >= BREAK_FORBIDDEN)
			continue;
		if (item->penalty <= BREAK_FORCED_COLUMN)
			return (struct column){ i + 1, used, true };
		double cost = fill_cost_of_empty(height - used, height) + item->penalty;
		if (cost <= best_cost) {
			best = (struct column){ i + 1, used, false };
			best_cost = cost;
		}
	}
	return (struct column){ limit, f.used, false };
}

/* ---- a band of columns ----------------------------------------------------------------- */

struct band {
	struct column columns[COLUMNS_MOST];
	int n;       /* that hold something */
	size_t end;
	double used; /* by the highest */
};

static struct band fill_band(struct columns *c, size_t first, size_t limit, double top, double height, bool force)
{
	struct band band = { .end = first };
	int n = c->on.list->columns.n < COLUMNS_MOST ? c->on.list->columns.n : COLUMNS_MOST;
	while (band.n < n && band.end < limit) {
		struct column column = fill_column(c, band.end, limit, top, height, force && band.n == 0);
		if (column.end == band.end)
			break;
		band.columns[band.n++] = column;
		band.end = column.end;
		band.used = fmax(band.used, column.used);
	}
	return band;
}

/* The lowest band that holds all of [first, limit), `height` high at most, which does. */
static struct band balance(struct columns *c, size_t first, size_t limit, double top, double height)
{
	double low = 0, high = height;
	struct band best = fill_band(c, first, limit, top, high, false);
	for (int i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;
		struct band band = fill_band(c, first, limit, top, middle, false);
		if (band.end < limit) {
			low = middle;
		} else {
			best = band;
			high = fmin(middle, band.used);
		}
	}
	return best;
}

static bool notes_fit(const struct columns *c, const struct band_page *p, const struct band *band, size_t first,
		      double top)
{
	struct fill notes = p->notes;
	count_notes(c, &notes, first, band->end);
	return top + band->used + notes.notes <= p->height + page_slack;
}

/* The highest band whose notes have room below it. */
static struct band fill_above_notes(struct columns *c, const struct band_page *p, size_t first, size_t limit,
				    double top, bool force)
{
	double low = 0, high = p->height - top - p->notes.notes;
	struct band all = fill_band(c, first, limit, top, high, force), best = { .end = first };
	if (notes_fit(c, p, &all, first, top))
		return all;
	for (int i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;
		struct band band = fill_band(c, first, limit, top, middle, false);
		if (notes_fit(c, p, &band, first, top)) {
			low = middle;
			best = band.n ? band : best;
		} else {
			high = middle;
		}
	}
	return best.n || !force ? best : all;
}

static void add_band(struct columns *c, struct band_page *p, size_t first, double top, const struct band *band)
{
	count_notes(c, &p->notes, first, band->end);
	for (int k = 0; k < band->n; k++) {
		add_cut(c, (struct page_cut){ .first = first, .end = band->columns[k].end, .column = k, .top = top,
					      .bottom = top + band->used });
		first = band->columns[k].end;
	}
	p->y = top + band->used;
}

/* ---- pages ------------------------------------------------------------------------------- */

static bool is_empty(const struct columns *c, const struct band_page *p)
{
	return c->n_cuts == p->first_cut;
}

/* The page may end before item `i`, its cuts being those of now. */
static void may_end(struct band_page *p, const struct columns *c, size_t i)
{
	p->safe = true;
	p->safe_item = i;
	p->safe_cuts = c->n_cuts;
}

/* Places what goes onto the page of the run of columns that begins with item `i`; returns where it stops:
 * the run's end, an item where the page ends, or `i`: there was no room. */
static size_t place_columns(struct columns *c, struct band_page *p, size_t i, bool force)
{
	size_t end = c->run_end[i], text = i, first = i;
	double top = p->y;
	for (; text < end && item_at(c, text)->type != VITEM_BOX; text++) {
		if (is_break(c, text) && !is_empty(c, p))
			may_end(p, c, text + 1);
		else if (p->y > 0) /* a space before all columns, not before the first alone */
			top += (double)c->on.heights[text];
	}
	if (text == end)
		return end;
	if (p->y > 0)
		first = text;
	struct band band = fill_above_notes(c, p, first, end, top, force);
	if (band.end == end && !c->on.list->columns.one_by_one) {
		struct fill notes = p->notes;
		count_notes(c, &notes, first, end);
		band = balance(c, first, end, top, fmax(p->height - top - notes.notes, band.used));
	}
	if (!band.n)
		return i;
	add_band(c, p, first, top, &band);
	return band.end;
}

/* The same for a run across all columns. */
static size_t place_across(struct columns *c, struct band_page *p, size_t i, bool force)
{
	size_t end = c->run_end[i], stop = i, k;
	struct fill f = p->notes, kept = f;
	bool any = false;
	f.top = p->y;
	f.used = p->y > 0 ? 0 : page_head_height(&c->on, i);
	f.space = 0;
	f.any = p->y > 0;
	for (k = i; k < end; k++) {
		if (is_break(c, k)) {
			if (any) {
				stop = k + 1;
				kept = f;
			} else if (!is_empty(c, p)) {
				may_end(p, c, k + 1);
			}
			continue;
		}
		struct fill before = f;
		fill_add(&c->on, &f, k);
		if (f.top + f.used + f.notes > p->height + page_slack && (any || !force)) {
			f = before;
			break;
		}
		any = any || item_at(c, k)->type == VITEM_BOX;
	}
	if (k < end && stop > i)
		f = kept;
	else if (k < end && !force)
		return i;
	size_t to = k == end || stop == i ? k : stop;
	c->clean = c->clean && (k == end || stop > i);
	add_cut(c, (struct page_cut){ .first = i, .end = to, .column = COLUMN_ACROSS, .top = p->y,
				      .bottom = p->y + f.used });
	if (stop > i)
		may_end(p, c, stop);
	p->notes = f;
	p->y += f.used;
	return to;
}

/* Goes back to the last place where the page may end, for what comes at item `i` has no room and may not
 * be parted from what stands before it. False: there is none. */
static bool go_back(struct columns *c, struct band_page *p, size_t *i)
{
	size_t k = *i;
	while (p->before && k > p->before_item && !is_break(c, k - 1))
		k--;
	if (p->before && k > p->before_item && (!p->safe || k > p->safe_item)) { /* within the last columns */
		size_t first = p->before_item, limit = c->run_end[first];
		c->n_cuts = p->before_cuts;
		p->y = p->before_y;
		p->notes = p->before_notes;
		c->run_end[first] = k;
		*i = place_columns(c, p, first, false);
		c->run_end[first] = limit;
		return *i > first;
	}
	if (!p->safe)
		return false;
	*i = p->safe_item;
	c->n_cuts = p->safe_cuts;
	if (c->cuts[c->n_cuts - 1].end > *i)
		c->cuts[c->n_cuts - 1].end = *i;
	return true;
}

/* Fills a page from item `i` on; returns the next one's first item, or `i` when nothing goes on it. */
static size_t fill_page(struct columns *c, struct band_page *p, size_t i)
{
	size_t n = c->on.list->n_items;
	while (i < n) {
		bool across = item_at(c, i)->across, force = p->fresh && is_empty(c, p);
		size_t end = c->run_end[i], first = i;
		struct band_page was = *p;
		size_t cuts = c->n_cuts;
		i = across ? place_across(c, p, i, force) : place_columns(c, p, i, force);
		if (i == first) {
			if (!is_empty(c, p) && !go_back(c, p, &i))
				c->clean = false;
			return i;
		}
		if (i < end || (is_break(c, i - 1) && item_at(c, i - 1)->penalty <= BREAK_FORCED))
			return i;
		p->before = !across;
		p->before_item = first;
		p->before_cuts = cuts;
		p->before_y = was.y;
		p->before_notes = was.notes;
	}
	return i;
}

/* All pages under the plan; how many, and how much of its page the last one takes. */
static size_t fill_pages(struct columns *c, double *last_share)
{
	const struct page_room *room = c->on.room;
	size_t pages = 0;
	page_list_measure(&c->on);
	c->n_cuts = 0;
	c->clean = true;
	for (size_t i = 0, first = 0; i < c->on.list->n_items; first = i, pages++) {
		struct band_page p = { .height = (double)room->height, .fresh = true, .first_cut = c->n_cuts };
		if (pages == 0) {
			p.y = (double)room->first_used;
			p.height = (double)(room->first_used + room->first);
			p.fresh = room->starts_page;
		}
		i = fill_page(c, &p, first);
		if (i == first) {
			c->n_cuts = 0;
			return 0;
		}
		if (c->n_cuts > p.first_cut)
			c->cuts[p.first_cut].turns = pages > 0;
		*last_share = (p.y + p.notes.notes) / (double)room->height;
	}
	return pages;
}

bool column_break(const struct vlist *list, const struct page_room *room, struct arena *arena, struct page_plan *plan)
{
	struct columns c = { .on = { .list = list, .room = room, .plan = plan }, .arena = arena };
	double share = 1, other;
	c.run_end = ARENA_ARRAY(arena, size_t, list->n_items + 1);
	c.on.heights = ARENA_ARRAY(arena, float, list->n_items + 1);
	find_runs(&c);
	*plan = page_settings[0];
	size_t n = fill_pages(&c, &share), setting = 0;
	if (n > 1 && share < page_worth_saving) {
		for (setting = 1; setting < PAGE_SETTINGS; setting++) {
			*plan = page_settings[setting];
			if ((room->grid > 0 && plan->lead < 1) || fill_pages(&c, &other) < n)
				break;
		}
		if (setting == PAGE_SETTINGS || (room->grid > 0 && plan->lead < 1)) {
			*plan = page_settings[0];
			fill_pages(&c, &share);
		}
	}
	plan->cuts = c.cuts;
	plan->n = c.n_cuts;
	return c.clean && c.n_cuts > 0;
}
