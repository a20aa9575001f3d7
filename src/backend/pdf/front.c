/* front.c - the book's own pages: title page and contents. */
#include "backend/pdf/flow.h"

#include <stdio.h>
#include <stdlib.h>

/* The style's name for a line of the book's own pages, below `parent`. */
static struct flow styled(const struct flow *f, const struct style_values *parent, const char *tag,
			  const char *classes)
{
	struct flow named = *f;
	dress_flow(&named, dress_named(f->s, parent, tag, classes));
	return named;
}

static struct measure whole(const struct flow *f)
{
	struct measure m = flow_measure(f);
	m.whole = true;
	m.side = f->rtl ? SIDE_AT_RIGHT : SIDE_AT_LEFT;
	return m;
}

/* A line of the title page with an element of its own. */
static void put_line(const struct flow *page, const char *tag, const char *classes, enum selem_type type,
		     struct str text)
{
	struct flow f = styled(page, page->v, tag, classes);
	if (text.len == 0 || f.v->display == DISPLAY_NONE)
		return;
	f.ink.element = setter_element(f.s, type, f.element);
	struct measure m = whole(&f);
	if (type == SELEM_H1) {
		struct flow wide = flow_wide(&f);
		m.x = wide.x;
		m.width = wide.width;
		m.even = true;
	}
	flow_above(&f);
	flow_text(&f, text, &f.ink, m);
	flow_below(&f);
}

static void put_url(const struct flow *page, struct str address)
{
	struct setter *s = page->s;
	struct flow f = styled(page, page->v, "p", "source");
	if (!flow_leads_out(address) || f.v->display == DISPLAY_NONE)
		return;
	struct str url = setter_str(s, address);
	f.ink.element = setter_element(s, SELEM_LINK, setter_element(s, SELEM_P, f.element));
	f.ink.literal = true;
	f.ink.link = setter_link(s, (struct link_to){ .url = url, .entry = -1, .contents = url,
						      .element = f.ink.element });
	flow_above(&f);
	flow_text(&f, url, &f.ink, whole(&f));
	flow_below(&f);
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

static void put_authors(struct buf *text, const struct book *book)
{
	for (size_t i = 0; i < book->authors.n && i < 12; i++) {
		buf_puts(text, i ? ", " : "");
		buf_put_str(text, book->authors.items[i]);
	}
}

static void put_count(struct buf *text, const struct book *book)
{
	buf_printf(text, "%zu article%s", book->n_articles, book->n_articles == 1 ? "" : "s");
	if (book->n_excerpts == book->n_articles && book->n_articles > 1)
		buf_puts(text, ", each its opening; the full text is at its link");
	else if (book->n_excerpts > 0)
		buf_printf(text, ", %zu of them openings only", book->n_excerpts);
}

struct vlist *typeset_title_page(const struct typeset *t, struct worker *worker)
{
	static const struct {
		const char *classes;
		void (*put)(struct buf *, const struct book *);
	} lines[] = { { "author", put_authors }, { "date", put_dates }, { "count", put_count } };
	struct setter s;
	struct galley g;
	setter_begin(&s, &g, t, worker);
	const struct book *book = t->book;
	struct flow body = flow_of(&g), f = styled(&body, body.v, "section", "titlepage");
	/* A narrow paper's page is set smaller, but to be read. */
	f.scale = fmaxf(fminf(t->look->text_width / 360, 1.4f), 0.78f);
	/* The page's upper margin is an empty box, for a space would vanish at its head. */
	float grid = t->look->grid;
	galley_box_begin(&g, floorf(t->look->body_height * 0.2f / grid) * grid, 0, 0);
	galley_box_end(&g);
	put_line(&f, "h1", "", SELEM_H1, book->title);
	put_line(&f, "p", "subtitle", SELEM_P, book->subtitle);
	struct buf line;
	buf_init(&line);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		buf_clear(&line);
		lines[i].put(&line, book);
		put_line(&f, "p", lines[i].classes, SELEM_P, buf_str(&line));
	}
	buf_done(&line);
	put_line(&f, "p", "description", SELEM_P, book->description);
	put_url(&f, book->source_url);
	put_line(&f, "p", "rights", SELEM_P, book->rights);
	return setter_end(&s, &g);
}

/* ---- contents ---- */

/* Dots from x to `end`, on one grid of columns for all lines. */
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
	float first = ceilf((x + ink.size * (f->rtl ? 0.4f : 0.6f)) / step) * step;
	int n = (int)((end - ink.size * (f->rtl ? 0.6f : 0.4f) - first) / step);
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
	float number, title, page; /* where each ends, starts, starts; the page number ends at `end` */
	float end;
	int toc; /* the TOC element */
};

/* A line of the contents. */
struct toc_line {
	const char *classes; /* how the style calls it */
	int number;          /* 0: none */
	bool part;
	struct str title, fragment;
	int entry;
};

static void put_toc_number(const struct flow *f, const struct toc_columns *c, int number, int item)
{
	char text[24];
	snprintf(text, sizeof text, "%d", number);
	struct ink quiet = f->ink;
	quiet.colour = colour_quiet;
	quiet.features |= SHAPE_TABULAR;
	quiet.element = setter_element(f->s, SELEM_LBL, item);
	flow_pending_text(f, str_from_c(text), &quiet, f->rtl ? c->end - c->number : c->number, !f->rtl);
}

