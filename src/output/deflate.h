/* deflate.h - compressing bytes held in memory (RFC 1950, RFC 1951), and their CRC-32. Deterministic:
 * the same bytes at the same level give the same result on any thread. */
#ifndef OUTPUT_DEFLATE_H
#define OUTPUT_DEFLATE_H

#include "base/buf.h"

#include <stdint.h>

/* A compressor: costly to make, cheap to use again; one thread at a time. */
struct deflater;

/* Level 1 (fast) to 12 (small). Never NULL. */
struct deflater *deflater_new(int level);
void deflater_free(struct deflater *);

/* Appends the compressed bytes: bare deflate as in ZIP, or with zlib's header and checksum as in
 * PDF's FlateDecode. */
void deflate_raw(struct deflater *, struct str bytes, struct buf *out);
void deflate_zlib(struct deflater *, struct str bytes, struct buf *out);

/* Piece by piece, for what is too long to be held in memory: slower. Bare deflate; of_runs has zlib's
 * header and checksum, and looks for runs of one byte alone, which is all that the filtered rows of a
 * drawing have. */
struct deflate_stream;
struct deflate_stream *deflate_stream_new(int level);
struct deflate_stream *deflate_stream_of_runs(void);
/* Appends what has been compressed so far; all of it when this is the last piece. */
void deflate_stream_put(struct deflate_stream *, struct str piece, bool last, struct buf *out);
void deflate_stream_free(struct deflate_stream *);

/* CRC-32 as in ZIP and PNG; `crc` is 0 for the first piece. */
uint32_t deflate_crc32(uint32_t crc, struct str bytes);

#endif
