/* ink.c - one leaf block's inlines become Markdown bytes.
 *
 * The one idea: first everything is laid down as it will stand, each byte marked as the source's
 * words or as our mark-up; only then is it known what CommonMark would misread, and each doubtful
 * byte is settled by what really stands around it. So "~100" and "a_b" stay as they are while
 * "~100 … 5~" gets its backslash. Delimiter runs that could not open or close beside a letter get
 * that letter as a numeric reference. */
#include "backend/markdown/ink.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

void ink_init(struct ink *ink, const struct flavor *flavor)
{
	*ink = (struct ink){ .flavor = flavor };
	arena_init(&ink->arena);
	ink_mark_doubtful(ink->doubtful, flavor);
}

void ink_done(struct ink *ink)
{
	free(ink->tokens);
	arena_done(&ink->arena);
	buf_done(&ink->bytes);
	buf_done(&ink->kinds);
}

void ink_clear(struct ink *ink)
{
	ink->n = 0;
	if (ink->arena.total)
		arena_reset(&ink->arena);
}

struct ink_token *ink_add(struct ink *ink, enum ink_token_type type, struct str s)
{
	mem_grow(&ink->tokens, &ink->cap, ink->n + 1, sizeof *ink->tokens);
	struct ink_token *t = &ink->tokens[ink->n++];
	*t = (struct ink_token){ .type = type, .s = s };
	return t;
}

void ink_text(struct ink *ink, struct str s, bool in_link)
{
	if (s.len)
		ink_add(ink, INK_TEXT, s)->in_link = in_link;
}

void ink_mark(struct ink *ink, struct str s)
{
	ink_add(ink, INK_MARK, s);
}

void ink_open(struct ink *ink, const char *delimiter)
{
	ink_add(ink, INK_OPEN, str_from_c(delimiter));
}

void ink_close(struct ink *ink, const char *delimiter)
{
	ink_add(ink, INK_CLOSE, str_from_c(delimiter));
}

void ink_break(struct ink *ink)
{
	ink_add(ink, INK_BREAK, STR("\n"));
}

char ink_last_delimiter(const struct ink *ink)
{
	const struct ink_token *t = ink->n ? &ink->tokens[ink->n - 1] : NULL;
	return t && (t->type == INK_OPEN || t->type == INK_CLOSE) ? t->s.p[0] : 0;
}

/* ---- characters ------------------------------------------------------------------------------- */

bool ink_ascii_punct(uint32_t c)
{
	return c < 0x80 && c > ' ' && c != 0x7F && !ch_alnum((char)c);
}

bool ink_is_space(uint32_t c)
{
	return c < 0x80 ? c <= ' ' : unicode_is_space(c);
}

bool ink_is_punct(uint32_t c)
{
	return c < 0x80 ? ink_ascii_punct(c) : unicode_is_punctuation(c);
}

bool ink_maybe_punct(uint32_t c)
{
	return ink_is_punct(c) || (c >= 0x80 && unicode_is_symbol(c));
}

/* ---- delimiters beside letters ---------------------------------------------------------------- */

static uint32_t first_char(struct str s)
{
	size_t at = 0;
	return utf8_decode(s, &at);
}

static uint32_t last_char(struct str s)
{
	size_t at = s.len;
	return utf8_decode_back(s, &at);
}

/* The character beside token i and, when it is the source's, its token; NULL otherwise. Tildes are
 * looked through, as cmark-gfm does. 0: the block's edge. */
static uint32_t beside(struct ink *ink, size_t i, int step, struct ink_token **text)
{
	*text = NULL;
	for (size_t j = i + (size_t)step; j < ink->n; j += (size_t)step) {
		struct ink_token *t = &ink->tokens[j];
		if (t->type == INK_BREAK)
			return step < 0 ? '\n' : '\\';
		if (!t->s.len || (t->type >= INK_OPEN && t->s.p[0] == '~'))
			continue;
		if (t->type == INK_TEXT) {
			if (step < 0 ? t->encode_last : t->encode_first)
				return step < 0 ? ';' : '&';
			*text = t;
		}
		return step < 0 ? last_char(t->s) : first_char(t->s);
	}
	return 0;
}

