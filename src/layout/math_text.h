/* math_text.h - a formula as a line of readable text. */
#ifndef LAYOUT_MATH_TEXT_H
#define LAYOUT_MATH_TEXT_H

#include "base/buf.h"

/* Appends what the formula says: from its TeX when there is any, else from its MathML. Linear. With
 * `small`, scripts are raised and lowered characters where there are such: x², else x^2. */
void math_text_put(struct buf *, struct str tex, struct str mathml, bool small);
/* The second half of it. */
void mathml_text_put(struct buf *, struct str mathml, bool small);

#endif
