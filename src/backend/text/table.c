/* table.c - tables as drawings. Each cell is set as a text of its own, once to learn how wide it
 * would like to be and how narrow it can be, then in the width it gets. Lines stand where two
 * different cells meet, so spans draw themselves. Where the columns cannot be had, record.c writes. */
#include "backend/text/text.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "layout/table.h"

#include <stdlib.h>

struct box {
	const struct node *node;
	int row, column, rows, columns; /* its place in the grid */
	size_t width;			/* of its text [col] */
	size_t wish;			/* where it is as wide as it likes; 0: its text depends on the room otherwise */
	struct buf lines;		/* its text, set */
	size_t unwritable;		/* characters of it that --ascii could not say */
	size_t *ends;			/* offset behind each line */
	size_t n_lines, cap_lines;
};

struct drawing {
	struct text *t;
	const struct node *table;
	bool break_words;
	struct box *boxes;
	size_t n_boxes;
	int rows, columns;
	int *grid;	 /* rows × columns: index of the box, or -1 */
	size_t *widths;	 /* of columns */
	size_t *heights; /* of rows, in lines */
	bool *ruled;	 /* a line stands above row i; rows + 1 of them */
	size_t line_cap;
};

const struct node *text_first_row(const struct node *table)
{
	const struct node *n = table->first;
	while (n && n->type != NODE_ROW)
		n = n->next;
	return n;
}

/* ---- cells ---------------------------------------------------------------------------------------------------- */

void text_set_cell(struct text *t, const struct node *cell, size_t columns, bool break_words, size_t *unwritable, struct buf *out)
{
	struct text inner;
	text_init(&inner, t->style, t->article, t->links, out);
	inner.style.columns = columns;
	inner.table_depth = t->table_depth + 1;
	inner.break_words = break_words;
	inner.unwritable = unwritable;
	text_put_blocks(&inner, cell);
	text_done(&inner);
}

static size_t longest_word(struct str s)
{
	size_t longest = 0, start = 0;
	for (size_t i = 0; i <= s.len; i++)
		if (i == s.len || s.p[i] == ' ' || s.p[i] == '\n') {
			longest = i - start > longest ? i - start : longest;
			start = i + 1;
		}
	return longest;
}

static bool is_all_words(const struct node *cell)
{
	const struct node *n = cell->first;
	while (n && n->type == NODE_PARAGRAPH)
		n = n->next;
	return !n;
}

/* Words are set once: in as much room as they like they are what a measure of them needs, and what is drawn
 * where they get it. */
static void measure(void *context, size_t i, struct table_wish *wish)
{
	const struct drawing *d = context;
	struct box *box = &d->boxes[i];
	text_set_cell(d->t, box->node, 0, d->break_words, &box->unwritable, &box->lines);
	struct str text = buf_str(&box->lines);
	size_t max = text_widest_line(text), min;
	bool words = is_all_words(box->node);
	box->wish = words ? max : 0;
	if (words && !d->break_words && utf8_ascii_end(text, 0) == text.len) {
		min = longest_word(text);
	} else {
		struct buf b = { 0 };
		text_set_cell(d->t, box->node, 1, d->break_words, NULL, &b);
		min = text_widest_line(buf_str(&b));
		buf_done(&b);
	}
	*wish = (struct table_wish){ box->column, box->columns, (double)min, (double)(max < min ? min : max) };
}

static void cut_lines(struct box *box)
{
	for (size_t at = 0; at < box->lines.len; at++)
		if (box->lines.p[at] == '\n') {
			mem_grow(&box->ends, &box->cap_lines, box->n_lines + 1, sizeof *box->ends);
			box->ends[box->n_lines++] = at;
		}
}

static struct str line_of(const struct box *box, size_t i)
{
	if (i >= box->n_lines)
		return STR_NONE;
	size_t from = i ? box->ends[i - 1] + 1 : 0;
	return str_sub(buf_str(&box->lines), from, box->ends[i]);
}

/* ---- the grid --------------------------------------------------------------------------------------------------- */

static size_t count_cells(const struct node *table, int *rows)
{
	size_t n = 0;
	*rows = 0;
	for (const struct node *row = text_first_row(table); row; row = row->next, ++*rows)
		for (const struct node *cell = row->first; cell; cell = cell->next)
			n++;
	return n;
}

static void place_boxes(struct drawing *d)
{
	size_t n = count_cells(d->table, &d->rows);
	d->boxes = mem_alloc(mem_product(n + 1, sizeof *d->boxes));
	d->grid = mem_alloc(mem_product((size_t)d->rows * (size_t)d->columns + 1, sizeof *d->grid));
	for (size_t i = 0; i < (size_t)d->rows * (size_t)d->columns; i++)
		d->grid[i] = -1;
	int r = 0;
	for (const struct node *row = text_first_row(d->table); row; row = row->next, r++)
		for (const struct node *cell = row->first; cell; cell = cell->next) {
			struct box *box = &d->boxes[d->n_boxes];
			*box = (struct box){ .node = cell, .row = r, .column = cell->as.cell.column,
					     .rows = cell->as.cell.row_span, .columns = cell->as.cell.column_span };
			if (box->column >= d->columns)
				continue;
			if (box->columns > d->columns - box->column)
				box->columns = d->columns - box->column;
			if (box->rows > d->rows - r)
				box->rows = d->rows - r;
			for (int y = r; y < r + box->rows; y++)
				for (int x = box->column; x < box->column + box->columns; x++)
					d->grid[y * d->columns + x] = (int)d->n_boxes;
			d->n_boxes++;
		}
}

