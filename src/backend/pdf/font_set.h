/* font_set.h - the glyphs of a book and a font being written: between font_set.c, font_pdf.c and
 * font_colour.c only. */
#ifndef BACKEND_PDF_FONT_SET_H
#define BACKEND_PDF_FONT_SET_H

#include "backend/pdf/font_pdf.h"

struct used_face {
	const struct font_face *face;
	uint8_t *used;      /* by glyph */
	uint32_t *meaning;  /* by glyph: a code point; or MEANS_TEXT | offset in texts; 0: none yet */
	float *width;       /* by glyph [1/1000 em]; valid when used */
	uint32_t n_used;
	bool numerals;
	uint32_t *code;     /* by glyph once emitted; NULL: the glyph id itself */
	uint32_t object;    /* the Type 0 font; of a colour face the first of n_colour Type 3 ones */
	uint32_t n_colour;
};

struct font_set {
	struct font_db *fonts;
	struct used_face *faces; /* by face id */
	size_t n_faces;
	struct buf texts; /* meanings of several code points: a length byte, then UTF-8 */
	uint32_t resources;
};

/* A font being written. */
struct embed {
	struct font_set *set;
	struct used_face *face;
	struct pdf_file *file;
	struct image_set *images;
	struct pdf_heap *heap;
	struct deflater *deflater;
	struct buf text, packed; /* scratch */
	char name[80];           /* "ABCDEF+PSName" */
};

/* Compresses and writes a stream of its own. */
uint32_t font_stream(struct embed *, struct pdf_dict *, struct str bytes);
/* UTF-8 as UTF-16BE in hexadecimal. */
void font_put_hex_utf16(struct buf *, struct str utf8);
/* The Type 3 fonts of a face of colour bitmaps. */
bool font_colour_write(struct embed *);

#endif
