/* parse_format.c - the list of active formatting elements and the adoption agency (HTML Standard
 * 13.2.4.3, 13.2.6.4.7), which mend <b><p>…</b>. What is closed too early is opened anew, so the
 * list is what can multiply a page: it holds at most HTML_MAX_FORMATTING between markers, and
 * once MAX_CLONES elements were opened anew it is emptied for good. */
#include "html/parse.h"

static void insert_entry(struct parser *p, size_t at, struct element *e)
{
	mem_grow(&p->formatting, &p->cap_formatting, p->n_formatting + 1, sizeof *p->formatting);
	if (at < p->n_formatting)
		memmove(p->formatting + at + 1, p->formatting + at, (p->n_formatting - at) * sizeof *p->formatting);
	p->formatting[at] = e;
	p->n_formatting++;
}

static void remove_entry(struct parser *p, size_t at)
{
	if (at < --p->n_formatting)
		memmove(p->formatting + at, p->formatting + at + 1, (p->n_formatting - at) * sizeof *p->formatting);
}

/* Where the entries after the last marker begin. */
static size_t first_entry(const struct parser *p)
{
	size_t i = p->n_formatting;
	while (i > 0 && p->formatting[i - 1])
		i--;
	return i;
}

/* SIZE_MAX when it is not there; entries before the last marker are not looked at, they cannot be
 * met. */
static size_t find_entry(const struct parser *p, const struct element *e)
{
	for (size_t i = p->n_formatting; i-- > 0 && p->formatting[i];)
		if (p->formatting[i] == e)
			return i;
	return SIZE_MAX;
}

/* The attribute of that name, looked for in the same place first; with many attributes only there,
 * which keeps a comparison linear. */
static const struct html_attr *counterpart(const struct element *e, size_t i, struct str name)
{
	if (str_eq(e->attrs[i].name, name))
		return &e->attrs[i];
	for (size_t j = 0; j < e->n_attrs && e->n_attrs <= 16; j++)
		if (str_eq(e->attrs[j].name, name))
			return &e->attrs[j];
	return NULL;
}

static bool same_attrs(const struct element *a, const struct element *b)
{
	if (a->n_attrs != b->n_attrs)
		return false;
	for (size_t i = 0; i < a->n_attrs; i++) {
		const struct html_attr *other = counterpart(b, i, a->attrs[i].name);
		if (!other || !str_eq(other->value, a->attrs[i].value))
			return false;
	}
	return true;
}

void format_push(struct parser *p, struct element *e)
{
	if (p->cut & CUT_CLONES)
		return;
	size_t first = first_entry(p), same = 0, earliest = 0;
	for (size_t i = p->n_formatting; i-- > first;) {
		const struct element *other = p->formatting[i];
		if (other->tag == e->tag && same_attrs(other, e)) {
			same++;
			earliest = i;
		}
	}
	if (same >= 3) {
		remove_entry(p, earliest);
	} else if (p->n_formatting - first >= HTML_MAX_FORMATTING) {
		remove_entry(p, first);
		parse_cut(p, CUT_FORMATTING);
	}
	insert_entry(p, p->n_formatting, e);
}

void format_push_marker(struct parser *p)
{
	insert_entry(p, p->n_formatting, NULL);
}

void format_clear_to_marker(struct parser *p)
{
	while (p->n_formatting > 0)
		if (!p->formatting[--p->n_formatting])
			return;
}

void format_forget(struct parser *p, const struct element *e)
{
	size_t at = find_entry(p, e);
	if (at != SIZE_MAX)
		remove_entry(p, at);
}

/* A new element for the token that the old one was made for. Both share their attributes. */
static struct element *clone(struct parser *p, const struct element *old)
{
	struct element *e = element_new(p->arena, old->tag);
	e->name = old->name;
	e->attrs = old->attrs;
	e->n_attrs = old->n_attrs;
	e->line = old->line;
	p->clones += 1 + old->n_attrs;
	return e;
}

static bool clones_spent(struct parser *p)
{
	if (p->clones <= MAX_CLONES)
		return false;
	p->n_formatting = 0;
	parse_cut(p, CUT_CLONES);
	return true;
}

