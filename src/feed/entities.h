/* entities.h - what stands between '&' and ';'. */
#ifndef FEED_ENTITIES_H
#define FEED_ENTITIES_H

#include "base/str.h"

#include <stdint.h>

/* The code point of one of XML's five names or HTML 4's; 0 when there is no such name. */
uint32_t entity_find(struct str name);
/* "8212" or "x2014", without '#' and ';'. 128 to 159 mean windows-1252; 0 for what XML forbids. */
uint32_t entity_from_number(struct str digits);
/* What windows-1252 has at 0x80 to 0x9F; 0 for its five holes. */
uint32_t entity_windows_1252(uint32_t c);

#endif
