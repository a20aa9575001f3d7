/* zip_plain.c - a ZIP file without Zip64 (APPNOTE 6.3 §4.3): headers of fixed length around bytes that
 * are packed already. To the byte what libzip writes, which a test compares; libzip has to load
 * libcrypto, and that takes a tenth of the time that a book does. */
#include "output/zip_file.h"

enum { STORED = 0, DEFLATED = 8, NAME_MOST = 1024, BLOCK = 64 << 10 };
/* The versions of APPNOTE that are needed and that it was made by, on Unix; a regular file, mode 666. */
enum { NEEDS_STORED = 10, NEEDS_DEFLATED = 20, MADE_BY = 3 << 8 | 63 };
static const uint32_t attributes = 0100666u << 16;

enum { LOCAL = 30, CENTRAL = 46 }; /* headers without the name [byte] */

static bool is_ascii(const char *name)
{
	while (*name && (unsigned char)*name < 0x80)
		name++;
	return !*name;
}

bool zip_plain_fits(const struct zip_item *items, size_t n)
{
	uint64_t all = 0;
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(items[i].name);
		if (items[i].size >= UINT32_MAX || len > NAME_MOST || !is_ascii(items[i].name))
			return false;
		all += items[i].packed_size + LOCAL + CENTRAL + 2 * len;
	}
	return n < UINT16_MAX && all < UINT32_MAX;
}

static void put(struct buf *b, uint64_t value, int bytes)
{
	for (; bytes--; value >>= 8)
		buf_putc(b, (char)(value & 0xFF));
}

/* What both headers of an entry have in common. */
static void put_entry(struct buf *b, const struct zip_item *item)
{
	put(b, item->deflated ? NEEDS_DEFLATED : NEEDS_STORED, 2);
	put(b, 0, 2); /* flags */
	put(b, item->deflated ? DEFLATED : STORED, 2);
	put(b, ZIP_TIME, 2);
	put(b, ZIP_DATE, 2);
	put(b, item->crc, 4);
	put(b, item->packed_size, 4);
	put(b, item->size, 4);
	put(b, strlen(item->name), 2);
	put(b, 0, 2); /* extra field */
}

static void put_central(struct buf *b, const struct zip_item *item, uint64_t at)
{
	buf_puts(b, "PK\1\2");
	put(b, MADE_BY, 2);
	put_entry(b, item);
	put(b, 0, 6); /* comment, disk, internal attributes */
	put(b, attributes, 4);
	put(b, at, 4);
	buf_puts(b, item->name);
}

/* False: the spool could not be read. */
static bool copy(const struct spool *spool, const struct zip_item *item, struct sink *sink, struct buf *block)
{
	for (uint64_t done = 0; done < item->packed_size;) {
		uint64_t left = item->packed_size - done;
		size_t n = left < BLOCK ? (size_t)left : BLOCK;
		buf_clear(block);
		if (!spool_read(spool, item->at + done, n, buf_reserve(block, n)))
			return false;
		sink_put(sink, block->p, n);
		done += n;
	}
	return true;
}

bool zip_plain_write(const struct zip_item *items, size_t n, const struct spool *spool, struct sink *sink)
{
	struct buf block, central;
	uint64_t start = sink_tell(sink);
	bool well = true;
	buf_init(&block);
	buf_init(&central);
	for (size_t i = 0; i < n && well; i++) {
		put_central(&central, &items[i], sink_tell(sink) - start);
		buf_clear(&block);
		buf_puts(&block, "PK\3\4");
		put_entry(&block, &items[i]);
		buf_puts(&block, items[i].name);
		sink_put(sink, block.p, block.len);
		well = copy(spool, &items[i], sink, &block);
	}
	uint64_t at = sink_tell(sink) - start, size = central.len;
	buf_puts(&central, "PK\5\6");
	put(&central, 0, 4); /* disks */
	put(&central, n, 2);
	put(&central, n, 2);
	put(&central, size, 4);
	put(&central, at, 4);
	put(&central, 0, 2); /* comment */
	sink_put(sink, central.p, central.len);
	buf_done(&block);
	buf_done(&central);
	return well;
}
