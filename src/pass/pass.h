/* pass.h - article → article: what is done to every article once, alike for all backends. One file
 * per pass, a table in order in pass.c. */
#ifndef PASS_PASS_H
#define PASS_PASS_H

#include "doc/doc.h"

/* Runs every pass over the article; afterwards its nodes are const but for what doc_settle numbers. */
void pass_run(struct article *);

#endif
