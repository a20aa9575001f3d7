/* font_pdf.c - Type 0 fonts over embedded subsets: descriptors, widths, ToUnicode. Glyph programs are
 * font/subset's. */
#include "backend/pdf/font_set.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/utf8.h"

/* The tag tells subsets of one face apart: six letters from what is in it. */
static void name_subset(struct embed *e)
{
	struct used_face *u = e->face;
	struct hash h = hash_of((struct str){ (const char *)u->used, (size_t)u->face->n_glyphs });
	int n = 0;
	for (; n < 6; n++)
		e->name[n] = (char)('A' + h.byte[n] % 26);
	e->name[n++] = '+';
	for (const char *p = u->face->ps_name; *p && n < (int)sizeof e->name - 1; p++)
		if (ch_alnum(*p) || *p == '-' || *p == '_')
			e->name[n++] = *p;
	e->name[n] = 0;
}

uint32_t font_stream(struct embed *e, struct pdf_dict *d, struct str bytes)
{
	uint32_t number = pdf_file_reserve(e->file, 1);
	buf_clear(&e->packed);
	deflate_zlib(e->deflater, bytes, &e->packed);
	pdf_dict_name(d, "Filter", "FlateDecode");
	pdf_file_stream(e->file, number, d, buf_str(&e->packed));
	return number;
}

static uint32_t write_program(struct embed *e)
{
	struct used_face *u = e->face;
	uint32_t *glyphs = mem_alloc(mem_product(u->n_used + 1, sizeof *glyphs));
	size_t n = 0;
	for (uint32_t g = 0; g < (uint32_t)u->face->n_glyphs; g++)
		if (u->used[g])
			glyphs[n++] = g;
	buf_clear(&e->text);
	bool good = font_subset(u->face, glyphs, n, &e->text, &u->code);
	free(glyphs);
	if (!good)
		return 0;
	struct pdf_dict *d = pdf_dict_new(e->heap);
	if (u->face->truetype)
		pdf_dict_int(d, "Length1", (int64_t)e->text.len);
	else
		pdf_dict_name(d, "Subtype", "CIDFontType0C");
	return font_stream(e, d, buf_str(&e->text));
}

static uint32_t write_descriptor(struct embed *e, uint32_t program)
{
	const struct font_face *f = e->face->face;
	double em = 1000.0 / f->units_per_em;
	uint32_t number = pdf_file_reserve(e->file, 1);
	struct pdf_dict *d = pdf_dict_new(e->heap);
	pdf_dict_name(d, "Type", "FontDescriptor");
	pdf_dict_name(d, "FontName", e->name);
	pdf_dict_int(d, "Flags", 4 | (f->mono ? 1 : 0) | (f->italic ? 64 : 0));
	pdf_dict_array(d, "FontBBox", pdf_array_rect(e->heap, floor(f->bbox[0] * em),
			floor(f->bbox[1] * em), ceil(f->bbox[2] * em), ceil(f->bbox[3] * em)));
	pdf_dict_real(d, "ItalicAngle", f->italic_angle);
	pdf_dict_int(d, "Ascent", lround(f->ascent * em));
	pdf_dict_int(d, "Descent", lround(f->descent * em));
	pdf_dict_int(d, "CapHeight", lround(f->cap_height * em));
	pdf_dict_int(d, "StemV", f->bold ? 140 : 80);
	pdf_dict_ref(d, f->truetype ? "FontFile2" : "FontFile3", program);
	pdf_file_dict(e->file, number, d);
	return number;
}

/* One row for each glyph in use, by the code that pages show it with. */
struct coded {
	uint32_t code, glyph;
};

static int coded_cmp(const void *a, const void *b)
{
	const struct coded *x = a, *y = b;
	return (x->code > y->code) - (x->code < y->code);
}

