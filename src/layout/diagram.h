/* diagram.h - a drawing made of characters becomes strokes and words on a grid: numbers only. A
 * column is one unit wide, a row one high; the caller chooses what a unit is. */
#ifndef LAYOUT_DIAGRAM_H
#define LAYOUT_DIAGRAM_H

#include "base/arena.h"

enum diagram_weight { DIAGRAM_LIGHT, DIAGRAM_HEAVY };

struct diagram_point {
	float x, y; /* [col], [row] from the top left corner, y down; a cell's middle is at .5 */
};

/* A line through its points, or a filled shape (an arrow's head). */
struct diagram_stroke {
	int first_point, n_points;
	enum diagram_weight weight;
	bool dashed, filled;
};

struct diagram_word {
	int row;
	float column, columns; /* where it is drawn, and how wide: a little narrower than its characters
				* where a wall that was put straight needs the room */
	struct str text; /* words with single spaces between; a slice of the source */
};

struct diagram {
	int columns, rows;
	struct diagram_point *points;
	size_t n_points;
	struct diagram_stroke *strokes;
	size_t n_strokes;
	struct diagram_word *words; /* in reading order */
	size_t n_words;
};

/* Reads a drawing: box-drawing characters (U+2500 … U+257F), arrows and triangles that touch a
 * line, and the frames of ASCII art (+ - | with < > v ^). Walls that stand up to four columns
 * beside their corner are drawn straight, and the words behind them move along. NULL when the text is too
 * large to be a drawing (400 columns, 500 rows). */
struct diagram *diagram_read(struct arena *, struct str text);

#endif
