/* para_items.c - a paragraph as total fit wants it (layout/fill.h): its pieces become boxes, glue and
 * penalties, and what may hang out of the measure at each place to break. */
#include "backend/pdf/flow.h"
#include "backend/pdf/para_int.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/tie.h"

/* Penalties, on the scale of fill.c's badness (100: a line stretched to its limit). */
enum {
	HYPHEN_COST = 90,
	EXPLICIT_HYPHEN_COST = 25,
	POOR_COST = 160,
	LETTER_COST = 900, /* between any two letters of a word that has no room */
};

/* ---- widths ---- */

bool ends_letter(const struct shaped *w, int i)
{
	return i + 1 >= w->n || w->glyphs[i + 1].at != w->glyphs[i].at;
}

int letters_of(const struct shaped *w)
{
	int n = 0;
	for (int i = 0; i < w->n; i++)
		n += ends_letter(w, i);
	return n;
}

/* Width of part of a word. */
static float part_width(const struct para *p, const struct piece *piece, size_t from, size_t to)
{
	if (piece->type != PIECE_WORD || (from <= piece->from && to >= piece->to))
		return piece->width;
	int advance = 0, letters = 0;
	bool starts = from <= piece->from, ends = to >= piece->to; /* whether a glyph begins there */
	for (int i = 0; i < piece->shaped->n; i++) {
		size_t at = piece->from + piece->shaped->glyphs[i].at;
		starts = starts || at == from;
		ends = ends || at == to;
		if (at >= from && at < to)
			advance += piece->shaped->glyphs[i].advance;
		letters += at >= from && at < to && ends_letter(piece->shaped, i);
	}
	if (!starts || !ends) { /* within a ligature, which will not be one */
		const struct shaped *part =
			shape_word(p->s->w->shaper, &piece->key, str_sub(buf_str(&p->text), from, to));
		advance = part->advance;
		letters = letters_of(part);
	}
	return (float)advance * piece->em + (float)letters * piece->track;
}

float para_space_stretch(const struct piece *piece)
{
	return piece->width * 0.55f;
}

float para_space_shrink(const struct piece *piece)
{
	return piece->width * 0.28f;
}

float para_hyphen_width(const struct para *p, const struct ink *ink, int *face, uint32_t *glyph)
{
	struct font_db *fonts = p->s->t->fonts;
	*face = font_role(fonts, ink->role, ink->bold, ink->italic);
	*glyph = font_glyph(fonts, *face, 0x2010);
	if (*glyph == 0)
		*glyph = font_glyph(fonts, *face, '-');
	if (*glyph == 0)
		*glyph = font_last_resort(fonts, *face);
	return (float)font_advance(fonts, *face, *glyph) * ink->size /
	       (float)font_face(fonts, *face)->units_per_em;
}

/* ---- items ---- */

static struct fill_item *item(struct para_items *it, enum fill_type type, float width, size_t end, size_t next)
{
	if (it->n == it->cap) {
		size_t cap = it->cap ? it->cap * 2 : 128;
		struct fill_item *list = ARENA_RAW(it->arena, struct fill_item, cap);
		struct place_to_break *places = ARENA_RAW(it->arena, struct place_to_break, cap);
		if (it->n > 0) {
			memcpy(list, it->list, it->n * sizeof *list);
			memcpy(places, it->places, it->n * sizeof *places);
		}
		it->list = list;
		it->places = places;
		it->cap = cap;
	}
	it->places[it->n] = (struct place_to_break){ end, next, false };
	it->list[it->n] = (struct fill_item){ .type = type, .width = width, .penalty = FILL_NEVER };
	return &it->list[it->n++];
}

/* ---- what hangs ---- */

/* How much of a character's own width may stand outside the measure. */
static float hang_share(uint32_t c, bool start)
{
	switch (c) {
	case '.': case ',': case 0x3001: case 0x3002: case 0xFF0C:
		return start ? 0 : 0.6f;
	case '-': case 0x2010: case 0xAD:
		return start ? 0 : 0.55f;
	case ':': case ';': case '!': case '?':
		return start ? 0 : 0.3f;
	case 0x2013:
		return 0.3f;
	case 0x2014:
		return 0.2f;
	case '"': case '\'': case 0x2018: case 0x2019: case 0x201C: case 0x201D: case 0xAB: case 0xBB:
		return 0.55f;
	case '(': case '[':
		return start ? 0.15f : 0;
	case ')': case ']':
		return start ? 0 : 0.15f;
	case 'A': case 'T': case 'V': case 'W': case 'Y':
		return 0.06f;
	}
	return 0;
}

