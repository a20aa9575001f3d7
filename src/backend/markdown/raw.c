/* raw.c - blocks as HTML, where Markdown has no words for them: tables with spans, definition lists,
 * lists that count backwards. No blank line inside, since that would end the HTML block. */
#include "backend/markdown/raw.h"

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
		raw_put_number(b, "start", n->as.list.start);
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
		raw_put_number(b, "value", n->as.item.value);
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
		raw_put_number(b, "colspan", n->as.cell.column_span);
	if (n->as.cell.row_span > 1)
		raw_put_number(b, "rowspan", n->as.cell.row_span);
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
	raw_put_text(b, n->as.code.text, true);
	close_tag(b, "code></pre");
}

static void put_media(struct md *md, const struct node *n, struct buf *b)
{
	(void)md;
	struct str title = n->as.media.title.len ? n->as.media.title : n->as.media.url;
	open_tag(b, "p><a");
	md_put_attribute(b, "href", n->as.media.url);
	buf_putc(b, '>');
	raw_put_text(b, title, false);
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
	case NODE_MATH_BLOCK: raw_put_math(n, b); break;
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
