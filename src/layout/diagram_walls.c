/* diagram_walls.c - walls put straight: each goes under the corner or line end that it hangs from. */
#include "layout/diagram_grid.h"

#include <stdlib.h>

/* Whether the wall at column `from` of the row may be drawn at `to`: what lies between are blanks,
 * words (which move or shrink), other walls (which move in order) or a corner's own edge. */
static bool is_free(const struct row *row, int from, int to)
{
	const struct cell *c = &row->cells[from];
	int step = to > from ? 1 : -1;
	bool edge = arm(c, LEFT) || arm(c, RIGHT);
	if (to < 0 || to >= row->n_by_x || (!is_wall(c) && to != from))
		return false;
	for (int x = from + step; x != to + step && x < row->n; x += step) {
		const struct cell *between = &row->cells[x];
		bool own_edge = edge && between->arms == ARMS(1, 0, 1, 0);
		if (is_drawn(between) && !own_edge && !is_wall(between))
			return false;
	}
	return true;
}

static void move_wall(struct row *row, int x, int to)
{
	struct cell *c = &row->cells[x];
	int step = to > x ? 1 : -1;
	for (int i = x + step; i != to + step && i < row->n; i += step)
		if (row->cells[i].arms == ARMS(1, 0, 1, 0))
			row->cells[i].kind = CELL_BLANK; /* the edge it passes over */
	c->x = (short)to;
}

/* What it costs to leave a wall, or the end of one above, without its other half: more than any
 * move. */
enum { COST_ALONE = 5, MATCH_CELLS_MAX = 40000 };

/* Pairs the line ends that hang from the row above (columns `ends`) with the cells that reach up
 * (columns `walls`), both from left to right: in order, and as near as can be. The costs of all
 * beginnings are worked out first, then the way back tells who moves. */
static void pair_walls(struct row *row, const int *ends, int n_ends, const int *walls, int n_walls)
{
	int wide = n_ends + 1;
	if ((n_walls + 1) * wide > MATCH_CELLS_MAX)
		return;
	short *cost = mem_alloc((size_t)((n_walls + 1) * wide) * sizeof *cost);
	for (int i = 0; i <= n_walls; i++)
		for (int j = 0; j <= n_ends; j++) {
			int best = (i + j) * COST_ALONE;
			if (i && cost[(i - 1) * wide + j] + COST_ALONE < best)
				best = cost[(i - 1) * wide + j] + COST_ALONE;
			if (j && cost[i * wide + j - 1] + COST_ALONE < best)
				best = cost[i * wide + j - 1] + COST_ALONE;
			int distance = i && j ? abs(walls[i - 1] - ends[j - 1]) : SHIFT_MAX + 1;
			if (distance <= SHIFT_MAX && cost[(i - 1) * wide + j - 1] + distance < best &&
			    is_free(row, walls[i - 1], ends[j - 1]))
				best = cost[(i - 1) * wide + j - 1] + distance;
			cost[i * wide + j] = (short)best;
		}
	for (int i = n_walls, j = n_ends; i && j;) {
		int here = cost[i * wide + j];
		if (here == cost[(i - 1) * wide + j] + COST_ALONE) {
			i--;
		} else if (here == cost[i * wide + j - 1] + COST_ALONE) {
			j--;
		} else {
			i--;
			j--;
			if (walls[i] != ends[j])
				move_wall(row, walls[i], ends[j]);
		}
	}
	free(cost);
}

/* How far a wall moved; a word that would have to shrink to less than four fifths for it keeps the
 * wall where the source has it. */
static void unmove_tight_walls(struct row *row)
{
	int shift = 0, text_end = -1, text_start = -1;
	for (int x = 0; x < row->n; x++) {
		struct cell *c = &row->cells[x];
		if (c->kind == CELL_TEXT) {
			if (x == 0 || row->cells[x - 1].kind != CELL_TEXT)
				text_start = text_start < 0 || text_end < x - 1 ? x : text_start;
			text_end = x + 1;
		}
		if (!is_wall(c))
			continue;
		int room = c->x - (text_start + shift), wanted = text_end - text_start;
		if (text_end > 0 && room * 5 < wanted * 4)
			c->x = (short)x;
		shift = c->x - x;
		text_end = text_start = -1;
	}
}

void walls_straighten(struct reading *r)
{
	int *ends = ARENA_ARRAY(r->arena, int, (size_t)r->columns + SHIFT_MAX + 1);
	int *walls = ARENA_ARRAY(r->arena, int, (size_t)r->columns + SHIFT_MAX + 1);
	for (int y = 0; y < r->n_rows; y++) {
		struct row *row = &r->rows[y];
		const struct row *above = y ? row - 1 : NULL;
		int n_ends = 0, n_walls = 0;
		row->n_by_x = r->columns + SHIFT_MAX + 1;
		for (int x = 0; above && x < above->n_by_x; x++)
			if (above->by_x[x] >= 0 && arm(&above->cells[above->by_x[x]], DOWN))
				ends[n_ends++] = x;
		for (int x = 0; x < row->n; x++)
			if (is_drawn(&row->cells[x]) && arm(&row->cells[x], UP))
				walls[n_walls++] = x;
		pair_walls(row, ends, n_ends, walls, n_walls);
		unmove_tight_walls(row);
		row->by_x = arena_raw(r->arena, mem_product((size_t)row->n_by_x, sizeof *row->by_x));
		for (int x = 0; x < row->n_by_x; x++)
			row->by_x[x] = -1;
		for (int x = 0; x < row->n; x++)
			if (is_drawn(&row->cells[x]))
				row->by_x[row->cells[x].x] = x;
	}
}
