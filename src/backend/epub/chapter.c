/* chapter.c - an entry becomes one XHTML file, or several when it is very long. Pure: any thread.
 *
 * The body is written once. Only when that is more than a file may be, the article is cut before
 * headings (or, failing those, between blocks) and written a second time, now knowing in which
 * file each id stands. */
#include "backend/epub/epub.h"

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
		s->deflater = deflater_new(6);
		buf_init(&s->body);
		worker->slot = s;
		worker->slot_free = slot_free;
	}
	return worker->slot;
}

/* What the link callbacks need while one file is written. */
struct rendering {
	const struct writer *writer;
	const struct article *article;
	struct chapter *chapter;
	struct piece *piece;
	struct buf *out;
	struct deflater *deflater;
	int number; /* of the piece */
};

static struct str heap_str(struct str s)
{
	char *p = mem_alloc(s.len + 1);
	if (s.len)
		memcpy(p, s.p, s.len);
	return (struct str){ p, s.len };
}

/* ---- ids ------------------------------------------------------------------------------------ */

/* FNV-1a, 64 bits: the same on every run, for hashes decide what is written. */
uint64_t id_hash(struct str id)
{
	uint64_t h = 0xCBF29CE484222325u;
	for (size_t i = 0; i < id.len; i++)
		h = (h ^ (unsigned char)id.p[i]) * 0x100000001B3u;
	return h & ~(uint64_t)0xFF;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

int chapter_find_id(const uint64_t *ids, size_t n, uint64_t hash)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if ((ids[middle] & ~(uint64_t)0xFF) < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && (ids[low] & ~(uint64_t)0xFF) == hash ? (int)(ids[low] & 0xFF) : -1;
}

static void add_id(struct chapter *c, size_t *cap, struct str id, size_t piece)
{
	mem_grow(&c->ids, cap, c->n_ids + 1, sizeof *c->ids);
	c->ids[c->n_ids++] = id_hash(id) | (piece & 0xFF);
}

/* `first_of[i]` is the first block of piece i. */
static void collect_ids(struct chapter *c, const struct article *article, const struct node *const *first_of)
{
	size_t cap = 0, piece = 0;
	struct buf id;
	buf_init(&id);
	c->n_ids = 0;
	free(c->ids);
	c->ids = NULL;
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		if (w.step == WALK_LEAVE)
			continue;
		if (first_of && piece + 1 < c->n_pieces && w.node == first_of[piece + 1])
			piece++;
		if (w.node == article->root)
			continue;
		buf_clear(&id);
		markup_put_own_id(&id, w.node);
		if (id.len)
			add_id(c, &cap, buf_str(&id), piece);
		if (w.node->type == NODE_FOOTNOTE_REF && w.node->id.len)
			add_id(c, &cap, w.node->id, piece);
	}
	buf_done(&id);
	if (c->n_ids)
		qsort(c->ids, c->n_ids, sizeof *c->ids, by_value);
}

/* ---- where links lead -------------------------------------------------------------------- */

static void put_file_name(struct buf *b, struct str stem, int piece)
{
	buf_put_str(b, stem);
	if (piece > 0) {
		buf_putc(b, '-');
		buf_put_int(b, piece + 1);
	}
	buf_puts(b, ".xhtml");
}

static void note_hole(struct rendering *r, const struct entry *target, struct str fragment, size_t at)
{
	struct piece *p = r->piece;
	mem_grow(&p->holes, &p->cap_holes, p->n_holes + 1, sizeof *p->holes);
	p->holes[p->n_holes++] = (struct hole){ .at = at, .suffix_len = strlen(".xhtml"),
		.entry = target->index, .id = id_hash(fragment), .fragment = heap_str(fragment) };
}

static bool put_target(void *context, struct buf *b, const struct entry *target, struct str fragment)
{
	struct rendering *r = context;
	if (target != r->article->entry) {
		buf_put_str(b, target->name);
		if (fragment.len)
			note_hole(r, target, fragment, b->len);
		buf_puts(b, ".xhtml");
		return true;
	}
	int piece = fragment.len ? chapter_find_id(r->chapter->ids, r->chapter->n_ids, id_hash(fragment)) : -1;
	bool here = piece == r->number && fragment.len;
	if (!here)
		put_file_name(b, target->name, piece < 0 ? 0 : piece);
	if (piece >= 0) {
		buf_putc(b, '#');
		xml_put_value(b, fragment);
	}
	return true;
}

static void put_place(void *context, struct buf *b, struct str id)
{
	put_target(context, b, ((struct rendering *)context)->article->entry, id);
}

