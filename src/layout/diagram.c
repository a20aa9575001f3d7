/* diagram.c - box drawing read as lines.
 *
 * Every cell that belongs to a line has arms: left, up, right, down, each with a weight. Two cells
 * that reach for each other are joined. A wall that the source has put beside its corner (writers
 * count characters badly) is moved under it first, top row to bottom, so that what is joined is
 * straight. Pieces of line are gathered as horizontal and vertical segments, and those that touch
 * become one. */
#include "layout/diagram_grid.h"

#include <stdlib.h>

static void gather_words(struct reading *r, int y)
{
	const struct row *row = &r->rows[y];
	int shift = 0;
	for (int x = 0; x < row->n; x++) {
		if (is_wall(&row->cells[x]))
			shift = row->cells[x].x - x;
		if (row->cells[x].kind != CELL_TEXT)
			continue;
		int end = x + 1;
		while (end < row->n && (row->cells[end].kind == CELL_TEXT ||
		       (row->cells[end].code == ' ' && end + 1 < row->n && row->cells[end + 1].kind == CELL_TEXT)))
			end++;
		int next = end;
		while (next < row->n && row->cells[next].kind == CELL_BLANK)
			next++;
		float width = (float)(end - x), from = (float)(x + shift);
		if (next < row->n && is_wall(&row->cells[next]) && from + width > (float)row->cells[next].x + 0.3f)
			width = (float)row->cells[next].x + 0.3f - from;
		mem_grow(&r->words, &r->cap_words, r->n_words + 1, sizeof *r->words);
		r->words[r->n_words++] = (struct diagram_word){ .row = y, .column = from, .columns = width,
			.text = str_sub(r->text, row->cells[x].at, row->cells[end - 1].end) };
		x = end - 1;
	}
}

static void *settle(struct arena *a, void *heap, size_t n, size_t size)
{
	void *copy = arena_alloc(a, mem_product(n, size));
	if (n)
		memcpy(copy, heap, n * size);
	free(heap);
	return copy;
}

struct diagram *diagram_read(struct arena *arena, struct str text)
{
	struct reading r = { .arena = arena, .text = text };
	if (!cells_read(&r))
		return NULL;
	cells_find_lines(&r);
	walls_straighten(&r);
	int columns = 0;
	for (int y = 0; y < r.n_rows; y++) {
		for (int x = 0; x < r.rows[y].n; x++) {
			strokes_add_cell(&r, y, x);
			if (r.rows[y].cells[x].kind != CELL_BLANK && r.rows[y].cells[x].x >= columns)
				columns = r.rows[y].cells[x].x + 1;
		}
		gather_words(&r, y);
	}
	strokes_join(&r);
	struct diagram *d = ARENA_NEW(arena, struct diagram);
	*d = (struct diagram){ .columns = columns, .rows = r.n_rows, .n_points = r.n_points,
		.n_strokes = r.n_strokes, .n_words = r.n_words };
	d->points = settle(arena, r.points, r.n_points, sizeof *d->points);
	d->strokes = settle(arena, r.strokes, r.n_strokes, sizeof *d->strokes);
	d->words = settle(arena, r.words, r.n_words, sizeof *d->words);
	return d;
}
