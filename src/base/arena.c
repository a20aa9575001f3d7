/* arena.c - bump allocation in blocks. Blocks double up to 1 MiB, so that a small article takes
 * little and a large one few calls; a request larger than that gets a block of its own. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { BLOCK_MIN = 4 << 10, BLOCK_MAX = 1 << 20 };

struct arena_block {
	struct arena_block *older;
	size_t size; /* [byte] after the header */
};

#define HEADER ((sizeof(struct arena_block) + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN)

_Noreturn static void die_of_memory(void)
{
	fputs("designconv: out of memory\n", stderr);
	exit(1);
}

void mem_begin(void)
{
#ifdef __GLIBC__
	/* Buffers and arenas of 100 KB come and go with every article: as mappings, or given back in between,
	 * the kernel would clear them anew each time. */
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 4 << 20);
	mallopt(M_TOP_PAD, 1 << 20);
#endif
}

size_t mem_product(size_t n, size_t size)
{
	size_t product;
	if (__builtin_mul_overflow(n, size, &product))
		die_of_memory();
	return product;
}

void *mem_alloc(size_t size)
{
	void *p = calloc(1, size ? size : 1);
	if (!p)
		die_of_memory();
	return p;
}

void *mem_realloc(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);
	if (!p)
		die_of_memory();
	return p;
}

void mem_grow_to(void *items, size_t *capacity, size_t need, size_t size)
{
	size_t n = *capacity ? *capacity : 8;
	while (n < need)
		n = mem_product(n, 2);
	void *p;
	memcpy(&p, items, sizeof p);
	p = mem_realloc(p, mem_product(n, size));
	memcpy(items, &p, sizeof p);
	*capacity = n;
}

void arena_init(struct arena *a)
{
	*a = (struct arena){ 0 };
}

void arena_done(struct arena *a)
{
	for (struct arena_block *b = a->blocks, *older; b; b = older) {
		older = b->older;
		free(b);
	}
	*a = (struct arena){ 0 };
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep = a->blocks;
	if (!keep)
		return;
	if (keep->size > BLOCK_MAX) { /* one large thing was asked for: it is not to stay */
		arena_done(a);
		return;
	}
	for (struct arena_block *b = keep->older, *older; b; b = older) {
		older = b->older;
		free(b);
	}
	keep->older = NULL;
	a->next = (char *)keep + HEADER;
	a->end = a->next + keep->size;
	a->total = 0;
}

static void add_block(struct arena *a, size_t need)
{
	size_t size = a->blocks ? a->blocks->size * 2 : BLOCK_MIN;
	if (size > BLOCK_MAX)
		size = BLOCK_MAX;
	if (size < need)
		size = need;
	if (size > SIZE_MAX - HEADER)
		die_of_memory();
	struct arena_block *b = malloc(HEADER + size);
	if (!b)
		die_of_memory();
	b->older = a->blocks;
	b->size = size;
	a->blocks = b;
	a->next = (char *)b + HEADER;
	a->end = a->next + size;
}

void *arena_raw_block(struct arena *a, size_t size)
{
	add_block(a, size);
	char *p = a->next;
	a->next += size;
	a->total += size;
	return p;
}

char *arena_bytes(struct arena *a, size_t size)
{
	if (!a->next || (size_t)(a->end - a->next) < size)
		add_block(a, size);
	char *p = a->next;
	a->next += size;
	a->total += size;
	return p;
}

struct str arena_str(struct arena *a, struct str s)
{
	return arena_cat(a, s, STR_NONE);
}

char *arena_cstr(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.len + 1);
	if (s.len)
		memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return p;
}

struct str arena_cat(struct arena *a, struct str x, struct str y)
{
	char *p = arena_bytes(a, x.len + y.len + 1);
	if (x.len)
		memcpy(p, x.p, x.len);
	if (y.len)
		memcpy(p + x.len, y.p, y.len);
	p[x.len + y.len] = '\0';
	return (struct str){ p, x.len + y.len };
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		n = 0;
	char *p = arena_bytes(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (struct str){ p, (size_t)n };
}
