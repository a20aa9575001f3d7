/* code.c - verbatim text: listings, which wrap where they must, and drawings, which never do.
 *
 * A listing's line that is too long goes on below, further in, with a hook drawn before it that is
 * no part of the text. */
#include "backend/pdf/code_int.h"

#include "base/unicode.h"
#include "highlight/highlight.h"

/* A listing whose longest line just does not fit is set so much smaller. */
static const float CODE_SHRUNK = 0.9375f;

enum { LEAST_COLUMNS = 16 };
enum { CUT_IN_CODE = 12 }; /* the penalty of a page's end that is not behind a blank line */

/* ---- a line ---- */

/* Where a line of more than `room` columns is best broken: behind a space, else behind what ends a
 * token, in its last two fifths; else where it must. */
static size_t wrap_at(struct str text, size_t column, size_t room)
{
	size_t fits = 0, columns = column;
	size_t space = 0, token = 0;
	for (size_t i = 0; i < text.len;) {
		size_t end = (unsigned char)text.p[i] < 0x80 ? i + 1 : unicode_cluster_end(text, i);
		columns += grid_columns(str_sub(text, i, end), columns);
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
	return grid_columns(str_sub(line, 0, i), 0);
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
		bool wraps = grid_columns_up_to(line, column, columns) > columns;
		size_t end = wraps ? wrap_at(line, column, columns) : line.len;
		if (more)
			galley_inside(galley, true);
		galley_box_begin(galley, g->leading, g->baseline, source_line);
		float x = g->f->x;
		if (more) {
			draw_hook(g, x + g->advance * ((float)hang - 2), g->baseline);
			x += g->advance * (float)hang;
		}
		grid_line(g, str_sub(line, 0, end), x, g->baseline, more ? 0 : column);
		galley_box_end(galley);
		line = str_sub(line, end, line.len);
		column = 0;
		more = true;
	} while (line.len > 0);
}

/* A page may end before line `first` or later, up to before line `last`: two lines that are not blank
 * stand on either side. */
static void find_cuts(struct str text, size_t *first, size_t *last)
{
	size_t k = 0, seen = 0, before = 0;
	*first = SIZE_MAX;
	*last = 0;
	for (size_t from = 0; from <= text.len; k++) {
		if (str_trim(code_next_line(text, &from)).len == 0)
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

/* A listing's grid: a little smaller where that makes its longest line fit. */
static struct grid listing_grid(const struct flow *f, size_t longest, int element)
{
	float size = f->v->font_size * (f->scale > 0 ? f->scale : 1);
	struct grid g = grid_of(f, size, element);
	if (longest > (size_t)g.columns) {
		struct grid smaller = grid_of(f, size * CODE_SHRUNK, element);
		if (longest <= (size_t)smaller.columns)
			g = smaller;
	}
	if (g.columns < LEAST_COLUMNS)
		g.columns = LEAST_COLUMNS;
	return g;
}

/* A listing's lines, and where a page may end between them. */
static void put_listing(const struct grid *g, struct str text, size_t lines, int source_line)
{
	struct galley *galley = g->f->g;
	if (lines > 8 && galley == g->f->s->main && g->f->v->background.none) { /* a ground shows the cut by itself */
		galley->foot = cut_rule(g, true);
		galley->head = cut_rule(g, false);
	}
	struct vrange foot = galley->foot, head = galley->head;
	galley->foot = galley->head = (struct vrange){ 0, 0 };
	size_t k = 0, first_cut, last_cut;
	bool blank_before = false;
	find_cuts(text, &first_cut, &last_cut);
	for (size_t from = 0; from <= text.len && k < lines; k++) {
		struct str line = code_next_line(text, &from);
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
		put_wrapped(g, line, source_line);
	}
	galley->foot = galley->head = (struct vrange){ 0, 0 };
}

void flow_lines(const struct flow *f, struct str source, struct str language, int source_line)
{
	struct setter *s = f->s;
	/* Code is inline (ISO 32000-1 14.8.4.4), so a block of it is a paragraph that holds nothing else. */
	int element = setter_element(s, SELEM_CODE, setter_element(s, SELEM_P, f->element));
	struct str text = setter_str(s, source);
	size_t lines, longest = code_longest_line(text, &lines);
	struct grid g = listing_grid(f, longest, element);
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
	put_listing(&g, text, lines, source_line);
	arena_done(&arena);
}

/* ---- blocks ---- */

/* Of a column's lines of code so many may wrap, and a drawing may be so small in it; else it goes across. */
static const float WRAPPED_SHARE = 0.1f, DRAWN_SCALE = 0.85f;

bool code_crosses(const struct flow *f, const struct node *n)
{
	size_t lines, longest = code_longest_line(n->as.code.text, &lines), over = 0;
	struct grid g = grid_of(f, f->v->font_size, -1);
	if (n->as.code.kind == CODE_DIAGRAM)
		return g.advance * (float)longest * DRAWN_SCALE > f->wide;
	g = grid_of(f, f->v->font_size * CODE_SHRUNK, -1);
	for (size_t from = 0; longest > (size_t)g.columns && from <= n->as.code.text.len;)
		over += grid_columns(code_next_line(n->as.code.text, &from), 0) > (size_t)g.columns;
	return (float)over > (float)lines * WRAPPED_SHARE;
}

void flow_code(const struct flow *f, const struct node *n)
{
	galley_anchor(f->g, setter_str(f->s, n->id));
	if (n->as.code.text.len == 0)
		return;
	if (n->as.code.kind == CODE_DIAGRAM && code_drawing(f, n))
		return;
	flow_lines(f, n->as.code.text, n->as.code.language, n->line);
}
