/* highlight.c - one lexer for all languages: what differs stands in their rows (languages.c). It sees
 * one token after the other and looks back at most at the line it is in. */
#include "highlight/highlight.h"

#include "highlight/languages.h"

struct lexer {
	const struct language *language;
	struct str text;
	struct arena *arena;
	struct token *tokens;
	size_t n, cap;
	size_t at;
};

const char *highlight_class(enum token_kind kind)
{
	static const char *const classes[] = {
		[TOKEN_KEYWORD] = "keyword", [TOKEN_STRING] = "string", [TOKEN_COMMENT] = "comment",
		[TOKEN_NUMBER] = "number", [TOKEN_NAME] = "name",
	};
	return classes[kind];
}

static void add(struct lexer *x, size_t from, size_t to, enum token_kind kind)
{
	if (to <= from)
		return;
	if (x->n == x->cap) {
		size_t cap = x->cap ? x->cap * 2 : 64;
		struct token *more = ARENA_ARRAY(x->arena, struct token, cap);
		if (x->n > 0)
			memcpy(more, x->tokens, x->n * sizeof *more);
		x->tokens = more;
		x->cap = cap;
	}
	x->tokens[x->n++] = (struct token){ from, to - from, kind };
}

static bool at_text(const struct lexer *x, size_t at, const char *what)
{
	return what && str_starts(str_sub(x->text, at, x->text.len), str_from_c(what));
}

static size_t line_end(const struct lexer *x, size_t at)
{
	ptrdiff_t end = str_find_char(x->text, '\n', at);
	return end < 0 ? x->text.len : (size_t)end;
}

static bool line_begins(const struct lexer *x, size_t at)
{
	while (at > 0 && (x->text.p[at - 1] == ' ' || x->text.p[at - 1] == '\t'))
		at--;
	return at == 0 || x->text.p[at - 1] == '\n';
}

/* A comment at the cursor is taken whole. */
static bool take_comment(struct lexer *x)
{
	const struct language *l = x->language;
	if (l->block_comment[0] && at_text(x, x->at, l->block_comment[0])) {
		size_t from = x->at;
		ptrdiff_t end = str_find(x->text, str_from_c(l->block_comment[1]),
					 x->at + strlen(l->block_comment[0]));
		x->at = end < 0 ? x->text.len : (size_t)end + strlen(l->block_comment[1]);
		add(x, from, x->at, TOKEN_COMMENT);
		return true;
	}
	for (int i = 0; i < 2; i++) {
		if (!at_text(x, x->at, l->line_comments[i]))
			continue;
		char before = x->at > 0 ? x->text.p[x->at - 1] : '\n';
		if ((l->flags & LANGUAGE_SIGNED_HASH) && !ch_space(before))
			continue;
		size_t from = x->at;
		x->at = line_end(x, from);
		add(x, from, x->at, TOKEN_COMMENT);
		return true;
	}
	return false;
}

/* Whether what ends at `at` is followed by ':' (or '=' in settings). */
static bool is_key(const struct lexer *x, size_t at)
{
	while (at < x->text.len && x->text.p[at] == ' ')
		at++;
	return at < x->text.len && (x->text.p[at] == ':' || x->text.p[at] == '=');
}

static bool take_string(struct lexer *x)
{
	const struct language *l = x->language;
	char quote = x->text.p[x->at];
	size_t from = x->at;
	if ((l->flags & LANGUAGE_TRIPLE) && (at_text(x, from, "\"\"\"") || at_text(x, from, "'''"))) {
		ptrdiff_t end = str_find(x->text, str_sub(x->text, from, from + 3), from + 3);
		x->at = end < 0 ? x->text.len : (size_t)end + 3;
		add(x, from, x->at, TOKEN_STRING);
		return true;
	}
	bool character = (l->flags & LANGUAGE_CHAR) && quote == '\'';
	if (quote == '\0' || (!strchr(l->quotes, quote) && !character))
		return false;
	bool runs_on = l->long_quotes && strchr(l->long_quotes, quote);
	size_t i = from + 1, limit = character ? from + 6 : x->text.len;
	for (; i < x->text.len && i < limit && x->text.p[i] != quote; i++) {
		if (x->text.p[i] == '\n' && !runs_on)
			break;
		if (x->text.p[i] == '\\')
			i++;
	}
	if (i >= x->text.len || i >= limit || x->text.p[i] != quote) {
		if (!runs_on || i < x->text.len || character) {
			x->at++; /* an apostrophe, a lifetime: plain */
			return true;
		}
		i = x->text.len - 1;
	}
	x->at = i + 1;
	add(x, from, x->at, (l->flags & LANGUAGE_KEYS) && is_key(x, x->at) ? TOKEN_NAME : TOKEN_STRING);
	return true;
}

