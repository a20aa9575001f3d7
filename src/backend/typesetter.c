/* typesetter.c - the module's table. The Makefile says which files are in the module. */
#include "backend/typesetter.h"

#include "cover/cover.h"

extern const struct backend_work pdf_work;

MODULE_TABLE const struct typesetter module_typesetter = {
	.module = { MODULE_MARK },
	.pdf = &pdf_work,
	.draw_cover = cover_draw,
	.open_faces = font_open,
	.close_faces = font_close,
	.embed_face = font_embed,
};
