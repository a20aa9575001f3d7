/* outline.h - what the files of outline share. A dialect of outlines (Logseq's) has no blocks but the items
 * of one list, a tab deeper for each level: outline.c lays articles out so, outline_block.c (outline_table.c)
 * fills one block, outline_inline.c (outline_link.c) writes its words; ink_outline.c settles their escapes.
 *
 * Where its mark-up cannot say something, that is HTML, and then all of it: nothing between tags is read
 * as Markdown. */
#ifndef BACKEND_MARKDOWN_OUTLINE_H
#define BACKEND_MARKDOWN_OUTLINE_H

#include "backend/markdown/block.h"

/* ---- outline.c ---------------------------------------------------------------------------------- */

/* Begins a block at a depth; its lines go on below it until it ends. One that holds nothing is "-". */
struct outline_open {
	size_t at; /* in the output, when it began */
};
struct outline_open outline_begin(struct md *, int depth);
void outline_end(struct md *, struct outline_open);
/* The article's blocks, and its notes, from a depth on. */
void outline_put_blocks(struct md *, const struct node *parent, int depth);
void outline_put_notes(struct md *, const struct node *root, int depth);
/* A block that is a heading, or one of Markdown that is ready. */
void outline_put_title(struct md *, int depth, int level, struct str title);
void outline_put_line(struct md *, int depth, struct str markdown);

/* ---- outline_block.c ---------------------------------------------------------------------------- */

/* Writes a node into the block that is open. */
void outline_fill(struct md *, const struct node *);
/* The same for a paragraph that begins the block: with a mark before it ("TODO "), and a property below
 * its first line. */
void outline_fill_text(struct md *, const struct node *, struct str mark, struct str property);
/* Whether the node is written as HTML. Only headings ask. */
bool outline_put_heading(struct md *, const struct node *);
/* Whether the items of a list can be blocks of their own. */
bool outline_list_fits(const struct node *list);

/* ---- outline_table.c ---------------------------------------------------------------------------- */

/* Appends the rows of a table, its caption left out. False when it has to be HTML. */
bool outline_rows(struct md *, const struct node *table, struct buf *out);

/* ---- outline_inline.c --------------------------------------------------------------------------- */

/* Appends the words of a leaf block. False when Markdown cannot say them, and nothing is appended. */
bool outline_words(struct md *, const struct node *leaf, enum ink_place, struct buf *out);
/* The same from what md->ink holds. */
bool outline_ink(struct md *, enum ink_place, struct buf *out);

#endif
