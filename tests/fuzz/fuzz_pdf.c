/* fuzz_pdf.c - any HTML page as a PDF: the first byte chooses the paper, where addresses go and whether
 * articles run on; the book goes to /dev/null. fuzz_book.c walks all formats, this one stays on paper. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "convert/convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const papers[] = { "a4", "a6", "ereader", "52x60mm" };
	static const char *const links[] = { "footnote", "end", "inline", "none" };
	static const char *const looks[] = { "book", "study-guide", "compact", "book" };
	if (size < 2)
		return 0;
	int fd = memfd_create("input", MFD_CLOEXEC);
	if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1))
		return 0;
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	char paper[16], link[16], look[16];
	snprintf(paper, sizeof paper, "%s", papers[data[0] & 3]);
	snprintf(link, sizeof link, "%s", links[data[0] >> 2 & 3]);
	snprintf(look, sizeof look, "%s", looks[data[0] >> 4 & 3]);
	char *argv[] = { "designconv", "-q", "-j1", "-t", "pdf", "-o", "/dev/null", "-f",
			 data[0] & 64 ? "auto" : "html", "--paper-size", paper, "--links", link, "--style", look,
			 data[0] & 128 ? "--two-sided" : "-q", path, NULL };
	struct options options;
	if (options_parse(&options, sizeof argv / sizeof *argv - 1, argv) == OPTIONS_RUN)
		convert_run(&options);
	options_done(&options);
	close(fd);
	return 0;
}
