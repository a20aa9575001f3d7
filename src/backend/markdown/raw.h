/* raw.h - what raw.c (blocks as HTML) and raw_inline.c (inlines as HTML) share. */
#ifndef BACKEND_MARKDOWN_RAW_H
#define BACKEND_MARKDOWN_RAW_H

#include "backend/markdown/md.h"

/* Words, escaped. `in_pre`: a line end before a blank line is written as a reference, since that
 * would end the HTML; elsewhere line ends are blanks. */
void raw_put_text(struct buf *, struct str, bool in_pre);
/* name="value" with a blank before. */
void raw_put_number(struct buf *, const char *name, long value);
void raw_put_math(const struct node *, struct buf *);

#endif
