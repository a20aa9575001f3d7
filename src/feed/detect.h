/* detect.h - what the input is, from its beginning. */
#ifndef FEED_DETECT_H
#define FEED_DETECT_H

#include "feed/feed.h"

struct detected {
	enum feed_format format; /* FEED_AUTO: no feed */
	const char *what;        /* in words: "an Atom feed", "a PNG picture" */
	size_t root;             /* [byte] in the decoded head: where the root element begins */
	bool junk;               /* something else stands before it */
};

/* `raw` as it came (unpacked), `head` as UTF-8. */
struct detected detect(struct str raw, struct str head);

#endif
