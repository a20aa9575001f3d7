/* outline_inline.h - what the files of outline's words share: outline_inline.c goes through the nodes,
 * outline_link.c writes links and pictures. */
#ifndef BACKEND_MARKDOWN_OUTLINE_INLINE_H
#define BACKEND_MARKDOWN_OUTLINE_INLINE_H

#include "backend/markdown/inline.h"
#include "backend/markdown/outline.h"

/* ---- outline_inline.c --------------------------------------------------------------------------- */

bool outline_holds_any(struct str, const char *set);
/* The delimiter of each kind of mark; NULL when there is none. */
const char *outline_mark_of(enum node_type);
/* Words that need nothing but a backslash here and there; code between single ticks. */
bool outline_is_words(const struct inline_state *, const struct node *);
bool outline_is_short_code(const struct inline_state *, const struct node *);
/* Whether a node holds words only, and no blanks at its edges. */
bool outline_all_words(const struct inline_state *, const struct node *);

void outline_put_children(struct inline_state *, const struct node *);
/* The element with all in it as HTML; where there is to be none, what it holds. */
void outline_put_html(struct inline_state *, const struct node *);
void outline_put_html_or_words(struct inline_state *, const struct node *);
/* A blank behind words, where none stands. */
void outline_put_space(struct inline_state *);

/* ---- outline_link.c ----------------------------------------------------------------------------- */

/* Whether a node is a link that can stand in a mark. */
bool outline_is_plain_link(const struct inline_state *, const struct node *);
void outline_put_link(struct inline_state *, const struct node *);
void outline_put_image(struct inline_state *, const struct node *);

#endif
