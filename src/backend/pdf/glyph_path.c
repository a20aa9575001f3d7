/* glyph_path.c - edges of an outline, which outline.c has made of its curves, as m and l. */
#include "backend/pdf/glyph_path.h"

#include "backend/pdf/pdf_text.h"
#include "font/outline.h"

enum { FINE = 8 }; /* outline.c cuts curves by their length: it is asked for a larger glyph */

struct contour {
	struct buf *out;
	float x, y; /* where the last edge ended */
	bool open;
};

static void put_point(struct buf *out, float x, float y, const char *operator)
{
	pdf_put_number(out, (double)x / FINE, 3);
	buf_putc(out, ' ');
	pdf_put_number(out, -(double)y / FINE, 3);
	buf_putc(out, ' ');
	buf_puts(out, operator);
}

static void put_edge(void *context, float x0, float y0, float x1, float y1)
{
	struct contour *c = context;
	if (!c->open || x0 != c->x || y0 != c->y)
		put_point(c->out, x0, y0, "m\n");
	put_point(c->out, x1, y1, "l\n");
	c->x = x1;
	c->y = y1;
	c->open = true;
}

bool glyph_path_put(struct buf *out, const struct font_face *face, uint32_t glyph, double size)
{
	struct contour contour = { .out = out };
	outline_put(face, glyph, 0, 0, (float)size * FINE,
		    &(const struct outline_sink){ .edge = put_edge, .context = &contour });
	return contour.open;
}
