/* walk.h - going over a node tree without recursion, and small questions about nodes. */
#ifndef DOC_WALK_H
#define DOC_WALK_H

#include "doc/doc.h"

enum walk_step { WALK_ENTER, WALK_LEAVE };

struct walk {
	const struct node *root, *node;
	enum walk_step step;
};

/* for (struct walk w = walk_begin(root); walk_next(&w); ) … w.node, w.step.
 * Every node is entered and left, childless ones too. */
struct walk walk_begin(const struct node *root);

static inline bool walk_next(struct walk *w)
{
	if (!w->root)
		return false;
	if (!w->node) {
		w->node = w->root;
		w->step = WALK_ENTER;
		return true;
	}
	if (w->step == WALK_ENTER) {
		if (w->node->first)
			w->node = w->node->first;
		else
			w->step = WALK_LEAVE;
		return true;
	}
	if (w->node == w->root)
		return false;
	if (w->node->next) {
		w->node = w->node->next;
		w->step = WALK_ENTER;
	} else {
		w->node = w->node->parent;
	}
	return true;
}

/* After an ENTER: go straight to its LEAVE. */
void walk_skip(struct walk *);

enum node_kind node_kind(enum node_type);
const char *node_name(enum node_type);
static inline bool node_is_inline(const struct node *n)
{
	return node_kind(n->type) == KIND_INLINE || node_kind(n->type) == KIND_LEAF_INLINE;
}

struct node *node_new(struct arena *, enum node_type, int line);
struct node *node_new_text(struct arena *, struct str text, int line);
void node_append(struct node *parent, struct node *child);
void node_prepend(struct node *parent, struct node *child);
void node_insert_before(struct node *where, struct node *child);
void node_remove(struct node *);

/* Appends the text a reader sees below `n`: no notes' marks, images by their alt text. */
void node_put_text(const struct node *n, struct buf *);

/* What the node itself adds to that. */
struct str node_own_text(const struct node *);

/* A word is a run of letters and digits (UAX #29 without dictionaries); each Han, Hiragana,
 * Katakana character counts as one. */
size_t doc_words(struct str text);
/* Those of the text that node_put_text puts. */
size_t node_words(const struct node *);

/* Says of a wrong tree what nests where it may not: the first fault, or NULL. Tests and debug
 * builds. */
const char *doc_check(const struct article *, struct arena *);

/* Settles item.number in every list, heading.rank (no gaps, the title being 0), footnote numbers
 * (notes stand in the order of their first mark), article->headings. */
void doc_settle(struct article *);

/* The entry a URL leads to (compared without scheme, default port, "www.", trailing slash, "index.html",
 * case of the host, and utm_ parameters), with *fragment what stands behind '#'; NULL when there is none. */
const struct entry *book_find_url(const struct book *, struct str url, struct str *fragment);
/* Ids inside articles that other articles link to: rare, read before rendering begins. `id` is the
 * node's id that the link's `fragment` comes to. */
void book_add_target(struct book *, const struct entry *, struct str fragment, struct str id, struct str heading);
/* The text of the heading that such a place has or stands under; empty when there is none. */
struct str book_find_target_heading(const struct book *, const struct entry *, struct str fragment);
/* Empty when the entry is not known to have it. */
struct str book_find_target(const struct book *, const struct entry *, struct str fragment);
/* Fills book->by_url; call once when the index is complete. */
void book_index_urls(struct book *);
void book_free_urls(struct book *);

#endif
