/* table_set.c - tables: columns as wide as their content asks, heads that come again, rows that break.
 *
 * Each cell is a galley of its own. Rows joined by spans are a group; a group that is not tall is one
 * box, a tall one is sliced line by line, each slice as high as the highest line in it. */
#include "backend/pdf/table_int.h"

#include "doc/walk.h"

#include <stdlib.h>

enum { TALL = 9 }; /* lines: a group above this may break inside */
enum { FEW_ROWS = 8, CUT_IN_FEW = 150, CUT_IN_MANY = 12 }; /* penalties of a page's end between rows */

/* ---- collecting ---- */

static void collect(struct table *t, struct arena *arena)
{
	size_t n = 0;
	for (const struct node *r = t->node->first; r; r = r->next) {
		t->n_rows += r->type == NODE_ROW;
		for (const struct node *c = r->first; c && r->type == NODE_ROW; c = c->next)
			n += c->type == NODE_CELL;
	}
	t->rows = ARENA_ARRAY(arena, const struct node *, (size_t)t->n_rows);
	t->row_elements = ARENA_ARRAY(arena, int, (size_t)t->n_rows);
	t->row_first = ARENA_ARRAY(arena, size_t, (size_t)t->n_rows + 1);
	t->cells = ARENA_ARRAY(arena, struct cell, n);
	int row = 0;
	for (const struct node *r = t->node->first; r; r = r->next) {
		if (r->type != NODE_ROW)
			continue;
		t->rows[row] = r;
		t->row_first[row] = t->n_cells;
		for (const struct node *c = r->first; c; c = c->next) {
			if (c->type != NODE_CELL || c->as.cell.column >= t->n_columns)
				continue;
			int columns = c->as.cell.column_span, rows = c->as.cell.row_span;
			if (c->as.cell.column + columns > t->n_columns)
				columns = t->n_columns - c->as.cell.column;
			if (rows > t->n_rows - row)
				rows = t->n_rows - row;
			if (row < t->n_head && rows > t->n_head - row)
				rows = t->n_head - row;
			t->cells[t->n_cells++] = (struct cell){ .node = c, .row = row,
				.column = c->as.cell.column, .columns = columns < 1 ? 1 : columns,
				.rows = rows < 1 ? 1 : rows };
		}
		row++;
	}
	t->row_first[t->n_rows] = t->n_cells;
}

/* ---- setting ---- */

static enum selem_scope scope_of(const struct table *t, const struct cell *c)
{
	switch (c->node->as.cell.scope) {
	case SCOPE_ROW: case SCOPE_ROW_GROUP: return SELEM_SCOPE_ROW;
	case SCOPE_COLUMN: case SCOPE_COLUMN_GROUP: return SELEM_SCOPE_COLUMN;
	case SCOPE_NONE: break;
	}
	return c->row < t->n_head || c->column > 0 ? SELEM_SCOPE_COLUMN : SELEM_SCOPE_ROW;
}

static void set_cell(struct table *t, struct cell *c)
{
	struct setter *s = t->f->s;
	bool header = c->node->as.cell.header;
	c->element = setter_element(s, header ? SELEM_TH : SELEM_TD, t->row_elements[c->row]);
	struct selem *e = &s->elements[c->element];
	e->column_span = c->columns;
	e->row_span = c->rows;
	if (header)
		e->scope = scope_of(t, c);
	galley_init(&c->galley, s);
	struct flow f = table_cell_flow(t, c);
	f.g = &c->galley;
	f.element = c->element;
	f.x = t->x[c->column];
	f.width = t->gap * (float)(c->columns - 1);
	for (int k = 0; k < c->columns; k++) {
		f.width += t->width[c->column + k];
		f.x = fminf(f.x, t->x[c->column + k]);
	}
	f.wide = f.width;
	f.mirrored = false;
	enum cell_align align = c->node->as.cell.align;
	if (align == ALIGN_NONE && t->node->as.table.columns)
		align = t->node->as.table.columns[c->column];
	if (align == ALIGN_NONE && c->columns == 1 && t->figures[c->column])
		align = ALIGN_RIGHT;
	f.cell_align = align == ALIGN_CENTER ? PARA_CENTER : align == ALIGN_RIGHT ? PARA_END
		: align == ALIGN_LEFT && f.rtl ? PARA_END : PARA_START;
	f.scale = t->scale;
	galley_anchor(&c->galley, setter_str(s, c->node->id));
	flow_children(&f, c->node);
}

