/* chapter.c - an entry becomes one XHTML file, or several when it is very long. Pure: any thread.
 *
 * The body is written once. Only when that is more than a file may be, the article is cut before
 * headings (or, failing those, between blocks) and written a second time, now knowing in which
 * file each id stands. */
#include "backend/epub/places.h"

#include "backend/typesetter.h"
#include "base/url.h"
#include "doc/walk.h"
#include "output/xml.h"

#include <stdlib.h>

/* A worker's compressor and the buffer chapters are written in. */
struct slot {
	struct deflater *deflater;
	struct buf body;
};

static void slot_free(void *p)
{
	struct slot *s = p;
	deflater_free(s->deflater);
	buf_done(&s->body);
	free(s);
}

static struct slot *slot_of(struct worker *worker)
{
	if (!worker->slot) {
		struct slot *s = mem_alloc(sizeof *s);
		s->deflater = deflater_new(EPUB_LEVEL);
		buf_init(&s->body);
		worker->slot = s;
		worker->slot_free = slot_free;
	}
	return worker->slot;
}

/* ---- head and foot of a chapter ------------------------------------------------------------ */

static void put_byline(struct buf *b, const struct writer *w, const struct article *article)
{
	const struct entry *e = article->entry;
	size_t start = b->len;
	buf_puts(b, "<p class=\"byline\">");
	size_t empty = b->len;
	for (size_t i = 0; i < e->authors.n; i++) {
		buf_puts(b, i ? ", " : "");
		xml_put_text(b, e->authors.items[i]);
	}
	if (date_known(e->published)) {
		buf_puts(b, b->len > empty ? " · " : "");
		epub_put_day(b, w, e->published);
	}
	if (e->feed_title.len) {
		buf_puts(b, b->len > empty ? " · " : "");
		xml_put_text(b, e->feed_title);
	}
	if ((url_kind(e->url) == URL_WEB)) {
		struct str bare = markup_bare_url(e->url);
		ptrdiff_t slash = str_find_char(bare, '/', 0);
		buf_puts(b, b->len > empty ? " · <a" : "<a");
		xml_put_attribute(b, "href", e->url);
		buf_putc(b, '>');
		xml_put_text(b, slash < 0 ? bare : str_sub(bare, 0, (size_t)slash));
		buf_puts(b, "</a>");
	}
	if (b->len > empty)
		buf_puts(b, "</p>\n");
	else
		b->len = start;
}

/* Under an excerpt: where the rest is. */
static void put_continuation(struct buf *b, const struct writer *w, struct str url)
{
	if (url_kind(url) != URL_WEB)
		return;
	buf_puts(b, "<p class=\"continues\"");
	buf_puts(b, terms_foreign(w));
	buf_putc(b, '>');
	buf_puts(b, term(w, TERM_CONTINUES));
	buf_puts(b, " <a");
	xml_put_attribute(b, "href", url);
	buf_putc(b, '>');
	markup_put_words(b, markup_bare_url(url));
	buf_puts(b, "</a></p>\n");
}

static void begin_piece(struct rendering *r)
{
	const struct article *article = r->article;
	const struct entry *e = article->entry;
	struct buf *b = r->out;
	bool part = e->kind == ENTRY_PART;
	epub_begin_xhtml(b, r->writer, e->title, e->language, part ? "part" : NULL);
	buf_puts(b, part ? "<section class=\"part\" epub:type=\"part\" role=\"doc-part\">\n"
			 : "<section epub:type=\"chapter\" role=\"doc-chapter\">\n");
	if (r->number)
		return;
	buf_puts(b, part ? "<h1>" : "<h1 class=\"title\">");
	markup_put_title(b, e->title);
	buf_puts(b, "</h1>\n");
	if (!part)
		put_byline(b, r->writer, article);
}

static void end_piece(struct rendering *r, bool last)
{
	const struct entry *e = r->article->entry;
	if (last && e->kind == ENTRY_ARTICLE && e->excerpt)
		put_continuation(r->out, r->writer, e->url);
	buf_puts(r->out, "</section>\n");
	epub_end_xhtml(r->out, r->writer);
}

