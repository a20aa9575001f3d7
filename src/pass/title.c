/* title.c - a body that begins with its own title as a heading: every format puts the title above the
 * article, so it would stand there twice, also below a picture. The heading goes; links to it lead to what follows. */
#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "pass/pass.h"

/* A link that leads back to the article, as titles on a blog's front page do. */
static bool leads_home(const struct article *article, const struct node *link)
{
	struct str fragment;
	return pass_own_fragment(article, link).len > 0 ||
	       book_find_url(article->book, link->as.link.url, &fragment) == article->entry;
}

/* Whether the heading is words and no more, with one id at most, which goes to *id. */
static bool is_words(const struct article *article, const struct node *heading, struct str *id)
{
	for (struct walk w = walk_begin(heading); walk_next(&w);) {
		if (w.step != WALK_ENTER)
			continue;
		switch (w.node->type) {
		case NODE_HEADING: case NODE_TEXT: case NODE_EMPHASIS: case NODE_STRONG: case NODE_CODE: case NODE_SPAN:
		case NODE_BREAK: case NODE_SMALL: case NODE_MARK:
			break;
		case NODE_LINK:
			if (!leads_home(article, w.node))
				return false;
			break;
		default:
			return false;
		}
		if (w.node->id.len && id->len)
			return false;
		if (w.node->id.len)
			*id = w.node->id;
	}
	return true;
}

/* Gives the block the id too: an empty span bears it when it has one of its own. False when there is
 * no place for that. */
static bool hand_over(struct article *article, struct str id, struct node *block)
{
	if (!id.len)
		return true;
	if (!block->id.len) {
		block->id = id;
		return true;
	}
	while (block && node_kind(block->type) == KIND_BLOCK)
		block = block->first;
	if (!block || node_kind(block->type) != KIND_LEAF_BLOCK)
		return false;
	struct node *span = node_new(article->arena, NODE_SPAN, block->line);
	span->id = id;
	node_prepend(block, span);
	return true;
}

/* What a title says, however it was typed: one kind of quotation mark and dash, single blanks, no
 * capitals of ASCII. */
static void put_folded(struct buf *b, struct str s)
{
	bool space = false;
	for (size_t at = 0; at < s.len;) {
		uint32_t c = utf8_decode(s, &at);
		if (unicode_is_space(c)) {
			space = b->len > 0;
			continue;
		}
		if (space)
			buf_putc(b, ' ');
		space = false;
		if ((c >= 0x2018 && c <= 0x201B) || c == 0x2032 || c == '`' || c == 0xB4)
			c = '\'';
		else if ((c >= 0x201C && c <= 0x201F) || c == 0x2033 || c == 0xAB || c == 0xBB)
			c = '"';
		else if (c >= 0x2010 && c <= 0x2015)
			c = '-';
		if (c == 0x2026)
			buf_puts(b, "...");
		else if (c < 0x80)
			buf_putc(b, ch_lower((char)c));
		else
			buf_put_utf8(b, c);
	}
}

/* Most headings do not even begin as the title does. */
static bool begin_apart(struct str a, struct str b)
{
	return a.len && b.len && ch_alnum(a.p[0]) && ch_alnum(b.p[0]) && ch_lower(a.p[0]) != ch_lower(b.p[0]);
}

static bool says_the_same(struct str a, struct str b)
{
	struct buf x = { 0 }, y = { 0 };
	if (begin_apart(a, b))
		return false;
	put_folded(&x, a);
	put_folded(&y, b);
	bool same = str_eq(buf_str(&x), buf_str(&y));
	buf_done(&x);
	buf_done(&y);
	return same;
}

/* A picture that an article opens with, above its title. */
static bool is_picture(const struct node *block)
{
	bool any = false;
	for (struct walk w = walk_begin(block); walk_next(&w);) {
		if (w.step != WALK_ENTER)
			continue;
		any |= w.node->type == NODE_IMAGE;
		if (w.node->type == NODE_CAPTION)
			walk_skip(&w);
		else if (w.node->type != NODE_FIGURE && w.node->type != NODE_PARAGRAPH && w.node->type != NODE_LINK &&
			 w.node->type != NODE_IMAGE && w.node->type != NODE_SPAN && w.node->type != NODE_BREAK)
			return false;
	}
	return any;
}

void pass_title(struct article *article)
{
	struct node *heading = article->root->first;
	struct str id = STR_NONE;
	while (heading && is_picture(heading))
		heading = heading->next;
	if (!heading || heading->type != NODE_HEADING || !heading->next)
		return;
	struct buf text;
	buf_init(&text);
	node_put_text(heading, &text);
	if (says_the_same(buf_str(&text), article->entry->title) && is_words(article, heading, &id) && hand_over(article, id, heading->next)) {
		pass_note_loss(article, "repeated-title", buf_str(&text), heading->line);
		node_remove(heading);
	}
	buf_done(&text);
}