void format_reopen(struct parser *p)
{
	size_t i = p->n_formatting;
	while (i > 0 && p->formatting[i - 1] && !p->formatting[i - 1]->open)
		i--;
	if (clones_spent(p))
		return;
	for (; i < p->n_formatting; i++) {
		if (p->depth == HTML_MAX_DEPTH) {
			p->n_formatting = i;
			parse_cut(p, CUT_DEPTH);
			return;
		}
		struct element *e = clone(p, p->formatting[i]);
		parse_put(parse_place(p, NULL), e);
		parse_push(p, e);
		p->formatting[i] = e;
	}
}

struct element *format_find(const struct parser *p, enum html_tag tag)
{
	for (size_t i = p->n_formatting; i-- > 0 && p->formatting[i];)
		if (p->formatting[i]->tag == tag)
			return p->formatting[i];
	return NULL;
}

/* ---- the adoption agency --------------------------------------------------------------- */

/* Index of the topmost special element below the formatting element at `at`, or the depth. */
static size_t furthest_block(const struct parser *p, size_t at)
{
	size_t i = at + 1;
	while (i < p->depth && !(parse_flags(p->stack[i]) & FLAG_SPECIAL))
		i++;
	return i;
}

/* Steps 4.13: opens anew what stands between the formatting element (at `at`) and the furthest
 * block, innermost first, each holding the one before. Returns the outermost; *block is the
 * furthest block's index, which moves as elements leave the stack; *bookmark likewise moves. */
static struct element *rebuild_between(struct parser *p, size_t at, size_t *block, size_t *bookmark)
{
	struct element *last = p->stack[*block];
	size_t count = 0;
	for (size_t i = *block; --i > at;) {
		struct element *node = p->stack[i];
		size_t entry = find_entry(p, node);
		if (++count > 3 && entry != SIZE_MAX) {
			remove_entry(p, entry);
			if (entry < *bookmark)
				--*bookmark;
			entry = SIZE_MAX;
		}
		if (entry == SIZE_MAX) {
			parse_remove(p, node);
			--*block;
			continue;
		}
		struct element *e = clone(p, node);
		p->formatting[entry] = e;
		p->stack[i] = e;
		node->open = false;
		e->open = true;
		if (last == p->stack[*block])
			*bookmark = entry + 1;
		if (last->parent)
			element_remove(last);
		element_append(e, last);
		last = e;
	}
	return last;
}

static void move_children(struct element *from, struct element *to)
{
	for (struct element *c = from->first; c; c = c->next)
		c->parent = to;
	to->first = from->first;
	to->last = from->last;
	from->first = from->last = NULL;
}

/* Steps 4.9 to 4.19 for the formatting element at stack index `at`, the furthest block at
 * `block`. */
static void adopt_block(struct parser *p, struct element *formatting, size_t at, size_t block)
{
	struct element *furthest = p->stack[block], *ancestor = p->stack[at - 1];
	size_t bookmark = find_entry(p, formatting);
	struct element *last = rebuild_between(p, at, &block, &bookmark);
	if (last->parent)
		element_remove(last);
	parse_put(parse_place(p, ancestor), last);
	struct element *e = clone(p, formatting);
	move_children(furthest, e);
	element_append(furthest, e);
	size_t entry = find_entry(p, formatting);
	remove_entry(p, entry);
	insert_entry(p, bookmark > entry ? bookmark - 1 : bookmark, e);
	parse_remove(p, formatting);
	memmove(p->stack + block + 1, p->stack + block, (p->depth - block) * sizeof *p->stack);
	p->stack[block] = e; /* right below the block, which moved up by one */
	p->depth++;
	e->open = true;
}

void format_adopt(struct parser *p)
{
	enum html_tag tag = p->token.tag;
	struct element *current = parse_current(p);
	if (parse_is(current, tag) && find_entry(p, current) == SIZE_MAX) {
		parse_pop(p);
		return;
	}
	for (int i = 0; i < 8; i++) {
		struct element *formatting = format_find(p, tag);
		if (!formatting) {
			if (i == 0)
				mode_body_any_end(p);
			return;
		}
		if (!formatting->open) {
			format_forget(p, formatting);
			return;
		}
		if (!parse_element_in_scope(p, formatting))
			return;
		size_t at = parse_find(p, formatting), block = furthest_block(p, at);
		if (block == p->depth) {
			parse_pop_to(p, formatting);
			format_forget(p, formatting);
			return;
		}
		if (clones_spent(p))
			return;
		adopt_block(p, formatting, at, block);
	}
}
