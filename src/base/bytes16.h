/* bytes16.h - sixteen bytes at once: gcc and clang put such a vector into a register of the machine's,
 * whichever it is. A comparison gives 0xFF where it holds, 0 elsewhere. */
#ifndef BASE_BYTES16_H
#define BASE_BYTES16_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef unsigned char bytes16 __attribute__((vector_size(16)));

static inline bytes16 bytes16_at(const char *p)
{
	bytes16 v;
	memcpy(&v, p, sizeof v);
	return v;
}

static inline bool bytes16_any(bytes16 v)
{
	typedef uint64_t halves __attribute__((vector_size(16)));
	halves h = (halves)v;
	return h[0] | h[1];
}

#endif
