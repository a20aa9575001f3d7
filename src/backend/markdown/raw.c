/* raw.c - nodes as HTML, where Markdown has no words for them: tables with spans, definition lists,
 * lists that count backwards. No blank line inside, since that would end the HTML block. */
#include "backend/markdown/md.h"

#include "doc/walk.h"

/* `in_pre`: a line end before a blank line is written as a reference. */
static void put_text(struct buf *b, struct str s, bool in_pre)
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

static void put_number(struct buf *b, const char *name, long value)
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
		put_number(b, "width", n->as.image.width);
	if (n->as.image.height)
		put_number(b, "height", n->as.image.height);
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

static void put_math(const struct node *n, struct buf *b)
{
	if (n->as.math.mathml.len)
		buf_put_str(b, n->as.math.mathml);
	else
		put_text(b, n->as.math.tex, false);
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
		put_text(b, n->as.text, false);
	else if (n->type == NODE_CODE) {
		buf_puts(b, "<code>");
		put_text(b, n->as.text, false);
		buf_puts(b, "</code>");
	} else if (n->type == NODE_LINK)
		put_link(md, n, b);
	else if (n->type == NODE_IMAGE)
		put_image(md, n, b);
	else if (n->type == NODE_BREAK)
		buf_puts(b, "<br>");
	else if (n->type == NODE_MATH)
		put_math(n, b);
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

/* ---- blocks ------------------------------------------------------------------------------------------- */

static void put_block(struct md *md, const struct node *n, struct buf *b);

static void put_blocks(struct md *md, const struct node *parent, struct buf *b)
{
	for (const struct node *n = parent->first; n; n = n->next)
		put_block(md, n, b);
}

static void open_tag(struct buf *b, const char *tag)
{
	if (b->len && b->p[b->len - 1] != '\n' && b->p[b->len - 1] != '>')
		buf_putc(b, '\n');
	buf_putc(b, '<');
	buf_puts(b, tag);
}

static void close_tag(struct buf *b, const char *tag)
{
	buf_puts(b, "</");
	buf_puts(b, tag);
	buf_puts(b, ">\n");
}

static void put_container(struct md *md, const struct node *n, struct buf *b, const char *tag)
{
	open_tag(b, tag);
	buf_puts(b, ">\n");
	put_blocks(md, n, b);
	close_tag(b, tag);
}

static void put_leaf(struct md *md, const struct node *n, struct buf *b, const char *tag)
{
	open_tag(b, tag);
	buf_putc(b, '>');
	md_put_raw_inlines(md, n, b);
	close_tag(b, tag);
}

static void put_list(struct md *md, const struct node *n, struct buf *b)
{
	static const char types[] = "1aAiI";
	const char *tag = n->as.list.ordered ? "ol" : "ul";
	open_tag(b, tag);
	if (n->as.list.reversed)
		buf_puts(b, " reversed");
	if (n->as.list.ordered && n->as.list.has_start)
		put_number(b, "start", n->as.list.start);
	if (n->as.list.ordered && n->as.list.style != LIST_DECIMAL)
		buf_printf(b, " type=\"%c\"", types[n->as.list.style]);
	buf_puts(b, ">\n");
	put_blocks(md, n, b);
	close_tag(b, tag);
}

static void put_item(struct md *md, const struct node *n, struct buf *b)
{
	open_tag(b, "li");
	if (n->as.item.has_value)
		put_number(b, "value", n->as.item.value);
	buf_putc(b, '>');
	if (n->as.item.task != TASK_NONE)
		buf_puts(b, n->as.item.task == TASK_DONE ? "[x] " : "[ ] ");
	put_blocks(md, n, b);
	close_tag(b, "li");
}

static void put_cell(struct md *md, const struct node *n, struct buf *b)
{
	static const char *const aligns[] = { "", "left", "center", "right" };
	static const char *const scopes[] = { "", "row", "col", "rowgroup", "colgroup" };
	const char *tag = n->as.cell.header ? "th" : "td";
	open_tag(b, tag);
	if (n->as.cell.column_span > 1)
		put_number(b, "colspan", n->as.cell.column_span);
	if (n->as.cell.row_span > 1)
		put_number(b, "rowspan", n->as.cell.row_span);
	if (n->as.cell.align != ALIGN_NONE)
		md_put_attribute(b, "align", str_from_c(aligns[n->as.cell.align]));
	if (n->as.cell.scope != SCOPE_NONE && n->as.cell.header)
		md_put_attribute(b, "scope", str_from_c(scopes[n->as.cell.scope]));
	buf_putc(b, '>');
	put_blocks(md, n, b);
	close_tag(b, tag);
}

static void put_code(const struct node *n, struct buf *b)
{
	open_tag(b, "pre><code");
	if (n->as.code.language.len) {
		struct buf class = { 0 };
		buf_puts(&class, "language-");
		buf_put_str(&class, n->as.code.language);
		md_put_attribute(b, "class", buf_str(&class));
		buf_done(&class);
	}
	buf_putc(b, '>');
	put_text(b, n->as.code.text, true);
	close_tag(b, "code></pre");
}

static void put_media(struct md *md, const struct node *n, struct buf *b)
{
	(void)md;
	struct str title = n->as.media.title.len ? n->as.media.title : n->as.media.url;
	open_tag(b, "p><a");
	md_put_attribute(b, "href", n->as.media.url);
	buf_putc(b, '>');
	put_text(b, title, false);
	close_tag(b, "a></p");
}

static void put_table(struct md *md, const struct node *n, struct buf *b)
{
	open_tag(b, "table");
	buf_puts(b, ">\n");
	static const char *const parts[] = { "thead", "tbody", "tfoot" };
	int part = -1;
	for (const struct node *row = n->first; row; row = row->next) {
		if (row->type != NODE_ROW) {
			put_block(md, row, b);
			continue;
		}
		if (part != (int)row->as.row.part) {
			if (part >= 0)
				close_tag(b, parts[part]);
			part = (int)row->as.row.part;
			open_tag(b, parts[part]);
			buf_puts(b, ">\n");
		}
		put_container(md, row, b, "tr");
	}
	if (part >= 0)
		close_tag(b, parts[part]);
	close_tag(b, "table");
}

static void put_heading(struct md *md, const struct node *n, struct buf *b)
{
	int level = n->as.heading.level + md->shift;
	char tag[] = { 'h', (char)('0' + (level > 6 ? 6 : level)), '\0' };
	put_leaf(md, n, b, tag);
}

static void put_block(struct md *md, const struct node *n, struct buf *b)
{
	switch (n->type) {
	case NODE_PARAGRAPH:
		if (n->as.paragraph.bare)
			md_put_raw_inlines(md, n, b);
		else
			put_leaf(md, n, b, "p");
		break;
	case NODE_HEADING: put_heading(md, n, b); break;
	case NODE_LIST: put_list(md, n, b); break;
	case NODE_ITEM: put_item(md, n, b); break;
	case NODE_CODE_BLOCK: put_code(n, b); break;
	case NODE_QUOTE:
	case NODE_CALLOUT: put_container(md, n, b, "blockquote"); break;
	case NODE_TABLE: put_table(md, n, b); break;
	case NODE_CAPTION:
		put_leaf(md, n, b, n->parent && n->parent->type == NODE_FIGURE ? "figcaption" : "caption");
		break;
	case NODE_ROW: put_container(md, n, b, "tr"); break;
	case NODE_CELL: put_cell(md, n, b); break;
	case NODE_FIGURE: put_container(md, n, b, "figure"); break;
	case NODE_RULE: buf_puts(b, "<hr>\n"); break;
	case NODE_DEFINITIONS: put_container(md, n, b, "dl"); break;
	case NODE_TERM: put_leaf(md, n, b, "dt"); break;
	case NODE_DESCRIPTION: put_container(md, n, b, "dd"); break;
	case NODE_DETAILS: put_container(md, n, b, "details"); break;
	case NODE_SUMMARY: put_leaf(md, n, b, "summary"); break;
	case NODE_MATH_BLOCK: put_math(n, b); break;
	case NODE_MEDIA: put_media(md, n, b); break;
	case NODE_RAW: buf_put_str(b, n->as.raw.html); break;
	case NODE_ARTICLE:
	case NODE_FOOTNOTE: put_blocks(md, n, b); break;
	case NODE_TEXT:
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_CODE:
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_LINK:
	case NODE_IMAGE:
	case NODE_BREAK:
	case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT:
	case NODE_DELETION:
	case NODE_INSERTION:
	case NODE_MARK:
	case NODE_SMALL:
	case NODE_ABBREVIATION:
	case NODE_QUOTATION:
	case NODE_RUBY:
	case NODE_RUBY_TEXT:
	case NODE_MATH:
	case NODE_FOOTNOTE_REF:
	case NODE_SPAN: md_put_raw_inline(md, n, b); break;
	case NODE_TYPE_COUNT: break;
	}
}

void md_put_raw_block(struct md *md, const struct node *n)
{
	struct buf b = { 0 };
	put_block(md, n, &b);
	struct str rest = buf_str(&b), line;
	struct buf fence = { 0 };
	if (md->flavor->raw_fences) {
		size_t ticks = md_longest_run(rest, '`') + 1;
		buf_pad(&fence, '`', ticks < 3 ? 3 : ticks);
		buf_puts(&fence, "{=html}");
		md_put_lines(md, buf_str(&fence));
		fence.len -= strlen("{=html}");
	}
	while (str_token(&rest, "\n", &line)) { /* drops blank lines */
		if (!str_trim(line).len)
			continue;
		md_line(md);
		buf_put_str(md->out, line);
		md_line_end(md);
	}
	if (md->flavor->raw_fences)
		md_put_lines(md, buf_str(&fence));
	buf_done(&fence);
	buf_done(&b);
}
