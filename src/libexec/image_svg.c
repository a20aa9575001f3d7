/* image_svg.c - SVG drawn by librsvg on a cairo surface. The document comes without an address, so
 * that librsvg loads nothing from outside of it. */
#include <cairo.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <stdlib.h>

#include "image/svg_size.h"
#include "libexec/image_part.h"

enum { DEFAULT_WIDTH = 600, DEFAULT_HEIGHT = 400 };

void svg_room(struct str s, int wish, int most_pixels, int *width, int *height)
{
	int w, h;
	svg_size(s, &w, &h);
	double ratio = w && h ? (double)h / w : (double)DEFAULT_HEIGHT / DEFAULT_WIDTH;
	double px = wish ? wish : w ? w : DEFAULT_WIDTH;
	int64_t most = most_pixels ? most_pixels : IMAGE_MOST_PIXELS;
	if (px * px * ratio > (double)most)
		px = floor(sqrt((double)most / ratio));
	*width = px < 1 ? 1 : (int)px;
	*height = px * ratio < 1 ? 1 : (int)(px * ratio + 0.5);
}

/* Cairo's pixels are premultiplied and in the machine's word order. */
static void copy_pixels(struct picture *p, const unsigned char *data, int stride)
{
	for (int y = 0; y < p->height; y++) {
		unsigned char *to = p->rgba + (size_t)y * (size_t)p->width * 4;
		for (int x = 0; x < p->width; x++, to += 4) {
			uint32_t argb;
			memcpy(&argb, data + (size_t)y * (size_t)stride + (size_t)x * 4, 4);
			uint32_t alpha = argb >> 24;
			for (int i = 0; i < 3; i++) {
				uint32_t value = argb >> (16 - 8 * i) & 255;
				to[i] = (unsigned char)(alpha ? value * 255 / alpha : 0);
			}
			to[3] = (unsigned char)alpha;
		}
	}
}

bool picture_from_svg(struct str s, int wish, int most_pixels, struct picture *p, const char **why)
{
	int width, height;
	*why = "an SVG picture that cannot be drawn";
	RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)s.p, s.len, NULL);
	if (!handle)
		return false;
	svg_room(s, wish, most_pixels, &width, &height);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
	cairo_t *cairo = cairo_create(surface);
	RsvgRectangle viewport = { 0, 0, width, height };
	bool good = rsvg_handle_render_document(handle, cairo, &viewport, NULL) &&
		    cairo_status(cairo) == CAIRO_STATUS_SUCCESS && picture_make(p, width, height);
	cairo_surface_flush(surface);
	if (good)
		copy_pixels(p, cairo_image_surface_get_data(surface), cairo_image_surface_get_stride(surface));
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	g_object_unref(handle);
	return good;
}
