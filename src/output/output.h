/* output.h - where a book goes: a file, a folder of files, or standard output. Nothing appears
 * under its name until output_commit; what is discarded leaves no trace. */
#ifndef OUTPUT_OUTPUT_H
#define OUTPUT_OUTPUT_H

#include "base/buf.h"
#include "base/diag.h"

struct output;

/* Bytes on their way out: a seekable temporary file beside its destination. Errors stick and are
 * reported once, by output_commit: writers return void. One thread at a time. */
struct sink;

enum output_kind { OUTPUT_FILE, OUTPUT_FOLDER, OUTPUT_STDOUT };

/* Never NULL: a path that cannot be written is reported by output_commit. `path` is ignored for
 * OUTPUT_STDOUT. */
struct output *output_open(const char *path, enum output_kind kind);
enum output_kind output_kind(const struct output *);
const char *output_path(const struct output *);

/* Begins a file. In a folder `name` is a relative path, '/'-separated, checked to stay inside it;
 * otherwise it must be NULL and only one sink may be made. */
struct sink *output_file(struct output *, const char *name);
/* What stands under `name` in the folder now; false when nothing does. */
bool output_old(struct output *, const char *name, struct buf *contents);
/* Whether a run was killed while it wrote to the folder, and none has succeeded since. */
bool output_was_interrupted(const struct output *);
/* Moves a file that stands in the folder (at commit, before the new files). */
void output_rename(struct output *, const char *from, const char *to);

/* From now on nothing is to be written: a commit leaves all as it was and succeeds. */
void output_pretend(struct output *);

/* fsync, rename, in order (standard output is fed now). False: `why` says what failed where, and
 * nothing was left behind. Frees the output either way. */
bool output_commit(struct output *, struct buf *why);
void output_discard(struct output *);

void sink_put(struct sink *, const void *bytes, size_t n);
static inline void sink_put_str(struct sink *s, struct str text) { sink_put(s, text.p, text.len); }
uint64_t sink_tell(const struct sink *);
/* Overwrites bytes already written (a ZIP header, say). */
void sink_patch(struct sink *, uint64_t offset, const void *bytes, size_t n);
/* Ends the file: no more bytes; memory is freed. Each sink is closed before commit. */
void sink_close(struct sink *);

/* On SIGINT and the like: removes the temporary files that exist now. Async-signal-safe. */
void output_emergency(void);

#endif
