/* shape.h - text to glyphs by HarfBuzz, word by word, each word once. */
#ifndef FONT_SHAPE_H
#define FONT_SHAPE_H

#include "font/font.h"

struct shaper; /* a worker's own */

enum shape_feature {
	SHAPE_TABULAR = 1,      /* tnum, and lnum where figures are not old-style */
	SHAPE_SMALL_CAPS = 2,   /* smcp */
	SHAPE_NO_LIGATURES = 4, /* code: liga, clig, calt off */
	SHAPE_OLD_STYLE = 8,    /* onum */
	SHAPE_CAPS_SMALL = 16,  /* c2sc: capitals as small ones */
	SHAPE_PROPORTIONAL = 32, /* pnum */
	SHAPE_LINING = 64,      /* lnum */
	SHAPE_WHOLE = 128,      /* never put together from pairs: for tests */
	SHAPE_FRACTIONS = 1 << 8, /* frac */
	SHAPE_ORDINALS = 1 << 9,  /* ordn */
	SHAPE_SLASHED_ZERO = 1 << 10,  /* zero */
	SHAPE_DISCRETIONARY = 1 << 11, /* dlig */
	SHAPE_HISTORICAL = 1 << 12,    /* hlig */
	SHAPE_CASE = 1 << 13,          /* case */
	SHAPE_SWASH = 1 << 14,         /* swsh */
	SHAPE_TITLING = 1 << 15,       /* titl */
	SHAPE_NO_KERNING = 1 << 16,    /* kern off */
	SHAPE_SET_1 = 1 << 17,         /* ss01; ss02 … ss08 are the bits above */
	SHAPE_APOSTROPHES = 1 << 25, /* a ' between two letters is drawn as an apostrophe … */
	SHAPE_QUOTES = 1 << 26,      /* … and every ' and " as the quotation mark that English has there, … */
	SHAPE_INSIDE = 1 << 27,      /* … a closing one at the word's beginning, for a letter goes before it */
};

/* How a word is to be shaped. */
struct shape_key {
	int face;
	unsigned features; /* enum shape_feature */
	uint32_t script;   /* shape_script's */
	bool rtl;
	struct str lang; /* BCP 47; empty: unknown */
};

/* [font unit] */
struct shape_glyph {
	uint32_t id;
	int advance, dx, dy;
	uint32_t at; /* [byte] in the word: its cluster */
};

struct shaped {
	struct shape_glyph *glyphs; /* in visual order */
	int n;
	int advance; /* of all */
	float em;    /* 1 / units per em */
	int missing; /* glyphs that stand for characters no face has */
};

struct shaper *shape_open(struct font_db *);
void shape_close(struct shaper *);
/* Forgets words when there are very many; no result of before may be used after. */
void shape_trim(struct shaper *);
/* The word's glyphs, owned by the shaper, until shape_trim. Never .notdef. */
const struct shaped *shape_word(struct shaper *, const struct shape_key *, struct str word);

/* A character's script (ISO 15924 tag as HarfBuzz packs it); 0 for what goes with its neighbours. */
uint32_t shape_script(uint32_t code_point);
enum { SHAPE_LATIN = 'L' << 24 | 'a' << 16 | 't' << 8 | 'n' };
/* Whether words of the script are parted with a hyphen. */
bool shape_has_hyphens(uint32_t script);
bool shape_is_mark(uint32_t code_point);
/* Joiners, selectors, soft hyphens …: nothing to see. */
bool shape_is_ignorable(uint32_t code_point);

#endif
