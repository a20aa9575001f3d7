/* front.c - the book's own pages: title page and contents. */
#include "backend/pdf/flow.h"

#include <stdio.h>
#include <stdlib.h>

static struct measure plain(const struct flow *f, float leading)
{
	struct measure m = flow_measure(f);
	m.align = PARA_START;
	m.hyphenate = false;
	m.leading = leading;
	m.baseline = leading * 0.77f;
	m.whole = true;
	return m;
}

static void put_line(const struct flow *f, struct str text, struct ink ink, enum selem_type type,
		     float leading, float above)
{
	if (text.len == 0)
		return;
	galley_space(f->g, above, 0);
	ink.element = setter_element(f->s, type, f->element);
	flow_text(f, text, &ink, plain(f, leading));
}

static void put_dates(struct buf *text, const struct book *book)
{
	if (!date_known(book->newest))
		return;
	if (date_known(book->oldest) && date_year(book->oldest) != date_year(book->newest)) {
		buf_printf(text, "%d\xE2\x80\x93%d", date_year(book->oldest), date_year(book->newest));
		return;
	}
	date_put_long(text, book->newest);
}

struct vlist *typeset_title_page(const struct typeset *t, struct worker *worker)
{
	struct setter s;
	struct galley g;
	setter_begin(&s, &g, t, worker);
	struct flow f = flow_of(&g);
	const struct book *book = t->book;
	float grid = t->look->grid;
	/* A third of the way down: an empty box, for a space would vanish at the page's head. */
	galley_box_begin(&g, floorf(t->look->body_height * 0.2f / grid) * grid, 0, 0);
	galley_box_end(&g);
	struct ink title = f.ink, text = f.ink;
	title.role = text.role = FONT_HEAD;
	title.bold = true;
	float fit = fmaxf(fminf(t->look->text_width / 360, 1.4f), 0.78f);
	title.size = 30 * fit;
	text.size = 11 * fit;
	put_line(&f, book->title, title, SELEM_H1, 3 * grid * fit, 0);
	put_line(&f, book->subtitle, text, SELEM_P, grid * 1.25f, grid);
	struct buf line;
	buf_init(&line);
	for (size_t i = 0; i < book->authors.n && i < 12; i++) {
		buf_puts(&line, i ? ", " : "");
		buf_put_str(&line, book->authors.items[i]);
	}
	put_line(&f, buf_str(&line), text, SELEM_P, grid * 1.25f, 2 * grid);
	buf_clear(&line);
	put_dates(&line, book);
	text.size = 9 * fit;
	text.colour = colour_quiet;
	put_line(&f, buf_str(&line), text, SELEM_P, grid, grid);
	buf_clear(&line);
	buf_printf(&line, "%zu article%s", book->n_articles, book->n_articles == 1 ? "" : "s");
	if (book->n_excerpts == book->n_articles && book->n_articles > 1)
		buf_puts(&line, ", each its opening; the full text is at its link");
	else if (book->n_excerpts > 0)
		buf_printf(&line, ", %zu of them openings only", book->n_excerpts);
	put_line(&f, buf_str(&line), text, SELEM_P, grid, grid);
	buf_done(&line);
	struct ink body = f.ink;
	body.element = -1;
	if (book->description.len > 0) {
		galley_space(&g, 2 * grid, 0);
		body.element = setter_element(&s, SELEM_P, -1);
		flow_text(&f, book->description, &body, flow_measure(&f));
	}
	if (book->source_url.len > 0) {
		struct str url = setter_str(&s, book->source_url);
		int p = setter_element(&s, SELEM_P, -1);
		text.element = setter_element(&s, SELEM_LINK, p);
		text.literal = true;
		text.link = setter_link(&s, (struct link_to){ .url = url, .entry = -1, .contents = url,
							      .element = text.element });
		galley_space(&g, 2 * grid, 0);
		flow_text(&f, url, &text, plain(&f, grid));
		text.link = -1;
		text.literal = false;
	}
	put_line(&f, book->rights, text, SELEM_P, grid, grid);
	return setter_end(&s, &g);
}

/* ---- contents ---- */

/* Dots from x to the page number, on one grid of columns for all lines. */
static void put_leader(const struct flow *f, const struct ink *base, float x, float end)
{
	struct ink ink = *base;
	ink.colour = colour_faint;
	ink.element = ARTIFACT_LAYOUT;
	ink.link = -1;
	float step = ink.size * 0.5f;
	int face = font_role(f->s->t->fonts, ink.role, false, false);
	struct setter *s = f->s;
	uint32_t dot = font_glyph(s->t->fonts, face, '.');
	float first = ceilf((x + ink.size * 0.6f) / step) * step;
	int n = (int)((end - ink.size * 0.4f - first) / step);
	if (n < 1)
		return;
	struct mark *m = galley_pending(f->g, MARK_GLYPHS, ink.element);
	m->x = first;
	m->face = face;
	m->size = ink.size;
	m->colour = ink.colour;
	m->first_glyph = (int)s->n_glyphs;
	m->n_glyphs = n;
	char *text = arena_alloc(&s->list->arena, (size_t)n);
	memset(text, '.', (size_t)n);
	m->text = (struct str){ text, (size_t)n };
	for (int i = 0; i < n; i++) {
		mem_grow(&s->glyphs, &s->cap_glyphs, s->n_glyphs + 1, sizeof *s->glyphs);
		s->glyphs[s->n_glyphs++] = (struct glyph){ .id = dot, .advance = step, .text_at = (uint32_t)i };
	}
}

