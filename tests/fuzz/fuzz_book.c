/* fuzz_book.c - the whole program on hostile bytes: the first byte chooses the format made, how the
 * rest is read, and whether it is grouped. */
#include "whole.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	size_t n_backends = 0;
	while (backends[n_backends])
		n_backends++;
	char to[64];
	snprintf(to, sizeof to, "%s", backends[(data[0] & 15) % n_backends]->name);
	char *words[] = { "-t", to, "-f", data[0] & 16 ? "html" : "auto", "--group-by", data[0] & 32 ? "category" : "none" };
	whole_convert(data + 1, size - 1, words, sizeof words / sizeof *words);
	return 0;
}