static bool one_char(struct str s)
{
	size_t at = 0;
	utf8_decode(s, &at);
	return at == s.len;
}

static void encode(struct ink_token *t, bool last)
{
	if (last || one_char(t->s))
		t->encode_last = true;
	if (!last || one_char(t->s))
		t->encode_first = true;
}

static void settle_delimiter(struct ink *ink, size_t i)
{
	const struct ink_token *t = &ink->tokens[i];
	int in = t->type == INK_OPEN ? 1 : -1;
	struct ink_token *inner, *outer;
	uint32_t c = beside(ink, i, in, &inner);
	const struct ink_token *next = &ink->tokens[i + (size_t)in];
	bool tilde = next->type >= INK_OPEN && next->type <= INK_CLOSE && next->s.p[0] == '~'; /* others see it */
	if (inner && ink_is_space(c)) {
		encode(inner, in < 0);
		c = '&';
	}
	uint32_t o = beside(ink, i, -in, &outer);
	if (!outer || ink_is_space(o) || ink_is_punct(o))
		return;
	if (t->s.p[0] == '_' || ink_maybe_punct(c) || tilde)
		encode(outer, in > 0);
}

/* ---- laying down -------------------------------------------------------------------------------- */

/* The first doubtful byte from `i` on; s.len when there is none. Four at a time: most words hold none. */
static size_t find_doubtful(const struct ink *ink, struct str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p;
	while (i + 4 <= s.len && !(ink->doubtful[p[i]] | ink->doubtful[p[i + 1]] | ink->doubtful[p[i + 2]] | ink->doubtful[p[i + 3]]))
		i += 4;
	while (i < s.len && !ink->doubtful[p[i]])
		i++;
	return i;
}

static bool holds_doubtful(const struct ink *ink, struct str s)
{
	for (size_t i = 0; (i = find_doubtful(ink, s, i)) < s.len; i++) {
		char c = s.p[i];
		if (c == '.' && !ink->flavor->smart && (i == 0 || ch_lower(s.p[i - 1]) != 'w'))
			continue;
		if (c == ':' && (i + 1 == s.len || s.p[i + 1] != '/'))
			continue;
		return true;
	}
	return false;
}

/* Line ends in words are blanks: a line of Markdown ends where we end it. */
static void lay(struct ink *ink, struct str s, enum ink_kind kind)
{
	size_t from = ink->bytes.len;
	buf_put_str(&ink->bytes, s);
	if (kind <= KIND_WORDS_LINKED && str_find_char(s, '\n', 0) >= 0)
		for (size_t i = from; i < ink->bytes.len; i++)
			if (ink->bytes.p[i] == '\n')
				ink->bytes.p[i] = ' ';
	buf_pad(&ink->kinds, (char)kind, s.len);
}

static void lay_reference(struct ink *ink, uint32_t c)
{
	char reference[16];
	static const char hex[] = "0123456789ABCDEF";
	size_t n = sizeof reference;
	reference[--n] = ';';
	do
		reference[--n] = hex[c & 15];
	while (c >>= 4);
	reference[--n] = 'x';
	reference[--n] = '#';
	reference[--n] = '&';
	lay(ink, (struct str){ reference + n, sizeof reference - n }, KIND_MARKUP);
}

static void lay_text(struct ink *ink, const struct ink_token *t)
{
	struct str s = t->s;
	if (t->encode_first) {
		size_t at = 0;
		lay_reference(ink, utf8_decode(s, &at));
		s = str_sub(s, at, s.len);
	}
	size_t end = s.len;
	uint32_t last = t->encode_last && s.len ? utf8_decode_back(s, &end) : 0;
	struct str words = { s.p, end };
	lay(ink, words, t->in_link ? KIND_WORDS_LINKED : KIND_WORDS);
	if (end < s.len)
		lay_reference(ink, last);
}