static float char_width(const struct para_items *it, uint32_t c, size_t run)
{
	const struct ink *ink = &it->p->runs[run].ink;
	struct font_db *fonts = it->p->s->t->fonts;
	int face = font_role(fonts, ink->role, ink->bold, ink->italic);
	uint32_t glyph = font_glyph(fonts, face, c);
	return glyph ? (float)font_advance(fonts, face, glyph) * ink->size /
			(float)font_face(fonts, face)->units_per_em : 0;
}

/* What may hang at a break between `end` and `next`, both of run `run`. */
static void set_hang(struct para_items *it, struct fill_item *f, size_t end, size_t next, size_t run)
{
	struct str text = buf_str(&it->p->text);
	if (!it->hang || it->p->rtl)
		return;
	size_t at = end;
	if (end > 0) {
		uint32_t c = f->hyphen ? 0x2010 : utf8_decode_back(text, &at);
		float share = hang_share(c, false);
		f->hang_end = share > 0 ? share * (f->hyphen ? f->width : char_width(it, c, run)) : 0;
	}
	at = next;
	if (next < text.len) {
		uint32_t c = utf8_decode(text, &at);
		float share = hang_share(c, true);
		f->hang_start = share > 0 ? share * char_width(it, c, run) : 0;
	}
}

/* ---- pieces ---- */

/* Whether a word that has no place to break may be parted here with a hyphen: between two letters of
 * prose, in a script that knows hyphens. Else it is cut without a sign, as an address or code is. */
static bool parts_with_hyphen(const struct para_items *it, const struct piece *piece, size_t at)
{
	const struct ink *ink = &it->p->runs[piece->run].ink;
	struct str text = buf_str(&it->p->text);
	if (ink->literal || ink->role == FONT_CODE || piece->ideographs || (piece->level & 1) ||
	    !shape_has_hyphens(piece->key.script))
		return false;
	for (size_t i = piece->from; i < piece->to;) /* no number, no name made of signs */
		if (!unicode_is_letter(utf8_decode(text, &i)))
			return false;
	return at > piece->from && at < piece->to;
}

static void penalty(struct para_items *it, const struct piece *piece, size_t at, int cost, bool hyphen)
{
	float width = 0;
	const struct ink *ink = &it->p->runs[piece->run].ink;
	if (hyphen) {
		int face;
		uint32_t glyph;
		width = para_hyphen_width(it->p, ink, &face, &glyph);
	}
	struct fill_item *f = item(it, FILL_PENALTY, width, at, at);
	f->penalty = cost;
	f->hyphen = hyphen;
	it->places[it->n - 1].hyphen = hyphen;
	set_hang(it, f, at, at, piece->run);
}

/* Room between two ideographs, which is where such lines give. */
static void open_joint(struct para_items *it, const struct piece *piece, size_t at)
{
	float size = it->p->runs[piece->run].ink.size;
	struct fill_item *f = item(it, FILL_GLUE, 0, at, at);
	f->stretch = size * 0.06f;
	f->shrink = 0;
	f->penalty = 0;
	set_hang(it, f, at, at, piece->run);
}

