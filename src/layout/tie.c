/* tie.c - looks at the one character before the space and at the one behind. */
#include "layout/tie.h"

#include "base/utf8.h"

/* Czech, Slovak and Polish leave no preposition of one letter at a line's end (ČSN 01 6910 and its like). */
static bool ties_letters(struct str lang)
{
	return lang.len >= 2 && (lang.len == 2 || lang.p[2] == '-') &&
	       (str_starts_nocase(lang, STR("cs")) || str_starts_nocase(lang, STR("sk")) || str_starts_nocase(lang, STR("pl")));
}

/* A sign that stands alone between spaces, and what it says of the number behind it. */
static enum tie of_sign(uint32_t c)
{
	switch (c) {
	case '<': case '>': case '~': case '#': case 0xB1: case 0x2248: case 0x2264: case 0x2265: case 0xA7:
		return TIE_FAST; /* less than, about, at most, section … */
	case '=': case '+': case 0xD7: case 0xF7: case 0x2212: case 0x2260: case 0x2192:
		return TIE_LOOSE; /* a sum breaks before its signs */
	}
	return TIE_NONE;
}

enum tie tie_at(struct str text, size_t from, size_t to, struct str lang)
{
	if (from == 0 || to >= text.len || to - from != 1)
		return TIE_NONE;
	size_t at = from;
	uint32_t c = utf8_decode_back(text, &at);
	if (at > 0 && text.p[at - 1] != ' ' && text.p[at - 1] != '(')
		return TIE_NONE; /* no character by itself */
	if (ch_digit(text.p[to]) || text.p[to] == '$')
		return of_sign(c);
	if (c < 0x80 && ch_alpha((char)c) && ties_letters(lang))
		return TIE_FAST;
	return of_sign(c) == TIE_LOOSE ? TIE_LOOSE : TIE_NONE;
}
