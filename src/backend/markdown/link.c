/* link.c - links and pictures: addresses between < and >, in parentheses or in double brackets, as
 * the dialect has them; and destinations and titles for whoever else writes one. */
#include "backend/markdown/inline.h"

static void put_raw(struct inline_state *st, const struct node *n)
{
	struct buf *b = &st->md->scratch;
	buf_clear(b);
	md_put_raw_inline(st->md, n, b);
	inline_put_html(st, buf_str(b));
}

/* ---- destinations ---------------------------------------------------------------------------- */

static bool opens_reference(struct str s, size_t i)
{
	return i + 2 < s.len && s.p[i] == '&' && (s.p[i + 1] == '#' || ch_alpha(s.p[i + 1])) &&
	       str_find_char(str_sub(s, i, i + 44), ';', 0) > 0;
}

void md_put_destination(struct buf *b, struct str url, bool cell)
{
	long depth = 0;
	bool pointed = !url.len;
	for (size_t i = 0; i < url.len; i++) {
		char c = url.p[i];
		depth += (c == '(') - (c == ')');
		pointed |= depth < 0 || (unsigned char)c <= ' ' || c == '<' || c == '>' || c == 0x7F;
	}
	pointed |= depth != 0;
	if (pointed)
		buf_putc(b, '<');
	for (size_t i = 0; i < url.len; i++) {
		char c = url.p[i];
		if (c == '\n')
			buf_puts(b, "%0A");
		else if (c == '\t')
			buf_puts(b, "%09");
		else if (c == '|' && cell)
			buf_puts(b, "%7C");
		else if (opens_reference(url, i))
			buf_puts(b, "&amp;");
		else {
			bool punct = i + 1 < url.len && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", url.p[i + 1]);
			if (c == '<' || c == '>' || (c == '\\' && (punct || i + 1 == url.len)))
				buf_putc(b, '\\');
			buf_putc(b, c);
		}
	}
	if (pointed)
		buf_putc(b, '>');
}

void md_put_path(struct buf *b, struct str path)
{
	for (size_t i = 0; i < path.len; i++)
		if (strchr(" ()<>%&", path.p[i]))
			buf_printf(b, "%%%02X", (unsigned)(unsigned char)path.p[i]);
		else
			buf_putc(b, path.p[i]);
}

static void put_title(struct buf *b, struct str title, bool cell)
{
	buf_puts(b, " \"");
	for (size_t i = 0; i < title.len; i++) {
		char c = title.p[i];
		if (c == '\n') {
			buf_puts(b, "&#10;");
			continue;
		}
		if (opens_reference(title, i)) {
			buf_puts(b, "&amp;");
			continue;
		}
		if (c == '\\' && (i + 1 == title.len || title.p[i + 1] == '"')) {
			buf_puts(b, "&#92;"); /* cmark reads \\" either way, whichever makes the title longer */
			continue;
		}
		if (c == '\\' || c == '"' || (c == '|' && cell))
			buf_putc(b, '\\');
		buf_putc(b, c);
	}
	buf_putc(b, '"');
}

/* ---- links ----------------------------------------------------------------------------------- */

/* <https://…>: the text is the address, and nothing in it would end or break the autolink. */
static bool is_autolink(const struct node *n, struct str url)
{
	if (!n->first || n->first != n->last || n->first->type != NODE_TEXT || n->as.link.title.len ||
	    !str_eq(n->first->as.text, url))
		return false;
	ptrdiff_t colon = str_find_char(url, ':', 0);
	if (colon < 2 || colon > 32 || !ch_alpha(url.p[0]))
		return false;
	for (ptrdiff_t i = 0; i < colon; i++)
		if (!ch_alnum(url.p[i]) && !strchr("+.-", url.p[i]))
			return false;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.p[i] <= ' ' || strchr("<>\\|", url.p[i]))
			return false;
	return true;
}

/* Pandoc takes addresses only of schemes that it knows. */
static bool is_common_scheme(struct str url)
{
	return str_starts(url, STR("http:")) || str_starts(url, STR("https:")) || str_starts(url, STR("mailto:")) ||
	       str_starts(url, STR("ftp:"));
}

static bool holds_any(struct str s, const char *set)
{
	for (size_t i = 0; i < s.len; i++)
		if (strchr(set, s.p[i]))
			return true;
	return false;
}

