/* map.h - a hash map from strings to pointers. Seeded at random (input is hostile), therefore
 * without iteration: nothing can depend on its order. Keys are not copied. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

#include <stdint.h>

struct map_slot {
	struct str key; /* p == NULL: free */
	uint64_t hash;
	void *value;
};

struct map {
	struct map_slot *slots;
	size_t n, cap; /* cap is a power of two, or 0 */
};

void map_init(struct map *);
void map_done(struct map *);
/* The value's place for `key`, or NULL when it is not there. */
void **map_find(const struct map *, struct str key);
/* The value's place, made (holding NULL) when it is not there; *fresh says so when not NULL.
 * Valid until the next map_put. The key's bytes must outlive the map. */
void **map_put(struct map *, struct str key, bool *fresh);
/* A seeded hash for tables of one's own: never for anything that reaches an output. */
uint64_t map_hash(struct str);

#endif