/* ---- writing ---------------------------------------------------------------------------------- */

static void add_facts(struct markup_facts *sum, const struct markup_facts *f)
{
	sum->images += f->images;
	sum->images_without_alt += f->images_without_alt;
	sum->drawings += f->drawings;
	sum->tables += f->tables;
	sum->maths += f->maths;
	sum->tex += f->tex;
	sum->codes += f->codes;
	sum->notes += f->notes;
}

/* Writes the blocks from `first` up to `end` (NULL: all that follow) as piece `r->number`. `sizes`,
 * when not NULL, gets the length of each block [byte]. */
static void write_piece(struct rendering *r, const struct node *first, const struct node *end, size_t *sizes)
{
	const struct entry *e = r->article->entry;
	struct markup_options options = {
		.epub = true, .rtl = r->writer->book->rtl, .larger = term(r->writer, TERM_LARGER),
		.larger_language = terms_foreign(r->writer),
		.language = e->language.len ? e->language : r->writer->language, .context = r,
		.put_target = place_target, .put_place = place_own, .put_source = place_source, .put_large = place_large,
	};
	struct markup m;
	buf_clear(r->out);
	markup_init(&m, &options, r->out);
	begin_piece(r);
	for (const struct node *n = first; n != end; n = n->next) {
		size_t before = r->out->len;
		markup_put(&m, n);
		if (sizes)
			*sizes++ = r->out->len - before;
	}
	markup_finish(&m);
	markup_done(&m);
	end_piece(r, !end);
	r->piece->svg = m.facts.svg;
	r->piece->mathml = m.facts.mathml;
	add_facts(&r->chapter->facts, &m.facts);
}

static void keep_piece(struct rendering *r, struct slot *slot)
{
	struct piece *p = r->piece;
	if (p->n_holes) {
		buf_init(&p->raw);
		buf_put_str(&p->raw, buf_str(r->out));
	} else {
		epub_pack_page(r->writer, slot->deflater, buf_str(r->out), &p->packed);
	}
}

static void forget_holes(struct piece *p)
{
	for (size_t i = 0; i < p->n_holes; i++)
		free((char *)p->holes[i].fragment.p);
	p->n_holes = 0;
}

/* How far a file may grow [byte]; marks of sentences, which come last, are two fifths of the whole. */
static size_t limit_of(const struct writer *w)
{
	return w->device->sentences ? CHAPTER_LIMIT / 5 * 3 : CHAPTER_LIMIT;
}

/* Chooses where files begin: before headings of the first rank once half the limit is reached,
 * before any block when the next would pass it. Notes stay together, in the last file. */
static size_t cut(const struct article *article, size_t limit, const size_t *sizes, const struct node **first_of)
{
	size_t n = 0, size = 0, i = 0;
	for (const struct node *b = article->root->first; b; b = b->next, i++) {
		bool heading = b->type == NODE_HEADING && size > limit / 2;
		bool full = size + sizes[i] > limit - 4096;
		bool notes = b->type == NODE_FOOTNOTE && b->prev && b->prev->type == NODE_FOOTNOTE;
		if (n == 0 || ((heading || full) && size && !notes && n < 250)) {
			first_of[n++] = b;
			size = 0;
		}
		size += sizes[i];
	}
	return n;
}

static void forget_larges(struct chapter *c)
{
	for (size_t i = 0; i < c->n_larges; i++) {
		packed_done(&c->larges[i].packed);
		free((char *)c->larges[i].name.p);
	}
	c->n_larges = 0;
}