static struct coded *coded_glyphs(const struct embed *e)
{
	const struct used_face *u = e->face;
	struct coded *rows = mem_alloc(mem_product(u->n_used + 1, sizeof *rows));
	size_t n = 0;
	for (uint32_t g = 0; g < (uint32_t)u->face->n_glyphs; g++)
		if (u->used[g])
			rows[n++] = (struct coded){ u->code ? u->code[g] : g, g };
	if (u->code)
		qsort(rows, n, sizeof *rows, coded_cmp);
	return rows;
}

/* The width that most glyphs have goes without saying; a whole number, for DW is one. */
static float common_width(const struct used_face *u, const struct coded *rows)
{
	float best = 1000;
	uint32_t best_n = 0;
	for (uint32_t i = 0; i < u->n_used && i < 64; i++) {
		uint32_t n = 0;
		if (u->width[rows[i].glyph] != floorf(u->width[rows[i].glyph]))
			continue;
		for (uint32_t k = 0; k < u->n_used; k++)
			n += u->width[rows[k].glyph] == u->width[rows[i].glyph];
		if (n > best_n) {
			best_n = n;
			best = u->width[rows[i].glyph];
		}
	}
	return best;
}

static void put_widths(struct embed *e, const struct coded *rows)
{
	const struct used_face *u = e->face;
	float common = common_width(u, rows);
	buf_clear(&e->text);
	buf_puts(&e->text, "/DW ");
	pdf_put_number(&e->text, (double)common, 3);
	buf_puts(&e->text, "\n/W [");
	uint32_t next = UINT32_MAX;
	for (uint32_t i = 0; i < u->n_used; i++) {
		float w = u->width[rows[i].glyph];
		if (w == common)
			continue;
		if (rows[i].code != next) {
			if (next != UINT32_MAX)
				buf_puts(&e->text, "]");
			buf_putc(&e->text, '\n');
			buf_put_int(&e->text, rows[i].code);
			buf_puts(&e->text, " [");
		} else {
			buf_putc(&e->text, ' ');
		}
		pdf_put_number(&e->text, (double)w, 3);
		next = rows[i].code + 1;
	}
	buf_puts(&e->text, next != UINT32_MAX ? "]]\n" : "]\n");
}

static uint32_t write_cid_font(struct embed *e, uint32_t descriptor, const struct coded *rows)
{
	bool truetype = e->face->face->truetype;
	uint32_t number = pdf_file_reserve(e->file, 1);
	struct pdf_dict *d = pdf_dict_new(e->heap), *info = pdf_dict_new(e->heap);
	pdf_dict_name(d, "Type", "Font");
	pdf_dict_name(d, "Subtype", truetype ? "CIDFontType2" : "CIDFontType0");
	pdf_dict_name(d, "BaseFont", e->name);
	pdf_dict_text(info, "Registry", STR("Adobe"));
	pdf_dict_text(info, "Ordering", STR("Identity"));
	pdf_dict_int(info, "Supplement", 0);
	pdf_dict_dict(d, "CIDSystemInfo", info);
	pdf_dict_ref(d, "FontDescriptor", descriptor);
	if (truetype)
		pdf_dict_name(d, "CIDToGIDMap", "Identity");
	put_widths(e, rows);
	pdf_dict_tail(d, buf_str(&e->text));
	pdf_file_dict(e->file, number, d);
	return number;
}

static void put_hex16(struct buf *b, uint32_t value)
{
	static const char hex[] = "0123456789ABCDEF";
	for (int shift = 12; shift >= 0; shift -= 4)
		buf_putc(b, hex[value >> shift & 15]);
}

void font_put_hex_utf16(struct buf *b, struct str utf8)
{
	for (size_t at = 0; at < utf8.len; ) {
		uint16_t units[2];
		size_t n = utf16_encode(utf8_decode(utf8, &at), units);
		for (size_t i = 0; i < n; i++)
			put_hex16(b, units[i]);
	}
}

/* ISO 32000-1 9.10.3. A glyph without a meaning never stands outside ActualText; a space keeps the
 * readers quiet that ask for one all the same. */
