/* outline.c - HarfBuzz tells a glyph's lines and curves; curves are cut into as many straight pieces
 * as their size asks for. */
#include "font/outline.h"

#include <hb.h>
#include <math.h>

struct drawing {
	const struct outline_sink *sink;
	float x, y, scale;         /* origin and size of a font unit */
	float px, py, first_x, first_y; /* pen and start of the contour, in the sink's units */
};

static void line(struct drawing *d, float x, float y)
{
	d->sink->edge(d->sink->context, d->px, d->py, x, y);
	d->px = x;
	d->py = y;
}

static float across(const struct drawing *d, float x) { return d->x + x * d->scale; }
static float down(const struct drawing *d, float y) { return d->y - y * d->scale; }

static void move_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y, void *user)
{
	(void)f, (void)s, (void)user;
	struct drawing *d = data;
	d->px = d->first_x = across(d, x);
	d->py = d->first_y = down(d, y);
}

static void line_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y, void *user)
{
	(void)f, (void)s, (void)user;
	struct drawing *d = data;
	line(d, across(d, x), down(d, y));
}

/* Pieces of at most about six units, at least 2 and at most 24. */
static int pieces(float x0, float y0, float x1, float y1)
{
	int n = (int)(hypotf(x1 - x0, y1 - y0) / 6) + 2;
	return n > 24 ? 24 : n;
}

static void cubic(struct drawing *d, float x1, float y1, float x2, float y2, float x3, float y3)
{
	float x0 = d->px, y0 = d->py;
	int n = pieces(x0, y0, x3, y3);
	for (int i = 1; i <= n; i++) {
		float t = (float)i / (float)n, u = 1 - t;
		float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, e = t * t * t;
		line(d, a * x0 + b * x1 + c * x2 + e * x3, a * y0 + b * y1 + c * y2 + e * y3);
	}
}

static void quadratic_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float cx, float cy, float x,
			 float y, void *user)
{
	(void)f, (void)s, (void)user;
	struct drawing *d = data;
	float x1 = across(d, cx), y1 = down(d, cy), x2 = across(d, x), y2 = down(d, y), x0 = d->px, y0 = d->py;
	int n = pieces(x0, y0, x2, y2);
	for (int i = 1; i <= n; i++) {
		float t = (float)i / (float)n, u = 1 - t;
		line(d, u * u * x0 + 2 * u * t * x1 + t * t * x2, u * u * y0 + 2 * u * t * y1 + t * t * y2);
	}
}

static void cubic_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float cx1, float cy1, float cx2,
		     float cy2, float x, float y, void *user)
{
	(void)f, (void)s, (void)user;
	struct drawing *d = data;
	cubic(d, across(d, cx1), down(d, cy1), across(d, cx2), down(d, cy2), across(d, x), down(d, y));
}

static void close_path(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, void *user)
{
	(void)f, (void)s, (void)user;
	struct drawing *d = data;
	line(d, d->first_x, d->first_y);
}

void outline_put(const struct font_face *face, uint32_t glyph, float x, float y, float size,
		 const struct outline_sink *sink)
{
	struct drawing d = { .sink = sink, .x = x, .y = y, .scale = size / (float)face->units_per_em };
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, quadratic_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
	hb_font_get_glyph_shape(face->hb_font, glyph, funcs, &d);
	hb_draw_funcs_destroy(funcs);
}
