/* code.c - verbatim text on a grid of columns: listings that wrap where they must, drawings that never
 * do.
 *
 * Every character stands in a cell of the code face's one advance, whatever face it comes from. A
 * listing's line that is too long goes on below, further in, with a hook drawn before it that is
 * no part of the text. A drawing is one box, scaled to fit. */
#include "backend/pdf/flow.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "highlight/highlight.h"
#include "layout/diagram.h"

#include <stdlib.h>

/* A listing whose longest line just does not fit is set so much smaller. */
static const float CODE_SHRUNK = 0.9375f;

enum { TAB = 8, LEAST_COLUMNS = 16 };
enum { CUT_IN_CODE = 12 }; /* the penalty of a page's end that is not behind a blank line */

struct grid {
	const struct flow *f;
	enum font_role role;
	int face;
	float size, leading, baseline, advance; /* [pt] */
	struct ink ink;
	int columns; /* that fit */
	bool invisible;
	float squeeze; /* of every advance */
	const struct token *tokens; /* of the whole listing … */
	size_t n_tokens;
	const char *text; /* … which starts here */
	struct ink *inks; /* by kind of token; NULL: none are told apart */
};

/* A grid wants one advance: a family that the style names must have it, or the code face stands in. */
static enum font_role code_role(const struct flow *f)
{
	bool named = f->ink.role >= FONT_ROLE_COUNT;
	const struct font_db *fonts = f->s->t->fonts;
	return named && font_face(fonts, font_role(fonts, f->ink.role, false, false))->mono ? f->ink.role : FONT_CODE;
}

static struct grid grid_of(const struct flow *f, float size, int element)
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

/* Columns of a piece of a line that starts in column `at`; counting ends above `most`. */
static size_t columns_up_to(struct str text, size_t at, size_t most)
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

static size_t columns_of(struct str text, size_t at)
{
	return columns_up_to(text, at, SIZE_MAX);
}

/* ---- one line ---- */

struct line_pen {
	const struct grid *g;
	struct str text; /* in the list's arena */
	float x, y, origin;
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
			.size = pen->g->size, .invisible = pen->g->invisible, .target_entry = -1, .first_glyph = (int)s->n_glyphs };
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

