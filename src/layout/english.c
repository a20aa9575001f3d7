/* english.c - in running English every third word is one of these; in other languages that share some (Dutch: in,
 * is, was) those that they do not share are missing. */
#include "layout/english.h"

static const char *const own[] = { "the", "of", "and", "that", "with", "this", "you", "are", "from", "which", "have" };
static const char *const shared[] = { "to", "in", "is", "it", "for", "was", "as", "on", "be", "a", "i", "an", "or", "not" };

static bool is_among(struct str word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(word, str_from_c(list[i])))
			return true;
	return false;
}

void english_look(struct english *e, struct str text)
{
	for (size_t at = 0; at < text.len && e->words < ENGLISH_ENOUGH;) {
		size_t end = at;
		while (end < text.len && (ch_alpha(text.p[end]) || (unsigned char)text.p[end] >= 0x80))
			end++;
		if (end == at) {
			at++;
			continue;
		}
		struct str word = str_sub(text, at, end);
		bool mine = is_among(word, own, sizeof own / sizeof *own);
		e->words++;
		e->own += mine;
		e->small += mine || is_among(word, shared, sizeof shared / sizeof *shared);
		at = end;
	}
}

bool english_likely(const struct english *e)
{
	return e->words >= 20 && e->small * 100 >= e->words * 20 && e->own * 100 >= e->words * 6;
}
