/* form_pdf.h - a drawing's objects (image/form.h) become objects of the book. */
#ifndef BACKEND_PDF_FORM_PDF_H
#define BACKEND_PDF_FORM_PDF_H

#include "backend/pdf/pdf_write.h"

/* Writes them all; the form's number, or 0 when the packet is not what it should be: nothing is written then. */
uint32_t form_write(struct pdf_file *, struct pdf_heap *, struct str packet);

#endif
