/* resource.h - pictures at hand: data: URLs and files in the feed's folder, stored once by content,
 * as PNG, JPEG, GIF or SVG (WebP only where it cannot be decoded). */
#ifndef RESOURCE_RESOURCE_H
#define RESOURCE_RESOURCE_H

#include "base/buf.h"
#include "base/hash.h"

struct resource_store;

struct resource {
	struct hash hash; /* of the bytes */
	struct str name;  /* "images/<16 hex digits>.png": unique, safe in any format */
	struct str media_type; /* from the content, not from what anybody says */
	int width, height; /* [px]; 0: the format has no size of its own */
	uint64_t at, len;  /* [byte] in the store */
	bool undecodable;  /* paper would need it decoded, and the program that does is not installed */
};

/* `folder`: where relative file references may point, NULL for nowhere. */
struct resource_store *resource_open(const char *folder);
void resource_close(struct resource_store *);
/* The picture behind an absolute URL (data:, file:) or a path relative to the folder; NULL when it
 * is not at hand or broken, with *why set to a static string. Any thread. The result lives as long
 * as the store. */
const struct resource *resource_find(struct resource_store *, struct str url, const char **why);
/* Appends the picture's bytes; false on an I/O error. Any thread. */
bool resource_read(struct resource_store *, const struct resource *, struct buf *);

#endif
