/* unicode.c - characters' properties, from ICU's tables alone: its iterators, locales and data
 * files stay closed, since opening them costs every run a millisecond or more. Clusters and line
 * breaks are the rules of UAX #29 and #14 written out over those properties. */
#include "base/unicode.h"

#include "base/bytes16.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/utext.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* ---- width ------------------------------------------------------------------------------ */

/* Dashes, quotes, bullets, arrows, operators, box drawing: signs that texts are full of, one column wide,
 * with nothing to say of what stands beside them. */
static bool is_plain_sign(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || (c >= 0x2190 && c <= 0x22FF) ||
	       (c >= 0x2500 && c < 0x25A0);
}

int unicode_width(uint32_t c)
{
	if (c < 0x7F)
		return c >= ' ';
	if (c < 0x300)
		return c >= 0xA0 && c != 0xAD;
	if (is_plain_sign(c))
		return 1;
	if ((c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF))
		return 0; /* vowels and finals of a Hangul syllable stand in its first letter's cell */
	uint32_t category = U_GET_GC_MASK((UChar32)c);
	if (category & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK))
		return 0;
	int wide = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
	return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

/* ---- clusters (UAX #29) ------------------------------------------------------------------ */

static int cluster_class(uint32_t c)
{
	if (c < 0x300 && c != 0xAD && c >= ' ' && (c < 0x7F || c >= 0xA0))
		return U_GCB_OTHER;
	return u_getIntPropertyValue((UChar32)c, UCHAR_GRAPHEME_CLUSTER_BREAK);
}

