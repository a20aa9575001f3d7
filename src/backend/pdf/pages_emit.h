/* pages_emit.h - the pages put aside are written: content streams, page dictionaries, links, the page
 * tree and what the parent tree says of them. */
#ifndef BACKEND_PDF_PAGES_EMIT_H
#define BACKEND_PDF_PAGES_EMIT_H

#include "backend/pdf/canvas.h"
#include "backend/pdf/look.h"
#include "base/pool.h"


/* After pages_settle and font_set_emit. Several at a time, written in order. False when a record could
 * not be read back or an object not be built. */
bool pages_emit(const struct pages *, const struct studio *, const struct look *, const struct pool *,
		uint32_t *root);

#endif
