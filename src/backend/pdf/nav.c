/* nav.c - the outline is written in one sweep over the headings in book order: an item's successors
 * are known because its section's headings are read together. */
#include "backend/pdf/nav.h"

#include <stdlib.h>

#include "base/arena.h"

struct nav_row {
	int entry, page;
	float y;
	uint64_t at; /* of its headings in the spool */
	uint32_t len, n;
};

struct nav {
	const struct book *book;
	int depth;
	struct spool spool;
	struct buf open; /* headings of the last row */
	struct nav_row *rows;
	size_t n, cap;
};

struct nav *nav_new(const struct book *book, int depth)
{
	struct nav *nav = mem_alloc(sizeof *nav);
	nav->book = book;
	nav->depth = depth;
	spool_init(&nav->spool);
	if (nav->spool.threshold > 256 << 10)
		nav->spool.threshold = 256 << 10;
	buf_init(&nav->open);
	return nav;
}

void nav_free(struct nav *nav)
{
	if (!nav)
		return;
	spool_done(&nav->spool);
	buf_done(&nav->open);
	free(nav->rows);
	free(nav);
}

static void close_row(struct nav *nav)
{
	if (!nav->n || !nav->open.len)
		return;
	struct nav_row *row = &nav->rows[nav->n - 1];
	row->at = spool_put(&nav->spool, buf_str(&nav->open));
	row->len = (uint32_t)nav->open.len;
	buf_clear(&nav->open);
}

void nav_entry(struct nav *nav, int entry, int page, double y)
{
	close_row(nav);
	mem_grow(&nav->rows, &nav->cap, nav->n + 1, sizeof *nav->rows);
	nav->rows[nav->n++] = (struct nav_row){ .entry = entry, .page = page, .y = (float)y };
}

void nav_heading(struct nav *nav, int rank, struct str title, struct str id, int page, double y)
{
	if (!nav->n)
		return;
	nav->rows[nav->n - 1].n++;
	pack_uint(&nav->open, (uint64_t)rank);
	pack_str(&nav->open, title);
	pack_str(&nav->open, id);
	pack_int(&nav->open, page);
	pack_length(&nav->open, y);
}

void nav_put_place(struct buf *b, size_t n)
{
	buf_putc(b, '\1'); /* no id begins so */
	buf_put_int(b, (int64_t)n);
}

size_t nav_heads(void *context, int entry, struct arena *arena, struct toc_head **heads)
{
	struct nav *nav = context;
	struct str bytes = STR_NONE;
	close_row(nav);
	size_t low = 0, high = nav->n; /* rows are in the order of the book */
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (nav->rows[mid].entry < entry)
			low = mid + 1;
		else
			high = mid;
	}
	const struct nav_row *row = low < nav->n ? &nav->rows[low] : NULL;
	if (!row || row->entry != entry || !row->len ||
	    !spool_get(&nav->spool, row->at, row->len, arena, &bytes))
		return 0;
	struct display_reader r = { .bytes = bytes };
	struct buf place;
	buf_init(&place);
	size_t n = 0, ordinal = 0;
	*heads = ARENA_ARRAY(arena, struct toc_head, row->n);
	for (; r.at < bytes.len; ordinal++) {
		struct toc_head head = { .rank = (int)unpack_uint(&r) };
		head.title = unpack_str(&r);
		unpack_str(&r);
		unpack_int(&r);
		unpack_length(&r);
		buf_clear(&place);
		nav_put_place(&place, ordinal);
		head.fragment = arena_str(arena, buf_str(&place));
		if (head.title.len)
			(*heads)[n++] = head;
	}
	buf_done(&place);
	return n;
}

/* ---- outline --------------------------------------------------------------------------- */

struct item {
	struct str title;
	int level, page, parent; /* parent: index; -1: the outline itself */
	double y;
	int first, last, prev, next, count; /* -1: none; count of all below */
	uint32_t object;
};

/* One entry's items: itself, then its headings to the depth asked for. */
struct branch {
	struct item *items;
	size_t n;
};

struct outline {
	struct nav *nav;
	const struct pages *pages;
	struct pdf_file *file;
	struct pdf_heap *heap;
	struct arena arena;
	uint32_t root;
};