static bool is_pictographic(uint32_t c)
{
	return c >= 0xA9 && u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

/* GB3 to GB9b: whether two neighbours belong together whatever stands before them. */
static bool clings(int a, int b)
{
	if (a == U_GCB_CR && b == U_GCB_LF)
		return true;
	if (a == U_GCB_CR || a == U_GCB_LF || a == U_GCB_CONTROL || b == U_GCB_CR || b == U_GCB_LF ||
	    b == U_GCB_CONTROL)
		return false;
	if (a == U_GCB_L && (b == U_GCB_L || b == U_GCB_V || b == U_GCB_LV || b == U_GCB_LVT))
		return true;
	if ((a == U_GCB_LV || a == U_GCB_V) && (b == U_GCB_V || b == U_GCB_T))
		return true;
	if ((a == U_GCB_LVT || a == U_GCB_T) && b == U_GCB_T)
		return true;
	return b == U_GCB_EXTEND || b == U_GCB_ZWJ || b == U_GCB_SPACING_MARK || a == U_GCB_PREPEND;
}

/* GB9c: a consonant of the scripts that write conjuncts with a virama. */
static bool is_conjunct_consonant(uint32_t c)
{
	if (c < 0x900 || c > 0xDFF)
		return false;
	if ((c >= 0xA00 && c < 0xA80) || (c >= 0xB80 && c < 0xC00) || (c >= 0xC80 && c < 0xD00) || c >= 0xD80)
		return false; /* Gurmukhi, Tamil, Kannada and Sinhala do not */
	return u_getIntPropertyValue((UChar32)c, UCHAR_INDIC_SYLLABIC_CATEGORY) == U_INSC_CONSONANT;
}

static bool is_virama(uint32_t c)
{
	return c >= 0x94D && c <= 0xD4D && (c & 0x7F) == 0x4D;
}

/* A sign of three bytes, to which nothing but a mark can cling. */
static bool is_sign_at(struct str s, size_t at)
{
	if (at + 3 > s.len || s.p[at] != '\xE2')
		return false;
	unsigned second = (unsigned char)s.p[at + 1] ^ 0x80u, third = (unsigned char)s.p[at + 2] ^ 0x80u;
	return second < 0x40 && third < 0x40 && is_plain_sign(0x2000 | second << 6 | third);
}

/* Such a sign that nothing clings to. */
static bool is_lone_sign(struct str s, size_t at)
{
	return is_sign_at(s, at) && (at + 3 == s.len || (unsigned char)s.p[at + 3] < 0x80 || is_sign_at(s, at + 3));
}

size_t unicode_cluster_end(struct str s, size_t at)
{
	unsigned char first = (unsigned char)s.p[at];
	if (first >= ' ' && first < 0x7F && (at + 1 == s.len || (unsigned char)s.p[at + 1] < 0x80))
		return at + 1;
	if (is_lone_sign(s, at))
		return at + 3;
	uint32_t c = utf8_decode(s, &at);
	int class = cluster_class(c);
	int flags = class == U_GCB_REGIONAL_INDICATOR; /* an odd number of them so far */
	bool emoji = is_pictographic(c);	       /* a picture and only extenders behind it */
	int conjunct = is_conjunct_consonant(c);       /* 2: and a virama behind it */
	while (at < s.len) {
		size_t next = at;
		uint32_t d = utf8_decode(s, &next);
		int then = cluster_class(d);
		bool join = clings(class, then) ||
			    (class == U_GCB_ZWJ && emoji && is_pictographic(d)) ||
			    (then == U_GCB_REGIONAL_INDICATOR && flags == 1) ||
			    (conjunct == 2 && is_conjunct_consonant(d));
		if (!join)
			break;
		if (is_virama(d) && conjunct)
			conjunct = 2;
		else if (then != U_GCB_EXTEND && then != U_GCB_ZWJ)
			conjunct = is_conjunct_consonant(d);
		flags = then == U_GCB_REGIONAL_INDICATOR ? flags + 1 : flags * 2;
		if (then != U_GCB_EXTEND && then != U_GCB_ZWJ)
			emoji = is_pictographic(d);
		class = then;
		at = next;
	}
	return at;
}

size_t unicode_cluster_columns(struct str cluster)
{
	if (cluster.len == 3 && is_sign_at(cluster, 0))
		return 1;
	size_t columns = 0, at = 0, n = 0;
	bool emoji = false, wide = false;
	while (at < cluster.len) {
		uint32_t c = utf8_decode(cluster, &at);
		if (n++ == 0)
			emoji = is_pictographic(c) || (c >= 0x1F1E6 && c <= 0x1F1FF);
		else if (c == 0xFE0F || c == 0x20E3 || c == 0x200D || (c >= 0x1F3FB && c <= 0x1F3FF) ||
			 (c >= 0x1F1E6 && c <= 0x1F1FF))
			wide = emoji || c == 0x20E3;
		columns += (size_t)unicode_width(c);
	}
	return wide ? 2 : columns;
}

/* How many bytes from `at` on are printable ASCII that nothing clings to. */
static size_t printable_run(struct str s, size_t at)
{
	size_t i = at;
	while (i + sizeof(bytes16) <= s.len) {
		bytes16 v = bytes16_at(s.p + i);
		size_t n = bytes16_first((bytes16)((v < ' ') | (v >= 0x7F)));
		i += n;
		if (n < sizeof v)
			break;
	}
	while (i < s.len && (unsigned char)s.p[i] >= ' ' && (unsigned char)s.p[i] < 0x7F)
		i++;
	bool clings = i < s.len && (unsigned char)s.p[i] >= 0x80 && !is_sign_at(s, i); /* perhaps */
	return i - at - (clings && i > at);
}

size_t unicode_columns(struct str s)
{
	size_t columns = 0;
	for (size_t at = 0; at < s.len;) {
		size_t printed = printable_run(s, at);
		at += printed;
		columns += printed;
		if (at == s.len)
			break;
		if (is_lone_sign(s, at)) {
			columns++;
			at += 3;
			continue;
		}
		unsigned char c = (unsigned char)s.p[at];
		if (c < 0x80 && (at + 1 == s.len || (unsigned char)s.p[at + 1] < 0x80)) {
			columns += c == '\t' || (c >= ' ' && c < 0x7F);
			at++;
			continue;
		}
		size_t end = unicode_cluster_end(s, at);
		columns += unicode_cluster_columns(str_sub(s, at, end));
		at = end;
	}
	return columns;
}

size_t unicode_fit(struct str s, size_t columns)
{
	size_t at = 0;
	while (at < s.len) {
		size_t end = unicode_cluster_end(s, at);
		size_t wide = unicode_cluster_columns(str_sub(s, at, end));
		if (wide > columns)
			break;
		columns -= wide;
		at = end;
	}
	return at;
}

/* ---- line breaks (UAX #14) --------------------------------------------------------------- */

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
	if (b == U_LB_E_MODIFIER && is_pictographic(st->base) && u_charType((UChar32)st->base) == U_UNASSIGNED)
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

/* ---- categories ---------------------------------------------------------------------------- */

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

/* ---- normal forms ---------------------------------------------------------------------------- */

static uint32_t take_utf16(const UChar *s, int32_t *i, int32_t n)
{
	uint32_t c = s[(*i)++];
	if ((c & 0xFC00) == 0xD800 && *i < n && (s[*i] & 0xFC00) == 0xDC00)
		c = 0x10000 + ((c & 0x3FF) << 10) + (s[(*i)++] & 0x3FFu);
	return c;
}

uint32_t unicode_base(uint32_t c)
{
	if (c < 0xC0)
		return c;
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
	UChar parts[20];
	int32_t n = U_SUCCESS(error) ? unorm2_getDecomposition(nfc, (UChar32)c, parts, 20, &error) : -1;
	if (U_FAILURE(error) || n < 1)
		return c;
	int32_t i = 0;
	return take_utf16(parts, &i, n);
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* s in NFC as UTF-16 on the heap; names are short, so a copy is no matter. */
static UChar *utf16_nfc(struct str s, int32_t *n)
{
	size_t cap = s.len * 3 + 16; /* NFC grows UTF-16 by at most three */
	UChar *raw = mem_alloc(mem_product(cap, sizeof *raw)), *done = mem_alloc(mem_product(cap, sizeof *done));
	UErrorCode error = U_ZERO_ERROR;
	int32_t len = 0;
	u_strFromUTF8WithSub(raw, (int32_t)cap, &len, s.p, (int32_t)s.len, UTF8_REPLACEMENT, NULL, &error);
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
	*n = unorm2_normalize(nfc, raw, len, done, (int32_t)cap, &error);
	if (U_FAILURE(error)) {
		memcpy(done, raw, (size_t)len * sizeof *raw);
		*n = len;
	}
	free(raw);
	return done;
}

static void put_utf16(struct buf *b, const UChar *s, int32_t n)
{
	for (int32_t i = 0; i < n;)
		buf_put_utf8(b, take_utf16(s, &i, n));
}

void unicode_put_nfc(struct buf *b, struct str s)
{
	if (is_ascii(s)) {
		buf_put_str(b, s);
		return;
	}
	int32_t n;
	UChar *done = utf16_nfc(s, &n);
	put_utf16(b, done, n);
	free(done);
}

void unicode_put_compatible(struct buf *b, struct str s)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&error);
	int32_t n;
	UChar *from = utf16_nfc(s, &n);
	int32_t cap = 18 * n + 1; /* U+FDFA becomes eighteen */
	UChar *to = mem_alloc(mem_product((size_t)cap, sizeof *to));
	int32_t len = U_SUCCESS(error) ? unorm2_normalize(nfkc, from, n, to, cap, &error) : 0;
	put_utf16(b, U_SUCCESS(error) ? to : from, U_SUCCESS(error) ? len : n);
	free(from);
	free(to);
}

