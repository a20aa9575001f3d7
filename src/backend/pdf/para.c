/* para.c - gathers a paragraph, finds its lines by total fit, and sets them.
 *
 * Three tries: without hyphens, with them, and whatever is possible. A word wider than the measure
 * may then break between any two letters, so no line is ever overfull. */
#include "backend/pdf/flow.h"
#include "backend/pdf/para_int.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/tie.h"

#include <stdlib.h>

#define PUSH(array, n, cap) \
	(mem_grow(&(array), &(cap), (n) + 1, sizeof *(array)), &(array)[(n)++])

/* Penalties, on the scale of fill.c's badness (100: a line stretched to its limit). */
enum {
	HYPHEN_COST = 90,
	EXPLICIT_HYPHEN_COST = 25,
	POOR_COST = 160,
	LETTER_COST = 900, /* between any two letters of a word that has no room */
};

void para_init(struct para *p, struct setter *s, bool rtl)
{
	*p = (struct para){ .s = s, .rtl = rtl };
	buf_init(&p->text);
}

void para_done(struct para *p)
{
	buf_done(&p->text);
	free(p->runs);
	free(p->objects);
	free(p->ids);
}

static bool same_ink(const struct ink *a, const struct ink *b)
{
	return a->role == b->role && a->bold == b->bold && a->italic == b->italic && a->size == b->size &&
	       a->rise == b->rise && a->track == b->track && a->word_space == b->word_space && memcmp(&a->colour, &b->colour, sizeof a->colour) == 0 &&
	       a->features == b->features && a->element == b->element && a->link == b->link &&
	       a->note == b->note && a->underline == b->underline && a->strike == b->strike &&
	       a->highlight == b->highlight && a->v == b->v && a->literal == b->literal && str_eq(a->lang, b->lang);
}

void para_ink(struct para *p, const struct ink *ink)
{
	if (p->n_runs > 0) {
		struct para_run *last = &p->runs[p->n_runs - 1];
		if (last->object < 0 && same_ink(&last->ink, ink))
			return;
		if (last->at == p->text.len && last->object < 0) {
			last->ink = *ink;
			return;
		}
	}
	*PUSH(p->runs, p->n_runs, p->cap_runs) = (struct para_run){ p->text.len, *ink, -1 };
}

/* Text in the case that the style asks for. */
static void put_transformed(struct para *p, enum style_transform how, struct str text)
{
	size_t back = p->text.len;
	bool inside = back > 0 && unicode_is_letter(utf8_decode_back(buf_str(&p->text), &back)); /* of a word */
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_decode(text, &at);
		bool letter = unicode_is_letter(c) || unicode_is_mark(c) || c == '\'' || c == 0x2019;
		if (how == TRANSFORM_LOWERCASE)
			c = unicode_lower(c);
		else if (how == TRANSFORM_UPPERCASE || (!inside && letter))
			c = unicode_upper(c);
		if (c == 0xDF && how == TRANSFORM_UPPERCASE) /* the one letter of Latin-1 that becomes two */
			buf_puts(&p->text, "SS");
		else
			buf_put_utf8(&p->text, c);
		inside = letter;
	}
}

void para_text(struct para *p, struct str text)
{
	const struct ink *ink = p->n_runs > 0 ? &p->runs[p->n_runs - 1].ink : NULL;
	if (ink && ink->v && ink->v->text_transform != TRANSFORM_NONE && !ink->literal)
		put_transformed(p, ink->v->text_transform, text);
	else
		buf_put_str(&p->text, text);
}

void para_break(struct para *p)
{
	buf_puts(&p->text, "\xE2\x80\xA8");
}

void para_object(struct para *p, const struct ink *ink, const struct para_object *object)
{
	*PUSH(p->objects, p->n_objects, p->cap_objects) = *object;
	*PUSH(p->runs, p->n_runs, p->cap_runs) =
		(struct para_run){ p->text.len, *ink, (int)p->n_objects - 1 };
	buf_puts(&p->text, "\xEF\xBF\xBC");
}

bool para_empty(const struct para *p)
{
	if (p->n_objects > 0)
		return false;
	for (size_t i = 0; i < p->text.len; i++)
		if (!ch_space(p->text.p[i]))
			return false;
	return true;
}

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

float piece_part_width(const struct para *p, const struct piece *piece, size_t from, size_t to)
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

