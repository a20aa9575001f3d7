/* diagram_cells.c - which characters of a drawing are lines, and where each of them reaches. */
#include "layout/diagram_grid.h"

#include "base/unicode.h"
#include "base/utf8.h"

/* ---- what characters are --------------------------------------------------------------------- */

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

/* Box drawing (U+2500 … U+257F, three bytes of UTF-8) with nothing behind it that could join it: one
 * column, which nobody has to be asked about. */
static bool is_plain_box(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	if (at + 3 > s.len || p[0] != 0xE2 || (p[1] | 1) != 0x95 || (p[2] & 0xC0) != 0x80)
		return false;
	return at + 3 == s.len || p[3] < 0x80 || (p[3] == 0xE2 && at + 4 < s.len && p[4] >= 0x94 && p[4] <= 0x97);
}

static bool read_row(struct reading *r, struct row *row, size_t at, size_t end)
{
	struct cell cells[COLUMNS_MAX + 2];
	while (at < end) {
		size_t first = at;
		uint32_t code = utf8_decode(r->text, &first);
		bool plain = code < 0x80 || is_plain_box(r->text, at);
		size_t next = plain ? first : unicode_cluster_end(r->text, at);
		struct cell *c = &cells[row->n];
		*c = (struct cell){ .code = code, .at = (uint32_t)at, .end = (uint32_t)next, .x = (short)row->n };
		classify(c);
		size_t columns = plain ? 1 : unicode_cluster_columns(str_sub(r->text, at, next));
		if (columns > 1) { /* the second half of a wide character */
			cells[row->n + 1] = (struct cell){ .at = (uint32_t)next, .end = (uint32_t)next, .kind = CELL_TEXT,
				.x = (short)(row->n + 1) };
		}
		row->n += columns > 1 ? 2 : 1;
		at = next;
		if (row->n > COLUMNS_MAX)
			return false;
	}
	while (row->n && cells[row->n - 1].kind == CELL_BLANK)
		row->n--;
	row->cells = arena_raw(r->arena, mem_product((size_t)row->n, sizeof *cells));
	memcpy(row->cells, cells, (size_t)row->n * sizeof *cells);
	if (row->n > r->columns)
		r->columns = row->n;
	return true;
}

bool cells_read(struct reading *r)
{
	int n = 1;
	for (size_t i = 0; i < r->text.len; i++)
		n += r->text.p[i] == '\n';
	if (n > ROWS_MAX || r->text.len > UINT32_MAX)
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

/* ---- lines of ASCII art ---------------------------------------------------------------------- */

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

void cells_find_lines(struct reading *r)
{
	read_ascii(r);
	read_arrows(r);
}
