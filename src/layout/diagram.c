/* diagram.c - box drawing read as lines.
 *
 * Every cell that belongs to a line has arms: left, up, right, down, each with a weight. Two cells
 * that reach for each other are joined. A wall that the source has put beside its corner (writers
 * count characters badly) is moved under it first, top row to bottom, so that what is joined is
 * straight. Pieces of line are gathered as horizontal and vertical segments, and those that touch
 * become one. */
#include "layout/diagram.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { COLUMNS_MAX = 400, ROWS_MAX = 500, SHIFT_MAX = 4 };

enum { NONE, LIGHT, HEAVY, DOUBLE };
enum { LEFT, UP, RIGHT, DOWN };
#define ARMS(l, u, r, d) ((l) | (u) << 2 | (r) << 4 | (d) << 6)

enum cell_kind { CELL_BLANK, CELL_TEXT, CELL_LINE, CELL_ARROW, CELL_DIAGONAL };

struct cell {
	uint32_t code;
	size_t at, end;     /* [byte] in the source */
	unsigned char arms; /* ARMS */
	unsigned char kind;
	unsigned char points_to; /* of an arrow */
	bool dashed, round;
	short x; /* where it is drawn [col] */
};

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

/* ---- what characters are ------------------------------------------------------------------- */

/* U+2500 … U+257F. Dashed lines have the arms of their solid ones, round corners of the square. */
static const unsigned char box_arms[128] = {
	ARMS(1, 0, 1, 0), ARMS(2, 0, 2, 0), ARMS(0, 1, 0, 1), ARMS(0, 2, 0, 2), /* 2500 ─━│┃ */
	ARMS(1, 0, 1, 0), ARMS(2, 0, 2, 0), ARMS(0, 1, 0, 1), ARMS(0, 2, 0, 2), /* 2504 dashed */
	ARMS(1, 0, 1, 0), ARMS(2, 0, 2, 0), ARMS(0, 1, 0, 1), ARMS(0, 2, 0, 2), /* 2508 dashed */
	ARMS(0, 0, 1, 1), ARMS(0, 0, 2, 1), ARMS(0, 0, 1, 2), ARMS(0, 0, 2, 2), /* 250C ┌ */
	ARMS(1, 0, 0, 1), ARMS(2, 0, 0, 1), ARMS(1, 0, 0, 2), ARMS(2, 0, 0, 2), /* 2510 ┐ */
	ARMS(0, 1, 1, 0), ARMS(0, 1, 2, 0), ARMS(0, 2, 1, 0), ARMS(0, 2, 2, 0), /* 2514 └ */
	ARMS(1, 1, 0, 0), ARMS(2, 1, 0, 0), ARMS(1, 2, 0, 0), ARMS(2, 2, 0, 0), /* 2518 ┘ */
	ARMS(0, 1, 1, 1), ARMS(0, 1, 2, 1), ARMS(0, 2, 1, 1), ARMS(0, 1, 1, 2), /* 251C ├ */
	ARMS(0, 2, 1, 2), ARMS(0, 2, 2, 1), ARMS(0, 1, 2, 2), ARMS(0, 2, 2, 2), /* 2520 */
	ARMS(1, 1, 0, 1), ARMS(2, 1, 0, 1), ARMS(1, 2, 0, 1), ARMS(1, 1, 0, 2), /* 2524 ┤ */
	ARMS(1, 2, 0, 2), ARMS(2, 2, 0, 1), ARMS(2, 1, 0, 2), ARMS(2, 2, 0, 2), /* 2528 */
	ARMS(1, 0, 1, 1), ARMS(2, 0, 1, 1), ARMS(1, 0, 2, 1), ARMS(2, 0, 2, 1), /* 252C ┬ */
	ARMS(1, 0, 1, 2), ARMS(2, 0, 1, 2), ARMS(1, 0, 2, 2), ARMS(2, 0, 2, 2), /* 2530 */
	ARMS(1, 1, 1, 0), ARMS(2, 1, 1, 0), ARMS(1, 1, 2, 0), ARMS(2, 1, 2, 0), /* 2534 ┴ */
	ARMS(1, 2, 1, 0), ARMS(2, 2, 1, 0), ARMS(1, 2, 2, 0), ARMS(2, 2, 2, 0), /* 2538 */
	ARMS(1, 1, 1, 1), ARMS(2, 1, 1, 1), ARMS(1, 1, 2, 1), ARMS(2, 1, 2, 1), /* 253C ┼ */
	ARMS(1, 2, 1, 1), ARMS(1, 1, 1, 2), ARMS(1, 2, 1, 2), ARMS(2, 2, 1, 1), /* 2540 */
	ARMS(1, 2, 2, 1), ARMS(2, 1, 1, 2), ARMS(1, 1, 2, 2), ARMS(2, 2, 2, 1), /* 2544 */
	ARMS(2, 1, 2, 2), ARMS(2, 2, 1, 2), ARMS(1, 2, 2, 2), ARMS(2, 2, 2, 2), /* 2548 */
	ARMS(1, 0, 1, 0), ARMS(2, 0, 2, 0), ARMS(0, 1, 0, 1), ARMS(0, 2, 0, 2), /* 254C dashed */
	ARMS(3, 0, 3, 0), ARMS(0, 3, 0, 3), ARMS(0, 0, 3, 1), ARMS(0, 0, 1, 3), /* 2550 ═║╒╓ */
	ARMS(0, 0, 3, 3), ARMS(3, 0, 0, 1), ARMS(1, 0, 0, 3), ARMS(3, 0, 0, 3), /* 2554 ╔╕╖╗ */
	ARMS(0, 1, 3, 0), ARMS(0, 3, 1, 0), ARMS(0, 3, 3, 0), ARMS(3, 1, 0, 0), /* 2558 ╘╙╚╛ */
	ARMS(1, 3, 0, 0), ARMS(3, 3, 0, 0), ARMS(0, 1, 3, 1), ARMS(0, 3, 1, 3), /* 255C ╜╝╞╟ */
	ARMS(0, 3, 3, 3), ARMS(3, 1, 0, 1), ARMS(1, 3, 0, 3), ARMS(3, 3, 0, 3), /* 2560 ╠╡╢╣ */
	ARMS(3, 0, 3, 1), ARMS(1, 0, 1, 3), ARMS(3, 0, 3, 3), ARMS(3, 1, 3, 0), /* 2564 ╤╥╦╧ */
	ARMS(1, 3, 1, 0), ARMS(3, 3, 3, 0), ARMS(3, 1, 3, 1), ARMS(1, 3, 1, 3), /* 2568 ╨╩╪╫ */
	ARMS(3, 3, 3, 3), ARMS(0, 0, 1, 1), ARMS(1, 0, 0, 1), ARMS(1, 1, 0, 0), /* 256C ╬╭╮╯ */
	ARMS(0, 1, 1, 0), 0, 0, 0,                                              /* 2570 ╰╱╲╳ */
	ARMS(1, 0, 0, 0), ARMS(0, 1, 0, 0), ARMS(0, 0, 1, 0), ARMS(0, 0, 0, 1), /* 2574 halves */
	ARMS(2, 0, 0, 0), ARMS(0, 2, 0, 0), ARMS(0, 0, 2, 0), ARMS(0, 0, 0, 2), /* 2578 */
	ARMS(1, 0, 2, 0), ARMS(0, 1, 0, 2), ARMS(2, 0, 1, 0), ARMS(0, 2, 0, 1), /* 257C */
};

