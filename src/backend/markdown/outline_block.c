/* outline_block.c - what one block of an outline holds: words, code, a quote, a table, or HTML.
 *
 * By Logseq's parser (mldoc, lib/syntax): fenced code ends at any line that begins with a fence of either
 * kind (block0.ml), so other code stands in #+BEGIN_SRC; a quote of more than words in #+BEGIN_QUOTE, and
 * callouts in #+BEGIN_NOTE and the like. */
#include "backend/markdown/outline.h"
#include "backend/markdown/raw.h"

#include "doc/walk.h"

static void put_html(struct md *md, const struct node *n)
{
	bool wrap = n->type != NODE_LIST && n->type != NODE_TABLE && n->type != NODE_QUOTE && n->type != NODE_DETAILS &&
		    n->type != NODE_DEFINITIONS;
	if (wrap)
		md_put_lines(md, STR("<div>"));
	md_put_raw_block(md, n);
	if (wrap)
		md_put_lines(md, STR("</div>"));
}

/* ---- words -------------------------------------------------------------------------------------- */

/* <div>words</div>, on one line. */
static void put_words_as_html(struct md *md, const struct node *n, struct str mark, struct buf *b)
{
	buf_printf(b, "<div>%.*s", STR_ARG(mark));
	md_put_raw_inlines(md, n, b);
	buf_puts(b, "</div>");
}

void outline_fill_text(struct md *md, const struct node *n, struct str mark, struct str property)
{
	struct buf b = { 0 };
	buf_put_str(&b, mark);
	bool html = !outline_words(md, n, INK_PARAGRAPH, &b);
	if (html) {
		buf_clear(&b);
		put_words_as_html(md, n, mark, &b);
	}
	struct str rest = buf_str(&b), line;
	if (property.len && !html && str_take_line(&rest, &line))
		md_put_lines(md, line);
	if (property.len)
		md_put_lines(md, property);
	if (rest.len)
		md_put_lines(md, rest);
	buf_done(&b);
}

bool outline_put_heading(struct md *md, const struct node *n)
{
	int level = n->as.heading.level + md->shift;
	struct buf b = { 0 };
	buf_pad(&b, '#', (size_t)(level > 6 ? 6 : level));
	buf_putc(&b, ' ');
	bool sayable = outline_words(md, n, INK_HEADING, &b);
	if (sayable)
		md_put_lines(md, buf_str(&b));
	else
		md_put_raw_block(md, n);
	buf_done(&b);
	return sayable;
}

/* ---- code, formulas ----------------------------------------------------------------------------- */

static bool has_line(struct str text, const char *start)
{
	struct str line;
	while (str_token(&text, "\n", &line))
		if (str_starts_nocase(str_trim(line), str_from_c(start)))
			return true;
	return false;
}

/* #+BEGIN_SRC takes the first line's indentation away from all of them. */
static bool is_indented(struct str text)
{
	return text.len && (text.p[0] == ' ' || text.p[0] == '\t');
}

static bool fits_a_fence(struct str text)
{
	return !has_line(text, "```") && !has_line(text, "~~~");
}

static void put_code(struct md *md, struct str language, struct str text)
{
	bool fence = fits_a_fence(text);
	struct buf b = { 0 };
	buf_puts(&b, fence ? "```" : language.len ? "#+BEGIN_SRC " : "#+BEGIN_SRC");
	buf_put_str(&b, language);
	buf_putc(&b, '\n');
	if (!fence && is_indented(text))
		buf_putc(&b, '\n');
	buf_put_str(&b, text);
	if (text.len && text.p[text.len - 1] != '\n')
		buf_putc(&b, '\n');
	buf_puts(&b, fence ? "```" : "#+END_SRC");
	md_put_lines(md, buf_str(&b));
	buf_done(&b);
}

/* A line that begins with ':' below the first line of what is not at a block's start defines that, whatever
 * it is (lists0.ml, md_definition). */
static bool defines(const struct md *md, struct str text)
{
	struct str line;
	bool at_start = str_ends(buf_str(&md->first), STR("- "));
	return !at_start && str_token(&text, "\n", &line) && str_starts(str_trim(line), STR(":"));
}

