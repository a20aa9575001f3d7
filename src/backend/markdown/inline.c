/* inline.c - inline nodes become ink: marks, code spans, formulas, and HTML tags for what Markdown
 * has no words for. Delimiters of emphasis are emphasis.c's, links link.c's, escaping ink.c's. */
#include "backend/markdown/inline.h"

#include "doc/walk.h"

struct str inline_keep(struct md *md, const struct buf *b)
{
	return arena_str(&md->ink.arena, buf_str(b));
}

void inline_put_html(struct inline_state *st, struct str html)
{
	struct buf b = { 0 };
	for (size_t i = 0; i < html.len; i++)
		if (html.p[i] == '|' && st->place == INK_CELL)
			buf_puts(&b, "&#124;");
		else
			buf_putc(&b, html.p[i] == '\n' ? ' ' : html.p[i]);
	ink_mark(&st->md->ink, inline_keep(st->md, &b));
	buf_done(&b);
}

/* ---- marks ------------------------------------------------------------------------------------------ */

static void put_tagged(struct inline_state *st, const struct node *n, const char *tag)
{
	struct buf open = { 0 };
	buf_printf(&open, "<%s", tag);
	if (n->type == NODE_ABBREVIATION)
		md_put_attribute(&open, "title", n->as.abbreviation.title);
	buf_putc(&open, '>');
	inline_put_html(st, buf_str(&open));
	buf_done(&open);
	inline_put_children(st, n);
	ink_mark(&st->md->ink, arena_printf(&st->md->ink.arena, "</%s>", tag));
}

static void put_between(struct inline_state *st, const struct node *n, const char *open, const char *close)
{
	ink_mark(&st->md->ink, str_from_c(open));
	inline_put_children(st, n);
	ink_mark(&st->md->ink, str_from_c(close));
}

static void put_delimited(struct inline_state *st, const struct node *n, const char *delimiter)
{
	if (!n->first)
		return;
	ink_open(&st->md->ink, delimiter);
	inline_put_children(st, n);
	ink_close(&st->md->ink, delimiter);
}

/* What was laid down last is a mark that ends in this character, or closes with it: another one beside
 * it would be read with it. */
static bool ends_in(const struct ink *ink, enum ink_token_type type, char c)
{
	const struct ink_token *last = ink->n ? &ink->tokens[ink->n - 1] : NULL;
	return last && last->type == type && last->s.len && last->s.p[last->s.len - 1] == c;
}

/* H~2~O: Pandoc's marks hold no blanks, nor what looks like the mark. */
static bool is_one_word(const struct node *n)
{
	const struct node *text = n->first;
	if (!text || text != n->last || text->type != NODE_TEXT || !text->as.text.len)
		return false;
	for (size_t i = 0; i < text->as.text.len; i++)
		if (!ch_alnum(text->as.text.p[i]))
			return false;
	return true;
}

/* What Markdown, or this dialect, lacks. */
static void put_foreign(struct inline_state *st, const struct node *n)
{
	const struct flavor *f = st->md->flavor;
	const struct ink *ink = &st->md->ink;
	if (n->type == NODE_DELETION && f->strikethrough && !ends_in(ink, INK_CLOSE, '~'))
		put_delimited(st, n, "~~");
	else if (n->type == NODE_MARK && f->highlight && !ends_in(ink, INK_CLOSE, '='))
		put_delimited(st, n, "==");
	else if (f->sub_sup && (n->type == NODE_SUBSCRIPT || n->type == NODE_SUPERSCRIPT) && is_one_word(n))
		put_between(st, n, n->type == NODE_SUBSCRIPT ? "~" : "^", n->type == NODE_SUBSCRIPT ? "~" : "^");
	else if (st->md->raw_html)
		put_tagged(st, n, md_raw_tag(n->type));
	else if (n->type == NODE_QUOTATION)
		put_between(st, n, "“", "”");
	else if (n->type == NODE_SUPERSCRIPT)
		put_between(st, n, "^", "");
	else if (n->type == NODE_SUBSCRIPT)
		put_between(st, n, "_", "");
	else if (n->type == NODE_RUBY_TEXT)
		put_between(st, n, "(", ")");
	else if (n->type == NODE_VARIABLE)
		emphasis_put(st, n);
	else
		inline_put_children(st, n);
}

/* ---- code ------------------------------------------------------------------------------------------- */

/* The shortest fence no run of `mark` in s equals; runs longer than 63 do not count as short. */
static size_t span_fence(struct str s)
{
	uint64_t seen = 0;
	for (size_t i = 0; i < s.len;) {
		size_t run = 0;
		while (i + run < s.len && s.p[i + run] == '`')
			run++;
		if (run && run < 64)
			seen |= (uint64_t)1 << run;
		i += run ? run : 1;
	}
	size_t n = 1;
	while (n < 63 && (seen >> n & 1))
		n++;
	return n;
}

static bool pads(struct str s)
{
	if (!s.len)
		return false;
	char a = s.p[0], z = s.p[s.len - 1];
	return a == '`' || z == '`' || (a == ' ' && z == ' ' && str_trim(s).len);
}

