/* frame.c - what stands around a block: margins, and ground and borders. Its boxes are closed when they are known, so each gets its share
 * through a copy of its marks with more at the front. */
#include "backend/pdf/flow.h"

bool frame_shows(const struct style_values *v)
{
	return v->border[SIDE_LEFT] > 0 || v->border[SIDE_TOP] > 0 || v->border[SIDE_BOTTOM] > 0 ||
	       v->border[SIDE_RIGHT] > 0 || !v->background.none;
}

enum { DASHES_MOST = 400 }; /* of one line */

void frame_line(struct galley *g, const struct style_values *v, int side, float x, float y, float x2, float y2)
{
	float width = v->border[side], length = hypotf(x2 - x, y2 - y);
	struct colour colour = dress_colour(v->border_colour[side]);
	enum style_line line = v->border_style[side];
	if (line == LINE_DOUBLE && width > 1) {
		float dx = x == x2 ? width / 3 : 0, dy = x == x2 ? 0 : width / 3;
		galley_rule(g, ARTIFACT_LAYOUT, x - dx, y - dy, x2 - dx, y2 - dy, width / 3, colour);
		galley_rule(g, ARTIFACT_LAYOUT, x + dx, y + dy, x2 + dx, y2 + dy, width / 3, colour);
	} else if (line == LINE_DASHED || line == LINE_DOTTED) {
		float step = fmaxf(width * (line == LINE_DASHED ? 5 : 2), length / DASHES_MOST);
		float dash = step * (line == LINE_DASHED ? 0.6f : 0.5f);
		for (float at = 0; at < length && step > 0; at += step) {
			float from = at / length, to = fminf(at + dash, length) / length;
			galley_rule(g, ARTIFACT_LAYOUT, x + (x2 - x) * from, y + (y2 - y) * from, x + (x2 - x) * to,
				    y + (y2 - y) * to, width, colour);
		}
	} else {
		galley_rule(g, ARTIFACT_LAYOUT, x, y, x2, y2, width, colour);
	}
}

/* What goes under one box of the block: its ground and its share of the borders. */
static void put_share(struct galley *g, const struct frame *f, float top, float bottom, bool first, bool last)
{
	const struct style_values *v = f->v;
	int start = f->rtl ? SIDE_RIGHT : SIDE_LEFT, end = f->rtl ? SIDE_LEFT : SIDE_RIGHT;
	if (!v->background.none)
		galley_rect(g, ARTIFACT_BACKGROUND, f->x, top, f->x2, bottom, dress_colour(v->background));
	float left = v->border[start], right = v->border[end];
	if (left > 0)
		frame_line(g, v, start, f->x + left / 2, top, f->x + left / 2, bottom);
	if (right > 0)
		frame_line(g, v, end, f->x2 - right / 2, top, f->x2 - right / 2, bottom);
	if (first && v->border[SIDE_TOP] > 0)
		frame_line(g, v, SIDE_TOP, f->x, top + v->border[SIDE_TOP] / 2, f->x2, top + v->border[SIDE_TOP] / 2);
	bottom -= v->border[SIDE_BOTTOM] / 2;
	if (last && v->border[SIDE_BOTTOM] > 0)
		frame_line(g, v, SIDE_BOTTOM, f->x, bottom, f->x2, bottom);
}

static void move_down(struct galley *g, struct mark *m, float by)
{
	m->y += by;
	m->y2 += by;
	for (int i = 0; m->type == MARK_PATH && i < m->n_points; i++)
		g->s->points[m->first_point + i].y += by;
}

static void put_box(struct galley *g, struct vitem *box, const struct frame *f, float above, bool first, bool last)
{
	float down = first ? f->v->padding[SIDE_TOP] + f->v->border[SIDE_TOP] : 0;
	struct vrange old = box->marks;
	int at = (int)g->n_marks;
	box->height += down + (last ? f->v->padding[SIDE_BOTTOM] + f->v->border[SIDE_BOTTOM] : 0);
	if (box->baseline > 0)
		box->baseline += down;
	put_share(g, f, -above, box->height, first, last);
	for (int k = 0; k < old.n; k++) {
		struct mark copy = g->marks[old.first + k];
		move_down(g, &copy, down);
		*galley_mark(g, copy.type, copy.element) = copy;
	}
	box->marks = (struct vrange){ at, (int)g->n_marks - at };
	for (int k = 0; k < box->links.n; k++) {
		g->links[box->links.first + k].y += down;
		g->links[box->links.first + k].y2 += down;
	}
}

