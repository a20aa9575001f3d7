/* parse_input.c - the input stream made well (HTML Standard 13.2.3): one private copy of the bytes
 * that later steps may change in place, since nothing that is decoded grows. Malformed UTF-8
 * becomes U+FFFD, CR and CRLF become LF, NUL becomes a mark. */
#include "html/parse.h"

#include "base/buf.h"
#include "base/bytes16.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { FIRST_LINES = 256 };

/* Line ends among the sixteen bytes from offset `at` on, a bit each. */
static inline void note_lines(struct input *in, size_t at, unsigned bits)
{
	size_t need = in->n_lines + sizeof(bytes16);
	if (need > in->cap_lines)
		mem_grow(&in->lines, &in->cap_lines, need < FIRST_LINES ? FIRST_LINES : need, sizeof *in->lines);
	for (; bits; bits &= bits - 1)
		in->lines[in->n_lines++] = at + (size_t)__builtin_ctz(bits);
}

/* How long the character at `at` is; 0: it must change. */
static size_t good_length(struct str s, size_t at)
{
	if ((unsigned char)s.p[at] < 0x80)
		return s.p[at] && s.p[at] != '\r';
	return utf8_length(s, at);
}

/* How many of the sixteen bytes at s.p + at are good. A character across their end is the next ones'. */
static inline size_t count_good(struct str s, size_t at, bytes16 v, bool *changes)
{
	size_t end = 0;
	for (unsigned odd = bytes16_bits(v | (bytes16)((v == 0) | (v == '\r'))); odd; odd &= ~0u << end) {
		size_t start = (size_t)__builtin_ctz(odd), len = good_length(s, at + start);
		*changes = !len;
		end = start + len;
		if (!len || end > sizeof v)
			return start;
	}
	return sizeof v;
}

/* Copies what `s` begins with up to the first byte that must change, and returns how much that is. `to`
 * is where the input's bytes from `offset` on go, with room for all of `s` and sixteen more. */
static size_t copy_good(struct input *in, char *to, size_t offset, struct str s)
{
	size_t i = 0;
	while (i + sizeof(bytes16) <= s.len) {
		bytes16 v = bytes16_at(s.p + i);
		memcpy(to + i, &v, sizeof v);
		if (!bytes16_any(v | (bytes16)(v <= '\r'))) {
			i += sizeof v;
			continue;
		}
		bool changes = false;
		size_t n = count_good(s, i, v, &changes);
		note_lines(in, offset + i, bytes16_bits((bytes16)(v == '\n')) & ((1u << n) - 1));
		i += n;
		if (changes)
			return i;
	}
	for (size_t len; i < s.len && (len = good_length(s, i)); i += len) {
		memcpy(to + i, s.p + i, len);
		if (s.p[i] == '\n')
			note_lines(in, offset + i, 1);
	}
	return i;
}

static void put_changed(struct input *in, struct buf *out, struct str s, size_t *at)
{
	if (s.p[*at] == '\0') {
		buf_puts(out, NUL_MARK);
		in->marked = true;
		++*at;
	} else if (s.p[*at] == '\r') {
		note_lines(in, out->len, 1);
		buf_putc(out, '\n');
		++*at;
		if (*at < s.len && s.p[*at] == '\n')
			++*at;
	} else {
		utf8_decode(s, at);
		buf_puts(out, "\xEF\xBF\xBD");
	}
}

/* The whole input when `good` bytes of it, which have been copied, need no change and what follows does. */
static void change(struct input *in, struct str bytes, size_t good, struct arena *arena)
{
	struct buf out = { 0 };
	buf_put(&out, in->p, good);
	for (size_t at = good; at < bytes.len; at += good, out.len += good) {
		put_changed(in, &out, bytes, &at);
		struct str rest = str_sub(bytes, at, bytes.len);
		good = copy_good(in, buf_reserve(&out, rest.len + INPUT_BEHIND), out.len, rest);
	}
	if (out.len > bytes.len)
		in->p = arena_bytes(arena, out.len + INPUT_BEHIND);
	memcpy(in->p, out.p, out.len);
	in->len = out.len;
	buf_done(&out);
}

void input_prepare(struct input *in, struct str bytes, struct arena *arena)
{
	*in = (struct input){ .p = arena_bytes(arena, bytes.len + INPUT_BEHIND), .len = bytes.len };
	size_t good = copy_good(in, in->p, 0, bytes);
	if (good < bytes.len)
		change(in, bytes, good, arena);
	memset(in->p + in->len, '\0', INPUT_BEHIND);
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
