/* image_raster.c - PNG, JPEG, GIF and WebP into 8-bit RGBA, each through its own library. */
#include <gif_lib.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include <jpeglib.h>

#include "libexec/image_part.h"

/* ---- PNG ------------------------------------------------------------------------------ */

/* libpng's simplified interface gets the passes of an interlaced 16-bit picture wrong (1.6.39). */
static void png_take(png_structp png, png_bytep into, png_size_t n)
{
	struct str *rest = png_get_io_ptr(png);
	if (n > rest->len)
		png_error(png, "cut off");
	memcpy(into, rest->p, n);
	*rest = str_sub(*rest, n, rest->len);
}

static void png_fail(png_structp png, png_const_charp what)
{
	(void)what;
	png_longjmp(png, 1);
}

static void png_say_nothing(png_structp png, png_const_charp what)
{
	(void)png, (void)what;
}

/* Whatever it is, as 8-bit RGBA; gamma is left alone, as it is where PDF holds the file undecoded. */
static void png_ask_rgba(png_structp png)
{
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
}

bool picture_from_png(struct str s, struct picture *p, const char **why)
{
	png_bytep *volatile rows = NULL;
	*why = "a damaged PNG picture";
	png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, png_say_nothing);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	bool good = info && !setjmp(png_jmpbuf(png));
	if (good) {
		png_set_read_fn(png, &s, png_take);
		png_read_info(png, info);
		png_ask_rgba(png);
		png_set_interlace_handling(png);
		png_read_update_info(png, info);
		size_t width = png_get_image_width(png, info), height = png_get_image_height(png, info);
		if (png_get_rowbytes(png, info) != width * 4 || !picture_make(p, (int)width, (int)height))
			png_error(png, "too large");
		rows = mem_alloc(mem_product(height, sizeof *rows));
		for (size_t y = 0; y < height; y++)
			rows[y] = p->rgba + y * width * 4;
		png_read_image(png, rows);
		png_read_end(png, NULL);
	}
	free((void *)rows);
	png_destroy_read_struct(&png, &info, NULL);
	return good;
}

/* ---- JPEG ----------------------------------------------------------------------------- */

struct jpeg_trouble {
	struct jpeg_error_mgr manager;
	jmp_buf escape;
};

static void jpeg_fail(j_common_ptr jpeg)
{
	longjmp(((struct jpeg_trouble *)jpeg->err)->escape, 1);
}

static void jpeg_say_nothing(j_common_ptr jpeg)
{
	(void)jpeg;
}

/* Adobe writes CMYK the other way round: 255 is no ink. */
static void put_row(struct picture *p, int row, const unsigned char *from, int components, bool inverted)
{
	unsigned char *to = p->rgba + (size_t)row * (size_t)p->width * 4;
	for (int x = 0; x < p->width; x++, to += 4, from += components) {
		for (int i = 0; i < 3; i++) {
			int value = components >= 3 ? from[i] : from[0];
			if (components == 4) {
				int ink = inverted ? from[i] : 255 - from[i];
				int black = inverted ? from[3] : 255 - from[3];
				value = ink * black / 255;
			}
			to[i] = (unsigned char)value;
		}
		to[3] = 255;
	}
}

bool picture_from_jpeg(struct str s, int most_pixels, struct picture *p, const char **why)
{
	struct jpeg_decompress_struct jpeg = { 0 };
	struct jpeg_trouble trouble;
	unsigned char *volatile row = NULL;
	*why = "a damaged JPEG picture";
	jpeg.err = jpeg_std_error(&trouble.manager);
	trouble.manager.error_exit = jpeg_fail;
	trouble.manager.output_message = jpeg_say_nothing;
	if (setjmp(trouble.escape)) {
		jpeg_destroy_decompress(&jpeg);
		free(row);
		return false;
	}
	jpeg_create_decompress(&jpeg);
	jpeg_mem_src(&jpeg, (const unsigned char *)s.p, (unsigned long)s.len);
	jpeg_read_header(&jpeg, TRUE);
	bool four = jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
	jpeg.out_color_space = four ? JCS_CMYK : jpeg.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
	int64_t pixels = (int64_t)jpeg.image_width * jpeg.image_height;
	while (most_pixels && jpeg.scale_denom < 8 &&
	       pixels / ((int64_t)jpeg.scale_denom * jpeg.scale_denom * 4) > most_pixels)
		jpeg.scale_denom *= 2;
	jpeg_start_decompress(&jpeg);
	if (!picture_make(p, (int)jpeg.output_width, (int)jpeg.output_height))
		jpeg_fail((j_common_ptr)&jpeg);
	row = mem_alloc((size_t)jpeg.output_width * (size_t)jpeg.output_components);
	while (jpeg.output_scanline < jpeg.output_height) {
		int y = (int)jpeg.output_scanline;
		JSAMPROW rows[] = { row };
		jpeg_read_scanlines(&jpeg, rows, 1);
		put_row(p, y, row, jpeg.output_components, jpeg.saw_Adobe_marker);
	}
	jpeg_finish_decompress(&jpeg);
	p->damaged = jpeg.err->num_warnings > 0;
	jpeg_destroy_decompress(&jpeg);
	free(row);
	return true;
}

