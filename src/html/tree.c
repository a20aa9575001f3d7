/* tree.c - questions to and changes of the element tree. Every walk goes by the links, never by
 * recursion, so that a tree's depth costs nothing. */
#include "html/tree.h"

/* Names are short, and those of one length differ early: no call of memcmp. */
static inline bool is_name(struct str s, const char *name, size_t len)
{
	size_t i = 0;
	while (s.len == len && i < len && s.p[i] == name[i])
		i++;
	return i == len;
}

const struct html_attr *element_find_attr(const struct element *e, const char *name, size_t len)
{
	for (size_t i = 0; i < e->n_attrs; i++)
		if (is_name(e->attrs[i].name, name, len))
			return &e->attrs[i];
	return NULL;
}

void element_insert_before(struct element *where, struct element *child)
{
	child->parent = where->parent;
	child->next = where;
	child->prev = where->prev;
	if (where->prev)
		where->prev->next = child;
	else if (where->parent)
		where->parent->first = child;
	where->prev = child;
}

void element_remove(struct element *e)
{
	if (e->prev)
		e->prev->next = e->next;
	else if (e->parent)
		e->parent->first = e->next;
	if (e->next)
		e->next->prev = e->prev;
	else if (e->parent)
		e->parent->last = e->prev;
	e->parent = e->prev = e->next = NULL;
}

void element_unwrap(struct element *e)
{
	struct element *parent = e->parent, *first = e->first, *last = e->last;
	if (first) {
		for (struct element *c = first; c; c = c->next)
			c->parent = parent;
		first->prev = e->prev;
		last->next = e->next;
	}
	struct element *after = first ? first : e->next, *before = last ? last : e->prev;
	if (e->prev)
		e->prev->next = after;
	else if (parent)
		parent->first = after;
	if (e->next)
		e->next->prev = before;
	else if (parent)
		parent->last = before;
	e->parent = e->prev = e->next = e->first = e->last = NULL;
}

struct str element_text(const struct element *e, struct arena *arena)
{
	if (e->kind == ELEMENT_TEXT)
		return e->text;
	const struct element *only = NULL;
	size_t len = 0, pieces = 0;
	for (const struct element *n = e; n; n = element_next(e, n))
		if (n->kind == ELEMENT_TEXT) {
			only = n;
			len += n->text.len;
			pieces++;
		}
	if (pieces <= 1)
		return only ? only->text : STR("");
	char *p = arena_bytes(arena, len), *at = p;
	for (const struct element *n = e; n; n = element_next(e, n))
		if (n->kind == ELEMENT_TEXT && n->text.len) {
			memcpy(at, n->text.p, n->text.len);
			at += n->text.len;
		}
	return (struct str){ p, len };
}
