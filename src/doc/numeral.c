/* numeral.c - the numbers of lists, in digits, letters or Roman numerals. */
#include "doc/numeral.h"

static void put_roman(struct buf *b, long n, bool upper)
{
	static const struct { long value; const char *digits; } steps[] = {
		{ 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
		{ 40, "xl" },  { 10, "x" },   { 9, "ix" },  { 5, "v" },	   { 4, "iv" },	 { 1, "i" },
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		for (; n >= steps[i].value; n -= steps[i].value)
			for (const char *d = steps[i].digits; *d; d++)
				buf_putc(b, upper ? ch_upper(*d) : *d);
}

static void put_letters(struct buf *b, long n, bool upper)
{
	char digits[16];
	size_t at = sizeof digits;
	for (; n > 0; n = (n - 1) / 26)
		digits[--at] = (char)((upper ? 'A' : 'a') + (n - 1) % 26);
	buf_put(b, digits + at, sizeof digits - at);
}

void numeral_put(struct buf *b, long n, enum list_style style)
{
	bool roman = style == LIST_LOWER_ROMAN || style == LIST_UPPER_ROMAN;
	bool letters = style == LIST_LOWER_ALPHA || style == LIST_UPPER_ALPHA;
	if (roman && n > 0 && n < 4000)
		put_roman(b, n, style == LIST_UPPER_ROMAN);
	else if (letters && n > 0)
		put_letters(b, n, style == LIST_UPPER_ALPHA);
	else
		buf_put_int(b, n);
}
