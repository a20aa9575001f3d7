/* code_int.h - the grid that verbatim text stands on: between code.c, code_grid.c and code_drawing.c only.
 * Lengths in [pt], columns in cells. */
#ifndef BACKEND_PDF_CODE_INT_H
#define BACKEND_PDF_CODE_INT_H

#include "backend/pdf/flow.h"

struct token;

struct grid {
	const struct flow *f;
	enum font_role role;
	int face;
	float size, leading, baseline, advance; /* [pt] */
	struct ink ink;
	int columns; /* that fit */
	bool invisible;
	float squeeze; /* of every advance */
	const struct token *tokens; /* of the whole listing … */
	size_t n_tokens;
	const char *text; /* … which starts here */
	struct ink *inks; /* by kind of token; NULL: none are told apart */
};

/* The grid of the flow's code at this size; no tokens are told apart. Its marks are the element's. */
struct grid grid_of(const struct flow *, float size, int element);
/* Columns that a piece of a line takes which starts in column `at`. */
size_t grid_columns(struct str text, size_t at);
/* The same; counting ends above `most`. */
size_t grid_columns_up_to(struct str text, size_t at, size_t most);
/* The line's glyphs from x on, its first character in `column`, into the open box; how wide they are. */
float grid_line(const struct grid *, struct str text, float x, float y, size_t column);

/* Columns of the text's longest line, and how many lines there are. */
size_t code_longest_line(struct str text, size_t *lines);
/* The line that starts at `from`, without its end; `from` goes to the next, beyond the text behind the last. */
struct str code_next_line(struct str text, size_t *from);

/* A drawing as one box, scaled to fit; false, and nothing is set, when it would be too small to read. */
bool code_drawing(const struct flow *, const struct node *);

#endif
