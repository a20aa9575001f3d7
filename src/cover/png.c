/* png.c - the least of a PNG file: a palette of four colours, pixels of two bits. */
#include "cover/cover.h"

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

/* Each row becomes what it differs by from the one above (ISO 15948, filter 2): mostly nothing. */
static void filter_up(unsigned char *rows, int height, size_t row_bytes)
{
	const uint64_t high = 0x8080808080808080; /* of eight bytes at a time: no borrow passes these bits */
	for (unsigned char *row = rows + row_bytes * (size_t)(height - 1); row > rows; row -= row_bytes) {
		size_t i = 1;
		for (uint64_t a, b; i + sizeof a <= row_bytes; i += sizeof a) {
			memcpy(&a, row + i, sizeof a);
			memcpy(&b, row + i - row_bytes, sizeof b);
			a = ((a | high) - (b & ~high)) ^ ((a ^ ~b) & high);
			memcpy(row + i, &a, sizeof a);
		}
		for (; i < row_bytes; i++)
			row[i] = (unsigned char)(row[i] - row[i - row_bytes]);
		row[0] = 2;
	}
	rows[0] = 2;
}

void png_put(struct buf *png, int width, int height, const unsigned char *palette, unsigned char *rows)
{
	enum { LEVEL = 5 }; /* beyond it a cover takes half again as long and is 3 % smaller */
	struct deflater *deflater = deflater_new(LEVEL);
	size_t row_bytes = (size_t)width / 4 + 1;
	struct buf data;
	buf_init(&data);
	put_u32(&data, (uint32_t)width);
	put_u32(&data, (uint32_t)height);
	buf_put(&data, "\2\3\0\0\0", 5); /* 2 bits, palette, deflate, filters by row, not interlaced */
	buf_put(png, "\x89PNG\r\n\x1A\n", 8);
	put_chunk(png, "IHDR", buf_str(&data));
	put_chunk(png, "PLTE", (struct str){ (const char *)palette, 12 });
	buf_clear(&data);
	filter_up(rows, height, row_bytes);
	deflate_zlib(deflater, (struct str){ (const char *)rows, row_bytes * (size_t)height }, &data);
	put_chunk(png, "IDAT", buf_str(&data));
	put_chunk(png, "IEND", STR_NONE);
	buf_done(&data);
	deflater_free(deflater);
}
