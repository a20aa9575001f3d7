/* outline_inline.c - the words of a block of an outline, as Logseq's parser reads them.
 *
 * It reads left to right and never goes back (mldoc, lib/syntax/inline.ml): what stands between two marks
 * is taken out and read once more, with fewer kinds of mark-up in it, and a link's words with next to none.
 * So a mark is written only around what it can hold; else the whole element is HTML, with all in it. */
#include "backend/markdown/outline_inline.h"

#include "doc/walk.h"

/* ---- what a mark can hold ----------------------------------------------------------------------- */

bool outline_holds_any(struct str s, const char *set)
{
	for (size_t i = 0; i < s.len; i++)
		if (strchr(set, s.p[i]))
			return true;
	return false;
}

const char *outline_mark_of(enum node_type type)
{
	switch ((int)type) {
	case NODE_EMPHASIS: return "*";
	case NODE_STRONG: return "**";
	case NODE_DELETION: return "~~";
	case NODE_MARK: return "==";
	default: return NULL;
	}
}

/* Words that need nothing but a backslash here and there. */
bool outline_is_words(const struct inline_state *st, const struct node *n)
{
	return n->type == NODE_TEXT && !outline_holds_any(n->as.text, st->place == INK_CELL ? "\\`|" : "\\`");
}

bool outline_is_short_code(const struct inline_state *st, const struct node *n)
{
	return n->type == NODE_CODE && n->as.text.len && !outline_holds_any(n->as.text, st->place == INK_CELL ? "`\n|" : "`\n");
}

/* Only words, of which the first and the last byte are no blanks. */
bool outline_all_words(const struct inline_state *st, const struct node *n)
{
	for (const struct node *child = n->first; child; child = child->next)
		if (!outline_is_words(st, child))
			return false;
	return n->first && n->first->as.text.len && !ch_space(n->first->as.text.p[0]) && n->last->as.text.len &&
	       !ch_space(n->last->as.text.p[n->last->as.text.len - 1]);
}

/* Of marks in marks the parser knows *a* in **…** and the other pairs that share no character; ***a***
 * is strong in emphasis. */
static bool nests(const struct inline_state *st, const struct node *outer, const struct node *n)
{
	const char *mark = outline_mark_of(n->type), *around = outline_mark_of(outer->type);
	if (!mark || !outline_all_words(st, n))
		return false;
	if (*mark != *around)
		return true;
	if (n->type == NODE_STRONG)
		return outer->first == n && outer->last == n;
	return n->type == NODE_EMPHASIS && outer->type == NODE_STRONG && n->prev && n->next && outline_is_words(st, n->prev) &&
	       outline_is_words(st, n->next);
}

static bool mark_fits(const struct inline_state *st, const struct node *n)
{
	bool says = false;
	for (const struct node *child = n->first; child; child = child->next) {
		if (!outline_is_words(st, child) && !outline_is_short_code(st, child) && !nests(st, n, child) && !outline_is_plain_link(st, child))
			return false;
		says |= child->type != NODE_TEXT || str_trim(child->as.text).len > 0;
	}
	return says;
}

/* ---- HTML --------------------------------------------------------------------------------------- */

/* An element with all in it. The parser takes no tag that does not close, nor an element of less than ten
 * bytes at the end of a block (raw_html.ml). */
void outline_put_html(struct inline_state *st, const struct node *n)
{
	struct buf b = { 0 }, element = { 0 };
	md_put_raw_inline(st->md, n, &element);
	bool wrap = n->type == NODE_IMAGE || n->type == NODE_BREAK || n->type == NODE_MATH || n->type == NODE_TEXT || element.len < 10;
	buf_printf(&b, wrap ? "<span>%.*s</span>" : "%.*s", STR_ARG(buf_str(&element)));
	inline_put_html(st, buf_str(&b));
	buf_done(&b);
	buf_done(&element);
}

void outline_put_html_or_words(struct inline_state *st, const struct node *n)
{
	if (st->md->raw_html)
		outline_put_html(st, n);
	else
		outline_put_children(st, n);
}

/* A blank behind words, where none stands. */
void outline_put_space(struct inline_state *st)
{
	const struct ink *ink = &st->md->ink;
	const struct ink_token *last = ink->n ? &ink->tokens[ink->n - 1] : NULL;
	if (last && last->type == INK_TEXT && !str_ends(last->s, STR(" ")))
		ink_text(&st->md->ink, STR(" "), st->in_link);
}

/* ---- marks -------------------------------------------------------------------------------------- */

static bool stands_in(const struct node *n)
{
	for (const struct node *p = n->parent; p && node_is_inline(p); p = p->parent)
		if (p->type == n->type)
			return true;
	return false;
}

static void put_mark(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	const char *mark = outline_mark_of(n->type);
	if (stands_in(n) || !mark_fits(st, n)) {
		if (n->first && !stands_in(n))
			outline_put_html_or_words(st, n);
		else
			outline_put_children(st, n);
		return;
	}
	ink_open(ink, mark);
	outline_put_children(st, n);
	ink_close(ink, mark);
}

