/* words.c - counting words without dictionaries: what people call "12,000 words". */
#include "base/utf8.h"
#include "doc/walk.h"

enum word_class { WORD_NONE, WORD_PART, WORD_WHOLE };

/* Code points that are no part of a word, above ASCII: spaces, punctuation, symbols, drawings.
 * Ranges in order. */
static const uint32_t no_word[][2] = {
	{ 0x80, 0xA9 },	    { 0xAB, 0xB1 },	{ 0xB4, 0xB4 },	    { 0xB6, 0xB8 },
	{ 0xBB, 0xBB },	    { 0xBF, 0xBF },	{ 0xD7, 0xD7 },	    { 0xF7, 0xF7 },
	{ 0x1680, 0x1680 }, { 0x2000, 0x206F }, { 0x207A, 0x207E }, { 0x208A, 0x208E },
	{ 0x20A0, 0x20CF }, { 0x2190, 0x2BFF }, { 0x2E00, 0x2E7F }, { 0x2FF0, 0x3004 },
	{ 0x3008, 0x3020 }, { 0x3030, 0x3030 }, { 0x303D, 0x303F }, { 0x30FB, 0x30FB },
	{ 0xFE10, 0xFE1F }, { 0xFE30, 0xFE6F }, { 0xFF01, 0xFF0F }, { 0xFF1A, 0xFF20 },
	{ 0xFF3B, 0xFF40 }, { 0xFF5B, 0xFF65 }, { 0xFFFC, 0xFFFD }, { 0x1F000, 0x1FAFF },
};

/* Scripts written without spaces: each character counts. */
static const uint32_t whole_word[][2] = {
	{ 0x2E80, 0x2FDF },   { 0x3005, 0x3007 },   { 0x3021, 0x3029 }, { 0x3041, 0x30FA },
	{ 0x30FC, 0x30FF },   { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF }, { 0xF900, 0xFAFF },
	{ 0x20000, 0x3FFFF },
};

static bool in_ranges(uint32_t c, const uint32_t (*ranges)[2], size_t n)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (c < ranges[mid][0])
			high = mid;
		else if (c > ranges[mid][1])
			low = mid + 1;
		else
			return true;
	}
	return false;
}

static enum word_class classify(uint32_t c)
{
	if (c < 0x80)
		return ch_alnum((char)c) ? WORD_PART : WORD_NONE;
	if (in_ranges(c, whole_word, sizeof whole_word / sizeof *whole_word))
		return WORD_WHOLE;
	return in_ranges(c, no_word, sizeof no_word / sizeof *no_word) ? WORD_NONE : WORD_PART;
}

static const bool alnum[256] = {
	['0'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['A'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['a'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};

/* Marks that join the letters on both sides: don't, 3.14, 1,000, foo_bar. */
static bool joins(uint32_t c)
{
	return c == '\'' || c == '.' || c == ',' || c == '_' || c == ':' || c == 0xB7 || c == 0x2019;
}

/* Letters and digits from `at` on: most words are nothing else. */
static size_t plain_run(struct str text, size_t at)
{
	while (at < text.len && alnum[(unsigned char)text.p[at]])
		at++;
	return at;
}

size_t doc_words(struct str text)
{
	size_t words = 0;
	bool inside = false;   /* the last character was part of a word */
	bool joining = false;  /* … and a joining mark came after it */
	for (size_t at = 0; at < text.len;) {
		size_t end = plain_run(text, at);
		if (end > at) {
			words += !inside && !joining;
			inside = true;
			joining = false;
			at = end;
			continue;
		}
		if (text.p[at] == ' ' || text.p[at] == '\n') {
			inside = joining = false;
			at++;
			continue;
		}
		uint32_t c = utf8_decode(text, &at);
		enum word_class class = classify(c);
		if (class == WORD_PART) {
			words += !inside && !joining;
			inside = true;
			joining = false;
		} else if (class == WORD_WHOLE) {
			words++;
			inside = joining = false;
		} else {
			joining = inside && joins(c);
			inside = false;
		}
	}
	return words;
}
