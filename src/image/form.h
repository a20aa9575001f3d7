/* form.h - a drawing as PDF objects (ISO 32000-1 7.3) on their way from libexec/image into a book: a form
 * XObject and whatever it needs, fonts, gradients, pictures. Object 1 is the form; each names the others by
 * their place in the row. The form fills the unit square, as an image does. */
#ifndef IMAGE_FORM_H
#define IMAGE_FORM_H

#include "base/buf.h"

struct form_object {
	struct str text; /* of a stream: its dictionary, without Length */
	bool is_stream;
	struct str data; /* of the stream, packed as its Filter says */
};

void form_put(struct buf *packet, const struct form_object *);
/* The object at *at, which moves on; false at the end, or where the packet is not whole. */
bool form_next(struct str packet, size_t *at, struct form_object *);

/* Appends an object's text with each reference's number exchanged for `number(context, it)`, 0 of which is a
 * fault. False when that is met, or anything else but values of PDF: what `out` got is to be thrown away. */
typedef uint32_t form_number(void *context, uint32_t);
bool form_renumber(struct str text, form_number *number, void *context, struct buf *out);

#endif
