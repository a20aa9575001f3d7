/* target.h - one file (or folder) on its way: a format's, or a volume of it. */
#ifndef CONVERT_TARGET_H
#define CONVERT_TARGET_H

#include "backend/backend.h"
#include "base/pool.h"
#include "convert/convert.h"
#include "output/output.h"

struct target {
	const struct backend *backend;
	const struct backend_work *work;
	struct destination destination;
	struct book *book;      /* the whole, or one volume */
	struct output *output;
	struct writer *writer;
	struct worker *workers; /* one per thread */
	bool written;           /* by the backend; not yet in its place */
	size_t words;
	size_t *first;          /* too large for one file: the entries its volumes begin with; heap */
	struct book *volumes;   /* heap */
	size_t n_volumes;       /* 0: it is whole */
};

/* Begins the file and its writer, with a cache for each of `n_threads`. Reports at target_close. */
void target_open(struct target *, const struct settings *, struct diag *, int n_threads);
/* Ends the writing. keep false: the book is given up. One that is too large for a file is given up too;
 * then `first` and `n_volumes` say how to cut it, and it has no output. */
void target_close(struct target *, const struct pool *, bool keep);
/* Puts what was written in its place. False when that failed, having said so on stderr. */
bool target_commit(struct target *);
/* "book.epub: 66 articles, 81,023 words, 0 warnings (0.03 s)" on stderr. */
void target_say_summary(const struct target *, size_t warnings, double seconds);
/* Frees what it owns: its volumes and its path. */
void target_done(struct target *);

#endif
