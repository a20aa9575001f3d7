/* fuzz_book.c - the whole program on hostile bytes: the first byte chooses the format made, how the
 * rest is read, and whether it is grouped; the book goes to /dev/null. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "convert/convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	int fd = memfd_create("input", MFD_CLOEXEC);
	if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1))
		return 0;
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	size_t n_backends = 0;
	while (backends[n_backends])
		n_backends++;
	char to[64];
	snprintf(to, sizeof to, "%s", backends[(data[0] & 15) % n_backends]->name);
	char *argv[] = { "designconv", "-q", "-j1", "-t", to, "-o", "/dev/null", "-f",
			 data[0] & 16 ? "html" : "auto", "--group-by", data[0] & 32 ? "category" : "none",
			 path, NULL };
	struct options options;
	if (options_parse(&options, sizeof argv / sizeof *argv - 1, argv) == OPTIONS_RUN)
		convert_run(&options);
	options_done(&options);
	close(fd);
	return 0;
}
