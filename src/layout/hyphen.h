/* hyphen.h - where words may be hyphenated: libhyphen's patterns by language. */
#ifndef LAYOUT_HYPHEN_H
#define LAYOUT_HYPHEN_H

#include "base/str.h"

struct hyphen_set;  /* all languages; any thread */
struct hyphen_dict; /* one language's patterns; read-only, any thread */

struct hyphen_set *hyphen_open(void);
void hyphen_close(struct hyphen_set *);
/* The patterns of a language (BCP 47), read when first asked for: American English is compiled in,
 * others come from the installed dictionaries. NULL when there are none. */
const struct hyphen_dict *hyphen_find(struct hyphen_set *, struct str language);
/* Sets points[i], 0 ≤ i < word.len, where a hyphen may stand before byte i. False when there is no
 * such place. */
bool hyphen_word(const struct hyphen_dict *, struct str word, unsigned char *points);

#endif
