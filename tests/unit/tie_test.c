/* tie_test.c - which spaces hold. */
#include "layout/tie.h"

#include "check.h"

/* Of the text's first space behind `before`. */
static enum tie tie(const char *text, const char *lang)
{
	struct str s = str_from_c(text);
	size_t at = (size_t)str_find(s, STR("_"), 0);
	char copy[80];
	memcpy(copy, s.p, s.len);
	copy[at] = ' ';
	return tie_at((struct str){ copy, s.len }, at, at + 1, str_from_c(lang));
}

int main(void)
{
	CHECK(tie("in <_5 ms", "en") == TIE_FAST);
	CHECK(tie("(\xE2\x89\xA4_5)", "en") == TIE_FAST);
	CHECK(tie("10 \xC3\x97_500", "en") == TIE_LOOSE);
	CHECK(tie("rate =_rate", "en") == TIE_LOOSE);
	CHECK(tie("a <_b", "en") == TIE_NONE);
	CHECK(tie("a<_5", "en") == TIE_NONE);
	CHECK(tie("5 <_", "en") == TIE_NONE);
	CHECK(tie("<_5", "") == TIE_FAST);
	CHECK(tie("kot w_butach", "pl") == TIE_FAST && tie("kot w_butach", "pl-PL") == TIE_FAST);
	CHECK(tie("kot w_butach", "en") == TIE_NONE && tie("kot w_butach", "pli") == TIE_NONE);
	CHECK(tie("kot we_butach", "pl") == TIE_NONE);
	CHECK(tie("_a", "pl") == TIE_NONE);
	return 0;
}
