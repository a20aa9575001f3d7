/* typeset.c - an article from its opener to its last note; the worker's caches; the finished list. */
#include "backend/pdf/flow.h"

#include "doc/walk.h"
#include "layout/english.h"

#include <stdio.h>
#include <stdlib.h>

enum { BYTES_A_PAGE = 2200 }; /* of HTML, on a page with much markup */

/* So that room for a page number can be as wide as the number, which is known only at the end. */
static unsigned *guess_pages(const struct book *book)
{
	unsigned *guess = mem_alloc(mem_product(book->n_entries + 1, sizeof *guess));
	uint64_t pages = 1;
	for (size_t i = 0; i < book->n_entries; i++) {
		guess[i] = (unsigned)(pages < 99999999 ? pages : 99999999);
		pages += 1 + book->entries[i].body_len / BYTES_A_PAGE;
	}
	return guess;
}

void typeset_open(struct typeset *t, const struct look *look, const struct settings *settings,
		  const struct book *book, struct diag_log *log)
{
	*t = (struct typeset){ .look = look, .settings = settings, .book = book };
	t->page_guess = guess_pages(book);
	t->fonts = font_open(settings ? settings_find(settings, "font-path") : NULL);
	if (look->hyphenated)
		t->hyphens = hyphen_open();
	t->style = style_open(settings ? settings->style : NULL, STYLE_PRINT, look->page_width, log);
	dress_find_faces(t, log);
}

void typeset_close(struct typeset *t)
{
	free(t->page_guess);
	free(t->faces);
	font_close(t->fonts);
	hyphen_close(t->hyphens);
	style_close(t->style);
}

/* ---- the worker ---- */

static void free_worker(void *slot)
{
	struct type_worker *w = slot;
	shape_close(w->shaper);
	style_cache_free(w->styles);
	arena_done(&w->scratch);
	free(w->glyphs);
	free(w);
}

struct type_worker *type_worker_of(const struct typeset *t, struct worker *worker)
{
	if (!worker->slot) {
		struct type_worker *w = mem_alloc(sizeof *w);
		w->shaper = shape_open(t->fonts);
		w->styles = style_cache_new(t->style);
		arena_init(&w->scratch);
		worker->slot = w;
		worker->slot_free = free_worker;
	}
	return worker->slot;
}

/* ---- the list ---- */

/* Half of all feeds do not say what language they are in. What the PDF says of it is not touched: this is for its
 * hyphens and quotation marks. */
static bool reads_english(const struct node *root)
{
	struct english seen = { 0 };
	for (struct walk w = walk_begin(root); seen.words < ENGLISH_ENOUGH && walk_next(&w);)
		if (w.step == WALK_ENTER && w.node->type == NODE_TEXT && w.node->parent->type != NODE_CODE)
			english_look(&seen, w.node->as.text);
	return english_likely(&seen);
}

static void setter_init(struct setter *s, const struct typeset *t, struct worker *worker,
			const struct article *article, struct diag_log *log)
{
	*s = (struct setter){ .t = t, .look = t->look, .article = article, .log = log };
	s->w = type_worker_of(t, worker);
	shape_trim(s->w->shaper);
	s->glyphs = s->w->glyphs;
	s->cap_glyphs = s->w->cap_glyphs;
	s->w->glyphs = NULL;
	s->w->cap_glyphs = 0;
	map_init(&s->note_index);
	s->list = mem_alloc(sizeof *s->list);
	arena_init(&s->list->arena);
	s->body = dress_named(s, NULL, "html", "");
	s->body = dress_named(s, s->body, "body", article ? "" : "front");
	s->language = t->book->language;
	if (article && article->entry->language.len > 0)
		s->language = article->entry->language;
	if (article && article->root && (s->language.len == 0 || str_eq_c(s->language, "und")) && reads_english(article->root))
		s->language = STR("en");
}

static void *copy_array(struct arena *arena, const void *items, size_t n, size_t size)
{
	void *copy = arena_raw(arena, mem_product(n, size));
	if (n > 0)
		memcpy(copy, items, n * size);
	return copy;
}

static void *move_array(struct arena *arena, void *items, size_t n, size_t size)
{
	void *copy = copy_array(arena, items, n, size);
	free(items);
	return copy;
}

/* Glyphs are most of a list: their room is kept for the next one, so that it need not grow again. */
static void finish_glyphs(struct setter *s)
{
	s->list->glyphs = copy_array(&s->list->arena, s->glyphs, s->n_glyphs, sizeof *s->glyphs);
	s->list->n_glyphs = s->n_glyphs;
	free(s->w->glyphs);
	s->w->glyphs = s->glyphs;
	s->w->cap_glyphs = s->cap_glyphs;
}

