/* references.c - named character references. The one idea: all names stand in one constant object
 * without pointers, in byte order, and a lookup narrows the range of rows by one character at a
 * time, remembering the longest whole name it came past. */
#include "html/tree.h"

#define JOIN(a, b) a##b
#define FIELD(line) JOIN(name_, line)

struct names {
#define R(text, a, b) char FIELD(__LINE__)[sizeof(text)];
#include "html/references.inc"
#undef R
};

static const struct names names = {
#define R(text, a, b) text,
#include "html/references.inc"
#undef R
};

static const struct row {
	uint32_t first;
	uint16_t second;
	uint16_t name; /* offset in `names` */
} rows[] = {
#define R(text, a, b) { a, b, offsetof(struct names, FIELD(__LINE__)) },
#include "html/references.inc"
#undef R
};

enum { N_ROWS = sizeof rows / sizeof rows[0] };

/* The character at `at` in a row's name; '\0' behind its end. */
static unsigned char name_byte(size_t row, size_t at)
{
	return (unsigned char)((const char *)&names)[rows[row].name + at];
}

/* The first row in low … high whose byte at `at` is not below `limit`. */
static size_t lower_bound(size_t low, size_t high, size_t at, unsigned limit)
{
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (name_byte(middle, at) < limit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t found(size_t len, uint32_t a, uint32_t b, uint32_t *first, uint32_t *second)
{
	*first = a;
	*second = b;
	return len;
}

/* The handful that make up nearly all references of real pages. */
static size_t find_common(struct str s, uint32_t *first, uint32_t *second)
{
	if (s.len >= 3 && s.p[1] == 't' && s.p[2] == ';') {
		if (s.p[0] == 'l')
			return found(3, '<', 0, first, second);
		if (s.p[0] == 'g')
			return found(3, '>', 0, first, second);
	}
	if (s.len >= 4 && memcmp(s.p, "amp;", 4) == 0)
		return found(4, '&', 0, first, second);
	if (s.len >= 5 && memcmp(s.p, "quot;", 5) == 0)
		return found(5, '"', 0, first, second);
	if (s.len >= 5 && memcmp(s.p, "nbsp;", 5) == 0)
		return found(5, 0xA0, 0, first, second);
	return 0;
}

size_t html_reference(struct str s, uint32_t *first, uint32_t *second)
{
	size_t common = find_common(s, first, second);
	if (common)
		return common;
	size_t low = 0, high = N_ROWS, longest = 0;
	for (size_t at = 0; at < s.len && ch_alnum(s.p[at]) | (s.p[at] == ';'); at++) {
		unsigned byte = (unsigned char)s.p[at];
		low = lower_bound(low, high, at, byte);
		high = lower_bound(low, high, at, byte + 1);
		if (low == high)
			break;
		if (name_byte(low, at + 1) == '\0')
			longest = found(at + 1, rows[low].first, rows[low].second, first, second);
	}
	return longest;
}
