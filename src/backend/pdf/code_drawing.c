/* code_drawing.c - drawings made of characters, on the grid of verbatim text: strokes where characters
 * stood for lines, words in their places, all as one box scaled to fit. */
#include "backend/pdf/code_int.h"

#include "layout/diagram.h"

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
		float before = (float)grid_columns(str_sub(line, 0, at), 0);
		grid_line(&unseen, str_sub(line, at, from), g->f->x + before * g->advance, y, 0);
		seen.squeeze = w->columns / (float)grid_columns(text, 0);
		grid_line(&seen, text, g->f->x + w->column * g->advance, y, 0);
		at = from + text.len;
	}
	float before = (float)grid_columns(str_sub(line, 0, at), 0);
	grid_line(&unseen, str_sub(line, at, line.len), g->f->x + before * g->advance, y, 0);
}

static void put_drawing(const struct grid *g, struct drawn_text *t, size_t lines)
{
	size_t k = 0;
	for (size_t i = 0; t->d && i < t->d->n_strokes; i++)
		put_stroke(g, t->d, &t->d->strokes[i]);
	for (size_t from = 0; from <= t->copy.len && k < lines; k++) {
		struct str line = code_next_line(t->copy, &from);
		if (t->d)
			put_row(g, t, (int)k, line);
		else
			grid_line(g, line, g->f->x, g->baseline + g->leading * (float)k, 0);
	}
}

/* Lines that a page keeps for the heads above a drawing. */
static const float HEADS_ABOVE = 6;

bool code_drawing(const struct flow *f, const struct node *n)
{
	struct setter *s = f->s;
	struct str text = setter_str(s, n->as.code.text);
	size_t lines;
	size_t longest = code_longest_line(text, &lines);
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
