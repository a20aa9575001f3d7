/* columns.c - how the columns of a table share a telephone's width.
 *
 * Words in cells may break anywhere, lest a table be wider than the screen. Beside a column of much
 * text browsers then leave a column of little so narrow that "FR1" takes three lines. So in a table
 * too wide for a telephone each column but the one with the most text is given a share that holds its
 * longest word, in steps of 5 per cent: classes of <col> that the stylesheet knows. A share asks for
 * no width of its own, so nothing can spill. */
#include "backend/markup/elements.h"

#include "base/unicode.h"
#include "doc/walk.h"

enum {
	LINE = 50,        /* what a telephone's line holds in a table's type [col] */
	PADDING = 2,      /* of a cell [col] */
	STEP = 5,         /* of shares [%] */
	LARGEST = 45,     /* [%] */
	REST = 25,        /* what a column without a share must be left [%] */
	MOST_COLUMNS = 6, /* of a table that is given shares */
	LONGEST_WORD = 18, /* longer ones may well be broken [col] */
};

struct column {
	int word;  /* the widest [half columns] */
	int text;  /* the longest [col] */
	int share;      /* [%]; 0: what is left */
};

/* Capitals are half as wide again as other letters, bold ones an eighth. [half columns] */
static int word_width(struct str word, bool bold)
{
	int width = (int)unicode_columns(word) * 2;
	for (size_t i = 0; i < word.len; i++)
		width += word.p[i] >= 'A' && word.p[i] <= 'Z';
	return bold ? width + width / 8 + 1 : width;
}

static void measure_cell(struct column *column, const struct node *cell, struct buf *text)
{
	buf_clear(text);
	node_put_text(cell, text);
	struct str rest = buf_str(text), word;
	int all = (int)unicode_columns(rest) + PADDING;
	if (all > column->text)
		column->text = all;
	while (str_token(&rest, " \n-/", &word)) {
		int width = word_width(word, cell->as.cell.header);
		if (width > column->word && width <= LONGEST_WORD * 2)
			column->word = width;
	}
}

static void measure(struct column *columns, const struct node *table)
{
	struct buf text;
	buf_init(&text);
	for (const struct node *row = table->first; row; row = row->next)
		for (const struct node *cell = row->type == NODE_ROW ? row->first : NULL; cell; cell = cell->next)
			if (cell->type == NODE_CELL && cell->as.cell.column_span == 1 && cell->as.cell.column >= 0 &&
			    cell->as.cell.column < table->as.table.n_columns)
				measure_cell(&columns[cell->as.cell.column], cell, &text);
	buf_done(&text);
}

static int share_for(int word)
{
	int share = ((word + PADDING + 1) * 50 / LINE + STEP - 1) / STEP * STEP;
	return share > LARGEST ? LARGEST : share;
}

/* What the columns ask for, the one with the most text left out; those that ask for most go without
 * until the rest is enough for all that have no share. False when none has one. */
static bool share_out(struct column *columns, int n)
{
	int widest = 0, sum = 0, without = 1;
	for (int i = 1; i < n; i++)
		if (columns[i].text > columns[widest].text)
			widest = i;
	for (int i = 0; i < n; i++)
		if (i != widest)
			sum += columns[i].share = share_for(columns[i].word);
	int rest = share_for(columns[widest].word);
	if (rest < REST)
		rest = REST;
	while (sum + rest + (without - 1) * REST > 100 && without < n) {
		int most = 0;
		for (int i = 1; i < n; i++)
			if (columns[i].share > columns[most].share)
				most = i;
		sum -= columns[most].share;
		columns[most].share = 0;
		without++;
	}
	return without < n;
}

void markup_put_columns(struct markup *m, const struct node *table)
{
	int n = table->as.table.n_columns, all = 0;
	struct column columns[MOST_COLUMNS] = { { 0, 0, 0 } };
	if (n < 2 || n > MOST_COLUMNS)
		return;
	measure(columns, table);
	for (int i = 0; i < n; i++)
		all += columns[i].text;
	if (all <= LINE || !share_out(columns, n))
		return;
	buf_puts(m->out, "<colgroup>");
	for (int i = 0; i < n; i++)
		if (columns[i].share)
			buf_printf(m->out, "<col class=\"p%d\"/>", columns[i].share);
		else
			buf_puts(m->out, "<col/>");
	buf_puts(m->out, "</colgroup>\n");
}