/* A box to tick. */
static void put_box(const struct flow *f)
{
	float side = f->ink.size * 0.72f;
	struct mark *m = galley_pending(f->g, MARK_RECT, ARTIFACT_LAYOUT);
	m->x = f->rtl ? f->width - side : 0;
	m->x2 = m->x + side;
	m->y = -side;
	m->line_width = 0.5f;
}

static void put_toc_line(const struct flow *nav, const struct toc_columns *c, const struct toc_line *l)
{
	struct setter *s = nav->s;
	struct flow f = styled(nav, nav->v, "p", l->classes);
	if (f.v->display == DISPLAY_NONE)
		return;
	int item = setter_element(s, SELEM_TOCI, c->toc);
	flow_above(&f);
	if (s->look->contents_boxes && l->number)
		put_box(&f);
	if (l->number)
		put_toc_number(&f, c, l->number, item);
	struct ink ink = f.ink;
	ink.element = setter_element(s, SELEM_LINK, setter_element(s, SELEM_REFERENCE, item));
	ink.link = setter_link(s, (struct link_to){ .entry = l->entry, .fragment = setter_str(s, l->fragment),
						    .contents = setter_str(s, l->title), .element = ink.element });
	float indent = (l->part ? 0 : c->title) + f.v->margin[SIDE_LEFT], page_width = c->end - c->page;
	f.x = f.rtl ? page_width : indent;
	f.width = c->page - indent;
	size_t before = f.g->n_items;
	flow_text(&f, l->title, &ink, whole(&f));
	flow_below(&f);
	if (f.g->n_items == before)
		return;
	/* Leader and number stand in the last line of the title. */
	float start, end = galley_last_end(f.g, &start);
	put_leader(&f, &ink, f.rtl ? page_width : end, f.rtl ? start : c->page);
	struct mark *page = galley_pending(f.g, MARK_PAGE, ink.element);
	page->x = f.rtl ? 0 : c->page;
	page->x2 = page->x + page_width;
	page->align_right = !f.rtl;
	page->size = ink.size;
	page->colour = ink.colour;
	page->face = font_role(s->t->fonts, ink.role, ink.bold, ink.italic);
	page->target_entry = l->entry;
	page->target_fragment = setter_str(s, l->fragment);
	galley_pending_to_last(f.g);
	const struct vitem *box = &f.g->items[f.g->in_box];
	if (box->links.n > 0 && f.rtl)
		f.g->links[box->links.first].x = 0;
	else if (box->links.n > 0)
		f.g->links[box->links.first].x2 = c->end;
}

/* The heads of an entry, as far down as asked. */
static void put_toc_heads(const struct flow *nav, const struct toc_columns *c, const struct toc_source *source,
			  int entry)
{
	static const char *const classes[] = { "toc1", "toc2", "toc3", "toc3" };
	struct toc_head *heads;
	struct arena arena;
	arena_init(&arena);
	size_t n = source->heads(source->context, entry, &arena, &heads);
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		if (heads[i].rank >= nav->s->look->toc_depth)
			continue;
		if (!any) /* a title goes with the first head below it */
			galley_keep(nav->g, 1);
		any = true;
		put_toc_line(nav, c, &(struct toc_line){ .classes = classes[heads[i].rank < 3 ? heads[i].rank : 3],
			.title = heads[i].title, .fragment = heads[i].fragment, .entry = entry });
	}
	if (any)
		galley_space(nav->g, nav->s->look->grid * 0.4f, 0);
	arena_done(&arena);
}

struct vlist *typeset_contents(const struct typeset *t, struct worker *worker, const struct toc_source *source,
			       size_t first, size_t end)
{
	struct setter s;
	struct galley g;
	setter_begin(&s, &g, t, worker);
	const struct book *book = t->book;
	struct flow body = flow_of(&g), f = styled(&body, body.v, "nav", "toc");
	f = flow_wide(&f);
	s.columns = dress_columns(f.v, f.width);
	if (first == 0) {
		g.across = s.columns.n > 1;
		put_line(&f, "h1", "", SELEM_H1, STR("Contents"));
		galley_keep(&g, 3);
		g.across = false;
	}
	if (s.columns.n > 1)
		f.width = f.wide = s.columns.width;
	int digits = 1;
	for (size_t n = book->n_articles; n > 9; n /= 10)
		digits++;
	float em = styled(&f, f.v, "p", "toc1").ink.size;
	struct toc_columns c = { .end = f.width, .toc = setter_element(&s, SELEM_TOC, -1) };
	c.title = (t->look->contents_boxes ? em * 1.4f : 0) + em * (0.55f * (float)digits + 0.8f);
	c.number = c.title - em * 0.8f;
	c.page = f.width - em * 2.4f;
	for (size_t i = first; i < end; i++) {
		const struct entry *e = &book->entries[i];
		bool part = e->kind == ENTRY_PART;
		put_toc_line(&f, &c, &(struct toc_line){ .classes = part ? "part" : "toc1", .part = part,
			.number = part ? 0 : e->number, .title = e->title, .entry = e->index });
		if (part)
			galley_keep(&g, 1);
		if (source && t->look->toc_depth > 1)
			put_toc_heads(&f, &c, source, e->index);
	}
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
