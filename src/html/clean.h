/* clean.h - reader's sense: what a reader mode takes away or sets right before the model is built.
 * Private to html/. */
#ifndef HTML_CLEAN_H
#define HTML_CLEAN_H

#include "doc/doc.h"
#include "html/tree.h"

/* Attributes that clean leaves for build. No attribute of a source can begin with a blank. */
#define CLEAN_CALLOUT " callout"             /* an enum callout_kind's word */
#define CLEAN_CALLOUT_TITLE " callout-title" /* may be missing */
#define CLEAN_TEX " tex"                     /* on <math>, or on a <span> that stands for it */

/* Runs every rule of the table in clean.c over the tree. */
void clean_run(struct article *, struct element *root, const struct html_seen *);

#endif
