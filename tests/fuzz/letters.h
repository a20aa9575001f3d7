/* letters.h - how often each ASCII letter and digit stands in a text: what fuzz targets compare to see that
 * nothing is lost on the way. */
#ifndef FUZZ_LETTERS_H
#define FUZZ_LETTERS_H

#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"

struct letters {
	size_t of[256];
};

static inline void letters_count(struct letters *l, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (ch_alnum(s.p[i]))
			l->of[(unsigned char)s.p[i]]++;
}

/* Ends the program when a letter came out less often than it went in. */
static inline void letters_compare(const struct letters *in, const struct letters *out, const char *where)
{
	for (size_t i = 0; i < 256; i++)
		if (out->of[i] < in->of[i]) {
			fprintf(stderr, "%s: %zu of '%c' went in, %zu came out\n", where, in->of[i], (int)i, out->of[i]);
			abort();
		}
}

#endif
