/* math.h - formulas as MathML: for files of this folder. */
#ifndef BACKEND_MARKUP_MATH_H
#define BACKEND_MARKUP_MATH_H

#include "base/buf.h"

/* Writes a <math> element as it came from a feed (well nested, as html/markup writes it), made fit for
 * a book, with `alt` for readers that cannot set it. False, and nothing written: it is not fit. */
bool mathml_put(struct buf *, struct str mathml, struct str alt, bool block);

#endif
