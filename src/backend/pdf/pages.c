/* pages.c - records in a spool, rows in memory. A place is known by a hash of entry and id: the ids
 * themselves would be most of a long book's memory. */
#include "backend/pdf/pages.h"

#include <stdlib.h>

#include "base/arena.h"

struct place {
	uint64_t hash;
	int32_t page;
	float y;
};

struct late_row {
	uint64_t at;
	uint32_t len; /* 0: none */
};

struct pages {
	struct spool spool;
	struct page_row *rows;
	size_t n, cap;
	int n_front, n_body;
	struct place *places;
	size_t n_places, cap_places;
	struct buf scratch;
	bool with_sections; /* in running heads */
	struct late_row *late; /* by page; NULL: no page has any */
};

enum { SPOOL_THRESHOLD = 1 << 20 };

struct pages *pages_new(void)
{
	struct pages *p = mem_alloc(sizeof *p);
	spool_init(&p->spool);
	if (p->spool.threshold > SPOOL_THRESHOLD)
		p->spool.threshold = SPOOL_THRESHOLD;
	buf_init(&p->scratch);
	return p;
}

void pages_free(struct pages *p)
{
	if (!p)
		return;
	spool_done(&p->spool);
	buf_done(&p->scratch);
	free(p->rows);
	free(p->late);
	free(p->places);
	free(p);
}

/* ---- records --------------------------------------------------------------------------- */

void page_link_pack(struct buf *b, const struct page_link *link)
{
	pack_uint(b, link->object);
	pack_uint(b, link->element);
	pack_int(b, link->key);
	for (int i = 0; i < 4; i++)
		pack_length(b, link->box[i]);
	pack_int(b, link->entry);
	pack_str(b, link->entry < 0 ? link->url : link->fragment);
	pack_str(b, link->contents);
}

struct page_link page_link_unpack(struct display_reader *r)
{
	struct page_link link = { .object = (uint32_t)unpack_uint(r) };
	link.element = (uint32_t)unpack_uint(r);
	link.key = unpack_int(r);
	for (int i = 0; i < 4; i++)
		link.box[i] = unpack_length(r);
	link.entry = (int)unpack_int(r);
	*(link.entry < 0 ? &link.url : &link.fragment) = unpack_str(r);
	link.contents = unpack_str(r);
	return link;
}

static void record_pack(struct buf *b, const struct page_record *record)
{
	pack_int(b, record->key);
	pack_uint(b, record->n_elements);
	pack_str(b, record->elements);
	pack_uint(b, record->n_links);
	pack_str(b, record->links);
	pack_uint(b, record->n_images);
	pack_str(b, record->images);
	pack_str(b, record->heads[0]);
	pack_str(b, record->heads[1]);
	buf_put_str(b, record->grounds);
	buf_put_str(b, record->display);
}

void page_record_unpack(struct str bytes, struct page_record *record)
{
	struct display_reader r = { .bytes = bytes };
	record->key = unpack_int(&r);
	record->n_elements = (uint32_t)unpack_uint(&r);
	record->elements = unpack_str(&r);
	record->n_links = (uint32_t)unpack_uint(&r);
	record->links = unpack_str(&r);
	record->n_images = (uint32_t)unpack_uint(&r);
	record->images = unpack_str(&r);
	record->heads[0] = unpack_str(&r);
	record->heads[1] = unpack_str(&r);
	record->display = str_sub(bytes, r.at, bytes.len);
}

void pages_add(struct pages *p, const struct page_record *record, uint32_t object, bool front)
{
	buf_clear(&p->scratch);
	record_pack(&p->scratch, record);
	mem_grow(&p->rows, &p->cap, p->n + 1, sizeof *p->rows);
	p->rows[p->n++] = (struct page_row){
		.at = spool_put(&p->spool, buf_str(&p->scratch)),
		.len = (uint32_t)p->scratch.len,
		.object = object,
		.number = front ? p->n_front++ : p->n_body++,
		.front = front,
	};
}

void pages_add_late(struct pages *p, size_t i, struct str display)
{
	if (!p->late)
		p->late = mem_alloc(mem_product(p->n, sizeof *p->late));
	p->late[i] = (struct late_row){ spool_put(&p->spool, display), (uint32_t)display.len };
}

size_t pages_count(const struct pages *p) { return p->n; }
int pages_front(const struct pages *p) { return p->n_front; }
int pages_body(const struct pages *p) { return p->n_body; }
const struct page_row *pages_row(const struct pages *p, size_t i) { return &p->rows[i]; }

/* Front matter comes last in the rows. */
const struct page_row *pages_body_row(const struct pages *p, int number) { return &p->rows[number]; }

bool pages_read(const struct pages *p, size_t i, struct arena *arena, struct page_record *record)
{
	struct str bytes;
	if (!spool_get(&p->spool, p->rows[i].at, p->rows[i].len, arena, &bytes))
		return false;
	page_record_unpack(bytes, record);
	struct str head = record->heads[p->with_sections && record->heads[1].len ? 1 : 0];
	if (head.len)
		record->display = arena_cat(arena, record->display, head);
	if (p->late && p->late[i].len) {
		if (!spool_get(&p->spool, p->late[i].at, p->late[i].len, arena, &bytes))
			return false;
		record->display = arena_cat(arena, record->display, bytes);
	}
	return true;
}

/* ---- places ---------------------------------------------------------------------------- */

/* FNV-1a, finished by a multiplication: spread evenly, the same on every run. */
static uint64_t place_hash(int entry, struct str fragment)
{
	uint64_t h = 0xCBF29CE484222325u ^ (uint64_t)(uint32_t)entry;
	h *= 0x100000001B3u;
	for (size_t i = 0; i < fragment.len; i++)
		h = (h ^ (unsigned char)fragment.p[i]) * 0x100000001B3u;
	h ^= h >> 32;
	return h * 0x9E3779B97F4A7C15u;
}

void pages_mark(struct pages *p, int entry, struct str fragment, int page, double y)
{
	mem_grow(&p->places, &p->cap_places, p->n_places + 1, sizeof *p->places);
	p->places[p->n_places++] = (struct place){ place_hash(entry, fragment), page, (float)y };
}

static int place_cmp(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->page != y->page ? (x->page > y->page) - (x->page < y->page)
				  : (x->y < y->y) - (x->y > y->y);
}

void pages_settle(struct pages *p, bool with_sections)
{
	p->with_sections = with_sections;
	qsort(p->places, p->n_places, sizeof *p->places, place_cmp);
}

static const struct place *place_find(const struct pages *p, uint64_t hash)
{
	size_t low = 0, high = p->n_places;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (p->places[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->n_places && p->places[low].hash == hash ? &p->places[low] : NULL;
}

bool pages_find(const struct pages *p, int entry, struct str fragment, int *page, double *y)
{
	const struct place *at = place_find(p, place_hash(entry, fragment));
	if (!at && fragment.len)
		at = place_find(p, place_hash(entry, STR_NONE));
	if (!at)
		return false;
	*page = at->page;
	*y = (double)at->y;
	return true;
}
