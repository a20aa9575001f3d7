/* missing.h - characters that no face has: counted over the whole book, named in one warning. */
#ifndef BACKEND_PDF_MISSING_H
#define BACKEND_PDF_MISSING_H

#include "base/diag.h"
#include "backend/pdf/vlist.h"

struct missing {
	struct missing_row *rows; /* by code point */
	size_t n, cap;
};

void missing_add(struct missing *, const struct missing_row *, size_t n);
/* Says it, when there is anything to say, and forgets it. */
void missing_tell(struct missing *, struct diag *, const char *file);

#endif
