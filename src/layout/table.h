/* table.h - column widths from what the cells hold, in any unit: columns of text, points of paper. */
#ifndef LAYOUT_TABLE_H
#define LAYOUT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* One cell's wishes, in the caller's unit. */
struct table_wish {
	int column, span;
	double min; /* the widest thing that cannot be broken */
	double max; /* everything on one line */
};

/* The wishes are asked for once each, in order. */
typedef void table_measure(void *context, size_t cell, struct table_wish *wish);

/* Fills widths[n_columns] so that their sum is at most `room` (what separators between columns
 * leave over); `gap` is what stands between two columns, which a spanning cell gains. Columns that
 * fit get what they wish, the others share the rest. `quantum`: widths are multiples of it (1 for a
 * character grid), 0: any. False when not even the minima fit: widths then hold the minima. */
bool table_widths(size_t n_cells, table_measure *, void *context, int n_columns, double room, double gap,
		  double quantum, double *widths);

#endif
