/* outline_inline.c - the words of a block of an outline, as Logseq's parser reads them.
 *
 * It reads left to right and never goes back (mldoc, lib/syntax/inline.ml): what stands between two marks
 * is taken out and read once more, with fewer kinds of mark-up in it, and a link's words with next to none.
 * So a mark is written only around what it can hold; else the whole element is HTML, with all in it. */
#include "backend/markdown/inline.h"
#include "backend/markdown/outline.h"
#include "backend/markdown/pagename.h"
#include "backend/markdown/vault.h"

#include "doc/walk.h"

static void put_children(struct inline_state *st, const struct node *n);

/* ---- what a mark can hold ----------------------------------------------------------------------- */

static bool holds_any(struct str s, const char *set)
{
	for (size_t i = 0; i < s.len; i++)
		if (strchr(set, s.p[i]))
			return true;
	return false;
}

static const char *mark_of(enum node_type type)
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
static bool is_words(const struct inline_state *st, const struct node *n)
{
	return n->type == NODE_TEXT && !holds_any(n->as.text, st->place == INK_CELL ? "\\`|" : "\\`");
}

static bool is_short_code(const struct inline_state *st, const struct node *n)
{
	return n->type == NODE_CODE && n->as.text.len && !holds_any(n->as.text, st->place == INK_CELL ? "`\n|" : "`\n");
}

/* Only words, of which the first and the last byte are no blanks. */
static bool all_words(const struct inline_state *st, const struct node *n)
{
	for (const struct node *child = n->first; child; child = child->next)
		if (!is_words(st, child))
			return false;
	return n->first && n->first->as.text.len && !ch_space(n->first->as.text.p[0]) && n->last->as.text.len &&
	       !ch_space(n->last->as.text.p[n->last->as.text.len - 1]);
}

/* Of marks in marks the parser knows *a* in **…** and the other pairs that share no character; ***a***
 * is strong in emphasis. */
static bool nests(const struct inline_state *st, const struct node *outer, const struct node *n)
{
	const char *mark = mark_of(n->type), *around = mark_of(outer->type);
	if (!mark || !all_words(st, n))
		return false;
	if (*mark != *around)
		return true;
	if (n->type == NODE_STRONG)
		return outer->first == n && outer->last == n;
	return n->type == NODE_EMPHASIS && outer->type == NODE_STRONG && n->prev && n->next && is_words(st, n->prev) &&
	       is_words(st, n->next);
}

/* With backslashes \[ \] is a formula, if that is all. */
static bool begins_formula(struct str label)
{
	return label.len && (label.p[0] == '[' || label.p[0] == '(');
}

/* A link's words are words and code, or one mark and no more. */
static bool label_fits(const struct inline_state *st, const struct node *n)
{
	const char *mark = n->first && n->first == n->last ? mark_of(n->first->type) : NULL;
	if (n->first && n->first->type == NODE_TEXT && begins_formula(n->first->as.text))
		return false;
	if (mark)
		return all_words(st, n->first) && !holds_any(n->first->first->as.text, "*_~=^$[]");
	for (const struct node *child = n->first; child; child = child->next)
		if (!is_words(st, child) && !is_short_code(st, child))
			return false;
	return true;
}

static bool is_plain_link(const struct inline_state *st, const struct node *n)
{
	return n->type == NODE_LINK && !n->as.link.target && !n->as.link.title.len && all_words(st, n) && label_fits(st, n) &&
	       !holds_any(n->as.link.url, "*_~=^`$ ()\\");
}

static bool mark_fits(const struct inline_state *st, const struct node *n)
{
	bool says = false;
	for (const struct node *child = n->first; child; child = child->next) {
		if (!is_words(st, child) && !is_short_code(st, child) && !nests(st, n, child) && !is_plain_link(st, child))
			return false;
		says |= child->type != NODE_TEXT || str_trim(child->as.text).len > 0;
	}
	return says;
}

/* ---- HTML --------------------------------------------------------------------------------------- */

/* An element with all in it. The parser takes no tag that does not close, nor an element of less than ten
 * bytes at the end of a block (raw_html.ml). */
