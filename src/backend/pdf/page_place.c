/* page_place.c - placing: which page a box is on is page_break's, where on it is decided here. */
#include "backend/pdf/page_int.h"

#include <math.h>
#include <stdlib.h>

#include "backend/pdf/page_break.h"

/* Above a page's notes, and between those of two articles. */
static const float note_gap = 10, note_group_gap = 6;

struct foot_note {
	const struct vnote *note;
	double y;
	bool drawn;
};

/* One article on its way onto pages. */
struct placing {
	struct pager *p;
	const struct vlist *list;
	const struct pager_part *part;
	struct page_plan plan;
	struct page_room room;
	bool *noted;       /* by note: its text stands on an earlier page, or this one */
	struct foot_note *foot; /* the notes of this page */
	size_t n_foot;
	size_t next_anchor, next_heading, next_set;
	int section_rank; /* of the heads that are sections */
	const struct vanchor **anchors; /* by item */
};

static void place_spares(struct placing *g, struct canvas *c, struct vrange range, double x, double *y,
			 enum artifact artifact)
{
	for (int i = range.first; i < range.first + range.n; i++) {
		const struct vitem *item = &g->list->spares[i];
		if (item->type == VITEM_BOX)
			canvas_box(c, g->list, item, x, *y, artifact);
		if (item->type != VITEM_BREAK)
			*y -= (double)item->height;
	}
}

static struct foot_note *find_foot(const struct placing *g, int number)
{
	for (size_t i = 0; i < g->n_foot; i++)
		if (g->foot[i].note->number == number)
			return &g->foot[i];
	return NULL;
}

/* Room for the notes of a page's boxes, in the order of their numbers: one that was noted on an earlier page
 * keeps its number, and stands before those that are new here. From 0 down: they are moved to the page's foot
 * when it is known how high they are. */
static void plan_notes(struct placing *g, size_t first, size_t end)
{
	struct pager *p = g->p;
	g->n_foot = 0;
	for (size_t i = first; i < end; i++) {
		struct vrange notes = g->list->items[i].notes;
		for (int k = notes.first; k < notes.first + notes.n; k++) {
			const struct vnote *note = &g->list->notes[k];
			size_t at = g->n_foot;
			if (find_foot(g, note->number))
				continue;
			for (; at > 0 && g->foot[at - 1].note->order > note->order; at--)
				g->foot[at] = g->foot[at - 1];
			g->foot[at] = (struct foot_note){ .note = note };
			g->n_foot++;
		}
	}
	if (g->n_foot > 0) /* another article's notes stand apart: their numbers begin anew */
		p->notes_height += (double)(p->notes_height == 0 ? note_gap : note_group_gap);
	for (size_t i = 0; i < g->n_foot; i++) {
		g->foot[i].y = -p->notes_height;
		p->notes_height += (double)page_spares_height(g->list, g->foot[i].note->items);
	}
}

static void place_item_notes(struct placing *g, const struct vitem *item)
{
	for (int i = item->notes.first; i < item->notes.first + item->notes.n; i++) {
		const struct vnote *note = &g->list->notes[i];
		struct foot_note *foot = find_foot(g, note->number);
		if (foot->drawn)
			continue;
		double y = foot->y;
		place_spares(g, &g->p->notes, note->items, page_left_edge(g->p), &y,
			     g->noted[note->number] ? ARTIFACT_LAYOUT : (enum artifact)0);
		foot->drawn = g->noted[note->number] = true;
	}
}

/* A head of the article's uppermost rank is its section from here on. */
static void begin_section(struct placing *g, const struct vheading *h)
{
	struct pager *p = g->p;
	if (h->rank != g->section_rank || !h->title.len)
		return;
	running_section(p->running, h->title);
	buf_clear(&p->latest);
	buf_put_str(&p->latest, h->title);
	if (p->section_here || p->head_entry != g->part->entry)
		return;
	buf_clear(&p->section);
	buf_put_str(&p->section, h->title);
	p->section_here = true;
}

/* Contents that go deeper than titles ask where each head stands. */
static void mark_head(struct placing *g, size_t n, double top)
{
	struct pager *p = g->p;
	struct buf place;
	if (p->look->toc_depth < 2)
		return;
	buf_init(&place);
	nav_put_place(&place, n);
	pages_mark(p->pages, g->part->entry, buf_str(&place), p->number, top);
	buf_done(&place);
}

static void mark_places(struct placing *g, size_t item, double top)
{
	struct pager *p = g->p;
	if (g->part->entry < 0)
		return;
	for (; g->next_anchor < g->list->n_anchors &&
	       g->anchors[g->next_anchor]->item <= (int)item; g->next_anchor++) {
		const struct vanchor *a = g->anchors[g->next_anchor];
		pages_mark(p->pages, g->part->entry, a->id, p->number, top - (double)a->y);
	}
	for (; g->next_heading < g->list->n_headings &&
	       g->list->headings[g->next_heading].item <= (int)item; g->next_heading++) {
		const struct vheading *h = &g->list->headings[g->next_heading];
		begin_section(g, h);
		mark_head(g, g->next_heading, top);
		nav_heading(p->nav, h->rank, h->title, h->id, p->number, top);
		if (h->id.len)
			pages_mark(p->pages, g->part->entry, h->id, p->number, top);
	}
}

