/* raster.c - four scan lines a pixel row, exact across: each crossing pair adds its span, its two
 * end pixels by the part it covers. */
#include "cover/raster.h"

#include <math.h>
#include <stdlib.h>

enum { LINES = 4 };

struct crossing {
	float x;
	int winding;
};

void raster_edge(struct raster *r, float x0, float y0, float x1, float y1)
{
	if (y0 == y1)
		return;
	mem_grow(&r->edges, &r->cap, r->n + 1, sizeof *r->edges);
	bool falls = y1 > y0;
	r->edges[r->n++] = (struct raster_edge){ .x = falls ? x0 : x1, .slope = (x1 - x0) / (y1 - y0),
		.top = falls ? y0 : y1, .bottom = falls ? y1 : y0, .winding = falls ? 1 : -1 };
}

void raster_done(struct raster *r)
{
	free(r->edges);
}

static int by_top(const void *a, const void *b)
{
	const struct raster_edge *x = a, *y = b;
	return x->top < y->top ? -1 : x->top > y->top;
}

static void sort_crossings(struct crossing *c, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct crossing held = c[i];
		size_t k = i;
		for (; k && c[k - 1].x > held.x; k--)
			c[k] = c[k - 1];
		c[k] = held;
	}
}

/* What the scan lines of a row have summed up so far. */
struct sums {
	float *part;            /* of each pixel that ends of spans cover, in scan lines */
	int *step;              /* how many more spans have the pixel inside than the one before it */
	unsigned char *touched; /* for each block */
	int width;
};

/* Adds the part of each pixel that lies in x0 … x1. */
static void add_span(struct sums *s, float x0, float x1)
{
	x0 = x0 < 0 ? 0 : x0;
	x1 = x1 > (float)s->width ? (float)s->width : x1;
	if (x1 <= x0)
		return;
	float *part = s->part;
	int first = (int)x0, last = (int)ceilf(x1) - 1;
	for (int block = first / RASTER_BLOCK; block <= last / RASTER_BLOCK; block++)
		s->touched[block] = 1;
	if (first == last) {
		part[first] += x1 - x0;
		return;
	}
	part[first] += (float)first + 1 - x0;
	s->step[first + 1]++;
	s->step[last]--;
	part[last] += x1 - (float)last;
}

static void fill_line(const struct crossing *c, size_t n, struct sums *s)
{
	int winding = 0;
	for (size_t i = 0; i < n; i++) {
		if (winding)
			add_span(s, c[i - 1].x, c[i].x);
		winding += c[i].winding;
	}
}

/* Sums up row y from the edges that are active in it. */
static void fill_row(const struct raster *r, const size_t *active, size_t n_active, int y, struct crossing *c,
		     struct sums *s)
{
	for (int k = 0; k < LINES; k++) {
		float at = (float)y + ((float)k + 0.5f) / LINES;
		size_t n = 0;
		for (size_t i = 0; i < n_active; i++) {
			const struct raster_edge *e = &r->edges[active[i]];
			if (e->top <= at && at < e->bottom)
				c[n++] = (struct crossing){ e->x + (at - e->top) * e->slope, e->winding };
		}
		sort_crossings(c, n);
		fill_line(c, n, s);
	}
}

/* Takes a block's coverage from the sums and clears them; returns how many spans have its last pixel
 * inside, where `inside` have the pixel before its first. */
static int take_block(struct sums *s, int x, int inside, unsigned char *coverage)
{
	float *part = s->part + x;
	int *step = s->step + x;
	for (int i = 0; i < RASTER_BLOCK; i++)
		part[i] += (float)(inside += step[i]);
	for (int i = 0; i < RASTER_BLOCK; i++) {
		int level = (int)(part[i] * (255.0f / LINES) + 0.5f);
		coverage[i] = (unsigned char)(level > 255 ? 255 : level);
	}
	memset(part, 0, RASTER_BLOCK * sizeof *part);
	memset(step, 0, RASTER_BLOCK * sizeof *step);
	s->touched[x / RASTER_BLOCK] = 0;
	return inside;
}

void raster_fill(struct raster *r, int width, int height,
		 void (*block)(void *context, int x, int y, const unsigned char *coverage), void *context)
{
	struct sums s = { mem_alloc((size_t)width * sizeof *s.part), mem_alloc((size_t)width * sizeof *s.step),
		mem_alloc((size_t)width / RASTER_BLOCK + 1), width };
	struct crossing *c = mem_alloc((r->n + 1) * sizeof *c);
	size_t *active = mem_alloc((r->n + 1) * sizeof *active), n_active = 0, next = 0;
	if (r->n)
		qsort(r->edges, r->n, sizeof *r->edges, by_top);
	for (int y = 0; y < height && (n_active || next < r->n); y++) {
		while (next < r->n && r->edges[next].top < (float)(y + 1))
			active[n_active++] = next++;
		fill_row(r, active, n_active, y, c, &s);
		for (int x = 0, inside = 0; x < width; x += RASTER_BLOCK)
			if (s.touched[x / RASTER_BLOCK]) {
				unsigned char coverage[RASTER_BLOCK];
				inside = take_block(&s, x, inside, coverage);
				block(context, x, y, coverage);
			}
		size_t kept = 0;
		for (size_t i = 0; i < n_active; i++)
			if (r->edges[active[i]].bottom > (float)(y + 1))
				active[kept++] = active[i];
		n_active = kept;
	}
	free(s.part);
	free(s.step);
	free(s.touched);
	free(c);
	free(active);
}
