/* check.c - what may nest in what. A second opinion on html/build and the passes: run by tests and
 * by debug builds over every article. */
#include "doc/walk.h"

static bool may_hold(const struct node *parent, const struct node *child)
{
	enum node_kind in = node_kind(child->type);
	switch (parent->type) {
	case NODE_LIST:
		return child->type == NODE_ITEM;
	case NODE_ROW:
		return child->type == NODE_CELL;
	case NODE_TABLE:
		return child->type == NODE_ROW || (child->type == NODE_CAPTION && !child->prev);
	case NODE_DEFINITIONS:
		return child->type == NODE_TERM || child->type == NODE_DESCRIPTION;
	default:
		break;
	}
	switch (child->type) {
	case NODE_ARTICLE:
	case NODE_ITEM:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_TERM:
	case NODE_DESCRIPTION:
		return false;
	case NODE_CAPTION:
		return parent->type == NODE_FIGURE && (!child->prev || !child->next);
	case NODE_SUMMARY:
		return parent->type == NODE_DETAILS && !child->prev;
	case NODE_FOOTNOTE:
		return parent->type == NODE_ARTICLE;
	case NODE_RUBY_TEXT:
		return parent->type == NODE_RUBY;
	default:
		break;
	}
	bool inline_child = in == KIND_INLINE || in == KIND_LEAF_INLINE;
	switch (node_kind(parent->type)) {
	case KIND_BLOCK:
		return !inline_child;
	case KIND_LEAF_BLOCK:
	case KIND_INLINE:
		return inline_child;
	case KIND_VOID_BLOCK:
	case KIND_LEAF_INLINE:
		return false;
	}
	return false;
}

static const char *check_links(const struct node *n)
{
	if (n->first && n->first->prev)
		return "first child has a previous one";
	if (n->last && n->last->next)
		return "last child has a next one";
	if (n->next && n->next->prev != n)
		return "siblings do not agree";
	if (n->next && n->next->parent != n->parent)
		return "siblings have different parents";
	return NULL;
}

static const char *check_fields(const struct node *n)
{
	if (n->type == NODE_HEADING && (n->as.heading.level < 1 || n->as.heading.level > 6))
		return "heading level";
	if (n->type == NODE_CELL && (n->as.cell.column_span < 1 || n->as.cell.row_span < 1))
		return "cell span";
	if (n->type == NODE_MATH && !n->as.math.tex.len && !n->as.math.mathml.len)
		return "empty math";
	if (n->type == NODE_FOOTNOTE_REF && !n->as.footnote_ref.note)
		return "note mark without a note";
	if (n->type == NODE_CODE_BLOCK && n->as.code.text.len &&
	    memchr(n->as.code.text.p, '\r', n->as.code.text.len))
		return "carriage return in code";
	return NULL;
}

const char *doc_check(const struct article *article, struct arena *arena)
{
	if (!article->root || article->root->type != NODE_ARTICLE)
		return "no article at the root";
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		const struct node *n = w.node;
		if (w.step == WALK_LEAVE)
			continue;
		const char *fault = check_links(n);
		if (!fault)
			fault = check_fields(n);
		if (!fault && n->parent && !may_hold(n->parent, n))
			fault = "nests where it may not";
		if (fault)
			return arena_printf(arena, "line %d: %s in %s: %s", n->line, node_name(n->type),
					    n->parent ? node_name(n->parent->type) : "nothing", fault).p;
	}
	return NULL;
}