/* ---- items ---- */

/* Of the measure: what may break between any two letters. A ragged line may be short instead. */
static const float WIDE = 0.55f, WIDE_RAGGED = 1;

struct items {
	struct arena *arena;
	struct para *p;
	const struct pieces *pieces;
	struct fill_item *list;
	struct place_to_break *places;
	size_t n, cap;
	float measure, widest; /* a piece wider than that may break anywhere */
	bool hyphens, hang;
};

static struct fill_item *item(struct items *it, enum fill_type type, float width, size_t end, size_t next)
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

static float char_width(const struct items *it, uint32_t c, size_t run)
{
	const struct ink *ink = &it->p->runs[run].ink;
	struct font_db *fonts = it->p->s->t->fonts;
	int face = font_role(fonts, ink->role, ink->bold, ink->italic);
	uint32_t glyph = font_glyph(fonts, face, c);
	return glyph ? (float)font_advance(fonts, face, glyph) * ink->size /
			(float)font_face(fonts, face)->units_per_em : 0;
}

/* What may hang at a break between `end` and `next`, both of run `run`. */
static void set_hang(struct items *it, struct fill_item *f, size_t end, size_t next, size_t run)
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

/* Whether a word that has no place to break may be parted here with a hyphen: between two letters of
 * prose, in a script that knows hyphens. Else it is cut without a sign, as an address or code is. */
static bool parts_with_hyphen(const struct items *it, const struct piece *piece, size_t at)
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

static void penalty(struct items *it, const struct piece *piece, size_t at, int cost, bool hyphen)
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
static void open_joint(struct items *it, const struct piece *piece, size_t at)
{
	float size = it->p->runs[piece->run].ink.size;
	struct fill_item *f = item(it, FILL_GLUE, 0, at, at);
	f->stretch = size * 0.06f;
	f->shrink = 0;
	f->penalty = 0;
	set_hang(it, f, at, at, piece->run);
}

static void put_word(struct items *it, const struct piece *piece)
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
			wide = piece_part_width(it->p, piece, at - 1, checked) > it->widest;
			checked++;
		}
		bool soft = it->hyphens && hyphens && hyphens[at];
		if (breaks[at] == BREAK_NO && !soft && !wide)
			continue;
		if (breaks[at] == BREAK_NO && !soft && unicode_cluster_end(text, from) > at)
			continue;
		item(it, FILL_BOX, piece_part_width(it->p, piece, from, at), at, at);
		if (breaks[at] != BREAK_NO && piece->ideographs && breaks[at] == BREAK_MAY)
			open_joint(it, piece, at);
		else if (breaks[at] != BREAK_NO)
			penalty(it, piece, at, breaks[at] == BREAK_MAY ? EXPLICIT_HYPHEN_COST : POOR_COST, false);
		else
			penalty(it, piece, at, soft ? HYPHEN_COST : LETTER_COST,
				soft || parts_with_hyphen(it, piece, at));
		from = at;
	}
	item(it, FILL_BOX, piece_part_width(it->p, piece, from, piece->to), piece->to, piece->to);
}

static int cost_of_space(const struct para *p, const struct piece *piece)
{
	static const int costs[] = { [TIE_NONE] = 0, [TIE_LOOSE] = POOR_COST, [TIE_FAST] = FILL_NEVER };
	const struct ink *ink = &p->runs[piece->run].ink;
	return costs[tie_at(buf_str(&p->text), piece->from, piece->to, ink->lang.len ? ink->lang : p->s->language)];
}

static void put_space(struct items *it, const struct piece *piece)
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
static void part_chain(struct items *it, const struct piece *piece, float *chain)
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

static void put_items(struct items *it)
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

/* ---- lines ---- */

/* The same number of lines in the least width that takes them, so that all are about as long. */
static void even_out(const struct items *it, const struct fill_rules *rules, size_t n, struct fill_line **lines)
{
	float low = 0, high = rules->width;
	for (size_t i = 0; i < it->n; i++)
		low += it->list[i].type == FILL_PENALTY ? 0 : it->list[i].width / (float)n;
	while (high - low > 4) {
		struct fill_rules narrow = *rules;
		struct fill_line *found;
		narrow.width = (low + high) / 2;
		narrow.rag = narrow.width * 0.4f;
		narrow.last_try = false;
		if (fill_total(it->list, it->n, &narrow, it->arena, &found) == n) {
			*lines = found;
			high = narrow.width;
		} else {
			low = narrow.width;
		}
	}
}

