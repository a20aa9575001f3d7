/* page.c - placing: which page a box is on is page_break's, where on it is decided here. One page is
 * open at a time; it may hold the end of one article and the beginning of the next.
 *
 * Zones, from the paper's top: running head, body, notes (which share the body's height), foot. */
#include "backend/pdf/page.h"

#include <math.h>
#include <stdlib.h>

#include "backend/pdf/margin.h"
#include "backend/pdf/page_break.h"
#include "backend/pdf/running.h"
#include "base/arena.h"
#include "doc/numeral.h"

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

/* Above a page's notes: a short rule, then room to the first note. */
static const float note_gap = 10, note_group_gap = 6, note_rule_at = 4, note_rule_length = 72, note_rule_width = 0.5f;

struct pager *pager_new(const struct typeset *typeset, const struct studio *studio, struct pages *pages,
			struct nav *nav, struct worker *worker, enum new_page new_page)
{
	struct pager *p = mem_alloc(sizeof *p);
	*p = (struct pager){ .typeset = typeset, .look = typeset->look, .studio = studio, .pages = pages,
			     .nav = nav, .worker = worker, .new_page = new_page };
	arena_init(&p->arena);
	buf_init(&p->head);
	buf_init(&p->section);
	buf_init(&p->latest);
	p->running = running_new();
	p->margins = margins_new(typeset, studio, worker);
	buf_init(&p->sheet.elements);
	buf_init(&p->sheet.images);
	canvas_init(&p->grounds, studio, &p->sheet);
	canvas_init(&p->body, studio, &p->sheet);
	canvas_init(&p->notes, studio, &p->sheet);
	for (int i = 0; i < 2; i++)
		canvas_init(&p->heads[i], studio, &p->sheet);
	p->notes.floating = true;
	return p;
}

void pager_free(struct pager *p)
{
	if (!p)
		return;
	arena_done(&p->arena);
	buf_done(&p->head);
	buf_done(&p->section);
	buf_done(&p->latest);
	running_free(p->running);
	margins_free(p->margins);
	buf_done(&p->sheet.elements);
	buf_done(&p->sheet.images);
	canvas_done(&p->grounds);
	canvas_done(&p->body);
	canvas_done(&p->notes);
	for (int i = 0; i < 2; i++)
		canvas_done(&p->heads[i]);
	free(p);
}

void pager_put_label(struct buf *b, int number, bool front)
{
	numeral_put(b, number + 1, front ? LIST_LOWER_ROMAN : LIST_DECIMAL);
}

/* ---- the open page --------------------------------------------------------------------- */

/* On the left of two: the even ones, where one reads from the left. */
static bool is_left_hand(const struct pager *p, int number)
{
	return (number % 2 == 1) != p->typeset->book->rtl;
}

/* A left-hand page of a bound book. */
static bool is_verso(const struct pager *p)
{
	return p->look->two_sided && is_left_hand(p, p->number);
}

/* Left edge of the measure. */
static double left_edge(const struct pager *p)
{
	return (double)(is_verso(p) ? p->look->left_verso : p->look->left);
}

/* The same of running heads: a margin for notes is part of their measure. */
static double frame_left(const struct pager *p)
{
	const struct look *l = p->look;
	return left_edge(p) - (is_verso(p) ? (double)(l->frame_width - l->wide_width) : 0);
}

static double paper_y(const struct pager *p, double from_top)
{
	return (double)p->look->page_height - from_top;
}

static double body_top(const struct pager *p) { return paper_y(p, (double)p->look->top); }

static void open_page(struct pager *p, const struct pager_part *part)
{
	p->open = true;
	p->opener = true;
	p->front = part->front;
	p->number = part->front ? pages_front(p->pages) : pages_body(p->pages);
	p->sheet.object = pdf_file_reserve(p->studio->file, 2);
	p->key = struct_parent_key(p->studio->tree);
	p->used = p->notes_height = p->page_top = 0;
	buf_clear(&p->head);
	p->section_here = false;
	margins_begin(p->margins, p->front);
}

static void place_line(struct pager *p, struct canvas *c, const struct running_line *running, float baseline,
		       enum artifact artifact)
{
	struct vlist *line = typeset_running(p->typeset, p->worker, running);
	for (size_t i = 0; i < line->n_items; i++)
		if (line->items[i].type == VITEM_BOX)
			canvas_box(c, line, &line->items[i], frame_left(p),
				   paper_y(p, (double)(baseline - line->items[i].baseline)), artifact);
	canvas_close(c);
	vlist_free(line);
}

static void place_margin(struct pager *p)
{
	if (p->look->ruled_to <= 0 || p->front)
		return;
	const struct look *l = p->look;
	struct vlist *margin = typeset_margin(p->typeset, p->worker);
	/* the wide margin of a left-hand page is on the other side of the text */
	double x = left_edge(p) + (is_verso(p) ? (double)(l->text_width - l->ruled_from - l->ruled_to) : 0);
	canvas_box(&p->body, margin, &margin->items[0], x, paper_y(p, (double)l->top), ARTIFACT_LAYOUT);
	vlist_free(margin);
}

