/* arena.h - memory that is freed all at once, and the only allocator that may fail.
 *
 * Out of memory ends the program here, with a message and status 1: nobody else tests for NULL. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <stdint.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	char *next, *end;           /* free room in the newest block */
	size_t total;               /* [byte] asked for so far */
};

void arena_init(struct arena *);
/* Frees everything ever allocated from it. */
void arena_done(struct arena *);
/* Forgets everything but keeps one block of at most 1 MiB for reuse. */
void arena_reset(struct arena *);

enum { ARENA_ALIGN = 16 };

/* The next function where the newest block has no room. */
void *arena_raw_block(struct arena *, size_t size);
/* Aligned for any type, not zeroed. Lives as long as the arena. A size of 0 gives a valid pointer. */
static inline void *arena_raw(struct arena *a, size_t size)
{
	size_t pad = (size_t)(-(uintptr_t)a->next) & (ARENA_ALIGN - 1), room = (size_t)(a->end - a->next);
	if (room < pad + size || size > SIZE_MAX / 2 || !a->next)
		return arena_raw_block(a, size);
	char *p = a->next + pad;
	a->next = p + size;
	a->total += size;
	return p;
}
/* The same, zeroed. What is not much larger than a cache line is zeroed as two halves: for the whole gcc
 * takes an instruction that is long in beginning. */
static inline void *arena_alloc(struct arena *a, size_t size)
{
	char *p = (char *)arena_raw(a, size);
	if (!__builtin_constant_p(size) || size > 176)
		return memset(p, 0, size);
	size_t half = size / 2;
	memset(p + half, 0, size - half);
	return memset(p, 0, half);
}
/* Not zeroed, not aligned: bytes of text. */
char *arena_bytes(struct arena *, size_t size);
/* A copy, with a NUL behind it that is not counted. */
struct str arena_str(struct arena *, struct str);
/* The same as a C string. Bytes after a NUL inside are there but unseen. */
char *arena_cstr(struct arena *, struct str);
struct str arena_cat(struct arena *, struct str, struct str);
struct str arena_printf(struct arena *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_RAW(arena, type, n) ((type *)arena_raw((arena), mem_product((n), sizeof(type))))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_alloc((arena), mem_product((n), sizeof(type))))

/* Sets the C library's allocator up for how this program uses memory; once, before anything else. */
void mem_begin(void);
/* Heap memory for what outlives arenas: never NULL, released with free(). */
void *mem_alloc(size_t size); /* zeroed */
void *mem_realloc(void *, size_t size);
/* n × size; ends the program on overflow. */
size_t mem_product(size_t n, size_t size);
/* The next function where they do not fit. */
void mem_grow_to(void *items, size_t *capacity, size_t need, size_t size);
/* Grows `*items` so that at least `need` items of `size` bytes fit (doubling); new items are not
 * zeroed. */
static inline void mem_grow(void *items, size_t *capacity, size_t need, size_t size)
{
	if (need > *capacity)
		mem_grow_to(items, capacity, need, size);
}

#endif
