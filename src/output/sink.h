/* sink.h - what output.c and sink.c share: how a sink looks inside. Others use output.h.
 *
 * A sink's bytes gather in a buffer and go to its descriptor when that is full. Where bytes are
 * only copied onward at commit (standard output, a device) there is no descriptor until they
 * outgrow memory: then an unnamed temporary file. */
#ifndef OUTPUT_SINK_H
#define OUTPUT_SINK_H

#include "output/output.h"

struct sink {
	struct output *output;
	struct buf pending; /* what is not in the file yet */
	int fd;             /* -1: all is in memory */
	uint64_t in_file;   /* [byte] */
	size_t threshold;   /* [byte] that may pend */
	int error;          /* sticky errno */
};

enum {
	SINK_BUFFER = 64 << 10,  /* [byte] before a named file is written to */
	SINK_MEMORY = 1 << 20,   /* [byte] kept in memory on the way to standard output */
};

struct sink *sink_new(struct output *, int fd, size_t threshold);
/* Writes out what pends; false (and ->error set) when that failed. */
bool sink_flush(struct sink *);
/* Called by sink_close: takes over descriptor, pending bytes and error. */
void output_take(struct output *, struct sink *);

#endif
