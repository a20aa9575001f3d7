/* assemble.h - feeds become the book's index: merging, naming, selection, order, parts. */
#ifndef ASSEMBLE_H
#define ASSEMBLE_H

#include "base/spool.h"
#include "doc/doc.h"
#include "feed/feed.h"
#include "cli/options.h"

/* Fills `book` (whose arena is initialised) from the feeds in their order. `bodies` is where they
 * were spooled. False: the regular expression is none (said on stderr). */
bool assemble_book(struct book *book, const struct options *, const struct feed *feeds, size_t n_feeds,
		   const struct spool *bodies, struct diag_log *);

/* ---- assemble_meta.c: the book's own data -------------------------------------------------- */

/* Title, authors, language, identifier, dates … from the feeds and the options. Entries are there. */
void assemble_metadata(struct book *, const struct options *, const struct feed *feeds, size_t n_feeds);
/* A language tag in its canonical form (BCP 47): "en-us" and "en_US" become "en-US"; empty for
 * what is none. */
struct str language_tag(struct arena *, struct str tag);

#endif
