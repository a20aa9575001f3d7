/* zip_file.h - between zip.c, which gathers entries, and what writes them as a ZIP file: zip_plain.c, and
 * the module that has libzip. */
#ifndef OUTPUT_ZIP_FILE_H
#define OUTPUT_ZIP_FILE_H

#include "base/libexec.h"
#include "base/spool.h"
#include "output/zip.h"

/* 1980-01-01, noon: the earliest day a ZIP file knows, at an hour every time zone has; as it writes them. */
enum { ZIP_TIME = 12 << 11, ZIP_DATE = 1 << 5 | 1 };

/* An entry that waits. */
struct zip_item {
	uint64_t at, packed_size; /* [byte] in the spool */
	uint64_t size;
	uint32_t crc;
	bool deflated;
	int rank;
	char *name;
};

/* Whether they fit into a ZIP file without Zip64: less than 65,535 entries and 4 GB, names in ASCII. */
bool zip_plain_fits(const struct zip_item *, size_t n);
/* Writes them in their order. False: the spool could not be read; the sink's own errors stick to it. */
bool zip_plain_write(const struct zip_item *, size_t n, const struct spool *, struct sink *);

struct zip_file {
	struct module module;
	/* Writes the items in their order. False, and why, when libzip or the spool fails; the sink's
	 * own errors stick to it. */
	bool (*write)(const struct zip_item *, size_t n, const struct spool *, struct sink *, struct buf *why);
};

#endif
