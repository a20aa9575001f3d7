/* bytes16.h - sixteen bytes at once: gcc and clang put such a vector into a register of the machine's,
 * whichever it is. A comparison gives 0xFF where it holds, 0 elsewhere. */
#ifndef BASE_BYTES16_H
#define BASE_BYTES16_H

#include <stdbool.h>
#include <stddef.h>
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

/* The place of the first byte that is not 0; 16 when all are. */
static inline size_t bytes16_first(bytes16 v)
{
	uint64_t halves[2];
	memcpy(halves, &v, sizeof v);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	if (halves[0])
		return (size_t)__builtin_ctzll(halves[0]) / 8;
	return halves[1] ? 8 + (size_t)__builtin_ctzll(halves[1]) / 8 : 16;
#else
	if (halves[0])
		return (size_t)__builtin_clzll(halves[0]) / 8;
	return halves[1] ? 8 + (size_t)__builtin_clzll(halves[1]) / 8 : 16;
#endif
}

#endif
