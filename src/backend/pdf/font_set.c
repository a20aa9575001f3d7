/* font_set.c - the glyphs of a book: which of each face are shown, what each means, how wide it is. */
#include "backend/pdf/font_set.h"

#include <hb.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"

enum { MEANS_TEXT = 0x40000000, TEXT_MAX = 255 };

struct font_set *font_set_new(struct font_db *fonts)
{
	struct font_set *s = mem_alloc(sizeof *s);
	s->fonts = fonts;
	buf_init(&s->texts);
	return s;
}

void font_set_free(struct font_set *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_faces; i++) {
		free(s->faces[i].used);
		free(s->faces[i].meaning);
		free(s->faces[i].width);
		free(s->faces[i].code);
	}
	free(s->faces);
	buf_done(&s->texts);
	free(s);
}

/* ---- meanings -------------------------------------------------------------------------- */

static bool private_use(uint32_t c) { return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000; }

/* Letters joined or shaped by their place (Alphabetic Presentation Forms, Arabic Presentation Forms):
 * old fonts name their glyphs so, and nobody types or searches them. */
static bool presentation_form(uint32_t c)
{
	return (c >= 0xFB00 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}

static void put_letters(struct buf *b, uint32_t form)
{
	struct buf one;
	buf_init(&one);
	buf_put_utf8(&one, form);
	unicode_put_compatible(b, buf_str(&one));
	buf_done(&one);
}

/* A form means its letter, a Latin ligature its letters. One of right-to-left letters stays as it is:
 * readers turn such text round, and keep the letters of one glyph in order only where they take the
 * form apart themselves. */
static uint32_t meaning_of(struct font_set *s, uint32_t c)
{
	struct buf letters;
	size_t at = 0;
	if (!presentation_form(c))
		return c;
	buf_init(&letters);
	put_letters(&letters, c);
	uint32_t first = utf8_decode(buf_str(&letters), &at);
	if (at == letters.len) {
		c = first;
	} else if (c <= 0xFB06) {
		c = MEANS_TEXT | (uint32_t)s->texts.len;
		buf_putc(&s->texts, (char)letters.len);
		buf_put_str(&s->texts, buf_str(&letters));
	}
	buf_done(&letters);
	return c;
}

/* Lowest code point first, private ones and control characters not at all. */
static void read_cmap(struct font_set *s, struct used_face *u)
{
	hb_set_t *all = hb_set_create();
	hb_face_collect_unicodes(u->face->hb_face, all);
	hb_codepoint_t c = 0x1F, glyph;
	while (hb_set_next(all, &c)) {
		if (private_use(c) || (c >= 0x7F && c < 0xA0))
			continue;
		if (hb_font_get_nominal_glyph(u->face->hb_font, c, &glyph) &&
		    glyph < (uint32_t)u->face->n_glyphs && !u->meaning[glyph])
			u->meaning[glyph] = meaning_of(s, c);
	}
	hb_set_destroy(all);
}

static struct used_face *face_open(struct font_set *s, int id)
{
	if ((size_t)id >= s->n_faces) {
		size_t n = (size_t)id + 1;
		s->faces = mem_realloc(s->faces, mem_product(n, sizeof *s->faces));
		memset(s->faces + s->n_faces, 0, (n - s->n_faces) * sizeof *s->faces);
		s->n_faces = n;
	}
	struct used_face *u = &s->faces[id];
	if (u->face)
		return u;
	u->face = font_face(s->fonts, id);
	size_t n = (size_t)u->face->n_glyphs + 1;
	u->used = mem_alloc(n);
	u->meaning = mem_alloc(mem_product(n, sizeof *u->meaning));
	u->width = mem_alloc(mem_product(n, sizeof *u->width));
	read_cmap(s, u);
	return u;
}

static struct str text_at(const struct font_set *s, uint32_t means)
{
	const char *p = s->texts.p + (means & ~(uint32_t)MEANS_TEXT);
	return (struct str){ p + 1, (unsigned char)*p };
}

static void mark_used(struct font_set *s, struct used_face *u, uint32_t glyph)
{
	u->used[glyph] = 1;
	u->n_used++;
	u->width[glyph] = (float)(font_advance(s->fonts, u->face->id, glyph) * 1000.0 /
				  u->face->units_per_em);
}

/* Whether the text is a typewritten quotation mark, and the glyph's own meaning a typographic one. */
static bool is_curled(uint32_t means, struct str text)
{
	return text.len == 1 && ((text.p[0] == '\'' && (means == 0x2018 || means == 0x2019)) ||
				 (text.p[0] == '"' && (means == 0x201C || means == 0x201D)));
}

bool font_set_use(struct font_set *s, int face, uint32_t glyph, struct str text)
{
	struct used_face *u = (size_t)face < s->n_faces && s->faces[face].face ? &s->faces[face]
									       : face_open(s, face);
	if (glyph >= (uint32_t)u->face->n_glyphs)
		return false;
	if (!u->used[glyph]) {
		if (is_curled(u->meaning[glyph], text)) /* and so it is for all who do not ask what stands behind it */
			u->meaning[glyph] = (unsigned char)text.p[0];
		mark_used(s, u, glyph);
	}
	uint32_t *means = &u->meaning[glyph];
	if (!*means && text.len && text.len <= TEXT_MAX) {
		*means = MEANS_TEXT | (uint32_t)s->texts.len;
		buf_putc(&s->texts, (char)text.len);
		buf_put_str(&s->texts, text);
		return true;
	}
	if (*means & MEANS_TEXT)
		return str_eq(text_at(s, *means), text);
	size_t at = 0;
	if (!text.len || (utf8_decode(text, &at) == *means && at == text.len))
		return text.len > 0;
	if (!presentation_form(*means))
		return false;
	struct buf letters;
	buf_init(&letters);
	put_letters(&letters, *means);
	bool same = str_eq(buf_str(&letters), text);
	buf_done(&letters);
	return same;
}

void font_set_put_meaning(const struct font_set *s, int face, uint32_t glyph, struct buf *out)
{
	uint32_t means = s->faces[face].meaning[glyph];
	if (means & MEANS_TEXT)
		buf_put_str(out, text_at(s, means));
	else if (means)
		buf_put_utf8(out, means);
}

static const char numerals[] = "0123456789ivxlcdm";

void font_set_use_numerals(struct font_set *s, int face)
{
	if ((size_t)face < s->n_faces && s->faces[face].numerals)
		return;
	for (const char *c = numerals; *c; c++)
		font_set_use(s, face, font_set_numeral(s, face, *c), (struct str){ c, 1 });
	s->faces[face].numerals = true;
}

uint32_t font_set_numeral(const struct font_set *s, int face, char c)
{
	return font_glyph(s->fonts, face, (unsigned char)c);
}

double font_set_width(const struct font_set *s, int face, uint32_t glyph)
{
	return (double)s->faces[face].width[glyph];
}

const struct font_face *font_set_face(const struct font_set *s, int face) { return s->faces[face].face; }

struct font_view font_set_view(const struct font_set *s, int face)
{
	if ((size_t)face >= s->n_faces || !s->faces[face].face)
		return (struct font_view){ 0 };
	const struct used_face *u = &s->faces[face];
	return (struct font_view){ (uint32_t)u->face->n_glyphs, u->used, u->meaning, u->width, u->code };
}

uint32_t font_set_code(const struct font_set *s, int face, uint32_t glyph)
{
	const struct used_face *u = &s->faces[face];
	return u->code ? u->code[glyph] : glyph;
}

bool font_set_is_colour(const struct font_set *s, int face)
{
	return s->faces[face].n_colour > 0;
}

uint32_t font_set_resources(const struct font_set *s) { return s->resources; }
