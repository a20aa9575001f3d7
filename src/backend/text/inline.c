/* inline.c - a leaf block's inlines as one string: words, blanks where lines may break, LF where they
 * must. Links get their number behind them. */
#include "backend/text/text.h"

#include "base/unicode.h"
#include "doc/walk.h"
#include "layout/math_text.h"
#include "layout/small_form.h"

#include <stdlib.h>

static void put_children(struct text *, const struct node *, struct buf *);
static void put_address(struct text *, const struct node *link, struct str words, struct buf *);

/* ---- raised and lowered ---------------------------------------------------------------------------------- */

/* "1st", "2nd", "Acme™" say by letters alone what they are. */
static bool put_ordinal(const struct text *t, struct buf *b, struct str s)
{
	static const char *const endings[] = { "st", "nd", "rd", "th", "er", "ère", "ème" };
	if (str_eq_c(s, "TM") && !t->style.ascii) {
		buf_puts(b, "™");
		return true;
	}
	for (size_t i = 0; b->len && ch_digit(b->p[b->len - 1]) && i < sizeof endings / sizeof *endings; i++)
		if (str_eq_c(s, endings[i])) {
			buf_put_str(b, s);
			return true;
		}
	return false;
}

static void put_raised(struct text *t, const struct node *n, struct buf *b, bool up)
{
	const struct node *link = n->first && n->first == n->last && n->first->type == NODE_LINK ? n->first : NULL;
	struct buf words = { 0 };
	put_children(t, link ? link : n, &words);
	struct str s = buf_str(&words);
	bool plain = (up && put_ordinal(t, b, s)) || (!t->style.ascii && small_form_put(b, s, up));
	if (!plain && s.len) {
		bool one = unicode_cluster_end(s, 0) == s.len;
		buf_printf(b, "%s%s%.*s%s", up ? "^" : "_", one ? "" : "(", STR_ARG(s), one ? "" : ")");
	}
	if (link)
		put_address(t, link, s, b);
	buf_done(&words);
}

static void put_note_mark(struct text *t, const struct node *n, struct buf *b)
{
	struct buf number = { 0 };
	buf_put_int(&number, n->as.footnote_ref.note->as.footnote.number);
	if (t->style.ascii)
		buf_printf(b, "^%s", buf_cstr(&number));
	else
		small_form_put(b, buf_str(&number), true);
	buf_done(&number);
}

/* ---- links --------------------------------------------------------------------------------------------------- */

size_t text_link_number(struct text *t, struct str url)
{
	bool fresh;
	void **slot = map_put(&t->links->numbers, url, &fresh);
	if (fresh) {
		struct link_list *l = t->links;
		mem_grow(&l->urls, &l->cap, l->n + 1, sizeof *l->urls);
		l->urls[l->n++] = url;
		*slot = (void *)(uintptr_t)l->n;
	}
	return (size_t)(uintptr_t)*slot;
}

/* The text says the address already: with or without its scheme. */
static bool says_address(struct str words, struct str url)
{
	words = str_trim(words);
	if (str_eq(words, url))
		return true;
	ptrdiff_t colon = str_find_char(url, ':', 0);
	struct str bare = str_sub(url, (size_t)(colon + 1), url.len);
	while (bare.len && bare.p[0] == '/')
		bare = str_sub(bare, 1, bare.len);
	if (bare.len && bare.p[bare.len - 1] == '/')
		bare.len--;
	if (words.len && words.p[words.len - 1] == '/')
		words.len--;
	return words.len && (str_eq_nocase(words, bare) ||
			     (str_starts(bare, STR("www.")) && str_eq_nocase(words, str_sub(bare, 4, bare.len))));
}

/* To another article: its number in one file, the name of its file in a folder. */
static void put_cross_reference(const struct text *t, const struct entry *target, struct buf *b)
{
	if (t->names && t->names[target->index].len)
		buf_printf(b, " (%s %.*s)", text_glyph(t, "→", "see"), STR_ARG(t->names[target->index]));
	else if (target->number)
		buf_printf(b, " (%s%s%d)", text_glyph(t, "→", "article"), text_glyph(t, "\xC2\xA0", " "), target->number);
}

/* "[3]", held to the word before it. */
static void put_link_number(struct text *t, struct str url, struct buf *b)
{
	bool apart = !b->len || b->p[b->len - 1] == ' ' || b->p[b->len - 1] == '\n' || str_ends(buf_str(b), STR("\xC2\xA0"));
	buf_printf(b, "%s[%zu]", apart ? "" : "\xC2\xA0", text_link_number(t, url));
}

/* Behind a link's words, where it leads. */
static void put_address(struct text *t, const struct node *n, struct str words, struct buf *b)
{
	struct str url = n->as.link.url;
	const struct entry *target = n->as.link.target;
	if (t->style.links == LINKS_NONE)
		return;
	if (target && target != t->article->entry) {
		put_cross_reference(t, target, b);
		return;
	}
	if (target || !url.len || url.p[0] == '#' || says_address(words, url))
		return;
	if (t->style.links == LINKS_INLINE) {
		buf_puts(b, words.len ? " <" : "<");
		text_put(t, url, b);
		buf_putc(b, '>');
	} else {
		put_link_number(t, url, b);
	}
}

