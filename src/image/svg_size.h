/* svg_size.h - whether a text is an SVG document, the size it asks for, and whether it keeps still. */
#ifndef IMAGE_SVG_SIZE_H
#define IMAGE_SVG_SIZE_H

#include "base/str.h"

/* [px] of CSS; 0 where the document does not say (SVG 2, section 8.2: then it is as large as its
 * place). */
bool svg_size(struct str text, int *width, int *height);
/* Whether it may stand in a book as it is: no script, no event handler, no HTML inside, nothing from
 * elsewhere, no declarations of its own. May be wrong on the careful side. */
bool svg_is_still(struct str text);

#endif
