/* between.c - what must stand between two blocks, so that a reader takes them for two: nothing, a blank
 * line, or a comment. It depends on which blocks are HTML, so that is decided here too. */
#include "backend/markdown/block.h"

#include "doc/walk.h"

static bool counts_oddly(const struct node *list)
{
	if (!list->as.list.ordered || !list->first)
		return false;
	long number = list->first->as.item.number;
	if (number < 0 || number > 999999999 || list->as.list.reversed)
		return true;
	for (const struct node *item = list->first; item; item = item->next, number++)
		if (item->as.item.number != number)
			return true;
	return false;
}

/* Every term has a description and every description one term: no other list can be written as one. */
static bool defines_in_pairs(const struct node *list)
{
	bool after_term = false;
	for (const struct node *part = list->first; part; part = part->next) {
		bool term = part->type == NODE_TERM;
		if (!part->first || (term && after_term) || (!term && !part->prev))
			return false;
		after_term = term;
	}
	return list->first && !after_term;
}

bool between_is_raw(const struct md *md, const struct node *n)
{
	switch (n->type) {
	case NODE_TABLE: return !md_table_fits(md, n);
	case NODE_LIST: return md->raw_html && counts_oddly(n);
	case NODE_DEFINITIONS: return md->raw_html && !(md->flavor->definitions && defines_in_pairs(n));
	case NODE_RAW: return md->raw_html;
	case NODE_MATH_BLOCK: return !n->as.math.tex.len && md->raw_html;
	default: return false;
	}
}

bool between_has_break(const struct node *n)
{
	for (struct walk w = walk_begin(n); walk_next(&w);)
		if (w.node->type == NODE_BREAK)
			return true;
	return false;
}

/* A list that cannot follow a paragraph's line directly. */
static bool cannot_interrupt(const struct node *list)
{
	const struct node *item = list->first;
	return !item || !item->first || (list->as.list.ordered && item->as.item.number != 1);
}

bool between_apart(const struct md *md, const struct node *a, const struct node *b)
{
	if (between_is_raw(md, a) || between_is_raw(md, b) || (md->flavor->blank_before && b->type != NODE_LIST))
		return true;
	bool closed = a->type == NODE_CODE_BLOCK || a->type == NODE_RULE ||
		      (a->type == NODE_HEADING && !between_has_break(a));
	switch (b->type) {
	case NODE_PARAGRAPH: return !closed;
	case NODE_HEADING: return between_has_break(b) && !closed;
	case NODE_CODE_BLOCK:
	case NODE_RULE: return false;
	case NODE_QUOTE: return a->type == NODE_QUOTE;
	case NODE_LIST: return a->type == NODE_PARAGRAPH && cannot_interrupt(b);
	case NODE_TABLE: return (a->type != NODE_PARAGRAPH && !closed) || b->first->type == NODE_CAPTION;
	default: return true;
	}
}

bool between_is_nothing(const struct node *n)
{
	return (n->type == NODE_PARAGRAPH && !n->first) || (n->type == NODE_LIST && !n->first) ||
	       (n->type == NODE_TABLE && (!n->first || !n->as.table.n_columns)) || n->type == NODE_FOOTNOTE;
}

bool between_goes_on(const struct md *md, const struct node *a, const struct node *b)
{
	if (a->type != b->type || between_is_raw(md, a) || between_is_raw(md, b))
		return false;
	if (a->type == NODE_DEFINITIONS)
		return md->flavor->definitions;
	return a->type == NODE_LIST && md->flavor->any_marker && !a->as.list.ordered && !b->as.list.ordered;
}
