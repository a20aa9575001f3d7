/* nav.h - ways into the book: outline, named destinations, page labels (ISO 32000-1 12.3, 12.4.2).
 * Headings are put aside as pages are built, a few bytes an article stay in memory. */
#ifndef BACKEND_PDF_NAV_H
#define BACKEND_PDF_NAV_H

#include "backend/pdf/pages.h"
#include "backend/pdf/pdf_write.h"
#include "backend/pdf/typeset.h"
#include "doc/doc.h"

struct nav;

/* `depth`: how many levels the outline has, the articles' titles being the first. */
struct nav *nav_new(const struct book *, int depth);
void nav_free(struct nav *);

/* An entry begins, or one of its headings (rank from 1). In order. */
void nav_entry(struct nav *, int entry, int page, double y);
void nav_heading(struct nav *, int rank, struct str title, struct str id, int page, double y);

/* The names of places at heads that need no id: heading `n` of its entry, from 0. */
void nav_put_place(struct buf *, size_t n);
/* A toc_source over what was put aside. */
size_t nav_heads(void *nav, int entry, struct arena *, struct toc_head **);

struct nav_objects {
	uint32_t outlines, names, labels; /* 0: none */
};

/* Writes them; pages are settled. False when an object could not be built or read back. */
bool nav_emit(struct nav *, const struct pages *, struct pdf_file *, struct nav_objects *);

#endif
