/* code.h - what stands in a <pre>: its text to the letter, its language, and whether it is a
 * drawing. Private to html/. */
#ifndef HTML_CODE_H
#define HTML_CODE_H

#include "doc/doc.h"
#include "html/tree.h"

struct code_text {
	struct str text;     /* lines end in LF, none at the very end */
	struct str language; /* lower case, empty when nobody says */
	enum code_kind kind;
	bool inner_code; /* <pre><code> */
};

/* Reads a `pre` (or listing, xmp, textarea): highlighting spans vanish, <br> and block borders
 * become line ends. `tidy` also drops blank lines at both ends. */
struct code_text code_read(const struct element *pre, struct arena *, bool tidy);

/* The one rule that says what is a drawing: at least three lines with box drawing characters
 * (ruled comments do not count), or an ASCII frame with both its edges and a wall between. A block
 * that names a programming language is code, whatever it draws. */
enum code_kind code_kind_of(struct str text, struct str language);

#endif
