/* walk.c - the iterative walk, building trees, and the text and words of a tree. */
#include "doc/walk.h"

static const struct {
	enum node_kind kind;
	const char *name;
} types[NODE_TYPE_COUNT] = {
#define NODE_ROW(name_, kind_, tree) [NODE_##name_] = { .kind = KIND_##kind_, .name = tree },
	NODE_TYPES(NODE_ROW)
#undef NODE_ROW
};

enum node_kind node_kind(enum node_type type)
{
	return types[type].kind;
}

const char *node_name(enum node_type type)
{
	return types[type].name;
}

struct walk walk_begin(const struct node *root)
{
	return (struct walk){ .root = root };
}

void walk_skip(struct walk *w)
{
	w->step = WALK_LEAVE;
}

struct node *node_new(struct arena *a, enum node_type type, int line)
{
	struct node *n = ARENA_NEW(a, struct node);
	n->type = type;
	n->line = line;
	return n;
}

struct node *node_new_text(struct arena *a, struct str text, int line)
{
	struct node *n = node_new(a, NODE_TEXT, line);
	n->as.text = text;
	return n;
}

void node_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->prev = parent->last;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void node_prepend(struct node *parent, struct node *child)
{
	if (parent->first)
		node_insert_before(parent->first, child);
	else
		node_append(parent, child);
}

void node_insert_before(struct node *where, struct node *child)
{
	child->parent = where->parent;
	child->prev = where->prev;
	child->next = where;
	if (where->prev)
		where->prev->next = child;
	else if (where->parent)
		where->parent->first = child;
	where->prev = child;
}

void node_remove(struct node *n)
{
	if (n->prev)
		n->prev->next = n->next;
	else if (n->parent)
		n->parent->first = n->next;
	if (n->next)
		n->next->prev = n->prev;
	else if (n->parent)
		n->parent->last = n->prev;
	n->parent = n->prev = n->next = NULL;
}

struct str node_own_text(const struct node *n)
{
	switch (n->type) {
	case NODE_TEXT:
	case NODE_CODE:
		return n->as.text;
	case NODE_CODE_BLOCK:
		return n->as.code.text;
	case NODE_IMAGE:
		return n->as.image.alt;
	case NODE_MATH:
	case NODE_MATH_BLOCK:
		return n->as.math.tex;
	case NODE_MEDIA:
		return n->as.media.title;
	case NODE_BREAK:
		return STR(" ");
	case NODE_ARTICLE:
	case NODE_PARAGRAPH:
	case NODE_HEADING:
	case NODE_LIST:
	case NODE_ITEM:
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
	case NODE_RAW:
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_LINK:
	case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT:
	case NODE_DELETION:
	case NODE_INSERTION:
	case NODE_MARK:
	case NODE_SMALL:
	case NODE_ABBREVIATION:
	case NODE_QUOTATION:
	case NODE_RUBY:
	case NODE_RUBY_TEXT:
	case NODE_FOOTNOTE_REF:
	case NODE_SPAN:
	case NODE_TYPE_COUNT:
		return STR_NONE;
	}
	return STR_NONE;
}

void node_put_text(const struct node *root, struct buf *b)
{
	for (struct walk w = walk_begin(root); walk_next(&w);) {
		bool block = !node_is_inline(w.node);
		if (w.step == WALK_ENTER) {
			if (block && b->len && !ch_space(b->p[b->len - 1]))
				buf_putc(b, ' ');
			buf_put_str(b, node_own_text(w.node));
		}
	}
}