static size_t find_lines(struct items *it, const struct measure *m, struct pieces *pieces,
			 struct fill_line **lines)
{
	bool justify = m->align == PARA_JUSTIFY;
	struct fill_rules rules = {
		.width = m->width, .first_indent = m->first_indent,
		.rag = justify ? 0 : m->align == PARA_START ? it->measure * 0.12f + 20 : it->measure * 0.3f,
		.letter_fit = justify ? m->letter_fit : 0, .tolerance = 1.05f,
	};
	put_items(it);
	if (it->n == 0)
		return 0;
	if (it->n > 200000)
		return fill_greedy(it->list, it->n, &rules, it->arena, lines);
	size_t n = fill_total(it->list, it->n, &rules, it->arena, lines);
	if (n == 0 && m->hyphenate) {
		para_hyphenate(it->p, it->arena, pieces);
		it->n = 0;
		it->hyphens = true;
		put_items(it);
		rules.any_hyphen = true;
		rules.tolerance = 1.6f;
		n = fill_total(it->list, it->n, &rules, it->arena, lines);
	}
	if (n == 0) {
		rules.any_hyphen = true;
		rules.last_try = true;
		n = fill_total(it->list, it->n, &rules, it->arena, lines);
	}
	if (m->even && n > 1)
		even_out(it, &rules, n, lines);
	return n;
}

