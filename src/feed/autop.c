/* autop.c - what WordPress does when it shows a post (its exports hold the text before that). Only line
 * ends between inline text mean something; beside a block's tag they are layout of the source, and one
 * line end within a <p> that was typed is too. What stands in <pre> is copied. The HTML parser closes
 * what is opened here. Captions of pictures, shortcodes in square brackets, become figures. */
#include "feed/autop.h"

#define T(name) STR_INIT(name)
static const struct str blocks[] = {
	T("address"), T("article"), T("aside"), T("blockquote"), T("caption"), T("center"), T("col"),
	T("colgroup"), T("dd"), T("details"), T("dir"), T("div"), T("dl"), T("dt"), T("embed"), T("fieldset"),
	T("figcaption"), T("figure"), T("footer"), T("form"), T("h1"), T("h2"), T("h3"), T("h4"), T("h5"),
	T("h6"), T("header"), T("hr"), T("iframe"), T("legend"), T("li"), T("main"), T("map"), T("math"),
	T("menu"), T("nav"), T("object"), T("ol"), T("p"), T("param"), T("pre"), T("script"), T("section"),
	T("select"), T("style"), T("summary"), T("svg"), T("table"), T("tbody"), T("td"), T("tfoot"), T("th"),
	T("thead"), T("tr"), T("ul"), T("video"), T("audio"),
};

static const struct str verbatim[] = {
	T("pre"), T("script"), T("style"), T("svg"), T("textarea"), T("math"),
};
#undef T

static struct str tag_name(struct str s)
{
	size_t start = s.len > 1 && s.p[1] == '/' ? 2 : 1, end = start;
	while (end < s.len && ch_alnum(s.p[end]))
		end++;
	return str_sub(s, start, end);
}

static bool listed(struct str name, const struct str *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(name, names[i]))
			return true;
	return false;
}

/* "[caption …]", WordPress's own word for a figure, to its end; empty: there is none. */
static struct str caption_at(struct str s)
{
	enum { LONGEST = 4 << 10 };
	ptrdiff_t end = str_starts(s, STR("[caption ")) ? str_find(str_sub(s, 0, LONGEST), STR("[/caption]"), 0) : -1;
	bool closed = end >= 0 && str_find_char(str_sub(s, 0, (size_t)end), ']', 0) >= 0;
	return str_sub(s, 0, closed ? (size_t)end + strlen("[/caption]") : 0);
}

static bool is_block(struct str s)
{
	if (caption_at(s).len)
		return true;
	return s.len > 1 && s.p[0] == '<' &&
	       (s.p[1] == '!' || listed(tag_name(s), blocks, sizeof blocks / sizeof blocks[0]));
}

/* The length of the mark-up at the front of `s`: a comment, a tag, or an element that is copied whole. */
static size_t markup_length(struct str s)
{
	ptrdiff_t end = str_starts(s, STR("<!--")) ? str_find(s, STR("-->"), 4) : str_find_char(s, '>', 1);
	if (end < 0)
		return s.len;
	struct str name = tag_name(s);
	if (s.p[1] == '/' || !listed(name, verbatim, sizeof verbatim / sizeof verbatim[0]))
		return (size_t)end + (str_starts(s, STR("<!--")) ? 3 : 1);
	for (ptrdiff_t at = end; (at = str_find(s, STR("</"), (size_t)at)) >= 0; at++)
		if (str_eq_nocase(tag_name(str_sub(s, (size_t)at, s.len)), name)) {
			end = str_find_char(s, '>', (size_t)at);
			return end < 0 ? s.len : (size_t)end + 1;
		}
	return s.len;
}

/* A figure of the picture, or the link around it, that the shortcode begins with, and of the words behind
 * it; older ones have them in an attribute. */
static void put_caption(struct buf *b, struct str code)
{
	size_t start = (size_t)(str_find_char(code, ']', 0) + 1);
	struct str head = str_sub(code, 0, start), body = str_trim(str_sub(code, start, code.len - strlen("[/caption]")));
	ptrdiff_t end = str_starts_nocase(body, STR("<a ")) ? str_find_nocase(body, STR("</a>"), 0) : -1;
	size_t picture = end >= 0 ? (size_t)end + strlen("</a>") : str_starts(body, STR("<")) ? markup_length(body) : 0;
	struct str words = str_trim(str_sub(body, picture, body.len));
	ptrdiff_t attribute = words.len ? -1 : str_find(head, STR("caption=\""), 1);
	if (attribute >= 0) {
		words = str_sub(head, (size_t)attribute + strlen("caption=\""), head.len);
		ptrdiff_t quote = str_find_char(words, '"', 0);
		words = str_sub(words, 0, quote < 0 ? words.len - 1 : (size_t)quote);
	}
	buf_puts(b, "<figure>");
	buf_put_str(b, str_sub(body, 0, picture));
	buf_puts(b, "<figcaption>");
	buf_put_str(b, words);
	buf_puts(b, "</figcaption></figure>");
}

/* White space with line ends in it, at the front of `s`; returns its length. `layout`: one of them says
 * nothing here. */
static size_t put_line_ends(struct buf *b, struct str s, bool layout)
{
	size_t n = 0, lines = 0;
	while (n < s.len && ch_space(s.p[n]))
		lines += s.p[n++] == '\n';
	struct str next = str_sub(s, n, s.len);
	bool at_block = is_block(next);
	if (lines == 0)
		buf_put(b, s.p, n);
	else if (lines > 1 && next.len && !at_block)
		buf_puts(b, "\n\n<p>");
	else if (lines == 1 && next.len && !at_block && !layout)
		buf_puts(b, "<br>\n");
	else
		buf_pad(b, '\n', lines);
	return n;
}

void autop_put(struct buf *b, struct str s)
{
	if (str_find(s, STR("<!-- wp:"), 0) >= 0) { /* the block editor's */
		buf_put_str(b, s);
		return;
	}
	s = str_trim(s);
	bool behind_block = true, in_paragraph = false;
	if (s.len && !is_block(s))
		buf_puts(b, "<p>");
	while (s.len) {
		size_t n = 0;
		if (s.p[0] == '<' && s.len > 1 && (ch_alpha(s.p[1]) || s.p[1] == '/' || s.p[1] == '!')) {
			behind_block = is_block(s);
			if (behind_block)
				in_paragraph = str_eq_nocase(tag_name(s), STR("p")) && s.p[1] != '/';
			n = markup_length(s);
			buf_put(b, s.p, n);
		} else if (s.p[0] == '[' && caption_at(s).len) {
			behind_block = true;
			in_paragraph = false;
			n = caption_at(s).len;
			put_caption(b, str_sub(s, 0, n));
		} else if (ch_space(s.p[0])) {
			n = put_line_ends(b, s, behind_block || in_paragraph);
		} else {
			for (n = 1; n < s.len && s.p[n] != '<' && s.p[n] != '[' && !ch_space(s.p[n]);)
				n++;
			buf_put(b, s.p, n);
			behind_block = false;
		}
		s = str_sub(s, n, s.len);
	}
}
