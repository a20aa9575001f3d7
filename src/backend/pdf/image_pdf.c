/* image_pdf.c - what PDF can show as it is goes in as it is: the IDAT of a PNG without transparency,
 * an upright baseline or progressive JPEG of one or three components. The rest is decoded by
 * libexec/image: transparent PNGs, GIF and WebP become pixels with a soft mask, what was a
 * photograph a JPEG again, an SVG strokes and letters (what has to be pixels in it, at 300 dpi). Nothing is
 * handed to libharu, whose loaders abort on broken files. */
#include "backend/pdf/image_pdf.h"

#include "backend/pdf/form_pdf.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "image/client.h"
#include "image/image.h"

struct image_set {
	struct resource_store *store;
	struct pdf_file *file;
	struct pdf_heap *heap;
	struct map objects; /* by resource's name: the object's number as a pointer */
	struct buf bytes, data;
	struct image_client *client;
	struct deflater *deflater; /* NULL until pixels have to be packed */
	struct diag *diag;
};

/* What is decoded gets no larger: 6 inches at 300 dpi by 9. */
enum { MOST_PIXELS = 1800 * 2700, SVG_DPI = 300, CSS_DPI = 96, LARGEST_SVG = 1800, DEFAULT_SVG = 1200 };

struct image_set *image_set_new(struct resource_store *store, struct pdf_file *file, struct diag *diag)
{
	struct image_set *s = mem_alloc(sizeof *s);
	s->store = store;
	s->file = file;
	s->heap = pdf_heap_new();
	s->client = image_client_open();
	s->diag = diag;
	map_init(&s->objects);
	buf_init(&s->bytes);
	buf_init(&s->data);
	return s;
}

void image_set_free(struct image_set *s)
{
	if (!s)
		return;
	pdf_heap_free(s->heap);
	map_done(&s->objects);
	buf_done(&s->bytes);
	buf_done(&s->data);
	image_client_close(s->client);
	deflater_free(s->deflater);
	free(s);
}

