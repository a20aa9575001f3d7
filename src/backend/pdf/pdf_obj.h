/* pdf_obj.h - PDF objects (ISO 32000-1 7.3): libharu's dictionaries and arrays behind checked calls.
 *
 * Objects live in a heap, are written out as text and go with the heap: a batch of pages has one, so
 * memory does not grow with the book. A call that fails (a limit of libharu's, a number too large)
 * marks the heap; whoever writes the batch asks once. */
#ifndef BACKEND_PDF_PDF_OBJ_H
#define BACKEND_PDF_PDF_OBJ_H

#include "backend/pdf/pdf_text.h"

/* One thread at a time. */
struct pdf_heap;
struct pdf_dict;
struct pdf_array;

struct pdf_heap *pdf_heap_new(void);
void pdf_heap_free(struct pdf_heap *);
/* Forgets every object, keeps the mark of failure. */
void pdf_heap_reset(struct pdf_heap *);
bool pdf_heap_failed(const struct pdf_heap *);

struct pdf_dict *pdf_dict_new(struct pdf_heap *);
struct pdf_array *pdf_array_new(struct pdf_heap *);

/* Keys and names are ASCII without blanks or delimiters, at most 127 bytes. A text is UTF-8 and
 * becomes a text string (7.9.2.2), cut at 16,000 UTF-16 units: PDF/A allows a string 32,767 bytes.
 * Bytes become a hexadecimal string. A dictionary or array is owned by what it is put into. */
void pdf_dict_name(struct pdf_dict *, const char *key, const char *value);
void pdf_dict_int(struct pdf_dict *, const char *key, int64_t value);
void pdf_dict_real(struct pdf_dict *, const char *key, double value);
void pdf_dict_bool(struct pdf_dict *, const char *key, bool value);
void pdf_dict_text(struct pdf_dict *, const char *key, struct str utf8);
void pdf_dict_bytes(struct pdf_dict *, const char *key, struct str bytes);
void pdf_dict_ref(struct pdf_dict *, const char *key, uint32_t object);
void pdf_dict_dict(struct pdf_dict *, const char *key, struct pdf_dict *);
void pdf_dict_array(struct pdf_dict *, const char *key, struct pdf_array *);
/* Text written as it is behind the entries: "/K [1 2 3]\n". The bytes must outlive the writing. */
void pdf_dict_tail(struct pdf_dict *, struct str text);

void pdf_array_name(struct pdf_array *, const char *value);
void pdf_array_int(struct pdf_array *, int64_t value);
void pdf_array_real(struct pdf_array *, double value);
void pdf_array_text(struct pdf_array *, struct str utf8);
void pdf_array_bytes(struct pdf_array *, struct str bytes);
void pdf_array_ref(struct pdf_array *, uint32_t object);
void pdf_array_dict(struct pdf_array *, struct pdf_dict *);
void pdf_array_null(struct pdf_array *);
/* [a b c d] */
struct pdf_array *pdf_array_rect(struct pdf_heap *, double a, double b, double c, double d);

/* Appends the value's text. */
void pdf_dict_write(struct pdf_dict *, struct buf *);

#endif
