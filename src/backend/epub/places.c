/* places.c - where links lead: ids and the files they stand in, the other articles, pictures, and the
 * pages that large drawings have to themselves. The callbacks of backend/markup. */
#include "backend/epub/places.h"

#include "doc/walk.h"
#include "output/xml.h"
#include "resource/resource.h"

#include <stdlib.h>

struct str epub_heap_str(struct str s)
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
void places_collect(struct chapter *c, const struct article *article, const struct node *const *first_of)
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
		.entry = target->index, .id = id_hash(fragment), .fragment = epub_heap_str(fragment) };
}

bool place_target(void *context, struct buf *b, const struct entry *target, struct str fragment)
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

void place_own(void *context, struct buf *b, struct str id)
{
	place_target(context, b, ((struct rendering *)context)->article->entry, id);
}

void place_source(void *context, struct buf *b, const struct resource *resource)
{
	struct chapter *c = ((struct rendering *)context)->chapter;
	xml_put_value(b, resource->name);
	for (size_t i = 0; i < c->n_images; i++)
		if (c->images[i] == resource)
			return;
	mem_grow(&c->images, &c->cap_images, c->n_images + 1, sizeof *c->images);
	c->images[c->n_images++] = resource;
}

/* "larger-1", or what no id of the article is. */
static void put_way_back(const struct chapter *c, struct buf *id)
{
	buf_puts(id, "larger-");
	buf_put_int(id, (int64_t)c->n_larges + 1);
	while (chapter_find_id(c->ids, c->n_ids, id_hash(buf_str(id))) >= 0)
		buf_putc(id, '-');
}

/* The page: the link back to where the drawing stands in the text, and the drawing turned by a quarter,
 * so that its long side fills the long side of the screen. */
static void put_large_page(struct rendering *r, struct buf *page, const struct node *n, const struct diagram *d,
			   struct str alt, struct str id)
{
	struct str title = r->article->entry->title;
	epub_begin_xhtml(page, r->writer, title, n->lang, "drawing");
	buf_puts(page, "<p class=\"back\"><a href=\"");
	put_file_name(page, r->article->entry->name, r->number);
	buf_putc(page, '#');
	buf_put_str(page, id);
	buf_puts(page, "\">");
	buf_puts(page, term(r->writer, TERM_BACK));
	buf_puts(page, ": ");
	xml_put_text(page, title);
	buf_puts(page, "</a></p>\n<figure class=\"large\" dir=\"ltr\">\n");
	markup_put_svg(page, d, alt, d->columns > d->rows * 2);
	buf_puts(page, "</figure>\n");
	epub_end_xhtml(page, r->writer);
}

bool place_large(void *context, struct buf *b, const struct node *n, const struct diagram *d, struct str alt)
{
	struct rendering *r = context;
	struct chapter *c = r->chapter;
	struct buf name, id, page;
	buf_init(&name);
	buf_init(&id);
	buf_init(&page);
	buf_put_str(&name, r->article->entry->name);
	buf_puts(&name, "-drawing-");
	buf_put_int(&name, (int64_t)c->n_larges + 1);
	buf_puts(&name, ".xhtml");
	put_way_back(c, &id);
	xml_put_attribute(b, "href", buf_str(&name));
	xml_put_attribute(b, "id", buf_str(&id));
	put_large_page(r, &page, n, d, alt, buf_str(&id));
	mem_grow(&c->larges, &c->cap_larges, c->n_larges + 1, sizeof *c->larges);
	struct large *l = &c->larges[c->n_larges++];
	epub_pack_page(r->writer, r->deflater, buf_str(&page), &l->packed);
	l->name = epub_heap_str(buf_str(&name));
	buf_done(&name);
	buf_done(&id);
	buf_done(&page);
	return true;
}
