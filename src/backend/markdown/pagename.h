/* pagename.h - pages of a Logseq graph: the names of their files, and of the pages that those are. */
#ifndef BACKEND_MARKDOWN_PAGENAME_H
#define BACKEND_MARKDOWN_PAGENAME_H

#include "base/buf.h"

/* Appends the file's name, without suffix, of a page with this title: NFC; a '/' would put the page into
 * a namespace and becomes '-', brackets would end a link and become parentheses; what a system forbids is
 * written %XX. Never empty, never reserved. */
void page_file_from_title(struct buf *, struct str title);
/* Appends the name of the page whose file this is ("pages/A%3A B.md"). */
void page_name_from_file(struct buf *, struct str file);

#endif
