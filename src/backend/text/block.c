/* block.c - blocks as lines of text: hanging indents measured from markers, code verbatim under its
 * item, quotes with "> " on every line. */
#include "backend/text/text.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/walk.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- headings --------------------------------------------------------------------------------------------- */

size_t text_widest_line(struct str s)
{
	size_t widest = 0;
	for (struct str line; str_take_line(&s, &line);) {
		size_t columns = unicode_columns(line);
		widest = columns > widest ? columns : widest;
	}
	return widest;
}

/* Rank 0: an article's title; below 0, the book's or a part's: a line above it too. */
void text_put_heading(struct text *t, struct str words, int rank)
{
	static const char *const underlines[] = { "=", "-", "~", "." };
	struct text inner;
	buf_clear(&t->lines);
	text_init(&inner, t->style, t->article, t->links, &t->lines);
	if (inner.style.columns)
		inner.style.columns = text_room(t);
	text_fill(&inner, words);
	struct str rest = buf_str(&t->lines), line;
	size_t columns = text_widest_line(rest);
	if (rank < 0)
		text_rule(t, underlines[0], underlines[0], columns);
	while (str_take_line(&rest, &line))
		if (line.len)
			text_verbatim(t, line);
	const char *mark = underlines[rank < 0 ? 0 : rank < 3 ? rank : 3];
	text_rule(t, mark, mark, columns);
	text_done(&inner);
}

static void put_heading(struct text *t, const struct node *n)
{
	buf_clear(&t->words);
	text_put_inlines(t, n, &t->words);
	int rank = n->as.heading.rank > 0 ? n->as.heading.rank : 1;
	if (t->words.len)
		text_put_heading(t, buf_str(&t->words), rank);
}

/* ---- verbatim ----------------------------------------------------------------------------------------------- */

enum { TAB_STOP = 8 };

/* The line with tabs as blanks, counted from its own start. */
static void put_untabbed(struct buf *b, struct str line)
{
	size_t column = 0;
	for (size_t i = 0; i < line.len; i++) {
		if (line.p[i] == '\t') {
			size_t n = TAB_STOP - column % TAB_STOP;
			buf_pad(b, ' ', n);
			column += n;
			continue;
		}
		buf_putc(b, line.p[i]);
		column += ((unsigned char)line.p[i] & 0xC0) != 0x80;
	}
}

static void put_verbatim(struct text *t, struct str s)
{
	struct str indent = t->table_depth ? STR_NONE : STR("    "); /* in a cell its borders set it apart */
	struct text_container c = text_enter(t, indent, indent);
	struct buf words = { 0 }, line_bytes = { 0 };
	bool tabs = str_find_char(s, '\t', 0) >= 0;
	for (struct str line; str_take_line(&s, &line);) {
		if (tabs) {
			buf_clear(&words);
			put_untabbed(&words, line);
			line = buf_str(&words);
		}
		if (t->style.ascii) {
			buf_clear(&line_bytes);
			ascii_put(&line_bytes, line, t->unwritable);
			line = buf_str(&line_bytes);
		}
		text_verbatim(t, line);
	}
	buf_done(&words);
	buf_done(&line_bytes);
	text_leave(t, c);
}

/* ---- containers ----------------------------------------------------------------------------------------------- */

static void put_indented(struct text *t, const struct node *n, struct str prefix)
{
	struct text_container c = text_enter(t, prefix, prefix);
	text_put_blocks(t, n);
	text_leave(t, c);
}

static void put_callout(struct text *t, const struct node *n)
{
	static const char *const names[] = { "Note", "Tip", "Important", "Warning", "Caution" };
	const char *name = names[n->as.callout.kind];
	struct str title = n->as.callout.title;
	struct text_container c = text_enter(t, STR("> "), STR("> "));
	struct buf b = { 0 };
	buf_puts(&b, name);
	if (title.len && !str_eq_nocase(title, str_from_c(name))) {
		buf_puts(&b, ": ");
		text_put(t, title, &b);
	}
	text_put_heading(t, buf_str(&b), 1);
	buf_done(&b);
	if (n->first) {
		text_blank(t);
		text_put_blocks(t, n);
	}
	text_leave(t, c);
}

static void put_details(struct text *t, const struct node *n)
{
	const struct node *summary = n->first && n->first->type == NODE_SUMMARY ? n->first : NULL;
	if (summary) {
		struct buf b = { 0 };
		text_put_inlines(t, summary, &b);
		text_fill(t, buf_str(&b));
		buf_done(&b);
		if (summary->next)
			text_blank(t);
	}
	put_indented(t, n, STR("  "));
}

/* Nothing but blanks and no-break spaces, which feeds put where they want room. */
static bool is_blank(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] == '\xC2' && i + 1 < s.len && s.p[i + 1] == '\xA0')
			i++;
		else if (!ch_space(s.p[i]))
			return false;
	return true;
}

static void put_leaf(struct text *t, const struct node *n)
{
	buf_clear(&t->words);
	text_put_inlines(t, n, &t->words);
	if (!is_blank(buf_str(&t->words)))
		text_fill(t, buf_str(&t->words));
}

static void put_definitions(struct text *t, const struct node *n)
{
	for (const struct node *part = n->first; part; part = part->next) {
		if (part->type == NODE_TERM) {
			if (part->prev && part->prev->type != NODE_TERM)
				text_blank(t);
			put_leaf(t, part);
		} else
			put_indented(t, part, STR("    "));
	}
}

