/* outline.h - a glyph's shape as straight edges, for drawing with our own code. */
#ifndef FONT_OUTLINE_H
#define FONT_OUTLINE_H

#include "font/font.h"

/* Called for each edge of the outline; curves come as short straight ones. Filling is by the
 * non-zero rule. */
struct outline_sink {
	void (*edge)(void *context, float x0, float y0, float x1, float y1);
	void *context;
};

/* The glyph with its origin at (x, y), y down, `size` units per em. */
void outline_put(const struct font_face *, uint32_t glyph, float x, float y, float size,
		 const struct outline_sink *);

#endif
