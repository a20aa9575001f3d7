/* table_paint.c - what a style draws behind and around the rows and cells of a table. */
#include "backend/pdf/table_int.h"

static const float REACH = 3; /* [pt] that grounds and borders go beyond the text at the table's sides, at most */

const struct style_values *table_row_values(const struct table *t, int row)
{
	struct setter *s = t->f->s;
	bool head = row < t->n_head;
	const struct style_values *part = dress_named(s, t->f->v, head ? "thead" : "tbody", "");
	struct style_place place = { .name = { "tr", "" }, .before = { "", "" } };
	if (style_counts_children(s->t->style)) {
		place.index = head ? row + 1 : row - t->n_head + 1;
		place.before.tag = place.index == 1 ? NULL : "tr";
		place.last = row + 1 == (head ? t->n_head : t->n_rows);
	}
	return style_child(s->w->styles, part, place);
}

static float reach_of(const struct table *t)
{
	return fminf(t->gap / 2, REACH);
}

float table_reach(const struct table *t)
{
	const struct style_values *v = t->f->v;
	return v->border[SIDE_LEFT] > 0 || v->border[SIDE_RIGHT] > 0 || !v->background.none ? reach_of(t) : 0;
}

static void paint(const struct table *t, struct galley *g, const struct style_values *v, float x, float x2, float top,
		  float bottom, unsigned sides)
{
	int start = t->f->rtl ? SIDE_RIGHT : SIDE_LEFT, end = t->f->rtl ? SIDE_LEFT : SIDE_RIGHT;
	if (!v->background.none)
		galley_rect(g, ARTIFACT_BACKGROUND, x, top, x2, bottom, dress_colour(v->background));
	if (v->border[start] > 0)
		frame_line(g, v, start, x, top, x, bottom);
	if (v->border[end] > 0)
		frame_line(g, v, end, x2, top, x2, bottom);
	if (v->border[SIDE_TOP] > 0 && (sides & 1u << SIDE_TOP))
		frame_line(g, v, SIDE_TOP, x, top, x2, top);
	if (v->border[SIDE_BOTTOM] > 0 && (sides & 1u << SIDE_BOTTOM))
		frame_line(g, v, SIDE_BOTTOM, x, bottom, x2, bottom);
}

void table_paint_row(const struct table *t, struct galley *g, int row, float top, float bottom)
{
	float x = t->f->rtl ? t->x[t->n_columns - 1] : t->x[0], reach = reach_of(t);
	struct style_values around = *t->f->v; /* the table's own: its sides, and its ground */
	around.border[SIDE_TOP] = around.border[SIDE_BOTTOM] = 0;
	paint(t, g, &around, x - reach, x + t->total + reach, top, bottom, 0);
	paint(t, g, table_row_values(t, row), x - reach, x + t->total + reach, top, bottom, ~0u);
}

void table_paint_cell(const struct table *t, struct galley *g, const struct cell *c, float top, float bottom, bool first,
		      bool last)
{
	float x = t->x[c->column], x2 = x + t->width[c->column];
	float left = t->f->rtl ? t->x[t->n_columns - 1] : t->x[0];
	const struct style_values *v = dress_child(t->f->s, table_row_values(t, c->row), c->node);
	if (!frame_shows(v))
		return;
	for (int k = 1; k < c->columns; k++) {
		x = fminf(x, t->x[c->column + k]);
		x2 = fmaxf(x2, t->x[c->column + k] + t->width[c->column + k]);
	}
	x -= x - left < 0.1f ? reach_of(t) : t->gap / 2;
	x2 += left + t->total - x2 < 0.1f ? reach_of(t) : t->gap / 2;
	paint(t, g, v, x, x2, top, bottom, (first ? 1u << SIDE_TOP : 0) | (last ? 1u << SIDE_BOTTOM : 0));
}
