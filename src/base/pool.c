/* pool.c - a ring of slots between workers and the calling thread. The calling thread works too
 * when the result it waits for has not been begun, so one thread needs no other. */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

enum { WINDOW_PER_THREAD = 3 };

struct run {
	const struct pool_job *job;
	size_t n;      /* items in all */
	size_t begun;  /* items handed out */
	size_t taken;  /* items given to `done` */
	size_t window; /* begun - taken stays within it */
	void **results;
	bool *ready;
	long dawdle; /* [ms] */
	pthread_mutex_t lock;
	pthread_cond_t room, result;
};

struct crew {
	struct run *run;
	int thread;
	pthread_t id;
};

void pool_init(struct pool *p, int n_threads)
{
	if (n_threads <= 0) {
		cpu_set_t ours;
		int n = sched_getaffinity(0, sizeof ours, &ours) == 0 ? CPU_COUNT(&ours) : (int)sysconf(_SC_NPROCESSORS_ONLN);
		n_threads = n < 1 ? 1 : n > 64 ? 64 : n;
	}
	p->n_threads = n_threads;
}

/* For tests: work takes different times, so results come out of order. */
static void dawdle(long ms, size_t i, int thread)
{
	ms *= (long)((i * 7919 + (size_t)thread * 104729) % 5);
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };
	nanosleep(&t, NULL);
}

/* Called with the lock held; works on item `i` without it. */
static void work_on(struct run *r, size_t i, int thread)
{
	pthread_mutex_unlock(&r->lock);
	if (r->dawdle)
		dawdle(r->dawdle, i, thread);
	void *result = r->job->work(r->job->context, i, thread);
	pthread_mutex_lock(&r->lock);
	r->results[i % r->window] = result;
	r->ready[i % r->window] = true;
	pthread_cond_signal(&r->result);
}

static void *crew_main(void *arg)
{
	struct crew *crew = arg;
	struct run *r = crew->run;
	pthread_mutex_lock(&r->lock);
	while (r->begun < r->n) {
		if (r->begun - r->taken >= r->window) {
			pthread_cond_wait(&r->room, &r->lock);
			continue;
		}
		work_on(r, r->begun++, crew->thread);
	}
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

static void take_in_order(struct run *r)
{
	pthread_mutex_lock(&r->lock);
	while (r->taken < r->n) {
		size_t slot = r->taken % r->window;
		if (!r->ready[slot]) {
			if (r->begun < r->n && r->begun - r->taken < r->window)
				work_on(r, r->begun++, 0);
			else
				pthread_cond_wait(&r->result, &r->lock);
			continue;
		}
		void *result = r->results[slot];
		r->ready[slot] = false;
		size_t i = r->taken;
		pthread_mutex_unlock(&r->lock);
		r->job->done(r->job->context, i, result);
		pthread_mutex_lock(&r->lock);
		r->taken++;
		pthread_cond_broadcast(&r->room);
	}
	pthread_mutex_unlock(&r->lock);
}

void pool_run(const struct pool *p, size_t n, const struct pool_job *job)
{
	if (p->n_threads == 1 || n < 2) {
		for (size_t i = 0; i < n; i++)
			job->done(job->context, i, job->work(job->context, i, 0));
		return;
	}
	const char *delay = getenv("DESIGNCONV_POOL_DELAY");
	struct run r = {
		.job = job,
		.n = n,
		.window = (size_t)p->n_threads * WINDOW_PER_THREAD,
		.dawdle = delay ? strtol(delay, NULL, 10) : 0,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.room = PTHREAD_COND_INITIALIZER,
		.result = PTHREAD_COND_INITIALIZER,
	};
	r.results = mem_alloc(mem_product(r.window, sizeof *r.results));
	r.ready = mem_alloc(mem_product(r.window, sizeof *r.ready));
	/* Thread 0 is the calling one. */
	struct crew *crew = mem_alloc(mem_product((size_t)p->n_threads, sizeof *crew));
	int hired = 1;
	for (; hired < p->n_threads && (size_t)hired < n; hired++) {
		crew[hired] = (struct crew){ .run = &r, .thread = hired };
		if (pthread_create(&crew[hired].id, NULL, crew_main, &crew[hired]) != 0)
			break;
	}
	take_in_order(&r);
	for (int i = 1; i < hired; i++)
		pthread_join(crew[i].id, NULL);
	pthread_mutex_destroy(&r.lock);
	pthread_cond_destroy(&r.room);
	pthread_cond_destroy(&r.result);
	free(crew);
	free(r.results);
	free(r.ready);
}
