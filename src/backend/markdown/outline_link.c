/* outline_link.c - links and pictures in an outline: [words](address), [words]([[page]]), <address>, and HTML
 * where the words are more than its parser reads in a link. */
#include "backend/markdown/outline_inline.h"
#include "backend/markdown/pagename.h"
#include "backend/markdown/vault.h"

#include "doc/walk.h"

/* With backslashes \[ \] is a formula, if that is all; [^x] is a note's number, whatever stands behind it. */
static bool begins_badly(struct str label)
{
	return label.len && strchr("[(^", label.p[0]);
}

/* A link's words are words and code, or one mark and no more. */
static bool label_fits(const struct inline_state *st, const struct node *n)
{
	const char *mark = n->first && n->first == n->last ? outline_mark_of(n->first->type) : NULL;
	if (n->first && n->first->type == NODE_TEXT && begins_badly(n->first->as.text))
		return false;
	if (mark)
		return outline_all_words(st, n->first) && !outline_holds_any(n->first->first->as.text, "*_~=^$[]");
	for (const struct node *child = n->first; child; child = child->next)
		if (!outline_is_words(st, child) && !outline_is_short_code(st, child))
			return false;
	return true;
}

bool outline_is_plain_link(const struct inline_state *st, const struct node *n)
{
	return n->type == NODE_LINK && !n->as.link.target && !n->as.link.title.len && outline_all_words(st, n) && label_fits(st, n) &&
	       !outline_holds_any(n->as.link.url, "*_~=^`$ ()\\");
}

/* ---- addresses and words ------------------------------------------------------------------------ */

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
	if (outline_holds_any(title, "\"\\()[]<>|\n"))
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
	outline_put_children(st, n);
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
		outline_put_children(st, n);
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
		if (outline_mark_of(p->type))
			return false;
	bool web = str_starts(url, STR("http://")) || str_starts(url, STR("https://"));
	return web && n->first && n->first == n->last && n->first->type == NODE_TEXT && !n->as.link.title.len &&
	       str_eq(n->first->as.text, url) && !outline_holds_any(url, " <>\\|\n\t");
}

void outline_put_link(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	struct buf b = { 0 };
	if (put_inner_link(st, n))
		return;
	struct str url = md_link_url(st->md, n);
	if (is_address(n, url)) {
		ink_mark(ink, arena_printf(&ink->arena, "<%.*s>", STR_ARG(url)));
	} else if (is_stored(st->md, n->first) && n->first == n->last) {
		outline_put_children(st, n); /* Logseq finds pictures of the graph in Markdown only, and none in a link */
		put_address(&b, url);
		ink_mark(ink, arena_printf(&ink->arena, " <%.*s>", STR_ARG(buf_str(&b))));
	} else if (label_fits(st, n) && put_target(&b, url, n->as.link.title)) {
		put_label(st, n);
		ink_mark(ink, inline_keep(st->md, &b));
	} else
		outline_put_html_or_words(st, n);
	buf_done(&b);
}

void outline_put_image(struct inline_state *st, const struct node *n)
{
	struct md *md = st->md;
	struct str alt = n->as.image.alt, url = md_image_url(md, n);
	struct buf b = { 0 };
	bool fits = url.len && !outline_holds_any(alt, st->place == INK_CELL ? "\\\n`|" : "\\\n`") && !begins_badly(alt) && put_target(&b, url, n->as.image.title);
	if (!fits && md->raw_html && !is_stored(md, n))
		outline_put_html(st, n);
	else if (!url.len)
		ink_text(&md->ink, alt, st->in_link);
	else {
		if (!fits) {
			buf_clear(&b);
			put_target(&b, url, STR_NONE);
			alt = STR_NONE;
		}
		if (is_stored(md, n) || !md->raw_html)
			outline_put_space(st); /* behind a word it would have to be HTML */
		ink_mark(&md->ink, STR("!["));
		ink_text(&md->ink, alt, true);
		ink_mark(&md->ink, inline_keep(md, &b));
	}
	buf_done(&b);
}
