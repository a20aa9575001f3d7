/* image_pdf.h - pictures as image XObjects (ISO 32000-1 8.9.5): each once, however often it is shown. */
#ifndef BACKEND_PDF_IMAGE_PDF_H
#define BACKEND_PDF_IMAGE_PDF_H

#include "backend/pdf/pdf_write.h"
#include "base/diag.h"
#include "resource/resource.h"

struct image_set;

struct image_set *image_set_new(struct resource_store *, struct pdf_file *, struct diag *);
void image_set_free(struct image_set *);

/* The picture's object, written when it is first asked for; 0 when it cannot be shown,
 * which has been said. */
uint32_t image_set_add(struct image_set *, const struct resource *);
/* A PNG of our own (a colour glyph); 0 when it cannot be decoded. Each call writes an object. */
uint32_t image_set_add_png(struct image_set *, struct str png);

#endif