static void split(struct rendering *r, struct slot *slot, const size_t *sizes, size_t n_blocks)
{
	struct chapter *c = r->chapter;
	const struct node **first_of = mem_alloc(mem_product(n_blocks, sizeof *first_of));
	forget_holes(&c->pieces[0]);
	free(c->pieces[0].holes);
	free(c->pieces);
	c->n_pieces = cut(r->article, limit_of(r->writer), sizes, first_of);
	c->pieces = mem_alloc(mem_product(c->n_pieces, sizeof *c->pieces));
	c->facts = (struct markup_facts){ .svg = false };
	forget_larges(c);
	places_collect(c, r->article, first_of);
	for (size_t i = 0; i < c->n_pieces; i++) {
		r->piece = &c->pieces[i];
		r->number = (int)i;
		write_piece(r, first_of[i], i + 1 < c->n_pieces ? first_of[i + 1] : NULL, NULL);
		keep_piece(r, slot);
	}
	free(first_of);
}

/* ---- contents ---------------------------------------------------------------------------------- */

static void squeeze(struct buf *b)
{
	size_t to = 0;
	for (size_t i = 0; i < b->len; i++) {
		bool space = ch_space(b->p[i]);
		if (!space || (to && b->p[to - 1] != ' '))
			b->p[to++] = space ? ' ' : b->p[i];
	}
	while (to && b->p[to - 1] == ' ')
		to--;
	b->len = to;
}

static void list_headings(struct chapter *c, const struct article *article, int depth)
{
	struct buf label;
	buf_init(&label);
	for (size_t i = 0; i < article->n_headings; i++) {
		const struct node *h = article->headings[i];
		if (h->as.heading.rank > depth || !h->id.len)
			continue;
		buf_clear(&label);
		node_put_text(h, &label);
		squeeze(&label);
		if (!label.len)
			continue;
		int piece = chapter_find_id(c->ids, c->n_ids, id_hash(h->id));
		mem_grow(&c->toc, &c->cap_toc, c->n_toc + 1, sizeof *c->toc);
		c->toc[c->n_toc++] = (struct toc_line){ .depth = h->as.heading.rank,
			.piece = piece < 0 ? 0 : piece, .id = epub_heap_str(h->id), .label = epub_heap_str(buf_str(&label)) };
	}
	buf_done(&label);
}

void *epub_render(const struct writer *w, struct worker *worker, const struct article *article,
		  struct diag_log *log)
{
	(void)log;
	struct slot *slot = slot_of(worker);
	struct chapter *c = mem_alloc(sizeof *c);
	size_t n_blocks = 0;
	for (const struct node *b = article->root->first; b; b = b->next)
		n_blocks++;
	c->n_pieces = 1;
	c->pieces = mem_alloc(sizeof *c->pieces);
	places_collect(c, article, NULL);
	struct rendering r = { .writer = w, .article = article, .chapter = c, .piece = c->pieces, .out = &slot->body,
		.deflater = slot->deflater };
	size_t *sizes = mem_alloc(mem_product(n_blocks, sizeof *sizes));
	write_piece(&r, article->root->first, NULL, sizes);
	if (slot->body.len > limit_of(w) && n_blocks > 1)
		split(&r, slot, sizes, n_blocks);
	else
		keep_piece(&r, slot);
	free(sizes);
	list_headings(c, article, w->settings->toc_depth - 1);
	if (w->embeds)
		fonts_note(&c->shown, article);
	if (w->draws_cover && article->entry->index == 0)
		w->settings->typesetter->draw_cover(w->book, w->device->cover_height, &c->cover);
	return c;
}

void chapter_free(struct chapter *c)
{
	for (size_t i = 0; i < c->n_pieces; i++) {
		forget_holes(&c->pieces[i]);
		free(c->pieces[i].holes);
		buf_done(&c->pieces[i].raw);
		packed_done(&c->pieces[i].packed);
	}
	for (size_t i = 0; i < c->n_toc; i++) {
		free((char *)c->toc[i].id.p);
		free((char *)c->toc[i].label.p);
	}
	buf_done(&c->cover);
	free(c->shown.items);
	forget_larges(c);
	free(c->larges);
	free(c->pieces);
	free(c->toc);
	free(c->ids);
	free(c->images);
	free(c);
}