static const struct {
	uint32_t code;
	unsigned char points_to;
} arrows[] = {
	{ 0x2190, LEFT }, { 0x2191, UP }, { 0x2192, RIGHT }, { 0x2193, DOWN },
	{ 0x21D0, LEFT }, { 0x21D1, UP }, { 0x21D2, RIGHT }, { 0x21D3, DOWN },
	{ 0x25B2, UP }, { 0x25B3, UP }, { 0x25B4, UP }, { 0x25B6, RIGHT }, { 0x25B7, RIGHT },
	{ 0x25B8, RIGHT }, { 0x25BA, RIGHT }, { 0x25BC, DOWN }, { 0x25BD, DOWN }, { 0x25BE, DOWN },
	{ 0x25C0, LEFT }, { 0x25C1, LEFT }, { 0x25C2, LEFT }, { 0x25C4, LEFT },
	{ '<', LEFT }, { '^', UP }, { '>', RIGHT }, { 'v', DOWN }, { 'V', DOWN },
};

static int arm(const struct cell *c, int side)
{
	return c->arms >> (2 * side) & 3;
}

static int opposite(int side)
{
	return side ^ 2;
}

static const struct cell *cell_at(const struct reading *r, int row, int column)
{
	static const struct cell blank = { .kind = CELL_BLANK };
	if (row < 0 || row >= r->n_rows || column < 0 || column >= r->rows[row].n)
		return &blank;
	return &r->rows[row].cells[column];
}

/* ---- reading --------------------------------------------------------------------------------- */