struct toc_columns {
	float box, number, title, page; /* where each starts; the page number ends at `end` */
	float end, leading;
};

static void put_entry(const struct flow *f, const struct toc_columns *c, const struct entry *e, int toc)
{
	struct setter *s = f->s;
	bool part = e->kind == ENTRY_PART;
	int item = setter_element(s, SELEM_TOCI, toc);
	struct ink ink = f->ink;
	ink.bold = part;
	ink.role = part ? FONT_HEAD : FONT_BODY;
	if (part)
		galley_space(f->g, f->s->look->grid / 2, 0);
	if (s->look->contents_boxes && !part) {
		float side = ink.size * 0.72f;
		struct mark *m = galley_pending(f->g, MARK_RECT, ARTIFACT_LAYOUT);
		m->x = c->box;
		m->x2 = c->box + side;
		m->y = -side;
		m->line_width = 0.5f;
	}
	if (!part) {
		char number[24];
		snprintf(number, sizeof number, "%d", e->number);
		struct ink quiet = ink;
		quiet.colour = colour_quiet;
		quiet.features = SHAPE_TABULAR;
		quiet.element = setter_element(s, SELEM_LBL, item);
		flow_pending_text(f, str_from_c(number), &quiet, c->title - ink.size * 0.8f, true);
	}
	int reference = setter_element(s, SELEM_REFERENCE, item);
	ink.element = setter_element(s, SELEM_LINK, reference);
	ink.link = setter_link(s, (struct link_to){ .entry = e->index, .contents = setter_str(s, e->title),
						    .element = ink.element });
	struct flow line = *f;
	line.x = part ? c->number : c->title;
	line.width = c->page - line.x;
	struct measure m = plain(&line, c->leading);
	size_t before = f->g->n_items;
	flow_text(&line, e->title, &ink, m);
	if (f->g->n_items == before)
		return;
	/* Leader and number stand in the last line of the title. */
	float end = galley_last_end(f->g);
	put_leader(f, &ink, end, c->page);
	struct mark *page = galley_pending(f->g, MARK_PAGE, ink.element);
	page->x = c->page;
	page->x2 = c->end;
	page->align_right = true;
	page->size = ink.size;
	page->face = font_role(s->t->fonts, ink.role, false, false);
	page->target_entry = e->index;
	galley_pending_to_last(f->g);
	const struct vitem *box = &f->g->items[f->g->in_box];
	if (box->links.n > 0)
		f->g->links[box->links.first].x2 = c->end;
}

struct vlist *typeset_contents(const struct typeset *t, struct worker *worker)
{
	struct setter s;
	struct galley g;
	setter_begin(&s, &g, t, worker);
	struct flow f = flow_of(&g);
	const struct book *book = t->book;
	f.rtl = false;
	f.justify = false;
	float grid = t->look->grid;
	struct ink head = f.ink;
	head.role = FONT_HEAD;
	head.bold = true;
	head.size = 18 * grid / 13;
	put_line(&f, STR("Contents"), head, SELEM_H1, 2 * grid, 0);
	galley_space(&g, grid, 0);
	galley_keep(&g, 3);
	int toc = setter_element(&s, SELEM_TOC, -1);
	int digits = 1;
	for (size_t n = book->n_articles; n > 9; n /= 10)
		digits++;
	float em = f.ink.size;
	struct toc_columns c = { .leading = grid * 15 / 13, .end = f.width };
	c.number = t->look->contents_boxes ? em * 1.4f : 0;
	c.title = c.number + em * (0.55f * (float)digits + 0.8f);
	c.page = f.width - em * 2.4f;
	for (size_t i = 0; i < book->n_entries; i++)
		put_entry(&f, &c, &book->entries[i], toc);
	return setter_end(&s, &g);
}

struct vlist *typeset_margin(const struct typeset *t, struct worker *worker)
{
	struct setter s;
	struct galley g;
	setter_begin(&s, &g, t, worker);
	const struct look *look = t->look;
	galley_box_begin(&g, look->body_height, 0, 0);
	for (float y = look->grid * 1.8f; y < look->body_height; y += look->grid * 2)
		galley_rule(&g, ARTIFACT_LAYOUT, look->ruled_from, y, look->ruled_to, y, 0.3f, colour_faint);
	galley_box_end(&g);
	return setter_end(&s, &g);
}
