/* staging.h - files on the way to their names, where a signal can remove them. Between output.c and
 * staging.c; others use output.h. Errors are errno's, 0 for none. One thread at a time. */
#ifndef OUTPUT_STAGING_H
#define OUTPUT_STAGING_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

struct staging;

/* Makes an empty file beside `target`, open as *fd. Never NULL; the result is the caller's, also when
 * *error says why there is no file. */
struct staging *staging_file(const char *target, int *fd, int *error);
/* The same of a folder inside of `target`, which is made if need be. */
struct staging *staging_folder(const char *target, int *error);
/* Removes what has not taken its name, and frees. NULL does nothing. */
void staging_end(struct staging *);

/* The place of a staged folder's file `number`; async-signal-safe. */
void staging_path(const struct staging *, size_t number, char path[PATH_MAX]);
/* From now on files 0 … n-1 may stand in the staged folder. */
void staging_expect(struct staging *, size_t n);
/* Brings the staged folder's bytes to the disk. */
int staging_sync(const struct staging *);
/* Gives the staged file its name. */
int staging_rename(struct staging *, const char *target);
/* Whether a run that was killed has left files in the target folder. */
bool staging_was_abandoned(const struct staging *);
/* The target folder holds files now: it stays; what killed runs left in it goes. */
void staging_keep_folder(struct staging *, const char *target);

#endif
