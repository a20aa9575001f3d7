/* code.c - code listings that wrap without losing their shape.
 *
 * Each line is a block of its own, with its line end inside it, so that it is right without a
 * stylesheet too and copying gives the lines back. Its class says how far it is indented (i0 …
 * i16, in columns; deeper ones hang no further, or a telephone would have no room left); the
 * stylesheet hangs what wraps two columns under the line's own beginning. No page ends behind a line of
 * class k. Keywords and comments are
 * told by weight and slant: no grey is dark enough on white, sepia and black at once. */
#include "backend/markup/elements.h"

#include "highlight/highlight.h"
#include "output/xml.h"

enum { TAB_COLUMNS = 8, INDENT_MAX = 16 };

static int indent_of(struct str line)
{
	int column = 0;
	for (size_t i = 0; i < line.len; i++) {
		if (line.p[i] == ' ')
			column++;
		else if (line.p[i] == '\t')
			column += TAB_COLUMNS - column % TAB_COLUMNS;
		else
			break;
	}
	return column > INDENT_MAX ? INDENT_MAX : column;
}

/* What may stand in a class name: letters of languages, "+" and "#" spelled out by their source. */
static void put_language(struct buf *b, struct str language)
{
	buf_puts(b, " class=\"language-");
	for (size_t i = 0; i < language.len; i++) {
		char c = ch_lower(language.p[i]);
		buf_putc(b, ch_alnum(c) || c == '+' || c == '#' || c == '-' || c == '_' ? c : '-');
	}
	buf_putc(b, '"');
}

/* What weight and slant can tell apart; other kinds of token look like the rest and cost no bytes. */
static bool is_shown(enum token_kind kind)
{
	return kind == TOKEN_KEYWORD || kind == TOKEN_COMMENT;
}

struct tokens {
	struct token *items;
	size_t n, next; /* next: the first that does not end before what is to be written */
};

/* Writes text[from, to), a line or part of one; a token that spans lines is opened in each anew. */
static void put_code(struct buf *b, struct str text, size_t from, size_t to, struct tokens *t)
{
	while (from < to) {
		while (t->next < t->n && (t->items[t->next].at + t->items[t->next].len <= from || !is_shown(t->items[t->next].kind)))
			t->next++;
		const struct token *token = t->next < t->n && t->items[t->next].at < to ? &t->items[t->next] : NULL;
		size_t plain = !token ? to : token->at > from ? token->at : from;
		xml_put_text(b, str_sub(text, from, plain));
		from = plain;
		if (!token)
			break;
		size_t end = token->at + token->len < to ? token->at + token->len : to;
		buf_puts(b, "<span class=\"");
		buf_puts(b, highlight_class(token->kind));
		buf_puts(b, "\">");
		xml_put_text(b, str_sub(text, from, end));
		buf_puts(b, "</span>");
		from = end;
	}
}

/* A listing of so many lines is better turned over whole than parted between pages; of a longer one so
 * many stay together at its beginning and its end. */
enum { SHORT = 8, TOGETHER = 3 };

static size_t count_lines(struct str text)
{
	size_t lines = 1;
	for (size_t i = 0; i + 1 < text.len; i++)
		lines += text.p[i] == '\n';
	return lines;
}

static void open_line(struct buf *b, struct str line, size_t number, size_t lines)
{
	bool kept = lines > SHORT && (number < TOGETHER || (number + TOGETHER > lines && number < lines));
	buf_puts(b, "<span class=\"l i");
	buf_put_int(b, indent_of(line));
	buf_puts(b, kept ? " k\">" : "\">");
}

void markup_put_listing(struct markup *m, const struct node *n)
{
	struct buf *b = m->out;
	struct str text = n->as.code.text;
	struct arena arena;
	struct tokens tokens = { .next = 0 };
	size_t line = 0, lines = count_lines(text);
	arena_init(&arena);
	tokens.n = highlight(n->as.code.language, text, &arena, &tokens.items);
	m->facts.codes++;
	buf_puts(b, lines <= SHORT ? "<pre class=\"short\"" : "<pre");
	markup_put_common(m, n);
	if (m->options->rtl && n->direction == DIRECTION_NONE)
		buf_puts(b, " dir=\"ltr\"");
	buf_puts(b, "><code");
	if (n->as.code.language.len)
		put_language(b, n->as.code.language);
	buf_putc(b, '>');
	for (size_t at = 0; at < text.len;) {
		ptrdiff_t newline = str_find_char(text, '\n', at);
		size_t end = newline < 0 ? text.len : (size_t)newline;
		open_line(b, str_sub(text, at, end), ++line, lines);
		put_code(b, text, at, end, &tokens);
		buf_puts(b, "\n</span>");
		at = end + 1;
	}
	buf_puts(b, "</code></pre>\n");
	arena_done(&arena);
}
