/* unicode_cluster.c - grapheme clusters (UAX #29), and the columns that they take on a character grid
 * (UAX #11): the rules written out over ICU's properties of characters. Most of a text is ASCII and
 * signs to which nothing clings; both are known by their bytes. */
#include "base/unicode.h"

#include "base/bytes16.h"
#include "base/icu_data.h"
#include "base/utf8.h"

#include <unicode/uchar.h>

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

/* ---- clusters --------------------------------------------------------------------------- */

static int cluster_class(uint32_t c)
{
	if (c < 0x300 && c != 0xAD && c >= ' ' && (c < 0x7F || c >= 0xA0))
		return U_GCB_OTHER;
	return u_getIntPropertyValue((UChar32)c, UCHAR_GRAPHEME_CLUSTER_BREAK);
}

/* Which signs are pictures stands in ICU's data; what is surely none need not be looked up there. */
static bool is_pictographic(uint32_t c)
{
	static const uint32_t none[][2] = {
		{ 0x204A, 0x2121 }, { 0x219A, 0x21A8 }, { 0x21AB, 0x2319 }, { 0x2500, 0x25A9 },
		{ 0x25AC, 0x25B5 }, { 0x25B7, 0x25BF }, { 0x25C1, 0x25FA }, { 0x329A, 0x1EFFF },
	};
	if (c < 0x203C || c == 0x25B6 || c == 0x25C0) /* the last: drawings' arrowheads */
		return c == 0xA9 || c == 0xAE || c >= 0x203C;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (c >= none[i][0] && c <= none[i][1])
			return false;
	icu_data_need();
	return u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC);
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
	icu_data_need();
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
