/* block.h - what the files of block share: block.c goes through the blocks, between.c says what must
 * stand between two of them, lines.c begins each line with what the containers around it write there,
 * fence.c, heading.c and callout.c write blocks that need thought of their own. */
#ifndef BACKEND_MARKDOWN_BLOCK_H
#define BACKEND_MARKDOWN_BLOCK_H

#include "backend/markdown/md.h"

/* ---- lines.c: containers ------------------------------------------------------------------------ */

struct container {
	size_t rest;
	size_t at; /* in the output, when it began */
};

/* From now on the next line begins with `first`, those behind it with `rest`: "- " and "  ". */
struct container lines_enter(struct md *, struct str first, struct str rest);
/* A container without a line still writes its marker. */
void lines_leave(struct md *, struct container);

/* ---- between.c ---------------------------------------------------------------------------------- */

/* Writes nothing at all. */
bool between_is_nothing(const struct node *);
/* Whether the block has to be HTML. */
bool between_is_raw(const struct md *, const struct node *);
/* Whether a line break stands in the leaf block. */
bool between_has_break(const struct node *);
/* Whether a blank line must stand between two blocks of a tight item. */
bool between_apart(const struct md *, const struct node *, const struct node *);
/* Whether a reader would take two lists for one, whatever their markers. */
bool between_goes_on(const struct md *, const struct node *, const struct node *);

/* ---- fence.c, heading.c, callout.c ------------------------------------------------------------------------- */

/* Code between fences that no line of it equals; `info` is the language. */
void fence_put(struct md *, struct str info, struct str text);
void heading_put(struct md *, const struct node *);
void callout_put(struct md *, const struct node *);
/* <details>: folds where the dialect can, else as HTML. */
void callout_put_details(struct md *, const struct node *);

#endif
