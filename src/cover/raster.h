/* raster.h - filling shapes: edges in, the coverage of each pixel out, a row at a time. */
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
/* Calls `row` for y = 0 … height-1 with the row's coverage, 0 … 255 for each pixel; NULL for a row
 * nothing touches. */
void raster_fill(struct raster *, int width, int height,
		 void (*row)(void *context, int y, const unsigned char *coverage), void *context);
void raster_done(struct raster *);

#endif
