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

/* Adds `weight` times the part of each pixel that lies in x0 … x1. */
static void add_span(float *sum, int width, float x0, float x1, float weight)
{
	x0 = x0 < 0 ? 0 : x0;
	x1 = x1 > (float)width ? (float)width : x1;
	if (x1 <= x0)
		return;
	int first = (int)x0, last = (int)ceilf(x1) - 1;
	if (first == last) {
		sum[first] += (x1 - x0) * weight;
		return;
	}
	sum[first] += ((float)first + 1 - x0) * weight;
	for (int x = first + 1; x < last; x++)
		sum[x] += weight;
	sum[last] += (x1 - (float)last) * weight;
}

static void fill_line(const struct crossing *c, size_t n, float *sum, int width)
{
	int winding = 0;
	for (size_t i = 0; i < n; i++) {
		if (winding)
			add_span(sum, width, c[i - 1].x, c[i].x, 1.0f / LINES);
		winding += c[i].winding;
	}
}

void raster_fill(struct raster *r, int width, int height,
		 void (*row)(void *context, int y, const unsigned char *coverage), void *context)
{
	float *sum = mem_alloc((size_t)width * sizeof *sum);
	unsigned char *coverage = mem_alloc((size_t)width);
	struct crossing *c = mem_alloc((r->n + 1) * sizeof *c);
	size_t *active = mem_alloc((r->n + 1) * sizeof *active), n_active = 0, next = 0;
	if (r->n)
		qsort(r->edges, r->n, sizeof *r->edges, by_top);
	for (int y = 0; y < height; y++) {
		while (next < r->n && r->edges[next].top < (float)(y + 1))
			active[n_active++] = next++;
		if (!n_active) {
			row(context, y, NULL);
			continue;
		}
		memset(sum, 0, (size_t)width * sizeof *sum);
		for (int k = 0; k < LINES; k++) {
			float at = (float)y + ((float)k + 0.5f) / LINES;
			size_t n = 0;
			for (size_t i = 0; i < n_active; i++) {
				const struct raster_edge *e = &r->edges[active[i]];
				if (e->top <= at && at < e->bottom)
					c[n++] = (struct crossing){ e->x + (at - e->top) * e->slope, e->winding };
			}
			sort_crossings(c, n);
			fill_line(c, n, sum, width);
		}
		for (int x = 0; x < width; x++)
			coverage[x] = (unsigned char)(sum[x] >= 1 ? 255 : sum[x] * 255 + 0.5f);
		row(context, y, coverage);
		size_t kept = 0;
		for (size_t i = 0; i < n_active; i++)
			if (r->edges[active[i]].bottom > (float)(y + 1))
				active[kept++] = active[i];
		n_active = kept;
	}
	free(sum);
	free(coverage);
	free(c);
	free(active);
}
