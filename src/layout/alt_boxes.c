/* alt_boxes.c - heads of arrows and boxes, found among a drawing's strokes. */
#include "layout/alt_scene.h"

#include <stdlib.h>

/* ---- strokes and heads ----------------------------------------------------------------------- */

static void read_head(struct scene *s, const struct diagram_point *p)
{
	/* The first point is the tip, the other two the base. */
	float bx = (p[1].x + p[2].x) / 2, by = (p[1].y + p[2].y) / 2;
	float dx = p[0].x - bx, dy = p[0].y - by;
	bool flat = fabsf(dx) > fabsf(dy);
	s->heads[s->n_heads++] = (struct head){
		.x = floorf((p[0].x + bx) / 2) + 0.5f,
		.y = floorf((p[0].y + by) / 2) + 0.5f,
		.dx = !flat ? 0.0f : dx > 0 ? 1.0f : -1.0f,
		.dy = flat ? 0.0f : dy > 0 ? 1.0f : -1.0f,
	};
}

static void read_strokes(struct scene *s)
{
	const struct diagram *d = s->d;
	s->strokes = ARENA_ARRAY(s->arena, struct stroke, d->n_strokes);
	s->heads = ARENA_ARRAY(s->arena, struct head, d->n_strokes);
	for (size_t i = 0; i < d->n_strokes; i++) {
		const struct diagram_point *p = d->points + d->strokes[i].first_point;
		if (d->strokes[i].filled && d->strokes[i].n_points == 3) {
			read_head(s, p);
		} else if (d->strokes[i].n_points == 2) {
			bool flat = p[0].y == p[1].y;
			if (!flat && p[0].x != p[1].x)
				continue;
			float a = flat ? p[0].x : p[0].y, b = flat ? p[1].x : p[1].y;
			s->strokes[s->n_strokes] = (struct stroke){ flat, false, flat ? p[0].y : p[0].x, fminf(a, b), fmaxf(a, b), s->n_strokes };
			s->n_strokes++;
		}
	}
}

/* A head drawn in a box's edge cuts the edge in two: mended. */
static void mend_edges(struct scene *s)
{
	for (int h = 0; h < s->n_heads; h++) {
		const struct head *head = &s->heads[h];
		struct stroke *left = NULL, *right = NULL;
		for (int i = 0; head->dy != 0 && i < s->n_strokes; i++) {
			struct stroke *k = &s->strokes[i];
			if (!k->flat || !near(k->fixed, head->y))
				continue;
			if (fabsf(k->to - (head->x - 0.5f)) <= 0.6f)
				left = k;
			if (fabsf(k->from - (head->x + 0.5f)) <= 0.6f)
				right = k;
		}
		if (!left || !right || left == right)
			continue;
		left->to = right->to;
		*right = s->strokes[--s->n_strokes];
		if (left == &s->strokes[s->n_strokes])
			left = right;
	}
	for (int i = 0; i < s->n_strokes; i++)
		s->strokes[i].net = i;
}

/* ---- boxes ----------------------------------------------------------------------------------- */

static struct stroke *hanging_from(struct scene *s, float x, float y)
{
	for (int i = 0; i < s->n_strokes; i++)
		if (!s->strokes[i].flat && near(s->strokes[i].fixed, x) && near(s->strokes[i].from, y))
			return &s->strokes[i];
	return NULL;
}

static struct stroke *closing(struct scene *s, float y, float x1, float x2)
{
	for (int i = 0; i < s->n_strokes; i++)
		if (s->strokes[i].flat && near(s->strokes[i].fixed, y) && s->strokes[i].from <= x1 + 1.2f &&
		    s->strokes[i].to >= x2 - 1.2f)
			return &s->strokes[i];
	return NULL;
}

static void find_boxes(struct scene *s)
{
	s->boxes = ARENA_ARRAY(s->arena, struct box, (size_t)(s->n_strokes < BOXES_MAX ? s->n_strokes : BOXES_MAX));
	for (int i = 0; i < s->n_strokes && s->n_boxes < BOXES_MAX; i++) {
		struct stroke *top = &s->strokes[i];
		if (!top->flat)
			continue;
		struct stroke *left = hanging_from(s, top->from, top->fixed);
		struct stroke *right = left ? hanging_from(s, top->to, top->fixed) : NULL;
		if (!right || left == right)
			continue;
		struct stroke *bottom = closing(s, left->to, top->from, top->to);
		if (!bottom)
			continue;
		top->is_edge = left->is_edge = right->is_edge = bottom->is_edge = true;
		s->boxes[s->n_boxes++] = (struct box){ top->from, top->fixed, top->to, left->to, -1, STR_NONE, false };
	}
}

static bool holds(const struct box *b, float x, float y)
{
	return x > b->x1 && x < b->x2 && y > b->y1 && y < b->y2;
}

/* The smallest box around a point, other than `except`; -1: none. */
static int box_around(const struct scene *s, float x, float y, int except)
{
	int best = -1;
	for (int i = 0; i < s->n_boxes; i++)
		if (i != except && holds(&s->boxes[i], x, y) && (best < 0 || area(&s->boxes[i]) < area(&s->boxes[best])))
			best = i;
	return best;
}

static int by_place(const void *x, const void *y)
{
	const struct box *a = x, *b = y;
	if (a->y1 != b->y1)
		return a->y1 < b->y1 ? -1 : 1;
	return a->x1 < b->x1 ? -1 : a->x1 > b->x1;
}

void boxes_nest(struct scene *s)
{
	if (s->n_boxes)
		qsort(s->boxes, (size_t)s->n_boxes, sizeof *s->boxes, by_place);
	for (int i = 0; i < s->n_boxes; i++) {
		struct box *b = &s->boxes[i];
		b->parent = box_around(s, (b->x1 + b->x2) / 2, b->y1, i);
		if (b->parent >= 0 && area(&s->boxes[b->parent]) <= area(b))
			b->parent = -1;
	}
	s->word_box = ARENA_ARRAY(s->arena, int, s->d->n_words);
	for (size_t i = 0; i < s->d->n_words; i++) {
		const struct diagram_word *w = &s->d->words[i];
		s->word_box[i] = box_around(s, (float)w->column + (float)w->columns / 2, (float)w->row + 0.5f, -1);
	}
}

void boxes_find(struct scene *s)
{
	read_strokes(s);
	mend_edges(s);
	find_boxes(s);
}
