/* raster.h - filling shapes: edges in, the coverage of each pixel out, where there is any. */
#ifndef COVER_RASTER_H
#define COVER_RASTER_H

#include "base/arena.h"

struct raster_edge {
	float x, slope;       /* at `top`; x per y */
	float top, bottom;
	int winding;          /* +1 down, -1 up */
};

struct raster {
	struct raster_edge *edges;
	size_t n, cap;
};

/* An edge in pixels, y down. Shapes are closed; the non-zero rule fills them. */
void raster_edge(struct raster *, float x0, float y0, float x1, float y1);
enum { RASTER_BLOCK = 32 }; /* [px] */

/* Calls `block` for each RASTER_BLOCK pixels of a row, from x on, that something touches, top to bottom
 * and left to right, with their coverage, 0 … 255. `width` is a multiple of RASTER_BLOCK. */
void raster_fill(struct raster *, int width, int height,
		 void (*block)(void *context, int x, int y, const unsigned char *coverage), void *context);
void raster_done(struct raster *);

#endif
