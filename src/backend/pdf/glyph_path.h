/* glyph_path.h - a glyph's outline as path operators. */
#ifndef BACKEND_PDF_GLYPH_PATH_H
#define BACKEND_PDF_GLYPH_PATH_H

#include "base/buf.h"
#include "font/font.h"

/* Appends the outline at `size` [pt] with its origin at (0, 0), not painted yet (ISO 32000-1 8.5.2). From
 * its own origin one glyph is the same bytes wherever it stands, and packs well. False: it has none. */
bool glyph_path_put(struct buf *, const struct font_face *, uint32_t glyph, double size);

#endif
