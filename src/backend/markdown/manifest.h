/* manifest.h - .designconv.json: what was last written to a folder of notes. Only hashes tell an
 * edited note from one that is as we left it. */
#ifndef BACKEND_MARKDOWN_MANIFEST_H
#define BACKEND_MARKDOWN_MANIFEST_H

#include "base/buf.h"
#include "base/map.h"

#define MANIFEST_NAME ".designconv.json"

struct note_property {
	struct str key, hash; /* of the property's lines as we wrote them */
	struct str before;    /* what stood there before this run: it may have been interrupted */
};

/* One note. Hashes are hex of the text behind the properties; empty: not known. */
struct note {
	struct str id, file, feed;
	struct str written;   /* of the body this run leaves in `file`, when we wrote it */
	struct str before;    /* what stood there before this run: it may have been interrupted */
	struct str delivered; /* of the feed's text that the reader has been given, here or in `copy` */
	struct str copy;      /* "Name (updated).md", when there is one */
	struct str copy_hash; /* of all of it as we wrote it */
	struct note_property *properties;
	size_t n_properties;
	bool gone; /* was reported as no longer in the feed */
	bool seen; /* in this run */
	bool missing; /* no file stands under its name */
};

struct manifest {
	struct arena arena;
	struct note **notes; /* in order of first appearance */
	size_t n, cap;
	struct map by_id;
};

void manifest_init(struct manifest *);
void manifest_done(struct manifest *);
/* False: no manifest of ours; what could be read of it is kept. */
bool manifest_read(struct manifest *, struct str json);
void manifest_put(struct buf *, const struct manifest *);
struct note *manifest_find(const struct manifest *, struct str id);
/* A new one, empty but for its id. */
struct note *manifest_add(struct manifest *, struct str id);

#endif