/* What the items up to this one set for the page's margins. */
static void set_margins(struct placing *g, size_t item, bool at_top)
{
	const struct vlist *list = g->list;
	for (; g->next_set < list->n_sets && list->sets[g->next_set].item <= (int)item; g->next_set++)
		margins_set(g->p->margins, &list->sets[g->next_set], at_top);
}

static struct vrange break_at(const struct vlist *list, size_t i, bool head)
{
	if (i < list->n_items && list->items[i].type == VITEM_BREAK)
		return head ? list->items[i].head : list->items[i].foot;
	return (struct vrange){ 0, 0 };
}

/* How far right of the measure's left edge the cut stands: columns go as the book is read. */
static double column_x(const struct placing *g, const struct page_cut *cut)
{
	const struct vcolumns *c = &g->list->columns;
	if (c->n < 2 || cut->column < 0)
		return 0;
	int from_left = g->p->typeset->book->rtl ? c->n - 1 - cut->column : cut->column;
	return (double)((c->width + c->gap) * (float)from_left);
}

/* The rule before a column that is not the first. */
static void place_column_rule(struct placing *g, const struct page_cut *cut)
{
	const struct vcolumns *c = &g->list->columns;
	if (c->n < 2 || cut->column < 1 || c->rule <= 0)
		return;
	double gap = (double)c->gap / 2, x = page_left_edge(g->p) + column_x(g, cut);
	x += g->p->typeset->book->rtl ? (double)c->width + gap : -gap;
	double from = page_body_top(g->p) - cut->top, to = page_body_top(g->p) - cut->bottom;
	canvas_dashes(&g->p->body, ARTIFACT_LAYOUT, x, from, to, (double)c->rule, (double)c->dash, c->colour);
}

/* The items of a page, or of a zone of it; how far below the body's top they end. */
static double place_items(struct placing *g, const struct page_cut *cut, double y)
{
	struct pager *p = g->p;
	double top = page_body_top(p), space = 0, x = page_left_edge(p) + column_x(g, cut);
	bool any = g->list->columns.n > 1 && cut->column >= 0 ? false : p->used > p->page_top;
	if (cut->first)
		place_spares(g, &p->body, break_at(g->list, cut->first - 1, true), x, &y, ARTIFACT_LAYOUT);
	for (size_t i = cut->first; i < cut->end; i++) {
		const struct vitem *item = &g->list->items[i];
		double height = (double)page_item_height(item, &g->plan, &g->room);
		switch (item->type) {
		case VITEM_BOX:
			y = top - page_snap(item, &g->room, top - y + space);
			space = 0;
			mark_places(g, i, y);
			set_margins(g, i, top - y < p->page_top + 2 * (double)p->look->grid);
			canvas_box(&p->body, g->list, item, x, y, (enum artifact)0);
			place_item_notes(g, item);
			y -= height;
			any = true;
			break;
		case VITEM_SPACE:
			if (any || item->keep)
				space += height;
			break;
		case VITEM_BREAK:
			break;
		}
	}
	if (cut->end < g->list->n_items)
		place_spares(g, &p->body, break_at(g->list, cut->end - 1, false), x, &y, ARTIFACT_LAYOUT);
	return top - y;
}

static void place_cut(struct placing *g, const struct page_cut *cut)
{
	struct pager *p = g->p;
	double used = p->used;
	if (g->list->columns.n > 1) {
		if (cut->column >= 0)
			place_column_rule(g, cut);
		used = fmax(place_items(g, cut, page_body_top(p) - cut->top), cut->column > 0 ? p->used : 0);
	} else {
		used = place_items(g, cut, page_body_top(p) - p->used);
	}
	canvas_close(&p->body);
	canvas_close(&p->notes);
	p->used = used;
}

/* The next cut goes on a page of its own. */
static void turn_page(struct placing *g)
{
	struct pager *p = g->p;
	page_close(p);
	page_open(p, g->part);
	p->opener = false;
}

static void set_head(struct pager *p, const struct pager_part *part)
{
	buf_clear(&p->head);
	buf_clear(&p->section);
	buf_put_str(&p->section, buf_str(&p->latest));
	p->head_entry = part->entry;
	if (!part->title.len)
		return;
	if (part->number) {
		buf_put_int(&p->head, part->number);
		buf_puts(&p->head, "\xE2\x80\x82"); /* en space */
	}
	buf_put_str(&p->head, part->title);
}

