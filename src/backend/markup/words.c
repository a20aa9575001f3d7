/* words.c - text: escaped, with places to break in words longer than a narrow screen; addresses as
 * people write them; the marks of quotations by language. */
#include "backend/markup/elements.h"

#include "output/xml.h"

/* A word longer than this may not fit a line on a telephone, and some readers cut it. */
enum { LONG_WORD = 24 };
/* One longer than this may not even fit a page; readers that do not know <wbr> (MuPDF, old ones) cut
 * it there, so it is parted by zero-width spaces, which all of them know. */
enum { ENDLESS_WORD = 36 };

/* Whether a line may end behind this character of a long word: where addresses, paths and names
 * have their joints. */
static bool is_joint(char c)
{
	return c != '\0' && strchr("/.-_?&=#%:;,+@~|\\", c) != NULL;
}

static void put_long_word(struct buf *b, struct str word)
{
	const char *place = word.len > ENDLESS_WORD ? "\u200B" : "<wbr/>";
	size_t from = 0;
	int run = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (((unsigned char)word.p[i] & 0xC0) != 0x80)
			run++;
		bool whole = i + 1 == word.len || ((unsigned char)word.p[i + 1] & 0xC0) != 0x80;
		bool joint = is_joint(word.p[i]) && i + 1 < word.len && !is_joint(word.p[i + 1]) && run > 4;
		if (whole && i + 1 < word.len && (joint || run >= LONG_WORD)) {
			xml_put_text(b, str_sub(word, from, i + 1));
			buf_puts(b, place);
			from = i + 1;
			run = 0;
		}
	}
	xml_put_text(b, str_sub(word, from, word.len));
}

static bool parts_words(char c)
{
	return c == ' ' || c == '\n';
}

/* Where the first word of more than LONG_WORD bytes from `at` on begins, which is a word's beginning;
 * the text's length when there is none. Looked at from behind, a blank tells of all words before it. */
static size_t find_long_word(struct str text, size_t at)
{
	while (at + LONG_WORD < text.len) {
		size_t blank = at + LONG_WORD + 1;
		while (blank > at && !parts_words(text.p[blank - 1]))
			blank--;
		if (blank == at)
			return at;
		at = blank;
	}
	return text.len;
}

void markup_put_words(struct buf *b, struct str text)
{
	size_t from = 0;
	for (size_t word = 0, end; (word = find_long_word(text, word)) < text.len; word = end + 1) {
		for (end = word + LONG_WORD; end < text.len && !parts_words(text.p[end]);)
			end++;
		/* Bytes, not characters: words of other scripts that are no longer pass a second look. */
		if (ch_alnum(text.p[word]) || ch_alnum(text.p[end - 1]) || is_joint(text.p[word])) {
			xml_put_text(b, str_sub(text, from, word));
			put_long_word(b, str_sub(text, word, end));
			from = end;
		}
	}
	xml_put_text(b, str_sub(text, from, text.len));
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
