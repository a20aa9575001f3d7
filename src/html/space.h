/* space.h - white space as CSS has it (CSS Text 3, 4.1). Private to html/. */
#ifndef HTML_SPACE_H
#define HTML_SPACE_H

#include "html/tree.h"

/* Collapses white space in all of the tree but `pre` and its like, across inline elements; blanks
 * at both ends of a line go. Texts may become empty, none is removed. With `east_asian` a line end
 * between two wide characters goes too (CSS Text 3, 4.1.3). With `keep_lines` a blank that was a line
 * end is LF. */
void space_collapse(struct element *root, struct arena *, bool east_asian, bool keep_lines);

/* The text below as a reader gets it: white space collapsed, a blank between blocks, nothing of
 * what is never shown. */
struct str space_text(const struct element *, struct arena *);
/* The same, but stops reading soon after `most` bytes: for looking at what might be long. */
struct str space_short_text(const struct element *, struct arena *, size_t most);
/* All of it, with what is hidden (templates, titles) but not scripts and styles: for the ledger. */
struct str space_all_text(const struct element *, struct arena *);

#endif
