/* json.h - the only escaper for JSON (RFC 8259). */
#ifndef OUTPUT_JSON_H
#define OUTPUT_JSON_H

#include "base/buf.h"

/* "…", with what must be escaped. Malformed UTF-8 becomes U+FFFD. */
void json_put_string(struct buf *, struct str);
/* `"name": `, behind a comma unless it is the object's first. */
void json_put_name(struct buf *, struct str name);
/* A member with that string; nothing when it is empty. */
void json_put_member(struct buf *, const char *name, struct str value);

#endif
