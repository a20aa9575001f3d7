/* font_colour.c - emoji: a face whose glyphs are coloured bitmaps becomes Type 3 fonts (ISO 32000-1
 * 9.6.5), each glyph a picture with a soft mask. A simple font has 255 codes besides 0, so a face may
 * need several; a page asks for them by code >> 8. */
#include "backend/pdf/font_set.h"

#include <hb-ot.h>
#include <stdlib.h>

enum { CODES = 255 };

/* The glyph's picture, and the matrix that puts it where the face has it [1/1000 em]. */
static uint32_t write_picture(struct embed *e, uint32_t glyph, double box[4])
{
	const struct font_face *f = e->face->face;
	hb_blob_t *png = hb_ot_color_glyph_reference_png(f->hb_font, glyph);
	unsigned len;
	const char *bytes = hb_blob_get_data(png, &len);
	uint32_t image = len ? image_set_add_png(e->images, (struct str){ bytes, len }) : 0;
	hb_blob_destroy(png);
	hb_glyph_extents_t extents;
	double em = 1000.0 / f->units_per_em;
	if (!hb_font_get_glyph_extents(f->hb_font, glyph, &extents) || extents.width == 0)
		extents = (hb_glyph_extents_t){ 0, f->ascent, f->units_per_em, -f->units_per_em };
	box[0] = extents.width * em;
	box[1] = -extents.height * em;
	box[2] = extents.x_bearing * em;
	box[3] = (extents.y_bearing + extents.height) * em;
	return image;
}

static void put(struct buf *b, double value)
{
	pdf_put_number(b, value, 2);
	buf_putc(b, ' ');
}

/* A glyph's procedure. One without a picture shows nothing, in its width. */
static uint32_t write_glyph(struct embed *e, uint32_t glyph, uint32_t *image, const char *name)
{
	double box[4];
	*image = write_picture(e, glyph, box);
	struct buf *b = &e->text;
	buf_clear(b);
	put(b, (double)e->face->width[glyph]);
	buf_puts(b, "0 d0\n");
	if (*image) {
		buf_puts(b, "q ");
		put(b, box[0]);
		buf_puts(b, "0 0 ");
		for (int i = 1; i < 4; i++)
			put(b, box[i]);
		buf_puts(b, "cm /");
		buf_puts(b, name);
		buf_puts(b, " Do Q\n");
	}
	return font_stream(e, pdf_dict_new(e->heap), buf_str(b));
}

static uint32_t write_to_unicode(struct embed *e, const uint32_t *glyphs, uint32_t n)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf *b = &e->text, meaning;
	buf_init(&meaning);
	buf_clear(b);
	buf_puts(b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
		    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
		    "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n");
	for (uint32_t i = 0; i < n; i++) {
		if (i % 100 == 0) {
			buf_put_int(b, n - i < 100 ? n - i : 100);
			buf_puts(b, " beginbfchar\n");
		}
		buf_clear(&meaning);
		font_set_put_meaning(e->set, e->face->face->id, glyphs[i], &meaning);
		const char code[] = { '<', hex[(i + 1) >> 4], hex[(i + 1) & 15], '>', ' ', '<' };
		buf_put(b, code, sizeof code);
		font_put_hex_utf16(b, meaning.len ? buf_str(&meaning) : STR(" "));
		buf_puts(b, ">\n");
		if (i % 100 == 99 || i == n - 1)
			buf_puts(b, "endbfchar\n");
	}
	buf_puts(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	buf_done(&meaning);
	return font_stream(e, pdf_dict_new(e->heap), buf_str(b));
}

/* One font of at most CODES glyphs, codes from 1. */
static void write_part(struct embed *e, uint32_t number, const uint32_t *glyphs, uint32_t n)
{
	struct pdf_dict *font = pdf_dict_new(e->heap), *procs = pdf_dict_new(e->heap);
	struct pdf_dict *encoding = pdf_dict_new(e->heap), *pictures = pdf_dict_new(e->heap);
	struct pdf_dict *resources = pdf_dict_new(e->heap);
	struct pdf_array *names = pdf_array_new(e->heap), *widths = pdf_array_new(e->heap);
	struct pdf_array *matrix = pdf_array_new(e->heap);
	pdf_array_int(names, 1);
	for (uint32_t i = 0; i < n; i++) {
		char name[16] = "g";
		struct buf b = { .p = name, .len = 1, .cap = sizeof name };
		buf_put_int(&b, i + 1);
		name[b.len] = 0;
		uint32_t image, procedure = write_glyph(e, glyphs[i], &image, name);
		if (image)
			pdf_dict_ref(pictures, name, image);
		pdf_dict_ref(procs, name, procedure);
		pdf_array_name(names, name);
		pdf_array_real(widths, (double)e->face->width[glyphs[i]]);
	}
	const double values[] = { 0.001, 0, 0, 0.001, 0, 0 };
	for (int i = 0; i < 6; i++)
		pdf_array_real(matrix, values[i]);
	uint32_t to_unicode = write_to_unicode(e, glyphs, n);
	pdf_dict_name(encoding, "Type", "Encoding");
	pdf_dict_array(encoding, "Differences", names);
	pdf_dict_name(font, "Type", "Font");
	pdf_dict_name(font, "Subtype", "Type3");
	const struct font_face *f = e->face->face;
	double em = 1000.0 / f->units_per_em;
	pdf_dict_array(font, "FontBBox", pdf_array_rect(e->heap, 0, f->descent * em, 1300, f->ascent * em));
	pdf_dict_array(font, "FontMatrix", matrix);
	pdf_dict_dict(font, "CharProcs", procs);
	pdf_dict_dict(font, "Encoding", encoding);
	pdf_dict_int(font, "FirstChar", 1);
	pdf_dict_int(font, "LastChar", n);
	pdf_dict_array(font, "Widths", widths);
	pdf_dict_ref(font, "ToUnicode", to_unicode);
	pdf_dict_dict(resources, "XObject", pictures);
	pdf_dict_dict(font, "Resources", resources);
	pdf_file_dict(e->file, number, font);
}

bool font_colour_write(struct embed *e)
{
	struct used_face *u = e->face;
	uint32_t n_parts = (u->n_used + CODES - 1) / CODES, n = 0;
	uint32_t *glyphs = mem_alloc(mem_product(u->n_used + 1, sizeof *glyphs));
	u->code = mem_alloc(mem_product((size_t)u->face->n_glyphs + 1, sizeof *u->code));
	for (uint32_t g = 0; g < (uint32_t)u->face->n_glyphs; g++)
		if (u->used[g]) {
			u->code[g] = (n / CODES) << 8 | (n % CODES + 1);
			glyphs[n++] = g;
		}
	u->object = pdf_file_reserve(e->file, n_parts);
	u->n_colour = n_parts;
	for (uint32_t k = 0; k < n_parts; k++)
		write_part(e, u->object + k, glyphs + (size_t)k * CODES,
			   n - k * CODES < CODES ? n - k * CODES : CODES);
	free(glyphs);
	return !pdf_heap_failed(e->heap);
}
