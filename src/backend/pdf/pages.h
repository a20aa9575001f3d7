/* pages.h - the finished pages of a book, put aside: their records in a spool, and where in them the
 * book's entries and ids stand. A page costs 24 bytes of memory, a place 16. */
#ifndef BACKEND_PDF_PAGES_H
#define BACKEND_PDF_PAGES_H

#include "backend/pdf/display.h"
#include "base/spool.h"

/* A link on a page; url, or entry and fragment. */
struct page_link {
	uint32_t object, element; /* the annotation's and the Link element's */
	int64_t key;              /* in the parent tree */
	double box[4];
	struct str url, fragment, contents;
	int entry; /* -1: url */
};

/* What a record holds. */
struct page_record {
	int64_t key; /* in the parent tree */
	struct str elements; /* packed: the element's object by MCID */
	uint32_t n_elements;
	struct str links; /* packed; page_record_link */
	uint32_t n_links;
	struct str images; /* packed: indices */
	uint32_t n_images;
	struct str grounds; /* a display list; read back as the beginning of … */
	struct str display;
	struct str heads[2]; /* display lists of the running head: without the section, and with it */
};

/* Pages are numbered within the body or the front matter, from 0; a page's content stream is the
 * object behind the page's. */
struct page_row {
	uint64_t at;
	uint32_t len, object;
	int number;
	bool front;
};

struct pages;

struct pages *pages_new(void);
void pages_free(struct pages *);

void page_link_pack(struct buf *, const struct page_link *);
struct page_link page_link_unpack(struct display_reader *);
void page_record_unpack(struct str bytes, struct page_record *);

/* Puts a page aside. */
void pages_add(struct pages *, const struct page_record *, uint32_t object, bool front);
/* More of a page's display list, known only at the end; once a page. Before any is read. */
void pages_add_late(struct pages *, size_t i, struct str display);
size_t pages_count(const struct pages *);
int pages_front(const struct pages *); /* how many are front matter */
int pages_body(const struct pages *);
const struct page_row *pages_row(const struct pages *, size_t i);
/* The row of a body page; body pages are all added before the front matter. */
const struct page_row *pages_body_row(const struct pages *, int number);
/* A page's record, in the arena; false on an I/O error. Any thread once all are added. */
bool pages_read(const struct pages *, size_t i, struct arena *, struct page_record *);

/* A place in the body: the entry (empty fragment) or an id in it. The first of two alike counts. */
void pages_mark(struct pages *, int entry, struct str fragment, int page, double y);
/* All places are marked; which of their heads the pages have. */
void pages_settle(struct pages *, bool with_sections);
/* Where it is; an unknown id is its entry's beginning. False when the entry is not in the book. */
bool pages_find(const struct pages *, int entry, struct str fragment, int *page, double *y);

#endif