void frame_draw(struct galley *g, size_t from, const struct frame *f)
{
	size_t last = from;
	for (size_t i = from; i < g->n_items; i++)
		last = g->items[i].type == VITEM_BOX ? i : last;
	bool first = true;
	for (size_t i = from; i < g->n_items; i++) {
		if (g->items[i].type != VITEM_BOX)
			continue;
		bool spaced = !first && g->items[i - 1].type == VITEM_SPACE;
		put_box(g, &g->items[i], f, spaced ? g->items[i - 1].height : 0, first, i == last);
		first = false;
	}
}

/* ---- a block ---------------------------------------------------------------------------- */

enum { HOLD = 5000 }; /* the penalty of a break that a style wants to avoid */

static void force_break(const struct flow *f, enum style_break how)
{
	if (how == BREAK_PAGE || how == BREAK_LEFT || how == BREAK_RIGHT)
		galley_penalty(f->g, BREAK_FORCED);
	if (how == BREAK_COLUMN && f->s->columns.n > 1)
		galley_penalty(f->g, BREAK_FORCED_COLUMN);
}

/* break-inside: avoid, for what is not so tall that it would leave a hole. */
static void hold_together(struct galley *g, size_t from, float tallest)
{
	if (galley_height(g, from, g->n_items) > tallest)
		return;
	bool inside = false;
	for (size_t i = from; i < g->n_items; i++) {
		inside = inside || g->items[i].type == VITEM_BOX;
		if (inside && g->items[i].type == VITEM_BREAK && g->items[i].penalty < HOLD)
			g->items[i].penalty = HOLD;
	}
}

bool flow_may_cross(const struct flow *f)
{
	return f->s->columns.n > 1 && f->g == f->s->main && f->element < 0;
}

void flow_cross(struct flow *f)
{
	f->g->across = true;
	f->width = f->wide = f->s->look->text_width;
}

void box_begin(struct boxed *b, const struct flow *f, enum box_kind kind, bool across)
{
	const struct style_values *v = f->v;
	*b = (struct boxed){ .f = *f, .v = v, .framed = kind != BOX_BARE && frame_shows(v),
			     .was_across = f->g->across };
	struct flow *here = &b->f;
	if (flow_may_cross(f) && (across || v->column_span == SPAN_ALL))
		flow_cross(here);
	force_break(f, v->break_before);
	if (b->framed) /* padding is within the frame */
		flow_space(here, v->margin[SIDE_TOP]);
	else
		flow_above(here);
	float left = v->margin[SIDE_LEFT] + v->padding[SIDE_LEFT] + v->border[SIDE_LEFT];
	float right = v->margin[SIDE_RIGHT] + v->padding[SIDE_RIGHT] + v->border[SIDE_RIGHT];
	float reach = fminf(v->padding[SIDE_LEFT], here->ink.size / 2);
	if (kind == BOX_CODE)
		*here = flow_wide(here);
	b->frame = (struct frame){ .x = here->x + v->margin[SIDE_LEFT], .v = v, .rtl = here->rtl };
	b->frame.x2 = here->x + here->width - v->margin[SIDE_RIGHT];
	if (kind != BOX_INSET) { /* its text keeps the edge; the ground goes beyond */
		b->frame.x = here->x - reach;
		b->frame.x2 += reach;
	} else if (left > 0 || right > 0) {
		*here = flow_inset(here, left, right);
	}
	b->from = f->g->n_items;
}

void box_end(struct boxed *b)
{
	struct galley *g = b->f.g;
	if (b->framed)
		frame_draw(g, b->from, &b->frame);
	if (b->v->break_inside == BREAK_AVOID)
		hold_together(g, b->from, b->f.s->look->body_height / 2);
	if (b->framed)
		flow_space(&b->f, b->v->margin[SIDE_BOTTOM]);
	else
		flow_below(&b->f);
	force_break(&b->f, b->v->break_after);
	if (b->v->break_after == BREAK_AVOID && g->n_items > b->from)
		galley_keep(g, 2);
	g->across = b->was_across;
}