/* ---- GIF: the first frame on its canvas ----------------------------------------------- */

static int gif_read(GifFileType *gif, GifByteType *into, int n)
{
	struct str *rest = gif->UserData;
	size_t take = (size_t)n < rest->len ? (size_t)n : rest->len;
	memcpy(into, rest->p, take);
	*rest = str_sub(*rest, take, rest->len);
	return (int)take;
}

static void put_frame(struct picture *p, const GifFileType *gif, const SavedImage *frame, int transparent)
{
	const GifImageDesc *d = &frame->ImageDesc;
	const ColorMapObject *map = d->ColorMap ? d->ColorMap : gif->SColorMap;
	for (int y = 0; y < d->Height; y++)
		for (int x = 0; x < d->Width; x++) {
			int to_x = x + d->Left, to_y = y + d->Top;
			int index = frame->RasterBits[(size_t)y * (size_t)d->Width + (size_t)x];
			if (to_x < 0 || to_y < 0 || to_x >= p->width || to_y >= p->height ||
			    index == transparent || !map || index >= map->ColorCount)
				continue;
			const GifColorType *c = &map->Colors[index];
			unsigned char *to = p->rgba + ((size_t)to_y * (size_t)p->width + (size_t)to_x) * 4;
			to[0] = c->Red, to[1] = c->Green, to[2] = c->Blue, to[3] = 255;
		}
}

/* Everything up to and with the first frame; DGifSlurp would read all of an animation. */
static bool read_frame(GifFileType *gif, int *transparent, bool *damaged)
{
	GifRecordType type;
	while (DGifGetRecordType(gif, &type) == GIF_OK && type != TERMINATE_RECORD_TYPE) {
		if (type == EXTENSION_RECORD_TYPE) {
			int code;
			GifByteType *block;
			if (DGifGetExtension(gif, &code, &block) != GIF_OK)
				return false;
			if (code == GRAPHICS_EXT_FUNC_CODE && block && block[0] >= 4 && block[1] & 1)
				*transparent = block[4];
			while (block)
				if (DGifGetExtensionNext(gif, &block) != GIF_OK)
					return false;
			continue;
		}
		if (type != IMAGE_DESC_RECORD_TYPE || DGifGetImageDesc(gif) != GIF_OK)
			return false;
		SavedImage *frame = &gif->SavedImages[gif->ImageCount - 1];
		int width = frame->ImageDesc.Width, height = frame->ImageDesc.Height;
		if (width <= 0 || height <= 0 || (int64_t)width * height > IMAGE_MOST_PIXELS)
			return false;
		frame->RasterBits = calloc((size_t)width, (size_t)height); /* giflib frees it */
		if (!frame->RasterBits)
			return false;
		static const int first[] = { 0, 4, 2, 1 }, step[] = { 8, 8, 4, 2 };
		for (int pass = 0; pass < (frame->ImageDesc.Interlace ? 4 : 1); pass++) {
			int by = frame->ImageDesc.Interlace ? step[pass] : 1;
			for (int y = frame->ImageDesc.Interlace ? first[pass] : 0; y < height; y += by)
				if (DGifGetLine(gif, frame->RasterBits + (size_t)y * (size_t)width, width) != GIF_OK) {
					*damaged = true;
					return y > 0;
				}
		}
		return true;
	}
	return false;
}

bool picture_from_gif(struct str s, struct picture *p, const char **why)
{
	int error, transparent = -1;
	*why = "a damaged GIF picture";
	GifFileType *gif = DGifOpen(&s, gif_read, &error);
	if (!gif)
		return false;
	bool good = read_frame(gif, &transparent, &p->damaged) && picture_make(p, gif->SWidth, gif->SHeight);
	if (good)
		put_frame(p, gif, &gif->SavedImages[0], transparent);
	DGifCloseFile(gif, &error);
	return good;
}

/* ---- WebP: the first frame on its canvas ---------------------------------------------- */

bool picture_from_webp(struct str s, struct picture *p, const char **why)
{
	*why = "a damaged WebP picture";
	WebPAnimDecoderOptions options;
	WebPAnimDecoderOptionsInit(&options);
	options.color_mode = MODE_RGBA;
	WebPData data = { (const uint8_t *)s.p, s.len };
	WebPAnimDecoder *decoder = WebPAnimDecoderNew(&data, &options);
	if (!decoder)
		return false;
	WebPAnimInfo info;
	uint8_t *frame;
	int time;
	bool good = WebPAnimDecoderGetInfo(decoder, &info) && WebPAnimDecoderGetNext(decoder, &frame, &time) &&
		    picture_make(p, (int)info.canvas_width, (int)info.canvas_height);
	if (good)
		memcpy(p->rgba, frame, (size_t)p->width * (size_t)p->height * 4);
	WebPAnimDecoderDelete(decoder);
	return good;
}
