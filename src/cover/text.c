/* text.c - a few lines of large type, set by the rules that books are set by: lines end where
 * UAX #14 lets them, letters run as UAX #9 has it, each in the first face that has it. */
#include "cover/cover.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "font/outline.h"
#include "layout/bidi.h"
#include "layout/breaks.h"

#include <stdlib.h>

enum { PIECES_MAX = 256 };

/* Letters of one face and direction. */
struct piece {
	struct str text;
	int face;
	unsigned char level;
};

/* The face that sets a character, `now` for marks that stand on what it sets. */
static int face_of(const struct cover_setter *s, uint32_t code, int preferred, int now)
{
	if (shape_is_mark(code) || shape_is_ignorable(code))
		return now < 0 ? preferred : now;
	if (font_glyph(s->fonts, preferred, code))
		return preferred;
	int other = font_fallback(s->fonts, preferred, code);
	return other < 0 ? preferred : other;
}

/* Cuts `text` where face, level or word change; returns how many pieces. */
static size_t cut(const struct cover_setter *s, const struct cover_block *b, struct str text,
		  const unsigned char *levels, struct piece *pieces)
{
	size_t n = 0;
	for (size_t at = 0; at < text.len;) {
		size_t next = at;
		uint32_t code = utf8_decode(text, &next);
		struct piece *last = n ? &pieces[n - 1] : NULL;
		int face = face_of(s, code, b->face, last ? last->face : -1);
		unsigned char level = levels ? levels[at] : 0;
		bool space = code == ' ' || (last && last->text.p[0] == ' ');
		if (last && !space && last->face == face && last->level == level)
			last->text.len += next - at;
		else if (n < PIECES_MAX)
			pieces[n++] = (struct piece){ str_sub(text, at, next), face, level };
		at = next;
	}
	return n;
}

static const struct shaped *shape(const struct cover_setter *s, const struct piece *p)
{
	size_t zero = 0;
	struct shape_key key = { .face = p->face, .script = shape_script(utf8_decode(p->text, &zero)),
		.rtl = p->level & 1 };
	return shape_word(s->shaper, &key, p->text);
}

static void add_edge(void *raster, float x0, float y0, float x1, float y1)
{
	raster_edge(raster, x0, y0, x1, y1);
}

/* Sets text from x on, or only measures it when there is no raster; returns its width [px]. */
static float set(const struct cover_setter *s, const struct cover_block *b, struct str text,
		 const unsigned char *levels, float x, float y)
{
	struct piece *pieces = mem_alloc(PIECES_MAX * sizeof *pieces);
	unsigned char of_piece[PIECES_MAX];
	size_t order[PIECES_MAX], n = cut(s, b, text, levels, pieces);
	struct outline_sink sink = { .edge = add_edge, .context = s->raster };
	float start = x;
	for (size_t i = 0; i < n; i++)
		of_piece[i] = pieces[i].level;
	bidi_order(of_piece, n, order);
	for (size_t i = 0; i < n; i++) {
		const struct piece *p = &pieces[order[i]];
		const struct shaped *word = shape(s, p);
		float scale = word->em * b->size;
		for (int k = 0; k < word->n; k++) {
			const struct shape_glyph *g = &word->glyphs[k];
			if (s->raster)
				outline_put(font_face(s->fonts, p->face), g->id, x + (float)g->dx * scale,
					    y - (float)g->dy * scale, b->size, &sink);
			x += (float)g->advance * scale;
		}
	}
	free(pieces);
	return x - start;
}

static struct str line_text(const struct cover_block *b, struct cover_line line)
{
	struct str text = str_sub(b->text, line.from, line.to);
	while (text.len && text.p[text.len - 1] == ' ')
		text.len--;
	return text;
}

static float width_of(const struct cover_setter *s, const struct cover_block *b, struct cover_line line)
{
	struct cover_setter measuring = *s;
	measuring.raster = NULL;
	return set(&measuring, b, line_text(b, line), b->levels ? b->levels + line.from : NULL, 0, 0);
}

/* The next place behind `at` where a line may end. */
static size_t next_break(const struct cover_block *b, const unsigned char *marks, size_t at)
{
	for (at++; at < b->text.len && marks[at] != BREAK_MAY && marks[at] != BREAK_MUST;)
		at++;
	return at;
}