static void put_to_unicode(struct embed *e, const struct coded *rows)
{
	struct buf *b = &e->text, meaning;
	uint32_t n = e->face->n_used;
	buf_init(&meaning);
	buf_clear(b);
	buf_puts(b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
		    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
		    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (uint32_t i = 0; i < n; i++) {
		if (i % 100 == 0) {
			buf_put_int(b, n - i < 100 ? n - i : 100);
			buf_puts(b, " beginbfchar\n");
		}
		buf_clear(&meaning);
		font_set_put_meaning(e->set, e->face->face->id, rows[i].glyph, &meaning);
		buf_putc(b, '<');
		put_hex16(b, rows[i].code);
		buf_puts(b, "> <");
		font_put_hex_utf16(b, meaning.len ? buf_str(&meaning) : STR(" "));
		buf_puts(b, ">\n");
		if (i % 100 == 99 || i == n - 1)
			buf_puts(b, "endbfchar\n");
	}
	buf_puts(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	buf_done(&meaning);
}

static bool write_font(struct embed *e)
{
	struct used_face *u = e->face;
	name_subset(e);
	uint32_t program = write_program(e);
	if (!program)
		return false;
	struct coded *rows = coded_glyphs(e);
	uint32_t cid_font = write_cid_font(e, write_descriptor(e, program), rows);
	put_to_unicode(e, rows);
	uint32_t to_unicode = font_stream(e, pdf_dict_new(e->heap), buf_str(&e->text));
	free(rows);
	u->object = pdf_file_reserve(e->file, 1);
	struct pdf_dict *d = pdf_dict_new(e->heap);
	struct pdf_array *descendants = pdf_array_new(e->heap);
	pdf_dict_name(d, "Type", "Font");
	pdf_dict_name(d, "Subtype", "Type0");
	if (!u->face->truetype && strlen(e->name) + 12 < sizeof e->name)
		strcat(e->name, "-Identity-H");
	pdf_dict_name(d, "BaseFont", e->name);
	pdf_dict_name(d, "Encoding", "Identity-H");
	pdf_array_ref(descendants, cid_font);
	pdf_dict_array(d, "DescendantFonts", descendants);
	pdf_dict_ref(d, "ToUnicode", to_unicode);
	pdf_file_dict(e->file, u->object, d);
	return !pdf_heap_failed(e->heap);
}

static void write_resources(struct font_set *s, struct pdf_file *file, struct pdf_heap *heap)
{
	struct pdf_dict *all = pdf_dict_new(heap);
	s->resources = pdf_file_reserve(file, 1);
	for (size_t i = 0; i < s->n_faces; i++) {
		char key[16] = "F";
		struct buf b = { .p = key, .len = 1, .cap = sizeof key };
		buf_put_int(&b, (int64_t)i);
		key[b.len] = 0;
		if (s->faces[i].object)
			pdf_dict_ref(all, key, s->faces[i].object);
		for (uint32_t k = 0; k < s->faces[i].n_colour; k++) {
			struct buf part = { .p = key, .len = b.len, .cap = sizeof key };
			buf_putc(&part, 'x');
			buf_put_int(&part, k);
			key[part.len] = 0;
			pdf_dict_ref(all, key, s->faces[i].object + k);
		}
	}
	pdf_file_dict(file, s->resources, all);
}

bool font_set_emit(struct font_set *s, struct pdf_file *file, struct image_set *images)
{
	struct embed e = { .set = s, .file = file, .images = images };
	bool good = true;
	e.deflater = deflater_new(9);
	e.heap = pdf_heap_new();
	buf_init(&e.text);
	buf_init(&e.packed);
	for (size_t i = 0; i < s->n_faces; i++) {
		e.face = &s->faces[i];
		if (e.face->n_used)
			good = (e.face->face->colour && !e.face->face->truetype ? font_colour_write(&e)
									       : write_font(&e)) && good;
	}
	write_resources(s, file, e.heap);
	good = good && !pdf_heap_failed(e.heap);
	buf_done(&e.text);
	buf_done(&e.packed);
	deflater_free(e.deflater);
	pdf_heap_free(e.heap);
	return good;
}
