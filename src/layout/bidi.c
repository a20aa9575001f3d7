/* bidi.c - the only file that knows FriBidi. Text without a right-to-left letter never asks it. */
#include "layout/bidi.h"

#include "base/utf8.h"

#include <fribidi.h>
#include <stdlib.h>

/* Whether any character may be of a right-to-left script or a direction control. */
static bool has_rtl(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c < 0xD6)
			continue;
		if (c < 0xE0) { /* U+0590 … U+07FF */
			if (c > 0xD6 || (i + 1 < text.len && (unsigned char)text.p[i + 1] >= 0x90))
				return true;
			continue;
		}
		size_t at = i;
		uint32_t cp = utf8_decode(text, &at);
		if ((cp >= 0x800 && cp < 0x900) || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
		    (cp >= 0x2066 && cp <= 0x2069) || (cp >= 0xFB1D && cp <= 0xFDFF) ||
		    (cp >= 0xFE70 && cp <= 0xFEFE) || (cp >= 0x10800 && cp < 0x11000) ||
		    (cp >= 0x1E800 && cp < 0x1F000))
			return true;
		i = at - 1;
	}
	return false;
}

const unsigned char *bidi_levels(struct str text, bool *rtl, bool search, struct arena *arena)
{
	if (!*rtl && !has_rtl(text))
		return NULL;
	size_t n = utf8_count(text);
	if (n == 0 || n > 1 << 20)
		return NULL;
	FriBidiChar *chars = mem_alloc(mem_product(n, sizeof *chars));
	FriBidiCharType *types = mem_alloc(mem_product(n, sizeof *types));
	FriBidiBracketType *brackets = mem_alloc(mem_product(n, sizeof *brackets));
	FriBidiLevel *levels = mem_alloc(mem_product(n, sizeof *levels));
	size_t k = 0;
	for (size_t at = 0; at < text.len;)
		chars[k++] = utf8_decode(text, &at);
	FriBidiStrIndex count = (FriBidiStrIndex)n;
	fribidi_get_bidi_types(chars, count, types);
	fribidi_get_bracket_types(chars, count, types, brackets);
	FriBidiParType base = search ? (*rtl ? FRIBIDI_PAR_WRTL : FRIBIDI_PAR_WLTR)
				     : *rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	unsigned char *out = NULL;
	if (fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, levels) != 0) {
		out = (unsigned char *)arena_bytes(arena, text.len + 1);
		*rtl = FRIBIDI_IS_RTL(base);
		k = 0;
		for (size_t at = 0; at < text.len; k++) {
			size_t from = at;
			utf8_decode(text, &at);
			memset(out + from, levels[k], at - from);
		}
		out[text.len] = *rtl;
	}
	free(chars);
	free(types);
	free(brackets);
	free(levels);
	return out;
}

void bidi_order(const unsigned char *levels, size_t n, size_t *order)
{
	unsigned char highest = 0, lowest_odd = 255;
	for (size_t i = 0; i < n; i++) {
		order[i] = i;
		if (levels[i] > highest)
			highest = levels[i];
		if ((levels[i] & 1) && levels[i] < lowest_odd)
			lowest_odd = levels[i];
	}
	for (int level = highest; level >= lowest_odd; level--)
		for (size_t i = 0; i < n; i++) {
			size_t j = i;
			while (j < n && levels[order[j]] >= level)
				j++;
			for (size_t a = i, b = j; a + 1 < b;) {
				size_t t = order[a];
				order[a++] = order[--b];
				order[b] = t;
			}
			if (j > i)
				i = j - 1;
		}
}
