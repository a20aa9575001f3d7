/* font_pdf.h - the faces a PDF shows, as PDF fonts (ISO 32000-1 9.7): which glyphs, what they mean,
 * how wide they are; at the end the embedded programs.
 *
 * A glyph's meaning (its ToUnicode entry) is the lowest code point that the face maps to it; a glyph
 * that no code point is mapped to (a ligature, a small capital) means what it meant where the book
 * showed it first. Where a glyph stands for anything else, the page says so with ActualText. */
#ifndef BACKEND_PDF_FONT_PDF_H
#define BACKEND_PDF_FONT_PDF_H

#include "backend/pdf/image_pdf.h"
#include "backend/pdf/pdf_write.h"
#include "font/font.h"

struct font_set;

/* `fonts` outlives the set. One thread, until font_set_emit; then any for what is const. */
struct font_set *font_set_new(struct font_db *fonts);
void font_set_free(struct font_set *);

/* The glyph is shown, as `text` (UTF-8; may be empty). True: it means just that; false: the page has
 * to say what it means. */
bool font_set_use(struct font_set *, int face, uint32_t glyph, struct str text);
/* The ten digits and the letters of roman numbers, for page numbers known only at the end. */
void font_set_use_numerals(struct font_set *, int face);

/* Advance [1/1000 em] as the PDF's widths have it; of a glyph in use. */
double font_set_width(const struct font_set *, int face, uint32_t glyph);
/* A face's tables by glyph, for loops over a run; they stay where they are while the set lives. */
struct font_view {
	uint32_t n;              /* glyphs; 0: none of the face is in use yet, and there are no tables */
	const uint8_t *used;
	const uint32_t *meaning; /* the code point where it is one below 0x80; of others not for reading */
	const float *width;      /* of a glyph in use [1/1000 em] */
	const uint32_t *code;    /* after font_set_emit; NULL: the glyph itself */
};
struct font_view font_set_view(const struct font_set *, int face);
const struct font_face *font_set_face(const struct font_set *, int face);
/* The glyph of an ASCII digit or letter in use by font_set_use_numerals. */
uint32_t font_set_numeral(const struct font_set *, int face, char c);
/* Appends what the glyph means, UTF-8. */
void font_set_put_meaning(const struct font_set *, int face, uint32_t glyph, struct buf *);

/* Subsets every face; from here on codes are known. False when a face could not be cut down. Faces of
 * colour bitmaps become Type 3 fonts, their pictures `images`' (font_colour.c). */
bool font_set_emit(struct font_set *, struct pdf_file *, struct image_set *images);
/* Whether codes of the face are one byte, and code >> 8 tells which of its fonts, /F12x0 …, has it. */
bool font_set_is_colour(const struct font_set *, int face);
/* The code that shows the glyph; after font_set_emit. */
uint32_t font_set_code(const struct font_set *, int face, uint32_t glyph);
/* The dictionary of all fonts, /F0 … by face, for a page's Resources. */
uint32_t font_set_resources(const struct font_set *);

#endif
