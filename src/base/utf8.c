/* utf8.c - decoding follows the table of well-formed sequences (Unicode 3.9, table 3-7), so that
 * overlong forms, surrogates and values above U+10FFFF never come through. */
#include "base/utf8.h"

#include "base/bytes16.h"

size_t utf8_encode(uint32_t c, char out[4])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_REPLACEMENT;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

size_t utf16_encode(uint32_t c, uint16_t units[2])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_REPLACEMENT;
	if (c < 0x10000) {
		units[0] = (uint16_t)c;
		return 1;
	}
	units[0] = (uint16_t)(0xD800 + ((c - 0x10000) >> 10));
	units[1] = (uint16_t)(0xDC00 + ((c - 0x10000) & 0x3FF));
	return 2;
}

/* How many continuation bytes follow `lead`, and the range of the first of them; -1: no lead. */
static int continuation_range(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xBF;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 1;
	if (lead >= 0xE0 && lead <= 0xEF) {
		if (lead == 0xE0)
			*low = 0xA0;
		if (lead == 0xED)
			*high = 0x9F;
		return 2;
	}
	if (lead >= 0xF0 && lead <= 0xF4) {
		if (lead == 0xF0)
			*low = 0x90;
		if (lead == 0xF4)
			*high = 0x8F;
		return 3;
	}
	return -1;
}

/* Decodes at `at`; *ok tells whether the bytes were well formed. */
static uint32_t decode(struct str s, size_t *at, bool *ok)
{
	unsigned char lead = (unsigned char)s.p[(*at)++];
	*ok = true;
	if (lead < 0x80)
		return lead;
	unsigned char low, high;
	int more = continuation_range(lead, &low, &high);
	uint32_t c = more == 1 ? lead & 0x1Fu : more == 2 ? lead & 0x0Fu : lead & 0x07u;
	for (int i = 0; i < more; i++) {
		unsigned char b = *at < s.len ? (unsigned char)s.p[*at] : 0;
		if (b < low || b > high) {
			more = -1;
			break;
		}
		c = c << 6 | (b & 0x3Fu);
		low = 0x80;
		high = 0xBF;
		(*at)++;
	}
	if (more >= 0)
		return c;
	*ok = false;
	return UTF8_REPLACEMENT;
}

uint32_t utf8_decode_any(struct str s, size_t *at)
{
	uint32_t three = utf8_three(s, *at);
	if (three) {
		*at += 3;
		return three;
	}
	bool ok;
	return decode(s, at, &ok);
}

uint32_t utf8_decode_back(struct str s, size_t *at)
{
	size_t end = *at;
	for (size_t back = 1; back <= 4 && back <= end; back++) {
		size_t start = end - back;
		if (((unsigned char)s.p[start] & 0xC0) == 0x80)
			continue;
		size_t i = start;
		bool ok;
		uint32_t c = decode(s, &i, &ok);
		if (i == end) {
			*at = start;
			return c;
		}
		break;
	}
	*at = end - 1;
	return UTF8_REPLACEMENT;
}

size_t utf8_ascii_end(struct str s, size_t at)
{
	enum { STEP = sizeof(bytes16) };
	for (; at + 4 * STEP <= s.len; at += 4 * STEP) {
		const char *p = s.p + at;
		if (bytes16_any(bytes16_at(p) | bytes16_at(p + STEP) | bytes16_at(p + 2 * STEP) | bytes16_at(p + 3 * STEP)))
			break;
	}
	for (; at + STEP <= s.len; at += STEP) {
		size_t n = bytes16_first(bytes16_at(s.p + at));
		if (n < STEP)
			return at + n;
	}
	while (at < s.len && (unsigned char)s.p[at] < 0x80)
		at++;
	return at;
}

size_t utf8_length_any(struct str s, size_t at)
{
	size_t end = at;
	bool ok;
	decode(s, &end, &ok);
	return ok ? end - at : 0;
}

size_t utf8_valid_prefix(struct str s)
{
	size_t at = 0;
	while ((at = utf8_ascii_end(s, at)) < s.len)
		do {
			size_t len = utf8_length(s, at);
			if (!len)
				return at;
			at += len;
		} while (at < s.len && (unsigned char)s.p[at] >= 0x80);
	return s.len;
}

size_t utf8_count(struct str s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.len; n++)
		utf8_decode(s, &at);
	return n;
}

/* Which of sixteen bytes may be a control character or begin one. */
static bytes16 maybe_control(bytes16 v)
{
	return (bytes16)(((v < ' ') & (v != '\n') & (v != '\t')) | (v == 0x7F) | (v == 0xC2));
}

/* Behind the bytes from `at` on that are surely none, in steps of 16. */
static size_t pass_no_control(struct str s, size_t at)
{
	enum { N = sizeof(bytes16) };
	for (; at + 4 * N <= s.len; at += 4 * N)
		if (bytes16_any(maybe_control(bytes16_at(s.p + at)) | maybe_control(bytes16_at(s.p + at + N)) |
				maybe_control(bytes16_at(s.p + at + 2 * N)) | maybe_control(bytes16_at(s.p + at + 3 * N))))
			break;
	while (at + N <= s.len && !bytes16_any(maybe_control(bytes16_at(s.p + at))))
		at += N;
	return at;
}

static size_t control_at(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];
	if (c < ' ')
		return c != '\n' && c != '\t';
	if (c == 0xC2 && i + 1 < s.len && (unsigned char)s.p[i + 1] < 0xA0)
		return 2;
	return c == 0x7F;
}

size_t utf8_find_control(struct str s, size_t *len)
{
	for (size_t i = 0; (i = pass_no_control(s, i)) < s.len;)
		for (size_t end = i + sizeof(bytes16); i < s.len && i < end; i++)
			if ((*len = control_at(s, i)))
				return i;
	*len = 0;
	return s.len;
}
