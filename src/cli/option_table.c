/* option_table.c - the program's own options, one row each, in the order and under the headings in
 * which --help prints them. Options of the formats stand in the backends' tables. */
#include "cli/options.h"

static const char *const sort_words[] = { "feed", "date", "title", NULL };
static const char *const group_words[] = { "none", "category", "year", "feed", NULL };
static const char *const shell_words[] = { "bash", "zsh", "fish", NULL };

const char *const metadata_keys[] = { "title", "author", "language", "subtitle", "description", "publisher",
				      "rights", "series", "subject", "author-sort", "title-sort", NULL };

#define TEXT(id_, short_, name_, argument_, help_) \
	.def = { .name = name_, .argument = argument_, .type = OPTION_TEXT, .help = help_ }, .short_name = short_, .id = id_
#define WORD(id_, name_, argument_, words_, help_) \
	.def = { .name = name_, .argument = argument_, .type = OPTION_WORD, .words = words_, .help = help_ }, .id = id_
#define NUMBER(id_, short_, name_, min_, max_, help_) \
	.def = { .name = name_, .argument = "N", .type = OPTION_INT, .min = min_, .max = max_, .help = help_ }, \
	.short_name = short_, .id = id_
#define FLAG(id_, short_, name_, help_) \
	.def = { .name = name_, .type = OPTION_FLAG, .help = help_ }, .short_name = short_, .id = id_

const struct program_option program_options[] = {
	{ TEXT(OPT_TO, 't', "to", "FORMAT[,FORMAT]", "epub, pdf, markdown, text (else guessed from -o)"),
	  .heading = "What to make" },
	{ TEXT(OPT_OUTPUT, 'o', "output", "PATH", "file, folder ending in /, or - for standard output") },
	{ TEXT(OPT_STYLE, 0, "style", "NAME|FILE", "a look, or CSS laid over it") },
	{ NUMBER(OPT_JOBS, 'j', "jobs", 1, 64, "threads (one per processor)") },
	{ TEXT(OPT_FROM, 'f', "from", "FORMAT", "what the input is; auto looks at the content"), .heading = "How to read" },
	{ TEXT(OPT_BASE_URL, 'u', "base-url", "URL", "what relative links are resolved against") },
	{ FLAG(OPT_CLEAN, 0, "clean", "share bars, trackers, permalinks go (default)") },
	{ TEXT(OPT_TITLE, 0, "title", "TEXT", "its title"), .heading = "What the book says of itself" },
	{ TEXT(OPT_AUTHOR, 0, "author", "NAME", "its author (again for more)") },
	{ TEXT(OPT_LANGUAGE, 0, "language", "TAG", "its language, such as en or pt-BR") },
	{ TEXT(OPT_METADATA, 'M', "metadata", "KEY=VALUE", "subtitle, publisher, rights, series, subject ...") },
	{ NUMBER(OPT_TOC_DEPTH, 0, "toc-depth", 1, 6, "levels in the contents (3); 1 is titles only") },
	{ WORD(OPT_GROUP_BY, "group-by", "KEY", group_words, "parts by category, year or feed") },
	{ NUMBER(OPT_LIMIT, 0, "limit", 0, 1000000000, "at most N articles"), .heading = "Which articles" },
	{ NUMBER(OPT_OFFSET, 0, "offset", 0, 1000000000, "leave out the first N") },
	{ TEXT(OPT_SINCE, 0, "since", "DATE", "only those from that day on, or without a date") },
	{ TEXT(OPT_MATCH, 0, "match", "REGEX", "only titles that match") },
	{ WORD(OPT_SORT, "sort", "KEY", sort_words, "by feed (default), date or title") },
	{ FLAG(OPT_REVERSE, 0, "reverse", "last one first") },
	{ FLAG(OPT_LIST, 0, "list", "only say what would be in the book") },
	{ FLAG(OPT_JSON, 0, "json", "with --list: as JSON") },
	{ FLAG(OPT_FAIL, 0, "fail-if-warnings", "exit 3 and write nothing when there was a warning"),
	  .heading = "Messages" },
	{ FLAG(OPT_QUIET, 'q', "quiet", "only errors") },
	{ FLAG(OPT_VERBOSE, 'v', "verbose", "every message") },
	{ FLAG(OPT_VERSION, 'V', "version", "version and libraries") },
	{ .def = { .name = "help", .argument = "[FORMAT]", .type = OPTION_FLAG, .help = "this text; the options of a format; all" },
	  .short_name = 'h', .id = OPT_HELP },
	{ FLAG(OPT_LIST_FORMATS, 0, "list-formats", "what can be made and read") },
	{ FLAG(OPT_LIST_STYLES, 0, "list-styles", "the looks") },
	{ WORD(OPT_COMPLETION, "completion", "SHELL", shell_words, "what completes options in bash, zsh or fish") },
	{ .def = { .name = NULL } },
};