static bool take_number(struct lexer *x)
{
	size_t i = x->at;
	if (!ch_digit(x->text.p[i]))
		return false;
	while (i < x->text.len && (ch_alnum(x->text.p[i]) || x->text.p[i] == '_' ||
				   (x->text.p[i] == '.' && i + 1 < x->text.len && ch_digit(x->text.p[i + 1]))))
		i++;
	add(x, x->at, i, TOKEN_NUMBER);
	x->at = i;
	return true;
}

static bool is_word(const struct lexer *x, char c)
{
	return ch_alnum(c) || c == '_' || (unsigned char)c >= 0x80 ||
	       (c == '-' && (x->language->flags & LANGUAGE_DASHES));
}

static bool is_keyword(const struct language *l, struct str word)
{
	char lower[24];
	if (!l->keywords || word.len >= sizeof lower)
		return false;
	if (!(l->flags & LANGUAGE_NO_CASE))
		return str_has_word(str_from_c(l->keywords), word);
	for (size_t i = 0; i < word.len; i++)
		lower[i] = ch_lower(word.p[i]);
	return str_has_word(str_from_c(l->keywords), (struct str){ lower, word.len });
}

static void take_word(struct lexer *x)
{
	const struct language *l = x->language;
	size_t from = x->at, i = from;
	bool sigil = ((l->flags & LANGUAGE_DOLLAR) && x->text.p[from] == '$') ||
		     ((l->flags & LANGUAGE_AT) && x->text.p[from] == '@');
	bool hash = (l->flags & LANGUAGE_HASH_LINE) && x->text.p[from] == '#' && line_begins(x, from);
	if (sigil || hash)
		i++;
	while (i < x->text.len && is_word(x, x->text.p[i]))
		i++;
	if (i == from) {
		x->at++;
		return;
	}
	x->at = i;
	struct str word = str_sub(x->text, from, i);
	if (hash || is_keyword(l, word))
		add(x, from, i, TOKEN_KEYWORD);
	else if (sigil && i > from + 1)
		add(x, from, i, TOKEN_NAME);
	else if ((l->flags & LANGUAGE_KEYS) && is_key(x, i))
		add(x, from, i, TOKEN_NAME);
	else if (i < x->text.len && x->text.p[i] == '(' && ch_alpha(word.p[0]))
		add(x, from, i, TOKEN_NAME);
}

/* <tag name="value">: the tag's name is a keyword. */
static void take_tag(struct lexer *x)
{
	size_t i = x->at + 1, end = x->text.len;
	while (i < end && strchr("/!?", x->text.p[i]))
		i++;
	size_t name = i;
	while (i < end && (ch_alnum(x->text.p[i]) || strchr("-_:.", x->text.p[i])))
		i++;
	add(x, name, i, TOKEN_KEYWORD);
	while (i < end && x->text.p[i] != '>') {
		char c = x->text.p[i];
		if (c == '"' || c == '\'') {
			ptrdiff_t close = str_find_char(x->text, c, i + 1);
			size_t to = close < 0 ? end : (size_t)close + 1;
			add(x, i, to, TOKEN_STRING);
			i = to;
		} else if (ch_alpha(c)) {
			size_t from = i;
			while (i < end && (ch_alnum(x->text.p[i]) || strchr("-_:", x->text.p[i])))
				i++;
			add(x, from, i, TOKEN_NAME);
		} else {
			i++;
		}
	}
	x->at = i;
}

static void lex_tags(struct lexer *x)
{
	while (x->at < x->text.len) {
		if (take_comment(x))
			continue;
		bool tag = x->text.p[x->at] == '<' && x->at + 1 < x->text.len &&
			   (ch_alpha(x->text.p[x->at + 1]) || strchr("/!?", x->text.p[x->at + 1]));
		if (tag)
			take_tag(x);
		else
			x->at++;
	}
}

static void lex_diff(struct lexer *x)
{
	while (x->at < x->text.len) {
		size_t end = line_end(x, x->at);
		char c = x->text.p[x->at];
		if (at_text(x, x->at, "@@") || at_text(x, x->at, "diff ") || at_text(x, x->at, "index ") ||
		    at_text(x, x->at, "+++") || at_text(x, x->at, "---"))
			add(x, x->at, end, TOKEN_COMMENT);
		else if (c == '+')
			add(x, x->at, end, TOKEN_STRING);
		else if (c == '-')
			add(x, x->at, end, TOKEN_NUMBER);
		x->at = end + 1;
	}
}

size_t highlight(struct str language, struct str text, struct arena *arena, struct token **tokens)
{
	struct lexer x = { .language = language_find(language), .text = text, .arena = arena };
	if (!x.language)
		return 0;
	if (x.language->flags & LANGUAGE_TAGS)
		lex_tags(&x);
	else if (x.language->flags & LANGUAGE_DIFF)
		lex_diff(&x);
	else
		while (x.at < x.text.len)
			if (!take_comment(&x) && !take_string(&x) && !take_number(&x))
				take_word(&x);
	*tokens = x.tokens;
	return x.n;
}
