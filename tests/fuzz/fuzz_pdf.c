/* fuzz_pdf.c - any HTML page as a PDF: the first byte chooses the paper, where addresses go and whether
 * articles run on. fuzz_book.c walks all formats, this one stays on paper. */
#include "whole.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const papers[] = { "a4", "a6", "ereader", "52x60mm" };
	static const char *const links[] = { "footnote", "end", "inline", "none" };
	static const char *const looks[] = { "book", "study-guide", "compact", "book" };
	if (size < 2)
		return 0;
	char paper[16], link[16], look[16];
	snprintf(paper, sizeof paper, "%s", papers[data[0] & 3]);
	snprintf(link, sizeof link, "%s", links[data[0] >> 2 & 3]);
	snprintf(look, sizeof look, "%s", looks[data[0] >> 4 & 3]);
	char *words[] = { "-t", "pdf", "-f", data[0] & 64 ? "auto" : "html", "--paper-size", paper, "--links", link,
			  "--style", look, data[0] & 128 ? "--two-sided" : "-q" };
	whole_convert(data + 1, size - 1, words, sizeof words / sizeof *words);
	return 0;
}
