/* bidi.h - embedding levels of text that runs in two directions (UAX #9). */
#ifndef LAYOUT_BIDI_H
#define LAYOUT_BIDI_H

#include "base/arena.h"

/* The level of each byte, or NULL when all runs from left to right. *rtl is the paragraph's
 * direction: as given, or found from its first strong letter when `search` is set. */
const unsigned char *bidi_levels(struct str text, bool *rtl, bool search, struct arena *);
/* Fills order[0 … n) with the visual order, left to right, of n pieces with these levels (rule L2). */
void bidi_order(const unsigned char *levels, size_t n, size_t *order);

#endif
