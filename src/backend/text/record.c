/* record.c - tables that are too wide to be drawn: each row is a record, "Header: value", and an empty
 * cell says nothing. */
#include "backend/text/text.h"

#include "doc/walk.h"

#include <stdlib.h>

/* What is known of a column: the head's words above it, and whether a value stands below them. */
struct column {
	struct buf label;
	bool used;
};

/* A head cell's words in one line, behind what the rows above it say. */
static void add_label(struct text *t, const struct node *cell, struct column *columns, int n)
{
	struct buf words = { 0 };
	text_set_cell(t, cell, 0, false, t->unwritable, &words);
	for (size_t i = 0; i < words.len; i++)
		if (words.p[i] == '\n')
			words.p[i] = ' ';
	struct str said = str_trim(buf_str(&words));
	int from = cell->as.cell.column, to = from + cell->as.cell.column_span;
	for (int c = from; said.len && c < to && c < n; c++) {
		if (columns[c].label.len)
			buf_putc(&columns[c].label, ' ');
		buf_put_str(&columns[c].label, said);
	}
	buf_done(&words);
}

/* Whether anything of the cell will be seen: more than blanks and anchors. */
static bool says_something(const struct node *cell)
{
	for (struct walk w = walk_begin(cell); walk_next(&w);) {
		const struct node *n = w.node;
		bool holder = n == cell || n->type == NODE_PARAGRAPH || node_kind(n->type) == KIND_INLINE || n->type == NODE_BREAK;
		if (n->type == NODE_TEXT ? str_trim(n->as.text).len > 0 : !holder)
			return true;
	}
	return false;
}

static struct column *read_columns(struct text *t, const struct node *table)
{
	int n = table->as.table.n_columns, head = table->as.table.n_head_rows;
	struct column *columns = mem_alloc(mem_product((size_t)n + 1, sizeof *columns));
	for (const struct node *row = text_first_row(table); row; row = row->next, head--)
		for (const struct node *cell = row->first; cell; cell = cell->next)
			if (head > 0)
				add_label(t, cell, columns, n);
			else if (cell->as.cell.column < n && says_something(cell))
				columns[cell->as.cell.column].used = true;
	return columns;
}

static void free_columns(struct column *columns, int n)
{
	for (int c = 0; c < n; c++)
		buf_done(&columns[c].label);
	free(columns);
}

/* `label`: what stands before the cell's words; empty for a head's own. */
static void put_record_cell(struct text *t, const struct node *cell, struct str label)
{
	struct buf b = { 0 }, words = { 0 };
	buf_put_str(&b, label);
	if (b.len)
		buf_puts(&b, ": ");
	bool plain = !cell->first || (cell->first == cell->last && cell->first->type == NODE_PARAGRAPH);
	if (plain && cell->first)
		text_put_inlines(t, cell->first, &words);
	if (plain && !str_trim(buf_str(&words)).len)
		goto done; /* an empty cell says nothing */
	buf_put_str(&b, buf_str(&words));
	struct text_container c = text_enter(t, STR_NONE, STR("  "));
	if (b.len)
		text_fill(t, buf_str(&b));
	if (!plain) {
		t->table_depth++;
		text_put_blocks(t, cell);
		t->table_depth--;
	}
	text_leave(t, c);
done:
	buf_done(&b);
	buf_done(&words);
}

/* A head row whose words all stand in front of values need not be said by itself. */
static bool is_said(const struct node *head_row, const struct column *columns, int n)
{
	for (const struct node *cell = head_row->first; cell; cell = cell->next) {
		bool used = !cell->first;
		for (int i = 0, c = cell->as.cell.column; !used && i < cell->as.cell.column_span && c < n; i++, c++)
			used = columns[c].used;
		if (!used)
			return false;
	}
	return true;
}

void text_put_records(struct text *t, const struct node *table)
{
	bool any = false;
	int head = table->as.table.n_head_rows, n = table->as.table.n_columns;
	struct column *columns = read_columns(t, table);
	for (const struct node *row = text_first_row(table); row; row = row->next) {
		bool header = head-- > 0;
		if (header && is_said(row, columns, n))
			continue;
		size_t start = t->out->len;
		if (any)
			text_blank(t);
		size_t words = t->out->len;
		for (const struct node *cell = row->first; cell; cell = cell->next) {
			bool labelled = !header && cell->as.cell.column < n;
			put_record_cell(t, cell, labelled ? buf_str(&columns[cell->as.cell.column].label) : STR_NONE);
		}
		if (t->out->len == words)
			t->out->len = start;
		else
			any = true;
	}
	free_columns(columns, n);
}
