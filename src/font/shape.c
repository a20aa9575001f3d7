/* shape.c - HarfBuzz behind a cache of words.
 *
 * A book says the same words again and again, so a word is shaped once per face, script, language,
 * direction and features; sizes share it, for glyphs are kept in font units. Clusters are
 * characters (not graphemes), so that the text of each glyph can be told. */
#include "font/shape.h"

#include "base/utf8.h"
#include "font/db.h"
#include "font/quotes.h"

#include <hb.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Characters of ASCII in a face: what each is alone, and what the next one makes of its advance. */
enum { FIRST_LETTER = '!', LETTERS = '~' - '!' + 1, PAIR_UNKNOWN = SHRT_MIN, PAIR_TIED = SHRT_MIN + 1 };

struct shape_pairs {
	int face;
	unsigned features;
	uint32_t glyph[LETTERS];
	short alone[LETTERS];            /* advance [font unit] */
	_Atomic short before[LETTERS][LETTERS]; /* … of the first of two; PAIR_TIED: they are no two glyphs */
	struct shape_pairs *next;
};

struct shaper {
	struct font_db *fonts;
	struct arena arena; /* the words */
	struct map words;
	struct buf key;
	hb_buffer_t *buffer;
};

enum { CACHE_LIMIT = 4 << 20 }; /* [byte]: some 15,000 words; addresses are new in every article */

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

enum { FEATURES_MOST = 32 };

static unsigned list_features(unsigned wanted, hb_feature_t list[FEATURES_MOST])
{
	static const struct { unsigned bit; hb_tag_t tag; } on[] = {
		{ SHAPE_TABULAR, HB_TAG('t', 'n', 'u', 'm') }, { SHAPE_PROPORTIONAL, HB_TAG('p', 'n', 'u', 'm') },
		{ SHAPE_LINING, HB_TAG('l', 'n', 'u', 'm') }, { SHAPE_OLD_STYLE, HB_TAG('o', 'n', 'u', 'm') },
		{ SHAPE_SMALL_CAPS, HB_TAG('s', 'm', 'c', 'p') }, { SHAPE_CAPS_SMALL, HB_TAG('c', '2', 's', 'c') },
		{ SHAPE_FRACTIONS, HB_TAG('f', 'r', 'a', 'c') }, { SHAPE_ORDINALS, HB_TAG('o', 'r', 'd', 'n') },
		{ SHAPE_SLASHED_ZERO, HB_TAG('z', 'e', 'r', 'o') }, { SHAPE_DISCRETIONARY, HB_TAG('d', 'l', 'i', 'g') },
		{ SHAPE_HISTORICAL, HB_TAG('h', 'l', 'i', 'g') }, { SHAPE_CASE, HB_TAG('c', 'a', 's', 'e') },
		{ SHAPE_SWASH, HB_TAG('s', 'w', 's', 'h') }, { SHAPE_TITLING, HB_TAG('t', 'i', 't', 'l') },
	};
	unsigned n = 0;
	if ((wanted & SHAPE_TABULAR) && !(wanted & SHAPE_OLD_STYLE))
		wanted |= SHAPE_LINING;
	for (size_t i = 0; i < sizeof on / sizeof *on; i++)
		if (wanted & on[i].bit)
			list[n++] = feature(on[i].tag, 1);
	for (unsigned k = 0; k < 8; k++)
		if (wanted & (unsigned)SHAPE_SET_1 << k)
			list[n++] = feature(HB_TAG('s', 's', '0', '1' + k), 1);
	if (wanted & SHAPE_NO_KERNING)
		list[n++] = feature(HB_TAG('k', 'e', 'r', 'n'), 0);
	if (wanted & SHAPE_NO_LIGATURES) {
		list[n++] = feature(HB_TAG('l', 'i', 'g', 'a'), 0);
		list[n++] = feature(HB_TAG('c', 'l', 'i', 'g'), 0);
		list[n++] = feature(HB_TAG('c', 'a', 'l', 't'), 0);
	}
	return n;
}