static void read_branch(struct outline *o, const struct nav_row *row, struct branch *b)
{
	struct str bytes = STR_NONE;
	if (row->len)
		spool_get(&o->nav->spool, row->at, row->len, &o->arena, &bytes);
	struct display_reader r = { .bytes = bytes };
	b->items = ARENA_ARRAY(&o->arena, struct item, row->n + 1);
	b->n = 1;
	b->items[0] = (struct item){ .title = o->nav->book->entries[row->entry].title,
				     .page = row->page, .y = (double)row->y, .parent = -1 };
	while (r.at < bytes.len) {
		struct item item = { .level = (int)unpack_uint(&r) };
		item.title = unpack_str(&r);
		unpack_str(&r);
		item.page = (int)unpack_int(&r);
		item.y = unpack_length(&r);
		if (item.level < o->nav->depth && item.title.len)
			b->items[b->n++] = item;
	}
}

/* Each item hangs below the last one before it that is of a lower level. */
static void link_branch(struct branch *b)
{
	for (size_t i = 0; i < b->n; i++)
		b->items[i].first = b->items[i].last = b->items[i].prev = b->items[i].next = -1;
	for (size_t i = 1; i < b->n; i++) {
		int above = (int)i - 1;
		while (b->items[above].level >= b->items[i].level && above > 0)
			above = b->items[above].parent;
		struct item *parent = &b->items[above], *item = &b->items[i];
		item->parent = above;
		item->prev = parent->last;
		if (parent->last >= 0)
			b->items[parent->last].next = (int)i;
		else
			parent->first = (int)i;
		parent->last = (int)i;
		for (int k = above; k >= 0; k = b->items[k].parent)
			b->items[k].count++;
	}
}

static struct pdf_array *destination(struct pdf_heap *heap, uint32_t page, double y)
{
	struct pdf_array *dest = pdf_array_new(heap);
	pdf_array_ref(dest, page);
	pdf_array_name(dest, "XYZ");
	pdf_array_int(dest, 0);
	pdf_array_real(dest, y);
	pdf_array_null(dest);
	return dest;
}

static struct pdf_dict *item_dict(struct outline *o, const struct item *item, uint32_t parent)
{
	struct pdf_dict *d = pdf_dict_new(o->heap);
	pdf_dict_text(d, "Title", item->title);
	pdf_dict_ref(d, "Parent", parent);
	pdf_dict_array(d, "Dest", destination(o->heap, pages_body_row(o->pages, item->page)->object,
					      item->y));
	return d;
}

static void write_item(struct outline *o, const struct branch *b, size_t i, uint32_t before, uint32_t after)
{
	const struct item *item = &b->items[i];
	struct pdf_dict *d = item_dict(o, item, i ? b->items[item->parent].object : o->root);
	if (before)
		pdf_dict_ref(d, "Prev", before);
	if (after)
		pdf_dict_ref(d, "Next", after);
	if (item->first >= 0) {
		pdf_dict_ref(d, "First", b->items[item->first].object);
		pdf_dict_ref(d, "Last", b->items[item->last].object);
		pdf_dict_int(d, "Count", -item->count); /* collapsed */
	}
	pdf_file_dict(o->file, item->object, d);
}

static void write_headings(struct outline *o, struct branch *b)
{
	for (size_t i = 1; i < b->n; i++)
		b->items[i].object = pdf_file_reserve(o->file, 1);
	for (size_t i = 1; i < b->n; i++) {
		const struct item *item = &b->items[i];
		write_item(o, b, i, item->prev >= 0 ? b->items[item->prev].object : 0,
			   item->next >= 0 ? b->items[item->next].object : 0);
	}
}

static void write_root(struct outline *o, uint32_t first, uint32_t last, int64_t count)
{
	struct pdf_dict *d = pdf_dict_new(o->heap);
	pdf_dict_name(d, "Type", "Outlines");
	pdf_dict_ref(d, "First", first);
	pdf_dict_ref(d, "Last", last);
	pdf_dict_int(d, "Count", count);
	pdf_file_dict(o->file, o->root, d);
}

/* A fragment has no title on paper: its headings hang from the root. */
static uint32_t write_fragment(struct outline *o)
{
	struct branch b;
	read_branch(o, &o->nav->rows[0], &b);
	link_branch(&b);
	if (b.items[0].first < 0)
		return 0;
	b.items[0].object = o->root = pdf_file_reserve(o->file, 1);
	write_headings(o, &b);
	int64_t count = 0;
	for (int i = b.items[0].first; i >= 0; i = b.items[i].next)
		count++;
	write_root(o, b.items[b.items[0].first].object, b.items[b.items[0].last].object, count);
	return o->root;
}

