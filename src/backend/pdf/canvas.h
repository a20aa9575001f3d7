/* canvas.h - marks of a vertical list drawn into a page's display list: their place on the paper, the
 * element or artifact they belong to, what their glyphs mean. */
#ifndef BACKEND_PDF_CANVAS_H
#define BACKEND_PDF_CANVAS_H

#include "backend/pdf/display.h"
#include "backend/pdf/font_pdf.h"
#include "backend/pdf/image_pdf.h"
#include "backend/pdf/pages.h"
#include "backend/pdf/struct_tree.h"

/* What all canvases of a book share. */
struct studio {
	struct pdf_file *file;
	struct font_set *fonts;
	struct struct_tree *tree;
	struct image_set *images;
};

/* The page being made; several canvases may draw on it. */
struct sheet {
	uint32_t object;
	struct buf elements, images; /* packed, as in struct page_record */
	uint32_t n_elements, n_images;
};

/* A filled rectangle that lies under everything on its page. */
struct ground {
	double x, y, x2, y2;
	struct colour colour;
};

/* What a Figure of a floating canvas covers, and the object that is to say so. */
struct late_box {
	uint32_t object;
	double box[4];
};

struct canvas {
	const struct studio *studio;
	struct sheet *sheet;
	struct display display;
	struct buf links; /* packed, as in struct page_record */
	uint32_t n_links;
	struct ground *grounds; /* not in the display yet */
	size_t n_grounds, cap_grounds;
	struct late_box *boxes;
	size_t n_boxes, cap_boxes;
	bool floating; /* what is drawn is moved later (canvas_add): its place is not known yet */
	int open;  /* the element or artifact whose content is open; CANVAS_NONE */
	struct kerned_glyph *glyphs; /* of the run being gathered */
	size_t n_glyphs, cap_glyphs;
	double run_x, run_y, pen;
	double size; /* of the style that holds */
	int face;
};

enum { CANVAS_NONE = -1000 };

void canvas_init(struct canvas *, const struct studio *, struct sheet *);
void canvas_done(struct canvas *);
void canvas_clear(struct canvas *);

/* Draws a box whose upper left corner is at (x, y) on the paper. `artifact` is what its marks are
 * whatever they say, or 0: they say it themselves. */
void canvas_box(struct canvas *, const struct vlist *, const struct vitem *, double x, double y,
		enum artifact artifact);
/* Ends the content that is open. */
void canvas_close(struct canvas *);
/* Adds what another canvas drew, links too, moved up by `dy`; both closed. */
void canvas_add(struct canvas *, const struct canvas *from, double dy);
/* The grounds of what `from` drew: to be shown before that. */
void canvas_grounds(struct canvas *, const struct canvas *from);
/* A vertical line from y down to y2, in dashes as long as the room between them; `dash` 0: whole. */
void canvas_dashes(struct canvas *, enum artifact, double x, double y, double y2, double width, double dash,
		   struct colour);
/* A stroked line that is an artifact. */
void canvas_rule(struct canvas *, enum artifact, double x, double y, double x2, double y2, double width,
		 struct colour);

#endif
