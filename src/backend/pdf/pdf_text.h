/* pdf_text.h - PDF values (ISO 32000-1 7.3) as text made by hand: each call appends to a buffer of the
 * caller's, and none can fail. */
#ifndef BACKEND_PDF_PDF_TEXT_H
#define BACKEND_PDF_PDF_TEXT_H

#include "base/buf.h"

/* Numbers never know the locale, never "-0", at most `decimals` (≤ 5) digits behind the point, no zeros at
 * the end; what is no number is written as 0. */
void pdf_put_number(struct buf *, double value, int decimals);
void pdf_put_ref(struct buf *, uint32_t object); /* "12 0 R" */
/* A text string: in parentheses, or as <FEFF…>, cut at 16,000 UTF-16 units. */
void pdf_put_text(struct buf *, struct str utf8);
/* A literal string of any bytes. */
void pdf_put_literal(struct buf *, struct str bytes);

/* Whether a text string may stand as it is, between parentheses: ASCII, and not too long. */
bool pdf_text_is_plain(struct str utf8);
/* The bytes of one that may not: UTF-16BE behind its mark, cut at 16,000 units. */
void pdf_text_put_utf16(struct buf *, struct str utf8);

#endif
