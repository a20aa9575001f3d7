/* pool_test.c - every piece of work once, results in order, on any number of threads. */
#include "base/pool.h"

#include <stdint.h>
#include <stdlib.h>

#include "check.h"

enum { N = 500 };

struct tally {
	int worked[N];
	size_t next;
};

static void *work(void *context, size_t i, int thread)
{
	struct tally *t = context;
	CHECK(thread >= 0 && thread < 64);
	t->worked[i]++;
	return (void *)(uintptr_t)(i * 3 + 1);
}

static void done(void *context, size_t i, void *result)
{
	struct tally *t = context;
	CHECK(i == t->next++ && (uintptr_t)result == i * 3 + 1);
}

int main(void)
{
	setenv("DESIGNCONV_POOL_DELAY", "1", 1);
	for (int threads = 1; threads <= 7; threads += 3) {
		struct pool pool;
		struct tally tally = { 0 };
		pool_init(&pool, threads);
		CHECK(pool.n_threads == threads);
		pool_run(&pool, N, &(struct pool_job){ .context = &tally, .work = work, .done = done });
		CHECK(tally.next == N);
		for (size_t i = 0; i < N; i++)
			CHECK(tally.worked[i] == 1);
		pool_run(&pool, 0, &(struct pool_job){ .context = &tally, .work = work, .done = done });
	}
	struct pool pool;
	pool_init(&pool, 0);
	CHECK(pool.n_threads >= 1);
	return 0;
}
