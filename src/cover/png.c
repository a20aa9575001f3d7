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

void png_put(struct buf *png, int width, int height, const unsigned char *palette, struct str rows,
	     struct deflater *deflater)
{
	struct buf data;
	buf_init(&data);
	put_u32(&data, (uint32_t)width);
	put_u32(&data, (uint32_t)height);
	buf_put(&data, "\2\3\0\0\0", 5); /* 2 bits, palette, deflate, filters by row, not interlaced */
	buf_put(png, "\x89PNG\r\n\x1A\n", 8);
	put_chunk(png, "IHDR", buf_str(&data));
	put_chunk(png, "PLTE", (struct str){ (const char *)palette, 12 });
	buf_clear(&data);
	deflate_zlib(deflater, rows, &data);
	put_chunk(png, "IDAT", buf_str(&data));
	put_chunk(png, "IEND", STR_NONE);
	buf_done(&data);
}
