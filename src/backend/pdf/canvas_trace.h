/* canvas_trace.h - display lists as text, for tests and bug reports (DESIGNCONV_TRACE=1). */
#ifndef BACKEND_PDF_CANVAS_TRACE_H
#define BACKEND_PDF_CANVAS_TRACE_H

#include "backend/pdf/font_pdf.h"
#include "backend/pdf/pages.h"

/* Writes every page, front matter first; after pages_settle. False on an I/O error. */
bool canvas_trace(const struct pages *, const struct font_set *, struct sink *);

#endif
