/* asset.h - files compiled into the program: stylesheets, fonts, hyphenation patterns. The Makefile
 * writes the table from its ASSETS list; with FONTS=system the fonts are left out of it. */
#ifndef BASE_ASSET_H
#define BASE_ASSET_H

#include "base/str.h"

struct asset {
	const char *name; /* "styles/book.css", "fonts/CharisSIL-Regular.ttf" */
	const char *p;    /* aligned to 16; a NUL follows the last byte */
	const char *end;
};

/* Sorted as the Makefile lists them; ends with .name NULL. */
extern const struct asset assets[];

/* The file's bytes, which live as long as the program; an empty slice when there is none. */
struct str asset_find(const char *name);

#endif
