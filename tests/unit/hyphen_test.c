/* hyphen_test.c - the patterns compiled in, looked up in their text, part each word as libhyphen does:
 * every word of the samples, and the letters of every pattern strung together with its neighbours'. */
#include "check.h"

#include "base/buf.h"
#include "layout/hyphen.h"
#include "layout/hyphen_plain.h"

#include <hyphen.h>

#define PATTERNS "/usr/share/hyphen/hyph_en_US.dic" /* the file compiled in */

enum { LONGEST = 40 };

static size_t n_words, n_points;

static void check_word(const struct hyphen_dict *ours, HyphenDict *theirs, struct str word)
{
	unsigned char points[LONGEST];
	char marks[LONGEST + 8], lower[LONGEST];
	char **replacement = NULL;
	int *position = NULL, *cut = NULL;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = ch_lower(word.p[i]);
	hyphen_word(ours, word, points);
	CHECK(hnj_hyphen_hyphenate2(theirs, lower, (int)word.len, marks, NULL, &replacement, &position, &cut) == 0);
	CHECK(!replacement);
	n_words++;
	for (size_t i = 2; i + 3 <= word.len; i++) {
		n_points += points[i];
		if (points[i] != (marks[i - 1] & 1))
			printf("\"%.*s\" differs at %zu\n", STR_ARG(word), i);
		CHECK(points[i] == (marks[i - 1] & 1));
	}
}

/* Runs of letters, digits between them left out when `patterns`. */
static void check_text(const struct hyphen_dict *ours, HyphenDict *theirs, struct str text, bool patterns)
{
	char word[LONGEST];
	size_t n = 0;
	for (size_t i = 0; i <= text.len; i++) {
		char c = i < text.len ? text.p[i] : '\0';
		bool joins = patterns && (ch_digit(c) || (c == '\n' && n < 8));
		if (ch_alpha(c) && n < sizeof word)
			word[n++] = c;
		else if (!joins) {
			if (n >= 5)
				check_word(ours, theirs, (struct str){ word, n });
			n = 0;
		}
	}
}

static struct str read_file(const char *path, struct buf *b)
{
	char piece[4096];
	FILE *f = fopen(path, "rb");
	CHECK(f);
	for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
		buf_put(b, piece, n);
	fclose(f);
	return buf_str(b);
}

static void check_refusals(void)
{
	struct arena arena;
	arena_init(&arena);
	CHECK(hyphen_plain_read(&arena, STR("UTF-8\n% a remark\n.a1b\na2bc\n")));
	CHECK(!hyphen_plain_read(&arena, STR("ISO8859-1\na1b\n")));
	CHECK(!hyphen_plain_read(&arena, STR("UTF-8\nNEXTLEVEL\na1b\n")));
	CHECK(!hyphen_plain_read(&arena, STR("UTF-8\nLEFTHYPHENMIN 3\na1b\n")));
	CHECK(!hyphen_plain_read(&arena, STR("UTF-8\nt1t/tt=t,1,2\n")));
	CHECK(!hyphen_plain_read(&arena, STR("")));
	arena_done(&arena);
}

int main(void)
{
	struct buf text, patterns;
	buf_init(&text);
	buf_init(&patterns);
	struct hyphen_set *set = hyphen_open();
	const struct hyphen_dict *ours = hyphen_find(set, STR("en-US"));
	HyphenDict *theirs = hnj_hyphen_load(PATTERNS);
	CHECK(ours && theirs);
	check_text(ours, theirs, read_file("samples/index.xml", &text), false);
	check_text(ours, theirs, read_file(PATTERNS, &patterns), true);
	CHECK(n_words > 20000 && n_points > 10000);
	check_refusals();
	hnj_hyphen_free(theirs);
	hyphen_close(set);
	buf_done(&patterns);
	buf_done(&text);
	return 0;
}
