/* code.c - code listings that wrap without losing their shape.
 *
 * Each line is a block of its own, with its line end inside it, so that it is right without a
 * stylesheet too and copying gives the lines back. Its class says how far it is indented (i0 …
 * i24, in columns); the stylesheet hangs what wraps two columns under the line's own beginning. */
#include "backend/markup/markup.h"

#include "output/xml.h"

enum { TAB_COLUMNS = 8, INDENT_MAX = 24 };

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

void markup_put_listing(struct markup *m, const struct node *n)
{
	struct buf *b = m->out;
	struct str text = n->as.code.text;
	m->facts.codes++;
	buf_puts(b, "<pre");
	markup_put_common(m, n);
	buf_puts(b, "><code");
	if (n->as.code.language.len)
		put_language(b, n->as.code.language);
	buf_putc(b, '>');
	for (size_t at = 0; at < text.len;) {
		ptrdiff_t end = str_find_char(text, '\n', at);
		size_t next = end < 0 ? text.len : (size_t)end + 1;
		struct str line = str_sub(text, at, end < 0 ? text.len : (size_t)end);
		buf_puts(b, "<span class=\"l i");
		buf_put_int(b, indent_of(line));
		buf_puts(b, "\">");
		xml_put_text(b, line);
		buf_puts(b, "\n</span>");
		at = next;
	}
	buf_puts(b, "</code></pre>\n");
}
