/* convert.h - the whole pipeline: feeds in, books out. */
#ifndef CONVERT_H
#define CONVERT_H

#include "base/spool.h"
#include "options.h"

/* Does what the options ask for and says on stderr what became of it. */
enum exit_status convert_run(const struct options *);

/* ---- list.c ------------------------------------------------------------------------------ */

/* Prints what would be in the book, as lines or as JSON. False: standard output failed. */
bool list_book(const struct book *, bool json);

/* ---- crosslinks.c ------------------------------------------------------------------------ */

/* Finds the ids inside articles that *other* articles of the book link to (URL#id, rare), reads
 * just those articles, and tells the book (book_add_target). `read` turns a body into the article,
 * far enough for its ids to be final. Called before rendering. */
void crosslinks_find(struct book *, const struct spool *bodies,
		     void (*read)(void *context, struct article *, struct str body), void *context);

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

#endif
