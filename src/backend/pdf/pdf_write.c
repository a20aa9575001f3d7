/* pdf_write.c - object numbers, offsets and the cross-reference streams. Offsets are 64 bits wide and
 * ours (libharu's stop at 2 GiB). Objects usually come in runs of rising numbers; a run, not an
 * object, is what is remembered. */
#include "backend/pdf/pdf_write.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

struct run {
	uint32_t first, n;
	bool packed;
	uint32_t index; /* packed: of the first object in its object stream */
	uint64_t at;    /* offset [byte], or the object stream's number */
};

struct pdf_file {
	struct sink *sink;
	uint32_t next; /* object number */
	struct run *runs;
	size_t n_runs, cap_runs;
	struct pdf_pack open; /* small objects of the main thread */
	struct deflater *deflater;
	struct pdf_heap *heap; /* for its own dictionaries */
	struct buf scratch;
	struct hash_state id;
};

/* ---- bytes ----------------------------------------------------------------------------- */

/* The ID feeds on checksums: as good as the bytes themselves and a hundred times quicker. */
static void put(struct pdf_file *f, struct str bytes)
{
	uint32_t crc[2] = { deflate_crc32(0, bytes), (uint32_t)bytes.len };
	hash_feed(&f->id, (struct str){ (const char *)crc, sizeof crc });
	if (f->sink)
		sink_put_str(f->sink, bytes);
}

static uint64_t here(const struct pdf_file *f) { return f->sink ? sink_tell(f->sink) : 0; }

