/* base64.h - RFC 4648, read piece by piece and tolerantly: what is no digit is skipped, the URL-safe
 * alphabet counts, padding ends it. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/buf.h"

struct base64 { /* zeroed to begin */
	unsigned bits;
	int n_bits;
	bool ended;
};

/* Appends what the next piece holds. */
void base64_put(struct base64 *, struct buf *out, struct str piece);

#endif
