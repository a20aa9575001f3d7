/* tie.h - spaces at which a line had better not end: a sign and its number, and, where the language's printers see
 * it so, a word of one letter and the next. */
#ifndef LAYOUT_TIE_H
#define LAYOUT_TIE_H

#include "base/str.h"

enum tie {
	TIE_NONE,
	TIE_LOOSE, /* rather not */
	TIE_FAST,  /* not at all */
};

/* Of the space from `from` to `to` in the text, whose language is `lang` (BCP 47). */
enum tie tie_at(struct str text, size_t from, size_t to, struct str lang);

#endif
