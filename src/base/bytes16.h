/* bytes16.h - sixteen bytes at once: gcc and clang put such a vector into a register of the machine's,
 * whichever it is. A comparison gives 0xFF where it holds, 0 elsewhere. */
#ifndef BASE_BYTES16_H
#define BASE_BYTES16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef unsigned char bytes16 __attribute__((vector_size(16)));

static inline bytes16 bytes16_at(const char *p)
{
	bytes16 v;
	memcpy(&v, p, sizeof v);
	return v;
}

/* The bytes' top bits, the first byte's lowest: of a comparison, where it holds. */
static inline unsigned bytes16_bits(bytes16 v)
{
#ifdef __SSE2__
	return (unsigned)_mm_movemask_epi8((__m128i)v);
#else
	uint64_t halves[2];
	memcpy(halves, &v, sizeof v);
	unsigned bits = 0;
	for (int i = 1; i >= 0; i--) {
		uint64_t half = halves[i];
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		half = __builtin_bswap64(half);
#endif
		/* Bit 8k goes to 56 + k, and no two meet. */
		bits = bits << 8 | (unsigned)(((half >> 7 & 0x0101010101010101u) * 0x0102040810204080u) >> 56);
	}
	return bits;
#endif
}

/* All sixteen together. */
static inline unsigned bytes16_sum(bytes16 v)
{
#ifdef __SSE2__
	__m128i halves = _mm_sad_epu8((__m128i)v, _mm_setzero_si128());
	return (unsigned)(_mm_cvtsi128_si32(halves) + _mm_extract_epi16(halves, 4));
#else
	unsigned sum = 0;
	for (unsigned i = 0; i < sizeof v; i++)
		sum += v[i];
	return sum;
#endif
}

static inline bytes16 bytes16_all(char c)
{
	return (bytes16){ 0 } + (unsigned char)c;
}

static inline bool bytes16_any(bytes16 v)
{
	return bytes16_bits(v);
}

/* The place of the first byte whose top bit is set; 16 when none is. */
static inline size_t bytes16_first(bytes16 v)
{
	return (size_t)__builtin_ctz(bytes16_bits(v) | 1u << 16);
}

#endif