/* The line's glyphs from x on, its first character in `column`. */
static float put_line(const struct grid *g, struct str text, float x, float y, size_t column)
{
	struct font_db *fonts = g->f->s->t->fonts;
	struct line_pen pen = { .g = g, .text = text, .x = x, .y = y, .column = column };
	if (g->inks) { /* the first token of this line: found, not walked to */
		size_t where = (size_t)(text.p - g->text), low = 0, high = g->n_tokens;
		while (low < high) {
			size_t mid = (low + high) / 2;
			if (g->tokens[mid].at + g->tokens[mid].len <= where)
				low = mid + 1;
			else
				high = mid;
		}
		pen.token = low;
	}
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

/* ---- wrapping ---- */

/* Where a line of more than `room` columns is best broken: behind a space, else behind what ends a
 * token, in its last two fifths; else where it must. */
static size_t wrap_at(struct str text, size_t column, size_t room)
{
	size_t fits = 0, columns = column;
	size_t space = 0, token = 0;
	for (size_t i = 0; i < text.len;) {
		size_t end = (unsigned char)text.p[i] < 0x80 ? i + 1 : unicode_cluster_end(text, i);
		columns += columns_of(str_sub(text, i, end), columns);
		if (columns - column > room && i > 0)
			break;
		fits = end;
		if (columns - column > room * 3 / 5) {
			if (text.p[i] == ' ')
				space = end;
			else if (strchr(",;({[)}]|&=+/.:-", text.p[i]))
				token = end;
		}
		i = end;
	}
	return space ? space : token ? token : fits;
}

static void draw_hook(const struct grid *g, float x, float y)
{
	struct setter *s = g->f->s;
	float h = g->size;
	const struct point p[] = {
		{ x, y - h * 0.62f }, { x, y - h * 0.22f }, { x + h * 0.62f, y - h * 0.22f }, { NAN, 0 },
		{ x + h * 0.42f, y - h * 0.40f }, { x + h * 0.62f, y - h * 0.22f }, { x + h * 0.42f, y - h * 0.04f },
	};
	struct mark *m = galley_mark(g->f->g, MARK_PATH, ARTIFACT_LAYOUT);
	m->line_width = h * 0.06f;
	m->colour = colour_faint;
	m->first_point = (int)s->n_points;
	m->n_points = sizeof p / sizeof *p;
	for (size_t i = 0; i < sizeof p / sizeof *p; i++) {
		mem_grow(&s->points, &s->cap_points, s->n_points + 1, sizeof *s->points);
		s->points[s->n_points++] = p[i];
	}
}

static size_t indent_of(struct str line)
{
	size_t i = 0;
	while (i < line.len && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	return columns_of(str_sub(line, 0, i), 0);
}

static void put_wrapped(const struct grid *g, struct str line, int source_line)
{
	struct galley *galley = g->f->g;
	size_t column = 0, hang = indent_of(line) + 4, room = (size_t)g->columns;
	if (hang > room / 2)
		hang = room / 2;
	bool more = false;
	do {
		size_t columns = room - (more ? hang : 0);
		size_t end = columns_up_to(line, column, columns) > columns ? wrap_at(line, column, columns) : line.len;
		if (more)
			galley_inside(galley, true);
		galley_box_begin(galley, g->leading, g->baseline, source_line);
		float x = g->f->x;
		if (more) {
			draw_hook(g, x + g->advance * ((float)hang - 2), g->baseline);
			x += g->advance * (float)hang;
		}
		put_line(g, str_sub(line, 0, end), x, g->baseline, more ? 0 : column);
		galley_box_end(galley);
		line = str_sub(line, end, line.len);
		column = 0;
		more = true;
	} while (line.len > 0);
}

static size_t longest_line(struct str text, size_t *lines)
{
	size_t longest = 0;
	*lines = 0;
	for (size_t from = 0; from <= text.len;) {
		ptrdiff_t at = str_find_char(text, '\n', from);
		size_t end = at < 0 ? text.len : (size_t)at;
		size_t columns = columns_of(str_sub(text, from, end), 0);
		longest = columns > longest ? columns : longest;
		from = end + 1;
		++*lines;
	}
	return longest;
}

static struct str next_line(struct str text, size_t *from)
{
	ptrdiff_t at = str_find_char(text, '\n', *from);
	size_t end = at < 0 ? text.len : (size_t)at;
	struct str line = str_sub(text, *from, end);
	*from = end + 1;
	if (str_ends(line, STR("\r")))
		line.len--;
	return line;
}

/* A page may end before line `first` or later, up to before line `last`: two lines that are not blank
 * stand on either side. */
static void find_cuts(struct str text, size_t *first, size_t *last)
{
	size_t k = 0, seen = 0, before = 0;
	*first = SIZE_MAX;
	*last = 0;
	for (size_t from = 0; from <= text.len; k++) {
		if (str_trim(next_line(text, &from)).len == 0)
			continue;
		if (++seen == 2)
			*first = k + 1;
		*last = before;
		before = k;
	}
}

/* The light rule where a block is cut: in the spares, once for foot and head. */
static struct vrange cut_rule(const struct grid *g, bool foot)
{
	struct galley rule;
	galley_init(&rule, g->f->s);
	float y = foot ? 2 : 1;
	galley_box_begin(&rule, 3, 0, 0);
	galley_rule(&rule, ARTIFACT_LAYOUT, g->f->x, y, g->f->x + 24, y, 0.4f, colour_faint);
	galley_box_end(&rule);
	struct vrange range = galley_to_spares(g->f->s->main, &rule, 0, rule.n_items);
	galley_done(&rule);
	return range;
}

/* The inks of the token kinds. */
static void dress_tokens(const struct grid *g, struct ink inks[TOKEN_KIND_COUNT])
{
	const struct flow *f = g->f;
	for (int k = 0; k < TOKEN_KIND_COUNT; k++) {
		inks[k] = g->ink;
		dress_ink(f->s, &inks[k], dress_named(f->s, f->v, "span", highlight_class((enum token_kind)k)));
	}
}

void flow_lines(const struct flow *f, struct str source, struct str language, int source_line)
{
	struct setter *s = f->s;
	/* Code is inline (ISO 32000-1 14.8.4.4), so a block of it is a paragraph that holds nothing else. */
	int element = setter_element(s, SELEM_CODE, setter_element(s, SELEM_P, f->element));
	struct str text = setter_str(s, source);
	size_t lines;
	size_t longest = longest_line(text, &lines);
	float size = f->v->font_size * (f->scale > 0 ? f->scale : 1);
	struct grid g = grid_of(f, size, element);
	if (longest > (size_t)g.columns) {
		struct grid smaller = grid_of(f, size * CODE_SHRUNK, element);
		if (longest <= (size_t)smaller.columns)
			g = smaller;
	}
	if (g.columns < LEAST_COLUMNS)
		g.columns = LEAST_COLUMNS;
	struct arena arena;
	struct token *tokens;
	struct ink inks[TOKEN_KIND_COUNT];
	arena_init(&arena);
	g.n_tokens = highlight(language, text, &arena, &tokens);
	if (g.n_tokens > 0) {
		g.tokens = tokens;
		g.text = text.p;
		g.inks = inks;
		dress_tokens(&g, inks);
	}
	struct galley *galley = f->g;
	if (lines > 8 && galley == s->main && f->v->background.none) { /* a ground shows the cut by itself */
		galley->foot = cut_rule(&g, true);
		galley->head = cut_rule(&g, false);
	}
	struct vrange foot = galley->foot, head = galley->head;
	galley->foot = galley->head = (struct vrange){ 0, 0 };
	size_t k = 0, first_cut, last_cut;
	bool blank_before = false;
	find_cuts(text, &first_cut, &last_cut);
	for (size_t from = 0; from <= text.len && k < lines; k++) {
		struct str line = next_line(text, &from);
		bool whole = k < first_cut || k > last_cut || lines <= 4;
		if (k == 1) {
			galley->foot = foot;
			galley->head = head;
		}
		if (k > 0) {
			galley_inside(galley, whole);
			galley_penalty(galley, blank_before ? 0 : CUT_IN_CODE);
		}
		blank_before = str_trim(line).len == 0;
		put_wrapped(&g, line, source_line);
	}
	arena_done(&arena);
	galley->foot = galley->head = (struct vrange){ 0, 0 };
}

/* ---- drawings ---- */

static struct point *add_point(struct setter *s)
{
	mem_grow(&s->points, &s->cap_points, s->n_points + 1, sizeof *s->points);
	return &s->points[s->n_points++];
}

/* A straight part of a line, in dashes. */
static void put_dashes(struct setter *s, struct point a, struct point b, float dash)
{
	float dx = b.x - a.x, dy = b.y - a.y, length = hypotf(dx, dy);
	int n = (int)(length / (2 * dash)) + 1;
	for (int i = 0; i < n && length > 0; i++) {
		float from = (float)i / (float)n, to = ((float)i + 0.55f) / (float)n;
		if (i > 0)
			*add_point(s) = (struct point){ NAN, 0 };
		*add_point(s) = (struct point){ a.x + dx * from, a.y + dy * from };
		*add_point(s) = (struct point){ a.x + dx * to, a.y + dy * to };
	}
}

static void put_stroke(const struct grid *g, const struct diagram *d, const struct diagram_stroke *stroke)
{
	struct setter *s = g->f->s;
	float unit = g->size / 8;
	struct mark *m = galley_mark(g->f->g, MARK_PATH, g->ink.element);
	m->line_width = stroke->filled ? 0 : stroke->weight == DIAGRAM_HEAVY ? 1.2f * unit : 0.55f * unit;
	m->colour = colour_text;
	m->first_point = (int)s->n_points;
	struct point last = { 0, 0 };
	for (int i = 0; i < stroke->n_points; i++) {
		const struct diagram_point *in = &d->points[stroke->first_point + i];
		struct point p = { g->f->x + in->x * g->advance, in->y * g->leading };
		if (!stroke->dashed)
			*add_point(s) = p;
		else if (i > 0)
			put_dashes(s, last, p, 2 * unit);
		last = p;
	}
	m->n_points = (int)s->n_points - m->first_point;
}

/* A drawing's text in the list's arena, a copy of what the drawing was read from. */
struct drawn_text {
	const struct diagram *d;
	struct str copy, source;
	size_t word; /* the first that is not set yet */
};

static struct str in_copy(const struct drawn_text *t, struct str slice)
{
	size_t at = (size_t)(slice.p - t->source.p);
	return str_sub(t->copy, at, at + slice.len);
}

/* One row: its words where the drawing has them, all between unseen but there to be copied. */
static void put_row(const struct grid *g, struct drawn_text *t, int row, struct str line)
{
	struct grid seen = *g, unseen = *g;
	unseen.invisible = true;
	float y = g->leading * (float)row + g->baseline;
	size_t at = 0;
	for (; t->word < t->d->n_words && t->d->words[t->word].row == row; t->word++) {
		const struct diagram_word *w = &t->d->words[t->word];
		struct str text = in_copy(t, w->text);
		size_t from = (size_t)(text.p - line.p);
		if (text.p < line.p || from < at || from + text.len > line.len)
			continue;
		float before = (float)columns_of(str_sub(line, 0, at), 0);
		put_line(&unseen, str_sub(line, at, from), g->f->x + before * g->advance, y, 0);
		seen.squeeze = w->columns / (float)columns_of(text, 0);
		put_line(&seen, text, g->f->x + w->column * g->advance, y, 0);
		at = from + text.len;
	}
	float before = (float)columns_of(str_sub(line, 0, at), 0);
	put_line(&unseen, str_sub(line, at, line.len), g->f->x + before * g->advance, y, 0);
}

static void put_drawing(const struct grid *g, struct drawn_text *t, size_t lines)
{
	size_t k = 0;
	for (size_t i = 0; t->d && i < t->d->n_strokes; i++)
		put_stroke(g, t->d, &t->d->strokes[i]);
	for (size_t from = 0; from <= t->copy.len && k < lines; k++) {
		struct str line = next_line(t->copy, &from);
		if (t->d)
			put_row(g, t, (int)k, line);
		else
			put_line(g, line, g->f->x, g->baseline + g->leading * (float)k, 0);
	}
}

/* Lines that a page keeps for the heads above a drawing. */
static const float HEADS_ABOVE = 6;

/* A drawing as one box, scaled to fit; false when it would be too small to read. */
static bool flow_drawing(const struct flow *f, const struct node *n)
{
	struct setter *s = f->s;
	struct str text = setter_str(s, n->as.code.text);
	size_t lines;
	size_t longest = longest_line(text, &lines);
	float size = f->v->font_size, least = 5.5f;
	struct grid g = grid_of(f, size, -1);
	if (longest > 0 && g.advance * (float)longest > f->wide)
		size *= f->wide / (g.advance * (float)longest);
	float height = f->v->line_height * (float)lines, room = s->look->body_height - HEADS_ABOVE * f->leading;
	if (height * size / f->v->font_size > room)
		size = room / height * f->v->font_size;
	if (size < least)
		return false;
	int figure = setter_element(s, SELEM_FIGURE, f->element);
	s->elements[figure].alt = n->as.code.alt.len ? setter_str(s, n->as.code.alt) : STR("Diagram");
	g = grid_of(f, size, figure);
	galley_box_begin(f->g, g.leading * (float)lines, g.baseline, n->line);
	struct drawn_text drawn = { .d = n->as.code.drawing, .copy = text, .source = n->as.code.text };
	put_drawing(&g, &drawn, lines);
	galley_box_end(f->g);
	return true;
}

/* Of a column's lines of code so many may wrap, and a drawing may be so small in it; else it goes across. */
static const float WRAPPED_SHARE = 0.1f, DRAWN_SCALE = 0.85f;

bool code_crosses(const struct flow *f, const struct node *n)
{
	size_t lines, longest = longest_line(n->as.code.text, &lines), over = 0;
	struct grid g = grid_of(f, f->v->font_size, -1);
	if (n->as.code.kind == CODE_DIAGRAM)
		return g.advance * (float)longest * DRAWN_SCALE > f->wide;
	g = grid_of(f, f->v->font_size * CODE_SHRUNK, -1);
	for (size_t from = 0; longest > (size_t)g.columns && from <= n->as.code.text.len;)
		over += columns_of(next_line(n->as.code.text, &from), 0) > (size_t)g.columns;
	return (float)over > (float)lines * WRAPPED_SHARE;
}

void flow_code(const struct flow *f, const struct node *n)
{
	galley_anchor(f->g, setter_str(f->s, n->id));
	if (n->as.code.text.len == 0)
		return;
	if (n->as.code.kind == CODE_DIAGRAM && flow_drawing(f, n))
		return;
	flow_lines(f, n->as.code.text, n->as.code.language, n->line);
}
