/* page.c - the open page: one at a time, it may hold the end of one article and the beginning of the
 * next. What is put on it besides boxes: running heads, the margin's lines, the rule above notes.
 *
 * Zones, from the paper's top: running head, body, notes (which share the body's height), foot. */
#include "backend/pdf/page_int.h"

#include <stdlib.h>

#include "doc/numeral.h"

/* Above a page's notes: a short rule, in the room that page_place leaves there. */
static const float note_rule_at = 4, note_rule_length = 72, note_rule_width = 0.5f;

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

/* ---- where things stand -------------------------------------------------------------------- */

bool page_is_left_hand(const struct pager *p, int number)
{
	return (number % 2 == 1) != p->typeset->book->rtl;
}

/* A left-hand page of a bound book. */
static bool is_verso(const struct pager *p)
{
	return p->look->two_sided && page_is_left_hand(p, p->number);
}

double page_left_edge(const struct pager *p)
{
	return (double)(is_verso(p) ? p->look->left_verso : p->look->left);
}

/* The measure's left edge, of running heads: a margin for notes is part of their measure. */
static double frame_left(const struct pager *p)
{
	const struct look *l = p->look;
	return page_left_edge(p) - (is_verso(p) ? (double)(l->frame_width - l->wide_width) : 0);
}

static double paper_y(const struct pager *p, double from_top)
{
	return (double)p->look->page_height - from_top;
}

double page_body_top(const struct pager *p) { return paper_y(p, (double)p->look->top); }

/* ---- the page ------------------------------------------------------------------------------ */

void page_open(struct pager *p, const struct pager_part *part)
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
	double x = page_left_edge(p) + (is_verso(p) ? (double)(l->text_width - l->ruled_from - l->ruled_to) : 0);
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
	double x = page_left_edge(p);
	if (p->typeset->book->rtl)
		x += (double)(p->look->wide_width - note_rule_length);
	canvas_rule(&p->body, ARTIFACT_LAYOUT, x, y, x + (double)note_rule_length, y, (double)note_rule_width,
		    (struct colour){ 0, 0, 0 });
	canvas_close(&p->notes);
	canvas_add(&p->body, &p->notes, paper_y(p, top));
}

void page_close(struct pager *p)
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

void pager_finish(struct pager *p) { page_close(p); }

void pager_settle(struct pager *p) { margins_settle(p->margins, p->pages); }

bool pager_names_sections(struct pager *p) { return running_sections_differ(p->running); }
