/* chars.h - text within the filter. Private to text.c and tag.c. */
#ifndef FEED_CHARS_H
#define FEED_CHARS_H

#include "feed/text.h"

enum { LONGEST_REFERENCE = 40 };

/* Adds text from the front of `w` to the run that is open; returns how much of `w` that took, 0 where
 * mark-up begins. `w` is the window, with LONGEST_REFERENCE bytes or all there is. */
size_t chars_put_text(struct text *, struct str w);
/* The same in a CDATA section; 0: it ends here. */
size_t chars_put_cdata(struct text *, struct str w);
/* The run is over: it goes into the XML, or beside it when it is long. */
void chars_end_run(struct text *);
/* Forgets what was asked for, when that is most of what lies beside the XML. */
void chars_trim(struct text *);
/* Writes an attribute's value. */
void chars_put_value(struct text *, struct str s);

#endif
