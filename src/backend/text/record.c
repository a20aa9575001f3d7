/* record.c - tables that are too wide to be drawn: each row is a record, "Header: value", and an empty
 * cell says nothing. */
#include "backend/text/text.h"

/* The words above column `column` in the head, or nothing. */
static void put_header(struct text *t, const struct node *table, int column, struct buf *b)
{
	int rows = table->as.table.n_head_rows;
	for (const struct node *row = text_first_row(table); row && rows > 0; row = row->next, rows--)
		for (const struct node *cell = row->first; cell; cell = cell->next)
			if (cell->as.cell.column <= column && column < cell->as.cell.column + cell->as.cell.column_span) {
				struct buf words = { 0 };
				text_set_cell(t, cell, 0, false, &words);
				for (size_t i = 0; i < words.len; i++)
					if (words.p[i] == '\n')
						words.p[i] = ' ';
				struct str said = str_trim(buf_str(&words));
				if (b->len && said.len)
					buf_putc(b, ' ');
				buf_put_str(b, said);
				buf_done(&words);
			}
}

static void put_record_cell(struct text *t, const struct node *table, const struct node *cell, bool header)
{
	struct buf b = { 0 }, words = { 0 };
	if (!header)
		put_header(t, table, cell->as.cell.column, &b);
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

/* Whether a body cell below this head cell says something, and so gives its words as a label. */
static bool is_label(const struct node *table, const struct node *head)
{
	int from = head->as.cell.column, to = from + head->as.cell.column_span, row_number = 0;
	for (const struct node *row = text_first_row(table); row; row = row->next)
		for (const struct node *cell = row_number++ < table->as.table.n_head_rows ? NULL : row->first; cell; cell = cell->next)
			if (cell->first && cell->as.cell.column >= from && cell->as.cell.column < to)
				return true;
	return false;
}

/* A head row whose words all stand in front of values need not be said by itself. */
static bool is_said(const struct node *table, const struct node *head_row)
{
	for (const struct node *cell = head_row->first; cell; cell = cell->next)
		if (cell->first && !is_label(table, cell))
			return false;
	return true;
}

void text_put_records(struct text *t, const struct node *table)
{
	bool any = false;
	int head = table->as.table.n_head_rows;
	for (const struct node *row = text_first_row(table); row; row = row->next) {
		bool header = head-- > 0;
		if (header && is_said(table, row))
			continue;
		size_t start = t->out->len;
		if (any)
			text_blank(t);
		size_t words = t->out->len;
		for (const struct node *cell = row->first; cell; cell = cell->next)
			put_record_cell(t, table, cell, header);
		if (t->out->len == words)
			t->out->len = start;
		else
			any = true;
	}
}
