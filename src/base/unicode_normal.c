/* unicode_normal.c - other spellings of the same text: its normal forms (UAX #15), without regard to
 * case, as a host's name on the net (UTS #46). ASCII is in all of them already. */
#include "base/unicode.h"

#include "base/icu_data.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

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
	icu_data_need();
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
	icu_data_need();
	UIDNA *rules = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII, &error);
	int32_t n = uidna_nameToASCII_UTF8(rules, host.p, (int32_t)host.len, name, sizeof name, &info, &error);
	uidna_close(rules);
	if (U_FAILURE(error) || info.errors || n <= 0 || n > LONGEST)
		return false;
	buf_put_str(b, (struct str){ name, (size_t)n });
	return true;
}
