/* icc.h - an sRGB profile of our own making: what the PDF's colours mean (ISO 19005-2 6.2.3). */
#ifndef BACKEND_PDF_ICC_H
#define BACKEND_PDF_ICC_H

#include "base/buf.h"

/* Appends an ICC profile, version 4.2, of a display with sRGB's primaries and curve (IEC 61966-2-1). */
void icc_put_srgb(struct buf *);

#endif
