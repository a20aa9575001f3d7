/* block.c - blocks become lines: paragraphs, lists, quotes, callouts, definitions, notes. */
#include "backend/markdown/block.h"
#include "backend/markdown/outline.h"

#include "doc/numeral.h"

#include <stdio.h>
#include <stdlib.h>

void md_init(struct md *md, const struct flavor *flavor, const struct article *article, struct buf *out)
{
	*md = (struct md){ .flavor = flavor, .article = article, .out = out, .raw_html = true };
	ink_init(&md->ink, flavor);
}

void md_done(struct md *md)
{
	ink_done(&md->ink);
	buf_done(&md->first);
	buf_done(&md->rest);
	buf_done(&md->scratch);
	free(md->targets);
	free(md->images);
}

struct frame {
	bool tight;	 /* no blank lines between children where it can be helped */
	char marker;	 /* of the list item around, else 0 */
	bool item_start; /* nothing has been written in the item yet */
	bool quote_start;
	enum task_state task;
};

static void put_blocks(struct md *md, const struct node *parent, struct frame frame);

static void put_paragraph(struct md *md, const struct node *n, struct frame frame)
{
	struct buf b = { 0 };
	if (frame.task != TASK_NONE && md->flavor->tasks)
		buf_puts(&b, frame.task == TASK_DONE ? "[x] " : "[ ] ");
	struct ink_context context = { .place = INK_PARAGRAPH,
				       .item_start = frame.item_start && frame.task == TASK_NONE,
				       .runs_on = frame.tight && n->next,
				       .quote_start = frame.quote_start };
	md_inline(md, n, context, &b);
	if (md->flavor->figures && n->first && n->first == n->last && n->first->type == NODE_IMAGE)
		buf_putc(&b, '\\');
	md_put_lines(md, buf_str(&b));
	buf_done(&b);
}

/* Pandoc takes the indentation of code for a part of it when it begins an item or a note. */
static void put_empty_start(struct md *md, const struct node *parent)
{
	const struct node *n = parent->first;
	if (!md->flavor->any_marker || !n || (n->type != NODE_CODE_BLOCK && !between_is_raw(md, n)))
		return;
	md_put_lines(md, STR("<!-- -->"));
	md_blank(md);
}

/* The style a list can keep. Pandoc takes i. for one and other single letters for letters, so that a
 * list which begins with another number is read as it was meant only in digits. */
static enum list_style style_of(const struct md *md, const struct node *list)
{
	enum list_style style = list->as.list.style;
	long first = list->first->as.item.number, last = list->last->as.item.number;
	bool letters = style == LIST_LOWER_ALPHA || style == LIST_UPPER_ALPHA;
	bool kept = letters ? first > 0 && first != 9 && last <= 26 : first == 1 && last < 4000;
	return md->flavor->fancy_lists && kept ? style : LIST_DECIMAL;
}

static void put_marker(const struct md *md, const struct node *item, char marker, struct buf *b)
{
	bool ordered = marker == '.' || marker == ')';
	enum list_style style = ordered ? style_of(md, item->parent) : LIST_DECIMAL;
	if (ordered)
		numeral_put(b, item->as.item.number, style);
	buf_putc(b, marker);
	buf_putc(b, ' ');
	if (marker == '.' && (style == LIST_UPPER_ALPHA || style == LIST_UPPER_ROMAN))
		buf_putc(b, ' '); /* "B. Russell" is no item */
}

static void put_item(struct md *md, const struct node *item, char marker, bool tight)
{
	struct buf first = { 0 }, rest = { 0 };
	put_marker(md, item, marker, &first);
	buf_pad(&rest, ' ', first.len);
	struct container c = lines_enter(md, buf_str(&first), buf_str(&rest));
	buf_done(&first);
	buf_done(&rest);
	put_empty_start(md, item);
	struct frame frame = { .tight = tight, .marker = marker, .item_start = true, .task = item->as.item.task };
	put_blocks(md, item, frame);
	lines_leave(md, c);
}

/* Returns the marker; `before` is that of a list of the same kind right before, which it must not
 * continue. */
static char put_list(struct md *md, const struct node *n, char before)
{
	char marker = n->as.list.ordered ? (before == '.' ? ')' : '.') : (before == '-' ? '*' : '-');
	bool loose = !n->as.list.tight;
	for (const struct node *item = n->first; item; item = item->next) {
		if (loose && item != n->first)
			md_blank(md);
		put_item(md, item, marker, !loose);
	}
	return marker;
}

static void put_quote(struct md *md, const struct node *n)
{
	struct container c = lines_enter(md, STR("> "), STR("> "));
	put_blocks(md, n, (struct frame){ .quote_start = true });
	lines_leave(md, c);
}

static void put_definitions(struct md *md, const struct node *n)
{
	for (const struct node *part = n->first; part; part = part->next) {
		bool term = part->type == NODE_TERM;
		if (part->prev && (term ? part->prev->type != NODE_TERM || !md->flavor->definitions : true) &&
		    !(md->flavor->definitions && !term && part->prev->type == NODE_TERM))
			md_blank(md);
		if (term) {
			struct buf b = { 0 };
			ink_clear(&md->ink);
			if (!md->flavor->definitions)
				ink_open(&md->ink, "**");
			md_ink(md, part, INK_HEADING);
			if (!md->flavor->definitions)
				ink_close(&md->ink, "**");
			ink_put(&md->ink, (struct ink_context){ .place = INK_PARAGRAPH }, &b);
			md_put_lines(md, buf_str(&b));
			buf_done(&b);
			continue;
		}
		struct container c = md->flavor->definitions ? lines_enter(md, STR(":   "), STR("    "))
							     : lines_enter(md, STR("- "), STR("  "));
		put_blocks(md, part, (struct frame){ .tight = false });
		lines_leave(md, c);
	}
}