/* Whether the word's zero-width non-joiners keep a glyph: without one they would share another letter's, and
 * readers that turn right-to-left text round letter by letter would put them on its wrong side. */
static bool shows_joins(const struct shaper *s, const struct shape_key *k, struct str word)
{
	enum { ZWNJ = 0x200C };
	bool any = false;
	for (size_t at = 0; k->rtl && at < word.len;) {
		uint32_t c = utf8_decode(word, &at);
		any |= c == ZWNJ;
		if (c != ZWNJ && shape_is_ignorable(c))
			return false;
	}
	uint32_t glyph = any ? font_glyph(s->fonts, k->face, ZWNJ) : 0;
	return glyph && font_advance(s->fonts, k->face, glyph) == 0;
}

static void shape(struct shaper *s, const struct shape_key *k, struct str word)
{
	hb_buffer_t *b = s->buffer;
	hb_buffer_clear_contents(b);
	hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_CHARACTERS);
	hb_buffer_set_flags(b, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT |
				       (shows_joins(s, k, word) ? HB_BUFFER_FLAG_PRESERVE_DEFAULT_IGNORABLES
								: HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES));
	hb_buffer_set_direction(b, k->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(b, k->script ? (hb_script_t)k->script : HB_SCRIPT_COMMON);
	hb_buffer_set_language(b, k->lang.len ? hb_language_from_string(k->lang.p, (int)k->lang.len)
					      : HB_LANGUAGE_INVALID);
	hb_buffer_add_utf8(b, word.p, (int)word.len, 0, (int)word.len);
	if (k->features & (SHAPE_APOSTROPHES | SHAPE_QUOTES))
		quotes_curl(s->buffer, s->fonts, k);
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

/* ---- pairs of characters ------------------------------------------------------------------ */

static struct shape_pairs *find_pairs(struct shaper *s, const struct shape_key *k)
{
	struct shape_pairs *p = atomic_load_explicit(&s->fonts->pairs, memory_order_acquire);
	while (p && (p->face != k->face || p->features != k->features))
		p = p->next;
	return p;
}

/* The characters of a face, each shaped alone; the first is glyph 0 when one of them is no plain glyph. */
static struct shape_pairs *make_pairs(struct shaper *s, const struct shape_key *k)
{
	struct shape_pairs *p = ARENA_NEW(&s->fonts->arena, struct shape_pairs);
	p->face = k->face;
	p->features = k->features;
	for (int i = 0; i < LETTERS; i++) {
		unsigned n, n_at;
		shape(s, k, (struct str){ (char[]){ (char)(FIRST_LETTER + i) }, 1 });
		const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
		const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(s->buffer, &n_at);
		if (n != 1 || info->codepoint == 0 || at->x_offset || at->y_offset || at->x_advance > SHRT_MAX) {
			p->glyph[0] = 0;
			return p;
		}
		p->glyph[i] = info->codepoint;
		p->alone[i] = (short)at->x_advance;
		for (int j = 0; j < LETTERS; j++)
			atomic_init(&p->before[i][j], PAIR_UNKNOWN);
	}
	return p;
}

/* What is known of a face is known to all shapers; NULL: it has none to put words together from. */
static struct shape_pairs *pairs_of(struct shaper *s, const struct shape_key *k)
{
	struct font_db *db = s->fonts;
	struct shape_pairs *p = find_pairs(s, k);
	if (!p) {
		pthread_mutex_lock(&db->lock);
		p = find_pairs(s, k);
		if (!p) {
			p = make_pairs(s, k);
			p->next = atomic_load_explicit(&db->pairs, memory_order_relaxed);
			atomic_store_explicit(&db->pairs, p, memory_order_release);
		}
		pthread_mutex_unlock(&db->lock);
	}
	return p->glyph[0] ? p : NULL;
}

/* The advance of letter `i` before `j`, or PAIR_TIED. */
static int pair_advance(struct shaper *s, const struct shape_key *k, struct shape_pairs *p, int i, int j)
{
	short known = atomic_load_explicit(&p->before[i][j], memory_order_relaxed);
	if (known != PAIR_UNKNOWN)
		return known;
	unsigned n, n_at;
	shape(s, k, (struct str){ (char[]){ (char)(FIRST_LETTER + i), (char)(FIRST_LETTER + j) }, 2 });
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(s->buffer, &n_at);
	bool free_pair = n == 2 && info[0].codepoint == p->glyph[i] && info[1].codepoint == p->glyph[j] &&
			 info[0].cluster == 0 && info[1].cluster == 1 && at[1].x_advance == p->alone[j] &&
			 !at[0].x_offset && !at[0].y_offset && !at[1].x_offset && !at[1].y_offset &&
			 at[0].x_advance < SHRT_MAX && at[0].x_advance > PAIR_TIED;
	known = free_pair ? (short)at[0].x_advance : PAIR_TIED;
	atomic_store_explicit(&p->before[i][j], known, memory_order_relaxed); /* whoever looks finds the same */
	return known;
}

enum { LONGEST = 64 }; /* [byte] of a word that is put together */

/* Which words: of the book face all of ASCII; of the others letters or digits alone, for they have rules
 * that look at more than two characters (a colon between digits). */
static bool is_pairable(const struct font_face *face, struct str word)
{
	if (word.len == 0 || word.len > LONGEST || strncmp(face->file, "builtin:", 8) != 0)
		return false;
	size_t letters = 0, digits = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (word.p[i] < FIRST_LETTER || word.p[i] > '~')
			return false;
		letters += ch_alpha(word.p[i]);
		digits += ch_digit(word.p[i]);
	}
	return letters == word.len || digits == word.len ||
	       str_starts(str_from_c(face->file), STR("builtin:Charis"));
}