static void put_code_as_html(struct md *md, const struct node *n)
{
	struct buf html = { 0 }, text = { 0 }, class = { 0 };
	buf_puts(&html, "<pre><code");
	buf_puts(&class, "language-");
	buf_put_str(&class, n->as.code.language);
	if (n->as.code.language.len)
		md_put_attribute(&html, "class", buf_str(&class));
	buf_putc(&html, '>');
	raw_put_text(&text, n->as.code.text, true);
	for (size_t i = 0; i < text.len; i++)
		if (text.p[i] == ':')
			buf_puts(&html, "&#58;");
		else
			buf_putc(&html, text.p[i]);
	buf_puts(&html, "</code></pre>");
	md_put_lines(md, buf_str(&html));
	buf_done(&html);
	buf_done(&text);
	buf_done(&class);
}

static void put_code_block(struct md *md, const struct node *n)
{
	struct str text = n->as.code.text;
	if (md->raw_html && (defines(md, text) || (!fits_a_fence(text) && (is_indented(text) || has_line(text, "#+end_")))))
		put_code_as_html(md, n);
	else
		put_code(md, n->as.code.language, text);
}

static void put_math(struct md *md, const struct node *n)
{
	struct str rest = n->as.math.tex, line;
	if (!rest.len && md->raw_html) {
		put_html(md, n);
		return;
	}
	if (!rest.len || str_find_char(rest, '$', 0) >= 0) {
		put_code(md, STR("math"), rest.len ? rest : md_math_text(&md->ink.arena, n));
		return;
	}
	md_put_lines(md, STR("$$"));
	while (str_token(&rest, "\n", &line))
		if (str_trim(line).len)
			md_put_lines(md, line);
	md_put_lines(md, STR("$$"));
}

static void put_media(struct md *md, const struct node *n)
{
	struct node text = { .type = NODE_TEXT, .as.text = n->as.media.title.len ? n->as.media.title : n->as.media.url };
	struct node link = { .type = NODE_LINK, .first = &text, .last = &text };
	link.as.link.url = n->as.media.url;
	struct node line = { .type = NODE_PARAGRAPH, .first = &link, .last = &link };
	text.parent = &link;
	link.parent = &line;
	outline_fill_text(md, &line, STR_NONE, STR_NONE);
}

static void put_table(struct md *md, const struct node *n)
{
	const struct node *row = n->first, *caption = row && row->type == NODE_CAPTION ? row : NULL;
	struct buf b = { 0 };
	if (outline_rows(md, n, &b)) {
		if (caption)
			outline_fill(md, caption);
		md_put_lines(md, buf_str(&b));
	} else
		put_html(md, n);
	buf_done(&b);
}

/* ---- quotes ------------------------------------------------------------------------------------- */

/* "> words", with a blank line between paragraphs; false when it holds more, and nothing is written. */
static bool put_plain_quote(struct md *md, const struct node *n)
{
	struct buf b = { 0 };
	bool plain = n->first != NULL;
	for (const struct node *child = n->first; child && plain; child = child->next) {
		if (between_is_nothing(child))
			continue;
		if (b.len)
			buf_puts(&b, "\n\n");
		plain = child->type == NODE_PARAGRAPH && outline_words(md, child, INK_PARAGRAPH, &b);
	}
	if (plain) {
		struct container c = lines_enter(md, STR("> "), STR("> "));
		md_put_lines(md, buf_str(&b));
		lines_leave(md, c);
	}
	buf_done(&b);
	return plain;
}

/* A block between #+BEGIN_… and #+END_… holds none of its kind, and no such line. */
static bool holds_an_end(const struct node *n)
{
	for (struct walk w = walk_begin(n); walk_next(&w);) {
		if (w.node != n && (w.node->type == NODE_QUOTE || w.node->type == NODE_CALLOUT))
			return true;
		if (w.node->type == NODE_CODE_BLOCK && has_line(w.node->as.code.text, "#+end_"))
			return true;
	}
	return false;
}

