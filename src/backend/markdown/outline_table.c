/* outline_table.c - tables in an outline: a row a line, a cell a line's words. No bar can be escaped in a row
 * (mldoc, lib/syntax/table.ml), so what holds one is said otherwise; what spans or holds more is HTML. */
#include "backend/markdown/outline.h"

#include "doc/walk.h"

static bool put_cell(struct md *md, const struct node *cell, struct buf *b)
{
	const struct node *n = cell->first;
	if (!n)
		return true;
	bool plain = n->type == NODE_PARAGRAPH && !n->next && cell->as.cell.column_span <= 1 && cell->as.cell.row_span <= 1;
	if (!plain && md->raw_html)
		return false;
	if (plain)
		return outline_words(md, n, INK_CELL, b);
	struct buf text = { 0 };
	node_put_text(cell, &text);
	ink_clear(&md->ink);
	ink_text(&md->ink, buf_str(&text), false);
	outline_ink(md, INK_CELL, b);
	buf_done(&text);
	return true;
}

/* A row, or with NULL an empty one. */
static bool put_row(struct md *md, const struct node *table, const struct node *row, struct buf *b)
{
	bool fits = true;
	int column = 0;
	buf_putc(b, '|');
	for (const struct node *cell = row ? row->first : NULL; cell && fits; cell = cell->next, column++) {
		for (; column < cell->as.cell.column; column++)
			buf_puts(b, "  |");
		buf_putc(b, ' ');
		fits = put_cell(md, cell, b);
		buf_puts(b, " |");
	}
	for (; column < table->as.table.n_columns; column++)
		buf_puts(b, "  |");
	return fits;
}

static bool is_header(const struct node *row)
{
	bool header = row->first != NULL;
	for (const struct node *cell = row->first; cell; cell = cell->next)
		header &= cell->as.cell.header;
	return header || row->as.row.part == ROW_HEAD;
}

bool outline_rows(struct md *md, const struct node *table, struct buf *b)
{
	const struct node *row = table->first && table->first->type == NODE_CAPTION ? table->first->next : table->first;
	static const char *const rules[] = { " --- |", " :-- |", " :-: |", " --: |" };
	bool header = row && is_header(row), fits = put_row(md, table, header ? row : NULL, b);
	buf_puts(b, "\n|");
	for (int i = 0; i < table->as.table.n_columns; i++)
		buf_puts(b, rules[table->as.table.columns[i]]);
	row = header ? row->next : row;
	do { /* a rule with nothing below is a row of its own */
		buf_putc(b, '\n');
		fits &= put_row(md, table, row, b);
	} while (row && (row = row->next) && fits);
	return fits;
}
