/* diagram_strokes.c - arms become segments, and segments that touch become strokes; corners, heads of
 * arrows and diagonals are strokes of their own. */
#include "layout/diagram_grid.h"

#include <stdlib.h>

static void add_segment(struct reading *r, bool flat, struct segment s)
{
	if (s.to <= s.from)
		return;
	if (flat) {
		mem_grow(&r->flat, &r->cap_flat, r->n_flat + 1, sizeof s);
		r->flat[r->n_flat++] = s;
	} else {
		mem_grow(&r->upright, &r->cap_upright, r->n_upright + 1, sizeof s);
		r->upright[r->n_upright++] = s;
	}
}

/* Half the distance of a double line's strands, [col] for uprights and [row] for flat ones: the same
 * for the eye when a row is twice as high as a column is wide. */
static const float strand_x = 0.16f, strand_y = 0.08f;

/* Where a strand of a double arm begins, counted outward from the cell's middle: at the strand of
 * the arm on its own side, around the corner of one on the other side, or at the middle. */
static float strand_start(int near, int far, int back, float half)
{
	if (near == DOUBLE)
		return half;
	if (far == DOUBLE && !back)
		return -half;
	return 0;
}

/* One arm, from the cell's middle (mx, my) to `end`. */
static void add_arm(struct reading *r, const struct cell *c, int side, float mx, float my, float end)
{
	bool flat = side == LEFT || side == RIGHT, outward = side == RIGHT || side == DOWN;
	int weight = arm(c, side), first = arm(c, flat ? UP : LEFT), second = arm(c, flat ? DOWN : RIGHT);
	int back = arm(c, opposite(side));
	float middle = flat ? mx : my, fixed = flat ? my : mx;
	float half = flat ? strand_x : strand_y, apart = flat ? strand_y : strand_x;
	for (int strand = -1; strand <= 1; strand += 2) {
		float start = 0, at = fixed;
		if (weight == DOUBLE) {
			start = strand < 0 ? strand_start(first, second, back, half)
					   : strand_start(second, first, back, half);
			at += (float)strand * apart;
		} else if (strand > 0) {
			break;
		} else if (back == NONE && (first == DOUBLE || second == DOUBLE) && !(first && second)) {
			start = -half;
		}
		float from = outward ? middle + start : end, to = outward ? end : middle - start;
		add_segment(r, flat, (struct segment){ at, from, to, weight == HEAVY, c->dashed });
	}
}

/* ---- strokes --------------------------------------------------------------------------------- */

static void add_points(struct reading *r, const struct diagram_point *p, int n, bool filled, bool heavy, bool dashed)
{
	mem_grow(&r->points, &r->cap_points, r->n_points + (size_t)n, sizeof *p);
	mem_grow(&r->strokes, &r->cap_strokes, r->n_strokes + 1, sizeof *r->strokes);
	r->strokes[r->n_strokes++] = (struct diagram_stroke){ .first_point = (int)r->n_points, .n_points = n,
		.weight = heavy ? DIAGRAM_HEAVY : DIAGRAM_LIGHT, .filled = filled, .dashed = dashed };
	memcpy(r->points + r->n_points, p, (size_t)n * sizeof *p);
	r->n_points += (size_t)n;
}

/* A quarter of an ellipse between two arms, in six straight pieces. */
static void add_round(struct reading *r, const struct cell *c, float mx, float my)
{
	static const float sine[7] = { 0, .2588f, .5f, .7071f, .8660f, .9659f, 1 };
	float sx = arm(c, RIGHT) ? 1 : -1, sy = arm(c, DOWN) ? 1 : -1;
	struct diagram_point p[7];
	for (int i = 0; i < 7; i++)
		p[i] = (struct diagram_point){ mx + sx * 0.5f * (1 - sine[6 - i]), my + sy * 0.5f * (1 - sine[i]) };
	add_points(r, p, 7, false, false, false);
}

static void add_head(struct reading *r, const struct cell *c, float mx, float my)
{
	static const float dx[4] = { -1, 0, 1, 0 }, dy[4] = { 0, -1, 0, 1 };
	float x = dx[c->points_to], y = dy[c->points_to];
	struct diagram_point p[3] = {
		{ mx + x * 0.5f, my + y * 0.3f },
		{ mx - x * 0.4f + y * 0.45f, my - y * 0.2f + x * 0.2f },
		{ mx - x * 0.4f - y * 0.45f, my - y * 0.2f - x * 0.2f },
	};
	add_points(r, p, 3, true, false, false);
}

