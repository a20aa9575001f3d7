/* inline.c - inline nodes become ink: delimiters, links, code spans, and HTML tags for what Markdown
 * has no words for. Escaping is ink.c's. */
#include "backend/markdown/md.h"

#include "doc/walk.h"

/* Inlines that are only marks: a row each. `wanted` says which switch of the dialect gives it its
 * own mark; without it, or without HTML, `plain` stands around the words. */
const char *md_raw_tag(enum node_type type)
{
	switch (type) {
	case NODE_KEY: return "kbd";
	case NODE_SAMPLE: return "samp";
	case NODE_VARIABLE: return "var";
	case NODE_SUBSCRIPT: return "sub";
	case NODE_SUPERSCRIPT: return "sup";
	case NODE_INSERTION: return "ins";
	case NODE_MARK: return "mark";
	case NODE_SMALL: return "small";
	case NODE_ABBREVIATION: return "abbr";
	case NODE_QUOTATION: return "q";
	case NODE_RUBY: return "ruby";
	case NODE_RUBY_TEXT: return "rt";
	case NODE_EMPHASIS: return "em";
	case NODE_STRONG: return "strong";
	case NODE_DELETION: return "del";
	case NODE_SPAN: return "span";
	case NODE_CODE: return "code";
	case NODE_LINK: return "a";
	case NODE_IMAGE: return "img";
	case NODE_BREAK: return "br";
	case NODE_TEXT:
	case NODE_MATH:
	case NODE_FOOTNOTE_REF:
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
	case NODE_TYPE_COUNT: break;
	}
	return NULL;
}

struct inline_state {
	struct md *md;
	enum ink_place place;
	bool in_link;
	int depth;
};

static void put_children(struct inline_state *, const struct node *);

static struct str keep(struct md *md, const struct buf *b)
{
	return arena_str(&md->ink.arena, buf_str(b));
}

/* HTML in a line: no line end in it, and in a cell no pipe. */
static void mark_raw(struct inline_state *st, struct str html)
{
	struct buf b = { 0 };
	for (size_t i = 0; i < html.len; i++)
		if (html.p[i] == '|' && st->place == INK_CELL)
			buf_puts(&b, "&#124;");
		else
			buf_putc(&b, html.p[i] == '\n' ? ' ' : html.p[i]);
	ink_mark(&st->md->ink, keep(st->md, &b));
	buf_done(&b);
}

/* ---- emphasis ------------------------------------------------------------------------------------- */

/* Marks no bytes of its own for. */
static bool is_bare(const struct md *md, const struct node *n)
{
	return (n->type == NODE_SPAN && !n->as.span.element.len) || n->type == NODE_SMALL || (n->type == NODE_TEXT && !n->as.text.len) ||
	       (n->type == NODE_ABBREVIATION && (!n->as.abbreviation.title.len || !md->raw_html));
}

static bool is_emphasis(const struct node *n)
{
	return n->type == NODE_EMPHASIS || n->type == NODE_STRONG;
}

/* Whether an emphasis ends at n's end too: then its delimiter comes right behind n's. */
static const struct node *ends_with(const struct md *md, const struct node *n)
{
	while (!n->next && n->parent && is_bare(md, n->parent))
		n = n->parent;
	return !n->next && n->parent && is_emphasis(n->parent) ? n->parent : NULL;
}

static const char *const delimiters[2][2] = { { "*", "**" }, { "_", "__" } };

static char other_than(char delimiter)
{
	return delimiter == '*' ? '_' : '*';
}

/* The other delimiter than what stands right before, or what will stand right behind: two closers
 * in one run are read apart, a closer and an opener are not. `outer` is the character the enclosing
 * emphasis was opened with. */
static char choose_delimiter(const struct inline_state *st, const struct node *n, char outer, char preferred)
{
	char before = ink_last_delimiter(&st->md->ink);
	before = before == '~' || before == '=' ? 0 : before;
	char behind = ends_with(st->md, n) ? outer : 0;
	char unlike = before ? before : behind;
	return unlike ? other_than(unlike) : preferred;
}