static uint32_t be32(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	return (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 | (uint32_t)u[2] << 8 | u[3];
}

static struct pdf_dict *image_dict(struct image_set *s, uint32_t width, uint32_t height, int depth)
{
	struct pdf_dict *d = pdf_dict_new(s->heap);
	pdf_dict_name(d, "Type", "XObject");
	pdf_dict_name(d, "Subtype", "Image");
	pdf_dict_int(d, "Width", width);
	pdf_dict_int(d, "Height", height);
	pdf_dict_int(d, "BitsPerComponent", depth);
	return d;
}

/* ---- JPEG: ITU-T T.81 -------------------------------------------------------------------- */

struct jpeg {
	uint32_t width, height;
	int components, depth;
};

/* The frame header of a Huffman-coded picture; false when there is none before the first scan. */
static bool jpeg_read(struct str b, struct jpeg *j)
{
	size_t at = 2;
	if (b.len < 4 || memcmp(b.p, "\xFF\xD8", 2))
		return false;
	while (at + 4 <= b.len) {
		if ((unsigned char)b.p[at] != 0xFF)
			return false;
		int marker = (unsigned char)b.p[at + 1];
		if (marker == 0xFF) {
			at++;
			continue;
		}
		size_t len = be32(b.p + at) & 0xFFFF;
		if (marker == 0xDA || len < 2 || at + 2 + len > b.len)
			return false;
		if (marker >= 0xC0 && marker <= 0xC2 && len >= 8) {
			j->depth = (unsigned char)b.p[at + 4];
			j->height = be32(b.p + at + 5) >> 16;
			j->width = be32(b.p + at + 7) >> 16;
			j->components = (unsigned char)b.p[at + 9];
			return j->width && j->height && j->depth == 8;
		}
		at += 2 + len;
	}
	return false;
}

static uint32_t write_jpeg(struct image_set *s, struct str bytes)
{
	struct jpeg j = { 0 };
	if (!jpeg_read(bytes, &j) || (j.components != 1 && j.components != 3))
		return 0;
	uint32_t object = pdf_file_reserve(s->file, 1);
	struct pdf_dict *d = image_dict(s, j.width, j.height, 8);
	pdf_dict_name(d, "ColorSpace", j.components == 1 ? "DeviceGray" : "DeviceRGB");
	pdf_dict_name(d, "Filter", "DCTDecode");
	pdf_file_stream(s->file, object, d, bytes);
	return object;
}

/* ---- PNG --------------------------------------------------------------------------------- */

struct png {
	uint32_t width, height;
	int depth, colour, interlaced;
	struct str palette;
	bool transparent;
};

/* Header, palette and whether there is transparency; IDAT's bytes are appended to `data`. */
static bool png_read(struct str b, struct png *png, struct buf *data)
{
	if (b.len < 33 || memcmp(b.p, "\x89PNG\r\n\x1A\n", 8) || memcmp(b.p + 12, "IHDR", 4))
		return false;
	png->width = be32(b.p + 16);
	png->height = be32(b.p + 20);
	png->depth = b.p[24];
	png->colour = b.p[25];
	png->interlaced = b.p[28];
	for (size_t at = 8; at + 12 <= b.len; ) {
		size_t len = be32(b.p + at);
		if (len > b.len - at - 12)
			return false;
		struct str content = { b.p + at + 8, len };
		if (deflate_crc32(0, (struct str){ b.p + at + 4, len + 4 }) != be32(b.p + at + 8 + len))
			return false;
		if (!memcmp(b.p + at + 4, "IDAT", 4))
			buf_put_str(data, content);
		else if (!memcmp(b.p + at + 4, "PLTE", 4))
			png->palette = content;
		else if (!memcmp(b.p + at + 4, "tRNS", 4))
			png->transparent = true;
		else if (!memcmp(b.p + at + 4, "IEND", 4))
			break;
		at += len + 12;
	}
	return png->width && png->height && data->len;
}

static uint32_t write_png(struct image_set *s, struct str bytes)
{
	enum { GREY = 0, RGB = 2, PALETTE = 3 };
	struct png png = { 0 };
	buf_clear(&s->data);
	if (!png_read(bytes, &png, &s->data) || png.interlaced || png.transparent)
		return 0;
	if (png.colour != GREY && png.colour != RGB && (png.colour != PALETTE || !png.palette.len))
		return 0;
	uint32_t object = pdf_file_reserve(s->file, 1);
	struct pdf_dict *d = image_dict(s, png.width, png.height, png.depth);
	struct pdf_dict *parms = pdf_dict_new(s->heap);
	if (png.colour == PALETTE) {
		struct pdf_array *indexed = pdf_array_new(s->heap);
		pdf_array_name(indexed, "Indexed");
		pdf_array_name(indexed, "DeviceRGB");
		pdf_array_int(indexed, (int64_t)(png.palette.len / 3) - 1);
		pdf_array_bytes(indexed, png.palette);
		pdf_dict_array(d, "ColorSpace", indexed);
	} else {
		pdf_dict_name(d, "ColorSpace", png.colour == RGB ? "DeviceRGB" : "DeviceGray");
	}
	pdf_dict_name(d, "Filter", "FlateDecode");
	pdf_dict_int(parms, "Predictor", 15);
	pdf_dict_int(parms, "Colors", png.colour == RGB ? 3 : 1);
	pdf_dict_int(parms, "BitsPerComponent", png.depth);
	pdf_dict_int(parms, "Columns", png.width);
	pdf_dict_dict(d, "DecodeParms", parms);
	pdf_file_stream(s->file, object, d, buf_str(&s->data));
	return object;
}

/* ---- decoded ----------------------------------------------------------------------------- */

static uint32_t write_plane(struct image_set *s, const struct image_result *r, struct str plane,
			    const char *space, uint32_t mask)
{
	uint32_t object = pdf_file_reserve(s->file, 1);
	struct pdf_dict *d = image_dict(s, (uint32_t)r->width, (uint32_t)r->height, 8);
	pdf_dict_name(d, "ColorSpace", space);
	pdf_dict_name(d, "Filter", "FlateDecode");
	if (mask)
		pdf_dict_ref(d, "SMask", mask);
	if (!s->deflater)
		s->deflater = deflater_new(6);
	buf_clear(&s->bytes);
	deflate_zlib(s->deflater, plane, &s->bytes);
	pdf_file_stream(s->file, object, d, buf_str(&s->bytes));
	return object;
}

/* [px] across at which an SVG is drawn. */
static int svg_width(const struct resource *r)
{
	int64_t px = r->width ? (int64_t)r->width * SVG_DPI / CSS_DPI : DEFAULT_SVG;
	return px > LARGEST_SVG ? LARGEST_SVG : (int)px;
}

static uint32_t write_pixels(struct image_set *s, const struct image_result *result)
{
	size_t colours = (size_t)result->width * (size_t)result->height * 3;
	struct str planes = buf_str(&s->data);
	uint32_t mask = 0;
	if (result->alpha)
		mask = write_plane(s, result, str_sub(planes, colours, planes.len), "DeviceGray", 0);
	return write_plane(s, result, str_sub(planes, 0, colours), "DeviceRGB", mask);
}

/* s->bytes hold the picture; they are overwritten. */
static uint32_t write_decoded(struct image_set *s, const struct resource *r, const struct image_info *info,
			      const char **why)
{
	struct image_wish wish = { .form = IMAGE_AS_PIXELS, .most_pixels = MOST_PIXELS, .width = svg_width(r) };
	struct image_result result;
	bool photograph = info->kind == IMAGE_JPEG || info->kind == IMAGE_WEBP;
	if (info->kind == IMAGE_JPEG)
		wish.form = IMAGE_AS_JPEG;
	buf_clear(&s->data);
	if (!image_convert(s->client, buf_str(&s->bytes), &wish, &result, &s->data, why))
		return 0;
	if (photograph && !result.alpha && wish.form == IMAGE_AS_PIXELS) {
		wish.form = IMAGE_AS_JPEG;
		buf_clear(&s->data);
		if (!image_convert(s->client, buf_str(&s->bytes), &wish, &result, &s->data, why))
			return 0;
	}
	if (wish.form == IMAGE_AS_JPEG)
		return write_jpeg(s, buf_str(&s->data));
	return write_pixels(s, &result);
}

/* An SVG as strokes and letters: sharp at any size, and a tenth of its pixels' bytes. One that comes to more than
 * they would is drawn in pixels. */
static uint32_t write_form(struct image_set *s, const struct resource *r)
{
	enum { LARGEST_FORM = 512 << 10 };
	struct image_wish wish = { .form = IMAGE_AS_FORM, .width = svg_width(r) };
	struct image_result result;
	const char *why;
	buf_clear(&s->data);
	if (!image_convert(s->client, buf_str(&s->bytes), &wish, &result, &s->data, &why) || s->data.len > LARGEST_FORM)
		return 0;
	return form_write(s->file, s->heap, buf_str(&s->data));
}

static uint32_t write_picture(struct image_set *s, const struct resource *r, const char **why)
{
	struct image_info info;
	uint32_t object = 0;
	if (!image_sniff(buf_str(&s->bytes), &info, why))
		return 0;
	if (info.kind == IMAGE_JPEG && info.orientation == 1)
		object = write_jpeg(s, buf_str(&s->bytes));
	else if (info.kind == IMAGE_PNG)
		object = write_png(s, buf_str(&s->bytes));
	else if (info.kind == IMAGE_SVG)
		object = write_form(s, r);
	return object ? object : write_decoded(s, r, &info, why);
}

uint32_t image_set_add(struct image_set *s, const struct resource *r)
{
	bool fresh;
	const char *why = "it cannot be read";
	if (!r)
		return 0;
	void **slot = map_put(&s->objects, r->name, &fresh);
	if (!fresh)
		return (uint32_t)(uintptr_t)*slot;
	uint32_t object = 0;
	buf_clear(&s->bytes);
	if (resource_read(s->store, r, &s->bytes))
		object = write_picture(s, r, &why);
	if (!object)
		diag_say(s->diag, DIAG_IMAGE_BROKEN, NULL, "picture %.*s: %s; its place stays empty",
			 STR_ARG(r->name), why);
	pdf_heap_reset(s->heap);
	*slot = (void *)(uintptr_t)object;
	return object;
}

uint32_t image_set_add_png(struct image_set *s, struct str png)
{
	struct image_wish wish = { .form = IMAGE_AS_PIXELS, .most_pixels = MOST_PIXELS };
	struct image_result result;
	const char *why;
	buf_clear(&s->data);
	uint32_t object = image_convert(s->client, png, &wish, &result, &s->data, &why)
		? write_pixels(s, &result) : 0;
	pdf_heap_reset(s->heap);
	return object;
}
