/* zip.h - a ZIP file as EPUB wants it (OCF 3.3 §4.3): fixed times, no extra fields, no data
 * descriptors, Zip64 only when needed, the same bytes every time. */
#ifndef OUTPUT_ZIP_H
#define OUTPUT_ZIP_H

#include "output/deflate.h"
#include "output/output.h"

/* Bytes ready to go into a ZIP file: made on any thread. */
struct packed {
	struct buf bytes;
	uint64_t size; /* [byte] unpacked */
	uint32_t crc;
	bool deflated; /* else the bytes are as they were: shorter so, or asked for */
};

/* Packs `bytes`; `deflater` NULL stores them. The caller ends it with packed_done. */
void packed_init(struct packed *, struct deflater *, struct str bytes);
void packed_done(struct packed *);

/* Packed entries wait in a spool until the end, so memory stays flat and any of them may come
 * first in the file. */
struct zip_writer;

struct zip_writer *zip_writer_open(void);
/* Adds an entry; entries of lower rank stand first, those of one rank in the order they were put.
 * `name` is copied. */
void zip_writer_put(struct zip_writer *, int rank, struct str name, const struct packed *);
/* The same for an entry too long to be held in memory: begun, added to, ended, with no other entry
 * put in between. */
void zip_writer_begin(struct zip_writer *, int rank, struct str name);
void zip_writer_add(struct zip_writer *, struct str bytes);
void zip_writer_end(struct zip_writer *);
/* Writes everything to the sink unless that is NULL (given up), and frees the writer. False: an
 * error of the spool or the ZIP library, told in `why`; the sink's own errors stick to it. */
bool zip_writer_close(struct zip_writer *, struct sink *, struct buf *why);

#endif
