/* autop.h - WordPress keeps a post as it was typed: an empty line is a paragraph, a line end a break. */
#ifndef FEED_AUTOP_H
#define FEED_AUTOP_H

#include "base/buf.h"

/* Appends the post as HTML. One that the block editor made is left as it is. */
void autop_put(struct buf *, struct str post);

#endif
