/* piece.h - articles between work and done. Their memory is used again: what one article has touched is
 * warm for the next, and with several threads only as many are kept as are at work. */
#ifndef CONVERT_PIECE_H
#define CONVERT_PIECE_H

#include <pthread.h>

#include "convert/convert.h"

struct piece {
	struct piece *next; /* of those that are not in use */
	struct arena arena;
	struct article article;
	void *rendered[MAX_FORMATS];
	bool lost; /* its body could not be read back */
};

struct pieces {
	pthread_mutex_t lock;
	struct piece *unused; /* the last one given back first */
	size_t n, most;       /* of them */
};

/* `n_threads` work on pieces. */
void pieces_init(struct pieces *, int n_threads);
void pieces_done(struct pieces *);
/* An empty one; any thread. */
struct piece *pieces_take(struct pieces *);
/* What was in it is gone. */
void pieces_give(struct pieces *, struct piece *);

#endif