/* The character of the enclosing emphasis: found again by its opening token. */
static char enclosing_delimiter(const struct ink *ink)
{
	int closed = 0;
	for (size_t i = ink->n; i-- > 0;) {
		const struct ink_token *t = &ink->tokens[i];
		if (t->type == INK_CLOSE)
			closed++;
		else if (t->type == INK_OPEN && closed-- == 0)
			return t->s.p[0];
	}
	return 0;
}

/* How many emphases of the same kind stand around n. */
static int emphasis_around(const struct node *n)
{
	int count = 0;
	for (const struct node *p = n->parent; p && node_is_inline(p); p = p->parent)
		count += p->type == n->type;
	return count;
}

/* Beside a mark an inner delimiter of the same kind might close the outer. */
static bool begins_with_letter(const struct node *n)
{
	const struct node *first = n->first;
	while (first && is_emphasis(first))
		first = first->first;
	return first && first->type == NODE_TEXT && first->as.text.len && ch_alnum(first->as.text.p[0]);
}

/* The only thing in the emphasis around it. */
static bool fills_emphasis(const struct md *md, const struct node *n)
{
	while (n->parent && !n->prev && !n->next && is_bare(md, n->parent))
		n = n->parent;
	return n->parent && !n->prev && !n->next && is_emphasis(n->parent);
}

/* Pandoc looks for what closes, not for what stands beside: '*' always serves, but what fills another
 * emphasis needs the other mark, to be the inner one. */
static void put_enclosed(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	if (emphasis_around(n)) {
		put_children(st, n);
		return;
	}
	const char *delimiter = delimiters[fills_emphasis(st->md, n)][n->type == NODE_STRONG];
	const struct ink_token *last = ink->n ? &ink->tokens[ink->n - 1] : NULL;
	if (last && last->type == INK_CLOSE && str_eq_c(last->s, delimiter))
		ink->n--; /* two that touch are one */
	else
		ink_open(ink, delimiter);
	put_children(st, n);
	ink_close(ink, delimiter);
}

static void put_emphasis(struct inline_state *st, const struct node *n)
{
	if (!n->first)
		return;
	if (st->md->flavor->enclosed) {
		put_enclosed(st, n);
		return;
	}
	struct ink *ink = &st->md->ink;
	char outer = ends_with(st->md, n) ? enclosing_delimiter(ink) : 0;
	int around = emphasis_around(n);
	if (around && (!ink->exact || !begins_with_letter(n))) { /* says nothing new */
		put_children(st, n);
		return;
	}
	char preferred = around ? other_than(enclosing_delimiter(ink)) : '*';
	char c = choose_delimiter(st, n, outer, preferred);
	const char *delimiter = delimiters[c == '_'][n->type == NODE_STRONG];
	ink_open(ink, delimiter);
	put_children(st, n);
	ink_close(ink, delimiter);
}

/* ---- marks ------------------------------------------------------------------------------------------ */

static void put_tagged(struct inline_state *st, const struct node *n, const char *tag)
{
	struct buf open = { 0 };
	buf_printf(&open, "<%s", tag);
	if (n->type == NODE_ABBREVIATION)
		md_put_attribute(&open, "title", n->as.abbreviation.title);
	buf_putc(&open, '>');
	mark_raw(st, buf_str(&open));
	buf_done(&open);
	put_children(st, n);
	ink_mark(&st->md->ink, arena_printf(&st->md->ink.arena, "</%s>", tag));
}

static void put_between(struct inline_state *st, const struct node *n, const char *open, const char *close)
{
	ink_mark(&st->md->ink, str_from_c(open));
	put_children(st, n);
	ink_mark(&st->md->ink, str_from_c(close));
}

static void put_delimited(struct inline_state *st, const struct node *n, const char *delimiter)
{
	if (!n->first)
		return;
	ink_open(&st->md->ink, delimiter);
	put_children(st, n);
	ink_close(&st->md->ink, delimiter);
}

