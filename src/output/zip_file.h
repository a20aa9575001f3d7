/* zip_file.h - between zip.c, which gathers entries, and the module that writes them as a ZIP file. */
#ifndef OUTPUT_ZIP_FILE_H
#define OUTPUT_ZIP_FILE_H

#include "base/libexec.h"
#include "base/spool.h"
#include "output/zip.h"

/* An entry that waits. */
struct zip_item {
	uint64_t at, packed_size; /* [byte] in the spool */
	uint64_t size;
	uint32_t crc;
	bool deflated;
	int rank;
	char *name;
};

struct zip_file {
	struct module module;
	/* Writes the items in their order. False, and why, when libzip or the spool fails; the sink's
	 * own errors stick to it. */
	bool (*write)(const struct zip_item *, size_t n, const struct spool *, struct sink *, struct buf *why);
};

#endif