struct pdf_file *pdf_file_open(struct sink *sink)
{
	struct pdf_file *f = mem_alloc(sizeof *f);
	f->sink = sink;
	f->next = 1;
	f->deflater = deflater_new(PDF_LEVEL);
	f->heap = pdf_heap_new();
	pdf_pack_init(&f->open);
	buf_init(&f->scratch);
	hash_begin(&f->id);
	put(f, STR("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
	return f;
}

void pdf_file_abandon(struct pdf_file *f)
{
	if (!f)
		return;
	deflater_free(f->deflater);
	pdf_heap_free(f->heap);
	pdf_pack_done(&f->open);
	buf_done(&f->scratch);
	free(f->runs);
	free(f);
}

uint32_t pdf_file_reserve(struct pdf_file *f, uint32_t n)
{
	uint32_t first = f->next;
	f->next += n;
	return first;
}

static void remember(struct pdf_file *f, struct run run)
{
	struct run *last = f->n_runs ? &f->runs[f->n_runs - 1] : NULL;
	if (last && run.packed && last->packed && last->at == run.at &&
	    last->first + last->n == run.first && last->index + last->n == run.index) {
		last->n += run.n;
		return;
	}
	mem_grow(&f->runs, &f->cap_runs, f->n_runs + 1, sizeof *f->runs);
	f->runs[f->n_runs++] = run;
}

/* ---- packs ----------------------------------------------------------------------------- */

void pdf_pack_init(struct pdf_pack *p)
{
	*p = (struct pdf_pack){ 0 };
	buf_init(&p->index);
	buf_init(&p->values);
	buf_init(&p->bytes);
}

void pdf_pack_done(struct pdf_pack *p)
{
	buf_done(&p->index);
	buf_done(&p->values);
	buf_done(&p->bytes);
	free(p->numbers);
	*p = (struct pdf_pack){ 0 };
}

static void pack_clear(struct pdf_pack *p)
{
	buf_clear(&p->index);
	buf_clear(&p->values);
	buf_clear(&p->bytes);
	p->n = 0;
}

void pdf_pack_add(struct pdf_pack *p, uint32_t number, struct str value)
{
	mem_grow(&p->numbers, &p->cap, p->n + 1, sizeof *p->numbers);
	p->numbers[p->n++] = number;
	buf_put_int(&p->index, number);
	buf_putc(&p->index, ' ');
	buf_put_int(&p->index, (int64_t)p->values.len);
	buf_putc(&p->index, ' ');
	buf_put_str(&p->values, value);
	buf_putc(&p->values, '\n');
}

void pdf_pack_close(struct pdf_pack *p, struct deflater *deflater)
{
	struct buf whole;
	buf_init(&whole);
	buf_put_str(&whole, buf_str(&p->index));
	buf_put_str(&whole, buf_str(&p->values));
	buf_clear(&p->bytes);
	deflate_zlib(deflater, buf_str(&whole), &p->bytes);
	buf_done(&whole);
}

void pdf_file_pack(struct pdf_file *f, const struct pdf_pack *p)
{
	if (!p->n)
		return;
	uint32_t number = pdf_file_reserve(f, 1);
	struct pdf_dict *d = pdf_dict_new(f->heap);
	pdf_dict_name(d, "Type", "ObjStm");
	pdf_dict_int(d, "N", (int64_t)p->n);
	pdf_dict_int(d, "First", (int64_t)p->index.len);
	pdf_dict_name(d, "Filter", "FlateDecode");
	pdf_file_stream(f, number, d, buf_str(&p->bytes));
	for (size_t i = 0; i < p->n; i++)
		remember(f, (struct run){ .first = p->numbers[i], .n = 1, .packed = true,
					  .index = (uint32_t)i, .at = number });
	pdf_heap_reset(f->heap);
}

static void flush(struct pdf_file *f)
{
	if (!f->open.n)
		return;
	pdf_pack_close(&f->open, f->deflater);
	pdf_file_pack(f, &f->open);
	pack_clear(&f->open);
}

/* ---- objects --------------------------------------------------------------------------- */

void pdf_file_object(struct pdf_file *f, uint32_t number, struct str value)
{
	pdf_pack_add(&f->open, number, value);
	if (f->open.n == PDF_PACK_FULL)
		flush(f);
}

void pdf_file_dict(struct pdf_file *f, uint32_t number, struct pdf_dict *d)
{
	buf_clear(&f->scratch);
	pdf_dict_write(d, &f->scratch);
	pdf_file_object(f, number, buf_str(&f->scratch));
}

static void put_head(struct buf *b, uint32_t number, struct pdf_dict *d, size_t length)
{
	buf_put_int(b, number);
	buf_puts(b, " 0 obj\n");
	pdf_dict_int(d, "Length", (int64_t)length);
	pdf_dict_write(d, b);
	buf_puts(b, "\nstream\r\n");
}

void pdf_stream_put(struct buf *b, uint32_t number, struct pdf_dict *d, struct str bytes)
{
	put_head(b, number, d, bytes.len);
	buf_put_str(b, bytes);
	buf_puts(b, "\nendstream\nendobj\n");
}

void pdf_file_stream(struct pdf_file *f, uint32_t number, struct pdf_dict *d, struct str bytes)
{
	remember(f, (struct run){ .first = number, .n = 1, .at = here(f) });
	buf_clear(&f->scratch);
	put_head(&f->scratch, number, d, bytes.len);
	put(f, buf_str(&f->scratch));
	put(f, bytes);
	put(f, STR("\nendstream\nendobj\n"));
}

void pdf_file_whole(struct pdf_file *f, uint32_t number, struct str object)
{
	remember(f, (struct run){ .first = number, .n = 1, .at = here(f) });
	put(f, object);
}

/* ---- the end --------------------------------------------------------------------------- */

static int run_cmp(const void *a, const void *b)
{
	const struct run *x = a, *y = b;
	return (x->first > y->first) - (x->first < y->first);
}

enum {
	ROW_MAX = 8, /* type 1, offset 5, index 2 [byte] */
	PART = 1 << 16, /* objects */
};

/* A part of the table: the objects [first, end), and the stream that holds it. */
struct part {
	struct buf bytes;
	unsigned char above[ROW_MAX];
	int width; /* of the middle field */
	uint32_t first, end, number;
	uint64_t at, before; /* this part's offset, that of the part before; 0: none */
};

/* One row, as the difference to the one above it (PNG's "up", predictor 12). */
static void put_row(struct part *r, int type, uint64_t middle, uint32_t last)
{
	unsigned char row[ROW_MAX];
	int n = 0;
	row[n++] = (unsigned char)type;
	for (int shift = 8 * (r->width - 1); shift >= 0; shift -= 8)
		row[n++] = (unsigned char)(middle >> shift);
	row[n++] = (unsigned char)(last >> 8);
	row[n++] = (unsigned char)last;
	buf_putc(&r->bytes, 2);
	for (int i = 0; i < n; i++) {
		buf_putc(&r->bytes, (char)(row[i] - r->above[i]));
		r->above[i] = row[i];
	}
}

/* `i`: the first run that reaches into the part; moves on to the next part's. */
static void put_rows(const struct pdf_file *f, struct part *r, size_t *i)
{
	uint32_t number = r->first;
	while (number < r->end) {
		const struct run *run = *i < f->n_runs ? &f->runs[*i] : NULL;
		if (!run || run->first > number) {
			put_row(r, 0, 0, number ? 0 : 65535); /* given to nothing */
			number++;
			continue;
		}
		uint32_t k = number - run->first;
		for (; k < run->n && number < r->end; k++, number++)
			put_row(r, run->packed ? 2 : 1, run->at, run->index + (run->packed ? k : 0));
		if (k < run->n)
			break;
		++*i;
	}
	put_row(r, 1, r->at, 0);
}

static struct pdf_dict *xref_dict(struct pdf_file *f, uint32_t root, uint32_t info, const struct hash *id,
				  const struct part *part)
{
	struct pdf_dict *d = pdf_dict_new(f->heap), *parms = pdf_dict_new(f->heap);
	struct pdf_array *w = pdf_array_new(f->heap), *ids = pdf_array_new(f->heap);
	struct pdf_array *index = pdf_array_new(f->heap);
	pdf_dict_name(d, "Type", "XRef");
	pdf_dict_int(d, "Size", f->next);
	pdf_array_int(w, 1);
	pdf_array_int(w, part->width);
	pdf_array_int(w, 2);
	pdf_dict_array(d, "W", w);
	pdf_array_int(index, part->first);
	pdf_array_int(index, part->end - part->first);
	pdf_array_int(index, part->number);
	pdf_array_int(index, 1);
	pdf_dict_array(d, "Index", index);
	if (part->before)
		pdf_dict_int(d, "Prev", (int64_t)part->before);
	pdf_dict_ref(d, "Root", root);
	pdf_dict_ref(d, "Info", info);
	pdf_array_bytes(ids, (struct str){ (const char *)id->byte, 16 });
	pdf_array_bytes(ids, (struct str){ (const char *)id->byte, 16 });
	pdf_dict_array(d, "ID", ids);
	pdf_dict_name(d, "Filter", "FlateDecode");
	pdf_dict_int(parms, "Predictor", 12);
	pdf_dict_int(parms, "Columns", part->width + 3);
	pdf_dict_dict(d, "DecodeParms", parms);
	return d;
}

/* The table in parts of so many objects, each naming the one before: all of it at once would be the
 * largest thing in memory. Returns the last part's offset. */
static uint64_t write_table(struct pdf_file *f, uint32_t root, uint32_t info)
{
	uint32_t objects = f->next, n = (objects + PART - 1) / PART;
	uint32_t number = pdf_file_reserve(f, n);
	struct hash id = hash_end(&f->id);
	struct part part = { 0 };
	struct buf packed;
	size_t run = 0;
	buf_init(&packed);
	buf_init(&part.bytes);
	qsort(f->runs, f->n_runs, sizeof *f->runs, run_cmp);
	for (uint32_t i = 0; i < n; i++) {
		part = (struct part){ .bytes = part.bytes, .width = 1, .first = i * PART, .number = number + i,
				      .end = objects - i * PART < PART ? objects : (i + 1) * PART,
				      .at = here(f), .before = part.at };
		buf_clear(&part.bytes);
		while (part.width < 5 && (part.at >> (8 * part.width) || f->next >> (8 * part.width)))
			part.width++;
		put_rows(f, &part, &run);
		buf_clear(&packed);
		deflate_zlib(f->deflater, buf_str(&part.bytes), &packed);
		struct pdf_dict *d = xref_dict(f, root, info, &id, &part);
		buf_clear(&f->scratch);
		pdf_stream_put(&f->scratch, part.number, d, buf_str(&packed));
		put(f, buf_str(&f->scratch));
		pdf_heap_reset(f->heap);
	}
	buf_done(&packed);
	buf_done(&part.bytes);
	return part.at;
}

bool pdf_file_close(struct pdf_file *f, uint32_t root, uint32_t info)
{
	flush(f);
	uint64_t at = write_table(f, root, info);
	buf_clear(&f->scratch);
	buf_puts(&f->scratch, "startxref\n");
	buf_put_int(&f->scratch, (int64_t)at);
	buf_puts(&f->scratch, "\n%%EOF\n");
	put(f, buf_str(&f->scratch));
	bool good = !pdf_heap_failed(f->heap);
	pdf_file_abandon(f);
	return good;
}
