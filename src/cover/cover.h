/* cover.h - a cover for a book that has none, and what the files that draw it share. */
#ifndef COVER_COVER_H
#define COVER_COVER_H

#include "cover/raster.h"
#include "base/buf.h"
#include "base/hash.h"
#include "doc/doc.h"
#include "font/shape.h"
#include "output/deflate.h"

/* Appends a PNG, 1600 pixels wide and `height` high, with the book's title. Any thread. */
void cover_draw(const struct book *, int height, struct buf *png);

/* ---- text.c: a few lines of large type ------------------------------------------------- */

enum { COVER_LINES_MAX = 12 };

/* Where words go: into the raster, within `measure` pixels from `left`. */
struct cover_setter {
	struct raster *raster;
	struct font_db *fonts;
	struct shaper *shaper;
	float left, measure; /* [px] */
	bool rtl;            /* lines begin at the right */
};

struct cover_line {
	size_t from, to; /* [byte] in the text */
};

/* A text and how it was broken. */
struct cover_block {
	struct str text;
	int face;
	float size, leading; /* [px]; 0 lines: nothing to set */
	struct cover_line lines[COVER_LINES_MAX];
	int n;
	bool cut; /* the text goes on: its last line ends in "…" */
	bool rtl;  /* its first strong letter runs from right to left */
	unsigned char *levels; /* heap; of bidi, or NULL */
};

struct cover_limits {
	float largest, least; /* size [px] */
	float height;         /* of all lines [px] */
	int lines;
};

/* Breaks the text at the largest size that its limits allow, into lines of about equal length. At
 * the least size words are cut where a line ends, and what is too much is left out. */
void cover_block_init(struct cover_block *, const struct cover_setter *, struct str text, int face,
		      struct cover_limits);
void cover_block_done(struct cover_block *);
/* [px] from the top of the first line to the foot of the last. */
float cover_block_height(const struct cover_block *);
void cover_block_draw(const struct cover_block *, const struct cover_setter *, float top);

/* ---- motif.c: a field of simple shapes, other for each book ------------------------------ */

enum { MOTIF_TILE = 200 }; /* [px] */

/* Shades of a cover's pixels, as in its palette: ground and ink far apart, tone near the ground,
 * accent between. */
enum { SHADE_GROUND, SHADE_TONE, SHADE_ACCENT, SHADE_INK, SHADE_COUNT };

/* Row y of the field, one shade a byte: `width` is a multiple of MOTIF_TILE. */
void cover_motif_row(const struct hash *, int y, int width, unsigned char *shades);
/* The palette that belongs to the hash: 4 × red, green, blue. */
const unsigned char *cover_palette(const struct hash *);

/* ---- png.c ----------------------------------------------------------------------------------- */

/* A PNG (ISO 15948) of 4 colours on its way, row by row from the top. */
struct png {
	struct buf *out;
	size_t row_bytes; /* of pixels */
	unsigned char *above;
	struct buf rows, packed; /* filtered, and compressed so far */
	struct deflate_stream *stream;
};

/* `palette`: 4 × red, green, blue. A row is width/4 bytes, the first pixel in the highest bits. */
void png_begin(struct png *, struct buf *out, int width, int height, const unsigned char *palette);
void png_row(struct png *, const unsigned char *row);
void png_end(struct png *);

#endif