static void lay_down(struct ink *ink)
{
	buf_clear(&ink->bytes);
	buf_clear(&ink->kinds);
	for (size_t i = 0; i < ink->n; i++) {
		const struct ink_token *t = &ink->tokens[i];
		switch (t->type) {
		case INK_TEXT: lay_text(ink, t); break;
		case INK_MARK: lay(ink, t->s, KIND_MARKUP); break;
		case INK_OPEN: lay(ink, t->s, KIND_OPEN); break;
		case INK_CLOSE: lay(ink, t->s, KIND_CLOSE); break;
		case INK_BREAK: lay(ink, STR("\n"), KIND_NEWLINE); break;
		}
	}
}

/* Whether nothing at the very start of the line could be misread: the common case. */
static bool plain_start(const struct ink *ink)
{
	bool words = ink->n && ink->tokens[0].type == INK_TEXT && ink->tokens[0].s.len;
	char c = words ? ink->tokens[0].s.p[0] : 'a';
	return !ch_digit(c) && !strchr("#>+-*_=~`:|[<%@(", c);
}

/* Whether all can be written as it is: no byte of the words is doubtful, nothing is a reference. */
static bool is_plain(const struct ink *ink, struct ink_context context)
{
	if (ink->flavor->fancy_lists || ink->flavor->outline || (context.place == INK_PARAGRAPH && !plain_start(ink)) ||
	    (context.place == INK_HEADING && ink->n && str_ends(ink->tokens[ink->n - 1].s, STR("#"))))
		return false;
	for (size_t i = 0; i < ink->n; i++) {
		const struct ink_token *t = &ink->tokens[i];
		if (t->type == INK_BREAK || t->encode_first || t->encode_last ||
		    (t->type == INK_TEXT && holds_doubtful(ink, t->s)))
			return false;
	}
	return true;
}

static void put_plain(const struct ink *ink, struct buf *out)
{
	for (size_t i = 0; i < ink->n; i++) {
		size_t from = out->len;
		buf_put_str(out, ink->tokens[i].s);
		if (ink->tokens[i].type == INK_TEXT && str_find_char(ink->tokens[i].s, '\n', 0) >= 0)
			for (size_t k = from; k < out->len; k++)
				out->p[k] = out->p[k] == '\n' ? ' ' : out->p[k];
	}
}

/* $x$1 is no formula: a digit behind it is written as a reference. */
static void part_formulas(struct ink *ink)
{
	for (size_t i = 0; i + 1 < ink->n; i++) {
		struct ink_token *next = &ink->tokens[i + 1];
		if (ink->tokens[i].type == INK_MARK && str_ends(ink->tokens[i].s, STR("$")) && next->type == INK_TEXT &&
		    next->s.len && ch_digit(next->s.p[0]))
			encode(next, false);
	}
}

/* Blanks at the edges of a block that do not break, for readers that would cut them off. */
static void keep_edges(struct ink *ink)
{
	struct ink_token *first = &ink->tokens[0], *last = &ink->tokens[ink->n - 1];
	if (first->type == INK_TEXT && str_starts(first->s, STR("\xC2\xA0")))
		encode(first, false);
	if (last->type == INK_TEXT && str_ends(last->s, STR("\xC2\xA0")))
		encode(last, true);
}

void ink_put(struct ink *ink, struct ink_context context, struct buf *out)
{
	ink_join_texts(ink);
	if (ink->n && (!ink->exact || ink->flavor->enclosed))
		ink_tidy_spaces(ink);
	if (ink->n)
		ink_drop_edge_breaks(ink);
	for (size_t i = 0; i < ink->n && !ink->flavor->enclosed; i++)
		if (ink->tokens[i].type == INK_OPEN || ink->tokens[i].type == INK_CLOSE)
			settle_delimiter(ink, i);
	if (ink->flavor->math && !ink->flavor->outline)
		part_formulas(ink);
	if (ink->n && ink->exact && ink->flavor->trimmed)
		keep_edges(ink);
	if (is_plain(ink, context)) {
		put_plain(ink, out);
		return;
	}
	lay_down(ink);
	if (ink->flavor->outline)
		ink->unsayable = !ink_outline_put(ink, context, out);
	else
		ink_put_escaped(ink, context, out);
}
