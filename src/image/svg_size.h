/* svg_size.h - whether a text is an SVG document, and the size it asks for. */
#ifndef IMAGE_SVG_SIZE_H
#define IMAGE_SVG_SIZE_H

#include "base/str.h"

/* [px] of CSS; 0 where the document does not say (SVG 2, section 8.2: then it is as large as its
 * place). */
bool svg_size(struct str text, int *width, int *height);

#endif
