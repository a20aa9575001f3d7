/* chars.h - characters and references made well, into what goes to the XML parser. Private to text.c
 * and tag.c. */
#ifndef FEED_CHARS_H
#define FEED_CHARS_H

#include "feed/text.h"

enum { LONGEST_REFERENCE = 40 }; /* [byte] that must be at hand where a reference begins */

/* Writes text and the references that escaped mark-up is full of, from the front of `s`; returns how
 * much of it was written. What stops it is the next function's, or mark-up. */
size_t chars_put_text(struct text *, struct str s);
/* Writes the reference or bare "&" at the front of `s`; returns how long it was. */
size_t chars_put_reference(struct text *, struct str s);
/* Writes, or drops, the one special character at the front of `s` that is no mark-up; returns its
 * length. */
size_t chars_put_special(struct text *, struct str s);
/* Writes all of `s` so that none of it is mark-up; `quote`: as an attribute's value. */
void chars_put_escaped(struct text *, struct str s, bool quote);
/* Writes at most `most` bytes from the front of `s` that need no look in a CDATA section; returns how
 * many: 0 before a special character. */
size_t chars_put_cdata(struct text *, struct str s, size_t most);

#endif