static int anchor_cmp(const void *a, const void *b)
{
	const struct vanchor *x = *(const struct vanchor *const *)a, *y = *(const struct vanchor *const *)b;
	if (x->item != y->item)
		return (x->item > y->item) - (x->item < y->item);
	return (x > y) - (x < y);
}

static void prepare(struct placing *g)
{
	const struct vlist *list = g->list;
	struct arena *arena = &g->p->arena;
	int most = 0;
	for (size_t i = 0; i < list->n_notes; i++)
		most = list->notes[i].number > most ? list->notes[i].number : most;
	g->noted = ARENA_ARRAY(arena, bool, (size_t)most + 1);
	g->foot = ARENA_ARRAY(arena, struct foot_note, list->n_notes + 1);
	g->anchors = ARENA_ARRAY(arena, const struct vanchor *, list->n_anchors + 1);
	for (size_t i = 0; i < list->n_anchors; i++)
		g->anchors[i] = &list->anchors[i];
	qsort(g->anchors, list->n_anchors, sizeof *g->anchors, anchor_cmp);
	/* Where the article says its title again, the sections are below that. */
	g->section_rank = 2;
	for (size_t i = 0; i < list->n_headings; i++)
		if (list->headings[i].rank == 1 && !str_eq(list->headings[i].title, g->part->title))
			g->section_rank = 1;
	buf_clear(&g->p->latest);
}

static bool is_one_page(const struct page_plan *plan)
{
	for (size_t i = 0; i < plan->n; i++)
		if (plan->cuts[i].turns)
			return false;
	return true;
}

/* Whether the article may begin on the open page; plans it. */
static bool plan_on_open_page(struct placing *g)
{
	struct pager *p = g->p;
	bool goes_on = g->part->continued;
	double gap = goes_on ? 0 : 3 * (double)p->look->grid;
	if (!p->open || p->front != g->part->front ||
	    (!goes_on && (p->new_page == NEW_PAGE_ARTICLE || g->part->front)))
		return false;
	p->used += gap;
	g->room.first = p->look->body_height - (float)(p->used + p->notes_height);
	g->room.starts_page = false;
	g->room.first_used = (float)p->used;
	bool good = g->room.first > 0 && page_break(g->list, &g->room, &p->arena, &g->plan) && g->plan.n;
	if (good && !goes_on && p->new_page == NEW_PAGE_AUTO)
		good = is_one_page(&g->plan);
	if (!good)
		p->used -= gap;
	return good;
}

/* Where the items end of the page that begins with cut `i`. */
static size_t page_end(const struct page_plan *plan, size_t i)
{
	size_t end = plan->cuts[i].end;
	while (++i < plan->n && !plan->cuts[i].turns)
		end = plan->cuts[i].end;
	return end;
}

/* A page is left blank when the article is to start on the other side. */
static void keep_side(struct pager *p, const struct pager_part *part)
{
	enum style_break side = p->look->starts_on;
	if (side == BREAK_AUTO || part->front || part->continued || p->new_page != NEW_PAGE_ARTICLE ||
	    page_is_left_hand(p, pages_body(p->pages)) == (side == BREAK_LEFT))
		return;
	page_open(p, part);
	page_close(p);
}

void pager_add(struct pager *p, const struct vlist *list, const struct pager_part *part)
{
	struct placing g = { .p = p, .list = list, .part = part };
	bool fresh = false;
	arena_reset(&p->arena);
	prepare(&g);
	g.room = (struct page_room){ .height = p->look->body_height, .first = p->look->body_height,
				     .line = p->look->body_leading, .note_gap = note_gap,
				     .starts_page = true,
				     .grid = part->front || !p->look->lines_snap ? 0 : p->look->grid };
	if (!plan_on_open_page(&g)) {
		float drop = part->front || part->continued ? 0 : p->look->first_drop;
		g.room.first = g.room.height - drop;
		g.room.starts_page = fresh = true;
		g.room.first_used = drop;
		page_break(list, &g.room, &p->arena, &g.plan);
		page_close(p);
		keep_side(p, part);
		page_open(p, part);
		p->used = p->page_top = (double)drop;
	}
	struct_section_begin(p->studio->tree, list, part->language, part->entry, part->front);
	if (part->entry >= 0) {
		double y = page_body_top(p) - p->used;
		nav_entry(p->nav, part->entry, p->number, y);
		pages_mark(p->pages, part->entry, STR_NONE, p->number, y);
	}
	for (size_t i = 0; i < g.plan.n; i++) {
		if (g.plan.cuts[i].turns)
			turn_page(&g);
		if (g.plan.cuts[i].turns || (i == 0 && fresh))
			set_head(p, part);
		if (g.plan.cuts[i].turns || i == 0)
			plan_notes(&g, g.plan.cuts[i].first, page_end(&g.plan, i));
		place_cut(&g, &g.plan.cuts[i]);
	}
	struct_section_end(p->studio->tree);
	if (!part->more && (p->new_page == NEW_PAGE_ARTICLE || part->front))
		page_close(p);
}
