/* jsonfeed.h - JSON Feed 1.0 and 1.1. */
#ifndef FEED_JSONFEED_H
#define FEED_JSONFEED_H

#include "feed/reader.h"

void json_feed_read(struct reader *);

#endif
