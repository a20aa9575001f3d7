/* hash.h - identity: SHA-256 for names of content, and hex of it. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/buf.h"

struct hash {
	unsigned char byte[32];
};

struct hash_state {
	uint32_t h[8];
	uint64_t length; /* [byte] fed so far */
	unsigned char block[64];
	size_t in_block;
};

/* SHA-256 (FIPS 180-4), whole or in pieces. */
struct hash hash_of(struct str bytes);
void hash_begin(struct hash_state *);
void hash_feed(struct hash_state *, struct str bytes);
struct hash hash_end(struct hash_state *);
/* The first `n` hex digits (64 at most), lower case. */
void hash_put_hex(struct buf *, const struct hash *, size_t n);
/* "urn:uuid:…" of version 5's shape (RFC 4122) made from SHA-256 of the name: the name alone
 * decides it. */
void hash_put_uuid(struct buf *, struct str name);

#endif
