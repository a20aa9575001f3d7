/* str_test.c - slices at their edges: empty, past the end, not found. */
#include "base/str.h"

#include <limits.h>

#include "check.h"

static void check_comparing(void)
{
	CHECK(str_eq(STR_NONE, STR("")) && !str_eq(STR("a"), STR("b")) && !str_eq(STR("a"), STR("ab")));
	CHECK(str_eq_c(STR("abc"), "abc") && str_eq_c(STR_NONE, NULL));
	CHECK(str_eq_nocase(STR("ÄbC"), STR("ÄBc")) && !str_eq_nocase(STR("ä"), STR("Ä")));
	CHECK(str_cmp(STR("a"), STR("ab")) < 0 && str_cmp(STR("b"), STR("ab")) > 0);
	CHECK(str_cmp(STR("\xFF"), STR("a")) > 0 && str_cmp(STR_NONE, STR("")) == 0);
	CHECK(str_starts(STR("abc"), STR("ab")) && str_starts(STR("abc"), STR_NONE));
	CHECK(!str_starts(STR("a"), STR("ab")) && str_starts_nocase(STR("ABC"), STR("ab")));
	CHECK(str_ends(STR("abc"), STR("bc")) && !str_ends(STR("c"), STR("bc")));
}

static void check_finding(void)
{
	CHECK(str_find(STR("abcabc"), STR("bc"), 0) == 1 && str_find(STR("abcabc"), STR("bc"), 2) == 4);
	CHECK(str_find(STR("abc"), STR("x"), 0) == -1 && str_find(STR("abc"), STR("a"), 9) == -1);
	CHECK(str_find(STR("abc"), STR(""), 3) == 3);
	CHECK(str_find(STR_NONE, STR("a"), 0) == -1 && str_find(STR_NONE, STR_NONE, 0) == 0);
	CHECK(str_find_nocase(STR("xABC"), STR("abc"), 0) == 1 && str_find_nocase(STR("ab"), STR("abc"), 0) == -1);
	CHECK(str_find_char(STR("abc"), 'c', 0) == 2 && str_find_char(STR("abc"), 'c', 3) == -1);
	CHECK(str_find_char(STR_NONE, 'c', 0) == -1);
}

static void check_counting(void)
{
	char bytes[9000]; /* more steps of sixteen than a byte counts to */
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = i % 7 ? 'x' : '\n';
	for (size_t len = 0; len < sizeof bytes; len += len < 100 ? 1 : 997) {
		CHECK(str_count_char((struct str){ bytes, len }, '\n') == (len + 6) / 7);
		CHECK(str_count_char((struct str){ bytes, len }, 'x') == len - (len + 6) / 7);
	}
	memset(bytes, 'x', sizeof bytes);
	CHECK(str_count_char((struct str){ bytes, sizeof bytes }, 'x') == sizeof bytes && str_count_char(STR_NONE, 'x') == 0);
}

static void check_cutting(void)
{
	CHECK_STR(str_sub(STR("abc"), 1, 2), "b");
	CHECK_STR(str_sub(STR("abc"), 1, 99), "bc");
	CHECK_STR(str_sub(STR("abc"), 9, 99), "");
	CHECK_STR(str_sub(STR("abc"), 2, 1), "");
	CHECK_STR(str_trim(STR(" \t\r\n a b \v\f")), "a b");
	CHECK_STR(str_trim(STR("   ")), "");
	struct str rest = STR(",,a,b;c,"), token;
	CHECK(str_token(&rest, ",;", &token) && str_eq_c(token, "a"));
	CHECK(str_token(&rest, ",;", &token) && str_eq_c(token, "b"));
	CHECK(str_token(&rest, ",;", &token) && str_eq_c(token, "c"));
	CHECK(!str_token(&rest, ",;", &token));
	rest = (struct str){ "a\0b", 3 }; /* a NUL separates nothing */
	CHECK(str_token(&rest, ",", &token) && token.len == 3);
	CHECK(str_has_word(STR("ab  c\nd"), STR("c")) && !str_has_word(STR("ab"), STR("a")));
}

static void check_numbers(void)
{
	long v = 7;
	CHECK(str_parse_long(STR(" -12 "), &v) && v == -12);
	CHECK(str_parse_long(STR("+0"), &v) && v == 0);
	v = 7;
	CHECK(!str_parse_long(STR("1a"), &v) && !str_parse_long(STR(""), &v) && !str_parse_long(STR("-"), &v));
	CHECK(!str_parse_long(STR("99999999999999999999"), &v) && v == 7);
}

int main(void)
{
	check_comparing();
	check_finding();
	check_counting();
	check_cutting();
	check_numbers();
	CHECK(ch_space('\v') && !ch_space('\0') && ch_alnum('z') && !ch_alnum('\xE4') && ch_upper('a') == 'A');
	return 0;
}
