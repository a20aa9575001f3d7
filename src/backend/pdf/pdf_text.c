/* pdf_text.c - PDF values as text made by hand, and the two forms of a text string: plain ASCII, or
 * UTF-16 behind its mark. */
#include "backend/pdf/pdf_text.h"

#include <math.h>

#include "base/utf8.h"

enum {
	TEXT_UNITS_MAX = 16000, /* UTF-16 units of a text string */
	LITERAL_MAX = 32767,    /* [byte] PDF/A-2 6.1.13 */
};

bool pdf_text_is_plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] < 0x20 || (unsigned char)s.p[i] > 0x7E)
			return false;
	return s.len <= LITERAL_MAX;
}

/* Appends one UTF-16 unit, high byte first. */
static void put_unit(struct buf *b, uint32_t unit)
{
	buf_putc(b, (char)(unit >> 8));
	buf_putc(b, (char)(unit & 0xFF));
}

void pdf_text_put_utf16(struct buf *b, struct str utf8)
{
	int units = 0;
	put_unit(b, 0xFEFF);
	for (size_t at = 0; at < utf8.len && units < TEXT_UNITS_MAX; ) {
		uint16_t pair[2];
		int n = (int)utf16_encode(utf8_decode(utf8, &at), pair);
		for (int i = 0; i < n; i++)
			put_unit(b, pair[i]);
		units += n;
	}
}

void pdf_put_number(struct buf *b, double value, int decimals)
{
	static const int64_t tens[] = { 1, 10, 100, 1000, 10000, 100000 };
	int64_t scale = tens[decimals];
	if (!(fabs(value) < 1e9))
		value = 0;
	int64_t n = (int64_t)llround(value * (double)scale);
	if (n < 0) {
		buf_putc(b, '-');
		n = -n;
	}
	int64_t whole = n / scale, rest = n % scale;
	if (whole || !rest)
		buf_put_int(b, whole);
	if (!rest)
		return;
	buf_putc(b, '.');
	while (rest) {
		scale /= 10;
		buf_putc(b, (char)('0' + rest / scale));
		rest %= scale;
	}
}

void pdf_put_ref(struct buf *b, uint32_t object)
{
	buf_put_int(b, object);
	buf_puts(b, " 0 R");
}

void pdf_put_literal(struct buf *b, struct str bytes)
{
	buf_putc(b, '(');
	for (size_t i = 0; i < bytes.len; i++) {
		char c = bytes.p[i];
		if (c == '\r') {
			buf_puts(b, "\\r");
			continue;
		}
		if (c == '(' || c == ')' || c == '\\')
			buf_putc(b, '\\');
		buf_putc(b, c);
	}
	buf_putc(b, ')');
}

void pdf_put_text(struct buf *b, struct str utf8)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf units;
	if (pdf_text_is_plain(utf8)) {
		pdf_put_literal(b, utf8);
		return;
	}
	buf_init(&units);
	pdf_text_put_utf16(&units, utf8);
	buf_putc(b, '<');
	for (size_t i = 0; i < units.len; i++) {
		buf_putc(b, hex[(unsigned char)units.p[i] >> 4]);
		buf_putc(b, hex[(unsigned char)units.p[i] & 15]);
	}
	buf_putc(b, '>');
	buf_done(&units);
}
