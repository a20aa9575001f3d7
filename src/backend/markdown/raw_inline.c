/* raw_inline.c - inlines as HTML, for what stands in a block that is HTML, and for what Markdown has
 * no mark for. */
#include "backend/markdown/raw.h"

/* The tag of each inline. */
const char *md_raw_tag(enum node_type type)
{
	switch (type) {
	case NODE_KEY: return "kbd";
	case NODE_SAMPLE: return "samp";
	case NODE_VARIABLE: return "var";
	case NODE_SUBSCRIPT: return "sub";
	case NODE_SUPERSCRIPT: return "sup";
	case NODE_INSERTION: return "ins";
	case NODE_MARK: return "mark";
	case NODE_SMALL: return "small";
	case NODE_ABBREVIATION: return "abbr";
	case NODE_QUOTATION: return "q";
	case NODE_RUBY: return "ruby";
	case NODE_RUBY_TEXT: return "rt";
	case NODE_EMPHASIS: return "em";
	case NODE_STRONG: return "strong";
	case NODE_DELETION: return "del";
	case NODE_SPAN: return "span";
	case NODE_CODE: return "code";
	case NODE_LINK: return "a";
	case NODE_IMAGE: return "img";
	case NODE_BREAK: return "br";
	case NODE_TEXT:
	case NODE_MATH:
	case NODE_FOOTNOTE_REF:
	case NODE_ARTICLE:
	case NODE_PARAGRAPH:
	case NODE_HEADING:
	case NODE_LIST:
	case NODE_ITEM:
	case NODE_CODE_BLOCK:
	case NODE_QUOTE:
	case NODE_CALLOUT:
	case NODE_TABLE:
	case NODE_CAPTION:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_FIGURE:
	case NODE_RULE:
	case NODE_DEFINITIONS:
	case NODE_TERM:
	case NODE_DESCRIPTION:
	case NODE_DETAILS:
	case NODE_SUMMARY:
	case NODE_FOOTNOTE:
	case NODE_MATH_BLOCK:
	case NODE_MEDIA:
	case NODE_RAW:
	case NODE_TYPE_COUNT: break;
	}
	return NULL;
}

/* `in_pre`: a line end before a blank line is written as a reference. */
void raw_put_text(struct buf *b, struct str s, bool in_pre)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];
		size_t next = i + 1;
		if (c == '&')
			buf_puts(b, "&amp;");
		else if (c == '<')
			buf_puts(b, "&lt;");
		else if (c == '>')
			buf_puts(b, "&gt;");
		else if (c == '\n' && in_pre) {
			while (next < s.len && (s.p[next] == ' ' || s.p[next] == '\t'))
				next++;
			buf_puts(b, next == s.len || s.p[next] == '\n' || i == 0 ? "&#10;" : "\n");
		} else
			buf_putc(b, c == '\n' ? ' ' : c);
	}
}

void md_put_attribute(struct buf *b, const char *name, struct str value)
{
	buf_putc(b, ' ');
	buf_puts(b, name);
	buf_puts(b, "=\"");
	for (size_t i = 0; i < value.len; i++) {
		char c = value.p[i];
		if (c == '&')
			buf_puts(b, "&amp;");
		else if (c == '"')
			buf_puts(b, "&quot;");
		else if (c == '<')
			buf_puts(b, "&lt;");
		else if (c == '>')
			buf_puts(b, "&gt;");
		else if (c == '\n')
			buf_puts(b, "&#10;");
		else
			buf_putc(b, c);
	}
	buf_putc(b, '"');
}

void raw_put_number(struct buf *b, const char *name, long value)
{
	buf_putc(b, ' ');
	buf_puts(b, name);
	buf_puts(b, "=\"");
	buf_put_int(b, value);
	buf_putc(b, '"');
}

