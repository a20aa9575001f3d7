/* markup.c - one walk over the nodes, a switch for entering and one for leaving. Elements that are
 * only a pair of tags are rows of data; those that are more have files of their own (elements.h). */
#include "backend/markup/elements.h"

#include "doc/walk.h"
#include "output/xml.h"

#include <stdlib.h>

/* Elements that are a tag and nothing else. */
static const char *const tags[NODE_TYPE_COUNT] = {
	[NODE_QUOTE] = "blockquote",
	[NODE_FIGURE] = "figure",
	[NODE_EMPHASIS] = "em",
	[NODE_STRONG] = "strong",
	[NODE_KEY] = "kbd",
	[NODE_SAMPLE] = "samp",
	[NODE_VARIABLE] = "var",
	[NODE_SUBSCRIPT] = "sub",
	[NODE_SUPERSCRIPT] = "sup",
	[NODE_DELETION] = "del",
	[NODE_INSERTION] = "ins",
	[NODE_MARK] = "mark",
	[NODE_SMALL] = "small",
	[NODE_SPAN] = "span",
};

struct markup_frame *markup_top(struct markup *m)
{
	return &m->frames[m->n_frames - 1];
}

struct markup_frame *markup_push(struct markup *m)
{
	mem_grow(&m->frames, &m->cap_frames, m->n_frames + 1, sizeof *m->frames);
	m->frames[m->n_frames++] = (struct markup_frame){ .regular = false };
	return markup_top(m);
}

static void put_code_block(struct markup *m, const struct node *n)
{
	if (n->as.code.kind != CODE_DIAGRAM || !markup_put_drawing(m, n))
		markup_put_listing(m, n);
}

static void enter(struct markup *m, const struct node *n)
{
	switch (n->type) {
	case NODE_ARTICLE:
		break;
	case NODE_PARAGRAPH:
		markup_enter_paragraph(m, n);
		break;
	case NODE_HEADING:
		markup_enter_heading(m, n);
		break;
	case NODE_LIST:
		markup_enter_list(m, n);
		break;
	case NODE_ITEM:
		markup_enter_item(m, n);
		break;
	case NODE_CODE_BLOCK:
		put_code_block(m, n);
		break;
	case NODE_QUOTE:
	case NODE_FIGURE:
		markup_open_tag(m, tags[n->type], NULL, n);
		markup_end_line(m);
		break;
	case NODE_CALLOUT:
		markup_enter_callout(m, n);
		break;
	case NODE_TABLE:
		markup_enter_table(m, n);
		break;
	case NODE_CAPTION:
		markup_open_tag(m, markup_caption_tag(n), NULL, n);
		break;
	case NODE_ROW:
		markup_enter_row(m, n);
		break;
	case NODE_CELL:
		markup_enter_cell(m, n);
		break;
	case NODE_RULE:
		markup_put_rule(m, n);
		break;
	case NODE_DEFINITIONS:
		markup_enter_definitions(m, n);
		break;
	case NODE_TERM:
		markup_open_tag(m, markup_top(m)->regular ? "dt" : "p", markup_top(m)->regular ? "" : "term", n);
		break;
	case NODE_DESCRIPTION:
		markup_open_tag(m, markup_top(m)->regular ? "dd" : "div", markup_top(m)->regular ? "" : "description", n);
		break;
	case NODE_DETAILS:
		markup_open_tag(m, m->options->epub ? "div" : "details", m->options->epub ? "details" : "", n);
		markup_end_line(m);
		break;
	case NODE_SUMMARY:
		markup_open_tag(m, m->options->epub ? "p" : "summary", m->options->epub ? "summary" : "", n);
		break;
	case NODE_FOOTNOTE:
		markup_enter_note(m, n);
		break;
	case NODE_MATH_BLOCK:
		markup_put_math(m, n, true);
		break;
	case NODE_MEDIA:
		markup_put_media(m, n);
		break;
	case NODE_RAW:
		markup_open_tag(m, "pre", "raw", n);
		xml_put_text(m->out, n->as.raw.html);
		buf_puts(m->out, "</pre>\n");
		break;
	case NODE_TEXT:
		if (m->heading)
			markup_put_title(m->out, n->as.text);
		else
			markup_put_words(m->out, n->as.text);
		break;
	case NODE_CODE:
		markup_open_tag(m, "code", NULL, n);
		markup_put_words(m->out, n->as.text);
		markup_close_tag(m, "code");
		break;
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT:
	case NODE_DELETION:
	case NODE_INSERTION:
	case NODE_MARK:
	case NODE_SMALL:
	case NODE_SPAN:
		markup_open_tag(m, tags[n->type], NULL, n);
		break;
	case NODE_LINK:
		markup_enter_link(m, n);
		break;
	case NODE_IMAGE:
		markup_put_image(m, n);
		break;
	case NODE_BREAK:
		buf_puts(m->out, "<br/>");
		break;
	case NODE_ABBREVIATION:
		buf_puts(m->out, "<abbr");
		if (n->as.abbreviation.title.len)
			xml_put_attribute(m->out, "title", n->as.abbreviation.title);
		markup_put_common(m, n);
		buf_putc(m->out, '>');
		break;
	case NODE_QUOTATION:
		markup_open_tag(m, "span", "quotation", n);
		buf_puts(m->out, markup_quote_mark(m, m->quotes++ % 2 ? 2 : 0));
		break;
	case NODE_RUBY:
		markup_open_tag(m, "ruby", NULL, n);
		break;
	case NODE_RUBY_TEXT:
		markup_open_tag(m, "rt", NULL, n);
		break;
	case NODE_MATH:
		markup_put_math(m, n, false);
		break;
	case NODE_FOOTNOTE_REF:
		markup_put_note_mark(m, n);
		break;
	case NODE_TYPE_COUNT:
		break;
	}
}

