/* title.c - a body that begins with its own title as a heading: every format puts the title above the
 * article, so it would stand there twice. The heading goes; links to it lead to what follows. */
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

void pass_title(struct article *article)
{
	struct node *heading = article->root->first;
	struct str id = STR_NONE;
	if (!heading || heading->type != NODE_HEADING || !heading->next)
		return;
	struct buf text;
	buf_init(&text);
	node_put_text(heading, &text);
	if (str_eq_nocase(str_trim(buf_str(&text)), str_trim(article->entry->title)) &&
	    is_words(article, heading, &id) && hand_over(article, id, heading->next)) {
		pass_note_loss(article, "repeated-title", buf_str(&text), heading->line);
		node_remove(heading);
	}
	buf_done(&text);
}