static void add_diagonal(struct reading *r, uint32_t code, float x, float y)
{
	struct diagram_point rising[2] = { { x, y + 1 }, { x + 1, y } };
	struct diagram_point falling[2] = { { x, y }, { x + 1, y + 1 } };
	if (code != 0x2572)
		add_points(r, rising, 2, false, false, false);
	if (code != 0x2571)
		add_points(r, falling, 2, false, false, false);
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* Where a sideward arm ends: halfway to the cell it is joined with, else at the cell's edge. */
static float arm_end(const struct reading *r, int y, int column, int side)
{
	const struct cell *c = cell_at(r, y, column), *next = cell_at(r, y, column + (side == RIGHT ? 1 : -1));
	float mx = (float)c->x + 0.5f;
	if (is_drawn(next) && arm(next, opposite(side)))
		return (mx + (float)next->x + 0.5f) / 2;
	return mx + (side == RIGHT ? 0.5f : -0.5f);
}

void strokes_add_cell(struct reading *r, int y, int column)
{
	const struct cell *c = cell_at(r, y, column);
	if (c->kind == CELL_BLANK || c->kind == CELL_TEXT)
		return;
	float mx = (float)c->x + 0.5f, my = (float)y + 0.5f;
	if (c->kind == CELL_DIAGONAL)
		add_diagonal(r, c->code, (float)c->x, (float)y);
	if (!is_drawn(c))
		return;
	if (c->kind == CELL_ARROW)
		add_head(r, c, mx, my);
	if (c->round) {
		add_round(r, c, mx, my);
		for (int side = LEFT; side <= RIGHT; side += 2) {
			if (!arm(c, side))
				continue;
			float end = arm_end(r, y, column, side), edge = mx + (side == RIGHT ? 0.5f : -0.5f);
			add_segment(r, true, (struct segment){ my, end < edge ? end : edge, end < edge ? edge : end,
				false, false });
		}
		return;
	}
	if (arm(c, LEFT))
		add_arm(r, c, LEFT, mx, my, arm_end(r, y, column, LEFT));
	if (arm(c, RIGHT))
		add_arm(r, c, RIGHT, mx, my, arm_end(r, y, column, RIGHT));
	if (arm(c, UP))
		add_arm(r, c, UP, mx, my, (float)y);
	if (arm(c, DOWN))
		add_arm(r, c, DOWN, mx, my, (float)y + 1);
}

static int by_place(const void *a, const void *b)
{
	const struct segment *x = a, *y = b;
	if (x->fixed != y->fixed)
		return x->fixed < y->fixed ? -1 : 1;
	if (x->heavy != y->heavy)
		return x->heavy < y->heavy ? -1 : 1;
	if (x->dashed != y->dashed)
		return x->dashed < y->dashed ? -1 : 1;
	return x->from < y->from ? -1 : x->from > y->from;
}

static void join_segments(struct reading *r, struct segment *s, size_t n, bool flat)
{
	bool sorted = true; /* flat ones nearly always are: the rows were read in order */
	for (size_t i = 1; sorted && i < n; i++)
		sorted = by_place(&s[i - 1], &s[i]) <= 0;
	if (!sorted)
		qsort(s, n, sizeof *s, by_place);
	for (size_t i = 0; i < n;) {
		struct segment whole = s[i++];
		while (i < n && s[i].fixed == whole.fixed && s[i].heavy == whole.heavy &&
		       s[i].dashed == whole.dashed && s[i].from <= whole.to + 0.001f) {
			if (s[i].to > whole.to)
				whole.to = s[i].to;
			i++;
		}
		struct diagram_point p[2] = { { whole.from, whole.fixed }, { whole.to, whole.fixed } };
		if (!flat) {
			p[0] = (struct diagram_point){ whole.fixed, whole.from };
			p[1] = (struct diagram_point){ whole.fixed, whole.to };
		}
		add_points(r, p, 2, false, whole.heavy, whole.dashed);
	}
}

void strokes_join(struct reading *r)
{
	join_segments(r, r->flat, r->n_flat, true);
	join_segments(r, r->upright, r->n_upright, false);
	free(r->flat);
	free(r->upright);
	r->flat = r->upright = NULL;
}
