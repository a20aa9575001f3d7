/* options.h - the command line: one table that parsing, --help and the man page's test share. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "backend/backend.h"
#include "feed/feed.h"

enum exit_status {
	EXIT_OK = 0,
	EXIT_IO = 1,
	EXIT_USAGE = 2,
	EXIT_WARNINGS = 3,  /* --fail-if-warnings */
	EXIT_NOT_A_FEED = 4,
	EXIT_NOTHING = 5,   /* nothing selected, or content lost */
	EXIT_INTERRUPTED = 130,
};

enum sort_order { SORT_FEED, SORT_DATE, SORT_TITLE };
enum group_key { GROUP_NONE, GROUP_CATEGORY, GROUP_YEAR, GROUP_FEED };

enum { MAX_FORMATS = 8 };

struct metadata {
	const char *key, *value;
};

struct options {
	const char **inputs; /* "-" is standard input */
	size_t n_inputs;
	const struct backend *formats[MAX_FORMATS];
	size_t n_formats;
	const char *output; /* -o; NULL: a default name */
	enum feed_format from;
	const char *base_url;
	const char *title, *language;
	const char **authors;
	size_t n_authors;
	struct metadata *metadata;
	size_t n_metadata;
	long limit, offset; /* limit -1: all */
	bool reverse;
	struct date since; /* unknown: all */
	const char *match; /* extended regular expression, or NULL */
	enum sort_order sort;
	enum group_key group_by;
	bool list, json;
	bool fail_if_warnings, quiet, verbose;
	int jobs; /* 0: one per processor */
	struct settings settings;
};

/* What there is left to do after parsing. */
enum options_verdict { OPTIONS_RUN, OPTIONS_DONE, OPTIONS_WRONG };

/* Reads the command line. DONE: --help or the like was printed. WRONG: two lines were written to
 * stderr. The result lives until options_done; argv must outlive it. */
enum options_verdict options_parse(struct options *, int argc, char **argv);
void options_done(struct options *);

/* The program's own options, ended by .name NULL; `short_name` 0: none. */
struct program_option {
	struct option_def def;
	char short_name;
	int id;
};
extern const struct program_option program_options[];

/* ---- help.c ---------------------------------------------------------------------------- */

#define PROGRAM_VERSION "0.1"

void help_print(void);          /* --help, to stdout */
void help_print_short(void);    /* no arguments at all: to stderr */
void help_print_version(void);
void help_print_formats(void);
void help_print_styles(void);

#endif
