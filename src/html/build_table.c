/* build_table.c - tables on a regular grid: each cell knows its column, spans stay inside the
 * table and their row group, head rows come first and foot rows last. A row may end before the
 * last column. (HTML Standard 4.9.12, "forming a table".) */
#include "doc/walk.h"
#include "html/build.h"

#include <stdlib.h>

enum { MAX_COLUMNS = 1000, MAX_ROW_SPAN = 65534 };

struct table_row {
	const struct element *e; /* NULL: content without a <tr> */
	struct node *row;
	int group;
	int rows_left; /* in its group, itself counted */
	enum row_part part;
};

struct table {
	struct table_row *rows;
	size_t n_rows, cap_rows;
	int n_groups;
	int *left; /* per column: how many more rows the cell above reaches into */
	size_t cap_left;
	int used; /* columns that `left` knows of */
	int n_columns;
};

static bool is_tag(const struct element *e, enum html_tag tag)
{
	return e->kind == ELEMENT_TAG && e->ns == NS_HTML && e->tag == tag;
}

static bool is_section(const struct element *e)
{
	return is_tag(e, TAG_TBODY) || is_tag(e, TAG_THEAD) || is_tag(e, TAG_TFOOT);
}

static bool is_cell(const struct element *e)
{
	return is_tag(e, TAG_TD) || is_tag(e, TAG_TH);
}

static void add_row(struct table *t, const struct element *e, enum row_part part)
{
	mem_grow(&t->rows, &t->cap_rows, t->n_rows + 1, sizeof *t->rows);
	t->rows[t->n_rows++] = (struct table_row){ .e = e, .group = t->n_groups, .part = part };
}

/* XHTML may have sections in sections: their rows are the group's. */
static void add_rows(struct builder *b, struct table *t, const struct element *group, enum row_part part)
{
	build_pend_id(b, group);
	for (const struct element *c = group->first; c; c = c->next)
		if (is_tag(c, TAG_TR))
			add_row(t, c, part);
		else if (is_section(c))
			add_rows(b, t, c, part);
}

static void add_group(struct builder *b, struct table *t, const struct element *group, enum row_part part)
{
	t->n_groups++;
	add_rows(b, t, group, part);
}

/* Rows in the model's order: the first head, bodies, feet. */
static void collect_rows(struct builder *b, struct table *t, const struct element *e)
{
	const struct element *head = NULL;
	for (const struct element *c = e->first; c && !head; c = c->next)
		if (is_tag(c, TAG_THEAD))
			head = c;
	if (head)
		add_group(b, t, head, ROW_HEAD);
	bool in_body = false;
	for (const struct element *c = e->first; c; c = c->next) {
		if (is_tag(c, TAG_TR)) {
			t->n_groups += !in_body;
			in_body = true;
			add_row(t, c, ROW_BODY);
		} else if (is_tag(c, TAG_TBODY) || (is_tag(c, TAG_THEAD) && c != head)) {
			in_body = false;
			add_group(b, t, c, ROW_BODY);
		}
	}
	for (const struct element *c = e->first; c; c = c->next)
		if (is_tag(c, TAG_TFOOT))
			add_group(b, t, c, ROW_FOOT);
}

/* ---- one row --------------------------------------------------------------------------- */

static enum cell_align align_of(const struct element *e)
{
	struct str align = str_trim(element_attr(e, "align"));
	if (!align.len) {
		struct str style = element_attr(e, "style");
		ptrdiff_t at = str_find_nocase(style, STR("text-align"), 0);
		ptrdiff_t colon = at < 0 ? -1 : str_find_char(style, ':', (size_t)at);
		if (colon >= 0)
			align = str_trim(str_sub(style, (size_t)colon + 1, style.len));
	}
	if (str_starts_nocase(align, STR("left")))
		return ALIGN_LEFT;
	if (str_starts_nocase(align, STR("right")))
		return ALIGN_RIGHT;
	return str_starts_nocase(align, STR("center")) ? ALIGN_CENTER : ALIGN_NONE;
}

static enum cell_scope scope_of(const struct element *e, enum row_part part, int column)
{
	static const struct {
		const char *word;
		enum cell_scope scope;
	} words[] = { { "row", SCOPE_ROW }, { "col", SCOPE_COLUMN }, { "rowgroup", SCOPE_ROW_GROUP },
		      { "colgroup", SCOPE_COLUMN_GROUP } };
	struct str scope = str_trim(element_attr(e, "scope"));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(scope, str_from_c(words[i].word)))
			return words[i].scope;
	if (!is_tag(e, TAG_TH))
		return SCOPE_NONE;
	return part == ROW_HEAD || column > 0 ? SCOPE_COLUMN : SCOPE_ROW;
}

