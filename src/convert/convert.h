/* convert.h - the whole pipeline: feeds in, books out. */
#ifndef CONVERT_H
#define CONVERT_H

#include "base/spool.h"
#include "doc/doc.h"
#include "feed/feed.h"
#include "cli/options.h"

/* Does what the options ask for and says on stderr what became of it. */
enum exit_status convert_run(const struct options *);

/* ---- list.c ------------------------------------------------------------------------------ */

/* Prints what would be in the book, as lines or as JSON. False: standard output failed. */
bool list_book(const struct book *, bool json);

/* ---- inputs.c ---------------------------------------------------------------------------- */

/* All feeds in their order; bodies and strings of all are together. */
struct inputs {
	struct feed *feeds;
	size_t n;
	struct spool bodies;
	struct arena arena;
};

void inputs_init(struct inputs *);
/* Reads every input of the options. What cannot be read, or is no feed, was said. */
enum exit_status inputs_read(struct inputs *, const struct options *, struct diag *);
void inputs_done(struct inputs *);

/* ---- complete.c -------------------------------------------------------------------------- */

/* Behind its passes: an article without a text gets its summary or a notice, pictures are looked for
 * in the store, drawings say what they show when a backend `speaks`, all is numbered and counted. */
void article_complete(struct article *, struct resource_store *, bool speaks);

/* ---- crosslinks.c ------------------------------------------------------------------------ */

/* Finds the ids inside articles that *other* articles of the book link to (URL#id, rare), reads
 * just those articles, and tells the book (book_add_target). `read` turns a body into the article,
 * far enough for its ids to be final. Called before rendering. */
void crosslinks_find(struct book *, const struct spool *bodies,
		     void (*read)(void *context, struct article *, struct str body), void *context);

/* ---- volumes.c --------------------------------------------------------------------------- */

/* A book of volume `i`'s entries, with title, identifier and index of its own; the rest is the whole
 * book's, which must outlive it. Each of the `n` volumes begins with the entry whose index is in `first`. */
void volume_init(struct book *, const struct book *whole, const size_t *first, size_t n, size_t i);
void volume_done(struct book *);

/* ---- destination.c ------------------------------------------------------------------------ */

struct destination {
	enum output_kind kind;
	char *path; /* heap; as shown in messages. "-" for standard output */
	bool make_folders; /* those of the path that are not there, when there is something to write */
};

/* Where a format's book goes (the input's base name, -o, folders). What cannot be was said: EXIT_USAGE,
 * or EXIT_IO for a file in a folder that is not there. */
enum exit_status destination_choose(struct destination *, const struct options *, const struct backend *);
/* Makes the folders above it; called when there is a book to write. */
void destination_prepare(const struct destination *);
/* The same for volume `number`: "book.epub" → "book-2.epub". The result is on the heap. */
char *destination_of_volume(const struct destination *, const char *suffix, size_t number);
/* The suffix of the format's files under these settings. */
const char *destination_suffix(const struct backend *, const struct settings *);

#endif
