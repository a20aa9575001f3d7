/* utf8.h - UTF-8 (RFC 3629): one code point at a time, and making bytes well formed. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xFFFD };

/* Writes 1 to 4 bytes and returns how many; what is no scalar value becomes U+FFFD. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);
/* One or two units of UTF-16, in the same way. */
size_t utf16_encode(uint32_t code_point, uint16_t units[2]);
/* Decodes at `*at` and moves it on. Malformed bytes give U+FFFD once per maximal subpart
 * (Unicode 3.9, table 3-8). `*at` must be below s.len. */
static inline uint32_t utf8_decode(struct str s, size_t *at);
/* The code point that ends just before `at`, moving back; the same rules. `*at` must be above 0. */
uint32_t utf8_decode_back(struct str s, size_t *at);
/* How long the character at `at` is; 0: malformed. */
static inline size_t utf8_length(struct str s, size_t at);
/* Offset of the first byte from `at` on that is not ASCII; s.len when all are. */
size_t utf8_ascii_end(struct str s, size_t at);
/* Offset of the first malformed byte, or s.len when there is none. */
size_t utf8_valid_prefix(struct str s);
size_t utf8_count(struct str s); /* code points */
/* Where the first control character other than tab and line feed stands, and how long it is (U+0080 to
 * U+009F: two bytes); s.len and 0 when there is none. */
size_t utf8_find_control(struct str s, size_t *len);

/* A well-formed character of three bytes at `at`, as nearly all are that are not ASCII; 0: it is none. */
static inline uint32_t utf8_three(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	if (s.len - at < 3 || (p[0] & 0xF0) != 0xE0 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
		return 0;
	uint32_t c = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	return c < 0x800 || (c >= 0xD800 && c <= 0xDFFF) ? 0 : c;
}

size_t utf8_length_any(struct str s, size_t at);
static inline size_t utf8_length(struct str s, size_t at)
{
	return utf8_three(s, at) ? 3 : utf8_length_any(s, at);
}

uint32_t utf8_decode_any(struct str s, size_t *at);
static inline uint32_t utf8_decode(struct str s, size_t *at)
{
	unsigned char c = (unsigned char)s.p[*at];
	if (c >= 0x80)
		return utf8_decode_any(s, at);
	++*at;
	return c;
}

#endif
