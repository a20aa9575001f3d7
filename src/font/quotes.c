/* quotes.c - which typographic mark a typewritten one stands for, by the characters beside it in its word. */
#include "font/quotes.h"

#include <string.h>

enum { OPEN_ONE = 0x2018, CLOSE_ONE = 0x2019, OPEN_TWO = 0x201C, CLOSE_TWO = 0x201D };

static bool is_letter(uint32_t c)
{
	return c > 0x7F ? shape_script(c) != 0 : ch_alpha((char)c);
}

static bool is_digit(uint32_t c) { return c < 0x80 && ch_digit((char)c); }

/* Whether a quotation mark behind the character opens. */
static bool opens(uint32_t before)
{
	return before < 0x80 ? before == 0 || strchr("([{<-/=", (char)before)
			     : before == OPEN_ONE || before == OPEN_TWO || before == 0x2013 || before == 0x2014;
}

/* What ' stands for before the letters of a word that lost its beginning: 'tis, '90s. */
static bool is_elision(const hb_glyph_info_t *info, unsigned i, unsigned n)
{
	static const char *const words[] = { "tis", "twas", "em", "til", "cause", "n" };
	char rest[8] = "";
	unsigned len = 0;
	if (i + 1 < n && is_digit(info[i + 1].codepoint))
		return true;
	for (unsigned k = i + 1; k < n && is_letter(info[k].codepoint); k++) {
		if (len + 1 == sizeof rest || info[k].codepoint > 0x7F)
			return false;
		rest[len++] = ch_lower((char)info[k].codepoint);
	}
	for (size_t w = 0; w < sizeof words / sizeof *words; w++)
		if (strcmp(rest, words[w]) == 0)
			return true;
	return false;
}

/* Feet and inches: 6'2". */
static bool is_measure(const hb_glyph_info_t *info, unsigned n)
{
	unsigned i = 0;
	while (i < n && is_digit(info[i].codepoint))
		i++;
	return i > 0 && i + 1 < n && info[i].codepoint == '\'' && is_digit(info[i + 1].codepoint);
}

void quotes_curl(hb_buffer_t *buffer, const struct font_db *fonts, const struct shape_key *k)
{
	unsigned n;
	hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
	uint32_t before = k->features & SHAPE_INSIDE ? 'x' : 0;
	if (is_measure(info, n))
		return;
	for (unsigned i = 0; i < n; before = info[i++].codepoint) {
		uint32_t c = info[i].codepoint, curled = 0;
		bool within = i > 0 && i + 1 < n && is_letter(before) && is_letter(info[i + 1].codepoint);
		if (c == '\'' && (within || k->features & SHAPE_QUOTES))
			curled = opens(before) && !is_elision(info, i, n) ? OPEN_ONE : CLOSE_ONE;
		else if (c == '"' && k->features & SHAPE_QUOTES)
			curled = opens(before) ? OPEN_TWO : CLOSE_TWO;
		if (curled && font_glyph(fonts, k->face, curled))
			info[i].codepoint = curled;
	}
}
