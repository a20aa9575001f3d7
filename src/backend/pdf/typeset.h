/* typeset.h - nodes become a vertical list: paragraphs, lists, tables, code, figures. Pure: any
 * thread. Leaves pages to page.c and objects to the rest of the folder. */
#ifndef BACKEND_PDF_TYPESET_H
#define BACKEND_PDF_TYPESET_H

#include "backend/pdf/look.h"
#include "backend/pdf/vlist.h"
#include "doc/doc.h"
#include "font/font.h"

struct hyphen_set;
struct style;

/* What a list of faces comes to. */
struct face_list {
	struct str list;
	int role; /* enum font_role, or a family's number; -1: what it was */
};

/* What all threads share, const once made. */
struct typeset {
	const struct look *look;
	struct font_db *fonts;
	const struct settings *settings;
	const struct book *book;
	struct style *style;
	unsigned *page_guess; /* by entry: the highest page it may begin on, from the bodies' lengths */
	struct face_list *faces;
	size_t n_faces;
	struct hyphen_set *hyphens; /* NULL: nothing is hyphenated */
};

/* Opens the faces, the patterns and the style; what is not understood of a user's own goes to the log. */
void typeset_open(struct typeset *, const struct look *, const struct settings *, const struct book *,
		  struct diag_log *);
void typeset_close(struct typeset *);

/* One article: opener (number, title, byline, date, source), body, notes. The caller frees the list
 * with vlist_free. */
struct vlist *typeset_article(const struct typeset *, struct worker *, const struct article *,
			      struct diag_log *);
/* The heads of placed entries, for contents that go deeper than titles; `source` may be NULL. */
struct toc_head {
	int rank;
	struct str title, fragment; /* fragment: a place as pages_mark knows it */
};
struct toc_source {
	void *context;
	/* How many there are; the array is in the arena. Entries are asked for in order. */
	size_t (*heads)(void *context, int entry, struct arena *, struct toc_head **);
};
/* The title page, and the contents with leaders and MARK_PAGE numbers (set at close; nothing
 * shifts, for the body is numbered from 1 and this in roman). */
struct vlist *typeset_title_page(const struct typeset *, struct worker *);
/* Of the entries [first, end); the title stands above the first. */
struct vlist *typeset_contents(const struct typeset *, struct worker *, const struct toc_source *, size_t first,
			       size_t end);
/* The margin's lines for notes, as a list of one box as high as the body; only when the look has some. */
struct vlist *typeset_margin(const struct typeset *, struct worker *);
void vlist_free(struct vlist *);

#endif
