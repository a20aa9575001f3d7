/* unicode_break.c - where lines may break (UAX #14): its rules written out over ICU's classes of
 * characters, which is a state and the class of the next character. ICU's iterator, dear to open, is
 * asked only where dictionaries tell words apart. */
#include "base/unicode.h"

#include "base/icu_data.h"
#include "base/utf8.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

/* LB1: ambiguous, unknown and complex letters find a class that has rules. */
static int break_class(uint32_t c)
{
	if (c < 0x80 && ch_alpha((char)c))
		return U_LB_ALPHABETIC;
	int class = u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK);
	switch (class) {
	case U_LB_AMBIGUOUS:
	case U_LB_SURROGATE:
	case U_LB_UNKNOWN:
		return U_LB_ALPHABETIC;
	case U_LB_COMPLEX_CONTEXT:
		return unicode_is_mark(c) ? U_LB_COMBINING_MARK : U_LB_ALPHABETIC;
	case U_LB_CONDITIONAL_JAPANESE_STARTER:
		return U_LB_NONSTARTER;
	default:
		return class;
	}
}

static bool lb_letter(int a) { return a == U_LB_ALPHABETIC || a == U_LB_HEBREW_LETTER; }
static bool lb_ideograph(int a) { return a == U_LB_IDEOGRAPHIC || a == U_LB_E_BASE || a == U_LB_E_MODIFIER; }
static bool lb_close(int a) { return a == U_LB_CLOSE_PUNCTUATION || a == U_LB_CLOSE_PARENTHESIS; }
static bool lb_money(int a) { return a == U_LB_PREFIX_NUMERIC || a == U_LB_POSTFIX_NUMERIC; }
static bool lb_hard(int a)
{
	return a == U_LB_MANDATORY_BREAK || a == U_LB_CARRIAGE_RETURN || a == U_LB_LINE_FEED || a == U_LB_NEXT_LINE;
}
static bool lb_syllable(int a) { return a == U_LB_JL || a == U_LB_JV || a == U_LB_JT || a == U_LB_H2 || a == U_LB_H3; }

/* Rules 25 to 27: numbers and Korean syllables. */
static bool pair_numbers(int a, int b)
{
	if ((lb_close(a) || a == U_LB_NUMERIC) && lb_money(b))
		return true;
	if (lb_money(a) && (b == U_LB_OPEN_PUNCTUATION || b == U_LB_NUMERIC))
		return true;
	if (b == U_LB_NUMERIC && (a == U_LB_HYPHEN || a == U_LB_INFIX_NUMERIC || a == U_LB_NUMERIC || a == U_LB_BREAK_SYMBOLS))
		return true;
	if (a == U_LB_JL && (b == U_LB_JL || b == U_LB_JV || b == U_LB_H2 || b == U_LB_H3))
		return true;
	if ((a == U_LB_JV || a == U_LB_H2) && (b == U_LB_JV || b == U_LB_JT))
		return true;
	if ((a == U_LB_JT || a == U_LB_H3) && b == U_LB_JT)
		return true;
	return (lb_syllable(a) && b == U_LB_POSTFIX_NUMERIC) || (a == U_LB_PREFIX_NUMERIC && lb_syllable(b));
}

/* Rules 19 to 30b without those that look further than two characters: whether they stay together. */
static bool pair_stays(int a, int b)
{
	if (a == U_LB_QUOTATION || b == U_LB_QUOTATION)
		return true;
	if (a == U_LB_CONTINGENT_BREAK || b == U_LB_CONTINGENT_BREAK)
		return false;
	if (b == U_LB_BREAK_AFTER || b == U_LB_HYPHEN || b == U_LB_NONSTARTER || a == U_LB_BREAK_BEFORE)
		return true;
	if (b == U_LB_INSEPARABLE || (a == U_LB_BREAK_SYMBOLS && b == U_LB_HEBREW_LETTER))
		return true;
	if ((lb_letter(a) && b == U_LB_NUMERIC) || (a == U_LB_NUMERIC && lb_letter(b)))
		return true;
	if ((a == U_LB_PREFIX_NUMERIC && lb_ideograph(b)) || (lb_ideograph(a) && b == U_LB_POSTFIX_NUMERIC))
		return true;
	if ((lb_money(a) && lb_letter(b)) || (lb_letter(a) && lb_money(b)))
		return true;
	if (pair_numbers(a, b))
		return true;
	if ((lb_letter(a) || a == U_LB_INFIX_NUMERIC) && lb_letter(b))
		return true;
	return a == U_LB_E_BASE && b == U_LB_E_MODIFIER;
}

struct break_state {
	int a;	       /* class of the last character that is no space and no mark */
	uint32_t base; /* that character */
	bool spaces;   /* between it and here */
	bool joiner;   /* the last character is U+200D */
	int flags;     /* regional indicators in a row */
	bool hebrew_hyphen;
	bool leading_hyphen; /* a hyphen at the start of a word: -x stays together, as in ICU and 15.1 */
};

static bool is_east_asian(uint32_t c)
{
	int w = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
	return w == U_EA_WIDE || w == U_EA_FULLWIDTH || w == U_EA_HALFWIDTH;
}

