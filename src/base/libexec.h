/* libexec.h - what is installed beside the program: programs of its own, and modules.
 *
 * A module is a part of the program with the libraries that only that part needs. It is loaded when
 * a book asks for it: to load HarfBuzz, fontconfig, libharu and libzip costs as much time as to read
 * a small feed, and a book in Markdown or text needs none of them. */
#ifndef BASE_LIBEXEC_H
#define BASE_LIBEXEC_H

#include "base/buf.h"

/* Where the program's own file NAME is: libexec/NAME beside the program (the folder of a build),
 * ../libexec/designconv/NAME (an installation, wherever it was moved), ../libexec/NAME (a test's
 * program). `mode` as access(2) has it. Neither the current folder nor the environment is asked.
 * False: there is none; `path` then holds the place where it was looked for last. */
bool libexec_find(struct buf *path, const char *name, int mode);

/* How the table of a module begins: program and module have to come from the same build. */
struct module {
	const char *mark;
};

/* Before the definition of `module_NAME`, the one thing a module shows. */
#define MODULE_TABLE __attribute__((visibility("default")))

/* Loads NAME.so and returns its table `module_NAME`, there until the program ends; any thread, any
 * number of times. NULL, and why, when it is missing, cannot be loaded or is of another build. */
const void *libexec_load(const char *name, struct buf *why);

#endif