static void put_html(struct inline_state *st, const struct node *n)
{
	struct buf b = { 0 }, element = { 0 };
	md_put_raw_inline(st->md, n, &element);
	bool wrap = n->type == NODE_IMAGE || n->type == NODE_BREAK || n->type == NODE_MATH || n->type == NODE_TEXT || element.len < 10;
	buf_printf(&b, wrap ? "<span>%.*s</span>" : "%.*s", STR_ARG(buf_str(&element)));
	inline_put_html(st, buf_str(&b));
	buf_done(&b);
	buf_done(&element);
}

static void put_html_or_words(struct inline_state *st, const struct node *n)
{
	if (st->md->raw_html)
		put_html(st, n);
	else
		put_children(st, n);
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
	const char *mark = mark_of(n->type);
	if (stands_in(n) || !mark_fits(st, n)) {
		if (n->first && !stands_in(n))
			put_html_or_words(st, n);
		else
			put_children(st, n);
		return;
	}
	ink_open(ink, mark);
	put_children(st, n);
	ink_close(ink, mark);
}

/* H_{2}O */
static void put_script(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	const struct node *text = n->first;
	bool word = text && text == n->last && text->type == NODE_TEXT && text->as.text.len && !st->in_link;
	for (size_t i = 0; word && i < text->as.text.len; i++)
		word = ch_alnum(text->as.text.p[i]);
	if (word)
		ink_mark(ink, arena_printf(&ink->arena, "%s{%.*s}", n->type == NODE_SUBSCRIPT ? "_" : "^", STR_ARG(text->as.text)));
	else
		put_html_or_words(st, n);
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
			put_html(st, n);
		else
			ink_text(ink, s, st->in_link);
		return;
	}
	ink_mark(ink, arena_printf(&ink->arena, two ? "``%.*s``" : "`%.*s`", STR_ARG(s)));
}

static void put_math(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	struct str tex = str_trim(n->as.math.tex);
	if (tex.len && !holds_any(tex, "$\n|") && !strchr(" ([{", tex.p[tex.len - 1]))
		ink_mark(ink, arena_printf(&ink->arena, "$%.*s$", STR_ARG(tex)));
	else if (st->md->raw_html)
		put_html(st, n);
	else
		ink_text(ink, tex.len ? tex : md_math_text(&ink->arena, n), st->in_link);
}

/* ---- links -------------------------------------------------------------------------------------- */

/* An address in parentheses: none of what ends it there, or begins something else. */
static void put_address(struct buf *b, struct str url)
{
	long depth = 0, least = 0;
	for (size_t i = 0; i < url.len; i++) {
		depth += (url.p[i] == '(') - (url.p[i] == ')');
		least = depth < least ? depth : least;
	}
	bool even = depth == 0 && least == 0;
	for (size_t i = 0; i < url.len; i++) {
		char c = url.p[i];
		if ((unsigned char)c <= ' ' || strchr("<>\"[]\\`|", c))
			buf_printf(b, "%%%02X", (unsigned)(unsigned char)c);
		else {
			if (!even && (c == '(' || c == ')'))
				buf_putc(b, '\\');
			buf_putc(b, c);
		}
	}
}

static bool put_target(struct buf *b, struct str url, struct str title)
{
	if (holds_any(title, "\"\\()[]<>|\n"))
		return false;
	buf_puts(b, "](");
	put_address(b, url);
	if (title.len)
		buf_printf(b, " \"%.*s\"", STR_ARG(title));
	buf_putc(b, ')');
	return true;
}

static void put_label(struct inline_state *st, const struct node *n)
{
	ink_mark(&st->md->ink, STR("["));
	bool outer = st->in_link;
	st->in_link = true;
	put_children(st, n);
	st->in_link = outer;
}

/* [[page]], [words]([[page]]): a link's words are plain there. */
static void put_page_link(struct inline_state *st, const struct node *n, const struct entry *target)
{
	struct ink *ink = &st->md->ink;
	struct buf page = { 0 }, text = { 0 };
	page_name_from_file(&page, vault_name(st->md->vault, target));
	node_put_text(n, &text);
	struct str words = arena_str(&ink->arena, str_trim(buf_str(&text)));
	if (!words.len || str_eq(words, buf_str(&page)))
		ink_mark(ink, arena_printf(&ink->arena, "[[%.*s]]", STR_ARG(buf_str(&page))));
	else {
		ink_mark(ink, STR("["));
		ink_text(ink, words, true);
		ink_mark(ink, arena_printf(&ink->arena, "]([[%.*s]])", STR_ARG(buf_str(&page))));
	}
	buf_done(&page);
	buf_done(&text);
}