static void put_word(struct para_items *it, const struct piece *piece)
{
	const unsigned char *breaks = it->pieces->breaks, *hyphens = it->pieces->hyphens;
	struct str text = buf_str(&it->p->text);
	size_t from = piece->from, checked = piece->from;
	bool wide = false;
	for (size_t at = from + 1; at < piece->to; at++) {
		if (((unsigned char)text.p[at] & 0xC0) == 0x80)
			continue;
		if (piece->width > it->widest && at >= checked) {
			/* Up to the next place to break: too much for a line? */
			for (checked = at; checked < piece->to && breaks[checked] == BREAK_NO;)
				checked++;
			wide = part_width(it->p, piece, at - 1, checked) > it->widest;
			checked++;
		}
		bool soft = it->hyphens && hyphens && hyphens[at];
		if (breaks[at] == BREAK_NO && !soft && !wide)
			continue;
		if (breaks[at] == BREAK_NO && !soft && unicode_cluster_end(text, from) > at)
			continue;
		item(it, FILL_BOX, part_width(it->p, piece, from, at), at, at);
		if (breaks[at] != BREAK_NO && piece->ideographs && breaks[at] == BREAK_MAY)
			open_joint(it, piece, at);
		else if (breaks[at] != BREAK_NO)
			penalty(it, piece, at, breaks[at] == BREAK_MAY ? EXPLICIT_HYPHEN_COST : POOR_COST, false);
		else
			penalty(it, piece, at, soft ? HYPHEN_COST : LETTER_COST,
				soft || parts_with_hyphen(it, piece, at));
		from = at;
	}
	item(it, FILL_BOX, part_width(it->p, piece, from, piece->to), piece->to, piece->to);
}

static int cost_of_space(const struct para *p, const struct piece *piece)
{
	static const int costs[] = { [TIE_NONE] = 0, [TIE_LOOSE] = POOR_COST, [TIE_FAST] = FILL_NEVER };
	const struct ink *ink = &p->runs[piece->run].ink;
	return costs[tie_at(buf_str(&p->text), piece->from, piece->to, ink->lang.len ? ink->lang : p->s->language)];
}

static void put_space(struct para_items *it, const struct piece *piece)
{
	struct fill_item *f = item(it, FILL_GLUE, piece->width, piece->from, piece->to);
	f->stretch = para_space_stretch(piece);
	f->shrink = para_space_shrink(piece);
	f->penalty = it->pieces->breaks[piece->to] == BREAK_NO ? FILL_NEVER : cost_of_space(it->p, piece);
	if (f->penalty < FILL_NEVER)
		set_hang(it, f, piece->from, piece->to, piece->run);
}

/* Pieces that hang together without a place to break: when they come to be too wide for a line, it may
 * end between two of them. */
static void part_chain(struct para_items *it, const struct piece *piece, float *chain)
{
	struct str text = buf_str(&it->p->text);
	size_t at = piece->from;
	if (it->n > 0 && it->list[it->n - 1].type != FILL_BOX)
		*chain = 0;
	if (*chain > 0 && *chain + piece->width > it->widest && !unicode_is_mark(utf8_decode(text, &at))) {
		penalty(it, piece, piece->from, LETTER_COST, false);
		*chain = 0;
	}
	*chain += piece->width;
}

void para_items_put(struct para_items *it)
{
	const struct pieces *all = it->pieces;
	float chain = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct piece *piece = &all->list[i];
		if (piece->type == PIECE_WORD || piece->type == PIECE_OBJECT)
			part_chain(it, piece, &chain);
		bool space_next = i + 1 < all->n && all->list[i + 1].type == PIECE_SPACE;
		unsigned char after = all->breaks[piece->to];
		switch (piece->type) {
		case PIECE_WORD:
			put_word(it, piece);
			break;
		case PIECE_SPACE:
			put_space(it, piece);
			continue;
		case PIECE_NONE: {
			bool soft = buf_str(&it->p->text).p[piece->from] == '\xC2';
			if (after != BREAK_NO && i + 1 < all->n)
				penalty(it, piece, piece->to, soft ? HYPHEN_COST : 0, soft);
			continue;
		}
		case PIECE_BREAK: {
			/* What is empty between two breaks is a line all the same. */
			item(it, FILL_BOX, 0, piece->from, piece->to);
			struct fill_item *f = item(it, FILL_PENALTY, 0, piece->from, piece->to);
			f->penalty = FILL_FORCED;
			continue;
		}
		case PIECE_OBJECT:
			item(it, FILL_BOX, piece->width, piece->to, piece->to);
			break;
		}
		if (after != BREAK_NO && !space_next && i + 1 < all->n) {
			if (piece->ideographs)
				open_joint(it, piece, piece->to);
			else
				penalty(it, piece, piece->to,
					after == BREAK_MAY ? EXPLICIT_HYPHEN_COST : POOR_COST, false);
		}
	}
}
