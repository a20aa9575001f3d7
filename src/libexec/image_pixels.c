/* image_pixels.c - what is done to decoded pixels: turned upright, averaged down, written as PNG,
 * JPEG or bare. Always the same bytes for the same picture. */
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "libexec/image_part.h"

bool picture_make(struct picture *p, int width, int height)
{
	if (width <= 0 || height <= 0 || (int64_t)width * height > IMAGE_MOST_PIXELS)
		return false;
	p->width = width;
	p->height = height;
	p->rgba = calloc((size_t)width * (size_t)height, 4);
	return p->rgba != NULL;
}

void picture_free(struct picture *p)
{
	free(p->rgba);
	p->rgba = NULL;
}

static unsigned char *pixel(const struct picture *p, int x, int y)
{
	return p->rgba + ((size_t)y * (size_t)p->width + (size_t)x) * 4;
}

/* EXIF 2.3, table 6: orientations 2, 4, 5, 7 are mirrored, 5 to 8 lie on their side. */
void picture_turn(struct picture *p, int orientation)
{
	struct picture to = { 0 };
	bool side = orientation >= 5;
	if (orientation < 2 || orientation > 8 ||
	    !picture_make(&to, side ? p->height : p->width, side ? p->width : p->height))
		return;
	bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
	bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
	for (int y = 0; y < to.height; y++)
		for (int x = 0; x < to.width; x++) {
			int from_x = side ? y : x, from_y = side ? x : y;
			if (from_right)
				from_x = p->width - 1 - from_x;
			if (from_bottom)
				from_y = p->height - 1 - from_y;
			memcpy(pixel(&to, x, y), pixel(p, from_x, from_y), 4);
		}
	to.damaged = p->damaged;
	picture_free(p);
	*p = to;
}

/* One pixel is the mean of the block it stands for, colours weighed by their opacity. */
static void average(const struct picture *p, int x0, int x1, int y0, int y1, unsigned char *to)
{
	uint64_t colour[3] = { 0 }, alpha = 0, n = (uint64_t)(x1 - x0) * (uint64_t)(y1 - y0);
	for (int y = y0; y < y1; y++)
		for (int x = x0; x < x1; x++) {
			const unsigned char *from = pixel(p, x, y);
			alpha += from[3];
			for (int i = 0; i < 3; i++)
				colour[i] += (uint64_t)from[i] * from[3];
		}
	for (int i = 0; i < 3; i++)
		to[i] = (unsigned char)(alpha ? (colour[i] + alpha / 2) / alpha : 0);
	to[3] = (unsigned char)((alpha + n / 2) / n);
}

void picture_shrink(struct picture *p, int most_pixels)
{
	struct picture to = { 0 };
	int64_t pixels = (int64_t)p->width * p->height;
	if (most_pixels <= 0 || pixels <= most_pixels)
		return;
	int64_t width = p->width, height = p->height;
	while (width * height > most_pixels && width > 1) { /* the side, by thousandths: at most 7,000 rounds */
		width -= width / 1000 + 1;
		height = (int64_t)p->height * width / p->width;
		height = height < 1 ? 1 : height;
	}
	if (!picture_make(&to, (int)width, (int)height))
		return;
	for (int y = 0; y < to.height; y++)
		for (int x = 0; x < to.width; x++)
			average(p, (int)((int64_t)x * p->width / to.width),
				(int)(((int64_t)x + 1) * p->width / to.width),
				(int)((int64_t)y * p->height / to.height),
				(int)(((int64_t)y + 1) * p->height / to.height), pixel(&to, x, y));
	to.damaged = p->damaged;
	picture_free(p);
	*p = to;
}

void picture_find_alpha(struct picture *p)
{
	size_t n = (size_t)p->width * (size_t)p->height;
	p->alpha = false;
	for (size_t i = 0; i < n && !p->alpha; i++)
		p->alpha = p->rgba[i * 4 + 3] != 255;
}

/* ---- writing -------------------------------------------------------------------------- */

void picture_put_pixels(const struct picture *p, struct buf *out)
{
	size_t n = (size_t)p->width * (size_t)p->height;
	char *to = buf_reserve(out, n * 4);
	for (size_t i = 0; i < n; i++, to += 3)
		memcpy(to, p->rgba + i * 4, 3);
	for (size_t i = 0; i < n && p->alpha; i++)
		*to++ = (char)p->rgba[i * 4 + 3];
	out->len += n * (p->alpha ? 4 : 3);
}

/* Three bytes a pixel where none is transparent. */
static unsigned char *opaque_copy(const struct picture *p)
{
	size_t n = (size_t)p->width * (size_t)p->height;
	unsigned char *rgb = mem_alloc(n * 3);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < 3; k++) {
			int alpha = p->rgba[i * 4 + 3];
			rgb[i * 3 + k] = (unsigned char)((p->rgba[i * 4 + k] * alpha + 255 * (255 - alpha)) / 255);
		}
	return rgb;
}

bool picture_put_png(const struct picture *p, struct buf *out)
{
	png_image image = { .version = PNG_IMAGE_VERSION,
			    .width = (png_uint_32)p->width,
			    .height = (png_uint_32)p->height,
			    .format = p->alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB };
	unsigned char *rgb = p->alpha ? NULL : opaque_copy(p);
	const void *pixels = rgb ? rgb : p->rgba;
	png_alloc_size_t room = PNG_IMAGE_PNG_SIZE_MAX(image);
	bool good = png_image_write_to_memory(&image, buf_reserve(out, room), &room, 0, pixels, 0, NULL);
	if (good)
		out->len += room;
	free(rgb);
	return good;
}

struct jpeg_trouble {
	struct jpeg_error_mgr manager;
	jmp_buf escape;
};

static void jpeg_fail(j_common_ptr jpeg)
{
	longjmp(((struct jpeg_trouble *)jpeg->err)->escape, 1);
}

bool picture_put_jpeg(const struct picture *p, struct buf *out)
{
	enum { QUALITY = 85 };
	struct jpeg_compress_struct jpeg = { 0 };
	struct jpeg_trouble trouble;
	unsigned char *bytes = NULL;
	unsigned long n = 0;
	unsigned char *rgb = opaque_copy(p);
	jpeg.err = jpeg_std_error(&trouble.manager);
	trouble.manager.error_exit = jpeg_fail;
	bool good = !setjmp(trouble.escape);
	if (good) {
		jpeg_create_compress(&jpeg);
		jpeg_mem_dest(&jpeg, &bytes, &n);
		jpeg.image_width = (JDIMENSION)p->width;
		jpeg.image_height = (JDIMENSION)p->height;
		jpeg.input_components = 3;
		jpeg.in_color_space = JCS_RGB;
		jpeg_set_defaults(&jpeg);
		jpeg_set_quality(&jpeg, QUALITY, TRUE);
		jpeg_start_compress(&jpeg, TRUE);
		while (jpeg.next_scanline < jpeg.image_height) {
			JSAMPROW row = rgb + (size_t)jpeg.next_scanline * (size_t)p->width * 3;
			jpeg_write_scanlines(&jpeg, &row, 1);
		}
		jpeg_finish_compress(&jpeg);
		buf_put(out, bytes, n);
	}
	jpeg_destroy_compress(&jpeg);
	free(bytes);
	free(rgb);
	return good;
}
