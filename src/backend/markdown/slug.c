/* slug.c - the anchors GitHub and most readers give headings: lower case, blanks to hyphens,
 * everything but letters, digits, hyphens and underscores gone; repeats numbered. */
#include "backend/markdown/slug.h"

#include "base/unicode.h"
#include "base/utf8.h"

void slug_put(struct buf *b, struct str text)
{
	if (!text.len)
		return;
	char *out = buf_reserve(b, text.len); /* of ASCII it takes no more */
	for (size_t at = 0; at < text.len;) {
		char c = text.p[at];
		if ((unsigned char)c >= 0x80) {
			uint32_t wide = utf8_decode(text, &at);
			b->len = (size_t)(out - b->p);
			if (unicode_is_letter(wide) || unicode_is_mark(wide) || unicode_is_digit(wide))
				buf_put_utf8(b, unicode_lower(wide));
			out = buf_reserve(b, text.len - at);
			continue;
		}
		at++;
		*out = c == ' ' ? '-' : ch_lower(c); /* stays or is written over: no branch to guess */
		out += ch_alnum(c) | (c == '-') | (c == '_') | (c == ' ');
	}
	b->len = (size_t)(out - b->p);
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

/* The next number that makes the slug one of its own; the number to go on with stands with the first. */
static struct str add_repeated(struct slugs *slugs, struct str slug, struct buf *b)
{
	size_t stem = b->len;
	for (bool fresh;;) {
		void **first = map_find(&slugs->seen, slug);
		uintptr_t n = (uintptr_t)*first;
		*first = (void *)(n + 1);
		b->len = stem;
		buf_putc(b, '-');
		buf_put_int(b, (int64_t)n);
		struct str numbered = arena_str(&slugs->arena, buf_str(b));
		void **place = map_put(&slugs->seen, numbered, &fresh);
		if (!fresh)
			continue;
		*place = (void *)(uintptr_t)1;
		return numbered;
	}
}

struct str slugs_add(struct slugs *slugs, struct str text)
{
	struct buf b = { 0 };
	(slugs->dotted ? slug_put_dotted : slug_put)(&b, text);
	bool fresh;
	struct str slug = arena_str(&slugs->arena, buf_str(&b));
	void **place = map_put(&slugs->seen, slug, &fresh);
	if (fresh)
		*place = (void *)(uintptr_t)1;
	else
		slug = add_repeated(slugs, slug, &b);
	buf_done(&b);
	return slug;
}
