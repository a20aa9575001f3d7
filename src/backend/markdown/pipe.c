/* pipe.c - tables as GFM has them: one header row, one line a row. Tables with spans, lists in cells
 * and the like are left to raw.c. */
#include "backend/markdown/md.h"

#include <stdlib.h>

static bool cell_fits(const struct node *cell, bool raw_html)
{
	if (cell->as.cell.column_span > 1 || cell->as.cell.row_span > 1)
		return false;
	for (const struct node *n = cell->first; n; n = n->next)
		if (n->type != NODE_PARAGRAPH || (n->next && !raw_html))
			return false;
	return true;
}

bool md_table_fits(const struct md *md, const struct node *table)
{
	if (!md->raw_html)
		return true; /* what does not fit is pressed in */
	if (!md->flavor->tables)
		return false;
	for (const struct node *row = table->first; row; row = row->next)
		for (const struct node *cell = row->type == NODE_ROW ? row->first : NULL; cell; cell = cell->next)
			if (!cell_fits(cell, true))
				return false;
	return true;
}

/* What a cell holds on one line: its paragraphs with <br> between, all else as it comes. */
static void put_cell_blocks(struct md *md, const struct node *parent, struct buf *b, size_t start)
{
	for (const struct node *n = parent->first; n; n = n->next) {
		if (n->type == NODE_TEXT || n->type == NODE_RULE)
			continue;
		if (b->len > start && b->p[b->len - 1] != ' ')
			buf_puts(b, md->raw_html ? "<br>" : " ");
		if (n->type == NODE_PARAGRAPH || n->type == NODE_HEADING || n->type == NODE_TERM ||
		    n->type == NODE_CAPTION || n->type == NODE_SUMMARY)
			md_inline(md, n, (struct ink_context){ .place = INK_CELL }, b);
		else if (n->type == NODE_CODE_BLOCK) {
			struct node code = { .type = NODE_CODE, .as.text = n->as.code.text };
			struct node line = { .type = NODE_PARAGRAPH, .first = &code, .last = &code };
			md_inline(md, &line, (struct ink_context){ .place = INK_CELL }, b);
		} else
			put_cell_blocks(md, n, b, start);
	}
}

static bool is_header(const struct node *row)
{
	if (row->as.row.part == ROW_HEAD)
		return true;
	for (const struct node *cell = row->first; cell; cell = cell->next)
		if (!cell->as.cell.header)
			return false;
	return row->first != NULL;
}

static void put_rule(struct md *md, const struct node *table)
{
	static const char *const rules[] = { " --- |", " :-- |", " :-: |", " --: |" };
	md_line(md);
	buf_putc(md->out, '|');
	for (int i = 0; i < table->as.table.n_columns; i++)
		buf_puts(md->out, rules[table->as.table.columns[i]]);
	md_line_end(md);
}

/* A row, or with NULL an empty one. */
static void put_row(struct md *md, const struct node *table, const struct node *row)
{
	md_line(md);
	struct buf *b = md->out;
	buf_putc(b, '|');
	int column = 0;
	for (const struct node *cell = row ? row->first : NULL; cell; cell = cell->next) {
		for (; column < cell->as.cell.column; column++)
			buf_puts(b, "  |");
		buf_putc(b, ' ');
		put_cell_blocks(md, cell, b, b->len);
		buf_puts(b, " |");
		column++;
	}
	for (; column < table->as.table.n_columns; column++)
		buf_puts(b, "  |");
	md_line_end(md);
}

static void put_caption(struct md *md, const struct node *caption, const char *mark)
{
	struct buf b = { 0 };
	buf_puts(&b, mark);
	md_inline(md, caption, (struct ink_context){ .place = INK_HEADING }, &b);
	md_put_lines(md, buf_str(&b));
	buf_done(&b);
}

void md_put_table(struct md *md, const struct node *table)
{
	const struct node *row = table->first, *caption = row && row->type == NODE_CAPTION ? row : NULL;
	if (caption) {
		row = row->next;
		if (!md->flavor->table_captions) {
			put_caption(md, caption, "");
			md_blank(md);
		}
	}
	bool header = row && is_header(row);
	put_row(md, table, header ? row : NULL);
	put_rule(md, table);
	for (row = header ? row->next : row; row; row = row->next)
		put_row(md, table, row);
	if (caption && md->flavor->table_captions) {
		md_blank(md);
		put_caption(md, caption, ": ");
	}
}
