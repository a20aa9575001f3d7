/* places.h - what a chapter and its links share while one of its files is written. */
#ifndef BACKEND_EPUB_PLACES_H
#define BACKEND_EPUB_PLACES_H

#include "backend/epub/epub.h"

/* What the link callbacks need while one file is written. */
struct rendering {
	const struct writer *writer;
	const struct article *article;
	struct chapter *chapter;
	struct piece *piece;
	struct buf *out;
	struct deflater *deflater;
	int number; /* of the piece */
};

/* Notes every id of the article with the file it stands in; `first_of[i]` is the first block of
 * file i (NULL: there is one file). */
void places_collect(struct chapter *, const struct article *, const struct node *const *first_of);

/* For struct markup_options; the context is a struct rendering. */
bool place_target(void *context, struct buf *, const struct entry *target, struct str fragment);
void place_own(void *context, struct buf *, struct str id);
void place_source(void *context, struct buf *, const struct resource *);
bool place_large(void *context, struct buf *, const struct node *, const struct diagram *, struct str alt);

/* A copy on the heap. */
struct str epub_heap_str(struct str);

#endif