static void put_math_block(struct md *md, const struct node *n)
{
	if (!n->as.math.tex.len) {
		md_put_paragraph(md, md_math_text(&md->ink.arena, n));
		return;
	}
	if (!md->flavor->math) {
		fence_put(md, STR("math"), n->as.math.tex);
		return;
	}
	md_put_lines(md, STR("$$"));
	struct str rest = n->as.math.tex, line;
	while (str_token(&rest, "\n", &line)) /* TeX has no blank lines in a formula, and readers end it there */
		if (str_trim(line).len)
			md_put_lines(md, line);
	md_put_lines(md, STR("$$"));
}

static void put_media(struct md *md, const struct node *n)
{
	struct str title = n->as.media.title.len ? n->as.media.title : n->as.media.url;
	struct buf b = { 0 };
	ink_clear(&md->ink);
	ink_mark(&md->ink, STR("["));
	ink_text(&md->ink, title, true);
	buf_puts(&b, "](");
	md_put_destination(&b, n->as.media.url, false);
	buf_putc(&b, ')');
	ink_mark(&md->ink, arena_str(&md->ink.arena, buf_str(&b)));
	buf_clear(&b);
	ink_put(&md->ink, (struct ink_context){ .place = INK_PARAGRAPH }, &b);
	md_put_lines(md, buf_str(&b));
	buf_done(&b);
}

static void put_rule(struct md *md, struct frame frame)
{
	md_put_lines(md, frame.marker == '*' ? STR("___") : STR("***"));
}

static void put_block(struct md *md, const struct node *n, struct frame frame)
{
	switch (n->type) {
	case NODE_PARAGRAPH:
	case NODE_CAPTION:
	case NODE_TERM: put_paragraph(md, n, frame); break;
	case NODE_HEADING: heading_put(md, n); break;
	case NODE_LIST: put_list(md, n, 0); break;
	case NODE_CODE_BLOCK: fence_put(md, n->as.code.language, n->as.code.text); break;
	case NODE_QUOTE: put_quote(md, n); break;
	case NODE_CALLOUT: callout_put(md, n); break;
	case NODE_TABLE: md_put_table(md, n); break;
	case NODE_RULE: put_rule(md, frame); break;
	case NODE_DEFINITIONS: put_definitions(md, n); break;
	case NODE_DETAILS: callout_put_details(md, n); break;
	case NODE_MATH_BLOCK: put_math_block(md, n); break;
	case NODE_MEDIA: put_media(md, n); break;
	case NODE_RAW: fence_put(md, STR("html"), n->as.raw.html); break;
	case NODE_ARTICLE:
	case NODE_FIGURE:
	case NODE_ITEM:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_DESCRIPTION: put_blocks(md, n, frame); break;
	case NODE_SUMMARY:  /* callout_put_details wrote it */
	case NODE_FOOTNOTE: /* md_put_notes does */
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
	case NODE_SPAN:
	case NODE_TYPE_COUNT: break;
	}
}

static void put_blocks(struct md *md, const struct node *parent, struct frame frame)
{
	const struct node *prev = NULL;
	char marker = 0; /* of the list just written */
	for (const struct node *n = parent->first; n; n = n->next) {
		if (between_is_nothing(n) || n->type == NODE_SUMMARY)
			continue;
		if (prev && (!frame.tight || between_apart(md, prev, n)))
			md_blank(md);
		bool same = prev && prev->type == NODE_LIST && n->type == NODE_LIST &&
			    prev->as.list.ordered == n->as.list.ordered;
		if (prev && between_goes_on(md, prev, n)) {
			if (frame.tight && !between_apart(md, prev, n))
				md_blank(md);
			md_put_lines(md, STR("<!-- -->"));
			md_blank(md);
			same = false;
		}
		if (between_is_raw(md, n))
			md_put_raw_block(md, n);
		else if (n->type == NODE_LIST)
			marker = put_list(md, n, same ? marker : 0);
		else
			put_block(md, n, frame);
		frame.item_start = frame.quote_start = false;
		frame.task = TASK_NONE;
		prev = n;
	}
}

void md_put_blocks(struct md *md, const struct node *parent)
{
	if (md->flavor->outline)
		outline_put_blocks(md, parent, 0);
	else
		put_blocks(md, parent, (struct frame){ .tight = false });
}

void md_put_notes(struct md *md, const struct node *root)
{
	bool any = false;
	if (md->flavor->outline) {
		outline_put_notes(md, root, 0);
		return;
	}
	for (const struct node *n = root->first; n; n = n->next) {
		if (n->type != NODE_FOOTNOTE)
			continue;
		char first[64];
		int width = md->flavor->footnotes
				    ? snprintf(first, sizeof first, "[^%.*s%d]: ", STR_ARG(md->note_prefix),
					       n->as.footnote.number)
				    : snprintf(first, sizeof first, "%d. ", n->as.footnote.number);
		if (md->out->len || any)
			md_blank(md);
		any = true;
		struct container c = lines_enter(md, (struct str){ first, (size_t)width }, STR("    "));
		put_empty_start(md, n);
		put_blocks(md, n, (struct frame){ .tight = false });
		lines_leave(md, c);
	}
}

void md_put_paragraph(struct md *md, struct str text)
{
	struct buf b = { 0 }, own = { 0 };
	buf_put_str(&own, text); /* it may stand in the arena that is cleared now */
	text = buf_str(&own);
	ink_clear(&md->ink);
	ink_text(&md->ink, text, false);
	ink_put(&md->ink, (struct ink_context){ .place = INK_PARAGRAPH }, &b);
	md_put_lines(md, buf_str(&b));
	buf_done(&b);
	buf_done(&own);
}