static void classify(struct cell *c)
{
	if (c->code == ' ' || c->code == '\t' || c->code == 0xA0) {
		c->kind = CELL_BLANK;
	} else if (c->code >= 0x2500 && c->code <= 0x257F) {
		unsigned i = c->code - 0x2500;
		c->kind = c->code >= 0x2571 && c->code <= 0x2573 ? CELL_DIAGONAL : CELL_LINE;
		c->arms = box_arms[i];
		c->dashed = (i >= 4 && i < 12) || (i >= 0x4C && i < 0x50);
		c->round = i >= 0x6D && i <= 0x70;
	} else {
		c->kind = CELL_TEXT;
	}
}

static bool read_row(struct reading *r, struct row *row, size_t at, size_t end)
{
	size_t most = end - at < COLUMNS_MAX ? end - at : COLUMNS_MAX; /* none is wider than its bytes */
	row->cells = ARENA_ARRAY(r->arena, struct cell, most + 4);
	while (at < end) {
		size_t next = (unsigned char)r->text.p[at] < 0x80 ? at + 1 : unicode_cluster_end(r->text, at);
		size_t first = at;
		struct cell *c = &row->cells[row->n];
		c->code = utf8_decode(r->text, &first);
		c->at = at;
		c->end = next;
		c->x = (short)row->n;
		classify(c);
		size_t columns = next == at + 1 ? 1 : unicode_cluster_columns(str_sub(r->text, at, next));
		if (columns > 1) { /* the second half of a wide character */
			row->cells[row->n + 1] = (struct cell){ .at = next, .end = next, .kind = CELL_TEXT,
				.x = (short)(row->n + 1) };
		}
		row->n += columns > 1 ? 2 : 1;
		at = next;
		if (row->n > COLUMNS_MAX)
			return false;
	}
	while (row->n && row->cells[row->n - 1].kind == CELL_BLANK)
		row->n--;
	if (row->n > r->columns)
		r->columns = row->n;
	return true;
}

static bool read_rows(struct reading *r)
{
	int n = 1;
	for (size_t i = 0; i < r->text.len; i++)
		n += r->text.p[i] == '\n';
	if (n > ROWS_MAX)
		return false;
	r->rows = ARENA_ARRAY(r->arena, struct row, (size_t)n);
	for (size_t at = 0; at <= r->text.len && r->n_rows < n;) {
		ptrdiff_t end = str_find_char(r->text, '\n', at);
		if (!read_row(r, &r->rows[r->n_rows++], at, end < 0 ? r->text.len : (size_t)end))
			return false;
		if (end < 0)
			break;
		at = (size_t)end + 1;
	}
	while (r->n_rows && r->rows[r->n_rows - 1].n == 0)
		r->n_rows--;
	return true;
}

/* ---- lines of ASCII art ----------------------------------------------------------------------- */

static bool is_any(uint32_t code, const char *set)
{
	return code && code < 0x80 && strchr(set, (int)code) != NULL;
}

/* A plus sign is a joint when a line leads away from it to a side and another up or down, or a
 * line passes through. */
static bool is_joint(const struct reading *r, int row, int x)
{
	bool left = is_any(cell_at(r, row, x - 1)->code, "-=+<"), right = is_any(cell_at(r, row, x + 1)->code, "-=+>");
	bool up = is_any(cell_at(r, row - 1, x)->code, "|+^:"), down = is_any(cell_at(r, row + 1, x)->code, "|+v:");
	return (left || right) && (up || down || (left && right));
}

/* Three dashes in a row are a line; fewer must touch a joint or a box. */
static bool is_dash_line(const struct reading *r, int row, int x)
{
	int from = x, to = x;
	uint32_t code = cell_at(r, row, x)->code;
	while (from > 0 && x - from < 4 && cell_at(r, row, from - 1)->code == code)
		from--;
	while (to - x < 4 && cell_at(r, row, to + 1)->code == code)
		to++;
	const struct cell *before = cell_at(r, row, from - 1), *after = cell_at(r, row, to + 1);
	bool touches = before->code == '+' || after->code == '+' || before->kind == CELL_LINE ||
		after->kind == CELL_LINE;
	bool word = (ch_alnum((char)after->code) && after->code < 0x80 && before->kind == CELL_BLANK) ||
		(before->kind == CELL_TEXT && after->kind == CELL_TEXT && !touches && to - from < 2);
	return touches || (to - from >= 2 && !word) ||
		(to - from >= 1 && (after->code == '>' || before->code == '<'));
}

