/* code_grid.c - the grid of columns that verbatim text stands on: every character in cells of the code
 * face's one advance, whatever face it comes from. */
#include "backend/pdf/code_int.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "highlight/highlight.h"

enum { TAB = 8 };

/* A grid wants one advance: a family that the style names must have it, or the code face stands in. */
static enum font_role code_role(const struct flow *f)
{
	bool named = f->ink.role >= FONT_ROLE_COUNT;
	const struct font_db *fonts = f->s->t->fonts;
	return named && font_face(fonts, font_role(fonts, f->ink.role, false, false))->mono ? f->ink.role : FONT_CODE;
}

struct grid grid_of(const struct flow *f, float size, int element)
{
	struct setter *s = f->s;
	struct grid g = { .f = f, .size = size, .role = code_role(f) };
	g.face = font_role(s->t->fonts, g.role, false, false);
	const struct font_face *face = font_face(s->t->fonts, g.face);
	int cell = font_advance(s->t->fonts, g.face, font_glyph(s->t->fonts, g.face, 'm'));
	g.advance = (float)cell * size / (float)face->units_per_em;
	g.leading = f->v->line_height * size / f->v->font_size;
	g.baseline = (g.leading - size) / 2 + size * 0.8f;
	g.columns = (int)(f->wide / g.advance + 0.001f);
	g.squeeze = 1;
	g.ink = f->ink;
	g.ink.role = g.role;
	g.ink.size = size;
	g.ink.element = element;
	g.ink.literal = true;
	g.ink.features = SHAPE_NO_LIGATURES;
	return g;
}

size_t grid_columns_up_to(struct str text, size_t at, size_t most)
{
	size_t columns = at;
	for (size_t i = 0; i < text.len && columns - at <= most;) {
		unsigned char c = (unsigned char)text.p[i];
		if (c == '\t') {
			columns += TAB - columns % TAB;
			i++;
		} else if (c < 0x80) {
			columns++;
			i++;
		} else {
			size_t end = unicode_cluster_end(text, i);
			columns += unicode_cluster_columns(str_sub(text, i, end));
			i = end;
		}
	}
	return columns - at;
}

size_t grid_columns(struct str text, size_t at)
{
	return grid_columns_up_to(text, at, SIZE_MAX);
}

size_t code_longest_line(struct str text, size_t *lines)
{
	size_t longest = 0;
	*lines = 0;
	for (size_t from = 0; from <= text.len;) {
		ptrdiff_t at = str_find_char(text, '\n', from);
		size_t end = at < 0 ? text.len : (size_t)at;
		size_t columns = grid_columns(str_sub(text, from, end), 0);
		longest = columns > longest ? columns : longest;
		from = end + 1;
		++*lines;
	}
	return longest;
}

struct str code_next_line(struct str text, size_t *from)
{
	ptrdiff_t at = str_find_char(text, '\n', *from);
	size_t end = at < 0 ? text.len : (size_t)at;
	struct str line = str_sub(text, *from, end);
	*from = end + 1;
	if (str_ends(line, STR("\r")))
		line.len--;
	return line;
}

/* ---- one line ---- */

struct line_pen {
	const struct grid *g;
	struct str text; /* in the list's arena */
	float x, y;
	size_t column;
	struct mark run;
	size_t from;
	size_t token; /* the first that does not end before the pen */
	const struct ink *ink;
};

static void end_run(struct line_pen *pen, size_t to)
{
	if (pen->run.n_glyphs == 0)
		return;
	pen->run.text = str_sub(pen->text, pen->from, to);
	*galley_mark(pen->g->f->g, MARK_GLYPHS, pen->run.element) = pen->run;
	pen->run.n_glyphs = 0;
}

/* How the character at `at` of the pen's line looks. */
static const struct ink *ink_at(struct line_pen *pen, size_t at)
{
	const struct grid *g = pen->g;
	if (!g->inks)
		return &g->ink;
	size_t where = (size_t)(pen->text.p - g->text) + at;
	while (pen->token < g->n_tokens && g->tokens[pen->token].at + g->tokens[pen->token].len <= where)
		pen->token++;
	if (pen->token == g->n_tokens || g->tokens[pen->token].at > where)
		return &g->ink;
	return &g->inks[g->tokens[pen->token].kind];
}

/* The character's glyph in a styled face; 0 when that has none, or `plain` is not the character's own
 * in the code face. */
static uint32_t styled_glyph(const struct line_pen *pen, int face, size_t at, uint32_t plain)
{
	struct font_db *fonts = pen->g->f->s->t->fonts;
	uint32_t c = utf8_decode(pen->text, &at);
	c = c == '\t' ? ' ' : c;
	return font_glyph(fonts, pen->g->face, c) == plain ? font_glyph(fonts, face, c) : 0;
}

