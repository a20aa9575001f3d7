/* fill_test.c - lines of plain text: the words of an even text, cut out where it stands, are broken as the
 * same words are one by one; widths, long words and prefixes at random. */
#include "backend/text/text.h"

#include "check.h"

static unsigned next(unsigned *state, unsigned below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

/* What text_fill must write: as many words to a line as go in, at least one. */
static void put_lines(struct buf *out, struct str words, struct str prefix, size_t room)
{
	struct str word;
	size_t column = 0;
	while (str_token(&words, " ", &word)) {
		if (column && column + 1 + word.len > room) {
			buf_putc(out, '\n');
			column = 0;
		}
		if (column)
			buf_putc(out, ' ');
		else
			buf_put_str(out, prefix);
		buf_put_str(out, word);
		column += (column > 0) + word.len;
	}
	buf_putc(out, '\n');
}

int main(void)
{
	struct buf words, expected, out;
	unsigned state = 1;
	buf_init(&words);
	buf_init(&expected);
	buf_init(&out);
	for (int round = 0; round < 5000; round++) {
		struct str prefix = str_sub(STR("> > "), 0, 2 * next(&state, 3));
		size_t columns = 8 + next(&state, 60), most = 1 + next(&state, round % 10 ? 12 : 90);
		buf_clear(&words);
		for (unsigned n = 1 + next(&state, 40); n; n--) {
			buf_pad(&words, (char)('a' + n % 26), 1 + next(&state, (unsigned)most));
			buf_pad(&words, ' ', n == 1 ? 0 : round % 7 == 0 && next(&state, 9) == 0 ? 2 : 1);
		}
		buf_clear(&expected);
		put_lines(&expected, buf_str(&words), prefix, columns - prefix.len);
		buf_clear(&out);
		struct text t;
		text_init(&t, (struct text_style){ .columns = columns }, NULL, NULL, &out);
		struct text_container c = text_enter(&t, prefix, prefix);
		text_fill(&t, buf_str(&words));
		text_leave(&t, c);
		text_done(&t);
		CHECK(str_eq(buf_str(&out), buf_str(&expected)));
	}
	buf_done(&words);
	buf_done(&expected);
	buf_done(&out);
	return 0;
}