/* H_{2}O, x^{n + 1} */
static void put_script(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	const struct node *text = n->first;
	bool words = text && text == n->last && text->type == NODE_TEXT && str_trim(text->as.text).len == text->as.text.len &&
		     text->as.text.len && !st->in_link && !outline_holds_any(text->as.text, "{}*_~^=`$[]#<>|!\\\n");
	if (words)
		ink_mark(ink, arena_printf(&ink->arena, "%s{%.*s}", n->type == NODE_SUBSCRIPT ? "_" : "^", STR_ARG(text->as.text)));
	else
		outline_put_html_or_words(st, n);
}

/* A bar ends a cell, escaped or not: Org's name for it does not. */
static void put_text(struct inline_state *st, struct str s)
{
	struct ink *ink = &st->md->ink;
	while (st->place == INK_CELL) {
		ptrdiff_t bar = str_find_char(s, '|', 0);
		if (bar < 0)
			break;
		ink_text(ink, str_sub(s, 0, (size_t)bar), st->in_link);
		ink_mark(ink, STR("\\vert{}"));
		s = str_sub(s, (size_t)bar + 1, s.len);
	}
	ink_text(ink, s, st->in_link);
}

static void put_code(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	struct str s = n->as.text;
	bool ticks = str_find_char(s, '`', 0) >= 0;
	bool two = ticks && md_longest_run(s, '`') == 1 && s.p[0] != '`' && s.p[s.len - 1] != '`';
	bool cut = st->place == INK_CELL && str_find_char(s, '|', 0) >= 0;
	if (!s.len)
		return;
	if ((ticks && !two) || cut || str_find_char(s, '\n', 0) >= 0) {
		if (st->md->raw_html)
			outline_put_html(st, n);
		else
			put_text(st, s);
		return;
	}
	ink_mark(ink, arena_printf(&ink->arena, two ? "``%.*s``" : "`%.*s`", STR_ARG(s)));
}

static void put_math(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	struct str tex = str_trim(n->as.math.tex);
	if (tex.len && !outline_holds_any(tex, "$\n|") && !strchr(" ([{", tex.p[tex.len - 1]))
		ink_mark(ink, arena_printf(&ink->arena, "$%.*s$", STR_ARG(tex)));
	else if (st->md->raw_html)
		outline_put_html(st, n);
	else
		ink_text(ink, tex.len ? tex : md_math_text(&ink->arena, n), st->in_link);
}

/* ---- all ---------------------------------------------------------------------------------------- */

static void put_break(struct inline_state *st, const struct node *n)
{
	bool edge = !n->prev || !n->next;
	if (st->place == INK_PARAGRAPH && !edge)
		ink_break(&st->md->ink);
	else if (edge && n->parent && !node_is_inline(n->parent))
		return; /* at a block's edge it shows nothing */
	else {
		outline_put_space(st);
		if (st->md->raw_html)
			outline_put_html(st, n);
	}
}

static void put_node(struct inline_state *st, const struct node *n)
{
	switch ((int)n->type) {
	case NODE_TEXT: put_text(st, n->as.text); break;
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_DELETION:
	case NODE_MARK: put_mark(st, n); break;
	case NODE_CODE: put_code(st, n); break;
	case NODE_LINK: outline_put_link(st, n); break;
	case NODE_IMAGE: outline_put_image(st, n); break;
	case NODE_BREAK: put_break(st, n); break;
	case NODE_MATH: put_math(st, n); break;
	case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT: put_script(st, n); break;
	case NODE_FOOTNOTE_REF:
		ink_mark(&st->md->ink, arena_printf(&st->md->ink.arena, "[^%.*s%d]", STR_ARG(st->md->note_prefix),
						    n->as.footnote_ref.note->as.footnote.number));
		break;
	case NODE_ABBREVIATION:
		if (emphasis_is_bare(st->md, n))
			outline_put_children(st, n);
		else
			outline_put_html_or_words(st, n);
		break;
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_INSERTION:
	case NODE_QUOTATION:
	case NODE_RUBY:
	case NODE_RUBY_TEXT: outline_put_html_or_words(st, n); break;
	default: outline_put_children(st, n); break;
	}
}

void outline_put_children(struct inline_state *st, const struct node *n)
{
	for (const struct node *child = n->first; child; child = child->next)
		put_node(st, child);
}

bool outline_ink(struct md *md, enum ink_place place, struct buf *out)
{
	size_t before = out->len;
	ink_put(&md->ink, (struct ink_context){ .place = place }, out);
	if (!md->ink.unsayable || !md->raw_html)
		return true;
	out->len = before;
	return false;
}

bool outline_words(struct md *md, const struct node *leaf, enum ink_place place, struct buf *out)
{
	struct inline_state st = { .md = md, .place = place };
	ink_clear(&md->ink);
	outline_put_children(&st, leaf);
	return outline_ink(md, place, out);
}