static void put_code(struct inline_state *st, const struct node *n)
{
	struct str s = n->as.text;
	struct md *md = st->md;
	bool awkward = !s.len || (st->place == INK_CELL && !md->flavor->open_pipes && str_find(s, STR("\\|"), 0) >= 0);
	bool glued = ends_in(&md->ink, INK_MARK, '`');
	if ((awkward || glued) && md->raw_html) { /* between tags, words are Markdown still */
		ink_mark(&md->ink, STR("<code>"));
		ink_text(&md->ink, s, st->in_link);
		ink_mark(&md->ink, STR("</code>"));
		return;
	}
	struct buf *b = &md->scratch;
	buf_clear(b);
	size_t fence = span_fence(s);
	buf_pad(b, '`', fence);
	if (pads(s))
		buf_putc(b, ' ');
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '|' && st->place == INK_CELL && !md->flavor->open_pipes)
			buf_putc(b, '\\');
		buf_putc(b, s.p[i] == '\n' ? ' ' : s.p[i]);
	}
	if (pads(s))
		buf_putc(b, ' ');
	buf_pad(b, '`', fence);
	if (s.len)
		ink_mark(&md->ink, inline_keep(md, b));
}

/* ---- the rest --------------------------------------------------------------------------------------- */

static void put_break(struct inline_state *st, const struct node *n)
{
	struct md *md = st->md;
	bool edge = !n->prev || !n->next;
	if (st->place == INK_PARAGRAPH && !edge)
		ink_break(&md->ink);
	else if (edge && n->parent && !node_is_inline(n->parent))
		return; /* at a block's edge it shows nothing */
	else if (md->raw_html)
		ink_mark(&md->ink, STR("<br>"));
	else
		ink_text(&md->ink, STR(" "), st->in_link);
}

static void put_math(struct inline_state *st, const struct node *n)
{
	struct md *md = st->md;
	struct str tex = n->as.math.tex;
	if (tex.len && md->flavor->math)
		inline_put_html(st, arena_printf(&md->ink.arena, "$%.*s$", STR_ARG(str_trim(tex))));
	else if (tex.len)
		inline_put_html(st, arena_printf(&md->ink.arena, "$`%.*s`$", STR_ARG(tex)));
	else if (md->raw_html)
		inline_put_html(st, n->as.math.mathml);
	else
		ink_text(&md->ink, md_math_text(&md->ink.arena, n), st->in_link);
}

static void put_reference(struct inline_state *st, const struct node *n)
{
	struct md *md = st->md;
	int number = n->as.footnote_ref.note->as.footnote.number;
	struct str mark = arena_printf(&md->ink.arena, md->flavor->footnotes ? "[^%.*s%d]" : "[%.*s%d]",
				       STR_ARG(md->note_prefix), number);
	if (md->flavor->footnotes)
		ink_mark(&md->ink, mark);
	else
		ink_text(&md->ink, mark, st->in_link);
}

/* An element HTML does not know: its tags stand around what it holds, if CommonMark takes them for
 * tags. */
static void put_unknown(struct inline_state *st, const struct node *n)
{
	struct str name = n->as.span.element;
	bool good = name.len && ch_alpha(name.p[0]);
	for (size_t i = 0; i < name.len && good; i++)
		good = ch_alnum(name.p[i]) || name.p[i] == '-';
	if (!good) {
		inline_put_children(st, n);
		return;
	}
	struct ink *ink = &st->md->ink;
	ink_mark(ink, arena_printf(&ink->arena, "<%.*s>", STR_ARG(n->as.span.element)));
	inline_put_children(st, n);
	ink_mark(ink, arena_printf(&ink->arena, "</%.*s>", STR_ARG(n->as.span.element)));
}

static void put_node(struct inline_state *st, const struct node *n)
{
	switch (n->type) {
	case NODE_TEXT: ink_text(&st->md->ink, n->as.text, st->in_link); break;
	case NODE_EMPHASIS:
	case NODE_STRONG: emphasis_put(st, n); break;
	case NODE_CODE: put_code(st, n); break;
	case NODE_LINK: link_put(st, n); break;
	case NODE_IMAGE: link_put_image(st, n); break;
	case NODE_BREAK: put_break(st, n); break;
	case NODE_MATH: put_math(st, n); break;
	case NODE_FOOTNOTE_REF: put_reference(st, n); break;
	case NODE_SPAN:
		if (n->as.span.element.len && st->md->raw_html)
			put_unknown(st, n);
		else
			inline_put_children(st, n);
		break;
	case NODE_SMALL: inline_put_children(st, n); break;
	case NODE_ABBREVIATION:
		if (emphasis_is_bare(st->md, n))
			inline_put_children(st, n);
		else
			put_foreign(st, n);
		break;
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT:
	case NODE_DELETION:
	case NODE_INSERTION:
	case NODE_MARK:
	case NODE_QUOTATION:
	case NODE_RUBY:
	case NODE_RUBY_TEXT: put_foreign(st, n); break;
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
	case NODE_TYPE_COUNT: inline_put_children(st, n); break; /* no block stands in a line */
	}
}

void inline_put_children(struct inline_state *st, const struct node *n)
{
	for (const struct node *child = n->first; child; child = child->next)
		put_node(st, child);
}

void md_ink(struct md *md, const struct node *leaf, enum ink_place place)
{
	struct inline_state st = { .md = md, .place = place };
	inline_put_children(&st, leaf);
}

void md_inline(struct md *md, const struct node *leaf, struct ink_context context, struct buf *out)
{
	ink_clear(&md->ink);
	md_ink(md, leaf, context.place);
	ink_put(&md->ink, context, out);
}