static void leave(struct markup *m, const struct node *n)
{
	switch (n->type) {
	case NODE_ARTICLE:
	case NODE_CODE_BLOCK:
	case NODE_RULE:
	case NODE_MATH_BLOCK:
	case NODE_MEDIA:
	case NODE_RAW:
	case NODE_TEXT:
	case NODE_CODE:
	case NODE_IMAGE:
	case NODE_BREAK:
	case NODE_MATH:
	case NODE_FOOTNOTE_REF:
	case NODE_TYPE_COUNT:
		break;
	case NODE_PARAGRAPH:
		markup_leave_paragraph(m, n);
		break;
	case NODE_HEADING:
		markup_leave_heading(m, n);
		break;
	case NODE_LIST:
		markup_close_tag(m, n->as.list.ordered ? "ol" : "ul");
		markup_end_line(m);
		break;
	case NODE_ITEM:
		markup_close_tag(m, "li");
		markup_end_line(m);
		break;
	case NODE_QUOTE:
	case NODE_FIGURE:
		markup_close_tag(m, tags[n->type]);
		markup_end_line(m);
		break;
	case NODE_CALLOUT:
		markup_close_tag(m, "div");
		markup_end_line(m);
		break;
	case NODE_TABLE:
		markup_close_tag(m, markup_has_rows(n) ? "table" : "div");
		markup_end_line(m);
		m->n_frames--;
		break;
	case NODE_CAPTION:
		markup_close_tag(m, markup_caption_tag(n));
		markup_end_line(m);
		break;
	case NODE_ROW:
		markup_leave_row(m, n);
		break;
	case NODE_CELL:
		markup_close_tag(m, markup_is_header(n) ? "th" : "td");
		break;
	case NODE_DEFINITIONS:
		markup_leave_definitions(m);
		break;
	case NODE_TERM:
		markup_close_tag(m, markup_top(m)->regular ? "dt" : "p");
		markup_end_line(m);
		break;
	case NODE_DESCRIPTION:
		markup_close_tag(m, markup_top(m)->regular ? "dd" : "div");
		markup_end_line(m);
		break;
	case NODE_DETAILS:
		markup_close_tag(m, m->options->epub ? "div" : "details");
		markup_end_line(m);
		break;
	case NODE_SUMMARY:
		markup_close_tag(m, m->options->epub ? "p" : "summary");
		markup_end_line(m);
		break;
	case NODE_FOOTNOTE:
		markup_close_tag(m, "aside");
		markup_end_line(m);
		break;
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT:
	case NODE_DELETION:
	case NODE_INSERTION:
	case NODE_MARK:
	case NODE_SMALL:
	case NODE_SPAN:
		markup_close_tag(m, tags[n->type]);
		break;
	case NODE_LINK:
		markup_leave_link(m, n);
		break;
	case NODE_ABBREVIATION:
		markup_close_tag(m, "abbr");
		break;
	case NODE_QUOTATION:
		buf_puts(m->out, markup_quote_mark(m, --m->quotes % 2 ? 3 : 1));
		markup_close_tag(m, "span");
		break;
	case NODE_RUBY:
		markup_close_tag(m, "ruby");
		break;
	case NODE_RUBY_TEXT:
		markup_close_tag(m, "rt");
		break;
	}
}

void markup_init(struct markup *m, const struct markup_options *options, struct buf *out)
{
	*m = (struct markup){ .options = options, .out = out };
}

void markup_done(struct markup *m)
{
	free(m->frames);
}

void markup_put(struct markup *m, const struct node *node)
{
	for (struct walk w = walk_begin(node); walk_next(&w);) {
		if (w.step == WALK_ENTER)
			enter(m, w.node);
		else
			leave(m, w.node);
	}
}

void markup_put_children(struct markup *m, const struct node *node)
{
	for (const struct node *child = node->first; child; child = child->next)
		markup_put(m, child);
}

void markup_finish(struct markup *m)
{
	if (m->notes_open)
		buf_puts(m->out, "</section>\n");
	m->notes_open = false;
}