/* -1 outside and where no cell is; those hold together. */
static int box_at(const struct drawing *d, int row, int column)
{
	if (row < 0 || row >= d->rows || column < 0 || column >= d->columns)
		return -1;
	return d->grid[row * d->columns + column];
}

static bool inside(const struct drawing *d, int row, int column)
{
	return row >= 0 && row < d->rows && column >= 0 && column < d->columns;
}

/* A vertical line stands left of `column` in `row`. */
static bool upright(const struct drawing *d, int row, int column)
{
	if (row < 0 || row >= d->rows)
		return false;
	if (column == 0 || column == d->columns)
		return true;
	int left = box_at(d, row, column - 1), right = box_at(d, row, column);
	return left != right || left < 0;
}

/* A horizontal line stands above `row` in `column`. */
static bool level(const struct drawing *d, int row, int column)
{
	if (column < 0 || column >= d->columns || !d->ruled[row])
		return false;
	if (row == 0 || row == d->rows)
		return true;
	int above = box_at(d, row - 1, column), below = box_at(d, row, column);
	return above != below || above < 0;
}

/* ---- heights ------------------------------------------------------------------------------------------------------ */

static void set_boxes(struct drawing *d)
{
	for (size_t i = 0; i < d->n_boxes; i++) {
		struct box *box = &d->boxes[i];
		box->width = 3 * (size_t)(box->columns - 1);
		for (int x = 0; x < box->columns; x++)
			box->width += d->widths[box->column + x];
		if (!box->wish || box->wish > box->width) {
			buf_clear(&box->lines);
			box->unwritable = 0;
			text_set_cell(d->t, box->node, box->width ? box->width : 1, d->break_words, &box->unwritable, &box->lines);
		}
		if (d->t->unwritable)
			*d->t->unwritable += box->unwritable;
		cut_lines(box);
	}
}

/* Rows are ruled apart when one takes more than a line or reaches over several rows. */
static void rule_rows(struct drawing *d)
{
	bool tall = false;
	for (size_t i = 0; i < d->n_boxes; i++)
		tall |= d->boxes[i].n_lines > 1 || d->boxes[i].rows > 1;
	int r = 0;
	for (const struct node *row = text_first_row(d->table); row; row = row->next, r++) {
		const struct node *prev = row->prev && row->prev->type == NODE_ROW ? row->prev : NULL;
		d->ruled[r] = tall || !prev || prev->as.row.part != row->as.row.part;
	}
	d->ruled[0] = d->ruled[d->rows] = true;
}

static void set_heights(struct drawing *d)
{
	for (int r = 0; r < d->rows; r++)
		d->heights[r] = 1;
	for (size_t i = 0; i < d->n_boxes; i++) {
		const struct box *box = &d->boxes[i];
		if (box->rows == 1 && box->n_lines > d->heights[box->row])
			d->heights[box->row] = box->n_lines;
	}
	for (size_t i = 0; i < d->n_boxes; i++) {
		const struct box *box = &d->boxes[i];
		size_t have = 0;
		for (int y = box->row; y < box->row + box->rows; y++)
			have += d->heights[y] + (y > box->row && d->ruled[y]);
		if (box->n_lines > have)
			d->heights[box->row + box->rows - 1] += box->n_lines - have;
	}
}

/* ---- drawing --------------------------------------------------------------------------------------------------------- */

/* The junction with arms up, down, left, right. */
static void put_junction(const struct drawing *d, bool up, bool down, bool left, bool right)
{
	static const char *const glyphs[16] = { " ", "╶", "╴", "─", "╷", "┌", "┐", "┬",
						"╵", "└", "┘", "┴", "│", "├", "┤", "┼" };
	int arms = right | left << 1 | down << 2 | up << 3;
	bool flat = !up && !down, tall = !left && !right;
	buf_puts(d->t->out, !d->t->style.ascii ? glyphs[arms] : !arms ? " " : flat ? "-" : tall ? "|" : "+");
}

static void put_level(const struct drawing *d, size_t n)
{
	buf_pad_str(d->t->out, str_from_c(text_glyph(d->t, "─", "-")), n);
}

