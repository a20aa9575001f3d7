/* meta.h - what the file says of itself: Info and XMP from one source (ISO 19005-2 6.6, ISO 14289-1
 * 5), and what the colours mean. */
#ifndef BACKEND_PDF_META_H
#define BACKEND_PDF_META_H

#include "backend/pdf/pdf_write.h"
#include "doc/doc.h"

struct meta {
	uint32_t info, metadata, intent; /* objects */
};

/* Writes the three. `program` is "designconv 1.0". */
struct meta meta_write(struct pdf_file *, struct pdf_heap *, const struct book *, const char *program);

#endif
