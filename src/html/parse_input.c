/* parse_input.c - the input stream made well (HTML Standard 13.2.3): one private copy of the bytes
 * that later steps may change in place, since nothing that is decoded grows. Malformed UTF-8
 * becomes U+FFFD, CR and CRLF become LF, NUL becomes a mark. */
#include "html/parse.h"

#include "base/buf.h"
#include "base/bytes16.h"
#include "base/utf8.h"

#include <stdlib.h>

/* How many bytes from `at` are ASCII other than NUL and CR. */
static size_t plain_run(struct str s, size_t at)
{
	size_t i = at;
	for (; i + sizeof(bytes16) <= s.len; i += sizeof(bytes16)) {
		bytes16 v = bytes16_at(s.p + i);
		size_t n = bytes16_first((bytes16)((v == 0) | (v == '\r') | (v >= 0x80)));
		if (n < sizeof v)
			return i + n - at;
	}
	while (i < s.len && (signed char)s.p[i] > 0 && s.p[i] != '\r')
		i++;
	return i - at;
}

/* The same for whole characters of any kind, up to the first byte that must change. */
static size_t good_run(struct str s, size_t at)
{
	size_t i = at;
	for (;;) {
		i += plain_run(s, i);
		if (i == s.len || (unsigned char)s.p[i] < 0x80)
			return i - at;
		size_t start = i;
		uint32_t c = utf8_decode(s, &i);
		if (c == UTF8_REPLACEMENT && (i - start != 3 || memcmp(s.p + start, "\xEF\xBF\xBD", 3) != 0))
			return start - at;
	}
}

static void put_changed(struct buf *out, struct str s, size_t *at, bool *marked)
{
	if (s.p[*at] == '\0') {
		buf_puts(out, NUL_MARK);
		*marked = true;
		++*at;
	} else if (s.p[*at] == '\r') {
		buf_putc(out, '\n');
		++*at;
		if (*at < s.len && s.p[*at] == '\n')
			++*at;
	} else {
		utf8_decode(s, at);
		buf_puts(out, "\xEF\xBF\xBD");
	}
}

static void find_lines(struct input *in)
{
	size_t cap = 0;
	const char *end = in->p + in->len;
	for (const char *p = in->p; (p = memchr(p, '\n', (size_t)(end - p))); p++) {
		if (in->n_lines == cap)
			mem_grow(&in->lines, &cap, cap ? cap + 1 : 64, sizeof *in->lines);
		in->lines[in->n_lines++] = (size_t)(p - in->p);
	}
}

void input_prepare(struct input *in, struct str bytes, struct arena *arena)
{
	*in = (struct input){ 0 };
	size_t good = good_run(bytes, 0);
	if (good == bytes.len) {
		in->p = arena_cstr(arena, bytes);
		in->len = bytes.len;
	} else {
		struct buf out;
		buf_init(&out);
		for (size_t at = 0; at < bytes.len;) {
			buf_put(&out, bytes.p + at, good);
			at += good;
			if (at < bytes.len)
				put_changed(&out, bytes, &at, &in->marked);
			good = good_run(bytes, at);
		}
		in->p = arena_cstr(arena, buf_str(&out));
		in->len = out.len;
		buf_done(&out);
	}
	find_lines(in);
}

void input_done(struct input *in)
{
	free(in->lines);
	in->lines = NULL;
}

static ptrdiff_t find_mark(struct str s, size_t from)
{
	return str_find_char(s, NUL_MARK[0], from);
}

void input_replace_marks(struct str s)
{
	for (ptrdiff_t at = 0; (at = find_mark(s, (size_t)at)) >= 0; at += 3)
		memcpy((char *)s.p + at, "\xEF\xBF\xBD", 3);
}

struct str input_drop_marks(struct str s)
{
	ptrdiff_t at = find_mark(s, 0);
	if (at < 0)
		return s;
	char *to = (char *)s.p + at;
	while (at >= 0) {
		size_t from = (size_t)at + 3;
		at = find_mark(s, from);
		size_t n = (at < 0 ? s.len : (size_t)at) - from;
		memmove(to, s.p + from, n);
		to += n;
	}
	return (struct str){ s.p, (size_t)(to - s.p) };
}
