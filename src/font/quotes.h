/* quotes.h - typewritten quotation marks drawn as printed ones. */
#ifndef FONT_QUOTES_H
#define FONT_QUOTES_H

#include "font/shape.h"

#include <hb.h>

/* Puts typographic marks in the place of typewritten ones in a word that is not shaped yet, as the key's
 * features ask and where its face has them: characters, not text, so that what is copied stays what was written. */
void quotes_curl(hb_buffer_t *, const struct font_db *, const struct shape_key *);

#endif
