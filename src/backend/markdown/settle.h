/* settle.h - links inside the book: while an article is rendered they are placeholders, since names and
 * anchors are known only once all have come; here they are settled. */
#ifndef BACKEND_MARKDOWN_SETTLE_H
#define BACKEND_MARKDOWN_SETTLE_H

#include "backend/markdown/md.h"

#include "base/map.h"

/* An article whose links are being settled. */
struct settling {
	const struct article *article;
	const struct flavor *flavor;
	const struct vault *vault;	    /* NULL: one file */
	const struct md_target *targets;    /* by placeholder */
	size_t n_targets;
	const struct str *heading_anchors;  /* in one file: of the article's headings */
	struct map headings; /* id → the heading it has or stands under; made when first asked */
	bool mapped;
};

/* Appends the body with the names of notes and their headings in it. */
void settle_note(struct settling *, struct str body, struct buf *out);
/* Appends the body with anchors of its own headings; other articles become placeholders that hold their
 * index, for settle_anchors. */
void settle_article(struct settling *, struct str body, struct buf *out);
/* Frees what the two above have made. */
void settle_done(struct settling *);
/* Appends the body with the anchor of each article that it leads to. */
void settle_anchors(struct str body, const struct str *anchors, size_t n_anchors, struct buf *out);

#endif
