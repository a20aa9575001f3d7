/* zip.c - the only file that knows libzip.
 *
 * libzip writes an archive through a "source" and takes each entry from another. Both are ours:
 * entry_source hands out bytes that are deflated already (it says so in its ZIP_SOURCE_STAT, with
 * checksum and both sizes, and libzip then copies them as they are); sink_source takes what libzip
 * writes to a sink, going back to patch headers. */
#include "output/zip.h"

#include "base/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <zip.h>

struct zip_item {
	struct zip_writer *writer;
	uint64_t at, packed_size; /* [byte] in the spool */
	uint64_t size;
	uint64_t read; /* [byte] handed out so far */
	uint32_t crc;
	bool deflated;
	int rank;
	char *name;
};

struct zip_writer {
	struct spool spool;
	struct zip_item *items;
	size_t n, cap;
	struct deflate_stream *stream; /* of the entry that is being added to; it is the last item */
	struct buf packed;             /* what the stream gave */
};

/* The book's files wait in a spool of their own; most of memory is for the feed's bodies [byte]. */
enum { SPOOL_THRESHOLD = 4 << 20 };

struct target {
	struct sink *sink;
	uint64_t end, at; /* [byte] */
	zip_error_t error;
};

/* 1980-01-01, noon: the earliest day a ZIP file knows, at an hour every time zone has. */
enum { DOS_TIME = 12 << 11, DOS_DATE = 1 << 5 | 1 };

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

void zip_writer_begin(struct zip_writer *w, int rank, struct str name)
{
	new_item(w, rank, name)->deflated = true;
	w->stream = deflate_stream_new(6);
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

static zip_int64_t stat_entry(const struct zip_item *item, struct zip_stat *st)
{
	zip_stat_init(st);
	st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
	st->size = item->size;
	st->comp_size = item->packed_size;
	st->crc = item->crc;
	st->comp_method = item->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
	return sizeof *st;
}

static zip_int64_t entry_source(void *user, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
	struct zip_item *item = user;
	switch (command) {
	case ZIP_SOURCE_OPEN:
		item->read = 0;
		return 0;
	case ZIP_SOURCE_READ: {
		uint64_t left = item->packed_size - item->read;
		size_t n = (size_t)(len < left ? len : left);
		if (!spool_read(&item->writer->spool, item->at + item->read, n, data))
			return -1;
		item->read += n;
		return (zip_int64_t)n;
	}
	case ZIP_SOURCE_STAT:
		return stat_entry(item, data);
	case ZIP_SOURCE_ERROR: {
		int codes[2] = { ZIP_ER_READ, EIO };
		memcpy(data, codes, sizeof codes);
		return sizeof codes;
	}
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
			ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default: /* libzip's commands, not ours: it may add more */
		return -1;
	}
}

static void write_at(struct target *t, const char *bytes, uint64_t n)
{
	uint64_t old = t->end - t->at < n ? t->end - t->at : n;
	if (old)
		sink_patch(t->sink, t->at, bytes, (size_t)old);
	sink_put(t->sink, bytes + old, (size_t)(n - old));
	t->at += n;
	if (t->at > t->end)
		t->end = t->at;
}

static zip_int64_t sink_source(void *user, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
	struct target *t = user;
	switch (command) {
	case ZIP_SOURCE_STAT: /* there is no archive yet */
		zip_error_set(&t->error, ZIP_ER_READ, ENOENT);
		return -1;
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&t->error, data, len);
	case ZIP_SOURCE_WRITE:
		write_at(t, data, len);
		return (zip_int64_t)len;
	case ZIP_SOURCE_SEEK_WRITE: {
		zip_int64_t at = zip_source_seek_compute_offset(t->at, t->end, data, len, &t->error);
		if (at < 0)
			return -1;
		t->at = (uint64_t)at;
		return 0;
	}
	case ZIP_SOURCE_TELL_WRITE:
		return (zip_int64_t)t->at;
	case ZIP_SOURCE_BEGIN_WRITE:
	case ZIP_SOURCE_COMMIT_WRITE:
	case ZIP_SOURCE_ROLLBACK_WRITE:
	case ZIP_SOURCE_FREE:
		return 0;
	case ZIP_SOURCE_SUPPORTS:
		return ZIP_SOURCE_SUPPORTS_WRITABLE;
	default:
		zip_error_set(&t->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

static bool add_item(zip_t *archive, struct zip_item *item)
{
	zip_source_t *source = zip_source_function(archive, entry_source, item);
	if (!source)
		return false;
	zip_int64_t i = zip_file_add(archive, item->name, source, ZIP_FL_ENC_UTF_8);
	if (i < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_file_set_dostime(archive, (zip_uint64_t)i, DOS_TIME, DOS_DATE, 0) == 0 &&
		(item->deflated || zip_set_file_compression(archive, (zip_uint64_t)i, ZIP_CM_STORE, 0) == 0);
}

static int by_rank(const void *a, const void *b)
{
	const struct zip_item *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at; /* put later: further on in the spool */
}

static bool write_all(struct zip_writer *w, struct sink *sink, struct buf *why)
{
	struct target target = { .sink = sink };
	zip_error_init(&target.error);
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_function_create(sink_source, &target, &error);
	zip_t *archive = source ? zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
	bool well = archive != NULL;
	qsort(w->items, w->n, sizeof *w->items, by_rank);
	for (size_t i = 0; i < w->n && well; i++) {
		w->items[i].writer = w;
		well = add_item(archive, &w->items[i]);
	}
	if (well && zip_close(archive) != 0)
		well = false;
	if (!well) {
		buf_puts(why, archive ? zip_strerror(archive) : zip_error_strerror(&error));
		if (archive)
			zip_discard(archive);
		else if (source)
			zip_source_free(source);
	}
	zip_error_fini(&error);
	zip_error_fini(&target.error);
	return well;
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
