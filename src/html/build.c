/* build.c - the element tree becomes the node tree: the engine that all of build_*.c uses.
 *
 * The builder goes through the elements once, by recursion as deep as the parser allows. It knows
 * the block that it fills, the leaf block that is open in it, and the inline elements that are
 * open in the source. Text asks for a spot: that opens a bare paragraph where no leaf is open, and
 * makes the nodes of the open inlines that have none in this leaf yet. So block elements inside
 * inline ones need no thought, and empty inlines leave nothing behind. */
#include "base/url.h"
#include "doc/ledger.h"
#include "doc/walk.h"
#include "html/build.h"
#include "html/space.h"

#include <stdlib.h>

enum { MAX_REMADE = 1 << 18 }; /* inlines made anew in another block, per article */

int build_line(const struct builder *b, const struct element *e)
{
	return b->article->entry->body_line + e->line;
}

struct str build_url(struct builder *b, struct str raw)
{
	return url_resolve(b->arena, b->article->entry->base, raw);
}

void build_ledger(struct builder *b, const struct element *e, const char *rule)
{
	struct str text = space_all_text(e, b->arena);
	bool bracket = text.len == 1 && !ch_alnum(text.p[0]); /* <rp> */
	if (text.len && !bracket)
		ledger_add(b->article, rule, text, build_line(b, e));
}

/* ---- text and inlines ------------------------------------------------------------------ */

/* The live nodes belong to the leaf; what follows starts new ones. */
static void forget_live(struct builder *b)
{
	b->n_live = 0;
}

static struct node *innermost(const struct builder *b)
{
	return b->n_live ? b->live[b->n_live - 1] : b->leaf;
}

static inline void put_pending(struct builder *b)
{
	for (size_t i = 0; i < b->n_pending; i++) {
		struct node *anchor = node_new(b->arena, NODE_SPAN, 0);
		anchor->id = b->pending[i];
		node_append(innermost(b), anchor);
	}
	b->n_pending = 0;
}

/* Makes the node of an open inline in this leaf. What stays open over many blocks could multiply
 * the article: past a limit it is made anew no more, and what stands in it goes on without. */
static void open_inline(struct builder *b, struct open_inline *in)
{
	mem_grow(&b->live, &b->cap_live, b->n_live + 1, sizeof(struct node *));
	if (in->seen && ++b->n_remade > MAX_REMADE) {
		if (b->n_remade == MAX_REMADE + 1)
			diag_add(&b->article->log, DIAG_LIMIT, b->text_line, "formatting left open for too long was dropped");
		b->live[b->n_live] = innermost(b);
		b->n_live++;
		return;
	}
	struct node *node = ARENA_RAW(b->arena, struct node, 1);
	*node = *in->proto;
	if (in->seen)
		node->id = STR_NONE;
	in->seen = true;
	node_append(innermost(b), node);
	if (node->type == NODE_LINK && node->as.link.fragment.p) {
		mem_grow(&b->links, &b->cap_links, b->n_links + 1, sizeof *b->links);
		b->links[b->n_links++] = (struct local_link){ node, node->as.link.fragment };
		node->as.link.fragment = STR_NONE;
	}
	b->live[b->n_live++] = node;
}

struct node *build_spot(struct builder *b)
{
	build_flush(b);
	if (!b->leaf) {
		b->leaf = node_new(b->arena, NODE_PARAGRAPH, b->text_line);
		b->leaf->as.paragraph.bare = true;
		node_append(b->block, b->leaf);
		surroundings_set(b, b->leaf);
		if (b->n_pending == 1) {
			b->leaf->id = b->pending[0];
			b->n_pending = 0;
		}
	}
	if (b->separate && b->leaf->first)
		node_append(b->leaf, node_new(b->arena, NODE_BREAK, b->text_line)), forget_live(b);
	b->separate = false;
	put_pending(b);
	while (b->n_live < b->n_inlines)
		open_inline(b, &b->inlines[b->n_live]);
	return innermost(b);
}

void build_flush(struct builder *b)
{
	if (!b->text.len)
		return;
	struct str text = b->joined.len ? arena_str(b->arena, buf_str(&b->joined)) : b->text;
	b->text = STR_NONE; /* first: build_spot flushes too */
	buf_clear(&b->joined);
	struct node *spot = build_spot(b);
	struct node *node = node_new_text(b->arena, text, b->text_line);
	if (b->code_depth) {
		node->type = NODE_CODE;
		b->code_seen = true;
	}
	node_append(spot, node);
}

void build_text(struct builder *b, struct str s, int line)
{
	if (b->trim_next && s.len && s.p[0] == ' ')
		s = str_sub(s, 1, s.len);
	if (!s.len)
		return;
	b->trim_next = false;
	if (!b->text.len) {
		b->text_line = line;
		b->text = s;
		return;
	}
	if (!b->joined.len)
		buf_put_str(&b->joined, b->text);
	buf_put_str(&b->joined, s);
}

