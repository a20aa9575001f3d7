/* ascii.c - the stated table of --ascii: what stands for a character in 7 bits. Box drawing keeps
 * one column for one, so diagrams keep their shape; letters lose their accents or are spelled in
 * Latin ones; what is left over is "?" in each of its columns, and counted. */
#include "backend/text/text.h"

#include "base/unicode.h"
#include "base/utf8.h"

struct spelling {
	uint32_t c;
	const char *ascii;
};

/* In order of code points. */
static const struct spelling spellings[] = {
	{ 0xA0, " " },	{ 0xA1, "!" },	{ 0xA2, "c" },	{ 0xA3, "GBP" }, { 0xA5, "JPY" }, { 0xA6, "|" },
	{ 0xA7, "S." }, { 0xA9, "(c)" }, { 0xAB, "<<" }, { 0xAC, "!" },	 { 0xAD, "" },	  { 0xAE, "(R)" },
	{ 0xB0, "deg" }, { 0xB1, "+-" }, { 0xB2, "^2" }, { 0xB3, "^3" }, { 0xB4, "'" },	  { 0xB5, "u" },
	{ 0xB6, "P." }, { 0xB7, "." },	{ 0xB9, "^1" }, { 0xBB, ">>" },	 { 0xBC, "1/4" }, { 0xBD, "1/2" },
	{ 0xBE, "3/4" }, { 0xBF, "?" }, { 0xC6, "AE" }, { 0xD0, "D" },	 { 0xD7, "x" },	  { 0xD8, "O" },
	{ 0xDE, "Th" }, { 0xDF, "ss" }, { 0xE6, "ae" }, { 0xF0, "d" },	 { 0xF7, "/" },	  { 0xF8, "o" },
	{ 0xFE, "th" }, { 0x110, "D" }, { 0x111, "d" }, { 0x131, "i" },	 { 0x141, "L" },  { 0x142, "l" },
	{ 0x152, "OE" }, { 0x153, "oe" }, { 0x2002, " " }, { 0x2003, " " }, { 0x2009, " " }, { 0x200A, " " },
	{ 0x200B, "" }, { 0x200C, "" }, { 0x200D, "" }, { 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" },
	{ 0x2013, "-" }, { 0x2014, "--" }, { 0x2015, "--" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201A, "," },
	{ 0x201B, "'" }, { 0x201C, "\"" }, { 0x201D, "\"" }, { 0x201E, "\"" }, { 0x2020, "+" }, { 0x2021, "++" },
	{ 0x2022, "*" }, { 0x2023, ">" }, { 0x2026, "..." }, { 0x2028, "\n" }, { 0x2029, "\n" }, { 0x202F, " " }, { 0x2030, "0/00" }, { 0x2032, "'" },
	{ 0x2033, "\"" }, { 0x2039, "<" }, { 0x203A, ">" }, { 0x2044, "/" }, { 0x2060, "" }, { 0x20AC, "EUR" },
	{ 0x2122, "(TM)" }, { 0x2190, "<" }, { 0x2191, "^" }, { 0x2192, ">" }, { 0x2193, "v" }, { 0x2194, "-" },
	{ 0x2195, "|" }, { 0x21D0, "<" }, { 0x21D2, ">" }, { 0x21D4, "=" }, { 0x2200, "A" }, { 0x2208, "in" },
	{ 0x220F, "prod" }, { 0x2211, "sum" }, { 0x2212, "-" }, { 0x2215, "/" }, { 0x2217, "*" }, { 0x221A, "sqrt" },
	{ 0x221E, "inf" }, { 0x222B, "int" }, { 0x2248, "~" },
	{ 0x2260, "!=" }, { 0x2261, "==" }, { 0x2264, "<=" }, { 0x2265, ">=" }, { 0x22C5, "." }, { 0x25A0, "#" },
	{ 0x25A1, "[]" }, { 0x25AA, "*" }, { 0x25AB, "-" }, { 0x25B2, "^" }, { 0x25B6, ">" }, { 0x25B8, ">" },
	{ 0x25BA, ">" }, { 0x25BC, "v" }, { 0x25BE, "v" }, { 0x25C0, "<" }, { 0x25C4, "<" }, { 0x25CB, "o" },
	{ 0x25CF, "*" }, { 0x25E6, "-" }, { 0x2605, "*" }, { 0x2606, "*" }, { 0x2610, "[ ]" }, { 0x2611, "[x]" },
	{ 0x2612, "[x]" }, { 0x2705, "[x]" }, { 0x2713, "v" }, { 0x2714, "v" }, { 0x2717, "x" }, { 0x2718, "x" },
	{ 0x274C, "[-]" }, { 0x2794, ">" }, { 0x279C, ">" }, { 0x27F5, "<" }, { 0x27F6, ">" }, { 0x3000, "  " },
	{ 0xFB00, "ff" }, { 0xFB01, "fi" }, { 0xFB02, "fl" }, { 0xFB03, "ffi" }, { 0xFB04, "ffl" }, { 0xFE0E, "" },
	{ 0xFE0F, "" }, { 0xFEFF, "" },
};

/* Greek and Cyrillic by their Latin spellings; small letters, in order of code points. */
static const struct spelling letters[] = {
	{ 0x3B1, "a" }, { 0x3B2, "v" }, { 0x3B3, "g" }, { 0x3B4, "d" }, { 0x3B5, "e" },
	{ 0x3B6, "z" }, { 0x3B7, "i" }, { 0x3B8, "th" }, { 0x3B9, "i" }, { 0x3BA, "k" },
	{ 0x3BB, "l" }, { 0x3BC, "m" }, { 0x3BD, "n" }, { 0x3BE, "x" }, { 0x3BF, "o" },
	{ 0x3C0, "p" }, { 0x3C1, "r" }, { 0x3C2, "s" }, { 0x3C3, "s" }, { 0x3C4, "t" },
	{ 0x3C5, "y" }, { 0x3C6, "f" }, { 0x3C7, "ch" }, { 0x3C8, "ps" }, { 0x3C9, "o" },
	{ 0x430, "a" }, { 0x431, "b" }, { 0x432, "v" }, { 0x433, "g" }, { 0x434, "d" },
	{ 0x435, "e" }, { 0x436, "zh" }, { 0x437, "z" }, { 0x438, "i" }, { 0x439, "y" },
	{ 0x43A, "k" }, { 0x43B, "l" }, { 0x43C, "m" }, { 0x43D, "n" }, { 0x43E, "o" },
	{ 0x43F, "p" }, { 0x440, "r" }, { 0x441, "s" }, { 0x442, "t" }, { 0x443, "u" },
	{ 0x444, "f" }, { 0x445, "kh" }, { 0x446, "ts" }, { 0x447, "ch" }, { 0x448, "sh" },
	{ 0x449, "shch" }, { 0x44A, "" }, { 0x44B, "y" }, { 0x44C, "" }, { 0x44D, "e" },
	{ 0x44E, "yu" }, { 0x44F, "ya" }, { 0x451, "yo" }, { 0x452, "dj" }, { 0x453, "g" },
	{ 0x454, "ye" }, { 0x455, "dz" }, { 0x456, "i" }, { 0x457, "yi" }, { 0x458, "j" },
	{ 0x459, "lj" }, { 0x45A, "nj" }, { 0x45B, "c" }, { 0x45C, "k" }, { 0x45E, "u" },
	{ 0x45F, "dz" }, { 0x491, "g" },
};

static const char *spelling_of(const struct spelling *table, size_t n, uint32_t c)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (table[mid].c == c)
			return table[mid].ascii;
		if (table[mid].c < c)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* Box drawing: horizontals '-', verticals '|', double lines '=' and '|', diagonals, all else '+'. */
static char box_char(uint32_t c)
{
	switch (c) {
	case 0x2500: case 0x2501: case 0x2504: case 0x2505: case 0x2508: case 0x2509: case 0x254C: case 0x254D:
	case 0x2574: case 0x2576: case 0x2578: case 0x257A: case 0x257C: case 0x257E:
		return '-';
	case 0x2502: case 0x2503: case 0x2506: case 0x2507: case 0x250A: case 0x250B: case 0x254E: case 0x254F:
	case 0x2551: case 0x2575: case 0x2577: case 0x2579: case 0x257B: case 0x257D: case 0x257F:
		return '|';
	case 0x2550: return '=';
	case 0x2571: return '/';
	case 0x2572: return '\\';
	case 0x2573: return 'X';
	default: return '+';
	}
}

/* With its accent where the table knows it so (ё), else without. */
static bool put_letter(struct buf *b, uint32_t c)
{
	uint32_t small = unicode_lower(c);
	const char *spelling = spelling_of(letters, sizeof letters / sizeof *letters, small);
	if (!spelling)
		spelling = spelling_of(letters, sizeof letters / sizeof *letters, unicode_base(small));
	if (!spelling)
		return false;
	size_t start = b->len;
	buf_puts(b, spelling);
	if (small != c && b->len > start)
		b->p[start] = ch_upper(b->p[start]);
	return true;
}

static void put_char(struct buf *b, uint32_t c, size_t *unwritable)
{
	const char *spelling = spelling_of(spellings, sizeof spellings / sizeof *spellings, c);
	if (spelling && c >= 0xBC && c <= 0xBE && b->len && ch_digit(b->p[b->len - 1]))
		buf_putc(b, ' '); /* 1½: 1 1/2 */
	if (spelling)
		buf_puts(b, spelling);
	else if (c >= 0x2500 && c <= 0x257F)
		buf_putc(b, box_char(c));
	else if (c >= 0x2580 && c <= 0x259F)
		buf_putc(b, '#');
	else if (c >= 0x2190 && c <= 0x21FF)
		buf_putc(b, '>');
	else if (c >= 0xFF01 && c <= 0xFF5E)
		buf_putc(b, (char)(c - 0xFEE0));
	else if (unicode_is_mark(c) || unicode_is_control(c) || (c >= 0x1F3FB && c <= 0x1F3FF))
		return; /* the last: shades of skin */
	else if (unicode_is_space(c))
		buf_putc(b, ' ');
	else if (unicode_base(c) < 0x80)
		buf_putc(b, (char)unicode_base(c));
	else if (!put_letter(b, c)) {
		buf_puts(b, unicode_width(c) == 2 ? "??" : "?");
		if (unwritable)
			++*unwritable;
	}
}

void ascii_put(struct buf *b, struct str s, size_t *unwritable)
{
	for (size_t i = 0; i < s.len;) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0x80) {
			buf_putc(b, (char)c);
			i++;
		} else
			put_char(b, utf8_decode(s, &i), unwritable);
	}
}

/* A no-break space stays one until its line is filled. */
void text_put(struct text *t, struct str s, struct buf *b)
{
	ptrdiff_t space;
	while (t->style.ascii && (space = str_find(s, STR("\xC2\xA0"), 0)) >= 0) {
		ascii_put(b, str_sub(s, 0, (size_t)space), t->unwritable);
		buf_puts(b, "\xC2\xA0");
		s = str_sub(s, (size_t)space + 2, s.len);
	}
	if (t->style.ascii)
		ascii_put(b, s, t->unwritable);
	else
		buf_put_str(b, s);
}

const char *text_glyph(const struct text *t, const char *glyph, const char *ascii)
{
	return t->style.ascii ? ascii : glyph;
}
