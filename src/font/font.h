/* font.h - the faces a book is set in: the compiled-in ones, and installed ones for scripts that
 * those lack. A face is known by its number everywhere else, so that display lists hold no pointers. */
#ifndef FONT_FONT_H
#define FONT_FONT_H

#include "base/buf.h"
#include "base/diag.h"

enum font_role { FONT_BODY, FONT_HEAD, FONT_CODE, FONT_ROLE_COUNT };

/* Metrics in font units unless said otherwise. */
struct font_face {
	int id;
	const char *file;     /* path or "builtin:CharisSIL-Regular.ttf" */
	const char *ps_name;  /* PostScript name, ASCII */
	const char *family;
	const char *notice;   /* copyright, for the book's colophon and font licences; may be NULL */
	const unsigned char *data; /* the whole font file */
	size_t len;
	unsigned index; /* in a collection */
	bool truetype;  /* glyf outlines: glyph ids are kept; false: CFF, renumbered when embedded */
	bool colour;    /* bitmap colour glyphs (emoji): embedded as Type 3 */
	bool bold, italic, mono;
	bool mapped;    /* data is a mapped file */
	bool restricted; /* its maker does not allow it to be embedded cut down (OpenType, OS/2 fsType) */
	int units_per_em, ascent, descent, cap_height, x_height; /* descent is negative */
	int bbox[4];
	double italic_angle; /* [degree] */
	int n_glyphs;
	uint32_t ascii[128]; /* glyphs of the commonest characters */
	void *hb_face, *hb_font; /* HarfBuzz's own, immutable; for files of font/ and backend/pdf/font_set.c */
};

struct font_db;

/* Faces are added under a lock and never go before font_close: any thread. */
struct font_db *font_open(const char *font_path);
void font_close(struct font_db *);
const struct font_face *font_face(const struct font_db *, int id);
int font_count(const struct font_db *);
/* The face for a role, or of a family by its number; always there (a lesser one when the best is missing). */
int font_role(const struct font_db *, enum font_role, bool bold, bool italic);
/* The number of an installed family, behind those of the roles; -1: why not. Before any thread asks for
 * faces. A style that it lacks is its nearest. */
enum font_fault { FONT_ABSENT, FONT_UNUSABLE /* variable, bitmaps, broken */, FONT_RESTRICTED };
int font_family(struct font_db *, struct str name, enum font_fault *);
/* The first face of the fallback chain that has the code point, asked only when `preferred` lacks
 * it; -1 when no installed face has it (then draw `font_last_resort`). The same for any thread count
 * and any order of asking. */
int font_fallback(struct font_db *, int preferred, uint32_t code_point);
/* A glyph that every default face has, shown in place of what nobody has. */
uint32_t font_last_resort(const struct font_db *, int face);
/* Glyph id of a code point, 0 when the face lacks it; its advance [font unit]. */
uint32_t font_glyph(const struct font_db *, int face, uint32_t code_point);
int font_advance(const struct font_db *, int face, uint32_t glyph);

/* ---- font/subset ----------------------------------------------------------------------- */

/* The face with just these glyphs (sorted, .notdef added): a font program for embedding. TrueType
 * keeps its glyph ids; a CFF face gets new ones, which *renumbered (n_glyphs of the face, or NULL
 * for TrueType; heap) tells: new id by old id, 0 for none. False: the subset could not be made. */
bool font_subset(const struct font_face *, const uint32_t *glyphs, size_t n, struct buf *program,
		 uint32_t **renumbered);

/* ---- font/embed ------------------------------------------------------------------------ */

/* A face of a role with just these characters. */
struct font_wish {
	enum font_role role;
	bool bold, italic;
	const char *family; /* no name that its licence reserves */
	const uint32_t *code_points;
	size_t n;
};

/* Appends that face as a font file for an e-book, its copyright and licence kept. *truetype: its kind of
 * outlines. False: it could not be made. */
bool font_embed(const struct font_db *, const struct font_wish *, struct buf *program, bool *truetype);

#endif
