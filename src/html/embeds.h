/* embeds.h - where an embedded player leads: the page a reader would open. Private to html/. */
#ifndef HTML_EMBEDS_H
#define HTML_EMBEDS_H

#include "base/arena.h"

/* The watch page behind a player's address, and what it is called ("YouTube video"); the address
 * itself and NULL for what is not known. */
struct str embed_page(struct str src, struct arena *, const char **what);

#endif
