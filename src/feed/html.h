/* html.h - a page or a fragment as a feed of one item. */
#ifndef FEED_HTML_H
#define FEED_HTML_H

#include "feed/reader.h"

void html_page_read(struct reader *);

#endif
