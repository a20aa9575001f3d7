/* blocks.c - paragraphs, headings, rules and callouts, and which of them say nothing. */
#include "backend/markup/elements.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "output/xml.h"

/* Loose text in an item or a cell needs no <p>, unless it would run into its neighbour. */
static bool is_unwrapped(const struct node *p)
{
	if (!p->as.paragraph.bare || p->id.len || p->lang.len || p->direction != DIRECTION_NONE || !p->parent)
		return false;
	if ((p->prev && p->prev->type == NODE_PARAGRAPH) || (p->next && p->next->type == NODE_PARAGRAPH))
		return false;
	return p->parent->type == NODE_ITEM || p->parent->type == NODE_CELL ||
		p->parent->type == NODE_DESCRIPTION;
}

void markup_enter_paragraph(struct markup *m, const struct node *n)
{
	if (!is_unwrapped(n))
		markup_open_tag(m, "p", NULL, n);
	if (m->note)
		markup_put_note_number(m);
}

void markup_leave_paragraph(struct markup *m, const struct node *n)
{
	if (is_unwrapped(n))
		return;
	markup_close_tag(m, "p");
	markup_end_line(m);
}

/* No-break spaces and zero-width characters are no words. */
static bool has_ink(struct str s)
{
	for (size_t i = 0; i < s.len;) {
		uint32_t c = utf8_decode(s, &i);
		if (!unicode_is_space(c) && !unicode_is_control(c))
			return true;
	}
	return false;
}

bool markup_says_nothing(const struct node *n)
{
	for (struct walk w = walk_begin(n); walk_next(&w);) {
		const struct node *at = w.node;
		if ((at->type == NODE_TEXT || at->type == NODE_CODE) && has_ink(at->as.text))
			return false;
		if (at->type == NODE_MATH ||
		    at->type == NODE_FOOTNOTE_REF)
			return false;
		if (at->type == NODE_IMAGE && (at->as.image.alt.len || !at->as.image.resource))
			return false;
	}
	return true;
}

static const char *heading_tag(const struct node *n)
{
	static const char *const names[] = { "h2", "h2", "h3", "h4", "h5", "h6" };
	int rank = n->as.heading.rank;
	/* A heading without words is no heading to who listens. */
	return markup_says_nothing(n) ? "div" : names[rank < 0 ? 0 : rank > 5 ? 5 : rank];
}

void markup_enter_heading(struct markup *m, const struct node *n)
{
	markup_open_tag(m, heading_tag(n), NULL, n);
	m->heading = true;
}

void markup_leave_heading(struct markup *m, const struct node *n)
{
	markup_close_tag(m, heading_tag(n));
	m->heading = false;
	markup_end_line(m);
}

void markup_put_rule(struct markup *m, const struct node *n)
{
	/* Before a heading the heading's own space divides. */
	bool quiet = !n->next || n->next->type == NODE_HEADING;
	buf_puts(m->out, quiet ? "<hr class=\"quiet\"" : "<hr");
	markup_put_common(m, n);
	buf_puts(m->out, "/>\n");
}

void markup_enter_callout(struct markup *m, const struct node *n)
{
	static const struct { const char *word, *classes; } kinds[] = {
		[CALLOUT_NOTE] = { "Note", "callout note" },
		[CALLOUT_TIP] = { "Tip", "callout tip" },
		[CALLOUT_IMPORTANT] = { "Important", "callout important" },
		[CALLOUT_WARNING] = { "Warning", "callout warning" },
		[CALLOUT_CAUTION] = { "Caution", "callout caution" },
	};
	markup_open_tag(m, "div", kinds[n->as.callout.kind].classes, n);
	m->out->len--; /* back before '>' */
	buf_puts(m->out, " role=\"note\"><p class=\"calloutname\">");
	if (n->as.callout.title.len)
		xml_put_text(m->out, n->as.callout.title);
	else
		buf_puts(m->out, kinds[n->as.callout.kind].word);
	buf_puts(m->out, "</p>\n");
}