/* The elements of the group's rows and cells, and each cell's galley. */
static void set_rows(struct table *t, int first, int end)
{
	static const enum selem_type parts[] = { [ROW_HEAD] = SELEM_THEAD, [ROW_BODY] = SELEM_TBODY,
						 [ROW_FOOT] = SELEM_TFOOT };
	struct setter *s = t->f->s;
	int reach = first; /* the row that cells of the rows above end before */
	for (int r = first; r < end; r++) {
		enum row_part part = r < t->n_head ? ROW_HEAD : t->rows[r]->as.row.part;
		if (part == ROW_HEAD && r >= t->n_head)
			part = ROW_BODY;
		bool same = r > 0 && t->rows[r - 1]->as.row.part == t->rows[r]->as.row.part && r != t->n_head;
		int parent = same ? s->elements[t->row_elements[r - 1]].parent
				  : setter_element(s, parts[part], t->element);
		t->row_elements[r] = setter_element(s, SELEM_TR, parent);
		int column = 0;
		for (size_t i = t->row_first[r]; i < t->row_first[r + 1]; i++) {
			set_cell(t, &t->cells[i]);
			column = t->cells[i].column + t->cells[i].columns;
		}
		/* Rows above may reach into this one; what is missing at the end is an empty cell. */
		bool covered = reach > r;
		for (size_t i = t->row_first[r]; i < t->row_first[r + 1]; i++)
			if (r + t->cells[i].rows > reach)
				reach = r + t->cells[i].rows;
		for (; !covered && column < t->n_columns; column++)
			setter_element(s, SELEM_TD, t->row_elements[r]);
	}
}

static float cell_height(const struct cell *c)
{
	return galley_height(&c->galley, 0, c->galley.n_items);
}

/* The group as one box in `g`. */
static void put_group(struct table *t, struct galley *g, int first, int end)
{
	float top[64], bottom[64], y = t->pad;
	int n = end - first < 63 ? end - first : 63;
	for (int r = 0; r < n; r++) {
		top[r] = y;
		float height = t->inside.leading;
		for (size_t i = t->row_first[first]; i < t->row_first[end]; i++) {
			const struct cell *c = &t->cells[i];
			int last = c->row + c->rows - 1 - first;
			if (last == r)
				height = fmaxf(height, cell_height(c) - (top[r] - top[c->row - first]));
		}
		bottom[r] = top[r] + height;
		y += height + (r + 1 < n ? 2 * t->pad : t->pad);
	}
	galley_box_begin(g, y, t->pad + t->inside.baseline, t->rows[first]->line);
	for (int r = 0; r < n; r++)
		table_paint_row(t, g, first + r, top[r] - t->pad, bottom[r] + t->pad);
	for (size_t i = t->row_first[first]; i < t->row_first[end]; i++) {
		struct cell *c = &t->cells[i];
		int last = c->row + c->rows - 1 - first;
		table_paint_cell(t, g, c, top[c->row - first] - t->pad, bottom[last < n ? last : n - 1] + t->pad,
				 true, true);
		galley_place(g, &c->galley, 0, c->galley.n_items, 0, top[c->row - first]);
	}
	galley_box_end(g);
}

/* The cell's next items up to a place where it may break. */
static void next_unit(struct cell *c)
{
	const struct galley *g = &c->galley;
	size_t i = c->from = c->next;
	while (i < g->n_items && g->items[i].type == VITEM_BREAK)
		i++;
	while (i < g->n_items && g->items[i].type != VITEM_BREAK)
		i++;
	c->next = i;
}

/* A tall row, slice by slice. Cells that reach over rows are set beside the first. */
static void put_slices(struct table *t, struct galley *g, int row)
{
	size_t a = t->row_first[row], b = t->row_first[row + 1];
	bool more = true;
	for (int slice = 0; more; slice++) {
		float height = 0, pad = slice == 0 ? t->pad : 0;
		more = false;
		for (size_t i = a; i < b; i++) {
			struct cell *c = &t->cells[i];
			next_unit(c);
			height = fmaxf(height, galley_height(&c->galley, c->from, c->next));
			more = more || c->next < c->galley.n_items;
		}
		if (slice > 0)
			galley_inside(g, false);
		galley_box_begin(g, height + pad + (more ? 0 : t->pad), pad + t->inside.baseline,
				 t->rows[row]->line);
		float all = height + pad + (more ? 0 : t->pad);
		table_paint_row(t, g, row, 0, all);
		for (size_t i = a; i < b; i++) {
			table_paint_cell(t, g, &t->cells[i], 0, all, slice == 0, !more);
			galley_place(g, &t->cells[i].galley, t->cells[i].from, t->cells[i].next, 0, pad);
		}
		galley_box_end(g);
	}
}

static int group_end(const struct table *t, int first)
{
	int end = first + 1;
	for (int r = first; r < end; r++)
		for (size_t i = t->row_first[r]; i < t->row_first[r + 1]; i++)
			if (t->cells[i].row + t->cells[i].rows > end)
				end = t->cells[i].row + t->cells[i].rows;
	return end;
}

static void put_rule(struct table *t, struct galley *g, const struct style_values *v, int side)
{
	float out = table_reach(t);
	float width = v->border[side];
	galley_box_begin(g, width, 0, t->node->line);
	float x = t->x[t->f->rtl ? t->n_columns - 1 : 0];
	if (width > 0)
		galley_rule(g, ARTIFACT_LAYOUT, x - out, width / 2, x + t->total + out, width / 2, width,
			    dress_colour(v->border_colour[side]));
	galley_box_end(g);
}

