/* pool.h - threads for work that is independent, with results taken in order.
 *
 * pool_run calls `work` for 0 … n-1 on any thread and `done` for 0 … n-1 in order, one at a time,
 * on the calling thread. At most `window` results wait, so memory does not grow with n. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

struct pool {
	int n_threads; /* at least 1; 1: everything runs on the calling thread */
};

/* n_threads 0: one per processor that the process may use. DESIGNCONV_POOL_DELAY=1 makes threads dawdle at random
 * (tests). */
void pool_init(struct pool *, int n_threads);

struct pool_job {
	void *context;
	/* `thread` is 0 … n_threads-1 and never in two calls at once. Returns the result. */
	void *(*work)(void *context, size_t i, int thread);
	void (*done)(void *context, size_t i, void *result);
};

void pool_run(const struct pool *, size_t n, const struct pool_job *);

#endif