static int span_of(const struct element *e, const char *name, int most, int otherwise)
{
	long n;
	if (!str_parse_long(element_attr(e, name), &n) || n < 0)
		return otherwise;
	return n > most ? most : (int)n;
}

static void reach(struct table *t, int column)
{
	size_t need = (size_t)column + 1;
	mem_grow(&t->left, &t->cap_left, need, sizeof *t->left);
	for (; t->used <= column; t->used++)
		t->left[t->used] = 0;
}

/* Puts a cell at the first free column from `column` on; returns the column behind it. */
static int place_cell(struct builder *b, struct table *t, struct table_row *r, const struct element *e,
		      int column, int rows_left)
{
	while (column < t->used && t->left[column] > 0)
		column++;
	int span = span_of(e, "colspan", MAX_COLUMNS, 1);
	if (span < 1)
		span = 1;
	int down = span_of(e, "rowspan", MAX_ROW_SPAN, 1);
	if (down == 0 || down > rows_left)
		down = rows_left;
	struct node *cell = build_block(b, NODE_CELL, e);
	cell->as.cell.header = is_tag(e, TAG_TH);
	cell->as.cell.column = column;
	cell->as.cell.row_span = down;
	cell->as.cell.align = align_of(e);
	cell->as.cell.scope = scope_of(e, r->part, column);
	int wide = 0;
	for (; wide < span && column + wide < MAX_COLUMNS; wide++) {
		reach(t, column + wide);
		if (t->left[column + wide] > 0)
			break;
		t->left[column + wide] = down;
	}
	cell->as.cell.column_span = wide ? wide : 1;
	if (column + 1 > t->n_columns)
		t->n_columns = column + 1;
	struct place before = build_enter(b, cell);
	build_children(b, e);
	build_leave(b, before);
	return column + (wide ? wide : 1);
}

static struct node *new_row(struct builder *b, struct node *table, const struct table_row *r)
{
	struct node *row = node_new(b->arena, NODE_ROW, build_line(b, r->e));
	row->as.row.part = r->part;
	node_append(table, row);
	build_take_id(b, row, r->e);
	return row;
}

static void end_row(struct table *t)
{
	for (int i = 0; i < t->used; i++)
		if (t->left[i] > 0)
			t->left[i]--;
}

static void build_row(struct builder *b, struct table *t, struct node *table, size_t at)
{
	struct table_row *r = &t->rows[at];
	int rows_left = r->rows_left;
	r->row = new_row(b, table, r);
	struct place before = build_enter(b, r->row);
	int column = 0;
	for (const struct element *c = r->e->first; c; c = c->next) {
		if (c->kind != ELEMENT_TAG && element_is_blank(c))
			continue;
		if (c->kind == ELEMENT_TAG && !is_cell(c)) {
			enum element_role role = element_row(c)->role;
			if (role == ROLE_SILENT || role == ROLE_HIDDEN) {
				build_element(b, c);
				continue;
			}
		}
		if (column >= MAX_COLUMNS) { /* what is too wide goes on in a row below */
			end_row(t);
			b->block = r->row = new_row(b, table, r);
			column = 0;
			rows_left = 1;
		}
		if (is_cell(c)) {
			column = place_cell(b, t, r, c, column, rows_left);
			continue;
		}
		/* Stray content: a cell of its own, as if a <td> stood around it. */
		struct element *stray = (struct element *)c, *cell = element_new(b->arena, TAG_TD);
		cell->line = c->line;
		element_insert_before(stray, cell);
		element_remove(stray);
		element_append(cell, stray);
		c = cell;
		column = place_cell(b, t, r, cell, column, rows_left);
	}
	build_leave(b, before);
	end_row(t);
}

/* ---- the whole ------------------------------------------------------------------------- */

/* Clips spans that no cell starts in, and says where head rows end. */
static void settle_table(struct builder *b, struct node *table, const struct table *t)
{
	table->as.table.n_columns = t->n_columns;
	table->as.table.columns = ARENA_ARRAY(b->arena, enum cell_align, t->n_columns ? (size_t)t->n_columns : 1);
	for (struct node *row = table->first; row; row = row->next)
		for (struct node *cell = row->type == NODE_ROW ? row->first : NULL; cell; cell = cell->next) {
			int column = cell->as.cell.column;
			if (column + cell->as.cell.column_span > t->n_columns)
				cell->as.cell.column_span = t->n_columns - column;
			if (table->as.table.columns[column] == ALIGN_NONE)
				table->as.table.columns[column] = cell->as.cell.align;
		}
}

