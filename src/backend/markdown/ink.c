/* ink.c - one leaf block's inlines become Markdown bytes.
 *
 * The one idea: first everything is laid down as it will stand, each byte marked as the source's
 * words or as our mark-up; only then is it known what CommonMark would misread, and each doubtful
 * byte is settled by what really stands around it. So "~100" and "a_b" stay as they are while
 * "~100 … 5~" gets its backslash. Delimiter runs that could not open or close beside a letter get
 * that letter as a numeric reference. */
#include "backend/markdown/md.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

enum ink_kind { KIND_WORDS, KIND_WORDS_LINKED, KIND_MARKUP, KIND_OPEN, KIND_CLOSE, KIND_NEWLINE };

void ink_init(struct ink *ink, const struct flavor *flavor)
{
	*ink = (struct ink){ .flavor = flavor };
	arena_init(&ink->arena);
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

static struct ink_token *add(struct ink *ink, enum ink_token_type type, struct str s)
{
	mem_grow(&ink->tokens, &ink->cap, ink->n + 1, sizeof *ink->tokens);
	struct ink_token *t = &ink->tokens[ink->n++];
	*t = (struct ink_token){ .type = type, .s = s };
	return t;
}

void ink_text(struct ink *ink, struct str s, bool in_link)
{
	if (s.len)
		add(ink, INK_TEXT, s)->in_link = in_link;
}

void ink_mark(struct ink *ink, struct str s)
{
	add(ink, INK_MARK, s);
}

void ink_open(struct ink *ink, const char *delimiter)
{
	add(ink, INK_OPEN, str_from_c(delimiter));
}

void ink_close(struct ink *ink, const char *delimiter)
{
	add(ink, INK_CLOSE, str_from_c(delimiter));
}

void ink_break(struct ink *ink)
{
	add(ink, INK_BREAK, STR("\n"));
}

char ink_last_delimiter(const struct ink *ink)
{
	const struct ink_token *t = ink->n ? &ink->tokens[ink->n - 1] : NULL;
	return t && (t->type == INK_OPEN || t->type == INK_CLOSE) ? t->s.p[0] : 0;
}

/* ---- delimiters beside letters ---------------------------------------------------------------- */

static bool ascii_punct(uint32_t c)
{
	return c < 0x80 && c > ' ' && c != 0x7F && !ch_alnum((char)c);
}

static bool is_space(uint32_t c)
{
	return c < 0x80 ? c <= ' ' : unicode_is_space(c);
}

/* What every version of CommonMark counts as punctuation. */
static bool is_punct(uint32_t c)
{
	return c < 0x80 ? ascii_punct(c) : unicode_is_punctuation(c);
}

/* What any version counts as such: 0.31 added symbols. */
static bool maybe_punct(uint32_t c)
{
	return is_punct(c) || (c >= 0x80 && unicode_is_symbol(c));
}

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
	if (inner && is_space(c)) {
		encode(inner, in < 0);
		c = '&';
	}
	uint32_t o = beside(ink, i, -in, &outer);
	if (!outer || is_space(o) || is_punct(o))
		return;
	if (t->s.p[0] == '_' || maybe_punct(c) || tilde)
		encode(outer, in > 0);
}

static void join_texts(struct ink *ink)
{
	size_t to = 0;
	for (size_t i = 0; i < ink->n; i++) {
		struct ink_token *prev = to ? &ink->tokens[to - 1] : NULL, *t = &ink->tokens[i];
		if (prev && prev->type == INK_TEXT && t->type == INK_TEXT && prev->in_link == t->in_link)
			prev->s = prev->s.p + prev->s.len == t->s.p
					  ? (struct str){ prev->s.p, prev->s.len + t->s.len }
					  : arena_cat(&ink->arena, prev->s, t->s);
		else
			ink->tokens[to++] = *t;
	}
	ink->n = to;
}