static bool is_upright(const struct reading *r, int row, int x)
{
	const struct cell *up = cell_at(r, row - 1, x), *down = cell_at(r, row + 1, x);
	return is_any(up->code, "|+^'.") || is_any(down->code, "|+v'.") || (up->kind == CELL_LINE && arm(up, DOWN)) ||
		(down->kind == CELL_LINE && arm(down, UP));
}

static unsigned char joint_arms(const struct reading *r, int row, int x)
{
	int l = is_any(cell_at(r, row, x - 1)->code, "-=+<"), rt = is_any(cell_at(r, row, x + 1)->code, "-=+>");
	int u = is_any(cell_at(r, row - 1, x)->code, "|+^:"), d = is_any(cell_at(r, row + 1, x)->code, "|+v:");
	return (unsigned char)ARMS(l, u, rt, d);
}

/* First all are judged, then all are changed: a judgement must see the source. */
static void read_ascii(struct reading *r)
{
	for (int step = 0; step < 2; step++)
		for (int y = 0; y < r->n_rows; y++)
			for (int x = 0; x < r->rows[y].n; x++) {
				struct cell *c = &r->rows[y].cells[x];
				if (step == 1 && c->kind == CELL_TEXT && c->arms) {
					c->kind = CELL_LINE;
				} else if (step == 0 && c->kind == CELL_TEXT) {
					if (c->code == '+' && is_joint(r, y, x))
						c->arms = joint_arms(r, y, x);
					else if ((c->code == '-' || c->code == '=') && is_dash_line(r, y, x))
						c->arms = c->code == '-' ? ARMS(1, 0, 1, 0) : ARMS(3, 0, 3, 0);
					else if (c->code == '|' && is_upright(r, y, x))
						c->arms = ARMS(0, 1, 0, 1);
				}
			}
}

/* Most text is no arrow: that is seen without the table. */
static bool may_be_arrow(uint32_t code)
{
	return code < 0x80 ? is_any(code, "<>^vV") : code >= 0x2190 && code <= 0x25C4;
}

/* An arrow belongs to the drawing when a line reaches for it from behind, or passes through. */
static void read_arrows(struct reading *r)
{
	for (int y = 0; y < r->n_rows; y++)
		for (int x = 0; x < r->rows[y].n; x++) {
			struct cell *c = &r->rows[y].cells[x];
			if (c->kind != CELL_TEXT || !may_be_arrow(c->code))
				continue;
			size_t i = 0, n = sizeof arrows / sizeof *arrows;
			while (i < n && arrows[i].code != c->code)
				i++;
			if (i == n)
				continue;
			const struct cell *near[4] = { cell_at(r, y, x - 1), cell_at(r, y - 1, x), cell_at(r, y, x + 1),
				cell_at(r, y + 1, x) };
			int weight[4], behind = opposite(arrows[i].points_to);
			for (int side = 0; side < 4; side++)
				weight[side] = near[side]->kind == CELL_LINE ? arm(near[side], opposite(side)) : NONE;
			if (!weight[behind] && !(c->code >= 0x80 && weight[arrows[i].points_to]))
				continue;
			c->kind = CELL_ARROW;
			c->points_to = arrows[i].points_to;
			c->arms = (unsigned char)ARMS(weight[0], weight[1], weight[2], weight[3]);
		}
}

/* ---- straight walls --------------------------------------------------------------------------- */

static bool is_drawn(const struct cell *c)
{
	return c->kind == CELL_LINE || c->kind == CELL_ARROW;
}

static const struct cell *drawn_at(const struct reading *r, int row, int x)
{
	if (row < 0 || row >= r->n_rows || !r->rows[row].by_x || x < 0 || x >= r->rows[row].n_by_x ||
	    r->rows[row].by_x[x] < 0)
		return NULL;
	return &r->rows[row].cells[r->rows[row].by_x[x]];
}

static bool hangs_at(const struct reading *r, int row, int x)
{
	const struct cell *above = drawn_at(r, row - 1, x);
	return above && arm(above, DOWN);
}

/* A wall that only goes up or down; words and other walls behind it move with it. */
static bool is_wall(const struct cell *c)
{
	return is_drawn(c) && (arm(c, UP) || arm(c, DOWN)) && !(arm(c, LEFT) && arm(c, RIGHT));
}

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

