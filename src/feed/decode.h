/* decode.h - bytes from a file descriptor, unpacked and turned into UTF-8, a chunk at a time. */
#ifndef FEED_DECODE_H
#define FEED_DECODE_H

#include "base/buf.h"

#include <iconv.h>
#include <zlib.h>

enum decode_mode {
	DECODE_UTF8,   /* with stray bytes read as windows-1252 */
	DECODE_CP1252, /* also for everything that calls itself latin-1 or ASCII */
	DECODE_ICONV,
};

struct decoder {
	int fd;
	int error;      /* errno of a failed read */
	bool over;      /* no more bytes will come into `raw` */
	bool truncated; /* packed data that ends in the middle or is damaged */
	bool packed;    /* gzip */
	z_stream z;
	struct buf file; /* read, still packed */
	struct buf raw;  /* unpacked, not decoded yet */
	size_t raw_at;
	enum decode_mode mode;
	iconv_t conversion;
	char charset[40];     /* the name that the input gives itself; empty: none */
	bool charset_unknown; /* … and it means nothing to us */
	uint64_t written;     /* [byte] of UTF-8 so far */
	size_t bad;           /* malformed sequences mended */
	uint64_t bad_at;      /* where in the UTF-8 the first one is */
};

/* Reads the beginning and settles packing and character set; `html`: also believe <meta charset>. */
void decoder_open(struct decoder *, int fd, bool html);
void decoder_close(struct decoder *);
/* The unpacked bytes at the beginning, undecoded: for telling pictures from text. Before the first
 * decoder_read only. */
struct str decoder_head(const struct decoder *);
/* Appends about 64 KiB of UTF-8; false when there is nothing more. */
bool decoder_read(struct decoder *, struct buf *out);

#endif