/* The longest start of text[at, …) that is at most `measure` wide and ends where a line may end; with
 * `force`, where any letter does, and at least one. Empty: there is none. */
static struct cover_line longest_line(const struct cover_block *b, const struct cover_setter *s,
				      const unsigned char *marks, size_t at, float measure, bool force)
{
	struct cover_line line = { at, at };
	while (line.to < b->text.len) {
		struct cover_line longer = { at, force ? unicode_cluster_end(b->text, line.to) : next_break(b, marks, line.to) };
		bool first = force && line.to == at;
		if (!first && width_of(s, b, longer) > measure)
			break;
		line = longer;
	}
	return line;
}

/* Fills lines of at most `measure`. False: a word alone is too wide, or there are too many lines;
 * with `force` words are cut, and the lines are as many as may be. */
static bool fill(struct cover_block *b, const struct cover_setter *s, const unsigned char *marks,
		 float measure, int most, bool force)
{
	b->n = 0;
	b->cut = false;
	for (size_t at = 0; at < b->text.len; at = b->lines[b->n - 1].to) {
		if (b->n == most) {
			b->cut = true;
			return force;
		}
		struct cover_line line = longest_line(b, s, marks, at, measure, false);
		if (line.to == at && !force)
			return false;
		b->lines[b->n++] = line.to > at ? line : longest_line(b, s, marks, at, measure, true);
	}
	return true;
}

static bool fits(const struct cover_block *b, struct cover_limits limits)
{
	return b->n <= limits.lines && cover_block_height(b) <= limits.height;
}

/* The narrowest measure that gives as many lines makes them about equal. */
static void balance(struct cover_block *b, const struct cover_setter *s, const unsigned char *marks)
{
	int n = b->n;
	float low = s->measure / 2, high = s->measure;
	for (int i = 0; i < 6 && n > 1; i++) {
		float middle = (low + high) / 2;
		if (fill(b, s, marks, middle, n, false))
			high = middle;
		else
			low = middle;
	}
	fill(b, s, marks, high, n, false);
}

void cover_block_init(struct cover_block *b, const struct cover_setter *s, struct str text, int face,
		      struct cover_limits limits)
{
	struct arena arena;
	arena_init(&arena);
	*b = (struct cover_block){ .text = str_trim(text), .face = face, .rtl = s->rtl };
	unsigned char *marks = mem_alloc(b->text.len + 2);
	breaks_find(b->text, marks);
	const unsigned char *levels = bidi_levels(b->text, &b->rtl, true, &arena);
	if (levels && b->text.len) {
		b->levels = mem_alloc(b->text.len);
		memcpy(b->levels, levels, b->text.len);
	}
	bool well = false;
	for (float size = limits.largest; !well && size >= limits.least; size *= 0.95f) {
		b->size = size;
		b->leading = size * 1.14f;
		well = fill(b, s, marks, s->measure, limits.lines, false) && fits(b, limits);
	}
	if (well) {
		balance(b, s, marks);
	} else {
		int most = (int)(limits.height / b->leading);
		fill(b, s, marks, s->measure, most < limits.lines ? most : limits.lines, true);
	}
	free(marks);
	arena_done(&arena);
}

void cover_block_done(struct cover_block *b)
{
	free(b->levels);
}

float cover_block_height(const struct cover_block *b)
{
	return b->n ? b->leading * (float)b->n : 0;
}

void cover_block_draw(const struct cover_block *b, const struct cover_setter *s, float top)
{
	for (int i = 0; i < b->n; i++) {
		float y = top + b->leading * (float)i + b->size * 0.92f;
		struct cover_line line = b->lines[i];
		float width = width_of(s, b, line);
		float x = s->rtl ? s->left + s->measure - width : s->left;
		const unsigned char *levels = b->levels ? b->levels + line.from : NULL;
		set(s, b, line_text(b, line), levels, x, y);
		if (b->cut && i + 1 == b->n)
			set(s, b, STR("…"), NULL, s->rtl ? x - b->size : x + width, y);
	}
}
