/* notename.h - file names for notes, and values for their properties: what a name may not hold on
 * ext4, NTFS, APFS or in an Obsidian link, and YAML that every reader takes alike. */
#ifndef BACKEND_MARKDOWN_NOTENAME_H
#define BACKEND_MARKDOWN_NOTENAME_H

#include "base/buf.h"

enum { NOTE_NAME_MAX = 240 }; /* [byte] with ".md" and a number behind it */

/* Appends a file name without suffix made from a title: NFC; separators become '-'; what a system or
 * Obsidian forbids is replaced by its look-alike or dropped; never empty, never reserved. */
void note_name_from_title(struct buf *, struct str title);
/* The same as lower-case words with hyphens. */
void note_name_from_slug(struct buf *, struct str title);
/* The key under which names are compared: file systems forget case and form. */
void note_name_key(struct buf *, struct str name);
/* An Obsidian tag: letters, digits, '-', '_', '/'; empty when nothing of it is left. */
void note_tag(struct buf *, struct str category);
/* A YAML 1.2 double-quoted scalar, which 1.1 reads alike. */
void yaml_put_string(struct buf *, struct str);

#endif