/* The first run that ends behind `from`. */
static size_t run_at(const struct para *p, size_t from)
{
	size_t low = 0, high = p->n_runs;
	while (low + 1 < high) {
		size_t mid = (low + high) / 2;
		if (p->runs[mid].at <= from)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* The height that pictures in the line need above the baseline. */
static float object_height(const struct para *p, size_t from, size_t to)
{
	float height = 0;
	for (size_t i = run_at(p, from); i < p->n_runs && p->runs[i].at < to; i++)
		if (p->runs[i].object >= 0 && p->runs[i].at >= from)
			height = fmaxf(height, p->objects[p->runs[i].object].height);
	return height;
}

/* Notes that runs of this line want: their rows, in scratch memory. */
static size_t wanted_notes(const struct para *p, size_t from, size_t to, int **rows)
{
	size_t first = run_at(p, from), n = 0, end = first;
	while (end < p->n_runs && p->runs[end].at < to)
		end++;
	*rows = ARENA_ARRAY(&p->s->w->scratch, int, end - first + 1);
	for (size_t i = first; i < end; i++) {
		size_t run_end = i + 1 < p->n_runs ? p->runs[i + 1].at : p->text.len;
		int note = p->runs[i].ink.note;
		if (run_end > from && note >= 0 && (n == 0 || (*rows)[n - 1] != note))
			(*rows)[n++] = note;
	}
	return n;
}

/* Where a line goes across the measure. */
static float line_x(const struct measure *m, float width, float indent, bool rtl)
{
	rtl = m->side == SIDE_OF_TEXT ? rtl : m->side == SIDE_AT_RIGHT;
	float room = m->width - indent;
	enum para_align align = m->align == PARA_JUSTIFY ? PARA_START : m->align;
	if (align == PARA_CENTER)
		return m->x + (rtl ? 0 : indent) + (room - width) / 2;
	if ((align == PARA_END) != rtl)
		return m->x + (rtl ? 0 : indent) + room - width;
	return m->x + (rtl ? 0 : indent);
}

static float set_width(const struct items *it, const struct fill_line *line)
{
	float width = 0;
	for (size_t i = line->first; i < line->at; i++) {
		const struct fill_item *f = &it->list[i];
		if (f->type == FILL_BOX)
			width += f->width * (1 + line->letter);
		else if (f->type == FILL_GLUE)
			width += f->width + (line->ratio > 0 ? f->stretch : f->shrink) * line->ratio;
	}
	if (line->at < it->n && it->list[line->at].type == FILL_PENALTY)
		width += it->list[line->at].width;
	return width;
}

/* Stretches the spaces of a line that fill left as it is until it fills its measure. */
static void spread(const struct items *it, struct fill_line *line, float room)
{
	float stretch = 0, missing;
	line->ratio = line->letter = 0;
	missing = room - set_width(it, line);
	for (size_t i = line->first; i < line->at; i++)
		stretch += it->list[i].type == FILL_GLUE ? it->list[i].stretch : 0;
	if (stretch > 0 && missing > 0)
		line->ratio = missing / stretch;
}

static void put_lines(struct para *p, struct galley *g, const struct measure *m, struct items *it,
		      struct fill_line *lines, size_t n)
{
	struct str text = setter_str(p->s, buf_str(&p->text));
	float hang = 0;
	for (size_t k = 0; k < n; k++) {
		struct fill_line *line = &lines[k];
		bool end = line->at >= it->n;
		size_t from = k == 0 ? 0 : it->places[lines[k - 1].at].next;
		size_t to = end ? text.len : it->places[line->at].end;
		if (m->align != PARA_JUSTIFY)
			line->ratio = line->letter = 0;
		float indent = k == 0 ? m->first_indent : 0;
		struct measure across = *m;
		if (m->ends_apart && (end || (it->list[line->at].type == FILL_PENALTY &&
					      it->list[line->at].penalty <= FILL_FORCED))) {
			across.align = m->last;
			if (m->last == PARA_JUSTIFY)
				spread(it, line, m->width - indent);
		}
		float width = set_width(it, line);
		float taller = object_height(p, from, to) - m->baseline;
		if (taller < 0)
			taller = 0;
		if (k > 0)
			galley_inside(g, (int)k < m->orphans || (int)(n - k) < m->widows || m->whole);
		galley_box_begin(g, m->leading + taller, m->baseline + taller, m->line);
		struct line_place place = {
			.x = line_x(&across, width, indent, p->rtl) - (p->rtl ? 0 : hang), .width = width,
			.baseline = m->baseline + taller, .top = taller, .bottom = m->leading + taller,
			.ratio = line->ratio, .letter = line->letter, .rtl = p->rtl, .last = end,
			.hyphen = !end && it->places[line->at].hyphen, .text = text,
		};
		para_put_line(p, it->pieces, from, to, g, &place);
		int *notes;
		size_t n_notes = wanted_notes(p, from, to, &notes);
		note_want(g, notes, n_notes, m->line);
		galley_box_end(g);
		hang = end || m->align != PARA_JUSTIFY ? 0 : it->list[line->at].hang_start;
	}
}

int para_set(struct para *p, struct galley *g, const struct measure *asked)
{
	struct arena *arena = &p->s->w->scratch;
	struct measure own = *asked, *m = &own;
	arena_reset(arena);
	struct pieces pieces;
	para_cut(p, arena, &pieces);
	if (own.align == PARA_JUSTIFY && pieces_lack_spaces(&pieces))
		own.align = PARA_START;
	struct items it = { .arena = arena, .p = p, .pieces = &pieces, .measure = m->width,
			    .widest = m->width * (m->align == PARA_JUSTIFY ? WIDE : WIDE_RAGGED),
			    .hang = m->align == PARA_JUSTIFY };
	struct fill_line *lines = NULL;
	size_t n = find_lines(&it, m, &pieces, &lines);
	for (size_t i = 0; i < p->n_ids; i++)
		galley_anchor(g, p->ids[i]);
	put_lines(p, g, m, &it, lines, n);
	if (n > 0 && m->keep_after > 0)
		galley_keep(g, m->keep_after);
	return (int)n;
}

void para_widths(struct para *p, float *natural, float *least)
{
	struct arena *arena = &p->s->w->scratch;
	arena_reset(arena);
	struct pieces pieces;
	para_cut(p, arena, &pieces);
	struct items it = { .arena = arena, .p = p, .pieces = &pieces, .measure = 1e9f, .widest = 1e9f };
	put_items(&it);
	float line = 0, word = 0;
	*natural = *least = 0;
	for (size_t i = 0; i <= it.n; i++) {
		const struct fill_item *f = i < it.n ? &it.list[i] : NULL;
		bool may = !f || (f->type != FILL_BOX && f->penalty < FILL_NEVER);
		if (may) {
			*least = fmaxf(*least, word);
			word = 0;
		}
		if (!f || (f->type == FILL_PENALTY && f->penalty <= FILL_FORCED)) {
			*natural = fmaxf(*natural, line);
			line = 0;
		} else if (f->type != FILL_PENALTY) {
			line += f->width;
			word += may ? 0 : f->width;
		}
	}
}
