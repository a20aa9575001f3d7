/* alt.h - what a drawing says, in words: for those who hear it or cannot see it. */
#ifndef LAYOUT_ALT_H
#define LAYOUT_ALT_H

#include "layout/diagram.h"

/* The drawing's boxes with what they hold, in reading order, then what leads where: "Client; Load
 * Balancer; Broker 1, holding: Router; Queue. Load Balancer leads to Broker 1." No line or arrow
 * character is in it. NULL, and a drawing without any word, gives "". */
struct str diagram_alt(struct arena *, const struct diagram *);

#endif
