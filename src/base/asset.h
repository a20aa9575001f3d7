/* asset.h - files compiled in: stylesheets into the program, fonts and hyphenation patterns into the
 * typesetter. The Makefile writes the tables; with FONTS=system the fonts are left out. */
#ifndef BASE_ASSET_H
#define BASE_ASSET_H

#include "base/str.h"

struct asset {
	const char *name; /* "styles/book.css", "fonts/CharisSIL-Regular.ttf" */
	const char *p;    /* aligned to 16; a NUL follows the last byte */
	const char *end;
};

/* As the Makefile lists them; each ends with .name NULL. */
extern const struct asset style_assets[], type_assets[];

/* The file's bytes, which live as long as the program; an empty slice when there is none. */
struct str asset_find(const struct asset *, const char *name);

#endif
