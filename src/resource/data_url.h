/* data_url.h - the bytes inside a data: URL (RFC 2397). */
#ifndef RESOURCE_DATA_URL_H
#define RESOURCE_DATA_URL_H

#include "base/buf.h"

/* Appends the decoded bytes; false when `url` is no data: URL or has no data. White space and
 * percent escapes inside base64 are tolerated, as is its URL-safe alphabet. */
bool data_url_decode(struct str url, struct buf *bytes);

#endif
