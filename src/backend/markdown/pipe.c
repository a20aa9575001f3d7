/* pipe.c - tables as GFM has them: one header row, one line a row. Tables with spans, lists in cells
 * and the like are left to raw.c. Where there are no tables and no HTML, rows are items of a list. */
#include "backend/markdown/block.h"

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

/* The words of a leaf block behind those that have come since token `start`, with a break between. */
static void ink_leaf(struct md *md, const struct node *leaf, enum ink_place place, size_t start)
{
	struct ink *ink = &md->ink;
	size_t before = ink->n;
	if (before > start && md->raw_html)
		ink_mark(ink, STR("<br>"));
	else if (before > start)
		ink_text(ink, STR(" "), false);
	size_t begin = ink->n;
	md_ink(md, leaf, place);
	if (ink->n == begin)
		ink->n = before;
}

static void ink_blocks(struct md *md, const struct node *parent, enum ink_place place, size_t start)
{
	for (const struct node *n = parent->first; n; n = n->next) {
		if (n->type == NODE_TEXT || n->type == NODE_RULE)
			continue;
		if (n->type == NODE_PARAGRAPH || n->type == NODE_HEADING || n->type == NODE_TERM ||
		    n->type == NODE_CAPTION || n->type == NODE_SUMMARY)
			ink_leaf(md, n, place, start);
		else if (n->type == NODE_CODE_BLOCK) {
			struct node code = { .type = NODE_CODE, .as.text = n->as.code.text };
			struct node line = { .type = NODE_PARAGRAPH, .first = &code, .last = &code };
			ink_leaf(md, &line, place, start);
		} else
			ink_blocks(md, n, place, start);
	}
}

/* What a cell holds on one line: its paragraphs with <br> between, all else as it comes. */
static void put_cell(struct md *md, const struct node *cell, struct buf *b)
{
	ink_clear(&md->ink);
	ink_blocks(md, cell, INK_CELL, 0);
	ink_put(&md->ink, (struct ink_context){ .place = INK_CELL }, b);
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
		put_cell(md, cell, b);
		buf_puts(b, " |");
		column++;
	}
	for (; column < table->as.table.n_columns; column++)
		buf_puts(b, "  |");
	md_line_end(md);
}

/* "Head: what the cell says", on a line of its own; nothing when the cell is empty, unless the head is
 * wanted all the same. */
static void ink_field(struct md *md, const struct node *name, const struct node *cell, bool name_wanted)
{
	struct ink *ink = &md->ink;
	size_t before = ink->n;
	if (before)
		ink_break(ink);
	size_t start = ink->n;
	if (name)
		ink_blocks(md, name, INK_PARAGRAPH, start);
	bool named = ink->n > start;
	if (named)
		ink_text(ink, STR(": "), false);
	size_t said = ink->n;
	if (cell)
		ink_blocks(md, cell, INK_PARAGRAPH, said);
	if (ink->n == said && named && name_wanted)
		ink->tokens[said - 1].s = STR(":");
	else if (ink->n == said)
		ink->n = before;
}

/* A row as an item: a line for each cell that says something. The first one has all the heads. */
static void put_record(struct md *md, const struct node *head, const struct node *row)
{
	bool all = head && row == head->next;
	const struct node *name = head ? head->first : NULL, *cell = row->first;
	ink_clear(&md->ink);
	while (cell || (all && name)) {
		while (!all && name && name->as.cell.column < cell->as.cell.column)
			name = name->next;
		bool alone = name && (!cell || name->as.cell.column < cell->as.cell.column);
		bool named = alone || (name && name->as.cell.column == cell->as.cell.column);
		ink_field(md, named ? name : NULL, alone ? NULL : cell, all);
		name = named ? name->next : name;
		cell = alone ? cell : cell->next;
	}
	struct container c = lines_enter(md, STR("* "), STR("  "));
	struct buf b = { 0 };
	ink_put(&md->ink, (struct ink_context){ .place = INK_PARAGRAPH, .item_start = true }, &b);
	if (b.len)
		md_put_lines(md, buf_str(&b));
	lines_leave(md, c);
	buf_done(&b);
}

static void put_records(struct md *md, const struct node *first)
{
	const struct node *head = first && is_header(first) && first->next ? first : NULL;
	for (const struct node *row = head ? head->next : first; row; row = row->next)
		put_record(md, head, row);
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
	if (!md->flavor->tables) {
		put_records(md, row);
		return;
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
