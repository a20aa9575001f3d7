/* slug.c - the anchors GitHub and most readers give headings: lower case, blanks to hyphens,
 * everything but letters, digits, hyphens and underscores gone; repeats numbered. */
#include "backend/markdown/slug.h"

#include "base/unicode.h"
#include "base/utf8.h"

void slug_put(struct buf *b, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_decode(text, &at);
		if (c < 0x80) {
			if (ch_alnum((char)c) || c == '-' || c == '_')
				buf_putc(b, ch_lower((char)c));
			else if (c == ' ')
				buf_putc(b, '-');
		} else if (unicode_is_letter(c) || unicode_is_mark(c) || unicode_is_digit(c))
			buf_put_utf8(b, unicode_lower(c));
	}
}

/* Pandoc keeps dots too, makes one hyphen of all blanks in a row, and begins with the first letter
 * (Pandoc User's Guide, "auto_identifiers"). */
void slug_put_dotted(struct buf *b, struct str text)
{
	size_t start = b->len;
	bool gap = false;
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_decode(text, &at);
		bool letter = c < 0x80 ? ch_alpha((char)c) : unicode_is_letter(c);
		if (c < 0x80 ? c <= ' ' : unicode_is_space(c)) {
			gap = true;
			continue;
		}
		if (!letter && (b->len == start || (c < 0x80 ? !ch_digit((char)c) && !strchr("-_.", (int)c) : !unicode_is_digit(c))))
			continue;
		if (gap && b->len > start)
			buf_putc(b, '-');
		gap = false;
		buf_put_utf8(b, c < 0x80 ? (uint32_t)ch_lower((char)c) : unicode_lower(c));
	}
	if (b->len == start)
		buf_puts(b, "section");
}

void slugs_init(struct slugs *slugs)
{
	map_init(&slugs->seen);
	slugs->dotted = false;
	arena_init(&slugs->arena);
}

void slugs_done(struct slugs *slugs)
{
	map_done(&slugs->seen);
	arena_done(&slugs->arena);
}

struct str slugs_add(struct slugs *slugs, struct str text)
{
	struct buf b = { 0 };
	(slugs->dotted ? slug_put_dotted : slug_put)(&b, text);
	size_t stem = b.len;
	void **first = map_find(&slugs->seen, buf_str(&b));
	size_t n = first ? (size_t)(uintptr_t)*first : 0;
	for (; n; n++) {
		b.len = stem;
		buf_putc(&b, '-');
		buf_put_int(&b, (int64_t)n);
		if (!map_find(&slugs->seen, buf_str(&b)))
			break;
	}
	if (first)
		*first = (void *)(uintptr_t)(n + 1);
	struct str slug = arena_str(&slugs->arena, buf_str(&b));
	*map_put(&slugs->seen, slug, NULL) = (void *)(uintptr_t)1;
	buf_done(&b);
	return slug;
}
