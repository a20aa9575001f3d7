/* diagram_grid.h - a drawing while it is read: cells of characters in, segments and strokes out. What
 * diagram_cells.c (which characters are lines), diagram_walls.c (walls put straight), diagram_strokes.c
 * (lines gathered) and diagram.c share. */
#ifndef LAYOUT_DIAGRAM_GRID_H
#define LAYOUT_DIAGRAM_GRID_H

#include "layout/diagram.h"

#include <stdint.h>

enum { COLUMNS_MAX = 400, ROWS_MAX = 500, SHIFT_MAX = 4 };

enum { NONE, LIGHT, HEAVY, DOUBLE };
enum { LEFT, UP, RIGHT, DOWN };
#define ARMS(l, u, r, d) ((l) | (u) << 2 | (r) << 4 | (d) << 6)

enum cell_kind { CELL_BLANK, CELL_TEXT, CELL_LINE, CELL_ARROW, CELL_DIAGONAL };

struct cell {
	uint32_t code;
	uint32_t at, end;   /* [byte] in the source */
	unsigned char arms; /* ARMS */
	unsigned char kind;
	unsigned char points_to; /* of an arrow */
	bool dashed, round;
	short x; /* where it is drawn [col] */
}; /* small, for a drawing has thousands */

struct row {
	struct cell *cells; /* by column of the source */
	int n;
	int *by_x; /* index of the line cell drawn at x, or -1 */
	int n_by_x;
};

struct segment {
	float fixed, from, to; /* y and x1, x2; or x and y1, y2 */
	bool heavy, dashed;
};

struct reading {
	struct arena *arena;
	struct str text;
	struct row *rows;
	int n_rows, columns;
	struct segment *flat, *upright;
	size_t n_flat, cap_flat, n_upright, cap_upright;
	struct diagram_point *points;
	size_t n_points, cap_points;
	struct diagram_stroke *strokes;
	size_t n_strokes, cap_strokes;
	struct diagram_word *words;
	size_t n_words, cap_words;
};

static inline int arm(const struct cell *c, int side)
{
	return c->arms >> (2 * side) & 3;
}

static inline int opposite(int side)
{
	return side ^ 2;
}

static inline const struct cell *cell_at(const struct reading *r, int row, int column)
{
	static const struct cell blank = { .kind = CELL_BLANK };
	if (row < 0 || row >= r->n_rows || column < 0 || column >= r->rows[row].n)
		return &blank;
	return &r->rows[row].cells[column];
}

static inline bool is_drawn(const struct cell *c)
{
	return c->kind == CELL_LINE || c->kind == CELL_ARROW;
}

/* A wall that only goes up or down; words and other walls behind it move with it. */
static inline bool is_wall(const struct cell *c)
{
	return is_drawn(c) && (arm(c, UP) || arm(c, DOWN)) && !(arm(c, LEFT) && arm(c, RIGHT));
}

/* Reads the text into rows of cells; false: too large to be a drawing. */
bool cells_read(struct reading *);
/* Gives arms to what ASCII art draws with, then to arrows that a line reaches. */
void cells_find_lines(struct reading *);

/* Puts each wall under the line end that it hangs from, row by row, as far as what lies between lets
 * it; from then on every row knows what is drawn where. */
void walls_straighten(struct reading *);

/* Adds what is drawn in a cell. */
void strokes_add_cell(struct reading *, int row, int column);
/* Joins the lines of all cells to strokes; frees the segments. */
void strokes_join(struct reading *);

#endif