/* ---- tidying ------------------------------------------------------------------------------------ */

/* How many of the spaces at one end of s an emphasis should not hold. */
static size_t edge_spaces(struct str s, bool last)
{
	size_t at = last ? s.len : 0;
	while (last ? at > 0 : at < s.len) {
		size_t k = at;
		uint32_t c = last ? utf8_decode_back(s, &k) : utf8_decode(s, &k);
		if (!is_space(c))
			break;
		at = k;
	}
	return last ? s.len - at : at;
}

static void reverse(struct ink *ink)
{
	for (size_t i = 0, j = ink->n; i + 1 < j; i++) {
		struct ink_token t = ink->tokens[i];
		ink->tokens[i] = ink->tokens[--j];
		ink->tokens[j] = t;
	}
}

/* Spaces at the inner edge of delimiters of type `edge` move behind them, in the order of the array:
 * called once as the tokens stand, for closers, and once reversed, for openers. */
static void move_spaces_out(struct ink *ink, enum ink_token_type edge)
{
	bool last = edge == INK_CLOSE;
	size_t n = ink->n;
	struct ink_token *old = arena_alloc(&ink->arena, mem_product(n + 1, sizeof *old));
	memcpy(old, ink->tokens, n * sizeof *old);
	ink->n = 0;
	struct ink_token moved = { .type = INK_TEXT };
	for (size_t i = 0; i < n; i++) {
		struct ink_token t = old[i];
		bool before_edge = i + 1 < n && old[i + 1].type == edge;
		size_t spaces = t.type == INK_TEXT && before_edge ? edge_spaces(t.s, last) : 0;
		if (moved.s.len && t.type != edge) {
			*add(ink, INK_TEXT, moved.s) = moved;
			moved.s = STR_NONE;
		}
		if (spaces) {
			moved.in_link = t.in_link;
			moved.s = last ? str_sub(t.s, t.s.len - spaces, t.s.len) : str_sub(t.s, 0, spaces);
			t.s = last ? str_sub(t.s, 0, t.s.len - spaces) : str_sub(t.s, spaces, t.s.len);
		}
		if (t.s.len)
			*add(ink, t.type, t.s) = t;
	}
	if (moved.s.len)
		*add(ink, INK_TEXT, moved.s) = moved;
}

/* Delimiters around nothing go. */
static void drop_empty_pairs(struct ink *ink)
{
	size_t to = 0;
	for (size_t i = 0; i < ink->n; i++) {
		if (ink->tokens[i].type == INK_CLOSE && to && ink->tokens[to - 1].type == INK_OPEN)
			to--;
		else
			ink->tokens[to++] = ink->tokens[i];
	}
	ink->n = to;
}

/* "**Note: **that" shows its stars: whoever bolded the space did not mean it. */
static void tidy_spaces(struct ink *ink)
{
	bool any = false;
	for (size_t i = 0; i + 1 < ink->n && !any; i++) {
		const struct ink_token *a = &ink->tokens[i], *b = a + 1;
		any = (a->type == INK_OPEN && b->type == INK_TEXT && edge_spaces(b->s, false)) ||
		      (b->type == INK_CLOSE && a->type == INK_TEXT && edge_spaces(a->s, true));
	}
	if (!any)
		return;
	move_spaces_out(ink, INK_CLOSE);
	reverse(ink);
	move_spaces_out(ink, INK_OPEN);
	reverse(ink);
	drop_empty_pairs(ink);
	join_texts(ink);
}

/* A break before the first word or behind the last one shows nothing. */
static bool is_blank(const struct ink_token *t)
{
	return t->type == INK_BREAK || (t->type == INK_TEXT && edge_spaces(t->s, false) == t->s.len);
}

