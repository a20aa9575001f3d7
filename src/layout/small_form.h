/* small_form.h - raised and lowered letters as characters of their own: x², H₂O. */
#ifndef LAYOUT_SMALL_FORM_H
#define LAYOUT_SMALL_FORM_H

#include "base/buf.h"

/* Appends `s` raised (or lowered) when every character of it has such a form in Unicode; else appends
 * nothing and returns false. An empty `s` is nothing and true. */
bool small_form_put(struct buf *, struct str s, bool raised);

#endif
