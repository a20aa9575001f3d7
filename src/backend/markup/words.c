/* words.c - text: escaped, with places to break in words longer than a narrow screen; addresses as
 * people write them; the marks of quotations by language. */
#include "backend/markup/elements.h"

#include "output/xml.h"

/* A word longer than this may not fit a line on a telephone, in the larger letters of a heading or in
 * those of the text. */
enum { LONG_IN_HEADING = 12, LONG_WORD = 24 };
/* One longer than this may not even fit a page; readers that do not know <wbr> (MuPDF, old ones) cut
 * it there, so it is parted by zero-width spaces, which all of them know: at its joints, and where it has
 * none for too long, so often that lines are filled. */
enum { ENDLESS_WORD = 36, PIECE = 8 };
/* No part at a joint is this short. */
enum { PART_LEAST = 4 };

/* Whether a line may end behind this character of a long word: where addresses, paths and names
 * have their joints. */
static bool is_joint(char c)
{
	return c != '\0' && strchr("/.-_?&=#%:;,+@~|\\", c) != NULL;
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

static bool continues(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t count_characters(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += !continues(s.p[i]);
	return n;
}

static void put_in_pieces(struct buf *b, struct str part, const char *place)
{
	size_t from = 0, run = 0;
	for (size_t i = 0; i < part.len; i++) {
		run += !continues(part.p[i]);
		if (run > PIECE) {
			xml_put_text(b, str_sub(part, from, i));
			buf_puts(b, place);
			from = i;
			run = 1;
		}
	}
	xml_put_text(b, str_sub(part, from, part.len));
}

static void put_long_word(struct buf *b, struct str word)
{
	bool endless = word.len > ENDLESS_WORD;
	const char *place = endless ? "\u200B" : "<wbr/>";
	for (size_t from = 0, i = 0; from < word.len; from = i) {
		for (i = from + PART_LEAST + 1; i + 2 < word.len; i++)
			if (is_joint(word.p[i - 1]) && !is_joint(word.p[i]))
				break;
		if (i + 2 >= word.len)
			i = word.len;
		struct str part = str_sub(word, from, i);
		if (from)
			buf_puts(b, place);
		if (endless && count_characters(part) > LONG_WORD)
			put_in_pieces(b, part, place);
		else
			xml_put_text(b, part);
	}
}

static bool parts_words(char c)
{
	return c == ' ' || c == '\n';
}

/* Where the first word of more than `most` bytes from `at` on begins, which is a word's beginning; the
 * text's length when there is none. Looked at from behind, a blank tells of all words before it. */
static size_t find_long_word(struct str text, size_t at, size_t most)
{
	while (at + most < text.len) {
		size_t blank = at + most + 1;
		while (blank > at && !parts_words(text.p[blank - 1]))
			blank--;
		if (blank == at)
			return at;
		at = blank;
	}
	return text.len;
}

static void put_words(struct buf *b, struct str text, size_t most)
{
	size_t from = 0;
	for (size_t word = 0, end; (word = find_long_word(text, word, most)) < text.len; word = end + 1) {
		for (end = word + most; end < text.len && !parts_words(text.p[end]);)
			end++;
		/* Bytes, not characters: words of other scripts that are no longer pass a second look. */
		if (is_ascii(text.p[word]) || is_ascii(text.p[end - 1])) {
			xml_put_text(b, str_sub(text, from, word));
			put_long_word(b, str_sub(text, word, end));
			from = end;
		}
	}
	xml_put_text(b, str_sub(text, from, text.len));
}

void markup_put_words(struct buf *b, struct str text)
{
	put_words(b, text, LONG_WORD);
}

void markup_put_title(struct buf *b, struct str text)
{
	put_words(b, text, LONG_IN_HEADING);
}

/* ---- addresses, quotations ---------------------------------------------------------------------- */

struct str markup_bare_url(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"), 0);
	struct str bare = at < 0 ? url : str_sub(url, (size_t)at + 3, url.len);
	if (bare.len && bare.p[bare.len - 1] == '/')
		bare.len--;
	return bare;
}

/* Opening and closing marks of a quotation, outer and inner. */
static const struct {
	const char *language;
	const char *marks[4];
} quote_marks[] = {
	{ "cs", { "„", "“", "‚", "‘" } },
	{ "de", { "„", "“", "‚", "‘" } },
	{ "es", { "«", "»", "“", "”" } },
	{ "fr", { "« ", " »", "“", "”" } },
	{ "it", { "«", "»", "“", "”" } },
	{ "ja", { "「", "」", "『", "』" } },
	{ "pl", { "„", "”", "«", "»" } },
	{ "ru", { "«", "»", "„", "“" } },
	{ "uk", { "«", "»", "„", "“" } },
	{ "zh", { "“", "”", "‘", "’" } },
	{ "", { "“", "”", "‘", "’" } },
};

const char *markup_quote_mark(const struct markup *m, int which)
{
	struct str language = str_sub(m->options->language, 0, 2);
	size_t i = 0;
	while (*quote_marks[i].language && !str_eq_c(language, quote_marks[i].language))
		i++;
	return quote_marks[i].marks[which];
}
