/* table_int.h - a table on its way onto paper: between the files of tables only. */
#ifndef BACKEND_PDF_TABLE_INT_H
#define BACKEND_PDF_TABLE_INT_H

#include "backend/pdf/flow.h"

struct cell {
	const struct node *node; /* NULL: the source has none here */
	int row, column, columns, rows;
	int element;
	float natural, least;
	struct galley galley;
	size_t from, next; /* the slice's items, in a tall row */
};

struct table {
	const struct flow *f;
	const struct node *node;
	struct flow inside; /* how cells are set */
	struct cell *cells; /* by row, then column */
	size_t n_cells;
	size_t *row_first; /* n_rows + 1 */
	const struct node **rows;
	int *row_elements;
	int n_rows, n_columns, n_head;
	float *width, *x; /* of columns */
	bool *figures;    /* which columns hold nothing else below their heads */
	float total;
	float gap, pad; /* between columns; above and below a row's text */
	float scale; /* of the type size */
	bool squeezed; /* some column has too few words a line to be read in */
	int element;
};

/* Fills `figures`. A column of figures with as many decimals each stands flush right, units below units, where
 * nobody says how it is to stand. */
void table_find_figures(struct table *, struct arena *);
/* How a cell's content is set, at the table's scale. */
struct flow table_cell_flow(const struct table *, const struct cell *);
/* Fills the cells' natural and least widths. */
void table_measure(struct table *);
/* Fills the columns' widths for `room`; false when even the longest words do not fit. */
bool table_settle_widths(struct table *, float room, struct arena *);
/* The same for the room there is, in the largest type that fits, and where the columns stand; false when
 * even the smallest leaves a word no room. */
bool table_settle(struct table *, struct arena *);
/* The values of a row: of its number among those of the head or the body, where a style asks for it. */
const struct style_values *table_row_values(const struct table *, int row);
/* How far the rules above and below it go beyond its text: to its sides, where they are drawn. */
float table_reach(const struct table *);
/* Ground and borders of a row, of a cell, that reaches from `top` to `bottom` in the open box; `first`,
 * `last`: those parts of a cell that is cut have its upper and lower border. */
void table_paint_row(const struct table *, struct galley *, int row, float top, float bottom);
void table_paint_cell(const struct table *, struct galley *, const struct cell *, float top, float bottom, bool first,
		      bool last);
/* The table as records, into its flow; `arena` is scratch. Its cells' galleys are not made. */
void table_put_records(const struct table *, struct arena *);

#endif
