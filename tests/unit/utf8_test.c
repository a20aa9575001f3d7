/* utf8_test.c - every scalar value there and back, and Unicode's table of what is malformed. */
#include "base/utf8.h"

#include "check.h"

static void check_round_trip(void)
{
	char bytes[4];
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		size_t n = utf8_encode(c, bytes), at = 0, back = n;
		struct str s = { bytes, n };
		CHECK(n == (c < 0x80 ? 1u : c < 0x800 ? 2u : c < 0x10000 ? 3u : 4u));
		CHECK(utf8_decode(s, &at) == c && at == n && utf8_length(s, 0) == n);
		CHECK(utf8_decode_back(s, &back) == c && back == 0);
		CHECK(utf8_valid_prefix(s) == n);
	}
	CHECK(utf8_encode(0xD800, bytes) == 3 && memcmp(bytes, "\xEF\xBF\xBD", 3) == 0);
	uint16_t units[2];
	CHECK(utf16_encode(0x20AC, units) == 1 && units[0] == 0x20AC);
	CHECK(utf16_encode(0x1F600, units) == 2 && units[0] == 0xD83D && units[1] == 0xDE00);
	CHECK(utf16_encode(0x10FFFF, units) == 2 && units[0] == 0xDBFF && units[1] == 0xDFFF);
	CHECK(utf16_encode(0xDC00, units) == 1 && units[0] == 0xFFFD);
}

/* Every control at every place of texts of every length around the sixteen bytes read at once. */
static void check_controls(void)
{
	static const struct str controls[] = { STR_INIT("\x01"), STR_INIT("\x1F"), STR_INIT("\r"), STR_INIT("\x7F"),
					       STR_INIT("\xC2\x80"), STR_INIT("\xC2\x9F") };
	char bytes[64];
	size_t n;
	for (size_t len = 2; len < sizeof bytes; len++)
		for (size_t at = 0; at + 2 <= len; at++) {
			memset(bytes, 'a', len);
			struct str s = { bytes, len };
			memcpy(bytes + at, at % 3 ? "\xC2\xA0" : "\t\n", 2);
			CHECK(utf8_find_control(s, &n) == len && n == 0);
			struct str c = controls[(at + len) % 6];
			memcpy(bytes + at, c.p, c.len);
			CHECK(utf8_find_control(s, &n) == at && n == c.len);
		}
}

static const struct {
	struct str bytes;
	size_t valid;        /* prefix */
	size_t replacements; /* U+FFFD, by Unicode 3.9, tables 3-8 to 3-11 */
	size_t characters;
} malformed[] = {
	{ STR_INIT("a\xC0\x80z"), 1, 2, 4 },
	{ STR_INIT("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), 0, 8, 9 },
	{ STR_INIT("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), 0, 8, 9 },
	{ STR_INIT("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), 0, 7, 9 },
	{ STR_INIT("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), 0, 4, 5 },
	{ STR_INIT("ab\xE2\x82"), 2, 1, 3 },
	{ STR_INIT("\xF5\x80"), 0, 2, 2 },
};

int main(void)
{
	check_round_trip();
	for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
		struct str s = malformed[i].bytes;
		size_t replacements = 0, characters = 0;
		for (size_t at = 0; at < s.len; characters++)
			replacements += utf8_decode(s, &at) == UTF8_REPLACEMENT;
		CHECK(utf8_valid_prefix(s) == malformed[i].valid && utf8_length(s, malformed[i].valid) == 0);
		CHECK(replacements == malformed[i].replacements);
		CHECK(characters == malformed[i].characters && utf8_count(s) == characters);
		for (size_t at = s.len; at > 0;) { /* backwards ends, too, and never outside */
			size_t before = at;
			utf8_decode_back(s, &at);
			CHECK(at < before);
		}
	}
	check_controls();
	return 0;
}
