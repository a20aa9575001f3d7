/* pieces.c - a paragraph's text cut into pieces that are shaped as one: by style, space, script,
 * direction and the face that has the letters. */
#include "backend/pdf/para_int.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/bidi.h"
#include "layout/breaks.h"

#include <stdlib.h>

/* A script that the text face has only in part: all of it comes from one other face. */
struct foreign {
	uint32_t script, missing; /* missing: a letter that says which face */
};

struct cutter {
	struct foreign foreign[4];
	int n_foreign;
	struct para *p;
	struct arena *arena;
	struct pieces *out;
	size_t cap;
	const unsigned char *levels; /* by byte; NULL: all 0 */
	uint32_t script;             /* of the letter before */
};

static struct str text_of(const struct para *p)
{
	return buf_str(&p->text);
}

static struct piece *add(struct cutter *c, enum piece_type type, size_t run, size_t from, size_t to)
{
	struct pieces *out = c->out;
	if (out->n == c->cap) {
		c->cap = c->cap ? c->cap * 2 : 64;
		struct piece *more = ARENA_RAW(c->arena, struct piece, c->cap);
		if (out->n > 0)
			memcpy(more, out->list, out->n * sizeof *more);
		out->list = more;
	}
	struct piece *piece = &out->list[out->n++];
	*piece = (struct piece){ .type = type, .from = from, .to = to, .run = run,
				 .level = c->levels ? c->levels[from] : 0 };
	return piece;
}

static struct str lang_of(const struct para *p, const struct ink *ink)
{
	return ink->lang.len > 0 ? ink->lang : p->s->language;
}

/* The face of a run's letters when it has them all. */
static int face_of(const struct para *p, const struct ink *ink)
{
	return font_role(p->s->t->fonts, ink->role, ink->bold, ink->italic);
}

/* How a word's typewritten quotation marks are drawn: as English has them in English, as they are in code; where
 * a language has marks of its own, only what must be an apostrophe is one. */
static unsigned quotes_of(const struct cutter *c, const struct ink *ink, size_t from, size_t to)
{
	struct str text = text_of(c->p), word = str_sub(text, from, to), lang = lang_of(c->p, ink);
	if (ink->literal || ink->role == FONT_CODE || (!memchr(word.p, '\'', word.len) && !memchr(word.p, '"', word.len)))
		return 0;
	if (!str_starts_nocase(lang, STR("en")) || (lang.len > 2 && lang.p[2] != '-'))
		return SHAPE_APOSTROPHES;
	size_t at = from;
	uint32_t before = from ? utf8_decode_back(text, &at) : ' ';
	bool inside = unicode_is_letter(before) || (before < 0x80 && (ch_digit((char)before) || strchr(".,;:!?)]}%*'\"", (char)before)));
	return SHAPE_QUOTES | (inside ? SHAPE_INSIDE : 0);
}

static void shape_piece(struct cutter *c, struct piece *piece, int face, uint32_t script)
{
	struct para *p = c->p;
	const struct ink *ink = &p->runs[piece->run].ink;
	piece->key = (struct shape_key){ .face = face,
		.features = ink->features | quotes_of(c, ink, piece->from, piece->to),
		.script = script ? script : SHAPE_LATIN, .rtl = piece->level & 1,
		.lang = script == SHAPE_LATIN ? STR_NONE : lang_of(p, ink) };
	piece->shaped = shape_word(p->s->w->shaper, &piece->key, str_sub(text_of(p), piece->from, piece->to));
	piece->em = piece->shaped->em * ink->size;
	piece->track = ink->track;
	piece->width = (float)piece->shaped->advance * piece->em;
	if (piece->track != 0)
		piece->width += (float)letters_of(piece->shaped) * piece->track;
}

static bool is_ideograph_script(uint32_t script)
{
	return script == ('H' << 24 | 'a' << 16 | 'n' << 8 | 'i') ||
	       script == ('H' << 24 | 'i' << 16 | 'r' << 8 | 'a') ||
	       script == ('K' << 24 | 'a' << 16 | 'n' << 8 | 'a');
}

static const struct foreign *foreign_script(const struct cutter *c, uint32_t script)
{
	for (int i = 0; script && i < c->n_foreign; i++)
		if (c->foreign[i].script == script)
			return &c->foreign[i];
	return NULL;
}

/* Looks through the paragraph, so that a word's letters do not change their face in its middle. */
static void find_foreign(struct cutter *c)
{
	struct font_db *fonts = c->p->s->t->fonts;
	struct str text = text_of(c->p);
	int own = c->p->n_runs > 0 ? face_of(c->p, &c->p->runs[0].ink) : 0;
	for (size_t at = 0; at < text.len;) {
		if ((unsigned char)text.p[at] < 0xC4) { /* Latin-1 at most */
			at++;
			continue;
		}
		uint32_t ch = utf8_decode(text, &at);
		uint32_t script = shape_script(ch);
		if (script && script != SHAPE_LATIN && !font_glyph(fonts, own, ch) &&
		    !foreign_script(c, script) && c->n_foreign < 4)
			c->foreign[c->n_foreign++] = (struct foreign){ script, ch };
	}
}

