/* inline.h - what the files of inline share: inline.c goes through the nodes, emphasis.c chooses
 * delimiters, link.c writes links and pictures. */
#ifndef BACKEND_MARKDOWN_INLINE_H
#define BACKEND_MARKDOWN_INLINE_H

#include "backend/markdown/md.h"

/* One leaf block on its way to ink. */
struct inline_state {
	struct md *md;
	enum ink_place place;
	bool in_link;
};

void inline_put_children(struct inline_state *, const struct node *);
/* HTML in a line: no line end in it, and in a cell no pipe. */
void inline_put_html(struct inline_state *, struct str html);
/* The bytes in the ink's arena, for a mark. */
struct str inline_keep(struct md *, const struct buf *);

/* Whether a node has no marks of its own: what stands in it might as well stand beside it. */
bool emphasis_is_bare(const struct md *, const struct node *);
void emphasis_put(struct inline_state *, const struct node *);

void link_put(struct inline_state *, const struct node *);
void link_put_image(struct inline_state *, const struct node *);

#endif
