/* para_int.h - a paragraph cut into pieces: between pieces.c, para.c, para_items.c and
 * lines.c only. Lengths in [pt]. */
#ifndef BACKEND_PDF_PARA_INT_H
#define BACKEND_PDF_PARA_INT_H

#include "backend/pdf/para.h"
#include "layout/fill.h"

enum piece_type {
	PIECE_WORD,   /* letters of one face, script, direction */
	PIECE_SPACE,  /* a space that stretches */
	PIECE_NONE,   /* nothing to see: a soft hyphen, a zero-width space */
	PIECE_BREAK,  /* a forced line end */
	PIECE_OBJECT,
};

struct piece {
	enum piece_type type;
	unsigned char level; /* of bidi; odd: right to left */
	bool ideographs;     /* may open between its letters */
	size_t from, to;     /* [byte] in the text */
	size_t run;
	struct shape_key key;
	const struct shaped *shaped; /* WORD */
	float width;
	float em; /* [pt] per font unit */
	float track; /* [pt] behind every letter */
};

struct pieces {
	struct piece *list;
	size_t n;
	unsigned char *breaks; /* enum break_mark before each byte, text.len + 1 of them */
	unsigned char *hyphens; /* 1: a hyphen may stand before this byte; NULL: not looked for */
	bool bidi;
};

/* Where a break leaves the text. */
struct place_to_break {
	size_t end, next; /* the line ends before `end`, the next starts at `next` */
	bool hyphen;
};

/* A paragraph's pieces as total fit takes them; lists in the arena. */
struct para_items {
	struct arena *arena;
	struct para *p;
	const struct pieces *pieces;
	struct fill_item *list;
	struct place_to_break *places; /* by item */
	size_t n, cap;
	float measure, widest; /* a piece wider than that may break anywhere */
	bool hyphens; /* where pieces.hyphens has them, words may break */
	bool hang;    /* what may stand outside the measure does */
};

/* Fills the list, which is empty, from the pieces. */
void para_items_put(struct para_items *);

/* Cuts the text into pieces, in the arena, and finds where it may break. */
void para_cut(struct para *, struct arena *, struct pieces *);
/* Whether it is written in words without spaces (Thai, Lao, Khmer, Burmese): such lines cannot be
 * justified, for nothing in them may give. */
bool pieces_lack_spaces(const struct pieces *);
/* Looks for places to hyphenate. */
void para_hyphenate(struct para *, struct arena *, struct pieces *);
/* Sets one line's pieces, [from, to) of the text, into the galley's open box. */
struct line_place {
	float x;     /* where the line starts, from the left of the measure */
	float width; /* of what is set, for alignment */
	float baseline;
	float top, bottom; /* of the line in the box, for links */
	float ratio, letter;
	bool hyphen, rtl, last;
	struct str text; /* the whole paragraph's, in the list's arena */
};
void para_put_line(struct para *, const struct pieces *, size_t from, size_t to, struct galley *,
		   const struct line_place *);
/* Whether the glyph is the last of its letter; how many letters there are. */
bool ends_letter(const struct shaped *, int glyph);
int letters_of(const struct shaped *);
float para_space_stretch(const struct piece *);
float para_space_shrink(const struct piece *);
/* The hyphen of a run: its glyph and advance [pt]. */
float para_hyphen_width(const struct para *, const struct ink *, int *face, uint32_t *glyph);

#endif