static bool directly_behind(const struct node *n, enum node_type type)
{
	return n->prev && n->prev->type == type;
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
	if (n->type == NODE_DELETION && f->strikethrough && !directly_behind(n, NODE_DELETION))
		put_delimited(st, n, "~~");
	else if (n->type == NODE_MARK && f->highlight && !directly_behind(n, NODE_MARK))
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
		put_emphasis(st, n);
	else
		put_children(st, n);
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

static void put_raw(struct inline_state *st, const struct node *n)
{
	struct buf *b = &st->md->scratch;
	buf_clear(b);
	md_put_raw_inline(st->md, n, b);
	mark_raw(st, buf_str(b));
}

static void put_code(struct inline_state *st, const struct node *n)
{
	struct str s = n->as.text;
	struct md *md = st->md;
	bool awkward = !s.len || (st->place == INK_CELL && !md->flavor->open_pipes && str_find(s, STR("\\|"), 0) >= 0);
	bool glued = directly_behind(n, NODE_CODE);
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
		ink_mark(&md->ink, keep(md, b));
}

/* ---- links and pictures -------------------------------------------------------------------------------- */

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
		md_put_link_title(&target, title, cell);
	buf_puts(b, "](");
	for (size_t i = 0; i < target.len; i++) {
		if (open && i && strchr("`$<", target.p[i]) && target.p[i - 1] != '\\')
			buf_putc(b, '\\');
		buf_putc(b, target.p[i]);
	}
	buf_putc(b, ')');
	buf_done(&target);
}

static void put_link(struct inline_state *st, const struct node *n)
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
	put_children(st, n);
	st->in_link = outer;
	bool space = md->flavor->enclosed && move_space_before(&md->ink, open);
	buf_clear(b);
	put_target(st, url, n->as.link.title, b);
	ink_mark(&md->ink, keep(md, b));
	if (space)
		ink_text(&md->ink, STR(" "), outer);
}

static void put_image(struct inline_state *st, const struct node *n)
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
	put_target(st, url, n->as.image.title, b);
	ink_mark(&md->ink, keep(md, b));
}

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

void md_put_link_title(struct buf *b, struct str title, bool cell)
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
		mark_raw(st, arena_printf(&md->ink.arena, "$%.*s$", STR_ARG(str_trim(tex))));
	else if (tex.len)
		mark_raw(st, arena_printf(&md->ink.arena, "$`%.*s`$", STR_ARG(tex)));
	else if (md->raw_html)
		mark_raw(st, n->as.math.mathml);
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
		put_children(st, n);
		return;
	}
	struct ink *ink = &st->md->ink;
	ink_mark(ink, arena_printf(&ink->arena, "<%.*s>", STR_ARG(n->as.span.element)));
	put_children(st, n);
	ink_mark(ink, arena_printf(&ink->arena, "</%.*s>", STR_ARG(n->as.span.element)));
}

static void put_node(struct inline_state *st, const struct node *n)
{
	switch (n->type) {
	case NODE_TEXT: ink_text(&st->md->ink, n->as.text, st->in_link); break;
	case NODE_EMPHASIS:
	case NODE_STRONG: put_emphasis(st, n); break;
	case NODE_CODE: put_code(st, n); break;
	case NODE_LINK: put_link(st, n); break;
	case NODE_IMAGE: put_image(st, n); break;
	case NODE_BREAK: put_break(st, n); break;
	case NODE_MATH: put_math(st, n); break;
	case NODE_FOOTNOTE_REF: put_reference(st, n); break;
	case NODE_SPAN:
		if (n->as.span.element.len && st->md->raw_html)
			put_unknown(st, n);
		else
			put_children(st, n);
		break;
	case NODE_SMALL: put_children(st, n); break;
	case NODE_ABBREVIATION:
		if (is_bare(st->md, n))
			put_children(st, n);
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
	case NODE_TYPE_COUNT: put_children(st, n); break; /* no block stands in a line */
	}
}

static void put_children(struct inline_state *st, const struct node *n)
{
	for (const struct node *child = n->first; child; child = child->next)
		put_node(st, child);
}

void md_ink(struct md *md, const struct node *leaf, enum ink_place place)
{
	struct inline_state st = { .md = md, .place = place };
	put_children(&st, leaf);
}

void md_inline(struct md *md, const struct node *leaf, struct ink_context context, struct buf *out)
{
	ink_clear(&md->ink);
	md_ink(md, leaf, context.place);
	ink_put(&md->ink, context, out);
}
