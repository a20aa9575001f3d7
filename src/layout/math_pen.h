/* math_pen.h - how pieces of a formula become one line of text; what the readers of TeX and of MathML
 * share. A piece is what stands in the buffer from an offset on; joining takes the last pieces and
 * leaves one in their place. */
#ifndef LAYOUT_MATH_PEN_H
#define LAYOUT_MATH_PEN_H

#include "base/buf.h"

enum { MATH_DEPTH = 64 }; /* groups in groups; what is deeper is written as it comes */

struct math_pen {
	struct buf *out;
	bool small;   /* scripts may be raised and lowered characters */
	bool operand; /* what was written last is something that an operator can follow */
};

/* A letter, number or word; an operand from then on. */
void math_pen_word(struct math_pen *, struct str);
/* A sign: operators between operands get a blank on both sides, all others stand close. */
void math_pen_sign(struct math_pen *, struct str);
/* One blank, none at the start and none behind another. */
void math_pen_space(struct math_pen *);

/* Base from `base` to `script`, script from there on: x², a₁, x^(k+½), (a + b)². With `base` equal to
 * `script` there is no base to put into brackets. */
void math_pen_script(struct math_pen *, size_t base, size_t script, bool raised);
/* a/b, (a + b)/2 */
void math_pen_fraction(struct math_pen *, size_t over, size_t under);
/* √x, √(a + b); with an index, ³√x: the index from `index` to `under`. */
void math_pen_root(struct math_pen *, size_t index, size_t under);
/* A mark over a letter: x̄, x̂. False, with nothing changed, when it is none of those that combine. */
bool math_pen_accent(struct math_pen *, size_t base, size_t mark);

#endif