static void put_media(struct text *t, const struct node *n)
{
	static const char *const kinds[] = { "Audio", "Video", "Embedded" };
	struct buf b = { 0 };
	buf_printf(&b, "[%s", kinds[n->as.media.kind]);
	if (n->as.media.title.len) {
		buf_puts(&b, ": ");
		text_put(t, n->as.media.title, &b);
	}
	buf_putc(&b, ']');
	if (n->as.media.url.len && t->style.links == LINKS_END)
		buf_printf(&b, " [%zu]", text_link_number(t, n->as.media.url));
	else if (n->as.media.url.len && t->style.links == LINKS_INLINE)
		buf_printf(&b, " <%.*s>", STR_ARG(n->as.media.url));
	text_fill(t, buf_str(&b));
	buf_done(&b);
}

static void put_math(struct text *t, const struct node *n)
{
	if (n->as.math.tex.len) {
		put_verbatim(t, n->as.math.tex);
		return;
	}
	struct node math = { .type = NODE_MATH, .as.math = n->as.math };
	struct node line = { .type = NODE_PARAGRAPH, .first = &math, .last = &math };
	struct text_container c = text_enter(t, STR("    "), STR("    "));
	put_leaf(t, &line);
	text_leave(t, c);
}

static void put_block(struct text *t, const struct node *n, bool tight)
{
	enum { RULE_COLUMNS = 72 };
	size_t room = text_room(t);
	switch (n->type) {
	case NODE_PARAGRAPH:
	case NODE_CAPTION:
	case NODE_TERM:
	case NODE_SUMMARY: put_leaf(t, n); break;
	case NODE_HEADING: put_heading(t, n); break;
	case NODE_LIST: text_put_list(t, n); break;
	case NODE_CODE_BLOCK: put_verbatim(t, n->as.code.text); break;
	case NODE_QUOTE: put_indented(t, n, STR("> ")); break;
	case NODE_CALLOUT: put_callout(t, n); break;
	case NODE_TABLE: text_put_table(t, n); break;
	case NODE_RULE: text_rule(t, "─", "-", room == SIZE_MAX ? RULE_COLUMNS : room); break;
	case NODE_DEFINITIONS: put_definitions(t, n); break;
	case NODE_DETAILS: put_details(t, n); break;
	case NODE_MATH_BLOCK: put_math(t, n); break;
	case NODE_MEDIA: put_media(t, n); break;
	case NODE_RAW: put_verbatim(t, n->as.raw.html); break;
	case NODE_ARTICLE:
	case NODE_FIGURE:
	case NODE_ITEM:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_DESCRIPTION: text_put_items(t, n, tight); break;
	case NODE_FOOTNOTE: /* text_put_notes writes them */
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

/* Whether two neighbours in a tight item need a blank line between them. */
static bool apart(const struct node *a, const struct node *b)
{
	if (b->type == NODE_LIST)
		return a->type == NODE_LIST;
	return !(a->type == NODE_PARAGRAPH && b->type == NODE_PARAGRAPH && b->as.paragraph.bare);
}

void text_put_items(struct text *t, const struct node *parent, bool tight)
{
	const struct node *prev = NULL;
	for (const struct node *n = parent->first; n; n = n->next) {
		if (n->type == NODE_FOOTNOTE || (n->type == NODE_SUMMARY && parent->type == NODE_DETAILS) ||
		    (node_kind(n->type) == KIND_LEAF_BLOCK && !n->first) || (n->type == NODE_LIST && !n->first))
			continue;
		size_t before = t->out->len;
		bool caption = prev && (n->type == NODE_CAPTION || prev->type == NODE_CAPTION) && parent->type == NODE_FIGURE;
		if (prev && !caption && (!tight || apart(prev, n)))
			text_blank(t);
		size_t start = t->out->len;
		put_block(t, n, tight);
		if (t->out->len == start)
			t->out->len = before; /* it said nothing: no blank line for it either */
		else
			prev = n;
	}
}

void text_put_blocks(struct text *t, const struct node *parent)
{
	text_put_items(t, parent, false);
}

/* ---- the article's end ------------------------------------------------------------------------------------------ */

void text_put_notes(struct text *t, const struct node *root)
{
	bool any = false;
	for (const struct node *n = root->first; n; n = n->next) {
		if (n->type != NODE_FOOTNOTE)
			continue;
		if (!any) {
			text_blank(t);
			text_rule(t, "─", "-", 20);
		}
		any = true;
		char first[24], rest[24];
		int width = snprintf(first, sizeof first, "%d. ", n->as.footnote.number);
		memset(rest, ' ', sizeof rest);
		struct text_container c = text_enter(t, (struct str){ first, (size_t)width },
						     (struct str){ rest, (size_t)width });
		text_put_items(t, n, false);
		text_leave(t, c);
	}
}

void text_put_links(struct text *t)
{
	if (!t->links->n)
		return;
	text_blank(t);
	struct buf b = { 0 };
	char number[32];
	int widest = snprintf(number, sizeof number, "[%zu]", t->links->n);
	for (size_t i = 0; i < t->links->n; i++) {
		snprintf(number, sizeof number, "[%zu]", i + 1);
		buf_clear(&b);
		buf_printf(&b, "%*s ", widest, number);
		text_put(t, t->links->urls[i], &b);
		text_verbatim(t, buf_str(&b));
	}
	buf_done(&b);
}
