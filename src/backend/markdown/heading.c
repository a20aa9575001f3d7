/* heading.c - headings: '#'s before a line, a line below where one holds a break, an id behind. */
#include "backend/markdown/block.h"
#include "backend/markdown/slug.h"

#include "doc/walk.h"

/* What can stand in {#…}. */
static bool is_identifier(struct str id)
{
	for (size_t i = 0; i < id.len; i++)
		if (!ch_alnum(id.p[i]) && !strchr("-_.", id.p[i]))
			return false;
	return id.len && ch_alpha(id.p[0]);
}

/* Whether the id is what Pandoc gives the heading anyway. */
static bool names_itself(const struct node *heading)
{
	struct buf text = { 0 }, anchor = { 0 };
	node_put_text(heading, &text);
	slug_put_dotted(&anchor, buf_str(&text));
	bool same = str_eq(buf_str(&anchor), heading->id);
	buf_done(&text);
	buf_done(&anchor);
	return same;
}

void heading_put(struct md *md, const struct node *n)
{
	int level = n->as.heading.level + md->shift;
	level = level > 6 ? 6 : level;
	bool setext = level <= 2 && between_has_break(n) && !md->flavor->enclosed;
	struct buf b = { 0 };
	if (!setext)
		buf_pad(&b, '#', (size_t)level);
	size_t before = b.len;
	struct buf text = { 0 };
	md_inline(md, n, (struct ink_context){ .place = setext ? INK_PARAGRAPH : INK_HEADING }, &text);
	if (text.len && !setext)
		buf_putc(&b, ' ');
	buf_put_str(&b, buf_str(&text));
	if (setext && str_find_char(buf_str(&text), '\n', 0) < 0) { /* the break was at an edge */
		b.len = before;
		buf_clear(&b);
		buf_pad(&b, '#', (size_t)level);
		buf_putc(&b, ' ');
		buf_clear(&text);
		md_inline(md, n, (struct ink_context){ .place = INK_HEADING }, &text);
		buf_put_str(&b, buf_str(&text));
	} else if (setext)
		buf_puts(&b, level == 1 ? "\n===" : "\n---");
	if (md->flavor->attributes && md->article->book->fragment && is_identifier(n->id) && !names_itself(n))
		buf_printf(&b, " {#%.*s}", STR_ARG(n->id));
	md_put_lines(md, buf_str(&b));
	buf_done(&text);
	buf_done(&b);
}

void md_put_title(struct md *md, int level, struct str title)
{
	struct buf b = { 0 };
	buf_pad(&b, '#', (size_t)level);
	buf_putc(&b, ' ');
	ink_clear(&md->ink);
	ink_text(&md->ink, title, false);
	ink_put(&md->ink, (struct ink_context){ .place = INK_HEADING }, &b);
	md_put_lines(md, buf_str(&b));
	buf_done(&b);
}
