/* words.c - counting words without dictionaries: what people call "12,000 words". */
#include "base/bytes16.h"
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

/* Of a character beyond ASCII. */
static enum word_class classify(uint32_t c)
{
	if (in_ranges(c, whole_word, sizeof whole_word / sizeof *whole_word))
		return WORD_WHOLE;
	return in_ranges(c, no_word, sizeof no_word / sizeof *no_word) ? WORD_NONE : WORD_PART;
}

/* What ASCII's characters are to a word. */
enum { PART = 1, JOINS = 2 };
static const unsigned char ascii[128] = {
	['0'] = PART, PART, PART, PART, PART, PART, PART, PART, PART, PART,
	['A'] = PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART,
	PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART,
	['a'] = PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART,
	PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART, PART,
	['\''] = JOINS, ['.'] = JOINS, [','] = JOINS, ['_'] = JOINS, [':'] = JOINS,
};

/* Where the counting stands. A mark joins the letters on both sides: don't, 3.14, 1,000, foo_bar. */
struct count {
	size_t words;
	unsigned inside;  /* 1: the last character was part of a word */
	unsigned joining; /* 1: … and a joining mark came after it */
};

static void count_wide(struct count *n, uint32_t c)
{
	enum word_class class = classify(c);
	bool joins = c == 0xB7 || c == 0x2019;
	n->words += class == WORD_WHOLE || (class == WORD_PART && !n->inside && !n->joining);
	n->joining = class == WORD_NONE && n->inside && joins;
	n->inside = class == WORD_PART;
}

/* Sixteen at a time, from `at` on, as far as they are ASCII; returns where that is. Bit i of a set stands for
 * the byte at i. */
static size_t count_ascii16(struct count *n, struct str text, size_t at)
{
	for (; at + sizeof(bytes16) <= text.len; at += sizeof(bytes16)) {
		bytes16 v = bytes16_at(text.p + at), folded = v | ('a' ^ 'A');
		if (bytes16_any(v))
			break;
		unsigned part = bytes16_bits((bytes16)(((folded - 'a') <= 'z' - 'a') | ((v - '0') <= 9)));
		unsigned joins = bytes16_bits((bytes16)((v == '\'') | (v == '.') | (v == ',') | (v == '_') | (v == ':')));
		unsigned behind_part = part << 1 | n->inside, joining = joins & behind_part;
		n->words += (size_t)__builtin_popcount(part & ~(behind_part | joining << 1 | n->joining));
		n->inside = part >> 15;
		n->joining = joining >> 15;
	}
	return at;
}

/* ASCII from `at` on; returns where it ends. Without a branch for what a letter is followed by: nobody
 * can guess where words end. */
static size_t count_ascii(struct count *n, struct str text, size_t at)
{
	at = count_ascii16(n, text, at);
	size_t words = n->words;
	unsigned inside = n->inside, joining = n->joining;
	for (unsigned char c; at < text.len && (c = (unsigned char)text.p[at]) < sizeof ascii; at++) {
		unsigned part = ascii[c] & PART, joins = ascii[c] / JOINS;
		words += part & ~(inside | joining);
		joining = joins & inside;
		inside = part;
	}
	*n = (struct count){ words, inside, joining };
	return at;
}

static void count_words(struct count *n, struct str text)
{
	for (size_t at = 0; (at = count_ascii(n, text, at)) < text.len;)
		count_wide(n, utf8_decode(text, &at));
}

size_t doc_words(struct str text)
{
	struct count n = { 0 };
	count_words(&n, text);
	return n.words;
}

size_t node_words(const struct node *root)
{
	struct count n = { 0 };
	for (struct walk w = walk_begin(root); walk_next(&w);) {
		if (w.step != WALK_ENTER)
			continue;
		if (!node_is_inline(w.node))
			n.inside = n.joining = 0;
		count_words(&n, node_own_text(w.node));
	}
	return n.words;
}
