/* pages_emit.c - a page on any thread: its record becomes finished bytes; then, in order, the bytes go
 * to the file. All object numbers are known beforehand, so no page waits for another. */
#include "backend/pdf/pages_emit.h"

#include <stdlib.h>

#include "backend/pdf/page.h"
#include "backend/pdf/paint.h"
#include "base/arena.h"

enum { KIDS = 64 }; /* of a node of the page tree */

struct bench {
	struct pdf_heap *heap;
	struct deflater *deflater;
	struct arena arena;
	struct buf ops, packed;
};

struct emitter {
	const struct pages *pages;
	const struct studio *studio;
	const struct look *look;
	struct bench *benches; /* by thread */
	uint32_t nodes;        /* the first of the lowest nodes of the page tree */
	bool failed;
};

/* A page ready to be written. */
struct sheet_bytes {
	struct buf stream, objects; /* objects: packed number and value, in turn */
	struct buf parents;         /* packed key and value, in turn */
};

static void name_page(const void *context, int entry, struct str fragment, struct buf *out)
{
	const struct pages *pages = context;
	int page;
	double y;
	if (pages_find(pages, entry, fragment, &page, &y))
		pager_put_label(out, page, false);
}

/* Where a page stands in the file: the front matter first. */
static size_t page_position(const struct pages *pages, const struct page_row *row)
{
	return (size_t)row->number + (row->front ? 0 : (size_t)pages_front(pages));
}

/* ---- one page -------------------------------------------------------------------------- */

static void put_object(struct sheet_bytes *s, uint32_t number, struct bench *b, struct pdf_dict *d)
{
	pack_uint(&s->objects, number);
	buf_clear(&b->ops);
	pdf_dict_write(d, &b->ops);
	pack_str(&s->objects, buf_str(&b->ops));
}

static void put_parent(struct sheet_bytes *s, int64_t key, struct str value)
{
	pack_int(&s->parents, key);
	pack_str(&s->parents, value);
}

/* ISO 32000-1 12.5.6.5; /F 4: it is printed, as PDF/A wants. */
static void put_link(struct emitter *e, struct bench *b, struct sheet_bytes *s, const struct page_link *link)
{
	struct pdf_dict *d = pdf_dict_new(b->heap);
	pdf_dict_name(d, "Type", "Annot");
	pdf_dict_name(d, "Subtype", "Link");
	pdf_dict_array(d, "Rect", pdf_array_rect(b->heap, link->box[0], link->box[1], link->box[2],
						 link->box[3]));
	pdf_dict_int(d, "F", 4);
	struct pdf_array *border = pdf_array_new(b->heap);
	for (int i = 0; i < 3; i++)
		pdf_array_int(border, 0);
	pdf_dict_array(d, "Border", border);
	pdf_dict_text(d, "Contents", link->contents.len ? link->contents : link->url);
	pdf_dict_int(d, "StructParent", link->key);
	int page;
	double y;
	if (link->entry < 0) {
		struct pdf_dict *action = pdf_dict_new(b->heap);
		pdf_dict_name(action, "S", "URI");
		pdf_dict_text(action, "URI", link->url);
		pdf_dict_dict(d, "A", action);
	} else if (pages_find(e->pages, link->entry, link->fragment, &page, &y)) {
		struct pdf_array *dest = pdf_array_new(b->heap);
		pdf_array_ref(dest, pages_body_row(e->pages, page)->object);
		pdf_array_name(dest, "XYZ");
		pdf_array_int(dest, 0);
		pdf_array_real(dest, y);
		pdf_array_null(dest);
		pdf_dict_array(d, "Dest", dest);
	}
	put_object(s, link->object, b, d);
	buf_clear(&b->ops);
	pdf_put_ref(&b->ops, link->element);
	put_parent(s, link->key, buf_str(&b->ops));
}

static void put_elements(struct bench *b, struct sheet_bytes *s, const struct page_record *record)
{
	struct display_reader r = { .bytes = record->elements };
	buf_clear(&b->ops);
	buf_putc(&b->ops, '[');
	for (uint32_t i = 0; i < record->n_elements; i++) {
		pdf_put_ref(&b->ops, (uint32_t)unpack_uint(&r));
		buf_putc(&b->ops, ' ');
	}
	buf_putc(&b->ops, ']');
	put_parent(s, record->key, buf_str(&b->ops));
}

static struct pdf_dict *resources(struct emitter *e, struct bench *b, const struct page_record *record)
{
	struct pdf_dict *d = pdf_dict_new(b->heap), *images;
	struct display_reader r = { .bytes = record->images };
	pdf_dict_ref(d, "Font", font_set_resources(e->studio->fonts));
	if (!record->n_images)
		return d;
	images = pdf_dict_new(b->heap);
	for (uint32_t i = 0; i < record->n_images; i++) {
		uint32_t image = (uint32_t)unpack_uint(&r);
		buf_clear(&b->ops);
		buf_putc(&b->ops, 'I');
		buf_put_int(&b->ops, image);
		pdf_dict_ref(images, buf_cstr(&b->ops), image);
	}
	pdf_dict_dict(d, "XObject", images);
	return d;
}

