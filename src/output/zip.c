/* zip.c - entries packed on any thread wait in a spool, until the file is written (zip_file.c). */
#include "output/zip_file.h"

#include <stdlib.h>

struct zip_writer {
	struct spool spool;
	struct zip_item *items;
	size_t n, cap;
	struct deflate_stream *stream; /* of the entry that is being added to; it is the last item */
	struct buf packed;             /* what the stream gave */
};

/* The book's files wait in a spool of their own; most of memory is for the feed's bodies [byte]. */
enum { SPOOL_THRESHOLD = 4 << 20 };

void packed_init(struct packed *p, struct deflater *d, struct str bytes)
{
	*p = (struct packed){ .size = bytes.len, .crc = deflate_crc32(0, bytes) };
	buf_init(&p->bytes);
	if (d)
		deflate_raw(d, bytes, &p->bytes);
	p->deflated = d && p->bytes.len < bytes.len;
	if (!p->deflated) {
		buf_clear(&p->bytes);
		buf_put_str(&p->bytes, bytes);
	}
}

void packed_done(struct packed *p)
{
	buf_done(&p->bytes);
}

struct zip_writer *zip_writer_open(void)
{
	struct zip_writer *w = mem_alloc(sizeof *w);
	spool_init_for(&w->spool, SPOOL_THRESHOLD);
	return w;
}

static struct zip_item *new_item(struct zip_writer *w, int rank, struct str name)
{
	mem_grow(&w->items, &w->cap, w->n + 1, sizeof *w->items);
	char *copy = mem_alloc(name.len + 1);
	memcpy(copy, name.p, name.len);
	struct zip_item *item = &w->items[w->n++];
	*item = (struct zip_item){ .at = w->spool.size, .rank = rank, .name = copy };
	return item;
}

void zip_writer_put(struct zip_writer *w, int rank, struct str name, const struct packed *p)
{
	struct zip_item *item = new_item(w, rank, name);
	spool_put(&w->spool, buf_str(&p->bytes));
	item->packed_size = p->bytes.len;
	item->size = p->size;
	item->crc = p->crc;
	item->deflated = p->deflated;
}

/* Of zlib's: a list of contents of 4 MB takes 13 ms where level 6 takes 33, and is a twelfth larger. */
enum { STREAM_LEVEL = 3 };

void zip_writer_begin(struct zip_writer *w, int rank, struct str name)
{
	new_item(w, rank, name)->deflated = true;
	w->stream = deflate_stream_new(STREAM_LEVEL);
}

static void add_piece(struct zip_writer *w, struct str bytes, bool last)
{
	struct zip_item *item = &w->items[w->n - 1];
	item->crc = deflate_crc32(item->crc, bytes);
	item->size += bytes.len;
	deflate_stream_put(w->stream, bytes, last, &w->packed);
	item->packed_size += w->packed.len;
	spool_put(&w->spool, buf_str(&w->packed));
	buf_clear(&w->packed);
}

void zip_writer_add(struct zip_writer *w, struct str bytes)
{
	add_piece(w, bytes, false);
}

void zip_writer_end(struct zip_writer *w)
{
	add_piece(w, STR_NONE, true);
	deflate_stream_free(w->stream);
	w->stream = NULL;
}

static int by_rank(const void *a, const void *b)
{
	const struct zip_item *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at; /* put later: further on in the spool */
}

/* A test's program has it linked in. */
extern const struct zip_file module_zip __attribute__((weak));

static bool write_all(struct zip_writer *w, struct sink *sink, struct buf *why)
{
	const struct zip_file *file = &module_zip ? &module_zip : libexec_load("zip", why);
	qsort(w->items, w->n, sizeof *w->items, by_rank);
	return file && file->write(w->items, w->n, &w->spool, sink, why);
}

bool zip_writer_close(struct zip_writer *w, struct sink *sink, struct buf *why)
{
	bool well = true;
	if (sink && w->spool.error) {
		well = false;
		buf_puts(why, "temporary file: ");
		buf_puts(why, strerror(w->spool.error));
	} else if (sink) {
		well = write_all(w, sink, why);
	}
	for (size_t i = 0; i < w->n; i++)
		free(w->items[i].name);
	free(w->items);
	spool_done(&w->spool);
	deflate_stream_free(w->stream);
	buf_done(&w->packed);
	free(w);
	return well;
}
