/* deflate.c - the only file that knows libdeflate: whole buffers in, whole buffers out. What is too
 * long for that goes through zlib, which can do it piece by piece. */
#include "output/deflate.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

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

/* ---- piece by piece ---------------------------------------------------------------------------- */

struct deflate_stream {
	z_stream z;
};

static struct deflate_stream *open_stream(int level, int window_bits, int strategy)
{
	struct deflate_stream *s = mem_alloc(sizeof *s);
	if (deflateInit2(&s->z, level, Z_DEFLATED, window_bits, 8, strategy) != Z_OK) {
		fputs("designconv: out of memory\n", stderr);
		exit(1);
	}
	return s;
}

struct deflate_stream *deflate_stream_new(int level)
{
	return open_stream(level, -MAX_WBITS, Z_DEFAULT_STRATEGY);
}

struct deflate_stream *deflate_stream_of_runs(void)
{
	return open_stream(1, MAX_WBITS, Z_RLE);
}

void deflate_stream_put(struct deflate_stream *s, struct str piece, bool last, struct buf *out)
{
	enum { ROOM = 64 << 10 };
	int state = Z_OK;
	s->z.next_in = (Bytef *)(uintptr_t)piece.p;
	s->z.avail_in = (uInt)piece.len; /* pieces are far below 4 GB */
	do {
		s->z.next_out = (Bytef *)buf_reserve(out, ROOM);
		s->z.avail_out = ROOM;
		state = deflate(&s->z, last ? Z_FINISH : Z_NO_FLUSH);
		out->len += ROOM - s->z.avail_out;
	} while (last ? state != Z_STREAM_END : s->z.avail_in > 0);
}

void deflate_stream_free(struct deflate_stream *s)
{
	if (!s)
		return;
	deflateEnd(&s->z);
	free(s);
}