/* Line `i` of a box, aligned in its width, a blank at both sides. */
static void put_words(const struct drawing *d, const struct box *box, size_t i)
{
	static const enum cell_align header_align = ALIGN_LEFT;
	struct buf *out = d->t->out;
	struct str line = box ? line_of(box, i) : STR_NONE;
	size_t columns = unicode_columns(line), spare = box && box->width > columns ? box->width - columns : 0;
	enum cell_align align = box ? box->node->as.cell.align : header_align;
	if (align == ALIGN_NONE && box && box->columns == 1)
		align = d->table->as.table.columns[box->column];
	size_t before = align == ALIGN_RIGHT ? spare : align == ALIGN_CENTER ? spare / 2 : 0;
	buf_pad(out, ' ', 1 + before);
	buf_put_str(out, line);
	buf_pad(out, ' ', spare - before + 1);
}

static size_t lines_above(const struct drawing *d, const struct box *box, int row, bool rule)
{
	size_t n = 0;
	for (int y = box->row; y < row; y++)
		n += d->heights[y] + (y > box->row && d->ruled[y]);
	return n + (!rule && row > box->row && d->ruled[row]);
}

/* One line of the drawing: line `i` of `row`, or with `rule` the line above it. */
static void put_line(const struct drawing *d, int row, size_t i, bool rule)
{
	struct buf *out = d->t->out;
	text_line(d->t);
	for (int x = 0; x <= d->columns; x++) {
		bool left = rule && level(d, row, x - 1), right = rule && level(d, row, x);
		bool up = upright(d, rule ? row - 1 : row, x), down = upright(d, row, x);
		if (rule || up)
			put_junction(d, up, down, left, right);
		if (x == d->columns)
			break;
		if (right) {
			put_level(d, d->widths[x] + 2);
			continue;
		}
		int index = inside(d, row, x) ? box_at(d, row, x) : -1;
		const struct box *box = index >= 0 ? &d->boxes[index] : NULL;
		if (!box) {
			buf_pad(out, ' ', d->widths[x] + 2);
			continue;
		}
		put_words(d, box, lines_above(d, box, row, rule) + i);
		x = box->column + box->columns - 1;
	}
	text_line_end(d->t);
}

static void draw(struct drawing *d)
{
	for (int r = 0; r <= d->rows; r++) {
		if (d->ruled[r])
			put_line(d, r, 0, true);
		for (size_t i = 0; r < d->rows && i < d->heights[r]; i++)
			put_line(d, r, i, false);
	}
}

/* ---- the door --------------------------------------------------------------------------------------------------------------- */

static void drawing_done(struct drawing *d)
{
	for (size_t i = 0; i < d->n_boxes; i++) {
		buf_done(&d->boxes[i].lines);
		free(d->boxes[i].ends);
	}
	free(d->boxes);
	free(d->grid);
	free(d->widths);
	free(d->heights);
	free(d->ruled);
}

/* Whether the columns fit into `room`, and their widths. */
static bool fit_columns(struct drawing *d, size_t room)
{
	double *wide = mem_alloc(mem_product((size_t)d->columns, sizeof *wide));
	bool fits = table_widths(d->n_boxes, measure, d, d->columns, room == SIZE_MAX ? 1e9 : (double)room, 3, 1, wide);
	d->widths = mem_alloc(mem_product((size_t)d->columns, sizeof *d->widths));
	for (int i = 0; fits && i < d->columns; i++)
		d->widths[i] = (size_t)wide[i];
	free(wide);
	return fits;
}

static size_t table_room(const struct text *t)
{
	size_t most = t->style.table_columns, used = text_used(t);
	if (t->style.columns || !most || t->table_depth)
		return text_room(t);
	return used + 1 < most ? most - used : 1;
}

/* Whole words first; where they do not fit, "TRACE/DEBUG/INFO" may go on in the next line. */
static bool try_drawing(struct text *t, const struct node *table, bool break_words)
{
	enum { MOST_COLUMNS = 200, MOST_DEPTH = 1 };
	struct drawing d = { .t = t, .table = table, .break_words = break_words, .columns = table->as.table.n_columns };
	size_t room = table_room(t), separators = 3 * (size_t)d.columns + 1;
	if (t->table_depth > MOST_DEPTH || d.columns > MOST_COLUMNS || separators + (size_t)d.columns > room)
		return false;
	place_boxes(&d);
	bool fits = fit_columns(&d, room == SIZE_MAX ? SIZE_MAX : room - separators);
	if (fits) {
		d.heights = mem_alloc(mem_product((size_t)d.rows + 1, sizeof *d.heights));
		d.ruled = mem_alloc((size_t)d.rows + 1);
		set_boxes(&d);
		rule_rows(&d);
		set_heights(&d);
		draw(&d);
	}
	drawing_done(&d);
	return fits;
}

void text_put_table(struct text *t, const struct node *table)
{
	const struct node *caption = table->first && table->first->type == NODE_CAPTION ? table->first : NULL;
	if (caption) {
		struct buf b = { 0 };
		text_put_inlines(t, caption, &b);
		text_fill(t, buf_str(&b));
		buf_done(&b);
	}
	if (!text_first_row(table) || !table->as.table.n_columns)
		return;
	if (!try_drawing(t, table, false) && !try_drawing(t, table, true))
		text_put_records(t, table);
}