bool pieces_lack_spaces(const struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->n; i++) {
		uint32_t script = pieces->list[i].type == PIECE_WORD ? pieces->list[i].key.script : 0;
		if (script == ('T' << 24 | 'h' << 16 | 'a' << 8 | 'i') ||
		    script == ('L' << 24 | 'a' << 16 | 'o' << 8 | 'o') ||
		    script == ('K' << 24 | 'h' << 16 | 'm' << 8 | 'r') ||
		    script == ('M' << 24 | 'y' << 16 | 'm' << 8 | 'r'))
			return true;
	}
	return false;
}

/* A word with letters beyond ASCII: cut where script, direction or face change. */
static void cut_word(struct cutter *c, size_t run, size_t from, size_t to)
{
	struct para *p = c->p;
	struct font_db *fonts = p->s->t->fonts;
	const struct ink *ink = &p->runs[run].ink;
	struct str text = text_of(p);
	int own = face_of(p, ink), face = -1;
	uint32_t script = 0;
	size_t start = from;
	for (size_t at = from; at < to;) {
		size_t here = at, next_at;
		uint32_t ch = utf8_decode(text, &at);
		uint32_t sc = shape_script(ch);
		bool joins = here > start && (shape_is_mark(ch) || shape_is_ignorable(ch));
		next_at = at;
		uint32_t follower = at < to ? utf8_decode(text, &next_at) : 0;
		int f = face;
		if (shape_is_ignorable(ch)) {
			f = face < 0 ? own : face;
		} else if (!joins || !font_glyph(fonts, face, ch)) {
			size_t behind = next_at;
			bool keycap = follower == 0xFE0F && behind < to && utf8_decode(text, &behind) == 0x20E3;
			bool emoji = follower == 0xFE0F && (ch > 0x7F || keycap);
			const struct foreign *foreign = foreign_script(c, sc);
			f = foreign ? font_fallback(fonts, own, foreign->missing) : own;
			if (f >= 0 && !font_glyph(fonts, f, ch))
				f = font_glyph(fonts, own, ch) ? own : -1;
			if (emoji) { /* asked for in colour */
				int coloured = font_fallback(fonts, own, 0x1F600);
				if (coloured >= 0 && font_glyph(fonts, coloured, ch))
					f = coloured;
			}
			if (f < 0 && face >= 0 && joins)
				f = face; /* a mark stays with its letter */
			if (f < 0)
				f = font_fallback(fonts, own, ch);
			if (f < 0) {
				setter_count_missing(p->s, ch);
				f = own;
			}
		}
		bool other = here > start &&
			     ((f != face && !joins) || (sc && script && sc != script) ||
			      (c->levels && c->levels[here] != c->levels[start]));
		if (other) {
			struct piece *piece = add(c, PIECE_WORD, run, start, here);
			piece->ideographs = is_ideograph_script(script);
			shape_piece(c, piece, face, script ? script : c->script);
			start = here;
			if (script)
				c->script = script;
			script = 0;
		}
		if (sc)
			script = sc;
		face = f;
	}
	struct piece *piece = add(c, PIECE_WORD, run, start, to);
	piece->ideographs = is_ideograph_script(script);
	shape_piece(c, piece, face < 0 ? own : face, script ? script : c->script);
	if (script)
		c->script = script;
}

static void put_word(struct cutter *c, size_t run, size_t from, size_t to, bool ascii)
{
	if (from == to)
		return;
	if (!ascii) {
		cut_word(c, run, from, to);
		return;
	}
	while (from < to) { /* digits in a right-to-left paragraph may differ in level */
		size_t end = to;
		for (size_t i = from + 1; c->levels && i < to; i++)
			if (c->levels[i] != c->levels[from]) {
				end = i;
				break;
			}
		struct piece *piece = add(c, PIECE_WORD, run, from, end);
		shape_piece(c, piece, face_of(c->p, &c->p->runs[run].ink), SHAPE_LATIN);
		from = end;
	}
}

static void put_space(struct cutter *c, size_t run, size_t from, size_t to)
{
	struct para *p = c->p;
	const struct ink *ink = &p->runs[run].ink;
	struct piece *piece = add(c, PIECE_SPACE, run, from, to);
	piece->key.face = face_of(p, ink);
	const struct font_face *face = font_face(p->s->t->fonts, piece->key.face);
	piece->em = ink->size / (float)face->units_per_em;
	int advance = font_advance(p->s->t->fonts, piece->key.face,
				   font_glyph(p->s->t->fonts, piece->key.face, ' '));
	piece->width = fmaxf((float)advance * piece->em + ink->track + ink->word_space, 0);
}

