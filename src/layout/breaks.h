/* breaks.h - where lines may end: UAX #14, bettered for technical prose. */
#ifndef LAYOUT_BREAKS_H
#define LAYOUT_BREAKS_H

#include "base/str.h"

/* marks[i] for i in 0 … text.len: enum break_mark (base/unicode.h), or BREAKS_POOR. Numbers stay with
 * their units; long addresses and identifiers get poor places of their own. */
void breaks_find(struct str text, unsigned char *marks);

enum { BREAKS_POOR = 3 }; /* better than an overfull line, no hyphen shown */

#endif