void unicode_put_folded(struct buf *b, struct str s)
{
	if (is_ascii(s)) {
		for (size_t i = 0; i < s.len; i++)
			buf_putc(b, ch_lower(s.p[i]));
		return;
	}
	int32_t n;
	UChar *done = utf16_nfc(s, &n);
	UErrorCode error = U_ZERO_ERROR;
	int32_t cap = 3 * n + 16;
	UChar *folded = mem_alloc(mem_product((size_t)cap, sizeof *folded));
	int32_t len = u_strFoldCase(folded, cap, done, n, U_FOLD_CASE_DEFAULT, &error);
	put_utf16(b, U_SUCCESS(error) ? folded : done, U_SUCCESS(error) ? len : n);
	free(folded);
	free(done);
}

bool unicode_put_host(struct buf *b, struct str host)
{
	enum { LONGEST = 255 };
	char name[LONGEST + 1];
	UErrorCode error = U_ZERO_ERROR;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	if (host.len > LONGEST)
		return false;
	UIDNA *rules = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII, &error);
	int32_t n = uidna_nameToASCII_UTF8(rules, host.p, (int32_t)host.len, name, sizeof name, &info, &error);
	uidna_close(rules);
	if (U_FAILURE(error) || info.errors || n <= 0 || n > LONGEST)
		return false;
	buf_put_str(b, (struct str){ name, (size_t)n });
	return true;
}
