/* table_figures.c - which columns of a table hold figures alone. */
#include "backend/pdf/table_int.h"

#include "doc/walk.h"

/* "1,234", "-5.5 %", "~$3": the decimals, or -1 when it is no such thing. */
static int decimals_of(struct str text)
{
	size_t i = 0, digits = 0, point = 0;
	while (i < text.len && strchr("+-~<>$ ", text.p[i]))
		i++;
	for (; i < text.len && (ch_digit(text.p[i]) || text.p[i] == ',' || text.p[i] == '.'); i++) {
		if (text.p[i] == '.' && point)
			return -1; /* a version, an address */
		point = text.p[i] == '.' ? i + 1 : point;
		digits += ch_digit(text.p[i]);
	}
	size_t end = i;
	while (i < text.len && (text.p[i] == ' ' || text.p[i] == '%'))
		i++;
	return digits == 0 || i < text.len ? -1 : point ? (int)(end - point) : 0;
}

/* What is known of a column so far. */
struct column {
	int cells; /* that hold figures; -1: one does not, or has other decimals */
	int decimals;
	size_t length; /* of the first; figures that are all as long, as years are, stand well as they are */
	bool differs;
};

static void look_at(struct column *column, struct str said)
{
	if (said.len == 0 || column->cells < 0)
		return;
	int decimals = decimals_of(said);
	bool good = decimals >= 0 && (column->cells == 0 || decimals == column->decimals);
	column->differs |= column->cells > 0 && said.len != column->length;
	column->length = said.len;
	column->cells = good ? column->cells + 1 : -1;
	column->decimals = decimals;
}

void table_find_figures(struct table *t, struct arena *arena)
{
	struct column *columns = ARENA_ARRAY(arena, struct column, (size_t)t->n_columns);
	struct buf text;
	buf_init(&text);
	t->figures = ARENA_ARRAY(arena, bool, (size_t)t->n_columns);
	for (size_t i = 0; i < t->n_cells; i++) {
		const struct cell *c = &t->cells[i];
		if (c->row < t->n_head || c->columns > 1 || columns[c->column].cells < 0)
			continue;
		buf_clear(&text);
		node_put_text(c->node, &text);
		look_at(&columns[c->column], str_trim(buf_str(&text)));
	}
	buf_done(&text);
	for (int k = 0; k < t->n_columns; k++)
		t->figures[k] = columns[k].cells > 1 && columns[k].differs && !t->f->rtl;
}
