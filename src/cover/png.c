/* png.c - the least of a PNG file: a palette of four colours, pixels of two bits. */
#include "cover/cover.h"

#include <stdlib.h>

static void put_u32(struct buf *b, uint32_t v)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_putc(b, (char)(v >> shift & 0xFF));
}

static void put_chunk(struct buf *b, const char *type, struct str data)
{
	put_u32(b, (uint32_t)data.len);
	uint32_t crc = deflate_crc32(deflate_crc32(0, str_from_c(type)), data);
	buf_puts(b, type);
	buf_put_str(b, data);
	put_u32(b, crc);
}

void png_begin(struct png *p, struct buf *out, int width, int height, const unsigned char *palette)
{
	struct buf data;
	*p = (struct png){ .out = out, .row_bytes = (size_t)width / 4, .stream = deflate_stream_of_runs() };
	p->above = mem_alloc(p->row_bytes);
	buf_init(&data);
	put_u32(&data, (uint32_t)width);
	put_u32(&data, (uint32_t)height);
	buf_put(&data, "\2\3\0\0\0", 5); /* 2 bits, palette, deflate, filters by row, not interlaced */
	buf_put(out, "\x89PNG\r\n\x1A\n", 8);
	put_chunk(out, "IHDR", buf_str(&data));
	put_chunk(out, "PLTE", (struct str){ (const char *)palette, 12 });
	buf_done(&data);
}

/* What the row differs by from the one above (ISO 15948, filter 2): mostly nothing. */
static void put_filtered(struct buf *b, const unsigned char *row, const unsigned char *above, size_t n)
{
	const uint64_t high = 0x8080808080808080; /* of eight bytes at a time: no borrow passes these bits */
	unsigned char *to = (unsigned char *)buf_reserve(b, n + 1);
	size_t i = 0;
	b->len += n + 1;
	*to++ = 2;
	for (uint64_t x, y; i + sizeof x <= n; i += sizeof x) {
		memcpy(&x, row + i, sizeof x);
		memcpy(&y, above + i, sizeof y);
		x = ((x | high) - (y & ~high)) ^ ((x ^ ~y) & high);
		memcpy(to + i, &x, sizeof x);
	}
	for (; i < n; i++)
		to[i] = (unsigned char)(row[i] - above[i]);
}

void png_row(struct png *p, const unsigned char *row)
{
	enum { PIECE = 16 << 10 };
	put_filtered(&p->rows, row, p->above, p->row_bytes);
	memcpy(p->above, row, p->row_bytes);
	if (p->rows.len < PIECE)
		return;
	deflate_stream_put(p->stream, buf_str(&p->rows), false, &p->packed);
	buf_clear(&p->rows);
}

void png_end(struct png *p)
{
	deflate_stream_put(p->stream, buf_str(&p->rows), true, &p->packed);
	put_chunk(p->out, "IDAT", buf_str(&p->packed));
	put_chunk(p->out, "IEND", STR_NONE);
	deflate_stream_free(p->stream);
	buf_done(&p->rows);
	buf_done(&p->packed);
	free(p->above);
}