static bool all_headers(const struct node *row)
{
	for (const struct node *cell = row->first; cell; cell = cell->next)
		if (!cell->as.cell.header)
			return false;
	return row->first;
}

/* Without a <thead> the rows of nothing but <th> at the start are the head; one at least is not,
 * unless it is the only one. */
static void settle_head(struct node *table)
{
	struct node *first = table->first;
	if (first && first->type == NODE_CAPTION)
		first = first->next;
	if (first && first->as.row.part == ROW_BODY)
		for (struct node *row = first; row && all_headers(row); row = row->next) {
			bool spans = false;
			for (struct node *cell = row->first; cell; cell = cell->next)
				spans |= cell->as.cell.row_span > 1;
			if (spans || (row != first && !row->next))
				break;
			row->as.row.part = ROW_HEAD;
			for (struct node *cell = row->first; cell; cell = cell->next)
				if (cell->as.cell.scope == SCOPE_ROW)
					cell->as.cell.scope = SCOPE_COLUMN;
		}
	for (const struct node *row = first; row && row->as.row.part == ROW_HEAD; row = row->next)
		table->as.table.n_head_rows++;
}

/* What may not stand in a table stands before it. */
static void build_strays(struct builder *b, const struct element *table, const struct element *e)
{
	for (const struct element *c = e->first; c; c = c->next) {
		if (c->kind == ELEMENT_TEXT ? element_is_blank(c) : c->kind != ELEMENT_TAG)
			continue;
		if (is_section(c))
			build_strays(b, table, c);
		else if (!is_tag(c, TAG_TR) && !(is_tag(c, TAG_CAPTION) && e == table))
			build_element(b, c);
	}
}

static void build_captions(struct builder *b, struct node *table, const struct element *e)
{
	for (const struct element *c = e->first; c; c = c->next) {
		if (!is_tag(c, TAG_CAPTION))
			continue;
		struct node *caption = node_new(b->arena, NODE_CAPTION, build_line(b, c));
		caption->parent = table; /* for its surroundings */
		build_take_id(b, caption, c);
		struct node *rest = build_leaf(b, caption, c);
		caption->parent = NULL;
		if (!table->first && caption->first) {
			node_append(table, caption);
		} else if (caption->first) {
			caption->type = NODE_PARAGRAPH;
			caption->as.paragraph.bare = false;
			node_insert_before(table, caption);
		}
		while (rest && rest->first) {
			struct node *block = rest->first;
			node_remove(block);
			node_insert_before(table, block);
		}
	}
}

/* Rows without cells say nothing, unless a cell above reaches into them. */
static void drop_empty_rows(struct node *table)
{
	for (const struct node *row = table->first; row; row = row->next)
		for (const struct node *cell = row->type == NODE_ROW ? row->first : NULL; cell; cell = cell->next)
			if (cell->as.cell.row_span > 1)
				return;
	for (struct node *row = table->first, *next; row; row = next) {
		next = row->next;
		if (row->type == NODE_ROW && !row->first) {
			table->as.table.n_head_rows -= row->as.row.part == ROW_HEAD;
			node_remove(row);
		}
	}
}

void build_table(struct builder *b, const struct element *e)
{
	build_strays(b, e, e);
	struct node *table = build_block(b, NODE_TABLE, e);
	struct table t = { .n_groups = 0 };
	collect_rows(b, &t, e);
	for (size_t i = t.n_rows; i-- > 0;) {
		bool last = i + 1 == t.n_rows || t.rows[i + 1].group != t.rows[i].group;
		int below = last ? 0 : t.rows[i + 1].rows_left;
		t.rows[i].rows_left = below < MAX_ROW_SPAN ? below + 1 : below;
	}
	struct place before = build_enter(b, table);
	build_captions(b, table, e);
	for (size_t i = 0; i < t.n_rows; i++) {
		if (i && t.rows[i].group != t.rows[i - 1].group)
			for (int k = 0; k < t.used; k++)
				t.left[k] = 0;
		build_row(b, &t, table, i);
	}
	build_leave(b, before);
	settle_table(b, table, &t);
	settle_head(table);
	if (b->clean)
		drop_empty_rows(table);
	if (!table->first || t.n_columns == 0) {
		struct node *caption = table->first && table->first->type == NODE_CAPTION ? table->first : NULL;
		if (caption) {
			node_remove(caption);
			caption->type = NODE_PARAGRAPH;
			caption->as.paragraph.bare = false;
			node_insert_before(table, caption);
		}
		node_remove(table);
	}
	free(t.rows);
	free(t.left);
}
