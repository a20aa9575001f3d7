/* shape.c - HarfBuzz behind a cache of words.
 *
 * A book says the same words again and again, so a word is shaped once per face, script, language,
 * direction and features; sizes share it, for glyphs are kept in font units. Clusters are
 * characters (not graphemes), so that the text of each glyph can be told. */
#include "font/shape.h"

#include "base/map.h"
#include "base/utf8.h"

#include <hb.h>
#include <stdlib.h>

struct shaper {
	struct font_db *fonts;
	struct arena arena; /* the words */
	struct map words;
	struct buf key;
	hb_buffer_t *buffer;
};

enum { CACHE_LIMIT = 24 << 20 }; /* [byte] */

struct shaper *shape_open(struct font_db *fonts)
{
	struct shaper *s = mem_alloc(sizeof *s);
	s->fonts = fonts;
	arena_init(&s->arena);
	map_init(&s->words);
	buf_init(&s->key);
	s->buffer = hb_buffer_create();
	return s;
}

void shape_close(struct shaper *s)
{
	hb_buffer_destroy(s->buffer);
	buf_done(&s->key);
	map_done(&s->words);
	arena_done(&s->arena);
	free(s);
}

void shape_trim(struct shaper *s)
{
	if (s->arena.total < CACHE_LIMIT)
		return;
	map_done(&s->words);
	map_init(&s->words);
	arena_done(&s->arena);
	arena_init(&s->arena);
}

uint32_t shape_script(uint32_t c)
{
	hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
	return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN
		? 0 : (uint32_t)script;
}

bool shape_has_hyphens(uint32_t script)
{
	switch ((hb_script_t)script) {
	case HB_SCRIPT_LATIN: case HB_SCRIPT_GREEK: case HB_SCRIPT_CYRILLIC: case HB_SCRIPT_ARMENIAN:
	case HB_SCRIPT_GEORGIAN:
		return true;
	default:
		return false;
	}
}

bool shape_is_mark(uint32_t c)
{
	if (c < 0x300)
		return false;
	switch ((int)hb_unicode_general_category(hb_unicode_funcs_get_default(), c)) {
	case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
		return true;
	}
	return false;
}

bool shape_is_ignorable(uint32_t c)
{
	return c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
	       (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0x180B && c <= 0x180F) ||
	       (c >= 0xE0000 && c <= 0xE0FFF) || c == 0x2028 || c == 0x2029;
}

static hb_feature_t feature(hb_tag_t tag, uint32_t value)
{
	return (hb_feature_t){ tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END };
}

enum { FEATURES_MOST = 12 };

static unsigned list_features(unsigned wanted, hb_feature_t list[FEATURES_MOST])
{
	static const struct { unsigned bit; hb_tag_t tag; } on[] = {
		{ SHAPE_TABULAR, HB_TAG('t', 'n', 'u', 'm') }, { SHAPE_PROPORTIONAL, HB_TAG('p', 'n', 'u', 'm') },
		{ SHAPE_LINING, HB_TAG('l', 'n', 'u', 'm') }, { SHAPE_OLD_STYLE, HB_TAG('o', 'n', 'u', 'm') },
		{ SHAPE_SMALL_CAPS, HB_TAG('s', 'm', 'c', 'p') }, { SHAPE_CAPS_SMALL, HB_TAG('c', '2', 's', 'c') },
	};
	unsigned n = 0;
	if ((wanted & SHAPE_TABULAR) && !(wanted & SHAPE_OLD_STYLE))
		wanted |= SHAPE_LINING;
	for (size_t i = 0; i < sizeof on / sizeof *on; i++)
		if (wanted & on[i].bit)
			list[n++] = feature(on[i].tag, 1);
	if (wanted & SHAPE_NO_LIGATURES) {
		list[n++] = feature(HB_TAG('l', 'i', 'g', 'a'), 0);
		list[n++] = feature(HB_TAG('c', 'l', 'i', 'g'), 0);
		list[n++] = feature(HB_TAG('c', 'a', 'l', 't'), 0);
	}
	return n;
}

static void shape(struct shaper *s, const struct shape_key *k, struct str word)
{
	hb_buffer_t *b = s->buffer;
	hb_buffer_clear_contents(b);
	hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_CHARACTERS);
	hb_buffer_set_flags(b, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT |
				       HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	hb_buffer_set_direction(b, k->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(b, k->script ? (hb_script_t)k->script : HB_SCRIPT_COMMON);
	hb_buffer_set_language(b, k->lang.len ? hb_language_from_string(k->lang.p, (int)k->lang.len)
					      : HB_LANGUAGE_INVALID);
	hb_buffer_add_utf8(b, word.p, (int)word.len, 0, (int)word.len);
	hb_feature_t features[FEATURES_MOST];
	unsigned n = list_features(k->features, features);
	hb_shape(font_face(s->fonts, k->face)->hb_font, b, features, n);
}

/* Copies the buffer's glyphs; what no face has becomes the last resort. */
static struct shaped *keep(struct shaper *s, const struct shape_key *k)
{
	const struct font_face *face = font_face(s->fonts, k->face);
	unsigned n, n_positions;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(s->buffer, &n_positions);
	struct shaped *w = ARENA_NEW(&s->arena, struct shaped);
	w->glyphs = ARENA_ARRAY(&s->arena, struct shape_glyph, n);
	w->n = (int)n;
	w->em = 1.0f / (float)face->units_per_em;
	for (unsigned i = 0; i < n; i++) {
		struct shape_glyph *g = &w->glyphs[i];
		*g = (struct shape_glyph){ info[i].codepoint, at[i].x_advance, at[i].x_offset,
					   at[i].y_offset, info[i].cluster };
		if (g->id == 0) {
			g->id = font_last_resort(s->fonts, k->face);
			g->advance = font_advance(s->fonts, k->face, g->id);
			w->missing++;
		}
		w->advance += g->advance;
	}
	return w;
}

const struct shaped *shape_word(struct shaper *s, const struct shape_key *k, struct str word)
{
	const uint32_t head[3] = { (uint32_t)k->face << 8 | k->features << 1 | k->rtl, k->script,
				   (uint32_t)k->lang.len };
	buf_clear(&s->key);
	buf_put(&s->key, head, sizeof head);
	buf_put_str(&s->key, k->lang);
	buf_put_str(&s->key, word);
	void **place = map_find(&s->words, buf_str(&s->key));
	if (place)
		return *place;
	shape(s, k, word);
	struct shaped *w = keep(s, k);
	*map_put(&s->words, arena_str(&s->arena, buf_str(&s->key)), NULL) = w;
	return w;
}
