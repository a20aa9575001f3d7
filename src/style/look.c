/* look.c - the looks there are. A look is a stylesheet and which front matter it has: CSS makes no
 * content. */
#include "style/style.h"

const struct style_look style_looks[] = {
	{ .name = "book", .summary = "plain pages for reading front to back" },
	{ .name = NULL },
};