static void drop_edge_breaks(struct ink *ink)
{
	size_t first = 0, last = ink->n, breaks = 0;
	while (first < last && is_blank(&ink->tokens[first]))
		breaks += ink->tokens[first++].type == INK_BREAK;
	if (!breaks)
		first = 0;
	size_t end = last;
	while (last > first && is_blank(&ink->tokens[last - 1]))
		breaks += ink->tokens[--last].type == INK_BREAK;
	for (size_t i = last; i < end; i++)
		if (ink->tokens[i].type == INK_BREAK)
			end = i;
	memmove(ink->tokens, ink->tokens + first, (end - first) * sizeof *ink->tokens);
	ink->n = end - first;
}

/* ---- laying down -------------------------------------------------------------------------------- */

/* Bytes that may need a look. '.' counts only behind www, ':' only before //. */
static const bool doubtful[256] = {
	['\\'] = true, ['`'] = true, ['*'] = true, ['_'] = true, ['~'] = true, ['['] = true, [']'] = true,
	['<'] = true,  ['&'] = true, ['!'] = true, ['|'] = true, [':'] = true, ['.'] = true, ['$'] = true,
	['='] = true,  ['%'] = true, ['^'] = true, ['@'] = true, ['#'] = true, ['"'] = true, ['\''] = true,
	['-'] = true,
};

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
	for (size_t i = 0; i < words.len && !ink->special; i++)
		ink->special = doubtful[(unsigned char)words.p[i]];
	lay(ink, words, t->in_link ? KIND_WORDS_LINKED : KIND_WORDS);
	if (end < s.len)
		lay_reference(ink, last);
}