/* LB30b: kept free for a picture that a modifier may follow. */
static bool is_future_emoji(uint32_t c)
{
	if (u_charType((UChar32)c) != U_UNASSIGNED)
		return false;
	icu_data_need();
	return u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

/* Rules 11 to 31 before a character of class b. */
static bool may_break(const struct break_state *st, int b, uint32_t c)
{
	int a = st->a;
	if (b == U_LB_WORD_JOINER || (a == U_LB_WORD_JOINER && !st->spaces))
		return false;
	if (a == U_LB_GLUE && !st->spaces)
		return false;
	if (b == U_LB_GLUE && !st->spaces && a != U_LB_BREAK_AFTER && a != U_LB_HYPHEN)
		return false;
	if (lb_close(b) || b == U_LB_EXCLAMATION || b == U_LB_INFIX_NUMERIC || b == U_LB_BREAK_SYMBOLS)
		return false;
	if (a == U_LB_OPEN_PUNCTUATION || (a == U_LB_QUOTATION && b == U_LB_OPEN_PUNCTUATION))
		return false;
	if ((lb_close(a) && b == U_LB_NONSTARTER) || (a == U_LB_BREAK_BOTH && b == U_LB_BREAK_BOTH))
		return false;
	if (st->spaces)
		return true;
	if (pair_stays(a, b) || st->hebrew_hyphen || (st->leading_hyphen && b == U_LB_ALPHABETIC))
		return false;
	if ((lb_letter(a) || a == U_LB_NUMERIC) && b == U_LB_OPEN_PUNCTUATION)
		return is_east_asian(c);
	if (a == U_LB_CLOSE_PARENTHESIS && (lb_letter(b) || b == U_LB_NUMERIC))
		return is_east_asian(st->base);
	if (b == U_LB_E_MODIFIER && is_future_emoji(st->base))
		return false;
	return !(b == U_LB_REGIONAL_INDICATOR && st->flags % 2 == 1);
}

/* Takes the character into the state. */
static void break_take(struct break_state *st, int b, uint32_t c)
{
	bool hyphen = b == U_LB_HYPHEN || b == U_LB_BREAK_AFTER;
	st->hebrew_hyphen = hyphen && st->a == U_LB_HEBREW_LETTER && !st->spaces;
	st->leading_hyphen = (b == U_LB_HYPHEN || c == 0x2010) &&
			     (st->a < 0 || st->spaces || st->a == U_LB_ZWSPACE || st->a == U_LB_CONTINGENT_BREAK);
	st->flags = b == U_LB_REGIONAL_INDICATOR ? (st->spaces ? 1 : st->flags + 1) : 0;
	st->a = b;
	st->base = c;
	st->spaces = false;
}

static enum break_mark break_before(struct break_state *st, int b, uint32_t c)
{
	bool start = st->a < 0;
	bool mark = b == U_LB_COMBINING_MARK || b == U_LB_ZWJ;
	bool joined = st->joiner;
	st->joiner = b == U_LB_ZWJ;
	if (!start && lb_hard(st->a) && !(st->a == U_LB_CARRIAGE_RETURN && b == U_LB_LINE_FEED && !st->spaces)) {
		*st = (struct break_state){ .a = -1, .joiner = b == U_LB_ZWJ };
		if (b == U_LB_SPACE)
			st->a = U_LB_ALPHABETIC, st->spaces = true;
		else
			break_take(st, mark ? U_LB_ALPHABETIC : b, c);
		return BREAK_MUST;
	}
	if (b == U_LB_SPACE) {
		if (start)
			st->a = U_LB_ALPHABETIC;
		st->spaces = true;
		return BREAK_NO;
	}
	if (mark && !start && !st->spaces && st->a != U_LB_ZWSPACE)
		return BREAK_NO; /* LB9: belongs to what stands before it */
	if (mark)
		b = U_LB_ALPHABETIC;
	bool may = !start && !lb_hard(b) && b != U_LB_ZWSPACE &&
		   (st->a == U_LB_ZWSPACE || (!(joined && !st->spaces) && may_break(st, b, c)));
	break_take(st, b, c);
	return may ? BREAK_MAY : BREAK_NO;
}

static bool is_complex(uint32_t c)
{
	return c >= 0xE00 && u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

/* Thai, Lao, Khmer, Burmese: words without spaces, which only ICU's dictionaries tell apart. Rare, so
 * that the iterator is opened for it alone. */
static void break_complex(struct str s, unsigned char *marks)
{
	UErrorCode error = U_ZERO_ERROR;
	icu_data_need();
	UBreakIterator *lines = ubrk_open(UBRK_LINE, "th", NULL, 0, &error);
	UText *text = utext_openUTF8(NULL, s.p, (int64_t)s.len, &error);
	if (U_SUCCESS(error))
		ubrk_setUText(lines, text, &error);
	for (int32_t at; U_SUCCESS(error) && (at = ubrk_next(lines)) != UBRK_DONE;) {
		size_t before = (size_t)at, after = (size_t)at;
		if (after == 0 || after >= s.len || !is_complex(utf8_decode_back(s, &before)) ||
		    !is_complex(utf8_decode(s, &after)))
			continue;
		marks[at] = BREAK_MAY;
	}
	utext_close(text);
	if (lines)
		ubrk_close(lines);
}

/* Between letters that a letter came before: nothing of the state but its base changes. */
static bool inside_word(const struct break_state *st)
{
	return st->a == U_LB_ALPHABETIC && !st->spaces && !st->joiner && !st->hebrew_hyphen &&
	       !st->leading_hyphen && !st->flags;
}

void unicode_line_breaks(struct str s, unsigned char *marks)
{
	memset(marks, BREAK_NO, s.len);
	struct break_state st = { .a = -1 };
	bool complex = false;
	for (size_t at = 0; at < s.len;) {
		size_t here = at;
		if (ch_alpha(s.p[at]) && inside_word(&st)) {
			while (at < s.len && ch_alpha(s.p[at]))
				at++;
			st.base = (unsigned char)s.p[at - 1];
			continue;
		}
		uint32_t c = utf8_decode(s, &at);
		marks[here] = (unsigned char)break_before(&st, break_class(c), c);
		complex = complex || is_complex(c);
	}
	if (complex)
		break_complex(s, marks);
	marks[s.len] = BREAK_MUST;
}
