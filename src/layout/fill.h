/* fill.h - text into lines: the widths of words, spaces and possible breaks go in, the breaks come
 * out. Numbers only, in any one unit. */
#ifndef LAYOUT_FILL_H
#define LAYOUT_FILL_H

#include "base/arena.h"

enum fill_type {
	FILL_BOX,     /* stands */
	FILL_GLUE,    /* stretches; vanishes around a break */
	FILL_PENALTY, /* a place to break, which shows `width` (a hyphen) only when it is taken */
};

enum { FILL_FORCED = -10000, FILL_NEVER = 10000 };

struct fill_item {
	enum fill_type type;
	float width, stretch, shrink;
	int penalty;            /* of a break at this glue or penalty; FILL_NEVER: none */
	bool hyphen;            /* the break shows a hyphen */
	float hang_end;         /* breaking here, the line's end may stick out by this */
	float hang_start;       /* … and the next line's start by this */
};

struct fill_rules {
	float width;        /* the measure */
	float first_indent; /* the first line starts this far in */
	float first_hang;   /* the first line's start may stick out */
	float rag;          /* 0: justified; else how short a line may comfortably be */
	float letter_fit;   /* how much boxes may give or take, 0.02: two in a hundred */
	float tolerance;    /* the loosest ratio of stretch allowed; the last try takes any */
	bool any_hyphen;    /* breaks that show a hyphen are allowed */
	bool last_try;      /* always finds lines */
};

struct fill_line {
	size_t at;    /* the item it breaks at; n_items for the last */
	size_t first; /* the first box in it */
	float ratio;  /* of each glue's stretch (> 0) or shrink (< 0) */
	float letter; /* of each box's width */
};

/* Total fit (Knuth & Plass 1981). Returns the number of lines, in *lines; 0 when the rules allow no
 * way (never with last_try). The last line is not stretched. Time linear in the items. */
size_t fill_total(const struct fill_item *, size_t n_items, const struct fill_rules *, struct arena *,
		  struct fill_line **lines);
/* Each line as full as may be. */
size_t fill_greedy(const struct fill_item *, size_t n_items, const struct fill_rules *, struct arena *,
		   struct fill_line **lines);

#endif
