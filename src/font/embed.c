/* embed.c - a face cut down for an e-book: a font file of its own, with the characters of the book, its
 * kerning and ligatures, and another name.
 *
 * The default text face has Reserved Font Names under the SIL Open Font License (§3), so what is cut
 * may not be called by them. The name table is made anew: a new family, the old copyright and licence.
 * HarfBuzz cannot rename, so the tables are put together again around the new one. */
#include "base/utf8.h"
#include "font/font.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

static const hb_tag_t dropped[] = {
	HB_TAG('n', 'a', 'm', 'e'), HB_TAG('S', 'i', 'l', 'f'), HB_TAG('S', 'i', 'l', 'l'),
	HB_TAG('G', 'l', 'a', 't'), HB_TAG('G', 'l', 'o', 'c'), HB_TAG('F', 'e', 'a', 't'),
	HB_TAG('D', 'S', 'I', 'G'), HB_TAG('m', 'e', 't', 'a'), HB_TAG('F', 'F', 'T', 'M'),
};

/* ---- the name table: OpenType 1.9, "name" ------------------------------------------------------- */

enum { NAME_COPYRIGHT = 0, NAME_FAMILY = 1, NAME_STYLE = 2, NAME_UNIQUE = 3, NAME_FULL = 4, NAME_VERSION = 5,
	NAME_POSTSCRIPT = 6, NAME_LICENCE = 13, NAME_LICENCE_URL = 14, NAME_MAX = 9 };

struct name {
	int id;
	struct str text; /* UTF-8 */
};

static void put_u16(struct buf *b, unsigned v)
{
	buf_putc(b, (char)(v >> 8 & 0xFF));
	buf_putc(b, (char)(v & 0xFF));
}

static void put_utf16(struct buf *b, struct str s)
{
	for (size_t at = 0; at < s.len;) {
		uint16_t units[2];
		size_t n = utf16_encode(utf8_decode(s, &at), units);
		for (size_t i = 0; i < n; i++)
			put_u16(b, units[i]);
	}
}

/* Records for Windows, Unicode, US English: all that readers ask for today. */
static void put_names(struct buf *table, const struct name *names, size_t n)
{
	struct buf text;
	buf_init(&text);
	put_u16(table, 0);
	put_u16(table, (unsigned)n);
	put_u16(table, (unsigned)(6 + 12 * n));
	for (size_t i = 0; i < n; i++) {
		size_t at = text.len;
		put_utf16(&text, names[i].text);
		put_u16(table, 3);
		put_u16(table, 1);
		put_u16(table, 0x409);
		put_u16(table, (unsigned)names[i].id);
		put_u16(table, (unsigned)(text.len - at));
		put_u16(table, (unsigned)at);
	}
	buf_put_str(table, buf_str(&text));
	buf_done(&text);
}

/* What the face says of itself under a name id, at most 4 KB of it. */
static struct str old_name(const struct font_face *face, int id, struct arena *a)
{
	char text[4096];
	unsigned len = sizeof text;
	hb_ot_name_get_utf8(face->hb_face, (hb_ot_name_id_t)id, HB_LANGUAGE_INVALID, &len, text);
	return arena_str(a, (struct str){ text, len < sizeof text ? len : sizeof text - 1 });
}

static void put_name_table(struct buf *table, const struct font_face *face, const char *family, struct arena *a)
{
	const char *style = face->bold && face->italic ? "Bold Italic" : face->bold ? "Bold" : face->italic ? "Italic" : "Regular";
	struct buf postscript;
	buf_init(&postscript);
	for (const char *p = family; *p; p++)
		if (*p != ' ')
			buf_putc(&postscript, *p);
	buf_puts(&postscript, face->bold && face->italic ? "-BoldItalic" : face->bold ? "-Bold" : face->italic ? "-Italic" : "-Regular");
	struct str full = arena_printf(a, "%s %s", family, style);
	struct name names[NAME_MAX] = {
		{ NAME_COPYRIGHT, old_name(face, NAME_COPYRIGHT, a) }, { NAME_FAMILY, str_from_c(family) },
		{ NAME_STYLE, str_from_c(style) }, { NAME_UNIQUE, full }, { NAME_FULL, full },
		{ NAME_VERSION, STR("Version 1.0; subset of an Open Font, renamed") }, { NAME_POSTSCRIPT, buf_str(&postscript) },
		{ NAME_LICENCE, old_name(face, NAME_LICENCE, a) }, { NAME_LICENCE_URL, old_name(face, NAME_LICENCE_URL, a) },
	};
	put_names(table, names, NAME_MAX);
	buf_done(&postscript);
}

/* ---- cutting --------------------------------------------------------------------------------------- */

static hb_face_t *cut(const struct font_face *face, const uint32_t *code_points, size_t n)
{
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	if (!in)
		return NULL;
	hb_set_t *set = hb_subset_input_unicode_set(in);
	for (size_t i = 0; i < n; i++)
		hb_set_add(set, code_points[i]);
	hb_set_t *drop = hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		hb_set_add(drop, dropped[i]);
	if (face->mono) /* code has no ligatures */
		hb_set_add(drop, HB_TAG('G', 'S', 'U', 'B'));
	hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	hb_face_t *made = hb_subset_or_fail(face->hb_face, in);
	hb_subset_input_destroy(in);
	if (!made)
		return NULL;
	hb_blob_t *blob = hb_face_reference_blob(made); /* only a face read from bytes lists its tables */
	hb_face_t *subset = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	hb_face_destroy(made);
	return subset;
}

static void take(hb_face_t *subset, struct str name_table, struct buf *program)
{
	enum { TABLES_MAX = 64 };
	hb_tag_t tags[TABLES_MAX];
	unsigned n = TABLES_MAX;
	hb_face_t *whole = hb_face_builder_create();
	hb_face_get_table_tags(subset, 0, &n, tags);
	for (unsigned i = 0; i < n; i++) {
		hb_blob_t *blob = hb_face_reference_table(subset, tags[i]);
		hb_face_builder_add_table(whole, tags[i], blob);
		hb_blob_destroy(blob);
	}
	hb_blob_t *names = hb_blob_create(name_table.p, (unsigned)name_table.len, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
	hb_face_builder_add_table(whole, HB_TAG('n', 'a', 'm', 'e'), names);
	hb_blob_destroy(names);
	hb_blob_t *blob = hb_face_reference_blob(whole);
	unsigned len;
	const char *bytes = hb_blob_get_data(blob, &len);
	buf_put(program, bytes, len);
	hb_blob_destroy(blob);
	hb_face_destroy(whole);
}

bool font_embed(const struct font_db *db, const struct font_wish *wish, struct buf *program, bool *truetype)
{
	const struct font_face *face = font_face(db, font_role(db, wish->role, wish->bold, wish->italic));
	hb_face_t *subset = cut(face, wish->code_points, wish->n);
	*truetype = face->truetype;
	if (!subset)
		return false;
	struct arena arena;
	struct buf table;
	arena_init(&arena);
	buf_init(&table);
	put_name_table(&table, face, wish->family, &arena);
	take(subset, buf_str(&table), program);
	hb_face_destroy(subset);
	buf_done(&table);
	arena_done(&arena);
	return program->len > 0;
}
