/* numeral.h - how a list counts. */
#ifndef DOC_NUMERAL_H
#define DOC_NUMERAL_H

#include "doc/doc.h"

/* Appends n as the style writes it: "iv". Digits where the style has no such number. */
void numeral_put(struct buf *, long n, enum list_style);

#endif
