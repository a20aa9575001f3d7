/* spool.h - bytes put aside: in memory below a threshold, in an unlinked temporary file above it,
 * so that memory stays flat however long the input is. Written by one thread, then read by any. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include "base/buf.h"

struct spool {
	struct buf memory; /* what is not in the file yet */
	int fd;            /* -1: all is in memory */
	uint64_t in_file;  /* [byte] */
	uint64_t size;     /* [byte] in all */
	size_t threshold;  /* [byte] */
	int error;         /* sticky errno */
};

/* Default threshold 8 MiB; the environment variable DESIGNCONV_SPOOL sets another [byte] (tests
 * use 0). */
void spool_init(struct spool *);
/* With a threshold of its own [byte], where there are several side by side. */
void spool_init_for(struct spool *, size_t threshold);
void spool_done(struct spool *);
/* Makes room for what is to come, as far as that stays in memory; a guess is good enough. */
void spool_expect(struct spool *, uint64_t bytes);
/* Appends and returns the offset where the bytes start. */
uint64_t spool_put(struct spool *, struct str bytes);
/* Reads exactly `len` bytes at `offset` into `into`; false on an I/O error or past the end.
 * Any thread, once writing is over. */
bool spool_read(const struct spool *, uint64_t offset, size_t len, char *into);
/* The same as a slice: in the spool while that is in memory (nothing may be put as long as the slice is
 * used), else in the arena. */
bool spool_get(const struct spool *, uint64_t offset, uint64_t len, struct arena *, struct str *);

#endif