static void put_source(void *context, struct buf *b, const struct resource *resource)
{
	struct chapter *c = ((struct rendering *)context)->chapter;
	xml_put_value(b, resource->name);
	for (size_t i = 0; i < c->n_images; i++)
		if (c->images[i] == resource)
			return;
	mem_grow(&c->images, &c->cap_images, c->n_images + 1, sizeof *c->images);
	c->images[c->n_images++] = resource;
}

/* A drawing on a page of its own, turned by a quarter so that its long side fills the long side of
 * the screen; a link leads back to the chapter. */
static bool put_large(void *context, struct buf *b, const struct node *n, const struct diagram *d, struct str alt)
{
	struct rendering *r = context;
	struct chapter *c = r->chapter;
	struct buf name, page;
	buf_init(&name);
	buf_init(&page);
	buf_put_str(&name, r->article->entry->name);
	buf_puts(&name, "-drawing-");
	buf_put_int(&name, (int64_t)c->n_larges + 1);
	buf_puts(&name, ".xhtml");
	buf_put_str(b, buf_str(&name));
	epub_begin_xhtml(&page, r->writer, r->article->entry->title, n->lang, "drawing");
	buf_puts(&page, "<p class=\"back\"><a href=\"");
	put_file_name(&page, r->article->entry->name, r->number);
	buf_puts(&page, "\">");
	buf_puts(&page, term(r->writer, TERM_BACK));
	buf_puts(&page, ": ");
	xml_put_text(&page, r->article->entry->title);
	buf_puts(&page, "</a></p>\n<figure class=\"large\" dir=\"ltr\">\n");
	markup_put_svg(&page, d, alt, d->columns > d->rows * 2);
	buf_puts(&page, "</figure>\n");
	epub_end_xhtml(&page, r->writer);
	mem_grow(&c->larges, &c->cap_larges, c->n_larges + 1, sizeof *c->larges);
	struct large *l = &c->larges[c->n_larges++];
	packed_init(&l->packed, r->deflater, buf_str(&page));
	l->name = heap_str(buf_str(&name));
	buf_done(&name);
	buf_done(&page);
	return true;
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

static void begin_piece(struct rendering *r, struct markup *m)
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
	markup_begin_block(m);
	markup_put_text(m, e->title);
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
		.epub = true, .rtl = r->writer->book->rtl, .sentences = r->writer->device->sentences, .larger = term(r->writer, TERM_LARGER), .larger_language = terms_foreign(r->writer),
		.language = e->language.len ? e->language : r->writer->language, .context = r,
		.put_target = put_target, .put_place = put_place, .put_source = put_source, .put_large = put_large,
	};
	struct markup m;
	buf_clear(r->out);
	markup_init(&m, &options, r->out);
	begin_piece(r, &m);
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
		packed_init(&p->packed, slot->deflater, buf_str(r->out));
	}
}

static void forget_holes(struct piece *p)
{
	for (size_t i = 0; i < p->n_holes; i++)
		free((char *)p->holes[i].fragment.p);
	p->n_holes = 0;
}

/* Chooses where files begin: before headings of the first rank once half the limit is reached,
 * before any block when the next would pass it. Notes stay together, in the last file. */
static size_t cut(const struct article *article, const size_t *sizes, const struct node **first_of)
{
	size_t n = 0, size = 0, i = 0;
	for (const struct node *b = article->root->first; b; b = b->next, i++) {
		bool heading = b->type == NODE_HEADING && size > CHAPTER_LIMIT / 2;
		bool full = size + sizes[i] > CHAPTER_LIMIT - 4096;
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
	c->n_pieces = cut(r->article, sizes, first_of);
	c->pieces = mem_alloc(mem_product(c->n_pieces, sizeof *c->pieces));
	c->facts = (struct markup_facts){ .svg = false };
	forget_larges(c);
	collect_ids(c, r->article, first_of);
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
			.piece = piece < 0 ? 0 : piece, .id = heap_str(h->id), .label = heap_str(buf_str(&label)) };
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
	collect_ids(c, article, NULL);
	struct rendering r = { .writer = w, .article = article, .chapter = c, .piece = c->pieces, .out = &slot->body,
		.deflater = slot->deflater };
	size_t *sizes = mem_alloc(mem_product(n_blocks, sizeof *sizes));
	write_piece(&r, article->root->first, NULL, sizes);
	if (slot->body.len > CHAPTER_LIMIT && n_blocks > 1)
		split(&r, slot, sizes, n_blocks);
	else
		keep_piece(&r, slot);
	free(sizes);
	list_headings(c, article, w->settings->toc_depth - 1);
	if (w->embeds)
		fonts_note(&c->shown, article);
	if (w->draws_cover && article->entry->index == 0)
		epub_draw_cover(w->book, w->device->cover_height, slot->deflater, &c->cover);
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
