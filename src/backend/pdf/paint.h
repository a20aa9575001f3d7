/* paint.h - a display list becomes a page's content stream (ISO 32000-1 7.8.2, 9.4, 14.6). */
#ifndef BACKEND_PDF_PAINT_H
#define BACKEND_PDF_PAINT_H

#include "backend/pdf/display.h"
#include "backend/pdf/font_pdf.h"

/* Says what page number stands in for (entry, id): "12", "iv". */
struct page_namer {
	const void *book;
	void (*name)(const void *book, int entry, struct str fragment, struct buf *out);
};

/* Appends the operators of the list. Pure; after font_set_emit. */
void paint(struct str display, const struct font_set *, const struct page_namer *, struct buf *out);

const char *paint_selem_name(enum selem_type); /* "H1" */

#endif