static void put_enclosed(struct md *md, const struct node *n, const char *name, struct str title)
{
	bool marks = !holds_an_end(n); /* else the marks inside are enough */
	if (marks)
		md_put_lines(md, arena_printf(&md->ink.arena, "#+BEGIN_%s", name));
	if (title.len)
		md_put_lines(md, title);
	bool any = title.len > 0;
	for (const struct node *child = n->first; child; child = child->next) {
		if (between_is_nothing(child))
			continue;
		if (any)
			md_put_lines(md, STR_NONE);
		any = true;
		outline_fill(md, child);
	}
	char end[32] = "#+END_";
	strncat(end, name, sizeof end - sizeof "#+END_");
	if (marks)
		md_put_lines(md, str_from_c(end));
}

static void put_callout(struct md *md, const struct node *n)
{
	static const char *const kinds[] = { "NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION" };
	const char *kind = kinds[n->as.callout.kind];
	struct buf b = { 0 };
	struct str title = n->as.callout.title;
	if (title.len && !str_eq_nocase(title, str_from_c(kind))) {
		struct node text = { .type = NODE_TEXT, .as.text = title };
		struct node strong = { .type = NODE_STRONG, .first = &text, .last = &text };
		struct node line = { .type = NODE_PARAGRAPH, .first = &strong, .last = &strong };
		text.parent = &strong;
		strong.parent = &line;
		if (!outline_words(md, &line, INK_PARAGRAPH, &b))
			put_words_as_html(md, &line, STR_NONE, &b);
	}
	if (md->raw_html && holds_an_end(n))
		put_html(md, n);
	else
		put_enclosed(md, n, kind, buf_str(&b));
	buf_done(&b);
}

/* ---- all ---------------------------------------------------------------------------------------- */

static bool count_from_one(const struct node *list)
{
	long number = 1;
	for (const struct node *item = list->first; item; item = item->next, number++)
		if (list->as.list.ordered && item->as.item.number != number)
			return false;
	return !list->as.list.reversed;
}

bool outline_list_fits(const struct node *list)
{
	if (!count_from_one(list))
		return false;
	for (const struct node *item = list->first; item; item = item->next)
		for (const struct node *n = item->first; n; n = n->next)
			if (n->type == NODE_LIST && (n->next || !outline_list_fits(n)))
				return false;
	return true;
}

/* Without HTML a list in a quote, or one that counts oddly, is lines. */
static void put_list_lines(struct md *md, const struct node *n)
{
	for (const struct node *item = n->first; item; item = item->next)
		for (const struct node *child = item->first; child; child = child->next)
			outline_fill(md, child);
}

void outline_fill(struct md *md, const struct node *n)
{
	switch ((int)n->type) {
	case NODE_PARAGRAPH:
	case NODE_CAPTION:
	case NODE_SUMMARY:
	case NODE_TERM: outline_fill_text(md, n, STR_NONE, STR_NONE); return;
	case NODE_CODE_BLOCK: put_code_block(md, n); return;
	case NODE_TABLE: put_table(md, n); return;
	case NODE_RULE: md_put_lines(md, STR("---")); return;
	case NODE_MATH_BLOCK: put_math(md, n); return;
	case NODE_MEDIA: put_media(md, n); return;
	case NODE_CALLOUT: put_callout(md, n); return;
	case NODE_QUOTE:
		if (put_plain_quote(md, n))
			return;
		if (md->raw_html && holds_an_end(n))
			put_html(md, n);
		else
			put_enclosed(md, n, "QUOTE", STR_NONE);
		return;
	case NODE_RAW:
		if (md->raw_html)
			put_html(md, n);
		else
			put_code(md, STR("html"), n->as.raw.html);
		return;
	default: break;
	}
	if (md->raw_html && n->type != NODE_FIGURE) {
		put_html(md, n);
		return;
	}
	if (n->type == NODE_LIST)
		put_list_lines(md, n);
	else if (n->type == NODE_HEADING)
		outline_fill_text(md, n, STR_NONE, STR_NONE);
	else
		for (const struct node *child = n->first; child; child = child->next)
			outline_fill(md, child);
}
