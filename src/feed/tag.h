/* tag.h - tags made well and kept in balance. Part of the filter in text.c. */
#ifndef FEED_TAG_H
#define FEED_TAG_H

#include "feed/text.h"

/* `tag` goes from '<' to '>'. Written to t->out with every attribute quoted and escaped, and the
 * stack of open elements kept; br, hr, img, input and wbr are closed at once. */
void tag_put_start(struct text *, struct str tag);
/* Closes what was left open inside; an end tag without a start is dropped. */
void tag_put_end(struct text *, struct str tag);
void tag_close_top(struct text *);
/* Whether a quote behind `before` (a tag's beginning) opens a value: behind '='. */
bool tag_value_may_start(struct str before);

#endif