#define MOVE(field, from, count)                                                                \
	(list->field = move_array(&list->arena, (from)->field, (from)->count, sizeof *list->field), \
	 list->count = (from)->count)

static struct vlist *setter_finish(struct setter *s, struct galley *g)
{
	struct vlist *list = s->list;
	list->columns = s->columns;
	galley_flush_pending(g, s->look->body_leading, s->look->body_leading * 0.73f, 0);
	MOVE(items, g, n_items);
	MOVE(marks, g, n_marks);
	MOVE(links, g, n_links);
	MOVE(anchors, g, n_anchors);
	MOVE(headings, g, n_headings);
	g->n_sets = g->n_placed; /* an element without a box is on no page */
	MOVE(sets, g, n_sets);
	MOVE(spares, s, n_spares);
	finish_glyphs(s);
	MOVE(points, s, n_points);
	MOVE(elements, s, n_elements);
	MOVE(notes, s, n_notes);
	MOVE(images, s, n_images);
	MOVE(missing, s, n_missing);
	free(g->pending);
	free(g->ids);
	free(s->links_to);
	free(s->note_rows);
	map_done(&s->note_index);
	return list;
}

void vlist_free(struct vlist *list)
{
	if (!list)
		return;
	arena_done(&list->arena);
	free(list);
}

/* ---- the opener ---- */

/* A line of the opener: its style by name. */
static struct flow named_flow(const struct flow *f, const char *tag, const char *classes)
{
	struct flow named = *f;
	dress_flow(&named, dress_named(f->s, f->v, tag, classes));
	return named;
}

/* The same with an element of its own and all that stands around it; false: the style does without it. */
static bool begin_line(struct boxed *b, const struct flow *f, const char *tag, const char *classes, enum selem_type type,
		       struct str text)
{
	struct flow named = named_flow(f, tag, classes);
	if (named.v->display == DISPLAY_NONE)
		return false;
	named.ink.element = setter_element(f->s, type, f->element);
	if (type == SELEM_H1) /* titles go as far as code does */
		named = flow_wide(&named);
	box_begin(b, &named, BOX_INSET, false);
	flow_sets(f, named.v, text);
	return true;
}

static struct measure whole_measure(const struct flow *f, int line)
{
	struct measure m = flow_measure(f);
	m.whole = true;
	m.line = line;
	m.side = f->rtl ? SIDE_AT_RIGHT : SIDE_OF_TEXT; /* in a book from right to left all of an opener stands there */
	return m;
}

static void put_title(const struct flow *at, const struct entry *e, bool part)
{
	struct boxed b;
	if (!begin_line(&b, at, "h1", part ? "part" : "title", SELEM_H1, e->title))
		return;
	struct measure m = whole_measure(&b.f, e->line);
	m.even = true;
	flow_text(&b.f, e->title, &b.f.ink, m);
	box_end(&b);
	galley_keep(at->g, 4);
}

static void put_joined(struct buf *b, const struct str_list *names)
{
	for (size_t i = 0; i < names->n; i++) {
		if (i > 0)
			buf_puts(b, i + 1 < names->n ? ", " : " and ");
		buf_put_str(b, names->items[i]);
	}
}

/* Names and date on a line, the address below. */
static void put_byline(const struct flow *f, const struct entry *e)
{
	struct buf text;
	buf_init(&text);
	put_joined(&text, &e->authors);
	if (date_known(e->published)) {
		if (text.len > 0)
			buf_puts(&text, " \xC2\xB7 ");
		date_put_long(&text, e->published);
	}
	if (e->feed_title.len > 0) {
		if (text.len > 0)
			buf_puts(&text, " \xC2\xB7 ");
		buf_put_str(&text, e->feed_title);
	}
	struct boxed b;
	if (text.len > 0 && begin_line(&b, f, "p", "byline", SELEM_P, buf_str(&text))) {
		flow_text(&b.f, buf_str(&text), &b.f.ink, whole_measure(&b.f, e->line));
		box_end(&b);
		galley_keep(f->g, 3);
	}
	buf_done(&text);
}

static void put_address(const struct flow *at, const char *classes, struct str before, struct str url,
			int line)
{
	struct boxed b;
	struct setter *s = at->s;
	struct para p;
	if (!begin_line(&b, at, "p", classes, SELEM_P, url))
		return;
	struct ink ink = b.f.ink;
	int parent = ink.element;
	para_init(&p, s, b.f.rtl);
	para_ink(&p, &ink);
	para_text(&p, before);
	ink.literal = true;
	url = setter_str(s, url);
	if (flow_leads_out(url)) {
		ink.element = setter_element(s, SELEM_LINK, parent);
		ink.link = setter_link(s, (struct link_to){ .url = url, .entry = -1, .contents = url,
							    .element = ink.element });
	}
	para_ink(&p, &ink);
	para_text(&p, url);
	struct measure m = whole_measure(&b.f, line);
	para_set(&p, at->g, &m);
	box_end(&b);
	para_done(&p);
}