static void straighten(struct reading *r)
{
	int *ends = ARENA_ARRAY(r->arena, int, (size_t)r->columns + SHIFT_MAX + 1);
	int *walls = ARENA_ARRAY(r->arena, int, (size_t)r->columns + SHIFT_MAX + 1);
	for (int y = 0; y < r->n_rows; y++) {
		struct row *row = &r->rows[y];
		int n_ends = 0, n_walls = 0;
		row->n_by_x = r->columns + SHIFT_MAX + 1;
		for (int x = 0; x < row->n_by_x; x++) {
			if (hangs_at(r, y, x))
				ends[n_ends++] = x;
			if (x < row->n && is_drawn(&row->cells[x]) && arm(&row->cells[x], UP))
				walls[n_walls++] = x;
		}
		pair_walls(row, ends, n_ends, walls, n_walls);
		unmove_tight_walls(row);
		row->by_x = ARENA_ARRAY(r->arena, int, (size_t)row->n_by_x);
		for (int x = 0; x < row->n_by_x; x++)
			row->by_x[x] = -1;
		for (int x = 0; x < row->n; x++)
			if (is_drawn(&row->cells[x]))
				row->by_x[row->cells[x].x] = x;
	}
}

/* ---- segments ----------------------------------------------------------------------------------- */

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

/* Where a sideward arm ends: halfway to the cell it is joined with, else at the cell's edge. */
static float arm_end(const struct reading *r, int y, int column, int side)
{
	const struct cell *c = cell_at(r, y, column), *next = cell_at(r, y, column + (side == RIGHT ? 1 : -1));
	float mx = (float)c->x + 0.5f;
	if (is_drawn(next) && arm(next, opposite(side)))
		return (mx + (float)next->x + 0.5f) / 2;
	return mx + (side == RIGHT ? 0.5f : -0.5f);
}

static void draw_cell(struct reading *r, int y, int column)
{
	const struct cell *c = cell_at(r, y, column);
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

/* ---- words ---------------------------------------------------------------------------------------- */

static void gather_words(struct reading *r, int y)
{
	const struct row *row = &r->rows[y];
	int shift = 0;
	for (int x = 0; x < row->n; x++) {
		if (is_wall(&row->cells[x]))
			shift = row->cells[x].x - x;
		if (row->cells[x].kind != CELL_TEXT)
			continue;
		int end = x + 1;
		while (end < row->n && (row->cells[end].kind == CELL_TEXT ||
		       (row->cells[end].code == ' ' && end + 1 < row->n && row->cells[end + 1].kind == CELL_TEXT)))
			end++;
		int next = end;
		while (next < row->n && row->cells[next].kind == CELL_BLANK)
			next++;
		float width = (float)(end - x), from = (float)(x + shift);
		if (next < row->n && is_wall(&row->cells[next]) && from + width > (float)row->cells[next].x + 0.3f)
			width = (float)row->cells[next].x + 0.3f - from;
		mem_grow(&r->words, &r->cap_words, r->n_words + 1, sizeof *r->words);
		r->words[r->n_words++] = (struct diagram_word){ .row = y, .column = from, .columns = width,
			.text = str_sub(r->text, row->cells[x].at, row->cells[end - 1].end) };
		x = end - 1;
	}
}

static void *settle(struct arena *a, void *heap, size_t n, size_t size)
{
	void *copy = arena_alloc(a, mem_product(n, size));
	if (n)
		memcpy(copy, heap, n * size);
	free(heap);
	return copy;
}

struct diagram *diagram_read(struct arena *arena, struct str text)
{
	struct reading r = { .arena = arena, .text = text };
	if (!read_rows(&r))
		return NULL;
	read_ascii(&r);
	read_arrows(&r);
	straighten(&r);
	int columns = 0;
	for (int y = 0; y < r.n_rows; y++) {
		for (int x = 0; x < r.rows[y].n; x++) {
			draw_cell(&r, y, x);
			if (r.rows[y].cells[x].kind != CELL_BLANK && r.rows[y].cells[x].x >= columns)
				columns = r.rows[y].cells[x].x + 1;
		}
		gather_words(&r, y);
	}
	join_segments(&r, r.flat, r.n_flat, true);
	join_segments(&r, r.upright, r.n_upright, false);
	free(r.flat);
	free(r.upright);
	struct diagram *d = ARENA_NEW(arena, struct diagram);
	*d = (struct diagram){ .columns = columns, .rows = r.n_rows, .n_points = r.n_points,
		.n_strokes = r.n_strokes, .n_words = r.n_words };
	d->points = settle(arena, r.points, r.n_points, sizeof *d->points);
	d->strokes = settle(arena, r.strokes, r.n_strokes, sizeof *d->strokes);
	d->words = settle(arena, r.words, r.n_words, sizeof *d->words);
	return d;
}
