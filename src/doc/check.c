/* check.c - what may nest in what. A second opinion on html/build and the passes: run by tests and
 * by debug builds over every article. */
#include "doc/walk.h"

/* Parents that hold one kind of child only. */
static bool strict_parent_holds(const struct node *parent, const struct node *child, bool *strict)
{
	*strict = true;
	if (parent->type == NODE_LIST)
		return child->type == NODE_ITEM;
	if (parent->type == NODE_ROW)
		return child->type == NODE_CELL;
	if (parent->type == NODE_TABLE)
		return child->type == NODE_ROW || (child->type == NODE_CAPTION && !child->prev);
	if (parent->type == NODE_DEFINITIONS)
		return child->type == NODE_TERM || child->type == NODE_DESCRIPTION;
	*strict = false;
	return false;
}

/* Children that stand in one place only. */
static bool strict_child_fits(const struct node *parent, const struct node *child, bool *strict)
{
	*strict = true;
	if (child->type == NODE_CAPTION)
		return parent->type == NODE_FIGURE && (!child->prev || !child->next);
	if (child->type == NODE_SUMMARY)
		return parent->type == NODE_DETAILS && !child->prev;
	if (child->type == NODE_FOOTNOTE)
		return parent->type == NODE_ARTICLE;
	if (child->type == NODE_RUBY_TEXT)
		return parent->type == NODE_RUBY;
	*strict = child->type == NODE_ARTICLE || child->type == NODE_ITEM || child->type == NODE_ROW ||
		  child->type == NODE_CELL || child->type == NODE_TERM || child->type == NODE_DESCRIPTION;
	return false;
}

static bool may_hold(const struct node *parent, const struct node *child)
{
	bool strict;
	bool holds = strict_parent_holds(parent, child, &strict);
	if (strict)
		return holds;
	bool fits = strict_child_fits(parent, child, &strict);
	if (strict)
		return fits;
	switch (node_kind(parent->type)) {
	case KIND_BLOCK:
		return !node_is_inline(child);
	case KIND_LEAF_BLOCK:
	case KIND_INLINE:
		return node_is_inline(child);
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
