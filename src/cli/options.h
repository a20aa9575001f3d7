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

/* The program's own options; those from OPT_VERSION on print something, and that is all. */
enum option_id {
	OPT_TO, OPT_OUTPUT, OPT_STYLE, OPT_JOBS,
	OPT_FROM, OPT_BASE_URL, OPT_CLEAN,
	OPT_TITLE, OPT_AUTHOR, OPT_LANGUAGE, OPT_METADATA, OPT_TOC_DEPTH, OPT_GROUP_BY,
	OPT_LIMIT, OPT_OFFSET, OPT_SINCE, OPT_MATCH, OPT_SORT, OPT_REVERSE, OPT_LIST, OPT_JSON,
	OPT_FAIL, OPT_QUIET, OPT_VERBOSE,
	OPT_VERSION, OPT_HELP, OPT_LIST_FORMATS, OPT_LIST_STYLES, OPT_COMPLETION,
};

/* What there is left to do after parsing. */
enum options_verdict { OPTIONS_RUN, OPTIONS_DONE, OPTIONS_WRONG };

/* Reads the command line. DONE: --help or the like was printed. WRONG: two lines were written to
 * stderr. The result lives until options_done; argv must outlive it. */
enum options_verdict options_parse(struct options *, int argc, char **argv);
void options_done(struct options *);

/* ---- option_table.c ----------------------------------------------------------------------- */

/* One option; `short_name` 0: none; `heading`: of the group in --help that begins here, or NULL. */
struct program_option {
	struct option_def def;
	char short_name;
	enum option_id id;
	const char *heading;
};
/* Ended by .def.name NULL. */
extern const struct program_option program_options[];
/* The keys of --metadata, ended by NULL. */
extern const char *const metadata_keys[];

/* ---- suggest.c ----------------------------------------------------------------------------- */

/* Fills `hint` with what a misspelt option was meant to be. False: nothing is near. */
bool suggest_option(const char *name, char *hint, size_t size);

/* ---- completion.c -------------------------------------------------------------------------- */

/* Prints to stdout what makes a shell ("bash", "zsh" or "fish") complete the command line. */
void completion_print(const char *shell);

/* ---- help.c ---------------------------------------------------------------------------- */

#define PROGRAM_VERSION "0.1"

/* --help, to stdout. `topic`: a format's name, "all", or NULL for the program's own options. */
void help_print(const char *topic);
void help_print_short(void); /* no arguments at all: to stderr */
void help_print_version(void);
void help_print_formats(void);
void help_print_styles(void);

#endif