static void lay_down(struct ink *ink)
{
	buf_clear(&ink->bytes);
	buf_clear(&ink->kinds);
	ink->special = false;
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

/* ---- what would be misread ------------------------------------------------------------------------ */

/* Where the runs of one delimiter character can open first and close last; SIZE_MAX, 0: nowhere. */
struct partners {
	size_t first_open, last_close;
};

struct page {
	const struct flavor *flavor;
	struct ink_context context;
	struct str s;
	const char *kinds;
	struct partners star, low, tilde, equals, dollar, caret;
	size_t last_greater; /* position of the last '>' + 1 */
	size_t n_ticks;	     /* runs of backticks */
	size_t last_define;  /* position of the last "]:" + 1 */
	bool brackets_define;
	size_t run_end;	     /* the last run that was judged, and the verdict */
	bool run_pairs;
};

static bool words_at(const struct page *p, size_t i)
{
	return i < p->s.len && p->kinds[i] <= KIND_WORDS_LINKED;
}

static char at(const struct page *p, size_t i)
{
	return i < p->s.len ? p->s.p[i] : '\0';
}

static uint32_t char_before(const struct page *p, size_t i)
{
	if (i == 0)
		return ' ';
	return utf8_decode_back(p->s, &i);
}

static uint32_t char_at(const struct page *p, size_t i)
{
	if (i >= p->s.len)
		return ' ';
	if (p->s.p[i] == '\n')
		return '\\';
	return utf8_decode(p->s, &i);
}

struct run {
	size_t start, end;
	bool can_open, can_close;
};

/* The run of one character that holds byte i, and what it could do (CommonMark §6.2), taken as wide
 * as the versions differ. */
static struct run run_at(const struct page *p, size_t i)
{
	char c = p->s.p[i];
	struct run r = { i, i + 1, false, false };
	while (r.start && p->s.p[r.start - 1] == c)
		r.start--;
	while (r.end < p->s.len && p->s.p[r.end] == c)
		r.end++;
	uint32_t before = char_before(p, r.start), after = char_at(p, r.end);
	bool space_before = is_space(before), space_after = is_space(after);
	bool left = !space_after && (!is_punct(after) || space_before || maybe_punct(before));
	bool right = !space_before && (!is_punct(before) || space_after || maybe_punct(after));
	r.can_open = left;
	r.can_close = right;
	if (c == '_') {
		r.can_open = left && (!right || maybe_punct(before));
		r.can_close = right && (!left || maybe_punct(after));
	}
	return r;
}

static bool is_delimiter(const struct page *p, size_t i)
{
	return i < p->s.len && (p->kinds[i] == KIND_OPEN || p->kinds[i] == KIND_CLOSE);
}

static struct partners *partners_of(struct page *p, char c)
{
	switch (c) {
	case '*': return &p->star;
	case '_': return &p->low;
	case '~': return &p->tilde;
	case '=': return &p->equals;
	case '$': return &p->dollar;
	case '^': return &p->caret;
	default: return NULL;
	}
}

/* One pass over everything laid down, so that later questions are answered at once. */
static void survey(struct page *p)
{
	struct partners none = { SIZE_MAX, 0 };
	p->star = p->low = p->tilde = p->equals = p->dollar = p->caret = none;
	for (size_t i = 0; i < p->s.len;) {
		char c = p->s.p[i];
		struct partners *partners = partners_of(p, c);
		if (!partners) {
			size_t run = i + 1;
			if (c == '`')
				while (at(p, run) == '`')
					run++;
			p->n_ticks += c == '`';
			if (c == '>')
				p->last_greater = i + 1;
			else if (c == ']' && at(p, i + 1) == ':')
				p->last_define = i + 1;
			i = run;
			continue;
		}
		struct run r = run_at(p, i);
		for (size_t k = r.start; k < r.end; k++)
			if (is_delimiter(p, k))
				r.can_open = r.can_close = true;
		if (r.can_open && r.start < partners->first_open)
			partners->first_open = r.start;
		if (r.can_close)
			partners->last_close = r.end;
		i = r.end;
	}
}

/* cmark-gfm looks through tildes for the character that decides whether a delimiter opens or closes:
 * whether it would see another answer there than CommonMark gives for the tildes themselves. */
static bool hides_neighbour(const struct page *p, struct run r)
{
	for (int side = 0; side < 2; side++) {
		size_t i = side ? r.end : r.start - 1;
		if ((!side && !r.start) || !is_delimiter(p, i))
			continue;
		uint32_t past = side ? char_before(p, r.start) : char_at(p, r.end);
		if ((p->kinds[i] == KIND_OPEN) != side) { /* inside of it */
			if (is_space(past))
				return true;
			continue;
		}
		size_t k = i;
		while (is_delimiter(p, k))
			k += side ? 1 : (size_t)-1;
		uint32_t inner = side ? char_at(p, k) : char_before(p, k + 1);
		if (!is_space(past) && !is_punct(past) && (p->s.p[i] == '_' || maybe_punct(inner)))
			return true;
	}
	return false;
}

/* A run of words that could pair with another run, or that touches our own delimiter. */
static bool could_pair(struct page *p, size_t i)
{
	if (i < p->run_end)
		return p->run_pairs;
	struct run r = run_at(p, i);
	const struct partners *partners = partners_of(p, p->s.p[i]);
	p->run_end = r.end;
	p->run_pairs = (r.can_open && partners->last_close > r.end) ||
		       (r.can_close && partners->first_open < r.start);
	for (size_t k = r.start; k < r.end; k++)
		p->run_pairs |= !words_at(p, k);
	if (p->s.p[i] == '~' && !p->run_pairs)
		p->run_pairs = hides_neighbour(p, r);
	return p->run_pairs;
}

/* Whether a character reference stands at the '&' at i (any name: their list is long). */
static bool is_reference(const struct page *p, size_t i)
{
	size_t k = i + 1, start;
	if (at(p, k) == '#') {
		k++;
		bool hex = at(p, k) == 'x' || at(p, k) == 'X';
		k += hex;
		for (start = k; ch_digit(at(p, k)) || (hex && ch_alnum(at(p, k))); k++)
			;
		return k > start && k - start <= 8 && at(p, k) == ';';
	}
	if (!ch_alpha(at(p, k)))
		return false;
	for (start = k; ch_alnum(at(p, k)); k++)
		;
	return k - start <= 40 && at(p, k) == ';';
}

static bool starts_tag(const struct page *p, size_t i)
{
	char c = at(p, i + 1);
	if (!ch_alpha(c) && c != '/' && c != '!' && c != '?')
		return false;
	size_t end = i + 1;
	while (ch_alnum(at(p, end)) || at(p, end) == '-')
		end++;
	if (ch_alpha(c) && at(p, end) && strchr(",;()[]\"<\\", at(p, end)))
		return false; /* neither a tag's name nor an address ends so */
	bool line_start = i == 0 || p->s.p[i - 1] == '\n';
	return line_start || p->context.in_brackets || p->last_greater > i;
}

static bool ends_with_word(const struct page *p, size_t end, const char *word)
{
	size_t n = strlen(word);
	return end >= n && str_eq_nocase(str_sub(p->s, end - n, end), str_from_c(word)) &&
	       (end == n || !ch_alnum(p->s.p[end - n - 1]) || n > 3);
}

static bool autolinks(const struct page *p, size_t i)
{
	if (!p->flavor->autolinks || p->kinds[i] == KIND_WORDS_LINKED)
		return false;
	if (p->s.p[i] == '.')
		return ends_with_word(p, i, "www") && !is_space(char_at(p, i + 1));
	if (at(p, i + 1) != '/' || at(p, i + 2) != '/' || is_space(char_at(p, i + 3)))
		return false;
	return ends_with_word(p, i, "http") || ends_with_word(p, i, "https") || ends_with_word(p, i, "ftp");
}

static bool opens_bracket(const struct page *p, size_t i)
{
	const struct flavor *f = p->flavor;
	char next = at(p, i + 1);
	if (p->kinds[i] == KIND_WORDS_LINKED || (next == '^' && f->footnotes) || (next == '@' && f->citations))
		return true;
	if (f->wikilinks && (next == '[' || (i && p->s.p[i - 1] == '[')))
		return true;
	if (i == 0 && p->context.quote_start && next == '!' && f->alerts)
		return true;
	return i == 0 && p->context.item_start && f->tasks && at(p, 2) == ']' &&
	       (next == ' ' || next == 'x' || next == 'X');
}

static bool closes_bracket(const struct page *p, size_t i)
{
	char next = at(p, i + 1);
	if (p->kinds[i] == KIND_WORDS_LINKED || next == '(' || (next == '{' && p->flavor->attributes))
		return true;
	return next == ':' && p->brackets_define;
}

static bool misread_backslash(const struct page *p, size_t i)
{
	if (p->context.place == INK_CELL)
		return true;
	char next = at(p, i + 1);
	return ascii_punct((unsigned char)next) || next == '\n' || i + 1 == p->s.len ||
	       (p->flavor->smart && next == ' ') || (p->flavor->attributes && ch_alpha(next));
}

/* Dialects' own characters. */
static bool misread_by_dialect(struct page *p, size_t i, char c)
{
	const struct flavor *f = p->flavor;
	char next = at(p, i + 1), prev = i ? p->s.p[i - 1] : ' ';
	switch (c) {
	case '$': return f->math && could_pair(p, i);
	case '=': return f->highlight && (next == '=' || prev == '=') && could_pair(p, i);
	case '^':
		return (f->sub_sup && could_pair(p, i)) ||
		       (f->footnotes && (i ? prev == '[' && !words_at(p, i - 1) : p->context.in_brackets));
	case '%': return f->comments && (next == '%' || prev == '%');
	case '@': return f->citations && (ch_alnum(next) || next == '_' || next == '{') && !ch_alnum(prev);
	case '#':
		return f->tags && (ch_space(prev) || prev == '(' || !words_at(p, i - 1)) && next != ' ' && next != '#' &&
		       next != '\0';
	case '"':
	case '\'': return f->smart;
	case '-': return f->smart && next == '-';
	default: return false;
	}
}

static bool misread(struct page *p, size_t i)
{
	char c = p->s.p[i];
	switch (c) {
	case '\\': return misread_backslash(p, i);
	case '`': return p->n_ticks > 1 || p->context.in_brackets;
	case '*':
	case '_': return could_pair(p, i);
	case '~': return (p->flavor->strikethrough || p->flavor->sub_sup) && could_pair(p, i);
	case '[': return opens_bracket(p, i);
	case ']': return closes_bracket(p, i);
	case '<': return starts_tag(p, i);
	case '&': return is_reference(p, i);
	case '!': return at(p, i + 1) == '[' && !words_at(p, i + 1);
	case '|': return p->context.place == INK_CELL;
	case '.': return autolinks(p, i) || (p->flavor->smart && at(p, i + 1) == '.' && at(p, i + 2) == '.');
	case ':': return autolinks(p, i);
	default: return misread_by_dialect(p, i, c);
	}
}

/* ---- line starts ------------------------------------------------------------------------------------ */

static bool ends_word(const struct page *p, size_t i)
{
	char c = at(p, i);
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

static size_t span_of(const struct page *p, size_t i, const char *set)
{
	size_t k = i;
	while (k < p->s.len && p->s.p[k] != '\n' && strchr(set, p->s.p[k]))
		k++;
	return k - i;
}

static bool line_is_only(const struct page *p, size_t i, const char *set)
{
	char end = at(p, i + span_of(p, i, set));
	return end == '\n' || end == '\0';
}

/* A line of three or more of one character, blanks between: a thematic break. */
static bool is_rule(const struct page *p, size_t i)
{
	char set[] = { p->s.p[i], ' ', '\0' };
	size_t n = 0, span = span_of(p, i, set);
	for (size_t k = i; k < i + span; k++)
		n += p->s.p[k] == set[0];
	return n >= 3 && line_is_only(p, i, set);
}

/* A number and its dot: the dot's position, else SIZE_MAX. */
static size_t numbered(const struct page *p, size_t i)
{
	size_t n = span_of(p, i, "0123456789");
	char mark = at(p, i + n);
	if (n == 0 || n > 9 || (mark != '.' && mark != ')') || !ends_word(p, i + n + 1))
		return SIZE_MAX;
	return words_at(p, i) && words_at(p, i + n) ? i + n : SIZE_MAX;
}

static bool has_dash(const struct page *p, size_t i)
{
	size_t n = span_of(p, i, "|:- \t");
	return memchr(p->s.p + i, '-', n) != NULL;
}

/* a. iv) (1) #. and the like, in dialects that number so; where the escape goes, else SIZE_MAX. */
static size_t fancy_numbered(const struct page *p, size_t i)
{
	size_t open = at(p, i) == '(', n = 0;
	char c = at(p, i + open);
	if (c == '#' || c == '@')
		n = 1;
	else if (ch_digit(c))
		n = span_of(p, i + open, "0123456789");
	else if (ch_alpha(c)) {
		n = span_of(p, i + open, "ivxlcdm");
		n = n ? n : span_of(p, i + open, "IVXLCDM");
		n = n ? n : 1;
	}
	char mark = at(p, i + open + n);
	if (n == 0 || (mark != '.' && mark != ')') || (open && mark != ')') || !ends_word(p, i + open + n + 1))
		return SIZE_MAX;
	return open ? i : i + n;
}

/* Where in the line that starts at i a backslash must go, else SIZE_MAX. */
static size_t misread_line_start(const struct page *p, size_t i)
{
	if (!words_at(p, i))
		return SIZE_MAX;
	bool first = i == 0;
	char c = p->s.p[i];
	bool bad = false;
	switch (c) {
	case '#': bad = ends_word(p, i + span_of(p, i, "#")) && span_of(p, i, "#") <= 6; break;
	case '>': bad = true; break;
	case '+':
	case '-':
	case '*': bad = ends_word(p, i + 1) || is_rule(p, i); break;
	case '_': bad = is_rule(p, i); break;
	case '=': bad = !first && line_is_only(p, i, "= "); break;
	case '~':
	case '`': bad = at(p, i + 1) == c && at(p, i + 2) == c; break;
	case ':': bad = p->flavor->definitions && ends_word(p, i + 1); break;
	case '|': bad = p->flavor->fancy_lists && at(p, i + 1) == ' '; break;
	case '%': bad = p->flavor->attributes && ends_word(p, i + 1); break;
	default: break;
	}
	if (!bad && c == '-' && !first)
		bad = line_is_only(p, i, "- ");
	if (!bad && !first && (c == '-' || c == ':' || c == '|') && p->flavor->tables)
		bad = line_is_only(p, i, "|:- \t") && has_dash(p, i);
	if (bad)
		return i;
	size_t dot = numbered(p, i);
	return dot == SIZE_MAX && p->flavor->fancy_lists ? fancy_numbered(p, i) : dot;
}

/* The first of the '#'s that would be taken for a heading's closing sequence. */
static size_t closing_hashes(const struct page *p)
{
	size_t i = p->s.len;
	while (i && p->s.p[i - 1] == '#')
		i--;
	bool closes = i < p->s.len && (i == 0 || p->s.p[i - 1] == ' ') && words_at(p, i);
	return closes ? i : SIZE_MAX;
}

static bool line_defines(const struct page *p, size_t i)
{
	return at(p, i) == '[' && words_at(p, i) && p->last_define > i;
}

static void put_escaped(struct page *p, struct buf *out)
{
	size_t start = SIZE_MAX, hashes = p->context.place == INK_HEADING ? closing_hashes(p) : SIZE_MAX;
	for (size_t i = 0; i < p->s.len; i++) {
		char c = p->s.p[i];
		if (i == 0 || p->s.p[i - 1] == '\n') {
			bool starts = p->context.place == INK_PARAGRAPH;
			start = starts ? misread_line_start(p, i) : SIZE_MAX;
			p->brackets_define = starts && line_defines(p, i);
		}
		if (p->kinds[i] == KIND_NEWLINE) {
			buf_puts(out, "\\\n");
			continue;
		}
		if (p->kinds[i] <= KIND_WORDS_LINKED &&
		    (i == start || i == hashes || (doubtful[(unsigned char)c] && misread(p, i))))
			buf_putc(out, '\\');
		buf_putc(out, c);
	}
}

/* Whether nothing at the very start of the line could be misread: the common case. */
static bool plain_start(const struct ink *ink)
{
	char c = ink->bytes.len ? ink->bytes.p[0] : 'a';
	return !ch_digit(c) && !strchr("#>+-*_=~`:|[<%@(", c);
}

void ink_put(struct ink *ink, struct ink_context context, struct buf *out)
{
	join_texts(ink);
	if (ink->n && !ink->exact)
		tidy_spaces(ink);
	if (ink->n)
		drop_edge_breaks(ink);
	bool breaks = false;
	for (size_t i = 0; i < ink->n; i++) {
		if (ink->tokens[i].type == INK_OPEN || ink->tokens[i].type == INK_CLOSE)
			settle_delimiter(ink, i);
		breaks |= ink->tokens[i].type == INK_BREAK;
	}
	lay_down(ink);
	if (!ink->special && !breaks && !ink->flavor->fancy_lists &&
	    (context.place == INK_CELL || plain_start(ink))) {
		buf_put_str(out, buf_str(&ink->bytes));
		return;
	}
	struct page p = { .flavor = ink->flavor, .context = context, .s = buf_str(&ink->bytes),
			  .kinds = ink->kinds.p };
	survey(&p);
	put_escaped(&p, out);
}
