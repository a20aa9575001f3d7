/* arena_test.c - alignment, zeroing, blocks of every size, reuse after a reset. */
#include "base/arena.h"

#include <stdint.h>

#include "check.h"

static void check_allocations(struct arena *a)
{
	for (size_t size = 0; size < 300; size += 7) {
		char *p = arena_alloc(a, size);
		CHECK(p && (uintptr_t)p % _Alignof(max_align_t) == 0);
		for (size_t i = 0; i < size; i++)
			CHECK(p[i] == 0);
		memset(p, 0xAA, size);
		memset(arena_bytes(a, 3), 0xBB, 3); /* knocks the next one out of line */
	}
	char *large = arena_alloc(a, 10 << 20);
	CHECK(large[0] == 0 && large[(10 << 20) - 1] == 0);
	memset(large, 1, 10 << 20);
}

/* A reset arena keeps what it has grown to, but nothing huge. */
static void check_reset(void)
{
	struct arena a;
	arena_init(&a);
	for (int i = 0; i < 100; i++)
		memset(arena_alloc(&a, 1000), 1, 1000);
	struct arena_block *last = a.blocks;
	arena_reset(&a);
	CHECK(a.blocks == last && a.total == 0);
	const char *zeroed = arena_alloc(&a, 1000);
	for (int i = 0; i < 1000; i++)
		CHECK(zeroed[i] == 0);
	arena_raw(&a, 4 << 20);
	arena_reset(&a);
	CHECK(!a.blocks);
	CHECK(arena_raw(&a, 0));
	arena_done(&a);
}

int main(void)
{
	check_reset();
	struct arena a;
	arena_init(&a);
	check_allocations(&a);
	arena_reset(&a);
	check_allocations(&a);
	struct str s = arena_str(&a, STR("abc"));
	CHECK_STR(s, "abc");
	CHECK(s.p[3] == '\0' && strcmp(arena_cstr(&a, STR("x")), "x") == 0);
	CHECK(arena_str(&a, STR_NONE).len == 0);
	CHECK_STR(arena_cat(&a, STR("ab"), STR("cd")), "abcd");
	CHECK_STR(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
	long *numbers = ARENA_ARRAY(&a, long, 5);
	CHECK(numbers[4] == 0);
	arena_done(&a);
	int *items = NULL;
	size_t cap = 0;
	for (int i = 0; i < 1000; i++) {
		mem_grow(&items, &cap, (size_t)i + 1, sizeof *items);
		items[i] = i;
	}
	CHECK(cap >= 1000 && items[999] == 999 && items[0] == 0);
	free(items);
	CHECK(mem_product(0, SIZE_MAX) == 0 && mem_product(3, 4) == 12);
	return 0;
}
