/* name.c - file names of a folder of texts: the titles as words between hyphens, so that they can be
 * typed anywhere; equal ones numbered in book order. A name does not depend on the article's number,
 * so a folder written again from a newer feed keeps its names. */
#include "backend/text/text.h"

#include "base/unicode.h"
#include "base/utf8.h"

enum { NAME_MAX_BYTES = 100 }; /* without ".txt"; every file system takes 255 */

/* Letters and digits in lower case, "C++" and "C#" apart, runs of all else as one hyphen. */
static void put_stem(struct buf *b, struct str title)
{
	bool gap = false;
	for (size_t at = 0; at < title.len;) {
		uint32_t c = utf8_decode(title, &at);
		bool kept = c < 0x80 ? ch_alnum((char)c) || c == '+' :
				       unicode_is_letter(c) || unicode_is_mark(c) || unicode_is_digit(c);
		if (c == '\'' || c == 0x2019 || c == 0xAD)
			continue;
		if (c == '#' && at >= 2 && ch_alnum(title.p[at - 2])) {
			buf_puts(b, "-sharp");
			gap = true;
			continue;
		}
		if (kept && gap && b->len)
			buf_putc(b, '-');
		if (kept)
			buf_put_utf8(b, unicode_lower(c));
		gap = !kept;
	}
}

static void cut_stem(struct buf *b)
{
	size_t end = 0;
	while (end < b->len) {
		size_t next = unicode_cluster_end(buf_str(b), end);
		if (next > NAME_MAX_BYTES)
			break;
		end = next;
	}
	b->len = end;
	while (b->len && b->p[b->len - 1] == '-')
		b->len--;
}

/* CON, AUX, COM1 … name devices on Windows, whatever stands behind a dot. "contents" is the list. */
static bool is_taken(struct str stem)
{
	static const char *const words[] = { "con", "prn", "aux", "nul", "contents" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_c(stem, words[i]))
			return true;
	return stem.len == 4 && ch_digit(stem.p[3]) && (str_starts(stem, STR("com")) || str_starts(stem, STR("lpt")));
}

static struct str unique_name(struct arena *arena, struct map *seen, struct buf *b)
{
	size_t stem = b->len;
	void **first = map_find(seen, buf_str(b));
	size_t n = first ? (size_t)(uintptr_t)*first : 1;
	while (first && (b->len = stem, buf_printf(b, "-%zu", ++n), map_find(seen, buf_str(b))))
		;
	if (first)
		*first = (void *)(uintptr_t)n;
	struct str name = arena_str(arena, buf_str(b));
	*map_put(seen, name, NULL) = (void *)(uintptr_t)1;
	return arena_cat(arena, name, STR(".txt"));
}

struct str *text_names(const struct book *book, bool ascii, struct arena *arena)
{
	struct str *names = ARENA_ARRAY(arena, struct str, book->n_entries + 1);
	struct map seen;
	struct buf b = { 0 }, title = { 0 };
	map_init(&seen);
	for (size_t i = 0; i < book->n_entries; i++) {
		names[i] = STR_NONE;
		if (book->entries[i].kind != ENTRY_ARTICLE)
			continue;
		buf_clear(&b);
		buf_clear(&title);
		if (ascii)
			ascii_put(&title, book->entries[i].title, NULL);
		else
			unicode_put_nfc(&title, book->entries[i].title);
		put_stem(&b, buf_str(&title));
		cut_stem(&b);
		if (!b.len || is_taken(buf_str(&b)))
			buf_puts(&b, b.len ? "-article" : "article");
		names[i] = unique_name(arena, &seen, &b);
	}
	map_done(&seen);
	buf_done(&b);
	buf_done(&title);
	return names;
}
