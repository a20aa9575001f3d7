/* unicode.c - characters' categories and cases, from ICU's tables alone: here and in unicode_….c its
 * iterators, locales and data files stay closed, since opening them costs every run a millisecond or
 * more. */
#include "base/unicode.h"

#include <unicode/uchar.h>

static bool in_category(uint32_t c, uint32_t mask)
{
	return (U_GET_GC_MASK((UChar32)c) & mask) != 0;
}

bool unicode_is_space(uint32_t c)
{
	if (c < 0x80)
		return ch_space((char)c);
	return in_category(c, U_GC_ZS_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK) || c == 0x85;
}

bool unicode_is_punctuation(uint32_t c) { return in_category(c, U_GC_P_MASK); }
bool unicode_is_symbol(uint32_t c) { return in_category(c, U_GC_S_MASK); }
bool unicode_is_letter(uint32_t c) { return in_category(c, U_GC_L_MASK); }
bool unicode_is_mark(uint32_t c) { return in_category(c, U_GC_M_MASK); }
bool unicode_is_digit(uint32_t c) { return in_category(c, U_GC_ND_MASK); }
bool unicode_is_control(uint32_t c) { return in_category(c, U_GC_C_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK); }

bool unicode_is_ideograph(uint32_t c)
{
	if (c < 0xE00)
		return false;
	int class = u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK);
	return class == U_LB_IDEOGRAPHIC || class == U_LB_COMPLEX_CONTEXT ||
	       class == U_LB_CONDITIONAL_JAPANESE_STARTER;
}

uint32_t unicode_lower(uint32_t c) { return c < 0x80 ? (uint32_t)ch_lower((char)c) : (uint32_t)u_tolower((UChar32)c); }
uint32_t unicode_upper(uint32_t c) { return c < 0x80 ? (uint32_t)ch_upper((char)c) : (uint32_t)u_toupper((UChar32)c); }
