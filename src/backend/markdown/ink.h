/* ink.h - what the files of ink share: ink.c lays down, ink_tidy.c takes away what says nothing,
 * ink_escape.c finds what would be misread. */
#ifndef BACKEND_MARKDOWN_INK_H
#define BACKEND_MARKDOWN_INK_H

#include "backend/markdown/md.h"

/* What a byte that was laid down is. */
enum ink_kind { KIND_WORDS, KIND_WORDS_LINKED, KIND_MARKUP, KIND_OPEN, KIND_CLOSE, KIND_NEWLINE };

struct ink_token *ink_add(struct ink *, enum ink_token_type, struct str);

/* CommonMark's classes of characters (2.1); ink_maybe_punct counts what any version does: 0.31 added
 * symbols. */
bool ink_ascii_punct(uint32_t c);
bool ink_is_space(uint32_t c);
bool ink_is_punct(uint32_t c);
bool ink_maybe_punct(uint32_t c);

/* Joins neighbouring texts. */
void ink_join_texts(struct ink *);
/* Spaces at the inner edges of delimiters move outside; delimiters around nothing go. */
void ink_tidy_spaces(struct ink *);
/* Breaks before the first word and behind the last one go. */
void ink_drop_edge_breaks(struct ink *);

/* The bytes that may have to be escaped in a dialect. */
void ink_mark_doubtful(bool doubtful[256], const struct flavor *);
/* Appends what was laid down, with a backslash wherever a reader would be misled. */
void ink_put_escaped(const struct ink *, struct ink_context, struct buf *out);
/* The same for an outline; false when it would be misread all the same. */
bool ink_outline_put(const struct ink *, struct ink_context, struct buf *out);

#endif
