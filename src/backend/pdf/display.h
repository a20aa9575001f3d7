/* display.h - a page's display list: what is drawn where, in reading order, as flat bytes without a
 * pointer, so that a page can be put aside until its book is complete. Glyphs are named by face and
 * original id, targets by entry and id.
 *
 * Coordinates are PDF's: [pt], from the paper's lower left corner, kept to a thousandth. */
#ifndef BACKEND_PDF_DISPLAY_H
#define BACKEND_PDF_DISPLAY_H

#include "backend/pdf/vlist.h"
#include "base/buf.h"

enum display_type {
	DISPLAY_TAG,       /* content of an element begins: selem, mcid */
	DISPLAY_ARTIFACT,  /* an artifact begins: artifact */
	DISPLAY_CLOSE,     /* the innermost of the two ends */
	DISPLAY_SPAN,      /* what follows means `text` (ActualText) */
	DISPLAY_SPAN_CLOSE,
	DISPLAY_STYLE,     /* face, size, colour, invisible: holds until the next one */
	DISPLAY_RUN,       /* n glyphs from (x, y): display_read_glyph n times */
	DISPLAY_SHAPE,     /* the outline of a glyph at (x, y), filled: no text */
	DISPLAY_RULE,      /* from (x, y) to (x2, y2), line_width, colour */
	DISPLAY_RECT,      /* the same corners; line_width 0: filled */
	DISPLAY_PATH,      /* n points: display_read_point n times */
	DISPLAY_IMAGE,     /* image into the corners, the first one its lower left */
	DISPLAY_PAGE,      /* the number of the page of (entry, text) on the line y between x and x2 */
};

struct display_op {
	enum display_type type;
	enum selem_type selem;
	enum artifact artifact;
	uint32_t mcid;
	struct str text;
	int face;
	double size;
	struct colour colour;
	bool invisible, align_right;
	double x, y, x2, y2, line_width;
	uint32_t n, glyph, image; /* image: its object */
	int entry;
};

struct kerned_glyph {
	uint32_t id;
	int32_t kern; /* what is taken off the glyph's own width [1/1000 em], as in a PDF's TJ */
};

/* ---- writing --------------------------------------------------------------------------- */

struct display {
	struct buf bytes;
	struct display_op style; /* the last one written */
	bool styled;
};

void display_init(struct display *);
void display_done(struct display *);
void display_clear(struct display *);
/* Every type but RUN and PATH, whole. A STYLE that is the last one again is left out. */
void display_put(struct display *, const struct display_op *);
/* A run or path: its head, then `n` glyphs or points. */
void display_put_glyphs(struct display *, const struct kerned_glyph *, size_t n);
void display_put_point(struct display *, bool lift, double x, double y);

/* ---- reading --------------------------------------------------------------------------- */

struct display_reader {
	struct str bytes;
	size_t at;
};

/* False at the end. A run's or path's parts are to be read before the next call. */
bool display_read(struct display_reader *, struct display_op *);
static inline uint32_t display_read_glyph(struct display_reader *, int *kern);
/* True when the pen is lifted: a new piece begins at the point. */
bool display_read_point(struct display_reader *, double *x, double *y);

/* Numbers as the list packs them; others pack their records alike. */
void pack_uint(struct buf *, uint64_t);
void pack_int(struct buf *, int64_t);
void pack_length(struct buf *, double pt);
void pack_str(struct buf *, struct str);
static inline uint64_t unpack_uint(struct display_reader *);
static inline int64_t unpack_int(struct display_reader *);
double unpack_length(struct display_reader *);
struct str unpack_str(struct display_reader *);

static inline uint64_t unpack_uint(struct display_reader *r)
{
	uint64_t value = 0;
	for (int shift = 0; r->at < r->bytes.len && shift < 64; shift += 7) {
		unsigned char c = (unsigned char)r->bytes.p[r->at++];
		value |= (uint64_t)(c & 0x7F) << shift;
		if (!(c & 0x80))
			break;
	}
	return value;
}

static inline int64_t unpack_int(struct display_reader *r)
{
	uint64_t u = unpack_uint(r);
	return (int64_t)(u >> 1) ^ -(int64_t)(u & 1);
}

static inline uint32_t display_read_glyph(struct display_reader *r, int *kern)
{
	uint64_t glyph = unpack_uint(r);
	*kern = glyph & 1 ? (int)unpack_int(r) : 0;
	return (uint32_t)(glyph >> 1);
}

#endif
