/* english.h - whether a text is English, told by its small words: for hyphens and quotation marks where nobody
 * says which language it is in. */
#ifndef LAYOUT_ENGLISH_H
#define LAYOUT_ENGLISH_H

#include "base/str.h"

struct english {
	unsigned words; /* seen */
	unsigned small; /* of them small words of English … */
	unsigned own;   /* … that hardly any other language has */
};

enum { ENGLISH_ENOUGH = 400 }; /* words: more tell nothing new */

void english_look(struct english *, struct str text);
/* Wrong on the careful side: a short text is not. */
bool english_likely(const struct english *);

#endif
