/* map_test.c - many keys, equal keys, empty keys; a key is found by its bytes, not by its place. */
#include "base/map.h"

#include "check.h"

int main(void)
{
	enum { N = 20000 };
	struct map m;
	struct arena a;
	bool fresh;
	arena_init(&a);
	map_init(&m);
	CHECK(map_find(&m, STR("x")) == NULL);
	for (int i = 0; i < N; i++) {
		void **slot = map_put(&m, arena_printf(&a, "key %d", i), &fresh);
		CHECK(fresh && *slot == NULL);
		*slot = arena_cstr(&a, arena_printf(&a, "value %d", i));
	}
	CHECK(m.n == N);
	for (int i = 0; i < N; i++) {
		void **slot = map_find(&m, arena_printf(&a, "key %d", i));
		CHECK(slot && strcmp(*slot, arena_printf(&a, "value %d", i).p) == 0);
		CHECK(map_put(&m, arena_printf(&a, "key %d", i), &fresh) == slot && !fresh);
	}
	CHECK(m.n == N && map_find(&m, STR("key -1")) == NULL);
	*map_put(&m, STR(""), &fresh) = &m;
	CHECK(fresh && *map_find(&m, STR("")) == &m);
	struct str nul = { "a\0b", 3 };
	CHECK(map_find(&m, nul) == NULL && map_hash(nul) != map_hash(STR("a")));
	map_done(&m);
	arena_done(&a);
	return 0;
}
