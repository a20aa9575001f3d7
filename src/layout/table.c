/* table.c - column widths. Every column gets at least its minimum; what is left over raises all
 * columns to one common level, weighted by the root of what they wish for, so that short columns
 * stay on one line and long ones share the pain. */
#include "layout/table.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

struct column {
	double min, max, weight;
};

static void take_single(struct column *c, const struct table_wish *w)
{
	if (w->min > c->min)
		c->min = w->min;
	if (w->max > c->max)
		c->max = w->max;
}

/* Raises spanned columns by what a spanning cell lacks, each by its share of their wishes. */
static void take_spanning(struct column *c, const struct table_wish *w, double gap)
{
	double min = gap * (w->span - 1), max = min, wishes = 0;
	for (int i = 0; i < w->span; i++) {
		min += c[i].min;
		max += c[i].max;
		wishes += c[i].max;
	}
	for (int i = 0; i < w->span; i++) {
		double share = wishes > 0 ? c[i].max / wishes : 1.0 / w->span;
		if (w->min > min)
			c[i].min += (w->min - min) * share;
		if (w->max > max)
			c[i].max += (w->max - max) * share;
		if (c[i].max < c[i].min)
			c[i].max = c[i].min;
	}
}

static double at_level(const struct column *c, double level)
{
	double w = level * c->weight;
	return w < c->min ? c->min : w > c->max ? c->max : w;
}

static double total_at(const struct column *columns, int n, double level)
{
	double total = 0;
	for (int i = 0; i < n; i++)
		total += at_level(&columns[i], level);
	return total;
}

/* The highest level at which the columns fit, to a thousandth of the room. */
static double find_level(const struct column *columns, int n, double room)
{
	double low = 0, high = 0;
	for (int i = 0; i < n; i++)
		if (columns[i].weight > 0 && columns[i].max / columns[i].weight > high)
			high = columns[i].max / columns[i].weight;
	for (int step = 0; step < 40; step++) {
		double mid = (low + high) / 2;
		if (total_at(columns, n, mid) <= room)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* Rounds down to the quantum and gives what is left over to the columns that still wish for more. */
static void round_down(const struct column *columns, int n, double room, double quantum, double *widths)
{
	double left = room;
	for (int i = 0; i < n; i++) {
		widths[i] = floor(widths[i] / quantum + 1e-6) * quantum;
		if (widths[i] < columns[i].min)
			widths[i] = ceil(columns[i].min / quantum - 1e-6) * quantum;
		left -= widths[i];
	}
	for (bool given = true; given && left >= quantum;) {
		given = false;
		for (int i = 0; i < n && left >= quantum; i++)
			if (widths[i] + quantum / 2 < columns[i].max) {
				widths[i] += quantum;
				left -= quantum;
				given = true;
			}
	}
}

bool table_widths(size_t n_cells, table_measure *measure, void *context, int n_columns, double room, double gap,
		  double quantum, double *widths)
{
	struct column *columns = mem_alloc(mem_product((size_t)n_columns, sizeof *columns));
	struct table_wish *spanning = mem_alloc(mem_product(n_cells + 1, sizeof *spanning));
	size_t n_spanning = 0;
	for (size_t i = 0; i < n_cells; i++) {
		struct table_wish w = { 0 };
		measure(context, i, &w);
		if (w.span > 1)
			spanning[n_spanning++] = w;
		else
			take_single(&columns[w.column], &w);
	}
	for (size_t i = 0; i < n_spanning; i++)
		take_spanning(columns + spanning[i].column, &spanning[i], gap);
	double min = 0, max = 0;
	for (int i = 0; i < n_columns; i++) {
		if (quantum > 0) {
			columns[i].min = ceil(columns[i].min / quantum - 1e-6) * quantum;
			columns[i].max = ceil(columns[i].max / quantum - 1e-6) * quantum;
		}
		columns[i].weight = sqrt(columns[i].max);
		min += columns[i].min;
		max += columns[i].max;
	}
	double level = max <= room || min > room ? 0 : find_level(columns, n_columns, room);
	for (int i = 0; i < n_columns; i++)
		widths[i] = max <= room ? columns[i].max : min > room ? columns[i].min : at_level(&columns[i], level);
	if (quantum > 0 && max > room && min <= room)
		round_down(columns, n_columns, room, quantum, widths);
	free(columns);
	free(spanning);
	return min <= room;
}
