/* typesetter.h - the module that typesets: the PDF backend, the drawing of covers, the faces and all
 * that shapes and cuts them. What it is asked for goes through this table. */
#ifndef BACKEND_TYPESETTER_H
#define BACKEND_TYPESETTER_H

#include "backend/backend.h"
#include "base/libexec.h"
#include "font/font.h"

struct typesetter {
	struct module module;
	const struct backend_work *pdf;
	/* cover/: a PNG, 1600 pixels wide and `height` high, with the book's title. Any thread. */
	void (*draw_cover)(const struct book *, int height, struct buf *png);
	/* font/: see font.h. */
	struct font_db *(*open_faces)(const char *font_path);
	void (*close_faces)(struct font_db *);
	bool (*embed_face)(const struct font_db *, const struct font_wish *, struct buf *program, bool *truetype);
};

/* NULL, and why, when it cannot be had. */
const struct typesetter *typesetter_load(struct buf *why);

#endif