/* A word put together from what is known of each two of its characters. The faces compiled in have no
 * rule that looks at three where it leaves each two alone; a test shapes every word of the samples both
 * ways. NULL: to be shaped as a whole. */
static struct shaped *from_pairs(struct shaper *s, const struct shape_key *k, struct str word)
{
	const struct font_face *face = font_face(s->fonts, k->face);
	if (k->script != SHAPE_LATIN || k->rtl || k->lang.len || k->features >= SHAPE_WHOLE ||
	    !is_pairable(face, word))
		return NULL;
	struct shape_pairs *p = pairs_of(s, k);
	if (!p)
		return NULL;
	int advances[LONGEST];
	for (size_t i = 0; i + 1 < word.len; i++) {
		advances[i] = pair_advance(s, k, p, word.p[i] - FIRST_LETTER, word.p[i + 1] - FIRST_LETTER);
		if (advances[i] == PAIR_TIED)
			return NULL;
	}
	advances[word.len - 1] = p->alone[word.p[word.len - 1] - FIRST_LETTER];
	struct shaped *w = ARENA_NEW(&s->arena, struct shaped);
	*w = (struct shaped){ .glyphs = ARENA_ARRAY(&s->arena, struct shape_glyph, word.len),
			      .n = (int)word.len, .em = 1.0f / (float)face->units_per_em };
	for (size_t i = 0; i < word.len; i++) {
		w->glyphs[i] = (struct shape_glyph){ .id = p->glyph[word.p[i] - FIRST_LETTER],
						     .advance = advances[i], .at = (uint32_t)i };
		w->advance += advances[i];
	}
	return w;
}

const struct shaped *shape_word(struct shaper *s, const struct shape_key *k, struct str word)
{
	const uint32_t head[4] = { (uint32_t)k->face << 1 | k->rtl, k->features, k->script, (uint32_t)k->lang.len };
	buf_clear(&s->key);
	buf_put(&s->key, head, sizeof head);
	buf_put_str(&s->key, k->lang);
	buf_put_str(&s->key, word);
	void **place = map_find(&s->words, buf_str(&s->key));
	if (place)
		return *place;
	struct shaped *w = from_pairs(s, k, word);
	if (!w) {
		shape(s, k, word);
		w = keep(s, k);
	}
	*map_put(&s->words, arena_str(&s->arena, buf_str(&s->key)), NULL) = w;
	return w;
}
