/* hyphen_plain.c - Liang's patterns without an automaton: a table finds the line that has given
 * letters, and a word asks for each of its parts. libhyphen builds its automaton of all patterns
 * before the first word, which takes longer than all the few words that a book has to divide. */
#include "layout/hyphen_plain.h"

#include "base/utf8.h"

struct hyphen_plain {
	struct str text;
	uint32_t *lines; /* by hash of the letters: offset of a line behind the first one; 0: none */
	size_t mask;
	size_t longest;  /* letters of a pattern [byte] */
};

/* FNV-1a, byte by byte. */
static const uint32_t hash_start = 0x811C9DC5;
static uint32_t hash_more(uint32_t hash, char c) { return (hash ^ (unsigned char)c) * 0x01000193u; }

static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/* Whether the line at `p` (it ends before `end`) has these letters and no others. */
static bool has_letters(const char *p, const char *end, struct str letters)
{
	size_t n = 0;
	for (; p < end && !is_line_end(*p); p++) {
		if (ch_digit(*p))
			continue;
		if (n == letters.len || *p != letters.p[n])
			return false;
		n++;
	}
	return n == letters.len;
}

/* The slot of these letters: their line's or an empty one. */
static uint32_t *find_slot(const struct hyphen_plain *h, uint32_t hash, struct str letters)
{
	size_t slot = hash & h->mask;
	while (h->lines[slot] && !has_letters(h->text.p + h->lines[slot], h->text.p + h->text.len, letters))
		slot = (slot + 1) & h->mask;
	return &h->lines[slot];
}

/* Takes in the line [from, to); of two with the same letters the later one counts. */
static bool add_line(struct hyphen_plain *h, size_t from, size_t to)
{
	char letters[HYPHEN_PLAIN_LONGEST];
	size_t n = 0;
	uint32_t hash = hash_start;
	for (size_t i = from; i < to; i++) {
		char c = h->text.p[i];
		if (ch_digit(c))
			continue;
		if (n == sizeof letters || c == '/' || c == ' ')
			return false;
		letters[n++] = c;
		hash = hash_more(hash, c);
	}
	if (n > h->longest)
		h->longest = n;
	if (n > 0)
		*find_slot(h, hash, (struct str){ letters, n }) = (uint32_t)from;
	return true;
}

/* Lines that no word needs to know of: comments, and margins no wider than ours. */
static bool is_idle(struct str line)
{
	return line.len == 0 || line.p[0] == '%' || str_eq(line, STR("LEFTHYPHENMIN 2")) ||
	       str_eq(line, STR("RIGHTHYPHENMIN 3"));
}

const struct hyphen_plain *hyphen_plain_read(struct arena *arena, struct str text)
{
	size_t n_lines = 1, end;
	for (size_t i = 0; i < text.len; i++)
		n_lines += text.p[i] == '\n';
	if (!str_starts(text, STR("UTF-8\n")) || text.len > UINT32_MAX)
		return NULL;
	struct hyphen_plain *h = ARENA_NEW(arena, struct hyphen_plain);
	*h = (struct hyphen_plain){ .text = text, .mask = 15 };
	while (h->mask < n_lines * 2)
		h->mask = h->mask * 2 + 1;
	h->lines = ARENA_ARRAY(arena, uint32_t, h->mask + 1);
	for (size_t at = strlen("UTF-8\n"); at < text.len; at = end + 1) {
		for (end = at; end < text.len && text.p[end] != '\n';)
			end++;
		size_t to = end > at && text.p[end - 1] == '\r' ? end - 1 : end;
		if (!is_idle(str_sub(text, at, to)) && (ch_upper(text.p[at]) == text.p[at] && ch_alpha(text.p[at])))
			return NULL; /* a keyword */
		if (!is_idle(str_sub(text, at, to)) && !add_line(h, at, to))
			return NULL;
	}
	return h;
}

/* The values of the line at `p`, raised at `values`: one before each letter. */
static void raise_values(const char *p, const char *end, unsigned char *values)
{
	size_t letter = 0;
	for (; p < end && !is_line_end(*p); p++) {
		if (!ch_digit(*p))
			letter++;
		else if (values[letter] < *p - '0')
			values[letter] = (unsigned char)(*p - '0');
	}
}

/* The patterns know the word with a full stop at either end. */
void hyphen_plain_word(const struct hyphen_plain *h, struct str word, unsigned char *values)
{
	char dotted[HYPHEN_PLAIN_LONGEST + 2];
	unsigned char all[HYPHEN_PLAIN_LONGEST + 3] = { 0 };
	size_t n = word.len + 2;
	dotted[0] = dotted[n - 1] = '.';
	memcpy(dotted + 1, word.p, word.len);
	for (size_t from = 0; from < n; from++) {
		uint32_t hash = hash_start;
		for (size_t to = from; to < n && to - from < h->longest; to++) {
			hash = hash_more(hash, dotted[to]);
			uint32_t line = *find_slot(h, hash, (struct str){ dotted + from, to + 1 - from });
			if (line)
				raise_values(h->text.p + line, h->text.p + h->text.len, all + from);
		}
	}
	memcpy(values, all + 1, word.len);
}
