/* str.c - slices: comparing, searching, cutting. Nothing here allocates. */
#include "base/str.h"

#include <limits.h>
#include <stdint.h>

#include "base/bytes16.h"

enum { SHORT_NEEDLE = 16 };

bool str_same_nocase(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (ch_lower(a[i]) != ch_lower(b[i]))
			return false;
	return true;
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	return c ? c : (a.len > b.len) - (a.len < b.len);
}

bool str_starts_nocase(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq_nocase(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, s.len), suffix);
}

ptrdiff_t str_find_char(struct str s, char c, size_t from)
{
	if (from >= s.len)
		return -1;
	const char *hit = memchr(s.p + from, c, s.len - from);
	return hit ? hit - s.p : -1;
}

size_t str_count_char(struct str s, char c)
{
	enum { STEP = sizeof(bytes16), MOST_STEPS = 255 }; /* a byte counts to 255 */
	bytes16 sought = bytes16_all(c);
	size_t n = 0, i = 0;
	while (i + STEP <= s.len) {
		size_t steps = (s.len - i) / STEP, end = i + (steps < MOST_STEPS ? steps : MOST_STEPS) * STEP;
		bytes16 counts = { 0 };
		for (; i < end; i += STEP)
			counts -= (bytes16)(bytes16_at(s.p + i) == sought);
		n += bytes16_sum(counts);
	}
	for (; i < s.len; i++)
		n += s.p[i] == c;
	return n;
}

ptrdiff_t str_find(struct str s, struct str needle, size_t from)
{
	if (from > s.len)
		return -1;
	if (needle.len == 0)
		return (ptrdiff_t)from;
	if (s.len - from < needle.len) /* an empty slice may be no memory at all */
		return -1;
	if (needle.len > SHORT_NEEDLE) { /* linear, but slower than a first byte's memchr */
		const char *hit = memmem(s.p + from, s.len - from, needle.p, needle.len);
		return hit ? hit - s.p : -1;
	}
	const char *end = s.p + s.len - needle.len + 1;
	for (const char *p = s.p + from; (p = memchr(p, needle.p[0], (size_t)(end - p))); p++)
		if (memcmp(p, needle.p, needle.len) == 0)
			return p - s.p;
	return -1;
}

/* The next place from `from` on where the needle's first and last bytes stand as far apart as they should,
 * in either case; one where it has no room: there is none. */
static size_t find_candidate(struct str s, struct str needle, size_t from)
{
	enum { CASE = 'a' ^ 'A' };
	size_t last = needle.len - 1;
	char first_byte = needle.p[0] | CASE, last_byte = needle.p[last] | CASE;
	bytes16 begins = bytes16_all(first_byte), ends = bytes16_all(last_byte);
	for (; from + last + sizeof(bytes16) <= s.len; from += sizeof(bytes16)) {
		bytes16 hits = ((bytes16_at(s.p + from) | CASE) == begins) & ((bytes16_at(s.p + from + last) | CASE) == ends);
		if (bytes16_any(hits))
			return from + bytes16_first(hits);
	}
	for (; from + last < s.len; from++)
		if ((s.p[from] | CASE) == first_byte && (s.p[from + last] | CASE) == last_byte)
			break;
	return from;
}

ptrdiff_t str_find_nocase(struct str s, struct str needle, size_t from)
{
	if (!needle.len)
		return from <= s.len ? (ptrdiff_t)from : -1;
	for (size_t i = from; (i = find_candidate(s, needle, i)) + needle.len <= s.len; i++)
		if (str_eq_nocase((struct str){ s.p + i, needle.len }, needle))
			return (ptrdiff_t)i;
	return -1;
}

struct str str_trim(struct str s)
{
	while (s.len && ch_space(s.p[0]))
		s.p++, s.len--;
	while (s.len && ch_space(s.p[s.len - 1]))
		s.len--;
	return s;
}

/* A bit for each byte. */
struct byte_set {
	uint64_t bits[4];
};

static bool set_has(const struct byte_set *set, char c)
{
	unsigned char byte = (unsigned char)c;
	return set->bits[byte / 64] >> byte % 64 & 1;
}

static struct byte_set set_of(const char *bytes)
{
	struct byte_set set = { { 0 } };
	for (const unsigned char *p = (const unsigned char *)bytes; *p; p++)
		set.bits[*p / 64] |= (uint64_t)1 << *p % 64;
	return set;
}

bool str_token(struct str *rest, const char *separators, struct str *token)
{
	struct byte_set set = set_of(separators);
	size_t i = 0;
	while (i < rest->len && set_has(&set, rest->p[i]))
		i++;
	size_t start = i;
	if (!separators[1]) { /* only one */
		ptrdiff_t end = str_find_char(*rest, separators[0], start);
		i = end < 0 ? rest->len : (size_t)end;
	}
	while (i < rest->len && !set_has(&set, rest->p[i]))
		i++;
	*token = str_sub(*rest, start, i);
	*rest = str_sub(*rest, i, rest->len);
	return token->len > 0;
}

bool str_take_line(struct str *rest, struct str *line)
{
	if (!rest->len)
		return false;
	const char *end = memchr(rest->p, '\n', rest->len);
	size_t n = end ? (size_t)(end - rest->p) : rest->len;
	*line = (struct str){ rest->p, n };
	*rest = (struct str){ rest->p + n + (end != NULL), rest->len - n - (end != NULL) };
	return true;
}

bool str_has_word(struct str s, struct str token)
{
	struct str word;
	while (str_token(&s, " \t\n\r\f", &word))
		if (str_eq(word, token))
			return true;
	return false;
}

bool str_parse_long(struct str s, long *value)
{
	s = str_trim(s);
	bool negative = s.len && s.p[0] == '-';
	size_t i = s.len && (s.p[0] == '-' || s.p[0] == '+') ? 1 : 0;
	if (i == s.len)
		return false;
	long v = 0;
	for (; i < s.len; i++) {
		if (!ch_digit(s.p[i]) || v > (LONG_MAX - 9) / 10)
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*value = negative ? -v : v;
	return true;
}
