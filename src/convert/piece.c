/* piece.c - the stock of pieces. */
#include "convert/piece.h"

#include <stdlib.h>

#include "doc/ledger.h"

void pieces_init(struct pieces *p, int n_threads)
{
	*p = (struct pieces){ .lock = PTHREAD_MUTEX_INITIALIZER, .most = 3 * (size_t)n_threads };
}

static void piece_free(struct piece *piece)
{
	arena_done(&piece->arena);
	free(piece);
}

void pieces_done(struct pieces *p)
{
	for (struct piece *next; p->unused; p->unused = next) {
		next = p->unused->next;
		piece_free(p->unused);
	}
	pthread_mutex_destroy(&p->lock);
}

struct piece *pieces_take(struct pieces *p)
{
	pthread_mutex_lock(&p->lock);
	struct piece *piece = p->unused;
	if (piece) {
		p->unused = piece->next;
		p->n--;
	}
	pthread_mutex_unlock(&p->lock);
	if (!piece)
		return mem_alloc(sizeof *piece);
	*piece = (struct piece){ .arena = piece->arena };
	return piece;
}

void pieces_give(struct pieces *p, struct piece *piece)
{
	diag_log_done(&piece->article.log);
	ledger_done(&piece->article.ledger);
	arena_reset(&piece->arena);
	pthread_mutex_lock(&p->lock);
	bool keep = p->n < p->most;
	if (keep) {
		piece->next = p->unused;
		p->unused = piece;
		p->n++;
	}
	pthread_mutex_unlock(&p->lock);
	if (!keep)
		piece_free(piece);
}