struct node *build_leaf_inline(struct builder *b, enum node_type type, const struct element *e)
{
	build_flush(b);
	b->text_line = build_line(b, e);
	struct node *spot = build_spot(b);
	struct node *node = node_new(b->arena, type, build_line(b, e));
	node_append(spot, node);
	struct str raw = element_attr(e, "id");
	if (raw.len)
		node->id = build_id(b, raw);
	return node;
}

void build_inline(struct builder *b, struct node *proto, const struct element *e, bool keep_empty)
{
	build_flush(b);
	proto->line = build_line(b, e);
	struct str raw = element_attr(e, "id");
	if (!raw.len && e->tag == TAG_A)
		raw = element_attr(e, "name");
	if (raw.len)
		proto->id = build_id(b, raw);
	proto->lang = surroundings_language(element_attr(e, "lang"));
	if (proto->lang.len && str_eq_nocase(proto->lang, surroundings_language_around(b, b->leaf ? b->leaf : b->block)))
		proto->lang = STR_NONE;
	proto->direction = surroundings_direction(element_attr(e, "dir"));
	mem_grow(&b->inlines, &b->cap_inlines, b->n_inlines + 1, sizeof *b->inlines);
	size_t mine = b->n_inlines++;
	b->inlines[mine] = (struct open_inline){ .proto = proto, .keep_empty = keep_empty };
	build_children(b, e);
	build_flush(b);
	if (!b->inlines[mine].seen && keep_empty) {
		b->text_line = proto->line;
		build_spot(b);
	}
	bool seen = b->inlines[mine].seen;
	b->n_inlines = mine;
	if (b->n_live > mine)
		b->n_live = mine;
	if (!seen && proto->id.len) {
		mem_grow(&b->pending, &b->cap_pending, b->n_pending + 1, sizeof *b->pending);
		b->pending[b->n_pending++] = proto->id;
	}
}

/* ---- blocks ---------------------------------------------------------------------------- */

static void drop_trailing_breaks(struct node *leaf)
{
	for (struct node *n = leaf->last; n;) {
		if (n->type == NODE_BREAK) {
			struct node *parent = n->parent, *before = n->prev;
			node_remove(n);
			n = before ? before : parent == leaf ? NULL : parent;
		} else if (!n->first && !n->id.len && node_kind(n->type) == KIND_INLINE &&
			   n->type != NODE_LINK) {
			struct node *parent = n->parent, *before = n->prev;
			node_remove(n);
			n = before ? before : parent == leaf ? NULL : parent;
		} else {
			n = node_kind(n->type) == KIND_INLINE ? n->last : NULL;
		}
	}
}

void build_close_leaf(struct builder *b)
{
	build_flush(b);
	if (b->leaf && !b->flatten) {
		if (b->clean)
			drop_trailing_breaks(b->leaf);
		if (!b->leaf->first && !b->leaf->id.len && (b->clean || b->leaf->as.paragraph.bare))
			node_remove(b->leaf);
	}
	b->leaf = NULL;
	forget_live(b);
}

void build_border(struct builder *b)
{
	build_flush(b);
	if (b->flatten)
		b->separate = true;
	else
		build_close_leaf(b);
}

struct node *build_block(struct builder *b, enum node_type type, const struct element *e)
{
	build_border(b);
	b->trim_next = false;
	struct node *node = node_new(b->arena, type, build_line(b, e));
	node_append(b->flatten ? b->put_off : b->block, node);
	surroundings_set(b, node);
	build_take_id(b, node, e);
	return node;
}

struct place build_enter(struct builder *b, struct node *node)
{
	build_flush(b);
	struct place before = { b->block, b->leaf, b->put_off, b->flatten };
	b->block = node;
	b->leaf = NULL;
	b->put_off = NULL;
	b->flatten = b->separate = false;
	forget_live(b);
	return before;
}

void build_leave(struct builder *b, struct place before)
{
	if (b->flatten)
		build_flush(b);
	else
		build_close_leaf(b);
	b->block = before.block;
	b->leaf = before.leaf;
	b->put_off = before.put_off;
	b->flatten = before.flatten;
	b->separate = b->flatten;
	b->trim_next = false;
	forget_live(b);
}

struct node *build_leaf(struct builder *b, struct node *leaf, const struct element *e)
{
	struct node *holder = node_new(b->arena, NODE_ARTICLE, leaf->line);
	struct place before = build_enter(b, b->block);
	b->leaf = leaf;
	b->flatten = true;
	b->put_off = holder;
	build_children(b, e);
	build_flush(b);
	if (b->clean)
		drop_trailing_breaks(leaf);
	build_leave(b, before);
	return holder->first ? holder : NULL;
}

void build_move(struct node *to, struct node *from)
{
	while (from && from->first) {
		struct node *child = from->first;
		node_remove(child);
		node_append(to, child);
	}
}

/* ---- the door -------------------------------------------------------------------------- */

void build_settle_pending(struct builder *b)
{
	if (!b->n_pending)
		return;
	struct node *last = b->block->last;
	if (last && node_kind(last->type) == KIND_LEAF_BLOCK)
		b->leaf = last;
	else
		build_spot(b);
	put_pending(b);
	b->leaf = NULL;
}