static void put_page(struct emitter *e, struct bench *b, struct sheet_bytes *s, const struct page_row *row,
		     const struct page_record *record)
{
	struct pdf_dict *d = pdf_dict_new(b->heap);
	pdf_dict_name(d, "Type", "Page");
	pdf_dict_ref(d, "Parent", e->nodes + (uint32_t)(page_position(e->pages, row) / KIDS));
	pdf_dict_dict(d, "Resources", resources(e, b, record));
	pdf_dict_ref(d, "Contents", row->object + 1);
	pdf_dict_int(d, "StructParents", record->key);
	pdf_dict_name(d, "Tabs", "S");
	if (record->n_links) {
		struct pdf_array *annots = pdf_array_new(b->heap);
		struct display_reader r = { .bytes = record->links };
		for (uint32_t i = 0; i < record->n_links; i++)
			pdf_array_ref(annots, page_link_unpack(&r).object);
		pdf_dict_array(d, "Annots", annots);
	}
	put_object(s, row->object, b, d);
}

static void put_contents(struct emitter *e, struct bench *b, struct sheet_bytes *s,
			 const struct page_row *row, const struct page_record *record)
{
	struct page_namer namer = { e->pages, name_page };
	struct pdf_dict *d = pdf_dict_new(b->heap);
	buf_clear(&b->ops);
	buf_clear(&b->packed);
	paint(record->display, e->studio->fonts, &namer, &b->ops);
	deflate_zlib(b->deflater, buf_str(&b->ops), &b->packed);
	pdf_dict_name(d, "Filter", "FlateDecode");
	pdf_stream_put(&s->stream, row->object + 1, d, buf_str(&b->packed));
}

static int link_cmp(const void *a, const void *b)
{
	const struct page_link *x = a, *y = b;
	return (x->key > y->key) - (x->key < y->key);
}

/* By their keys, which have to rise in the parent tree: a note's links were drawn last. */
static void put_links(struct emitter *e, struct bench *b, struct sheet_bytes *s, const struct page_record *record)
{
	struct display_reader r = { .bytes = record->links };
	struct page_link *links = ARENA_ARRAY(&b->arena, struct page_link, record->n_links + 1);
	for (uint32_t k = 0; k < record->n_links; k++)
		links[k] = page_link_unpack(&r);
	qsort(links, record->n_links, sizeof *links, link_cmp);
	for (uint32_t k = 0; k < record->n_links; k++)
		put_link(e, b, s, &links[k]);
}

static void *make_page(void *context, size_t i, int thread)
{
	struct emitter *e = context;
	struct bench *b = &e->benches[thread];
	const struct page_row *row = pages_row(e->pages, i);
	struct page_record record;
	struct sheet_bytes *s = mem_alloc(sizeof *s);
	buf_init(&s->stream);
	buf_init(&s->objects);
	buf_init(&s->parents);
	arena_reset(&b->arena);
	if (!pages_read(e->pages, i, &b->arena, &record))
		return s;
	put_contents(e, b, s, row, &record);
	put_page(e, b, s, row, &record);
	put_elements(b, s, &record);
	put_links(e, b, s, &record);
	pdf_heap_reset(b->heap);
	return s;
}

struct parent {
	int64_t key;
	struct str value;
};

static int parent_cmp(const void *a, const void *b)
{
	const struct parent *x = a, *y = b;
	return (x->key > y->key) - (x->key < y->key);
}

/* A number tree's keys rise (ISO 32000-1 7.9.7); the links of a page come in the order of its zones. */
static void write_parents(struct struct_tree *tree, struct str packed)
{
	struct display_reader r = { .bytes = packed };
	struct parent *parents = NULL;
	size_t n = 0, cap = 0;
	while (r.at < packed.len) {
		mem_grow(&parents, &cap, n + 1, sizeof *parents);
		parents[n].key = unpack_int(&r);
		parents[n++].value = unpack_str(&r);
	}
	if (n > 1)
		qsort(parents, n, sizeof *parents, parent_cmp);
	for (size_t i = 0; i < n; i++)
		struct_parent(tree, parents[i].key, parents[i].value);
	free(parents);
}