static void put_link(struct md *md, const struct node *n, struct buf *b)
{
	struct str url = md_link_url(md, n);
	buf_puts(b, "<a");
	md_put_attribute(b, "href", url);
	if (n->as.link.title.len)
		md_put_attribute(b, "title", n->as.link.title);
	buf_putc(b, '>');
	md_put_raw_inlines(md, n, b);
	buf_puts(b, "</a>");
}

static void put_image(struct md *md, const struct node *n, struct buf *b)
{
	struct str url = md_image_url(md, n);
	buf_puts(b, "<img");
	if (url.len)
		md_put_attribute(b, "src", url);
	md_put_attribute(b, "alt", n->as.image.alt);
	if (n->as.image.title.len)
		md_put_attribute(b, "title", n->as.image.title);
	if (n->as.image.width)
		raw_put_number(b, "width", n->as.image.width);
	if (n->as.image.height)
		raw_put_number(b, "height", n->as.image.height);
	buf_putc(b, '>');
}

static void put_tagged(struct md *md, const struct node *n, struct buf *b)
{
	const char *tag = md_raw_tag(n->type);
	bool bare = !tag || n->type == NODE_SPAN;
	if (!bare) {
		buf_putc(b, '<');
		buf_puts(b, tag);
		if (n->type == NODE_ABBREVIATION && n->as.abbreviation.title.len)
			md_put_attribute(b, "title", n->as.abbreviation.title);
		buf_putc(b, '>');
	}
	md_put_raw_inlines(md, n, b);
	if (!bare) {
		buf_puts(b, "</");
		buf_puts(b, tag);
		buf_putc(b, '>');
	}
}

void raw_put_math(const struct node *n, struct buf *b)
{
	if (n->as.math.mathml.len)
		buf_put_str(b, n->as.math.mathml);
	else
		raw_put_text(b, n->as.math.tex, false);
}

struct str md_math_text(struct arena *arena, const struct node *n)
{
	struct str s = n->as.math.mathml;
	struct buf b = { 0 };
	bool in_tag = false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '<')
			in_tag = true;
		else if (s.p[i] == '>' && in_tag) {
			in_tag = false;
			if (b.len && b.p[b.len - 1] != ' ')
				buf_putc(&b, ' ');
		} else if (!in_tag && !ch_space(s.p[i]))
			buf_putc(&b, s.p[i]);
	}
	struct buf text = { 0 };
	static const struct { const char *name, *character; } names[] = { { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&amp;", "&" } };
	struct str rest = str_trim(buf_str(&b));
	while (rest.len) {
		size_t i = 0;
		while (i < 4 && !str_starts(rest, str_from_c(names[i].name)))
			i++;
		size_t n_bytes = i < 4 ? strlen(names[i].name) : 1;
		buf_put_str(&text, i < 4 ? str_from_c(names[i].character) : str_sub(rest, 0, 1));
		rest = str_sub(rest, n_bytes, rest.len);
	}
	struct str result = arena_str(arena, buf_str(&text));
	buf_done(&b);
	buf_done(&text);
	return result;
}

void md_put_raw_inline(struct md *md, const struct node *n, struct buf *b)
{
	if (n->type == NODE_TEXT)
		raw_put_text(b, n->as.text, false);
	else if (n->type == NODE_CODE) {
		buf_puts(b, "<code>");
		raw_put_text(b, n->as.text, false);
		buf_puts(b, "</code>");
	} else if (n->type == NODE_LINK)
		put_link(md, n, b);
	else if (n->type == NODE_IMAGE)
		put_image(md, n, b);
	else if (n->type == NODE_BREAK)
		buf_puts(b, "<br>");
	else if (n->type == NODE_MATH)
		raw_put_math(n, b);
	else if (n->type == NODE_FOOTNOTE_REF)
		buf_printf(b, "<sup>%d</sup>", n->as.footnote_ref.note->as.footnote.number);
	else
		put_tagged(md, n, b);
}

void md_put_raw_inlines(struct md *md, const struct node *parent, struct buf *b)
{
	for (const struct node *n = parent->first; n; n = n->next)
		md_put_raw_inline(md, n, b);
}
