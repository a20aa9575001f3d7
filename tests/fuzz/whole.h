/* whole.h - the whole program on bytes from a fuzzer: they come as a file, the book goes to /dev/null. */
#ifndef FUZZ_WHOLE_H
#define FUZZ_WHOLE_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "convert/convert.h"

/* Converts with these words behind "designconv -q -j1 -o /dev/null"; the bytes are the last one. */
static inline void whole_convert(const uint8_t *bytes, size_t size, char **words, int n_words)
{
	int fd = memfd_create("input", MFD_CLOEXEC);
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	char *argv[32] = { "designconv", "-q", "-j1", "-o", "/dev/null" };
	int n = 5;
	for (int i = 0; i < n_words; i++)
		argv[n++] = words[i];
	argv[n++] = path;
	struct options options;
	if (fd >= 0 && write(fd, bytes, size) == (ssize_t)size) {
		if (options_parse(&options, n, argv) == OPTIONS_RUN)
			convert_run(&options);
		options_done(&options);
	}
	if (fd >= 0)
		close(fd);
}

#endif
