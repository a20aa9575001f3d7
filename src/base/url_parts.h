/* url_parts.h - what url.c and url_spelling.c share. Others use url.h. */
#ifndef BASE_URL_PARTS_H
#define BASE_URL_PARTS_H

#include "base/buf.h"
#include "base/url.h"

/* url.c: appends a path without its dot segments (RFC 3986 §5.2.4). */
void url_put_path(struct buf *, struct str path);
/* url_spelling.c: url_clean, where `relative_is_web` tells of a relative address that what it will be
 * resolved against takes "\" for "/". The result is in the arena. */
struct str url_clean_as(struct arena *, struct str s, bool relative_is_web);

#endif
