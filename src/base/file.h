/* file.h - what POSIX leaves to do about files: all bytes or errno's reason, names put together. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>

/* A file for reading and writing that has no name and goes when it is closed, in $TMPDIR or /tmp.
 * -1 and errno when there can be none. */
int file_open_unnamed(void);
/* Writes all of it, over interruptions and short writes; 0, or errno. */
int file_write(int fd, const char *bytes, size_t n);
/* "FOLDER/NAME", on the heap. */
char *file_path(const char *folder, const char *name);

#endif
