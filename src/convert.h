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
};

/* Where a format's book goes (issue of names: the input's base name, -o, folders). False: it cannot
 * be, which was said (exit 2). */
bool destination_choose(struct destination *, const struct options *, const struct backend *);

#endif
