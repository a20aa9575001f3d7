/* deflate.c - the only file that knows libdeflate: whole buffers in, whole buffers out. */
#include "output/deflate.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

struct deflater {
	struct libdeflate_compressor *compressor;
};

struct deflater *deflater_new(int level)
{
	struct deflater *d = mem_alloc(sizeof *d);
	d->compressor = libdeflate_alloc_compressor(level);
	if (!d->compressor) {
		fputs("designconv: out of memory\n", stderr);
		exit(1);
	}
	return d;
}

void deflater_free(struct deflater *d)
{
	if (!d)
		return;
	libdeflate_free_compressor(d->compressor);
	free(d);
}

/* The bound is never too small, so a result of 0 cannot be. */
void deflate_raw(struct deflater *d, struct str bytes, struct buf *out)
{
	size_t bound = libdeflate_deflate_compress_bound(d->compressor, bytes.len);
	char *into = buf_reserve(out, bound);
	out->len += libdeflate_deflate_compress(d->compressor, bytes.p, bytes.len, into, bound);
}

void deflate_zlib(struct deflater *d, struct str bytes, struct buf *out)
{
	size_t bound = libdeflate_zlib_compress_bound(d->compressor, bytes.len);
	char *into = buf_reserve(out, bound);
	out->len += libdeflate_zlib_compress(d->compressor, bytes.p, bytes.len, into, bound);
}

uint32_t deflate_crc32(uint32_t crc, struct str bytes)
{
	return libdeflate_crc32(crc, bytes.p ? bytes.p : "", bytes.len);
}