static void write_page(void *context, size_t i, void *result)
{
	struct emitter *e = context;
	struct sheet_bytes *s = result;
	struct pdf_file *file = e->studio->file;
	struct display_reader objects = { .bytes = buf_str(&s->objects) };
	if (s->stream.len)
		pdf_file_whole(file, pages_row(e->pages, i)->object + 1, buf_str(&s->stream));
	else
		e->failed = true;
	while (objects.at < objects.bytes.len) {
		uint32_t number = (uint32_t)unpack_uint(&objects);
		pdf_file_object(file, number, unpack_str(&objects));
	}
	write_parents(e->studio->tree, buf_str(&s->parents));
	buf_done(&s->stream);
	buf_done(&s->objects);
	buf_done(&s->parents);
	free(s);
}

/* ---- the page tree --------------------------------------------------------------------- */

/* Objects of the pages in the file's order: front matter, which was made last, comes first. */
static uint32_t page_at(const struct pages *pages, size_t position)
{
	size_t front = (size_t)pages_front(pages), body = (size_t)pages_body(pages);
	return pages_row(pages, position < front ? body + position : position - front)->object;
}

struct level {
	uint32_t first; /* node */
	size_t n;       /* nodes */
	size_t span;    /* pages below a node */
};

static void write_node(struct emitter *e, struct pdf_heap *heap, const struct level *level, size_t i,
		       const struct level *below, uint32_t parent)
{
	size_t n_pages = pages_count(e->pages);
	size_t first = i * level->span, end = first + level->span < n_pages ? first + level->span : n_pages;
	struct pdf_dict *d = pdf_dict_new(heap);
	struct pdf_array *kids = pdf_array_new(heap);
	pdf_dict_name(d, "Type", "Pages");
	if (below)
		for (size_t k = i * KIDS; k < (i + 1) * KIDS && k < below->n; k++)
			pdf_array_ref(kids, below->first + (uint32_t)k);
	else
		for (size_t k = first; k < end; k++)
			pdf_array_ref(kids, page_at(e->pages, k));
	pdf_dict_array(d, "Kids", kids);
	pdf_dict_int(d, "Count", (int64_t)(end - first));
	if (parent)
		pdf_dict_ref(d, "Parent", parent);
	else
		pdf_dict_array(d, "MediaBox", pdf_array_rect(heap, 0, 0, (double)e->look->page_width,
							     (double)e->look->page_height));
	pdf_file_dict(e->studio->file, level->first + (uint32_t)i, d);
	pdf_heap_reset(heap);
}

/* Levels of nodes up to the root; returns it. */
static uint32_t write_page_tree(struct emitter *e)
{
	enum { LEVELS = 6 };
	struct level levels[LEVELS];
	struct pdf_heap *heap = pdf_heap_new();
	int n = 0;
	levels[0] = (struct level){ e->nodes, (pages_count(e->pages) + KIDS - 1) / KIDS, KIDS };
	while (levels[n].n > 1 && n + 1 < LEVELS) {
		size_t above = (levels[n].n + KIDS - 1) / KIDS;
		levels[n + 1] = (struct level){ pdf_file_reserve(e->studio->file, (uint32_t)above), above,
						levels[n].span * KIDS };
		n++;
	}
	for (int k = 0; k <= n; k++)
		for (size_t i = 0; i < levels[k].n; i++)
			write_node(e, heap, &levels[k], i, k ? &levels[k - 1] : NULL,
				   k < n ? levels[k + 1].first + (uint32_t)(i / KIDS) : 0);
	e->failed |= pdf_heap_failed(heap);
	pdf_heap_free(heap);
	return levels[n].first;
}

bool pages_emit(const struct pages *pages, const struct studio *studio, const struct look *look,
		const struct pool *pool, uint32_t *root)
{
	struct emitter e = { .pages = pages, .studio = studio, .look = look };
	size_t n_threads = (size_t)pool->n_threads;
	e.benches = mem_alloc(mem_product(n_threads, sizeof *e.benches));
	for (size_t i = 0; i < n_threads; i++) {
		struct bench *b = &e.benches[i];
		b->heap = pdf_heap_new();
		b->deflater = deflater_new(PDF_LEVEL);
		arena_init(&b->arena);
		buf_init(&b->ops);
		buf_init(&b->packed);
	}
	e.nodes = pdf_file_reserve(studio->file, (uint32_t)((pages_count(pages) + KIDS - 1) / KIDS));
	struct pool_job job = { .context = &e, .work = make_page, .done = write_page };
	pool_run(pool, pages_count(pages), &job);
	*root = write_page_tree(&e);
	for (size_t i = 0; i < n_threads; i++) {
		struct bench *b = &e.benches[i];
		e.failed |= pdf_heap_failed(b->heap);
		pdf_heap_free(b->heap);
		deflater_free(b->deflater);
		arena_done(&b->arena);
		buf_done(&b->ops);
		buf_done(&b->packed);
	}
	free(e.benches);
	return !e.failed;
}