static void put_link(struct text *t, const struct node *n, struct buf *b)
{
	struct buf words = { 0 };
	put_children(t, n, &words);
	buf_put_str(b, buf_str(&words));
	put_address(t, n, buf_str(&words), b);
	buf_done(&words);
}

/* ---- the rest -------------------------------------------------------------------------------------------------- */

/* Of a picture that nothing is said of, where it is. */
static void put_image_address(struct text *t, const struct node *n, struct buf *b)
{
	struct str url = n->as.image.url;
	bool web = str_starts_nocase(url, STR("http://")) || str_starts_nocase(url, STR("https://"));
	if (n->as.image.alt.len || !web || (n->parent && n->parent->type == NODE_LINK))
		return;
	if (t->style.links == LINKS_END)
		put_link_number(t, url, b);
	else if (t->style.links == LINKS_INLINE)
		buf_printf(b, " <%.*s>", STR_ARG(url));
}

static void put_image(struct text *t, const struct node *n, struct buf *b)
{
	if (n->as.image.decorative && !n->as.image.alt.len)
		return;
	buf_puts(b, "[Image");
	if (n->as.image.alt.len) {
		buf_puts(b, ": ");
		for (size_t i = 0, from = 0; i <= n->as.image.alt.len; i++)
			if (i == n->as.image.alt.len || n->as.image.alt.p[i] == '\n') {
				text_put(t, str_sub(n->as.image.alt, from, i), b);
				if (i < n->as.image.alt.len)
					buf_putc(b, ' ');
				from = i + 1;
			}
	}
	buf_putc(b, ']');
	put_image_address(t, n, b);
}

/* What stands before and behind an inline's words. */
static void put_wrapped(struct text *t, const struct node *n, struct buf *b, const char *open, const char *close)
{
	buf_puts(b, open);
	put_children(t, n, b);
	buf_puts(b, close);
}

static int quotation_depth(const struct node *n)
{
	int depth = 0;
	for (n = n->parent; n; n = n->parent)
		depth += n->type == NODE_QUOTATION;
	return depth;
}

static void put_quotation(struct text *t, const struct node *n, struct buf *b)
{
	bool inner = quotation_depth(n) % 2;
	put_wrapped(t, n, b, inner ? text_glyph(t, "‘", "'") : text_glyph(t, "“", "\""),
		    inner ? text_glyph(t, "’", "'") : text_glyph(t, "”", "\""));
}

static void put_abbreviation(struct text *t, const struct node *n, struct buf *b)
{
	put_children(t, n, b);
	struct str title = str_trim(n->as.abbreviation.title);
	if (!title.len)
		return;
	bool fresh; /* the addresses' map serves here too: no address holds a blank behind "abbr" */
	map_put(&t->links->numbers, arena_cat(t->article->arena, STR("abbr "), title), &fresh);
	if (!fresh)
		return;
	buf_puts(b, " (");
	text_put(t, title, b);
	buf_putc(b, ')');
}

/* TeX as it is written: who reads formulas in plain text reads it. */
static void put_math(struct text *t, const struct node *n, struct buf *b)
{
	struct buf words = { 0 };
	if (n->as.math.tex.len)
		buf_put_str(&words, n->as.math.tex);
	else
		math_text_put(&words, STR_NONE, n->as.math.mathml, !t->style.ascii);
	text_put(t, buf_str(&words), b);
	buf_done(&words);
}

static void put_node(struct text *t, const struct node *n, struct buf *b)
{
	switch (n->type) {
	case NODE_TEXT:
	case NODE_CODE: text_put(t, n->as.text, b); break;
	case NODE_LINK: put_link(t, n, b); break;
	case NODE_IMAGE: put_image(t, n, b); break;
	case NODE_BREAK: buf_putc(b, '\n'); break;
	case NODE_SUBSCRIPT: put_raised(t, n, b, false); break;
	case NODE_SUPERSCRIPT: put_raised(t, n, b, true); break;
	case NODE_DELETION: put_wrapped(t, n, b, "~~", "~~"); break;
	case NODE_QUOTATION: put_quotation(t, n, b); break;
	case NODE_ABBREVIATION: put_abbreviation(t, n, b); break;
	case NODE_RUBY_TEXT: put_wrapped(t, n, b, "(", ")"); break;
	case NODE_MATH: put_math(t, n, b); break;
	case NODE_FOOTNOTE_REF: put_note_mark(t, n, b); break;
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_INSERTION:
	case NODE_MARK:
	case NODE_SMALL:
	case NODE_RUBY:
	case NODE_SPAN: put_children(t, n, b); break;
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
	case NODE_TYPE_COUNT: break; /* no block stands in a line */
	}
}

static void put_children(struct text *t, const struct node *n, struct buf *b)
{
	for (const struct node *child = n->first; child; child = child->next)
		put_node(t, child, b);
}

void text_put_inlines(struct text *t, const struct node *leaf, struct buf *b)
{
	put_children(t, leaf, b);
	for (size_t n; (n = text_ends_line(buf_str(b)));)
		b->len -= n;
}