/* What a character that ends a word is; WORD: it does not. */
static enum piece_type kind_at(struct str text, size_t at, size_t *len)
{
	const unsigned char *t = (const unsigned char *)text.p + at;
	size_t left = text.len - at;
	*len = 1;
	if (*t == ' ' || *t == '\t' || *t == '\n')
		return PIECE_SPACE;
	if (*t < 0xC2)
		return PIECE_WORD;
	*len = 2;
	if (left >= 2 && t[0] == 0xC2 && t[1] == 0xA0)
		return PIECE_SPACE;
	if (left >= 2 && t[0] == 0xC2 && t[1] == 0xAD)
		return PIECE_NONE;
	*len = 3;
	if (left >= 3 && t[0] == 0xE2 && t[1] == 0x80 && t[2] == 0xA8)
		return PIECE_BREAK;
	if (left >= 3 && t[0] == 0xE2 && t[1] == 0x80 && t[2] == 0x8B)
		return PIECE_NONE;
	if (left >= 3 && t[0] == 0xE2 && t[1] == 0x81 && t[2] == 0xA0)
		return PIECE_NONE;
	if (left >= 3 && t[0] == 0xEF && t[1] == 0xBB && t[2] == 0xBF)
		return PIECE_NONE;
	return PIECE_WORD;
}

/* A longer word is cut, so that work on its parts stays linear in the text [byte]. */
enum { LONGEST = 300 };

static void cut_run(struct cutter *c, size_t run, size_t from, size_t to)
{
	struct str text = text_of(c->p);
	bool ascii = true;
	size_t start = from;
	for (size_t at = from; at < to;) {
		size_t len;
		enum piece_type type = kind_at(text, at, &len);
		if (type == PIECE_WORD && at - start >= LONGEST && ((unsigned char)text.p[at] & 0xC0) != 0x80) {
			put_word(c, run, start, at, ascii);
			start = at;
			ascii = true;
		}
		if (type == PIECE_WORD) {
			ascii = ascii && (unsigned char)text.p[at] < 0x80;
			at++;
			continue;
		}
		put_word(c, run, start, at, ascii);
		if (type == PIECE_SPACE)
			put_space(c, run, at, at + len);
		else
			add(c, type, run, at, at + len);
		at += len;
		start = at;
		ascii = true;
	}
	put_word(c, run, start, to, ascii);
}

void para_cut(struct para *p, struct arena *arena, struct pieces *out)
{
	struct str text = text_of(p);
	*out = (struct pieces){ .breaks = (unsigned char *)arena_bytes(arena, text.len + 1) };
	breaks_find(text, out->breaks);
	struct cutter c = { .p = p, .arena = arena, .out = out };
	bool rtl = p->rtl;
	c.levels = bidi_levels(text, &rtl, p->wants_direction, arena);
	p->rtl = rtl;
	out->bidi = c.levels != NULL;
	find_foreign(&c);
	for (size_t i = 0; i < p->n_runs; i++) {
		const struct para_run *run = &p->runs[i];
		size_t end = i + 1 < p->n_runs ? p->runs[i + 1].at : text.len;
		if (run->object >= 0) {
			struct piece *piece = add(&c, PIECE_OBJECT, i, run->at, end);
			piece->width = p->objects[run->object].width;
		} else if (run->at < end) {
			cut_run(&c, i, run->at, end);
		}
	}
}

void para_hyphenate(struct para *p, struct arena *arena, struct pieces *out)
{
	struct str text = text_of(p);
	out->hyphens = (unsigned char *)arena_alloc(arena, text.len + 1);
	for (size_t i = 0; i < out->n; i++) {
		const struct piece *piece = &out->list[i];
		const struct ink *ink = &p->runs[piece->run].ink;
		if (piece->type != PIECE_WORD || ink->literal || ink->role == FONT_CODE)
			continue;
		const struct hyphen_dict *dict = hyphen_find(p->s->t->hyphens, lang_of(p, ink));
		size_t from = piece->from;
		while (dict && from < piece->to) { /* letters only */
			size_t to = from, next = from;
			while (next < piece->to) {
				size_t here = next;
				if (!unicode_is_letter(utf8_decode(text, &next)))
					break;
				to = next;
				(void)here;
			}
			struct str word = str_sub(text, from, to);
			if (word.len >= 5 && !(to < text.len && (text.p[to] == '(' || text.p[to] == '_')))
				hyphen_word(dict, word, out->hyphens + from);
			from = next > to ? next : to + (to == from);
		}
	}
}
