/* pdf_write.h - the file: numbered objects one behind the other, small ones packed in object streams,
 * and the cross-reference streams that find them (ISO 32000-1 7.5.7, 7.5.8). Nothing written is kept:
 * memory is a few bytes for each run of objects. */
#ifndef BACKEND_PDF_PDF_WRITE_H
#define BACKEND_PDF_PDF_WRITE_H

#include "backend/pdf/pdf_obj.h"
#include "output/deflate.h"
#include "output/output.h"

/* How hard pages and structure are packed: the fastest of libdeflate is a twelfth larger than its
 * usual, and spares one of every fourteen instructions of a book. */
enum { PDF_LEVEL = 1 };

struct pdf_file;

/* Writes the header at once. The sink stays the caller's; NULL: nothing is written. */
struct pdf_file *pdf_file_open(struct sink *);
/* The first of `n` new object numbers in a row. */
uint32_t pdf_file_reserve(struct pdf_file *, uint32_t n);
/* Writes an object that is no stream into the current object stream. */
void pdf_file_object(struct pdf_file *, uint32_t number, struct str value);
void pdf_file_dict(struct pdf_file *, uint32_t number, struct pdf_dict *);
/* Writes a stream: the dictionary gets its Length here; `bytes` are as its Filter says. */
void pdf_file_stream(struct pdf_file *, uint32_t number, struct pdf_dict *, struct str bytes);

/* Objects on their way into one object stream; made and closed on any thread. */
struct pdf_pack {
	struct buf index, values; /* "12 0 13 57 …", the values */
	struct buf bytes;         /* compressed, once closed */
	uint32_t *numbers;
	size_t n, cap;
};

enum { PDF_PACK_FULL = 200 }; /* objects; a reader has to inflate all for one of them */

void pdf_pack_init(struct pdf_pack *);
void pdf_pack_done(struct pdf_pack *);
void pdf_pack_add(struct pdf_pack *, uint32_t number, struct str value);
void pdf_pack_close(struct pdf_pack *, struct deflater *);
/* Writes a closed pack. */
void pdf_file_pack(struct pdf_file *, const struct pdf_pack *);

/* A stream made whole on another thread: dictionary and data as they will stand in the file. */
void pdf_stream_put(struct buf *, uint32_t number, struct pdf_dict *, struct str bytes);
void pdf_file_whole(struct pdf_file *, uint32_t number, struct str object);

/* Writes what is open, the cross-reference streams and the end; frees the file. The ID is a hash of
 * all that was written. False when an object could not be built (see pdf_heap_failed). */
bool pdf_file_close(struct pdf_file *, uint32_t root, uint32_t info);
/* Frees it, nothing more is written. */
void pdf_file_abandon(struct pdf_file *);

#endif
