/* canvas_int.h - drawing a mark on the canvas: between canvas.c and canvas_glyphs.c only. Lengths in [pt],
 * on paper, y up from its foot. */
#ifndef BACKEND_PDF_CANVAS_INT_H
#define BACKEND_PDF_CANVAS_INT_H

#include "backend/pdf/canvas.h"

static inline void canvas_put(struct canvas *c, struct display_op op) { display_put(&c->display, &op); }

/* The mark's face, size and colour hold for the runs that follow. */
void canvas_style(struct canvas *, const struct mark *);
/* Draws the glyphs of a mark whose box has its upper left corner at (x, y), in the content that is open;
 * the face's glyphs are in use from here on. */
void canvas_glyphs(struct canvas *, const struct vlist *, const struct mark *, double x, double y);

#endif