static void put_opener(const struct flow *f, const struct entry *e)
{
	struct setter *s = f->s;
	const struct book *book = s->t->book;
	galley_space(f->g, s->look->grid * 3, s->look->grid);
	struct boxed b;
	char number[48];
	snprintf(number, sizeof number, "%d / %zu", e->number, book->n_articles);
	if (book->n_articles > 1 && begin_line(&b, f, "p", "number", SELEM_P, str_from_c(number))) {
		flow_text(&b.f, str_from_c(number), &b.f.ink, whole_measure(&b.f, e->line));
		box_end(&b);
		galley_keep(f->g, 5);
	}
	put_title(f, e, false);
	put_byline(f, e);
	if (e->url.len > 0 && e->url.len <= URL_LONGEST) {
		put_address(f, "source", STR(""), e->url, e->line);
		galley_keep(f->g, 3);
	}
	/* All of it comes to whole lines of the grid, one of them empty at least in part. */
	float grid = s->look->grid, height = galley_height(f->g, 0, f->g->n_items);
	galley_space(f->g, ceilf((height + grid * 0.7f) / grid) * grid - height, grid / 4);
}

static void put_part(const struct flow *f, const struct entry *e)
{
	const struct look *look = f->s->look;
	galley_space(f->g, look->grid * 3, look->grid);
	if (look->article_starts_page) { /* as on the title page: a space would vanish at its head */
		galley_box_begin(f->g, floorf(look->body_height * 0.2f / look->grid) * look->grid, 0, 0);
		galley_box_end(f->g);
		galley_keep(f->g, 1);
	}
	put_title(f, e, true);
	if (e->summary.len > 0) {
		struct ink ink = f->ink;
		ink.element = setter_element(f->s, SELEM_P, f->element);
		flow_text(f, e->summary, &ink, flow_measure(f));
	}
}

/* Addresses at the article's end, where the reader asked for that. */
static void put_end_links(const struct flow *f, const struct node *root)
{
	struct setter *s = f->s;
	bool any = false;
	for (struct walk w = walk_begin(root); walk_next(&w);) {
		const struct node *n = w.node;
		if (w.step == WALK_LEAVE || n->type != NODE_LINK || n->as.link.target ||
		    !flow_leads_out(n->as.link.url))
			continue;
		galley_space(f->g, any ? 0 : s->look->grid, 0);
		any = true;
		struct buf text;
		buf_init(&text);
		node_put_text(n, &text);
		buf_puts(&text, ": ");
		put_address(f, "source", buf_str(&text), n->as.link.url, n->line);
		buf_done(&text);
	}
}

/* A note that no mark points to is not lost. */
static void put_orphan_notes(const struct flow *f, const struct node *root)
{
	for (const struct node *n = root->last; n; n = n->prev)
		if (n->type == NODE_FOOTNOTE && n->as.footnote.n_refs == 0) {
			struct flow inner = named_flow(f, "aside", "note");
			inner.element = setter_element(f->s, SELEM_DIV, f->element);
			flow_children(&inner, n);
		}
}

struct vlist *typeset_article(const struct typeset *t, struct worker *worker, const struct article *article,
			      struct diag_log *log)
{
	struct setter s;
	struct galley g;
	setter_init(&s, t, worker, article, log);
	galley_init(&g, &s);
	s.main = &g;
	struct flow f = flow_of(&g);
	const struct entry *e = article->entry;
	if (e->kind != ENTRY_PART)
		s.columns = dress_columns(s.body, f.width);
	if (s.columns.n > 1)
		f.width = f.wide = s.columns.width;
	if (e->kind == ENTRY_PART)
		put_part(&f, e);
	else if (!t->book->fragment)
		put_opener(&f, e);
	if (article->root) {
		flow_children(&f, article->root);
		put_orphan_notes(&f, article->root);
		if (link_style_of(t->settings) == LINKS_END)
			put_end_links(&f, article->root);
	}
	if (e->excerpt && e->url.len > 0 && e->url.len <= URL_LONGEST) {
		put_address(&f, "continues", STR("Continues at "), e->url, e->line);
	}
	return setter_finish(&s, &g);
}

/* ---- the book's own pages ---- */

void setter_begin(struct setter *s, struct galley *g, const struct typeset *t, struct worker *worker)
{
	setter_init(s, t, worker, NULL, NULL);
	galley_init(g, s);
	s->main = g;
}

struct vlist *setter_end(struct setter *s, struct galley *g)
{
	return setter_finish(s, g);
}