/* [[note|text]]: readers show the text as it is, so it has to be plain. */
static bool put_wikilink(struct inline_state *st, const struct node *n)
{
	const struct node *text = n->first;
	if (!text || text != n->last || text->type != NODE_TEXT || holds_any(text->as.text, "[]|\\`*_<$=~&#%^\n"))
		return false;
	struct md *md = st->md;
	struct str target = md_wiki_target(md, n);
	if (!target.len)
		return false;
	const char *bar = st->place == INK_CELL ? "\\|" : "|";
	ink_mark(&md->ink, arena_printf(&md->ink.arena, "[[%.*s%s%.*s]]", STR_ARG(target), bar, STR_ARG(text->as.text)));
	return true;
}

/* Pandoc drops blanks at the edges of a link's text: the first goes before it, the last is to go behind,
 * which is what is returned. */
static bool move_space_before(struct ink *ink, size_t open)
{
	struct ink_token *first = &ink->tokens[open + 1], *last = &ink->tokens[ink->n - 1];
	if (ink->n < open + 2)
		return false;
	if (first->type == INK_TEXT && str_starts(first->s, STR(" "))) {
		first->s = str_sub(first->s, 1, first->s.len);
		ink->tokens[open].s = STR(" [");
	}
	if (last->type != INK_TEXT || !str_ends(last->s, STR(" ")))
		return false;
	last->s = str_sub(last->s, 0, last->s.len - 1);
	return true;
}

/* ](address "title"). What could begin code, a formula or a tag there would run over the bars of a row
 * where readers look for those first. */
static void put_target(const struct inline_state *st, struct str url, struct str title, struct buf *b)
{
	bool cell = st->place == INK_CELL, open = cell && st->md->flavor->open_pipes;
	struct buf target = { 0 };
	if (url.len || title.len)
		md_put_destination(&target, url, cell);
	if (title.len)
		put_title(&target, title, cell);
	buf_puts(b, "](");
	for (size_t i = 0; i < target.len; i++) {
		if (open && i && strchr("`$<", target.p[i]) && target.p[i - 1] != '\\')
			buf_putc(b, '\\');
		buf_putc(b, target.p[i]);
	}
	buf_putc(b, ')');
	buf_done(&target);
}

void link_put(struct inline_state *st, const struct node *n)
{
	struct md *md = st->md;
	if (put_wikilink(st, n))
		return;
	struct str url = md_link_url(md, n);
	struct buf *b = &md->scratch;
	if (is_autolink(n, url) && (!md->flavor->enclosed || is_common_scheme(url))) {
		ink_mark(&md->ink, arena_printf(&md->ink.arena, "<%.*s>", STR_ARG(url)));
		return;
	}
	size_t open = md->ink.n;
	ink_mark(&md->ink, STR("["));
	bool outer = st->in_link;
	st->in_link = true;
	inline_put_children(st, n);
	st->in_link = outer;
	bool space = md->flavor->enclosed && move_space_before(&md->ink, open);
	buf_clear(b);
	put_target(st, url, n->as.link.title, b);
	ink_mark(&md->ink, inline_keep(md, b));
	if (space)
		ink_text(&md->ink, STR(" "), outer);
}

/* ---- pictures -------------------------------------------------------------------------------- */

void link_put_image(struct inline_state *st, const struct node *n)
{
	struct md *md = st->md;
	struct str url = md_image_url(md, n);
	if (!url.len) { /* Markdown has no picture without an address */
		if (md->raw_html)
			put_raw(st, n);
		else
			ink_text(&md->ink, n->as.image.alt, st->in_link);
		return;
	}
	struct ink alt;
	ink_init(&alt, md->flavor);
	struct buf *b = &md->scratch;
	buf_clear(b);
	buf_puts(b, "![");
	ink_text(&alt, n->as.image.alt, true);
	enum ink_place place = st->place == INK_CELL ? INK_CELL : INK_HEADING;
	ink_put(&alt, (struct ink_context){ .place = place, .in_brackets = true }, b);
	ink_done(&alt);
	if (md->flavor->plain_alts && md->raw_html && holds_any(buf_str(b), "\\&")) {
		put_raw(st, n);
		return;
	}
	put_target(st, url, n->as.image.title, b);
	ink_mark(&md->ink, inline_keep(md, b));
}
