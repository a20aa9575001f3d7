/* para.h - one paragraph: text in several styles is gathered, then set in lines. For the
 * typesetter's files only. */
#ifndef BACKEND_PDF_PARA_H
#define BACKEND_PDF_PARA_H

#include "backend/pdf/galley.h"

/* How a run of text looks and what it belongs to. */
struct ink {
	enum font_role role;
	bool bold, italic;
	float size, rise; /* [pt] */
	float track, word_space; /* [pt] behind every letter, in every space */
	struct colour colour;
	unsigned features; /* enum shape_feature */
	int element;       /* the structure element, or an artifact */
	int link;          /* in setter.links_to; -1: none */
	int note;          /* in setter.note_rows: the line wants this note; -1: none */
	bool underline, strike, highlight;
	struct colour back; /* of the highlight */
	const struct style_values *v; /* of the element the text is in */
	bool literal;      /* no hyphens, extracted to the byte */
	struct str lang;   /* empty: the article's */
};

/* Something in a line that is no text. */
struct para_object {
	float width, height; /* above the baseline */
	bool page;           /* room for a page number … */
	int entry;           /* … of this entry */
	struct str fragment;
	int image;           /* else a picture: index in the list's images; -1: a frame */
	int element;
	struct str label;    /* in the frame */
};

struct para_run {
	size_t at; /* [byte] in the text */
	struct ink ink;
	int object; /* in objects; -1: text */
};

struct para {
	struct setter *s;
	struct buf text;
	struct para_run *runs;
	size_t n_runs, cap_runs;
	struct para_object *objects;
	size_t n_objects, cap_objects;
	struct str *ids; /* anchors inside, for the paragraph's first line */
	size_t n_ids, cap_ids;
	bool rtl; /* the paragraph's direction */
	bool wants_direction; /* the first strong letter decides it */
};

enum para_align { PARA_JUSTIFY, PARA_START, PARA_CENTER, PARA_END };

/* Where lines start that are not justified. */
enum para_side {
	SIDE_OF_TEXT,   /* where the text's own direction has it */
	SIDE_AT_LEFT, SIDE_AT_RIGHT, /* where the page has it, whatever the text is in */
};

struct measure {
	float x, width;
	float leading, baseline;
	float first_indent;
	enum para_align align;
	bool ends_apart; /* lines before a break and the last one are aligned as `last` */
	enum para_align last;
	enum para_side side;
	bool hyphenate;
	float letter_fit;
	int keep_after; /* lines to stay with the next boxes (a head) */
	int line;       /* in the feed */
	bool whole;     /* no break between its lines */
	bool even;      /* its lines are about as long, as a head's */
	int orphans, widows; /* lines that do not stand alone */
};

void para_init(struct para *, struct setter *, bool rtl);
void para_done(struct para *);
/* Text that follows looks so. */
void para_ink(struct para *, const struct ink *);
void para_text(struct para *, struct str);
void para_break(struct para *); /* <br> */
void para_object(struct para *, const struct ink *, const struct para_object *);
bool para_empty(const struct para *);
/* Sets the lines into the galley. Returns how many. */
int para_set(struct para *, struct galley *, const struct measure *);
/* Natural width without breaks, and that of the widest thing that cannot be broken. */
void para_widths(struct para *, float *natural, float *least);

#endif