/* An article's first page has its number at the foot and no head above the title. */
static void place_running_lines(struct pager *p)
{
	struct buf label;
	if (!p->head.len)
		return;
	place_margin(p);
	buf_init(&label);
	pager_put_label(&label, p->number, p->front);
	struct running_line line = { .folio = buf_str(&label), .size = 7.5f, .width = p->look->frame_width,
				     .mirrored = is_verso(p) || (!p->look->two_sided && p->typeset->book->rtl) };
	const struct style_page *page = style_page(p->typeset->style, p->front ? STR("front") : STR_NONE, p->opener,
						   is_verso(p));
	if (page->any_box) {
		margins_place(p->margins, &(struct margin_page){ .page = page, .title = buf_str(&p->head),
			.section = buf_str(&p->section), .number = p->number, .front = p->front,
			.left = frame_left(p), .index = pages_count(p->pages) }, &p->heads[0]);
	} else if (p->opener) {
		place_line(p, &p->heads[0], &line, p->look->foot_baseline, ARTIFACT_FOOTER);
	} else {
		line.title = buf_str(&p->head);
		place_line(p, &p->heads[0], &line, p->look->head_baseline, ARTIFACT_HEADER);
		line.section = buf_str(&p->section);
		if (p->look->two_sided && line.section.len && !(p->number % 2)) /* facing pages share the work */
			line.title = STR_NONE;
		else if (p->look->two_sided)
			line.section = STR_NONE;
		if (line.section.len)
			place_line(p, &p->heads[1], &line, p->look->head_baseline, ARTIFACT_HEADER);
	}
	buf_done(&label);
}

static void place_notes(struct pager *p)
{
	if (p->notes_height == 0)
		return;
	double top = (double)(p->look->top + p->look->body_height) - p->notes_height;
	double y = paper_y(p, top + (double)note_rule_at);
	double x = left_edge(p);
	if (p->typeset->book->rtl)
		x += (double)(p->look->wide_width - note_rule_length);
	canvas_rule(&p->body, ARTIFACT_LAYOUT, x, y, x + (double)note_rule_length, y, (double)note_rule_width,
		    (struct colour){ 0, 0, 0 });
	canvas_close(&p->notes);
	canvas_add(&p->body, &p->notes, paper_y(p, top));
}

static void close_page(struct pager *p)
{
	if (!p->open)
		return;
	canvas_close(&p->body);
	place_notes(p);
	place_running_lines(p);
	canvas_close(&p->body);
	canvas_grounds(&p->grounds, &p->body);
	struct page_record record = {
		.key = p->key,
		.elements = buf_str(&p->sheet.elements), .n_elements = p->sheet.n_elements,
		.links = buf_str(&p->body.links), .n_links = p->body.n_links,
		.images = buf_str(&p->sheet.images), .n_images = p->sheet.n_images,
		.grounds = buf_str(&p->grounds.display.bytes),
		.display = buf_str(&p->body.display.bytes),
		.heads = { buf_str(&p->heads[0].display.bytes), buf_str(&p->heads[1].display.bytes) },
	};
	pages_add(p->pages, &record, p->sheet.object, p->front);
	canvas_clear(&p->grounds);
	canvas_clear(&p->body);
	canvas_clear(&p->notes);
	canvas_clear(&p->heads[0]);
	canvas_clear(&p->heads[1]);
	buf_clear(&p->sheet.elements);
	buf_clear(&p->sheet.images);
	p->sheet.n_elements = p->sheet.n_images = 0;
	p->open = false;
}

void pager_finish(struct pager *p) { close_page(p); }

void pager_settle(struct pager *p) { margins_settle(p->margins, p->pages); }

bool pager_names_sections(struct pager *p) { return running_sections_differ(p->running); }

/* ---- placing --------------------------------------------------------------------------- */

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
		place_spares(g, &g->p->notes, note->items, left_edge(g->p), &y,
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
	double gap = (double)c->gap / 2, x = left_edge(g->p) + column_x(g, cut);
	x += g->p->typeset->book->rtl ? (double)c->width + gap : -gap;
	double from = body_top(g->p) - cut->top, to = body_top(g->p) - cut->bottom;
	canvas_dashes(&g->p->body, ARTIFACT_LAYOUT, x, from, to, (double)c->rule, (double)c->dash, c->colour);
}

/* The items of a page, or of a zone of it; how far below the body's top they end. */
static double place_items(struct placing *g, const struct page_cut *cut, double y)
{
	struct pager *p = g->p;
	double top = body_top(p), space = 0, x = left_edge(p) + column_x(g, cut);
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
			for (; g->next_set < g->list->n_sets && g->list->sets[g->next_set].item <= (int)i; g->next_set++)
				margins_set(p->margins, &g->list->sets[g->next_set],
					    top - y < p->page_top + 2 * (double)p->look->grid);
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
		used = fmax(place_items(g, cut, body_top(p) - cut->top), cut->column > 0 ? p->used : 0);
	} else {
		used = place_items(g, cut, body_top(p) - p->used);
	}
	canvas_close(&p->body);
	canvas_close(&p->notes);
	p->used = used;
}

/* The next cut goes on a page of its own. */
static void turn_page(struct placing *g)
{
	struct pager *p = g->p;
	close_page(p);
	open_page(p, g->part);
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
	    is_left_hand(p, pages_body(p->pages)) == (side == BREAK_LEFT))
		return;
	open_page(p, part);
	close_page(p);
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
		close_page(p);
		keep_side(p, part);
		open_page(p, part);
		p->used = p->page_top = (double)drop;
	}
	struct_section_begin(p->studio->tree, list, part->language, part->entry, part->front);
	if (part->entry >= 0) {
		double y = body_top(p) - p->used;
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
		close_page(p);
}
