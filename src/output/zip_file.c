/* zip_file.c - the module that knows libzip, which would load libcrypto into every run.
 *
 * libzip writes an archive through a "source" and takes each entry from another. Both are ours:
 * entry_source hands out bytes that are deflated already (it says so in its ZIP_SOURCE_STAT, with
 * checksum and both sizes, and libzip then copies them as they are); sink_source takes what libzip
 * writes to a sink, going back to patch headers. */
#include "output/zip_file.h"

#include <errno.h>
#include <stdlib.h>
#include <zip.h>

/* An entry on its way. */
struct entry {
	const struct zip_item *item;
	const struct spool *spool;
	uint64_t read; /* [byte] handed out so far */
};

struct target {
	struct sink *sink;
	uint64_t end, at; /* [byte] */
	zip_error_t error;
};

/* 1980-01-01, noon: the earliest day a ZIP file knows, at an hour every time zone has. */
enum { DOS_TIME = 12 << 11, DOS_DATE = 1 << 5 | 1 };

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
	struct entry *e = user;
	const struct zip_item *item = e->item;
	switch (command) {
	case ZIP_SOURCE_OPEN:
		e->read = 0;
		return 0;
	case ZIP_SOURCE_READ: {
		uint64_t left = item->packed_size - e->read;
		size_t n = (size_t)(len < left ? len : left);
		if (!spool_read(e->spool, item->at + e->read, n, data))
			return -1;
		e->read += n;
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

static bool add_entry(zip_t *archive, struct entry *e)
{
	const struct zip_item *item = e->item;
	zip_source_t *source = zip_source_function(archive, entry_source, e);
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

static bool write_file(const struct zip_item *items, size_t n, const struct spool *spool, struct sink *sink,
		       struct buf *why)
{
	struct target target = { .sink = sink };
	zip_error_init(&target.error);
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_function_create(sink_source, &target, &error);
	zip_t *archive = source ? zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
	bool well = archive != NULL;
	struct entry *entries = mem_alloc(mem_product(n ? n : 1, sizeof *entries));
	for (size_t i = 0; i < n && well; i++) {
		entries[i] = (struct entry){ .item = &items[i], .spool = spool };
		well = add_entry(archive, &entries[i]);
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
	free(entries);
	zip_error_fini(&error);
	zip_error_fini(&target.error);
	return well;
}

MODULE_TABLE const struct zip_file module_zip = { .module = { MODULE_MARK }, .write = write_file };