/* The entries' own objects come first in a row, so that neighbours know each other. */
static uint32_t write_outline(struct outline *o)
{
	struct nav *nav = o->nav;
	if (!nav->n)
		return 0;
	if (nav->book->fragment)
		return write_fragment(o);
	uint32_t first = pdf_file_reserve(o->file, (uint32_t)nav->n + 1) + 1;
	o->root = first - 1;
	for (size_t i = 0; i < nav->n; i++) {
		struct branch b;
		arena_reset(&o->arena);
		read_branch(o, &nav->rows[i], &b);
		link_branch(&b);
		b.items[0].object = first + (uint32_t)i;
		write_headings(o, &b);
		write_item(o, &b, 0, i ? first + (uint32_t)i - 1 : 0, i + 1 < nav->n ? first + (uint32_t)i + 1 : 0);
		pdf_heap_reset(o->heap);
	}
	write_root(o, first, first + (uint32_t)nav->n - 1, (int64_t)nav->n);
	return o->root;
}

/* ---- names ----------------------------------------------------------------------------- */

struct name_row {
	struct str name;
	size_t row;
};

static int name_cmp(const void *a, const void *b)
{
	const struct name_row *x = a, *y = b;
	return str_cmp(x->name, y->name);
}

enum { NAMES_LEAF = 128 };

static void put_limits(struct buf *b, const struct name_row *rows, size_t first, size_t end)
{
	buf_puts(b, "<</Limits[");
	pdf_put_literal(b, rows[first].name);
	pdf_put_literal(b, rows[end - 1].name);
	buf_putc(b, ']');
}

/* The articles by the names that their files have in an EPUB: "book.pdf#nameddest=c-…" opens one. */
static uint32_t write_names(struct outline *o)
{
	struct nav *nav = o->nav;
	struct buf leaf, kids;
	if (!nav->n)
		return 0;
	struct name_row *rows = mem_alloc(mem_product(nav->n, sizeof *rows));
	for (size_t i = 0; i < nav->n; i++)
		rows[i] = (struct name_row){ nav->book->entries[nav->rows[i].entry].name, i };
	qsort(rows, nav->n, sizeof *rows, name_cmp);
	buf_init(&leaf);
	buf_init(&kids);
	uint32_t object = pdf_file_reserve(o->file, 2);
	buf_puts(&kids, "<</Kids[");
	for (size_t i = 0; i < nav->n; i += NAMES_LEAF) {
		size_t end = i + NAMES_LEAF < nav->n ? i + NAMES_LEAF : nav->n;
		uint32_t number = pdf_file_reserve(o->file, 1);
		buf_clear(&leaf);
		put_limits(&leaf, rows, i, end);
		buf_puts(&leaf, "/Names[");
		for (size_t k = i; k < end; k++) {
			const struct nav_row *row = &nav->rows[rows[k].row];
			pdf_put_literal(&leaf, rows[k].name);
			buf_putc(&leaf, '[');
			pdf_put_ref(&leaf, pages_body_row(o->pages, row->page)->object);
			buf_puts(&leaf, "/XYZ 0 ");
			pdf_put_number(&leaf, (double)row->y, 2);
			buf_puts(&leaf, " null]\n");
		}
		buf_puts(&leaf, "]>>");
		pdf_file_object(o->file, number, buf_str(&leaf));
		pdf_put_ref(&kids, number);
		buf_putc(&kids, ' ');
	}
	buf_puts(&kids, "]>>");
	pdf_file_object(o->file, object, buf_str(&kids));
	struct pdf_dict *d = pdf_dict_new(o->heap);
	pdf_dict_ref(d, "Dests", object);
	pdf_file_dict(o->file, object + 1, d);
	buf_done(&leaf);
	buf_done(&kids);
	free(rows);
	return object + 1;
}

static uint32_t write_labels(struct outline *o)
{
	uint32_t object = pdf_file_reserve(o->file, 1);
	int front = pages_front(o->pages);
	struct buf b;
	buf_init(&b);
	buf_puts(&b, "<</Nums[0");
	if (front) {
		buf_puts(&b, "<</S/r>>");
		buf_put_int(&b, front);
	}
	buf_puts(&b, "<</S/D>>]>>");
	pdf_file_object(o->file, object, buf_str(&b));
	buf_done(&b);
	return object;
}

bool nav_emit(struct nav *nav, const struct pages *pages, struct pdf_file *file,
	      struct nav_objects *objects)
{
	struct outline o = { .nav = nav, .pages = pages, .file = file };
	close_row(nav);
	o.heap = pdf_heap_new();
	arena_init(&o.arena);
	objects->outlines = write_outline(&o);
	objects->names = write_names(&o);
	objects->labels = write_labels(&o);
	bool good = !pdf_heap_failed(o.heap) && !nav->spool.error;
	arena_done(&o.arena);
	pdf_heap_free(o.heap);
	return good;
}
