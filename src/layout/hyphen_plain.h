/* hyphen_plain.h - hyphenation patterns looked up straight in their text. */
#ifndef LAYOUT_HYPHEN_PLAIN_H
#define LAYOUT_HYPHEN_PLAIN_H

#include "base/arena.h"

struct hyphen_plain;

/* Of the text of a pattern file in UTF-8, which has to live as long as the answer; in the arena.
 * NULL when it says more than patterns (compounds, changed spellings): those are libhyphen's. */
const struct hyphen_plain *hyphen_plain_read(struct arena *, struct str text);
/* values[i]: the highest value that a pattern has before byte i of the word (lower case, as many
 * values as bytes, at most HYPHEN_PLAIN_LONGEST); an odd one allows a hyphen there. */
enum { HYPHEN_PLAIN_LONGEST = 250 };
void hyphen_plain_word(const struct hyphen_plain *, struct str word, unsigned char *values);

#endif