/* A link to another article; true when that was it. Places in a page have no names. */
static bool put_inner_link(struct inline_state *st, const struct node *n)
{
	struct md *md = st->md;
	const struct entry *target = n->as.link.target;
	if (!target || md->article->book->fragment)
		return false;
	if (md->vault && target != md->article->entry && vault_name(md->vault, target).len && st->place != INK_CELL)
		put_page_link(st, n, target);
	else
		put_children(st, n);
	return true;
}

static bool is_stored(const struct md *md, const struct node *n)
{
	return md->vault && n && n->type == NODE_IMAGE && n->as.image.resource;
}

/* <address>: not in a mark, where only links in brackets are read. */
static bool is_address(const struct node *n, struct str url)
{
	for (const struct node *p = n->parent; p && node_is_inline(p); p = p->parent)
		if (mark_of(p->type))
			return false;
	bool web = str_starts(url, STR("http://")) || str_starts(url, STR("https://"));
	return web && n->first && n->first == n->last && n->first->type == NODE_TEXT && !n->as.link.title.len &&
	       str_eq(n->first->as.text, url) && !holds_any(url, " <>\\|\n\t");
}

static void put_link(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	struct buf b = { 0 };
	if (put_inner_link(st, n))
		return;
	struct str url = md_link_url(st->md, n);
	if (is_address(n, url)) {
		ink_mark(ink, arena_printf(&ink->arena, "<%.*s>", STR_ARG(url)));
	} else if (is_stored(st->md, n->first) && n->first == n->last) {
		put_children(st, n); /* Logseq finds pictures of the graph in Markdown only, and none in a link */
		put_address(&b, url);
		ink_mark(ink, arena_printf(&ink->arena, " <%.*s>", STR_ARG(buf_str(&b))));
	} else if (label_fits(st, n) && put_target(&b, url, n->as.link.title)) {
		put_label(st, n);
		ink_mark(ink, inline_keep(st->md, &b));
	} else
		put_html_or_words(st, n);
	buf_done(&b);
}

static void put_image(struct inline_state *st, const struct node *n)
{
	struct md *md = st->md;
	struct str alt = n->as.image.alt, url = md_image_url(md, n);
	struct buf b = { 0 };
	bool fits = url.len && !holds_any(alt, st->place == INK_CELL ? "\\\n`|" : "\\\n`") && !begins_formula(alt) && put_target(&b, url, n->as.image.title);
	if (!fits && md->raw_html && !is_stored(md, n))
		put_html(st, n);
	else if (!url.len)
		ink_text(&md->ink, alt, st->in_link);
	else {
		if (!fits) {
			buf_clear(&b);
			put_target(&b, url, STR_NONE);
			alt = STR_NONE;
		}
		if (is_stored(md, n) && md->ink.n && md->ink.tokens[md->ink.n - 1].type == INK_TEXT)
			ink_text(&md->ink, STR(" "), st->in_link); /* else it would have to be HTML */
		ink_mark(&md->ink, STR("!["));
		ink_text(&md->ink, alt, true);
		ink_mark(&md->ink, inline_keep(md, &b));
	}
	buf_done(&b);
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
		ink_text(&st->md->ink, STR(" "), st->in_link);
		if (st->md->raw_html)
			put_html(st, n);
	}
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

static void put_node(struct inline_state *st, const struct node *n)
{
	switch ((int)n->type) {
	case NODE_TEXT: put_text(st, n->as.text); break;
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_DELETION:
	case NODE_MARK: put_mark(st, n); break;
	case NODE_CODE: put_code(st, n); break;
	case NODE_LINK: put_link(st, n); break;
	case NODE_IMAGE: put_image(st, n); break;
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
			put_children(st, n);
		else
			put_html_or_words(st, n);
		break;
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_INSERTION:
	case NODE_QUOTATION:
	case NODE_RUBY:
	case NODE_RUBY_TEXT: put_html_or_words(st, n); break;
	default: put_children(st, n); break;
	}
}

static void put_children(struct inline_state *st, const struct node *n)
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
	put_children(&st, leaf);
	return outline_ink(md, place, out);
}
