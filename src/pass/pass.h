/* pass.h - article → article: what is done to every article once, alike for all backends. One file
 * per pass, a table in order in pass.c. */
#ifndef PASS_PASS_H
#define PASS_PASS_H

#include "base/map.h"
#include "doc/doc.h"

/* Runs the passes; afterwards nodes are const but for what doc_settle numbers. `clean` off: only
 * what links need. A fragment (book->fragment) is left as it is written. */
void pass_run(struct article *, bool clean);

/* ---- the passes ----------------------------------------------------------------------------- */

/* Sounds, films and papers that come along with the article stand at its end (enclosures.c). */
void pass_enclosures(struct article *);
/* Mutual links between a mark and a list item or paragraph become notes (notes.c). */
void pass_notes(struct article *);
/* A first heading that repeats the article's title goes (title.c). */
void pass_title(struct article *);
/* Empty headings go; every heading gets an id (headings.c). */
void pass_headings(struct article *);
/* Links into the book are resolved; what leads nowhere is mended or unwrapped (links.c). */
void pass_links(struct article *);

/* ---- shared by them (ids.c) -------------------------------------------------------------------- */

/* id → node. map_done it. */
void pass_map_ids(const struct article *, struct map *ids);
/* The id in this article that a link leads to; empty when it leads elsewhere. */
struct str pass_own_fragment(const struct article *, const struct node *link);
/* Notes that the pass took `text` away; copied into the article's arena. */
void pass_note_loss(struct article *, const char *rule, struct str text, int line);

#endif