static void put_head(struct table *t)
{
	struct galley head, *g = t->f->g;
	galley_init(&head, t->f->s);
	put_rule(t, &head, t->f->v, SIDE_TOP);
	for (int r = 0; r < t->n_head;) {
		int end = group_end(t, r);
		set_rows(t, r, end);
		galley_inside(&head, true);
		put_group(t, &head, r, end);
		r = end;
	}
	if (t->n_head > 0) {
		galley_inside(&head, true);
		put_rule(t, &head, dress_named(t->f->s, t->f->v, "thead", ""), SIDE_BOTTOM);
	}
	struct vrange again = { 0, 0 };
	bool repeat = g == t->f->s->main && t->n_head > 0;
	if (repeat)
		again = galley_to_spares(g, &head, 0, head.n_items);
	galley_box_begin(g, galley_height(&head, 0, head.n_items), 0, t->node->line);
	galley_place(g, &head, 0, head.n_items, 0, 0);
	galley_box_end(g);
	galley_done(&head);
	if (repeat)
		g->head = again;
	galley_keep(g, t->n_head > 0 ? 2 : 1);
}

static void put_body(struct table *t)
{
	struct galley *g = t->f->g;
	for (int r = t->n_head; r < t->n_rows;) {
		int end = group_end(t, r);
		set_rows(t, r, end);
		float height = 0;
		for (size_t i = t->row_first[r]; i < t->row_first[end]; i++)
			height = fmaxf(height, cell_height(&t->cells[i]));
		galley_inside(g, false);
		galley_penalty(g, t->n_rows - t->n_head <= FEW_ROWS ? CUT_IN_FEW : CUT_IN_MANY);
		if (end - r > 60 || height * (float)(end - r) > t->inside.leading * TALL)
			for (int k = r; k < end; k++) {
				if (k > r)
					galley_inside(g, false);
				put_slices(t, g, k);
			}
		else
			put_group(t, g, r, end);
		/* The last row does not go over alone. */
		if (end < t->n_rows && group_end(t, end) == t->n_rows && t->n_rows - t->n_head > 2)
			galley_keep(g, 1);
		for (size_t i = t->row_first[r]; i < t->row_first[end]; i++)
			galley_done(&t->cells[i].galley);
		r = end;
	}
}

static void put_caption(const struct flow *at, const struct node *n, int table)
{
	struct flow f = *at;
	dress_flow(&f, dress_child(f.s, at->v, n));
	f.ink.element = setter_element(f.s, SELEM_CAPTION, table);
	struct measure m = flow_measure(&f);
	m.whole = true;
	flow_inlines(&f, n, &f.ink, m);
	galley_keep(f.g, 2);
	galley_space(f.g, fmaxf(3, f.v->margin[SIDE_BOTTOM]), 0);
}

/* ---- a table ---- */

static void put_grid(struct table *t)
{
	struct galley *g = t->f->g;
	struct vrange before = g->head;
	put_head(t);
	for (int r = 0; r < t->n_head; r++)
		for (size_t i = t->row_first[r]; i < t->row_first[r + 1]; i++)
			galley_done(&t->cells[i].galley);
	put_body(t);
	g->head = before;
	galley_inside(g, true);
	put_rule(t, g, t->f->v, SIDE_BOTTOM);
}

/* False: it has no cells. */
static bool table_init(struct table *t, const struct flow *f, const struct node *n, struct arena *arena)
{
	*t = (struct table){ .f = f, .node = n, .n_columns = n->as.table.n_columns, .inside = *f,
			     .n_head = n->as.table.n_head_rows };
	collect(t, arena);
	if (t->n_head > t->n_rows)
		t->n_head = t->n_rows;
	t->width = ARENA_ARRAY(arena, float, (size_t)t->n_columns);
	t->x = ARENA_ARRAY(arena, float, (size_t)t->n_columns);
	const struct style_values *td = dress_named(f->s, f->v, "td", "");
	t->gap = td->padding[SIDE_LEFT] + td->padding[SIDE_RIGHT];
	t->pad = td->padding[SIDE_TOP];
	t->inside.cell = true;
	t->inside.depth = 0;
	return t->n_rows > 0 && t->n_columns > 0;
}

bool table_crosses(const struct flow *f, const struct node *n)
{
	struct arena arena;
	struct table t;
	arena_init(&arena);
	bool wide = table_init(&t, f, n, &arena);
	if (wide) {
		t.scale = 1;
		table_measure(&t);
		wide = !table_settle_widths(&t, f->wide, &arena) || t.squeezed;
	}
	arena_done(&arena);
	return wide;
}

void flow_table(const struct flow *f, const struct node *n)
{
	struct arena arena;
	arena_init(&arena);
	struct table t;
	if (table_init(&t, f, n, &arena)) {
		table_find_figures(&t, &arena);
		bool fits = table_settle(&t, &arena);
		t.element = fits ? setter_element(f->s, SELEM_TABLE, f->element) : f->element;
		if (n->first->type == NODE_CAPTION)
			put_caption(f, n->first, t.element);
		if (fits)
			put_grid(&t);
		else
			table_put_records(&t, &arena);
	}
	arena_done(&arena);
}
