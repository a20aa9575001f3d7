/* frame.c - ground and borders of a block. Its boxes are closed when they are known, so each gets its share
 * through a copy of its marks with more at the front. */
#include "backend/pdf/flow.h"

bool frame_shows(const struct style_values *v)
{
	return v->border[SIDE_LEFT] > 0 || v->border[SIDE_TOP] > 0 || v->border[SIDE_BOTTOM] > 0 ||
	       v->border[SIDE_RIGHT] > 0 || !v->background.none;
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
		galley_rule(g, ARTIFACT_LAYOUT, f->x + left / 2, top, f->x + left / 2, bottom, left,
			    dress_colour(v->border_colour[start]));
	if (right > 0)
		galley_rule(g, ARTIFACT_LAYOUT, f->x2 - right / 2, top, f->x2 - right / 2, bottom, right,
			    dress_colour(v->border_colour[end]));
	if (first && v->border[SIDE_TOP] > 0)
		galley_rule(g, ARTIFACT_LAYOUT, f->x, top, f->x2, top, v->border[SIDE_TOP],
			    dress_colour(v->border_colour[SIDE_TOP]));
	if (last && v->border[SIDE_BOTTOM] > 0)
		galley_rule(g, ARTIFACT_LAYOUT, f->x, bottom, f->x2, bottom, v->border[SIDE_BOTTOM],
			    dress_colour(v->border_colour[SIDE_BOTTOM]));
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
	float down = first ? f->v->padding[SIDE_TOP] : 0;
	struct vrange old = box->marks;
	int at = (int)g->n_marks;
	box->height += down + (last ? f->v->padding[SIDE_BOTTOM] : 0);
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
