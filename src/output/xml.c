/* xml.c - runs of harmless bytes are copied whole; a table says which byte stops a run. */
#include "output/xml.h"

#include "base/utf8.h"

enum { PLAIN, REFERENCE, LAYOUT, QUOTE, CONTROL, HIGH };

static const bool plain[256] = {
	[' '] = 1, ['!'] = 1, ['#'] = 1, ['$'] = 1, ['%'] = 1, ['\''] = 1, ['('] = 1, [')'] = 1,
	['*'] = 1, ['+'] = 1, [','] = 1, ['-'] = 1, ['.'] = 1, ['/'] = 1, ['0'] = 1, ['1'] = 1,
	['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
	[':'] = 1, [';'] = 1, ['='] = 1, ['?'] = 1,
	/* @A…O, PQ…_, `a…o, pq…DEL */
	[0x40] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	[0x50] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	[0x60] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	[0x70] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};

/* What each byte below 0x80 means; the others start or continue a sequence. */
static int class_of(unsigned char c)
{
	switch (c) {
	case '&': case '<': case '>':
		return REFERENCE;
	case '"':
		return QUOTE;
	case '\t': case '\n': case '\r':
		return LAYOUT;
	}
	return c < 0x20 ? CONTROL : c >= 0x80 ? HIGH : PLAIN;
}

/* Whether eight bytes are plain, all at once: a byte that is not leaves its highest bit, by itself or by
 * borrowing; where all are, nothing borrows. */
static bool all_plain(uint64_t v)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t quote = v ^ ones * '"', ampersand = v ^ ones * '&', angle = (v | ones * 2) ^ ones * '>';
	return !((v | (v - ones * ' ') | (quote - ones) | (ampersand - ones) | (angle - ones)) & ones << 7);
}

/* Where the bytes that are plain in text and in values end: most of what is written. */
static size_t plain_end(struct str s, size_t at)
{
	for (uint64_t eight; at + sizeof eight <= s.len; at += sizeof eight) {
		memcpy(&eight, s.p + at, sizeof eight);
		if (!all_plain(eight))
			break;
	}
	while (at < s.len && plain[(unsigned char)s.p[at]])
		at++;
	return at;
}

static void put_reference(struct buf *b, char c)
{
	switch (c) {
	case '&':
		buf_puts(b, "&amp;");
		break;
	case '<':
		buf_puts(b, "&lt;");
		break;
	case '>':
		buf_puts(b, "&gt;");
		break;
	case '"':
		buf_puts(b, "&quot;");
		break;
	case '\t':
		buf_puts(b, "&#9;");
		break;
	case '\n':
		buf_puts(b, "&#10;");
		break;
	case '\r':
		buf_puts(b, "&#13;");
		break;
	}
}

static void put(struct buf *b, struct str s, bool value)
{
	size_t from = 0, at = 0;
	while ((at = plain_end(s, at)) < s.len) {
		unsigned char c = (unsigned char)s.p[at];
		int class = class_of(c);
		if (class == PLAIN || (!value && (class == QUOTE || (class == LAYOUT && c != '\r')))) {
			at++;
			continue;
		}
		size_t next = at + 1;
		if (class == HIGH) {
			next = at;
			uint32_t code = utf8_decode(s, &next);
			bool same = code != UTF8_REPLACEMENT ||
				(next - at == 3 && memcmp(s.p + at, "\xEF\xBF\xBD", 3) == 0);
			if (same && code != 0xFFFE && code != 0xFFFF) {
				at = next;
				continue;
			}
		}
		buf_put(b, s.p + from, at - from);
		if (class == HIGH || class == CONTROL)
			buf_put_utf8(b, UTF8_REPLACEMENT);
		else
			put_reference(b, (char)c);
		from = at = next;
	}
	buf_put_str(b, str_sub(s, from, at));
}

void xml_put_text(struct buf *b, struct str s)
{
	put(b, s, false);
}

void xml_put_value(struct buf *b, struct str s)
{
	put(b, s, true);
}

void xml_put_attribute(struct buf *b, const char *name, struct str value)
{
	buf_putc(b, ' ');
	buf_puts(b, name);
	buf_puts(b, "=\"");
	xml_put_value(b, value);
	buf_putc(b, '"');
}
