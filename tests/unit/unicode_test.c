/* unicode_test.c - widths, clusters and breaks against known cases, and breaks and clusters against
 * ICU's own iterators over random strings. */
#include "base/unicode.h"

#include "base/utf8.h"
#include "check.h"

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

static void widths(void)
{
	static const struct { const char *s; size_t columns; } cases[] = {
		{ "", 0 }, { "abc", 3 }, { "caf\xC3\xA9", 4 }, { "e\xCC\x81", 1 }, { "中文", 4 },
		{ "한국어", 6 }, { "ｆｕ", 4 }, { "ｶﾅ", 2 }, { "a\xC2\xAD" "b", 2 }, { "\xE2\x80\x8B", 0 },
		{ "👨‍👩‍👧‍👦", 2 }, { "🇩🇪🇫🇷", 4 }, { "👍🏽", 2 }, { "❤️", 2 }, { "1️⃣", 2 }, { "❤", 1 },
		{ "│─→", 3 }, { "x\xC2\xA0y", 3 }, { "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2 },
		{ "क्ष", 2 }, { "가a", 3 }, { "é中", 3 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (unicode_columns(str_from_c(cases[i].s)) != cases[i].columns) {
			fprintf(stderr, "columns of \"%s\": %zu, not %zu\n", cases[i].s,
				unicode_columns(str_from_c(cases[i].s)), cases[i].columns);
			exit(1);
		}
	CHECK(unicode_fit(STR("中文字"), 5) == 6);
	CHECK(unicode_fit(STR("a👨‍👩‍👧b"), 2) == 1);
}

/* All that ICU has to say of a character's width, for each that may be told without it. */
static void widths_against_icu(void)
{
	for (uint32_t c = 0x80; c < 0x3000; c++) {
		uint32_t category = U_GET_GC_MASK((UChar32)c);
		int wide = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
		bool none = category & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK);
		bool jamo = c >= 0x1160 && c <= 0x11FF;
		CHECK(unicode_width(c) == (none || jamo ? 0 : wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1));
		char two[8];
		size_t first = utf8_encode(c, two), both = first + utf8_encode(c, two + first);
		int class = u_getIntPropertyValue((UChar32)c, UCHAR_GRAPHEME_CLUSTER_BREAK);
		if (class == U_GCB_OTHER)
			CHECK(unicode_cluster_end((struct str){ two, both }, 0) == first);
	}
}

static void forms(void)
{
	struct buf b;
	buf_init(&b);
	unicode_put_nfc(&b, STR("e\xCC\x81\xFF"));
	CHECK_STR(buf_str(&b), "\xC3\xA9\xEF\xBF\xBD");
	buf_clear(&b);
	unicode_put_folded(&b, STR("STRASSE Stra\xC3\x9F" "e"));
	CHECK_STR(buf_str(&b), "strasse strasse");
	buf_done(&b);
	CHECK(unicode_base(0xE9) == 'e' && unicode_base('x') == 'x' && unicode_base(0x4E2D) == 0x4E2D);
	CHECK(unicode_is_punctuation(0x201C) && !unicode_is_punctuation('a') && unicode_is_symbol('+'));
}

/* Opportunities as "a|b", breaks that must be as "!". */
static void breaks(const char *text, const char *expected)
{
	struct str s = str_from_c(text);
	unsigned char *marks = malloc(s.len + 1);
	unicode_line_breaks(s, marks);
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < s.len; i++) {
		if (marks[i])
			buf_putc(&b, marks[i] == BREAK_MUST ? '!' : '|');
		buf_putc(&b, s.p[i]);
	}
	CHECK(marks[s.len] == BREAK_MUST);
	CHECK_STR(buf_str(&b), expected);
	buf_done(&b);
	free(marks);
}

static uint32_t seed = 1;
static uint32_t next_random(void)
{
	seed = seed * 1664525u + 1013904223u;
	return seed >> 8;
}

static const uint32_t alphabet[] = {
	'a', 'b', ' ', ' ', '-', '(', ')', '.', ',', '"', '!', '/', '\n', 0xA0, 0xAD, 0x2014,
	0x200B, 0x200D, 0x2060, 0x4E2D, 0x6587, 0x3002, 0x300C, 0x300D, 0x3041, 0x30FC, 0xAC00, 0x1112, 0x1161,
	0x11AB, 0x301, 0x1F600, 0x1F44D, 0x1F3FD, 0x1F1E9, 0x1F1EA, 0x5D0, 0x915, 0x94D, 0x93E, 0x600, 0xFE0F, 0x2026,
};

/* ICU's opinion; its number rule (LB25) looks further than pairs, so there are no digits or currencies here. */
static void against_icu(UBreakIteratorType type, const char *locale)
{
	UErrorCode error = U_ZERO_ERROR;
	UBreakIterator *it = ubrk_open(type, locale, NULL, 0, &error);
	CHECK(U_SUCCESS(error));
	for (int round = 0; round < 20000; round++) {
		struct buf b;
		buf_init(&b);
		UChar wide[64];
		int32_t n = 0;
		size_t byte_at[64];
		int length = 2 + (int)(next_random() % 9);
		for (int i = 0; i < length; i++) {
			uint32_t c = alphabet[next_random() % (sizeof alphabet / sizeof *alphabet)];
			byte_at[n] = b.len;
			if (c > 0xFFFF)
				byte_at[n + 1] = (size_t)-1;
			U16_APPEND_UNSAFE(wide, n, (UChar32)c);
			buf_put_utf8(&b, c);
		}
		byte_at[n] = b.len;
		ubrk_setText(it, wide, n, &error);
		struct str s = buf_str(&b);
		unsigned char marks[256] = { 0 };
		if (type == UBRK_LINE)
			unicode_line_breaks(s, marks);
		else
			for (size_t at = 0; at < s.len; marks[at] = 1)
				at = unicode_cluster_end(s, at);
		for (int32_t i = 1; i < n; i++) {
			if (byte_at[i] == (size_t)-1)
				continue;
			bool theirs = ubrk_isBoundary(it, i), ours = marks[byte_at[i]] != 0;
			if (theirs != ours) {
				fprintf(stderr, "%s break before byte %zu: ICU %d, ours %d:", locale, byte_at[i], theirs, ours);
				for (size_t at = 0; at < s.len;)
					fprintf(stderr, " %04X", utf8_decode(s, &at));
				fprintf(stderr, "\n");
				exit(1);
			}
		}
		buf_done(&b);
	}
	ubrk_close(it);
}

/* A picture holds what a joiner ties to it, and nothing else does. */
static void pictures_against_icu(void)
{
	for (uint32_t c = 0x80; c < 0x20000; c = c == 0xD7FF ? 0xE000 : c + 1) {
		char tied[16];
		size_t n = utf8_encode(c, tied), all = n + utf8_encode(0x200D, tied + n);
		all += utf8_encode(0x1F469, tied + all);
		if (u_getIntPropertyValue((UChar32)c, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_OTHER)
			CHECK((unicode_cluster_end((struct str){ tied, all }, 0) == all) == u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC));
	}
}

int main(void)
{
	pictures_against_icu();
	widths();
	widths_against_icu();
	forms();
	breaks("one two", "one |two");
	breaks("a\nb", "a\n!b");
	breaks("中文。字「引」", "中|文。|字|「引」");
	breaks("$5.00 (x)", "$5.00 |(x)");
	breaks("x\xC2\xA0y z", "x\xC2\xA0y |z");
	against_icu(UBRK_LINE, "en@lb=strict");
	against_icu(UBRK_CHARACTER, "en");
	return 0;
}