static void put_glyph(struct line_pen *pen, int face, struct glyph glyph, size_t at)
{
	struct setter *s = pen->g->f->s;
	const struct ink *ink = ink_at(pen, at);
	if (face == pen->g->face && (ink->bold || ink->italic)) { /* one advance, the same glyphs */
		int styled = font_role(s->t->fonts, pen->g->role, ink->bold, ink->italic);
		uint32_t same = styled_glyph(pen, styled, at, glyph.id);
		face = same ? styled : face;
		glyph.id = same ? same : glyph.id;
	}
	if (pen->run.n_glyphs > 0 && (pen->run.face != face || ink != pen->ink))
		end_run(pen, at);
	pen->ink = ink;
	if (pen->run.n_glyphs == 0) {
		pen->run = (struct mark){ .type = MARK_GLYPHS, .element = pen->g->ink.element, .x = pen->x,
			.y = pen->y, .colour = ink->colour, .literal = true, .face = face,
			.size = pen->g->size, .invisible = pen->g->invisible, .target_entry = -1,
			.first_glyph = (int)s->n_glyphs };
		pen->from = at;
	}
	glyph.text_at = (uint32_t)(at - pen->from);
	mem_grow(&s->glyphs, &s->cap_glyphs, s->n_glyphs + 1, sizeof *s->glyphs);
	s->glyphs[s->n_glyphs++] = glyph;
	pen->run.n_glyphs++;
	pen->x += glyph.advance;
}

/* A cluster that the code face has no single glyph for: shaped, centred in its cells. */
static void put_cluster(struct line_pen *pen, size_t at, size_t end)
{
	const struct grid *g = pen->g;
	struct setter *s = g->f->s;
	struct str cluster = str_sub(pen->text, at, end);
	size_t first = 0;
	uint32_t c = utf8_decode(cluster, &first);
	size_t columns = unicode_cluster_columns(cluster);
	int face = g->face;
	if (!font_glyph(s->t->fonts, face, c) && !shape_is_ignorable(c)) {
		face = font_fallback(s->t->fonts, g->face, c);
		if (face < 0) {
			setter_count_missing(s, c);
			face = g->face;
		}
	}
	struct shape_key key = { .face = face, .features = SHAPE_NO_LIGATURES, .script = shape_script(c) };
	const struct shaped *w = shape_word(s->w->shaper, &key, cluster);
	float size = g->size, room = g->advance * (float)columns;
	float em = w->em * size, width = (float)w->advance * em;
	float squeeze = width > room && width > 0 ? room / width : 1;
	float x = pen->x;
	end_run(pen, at);
	for (int i = 0; i < w->n; i++) {
		const struct shape_glyph *in = &w->glyphs[i];
		put_glyph(pen, face, (struct glyph){ .id = in->id,
			.advance = (float)in->advance * em * squeeze, .dx = (float)in->dx * em * squeeze,
			.dy = (float)in->dy * em * squeeze }, at);
		s->glyphs[s->n_glyphs - 1].text_at = in->at;
	}
	pen->run.size = size * squeeze;
	if (pen->run.n_glyphs > 0)
		pen->run.x = x + fmaxf(0, (room - width * squeeze) / 2);
	end_run(pen, end);
	pen->x = x + room;
	pen->column += columns;
}

/* The first token that does not end before `where`: found, not walked to. */
static size_t first_token(const struct grid *g, size_t where)
{
	size_t low = 0, high = g->n_tokens;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (g->tokens[mid].at + g->tokens[mid].len <= where)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

float grid_line(const struct grid *g, struct str text, float x, float y, size_t column)
{
	struct font_db *fonts = g->f->s->t->fonts;
	struct line_pen pen = { .g = g, .text = text, .x = x, .y = y, .column = column };
	pen.token = g->inks ? first_token(g, (size_t)(text.p - g->text)) : 0;
	for (size_t i = 0; i < text.len;) {
		unsigned char c = (unsigned char)text.p[i];
		if (c == '\t') {
			size_t cells = TAB - pen.column % TAB;
			put_glyph(&pen, g->face, (struct glyph){ .id = font_glyph(fonts, g->face, ' '),
				.advance = g->advance * (float)cells }, i);
			pen.column += cells;
			i++;
			continue;
		}
		size_t at = i;
		uint32_t cp = utf8_decode(text, &at);
		uint32_t glyph = c < 0x20 ? font_glyph(fonts, g->face, ' ') : font_glyph(fonts, g->face, cp);
		bool simple = c < 0x80 && (at >= text.len || (unsigned char)text.p[at] < 0x80);
		if (!simple)
			simple = glyph && unicode_cluster_end(text, i) == at && unicode_width(cp) == 1;
		if (simple && glyph) {
			put_glyph(&pen, g->face, (struct glyph){ .id = glyph,
				.advance = g->advance * g->squeeze }, i);
			pen.column++;
		} else {
			at = unicode_cluster_end(text, i);
			put_cluster(&pen, i, at);
		}
		i = at;
	}
	end_run(&pen, text.len);
	return pen.x - x;
}
