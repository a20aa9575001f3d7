/* options.c - parsing the command line: long options with '=' or a word behind, clusters of short
 * ones, operands anywhere, "--" ends options, "--no-X" turns a flag off. Options of the formats come
 * from the backends' own tables. */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "style/style.h"

enum option_id {
	OPT_TO, OPT_OUTPUT, OPT_FROM, OPT_TITLE, OPT_AUTHOR, OPT_LANGUAGE, OPT_METADATA, OPT_BASE_URL,
	OPT_TOC_DEPTH, OPT_STYLE, OPT_CLEAN, OPT_GROUP_BY, OPT_LIMIT, OPT_OFFSET, OPT_SINCE, OPT_MATCH,
	OPT_SORT, OPT_REVERSE, OPT_LIST, OPT_JSON, OPT_FAIL, OPT_JOBS, OPT_QUIET, OPT_VERBOSE,
	OPT_VERSION, OPT_HELP, OPT_LIST_FORMATS, OPT_LIST_STYLES,
};

static const char *const sort_words[] = { "feed", "date", "title", NULL };
static const char *const group_words[] = { "none", "category", "year", "feed", NULL };

#define TEXT(id_, short_, name_, argument_, help_) \
	{ { .name = name_, .argument = argument_, .type = OPTION_TEXT, .help = help_ }, short_, id_ }
#define WORD(id_, name_, argument_, words_, help_)                                                   \
	{ { .name = name_, .argument = argument_, .type = OPTION_WORD, .words = words_, .help = help_ }, \
	  0, id_ }
#define NUMBER(id_, short_, name_, min_, max_, help_)                                          \
	{ { .name = name_, .argument = "N", .type = OPTION_INT, .min = min_, .max = max_, .help = help_ }, \
	  short_, id_ }
#define FLAG(id_, short_, name_, help_) \
	{ { .name = name_, .type = OPTION_FLAG, .help = help_ }, short_, id_ }

const struct program_option program_options[] = {
	TEXT(OPT_TO, 't', "to", "FORMAT[,FORMAT]", "what to make (else guessed from -o)"),
	TEXT(OPT_OUTPUT, 'o', "output", "PATH", "file, folder ending in /, or - for standard output"),
	TEXT(OPT_FROM, 'f', "from", "FORMAT", "what the input is; auto looks at the content"),
	TEXT(OPT_BASE_URL, 'u', "base-url", "URL", "what relative links are resolved against"),
	TEXT(OPT_TITLE, 0, "title", "TEXT", "the book's title"),
	TEXT(OPT_AUTHOR, 0, "author", "NAME", "its author (again for more)"),
	TEXT(OPT_LANGUAGE, 0, "language", "TAG", "its language, such as en or pt-BR"),
	TEXT(OPT_METADATA, 'M', "metadata", "KEY=VALUE", "subtitle, description, publisher, rights, series, subject"),
	NUMBER(OPT_TOC_DEPTH, 0, "toc-depth", 1, 6, "levels in the contents (3); 1 is titles only"),
	TEXT(OPT_STYLE, 0, "style", "NAME|FILE", "a look, or CSS laid over it"),
	FLAG(OPT_CLEAN, 0, "clean", "share bars, trackers, permalinks go (default)"),
	WORD(OPT_GROUP_BY, "group-by", "KEY", group_words, "parts by category, year or feed"),
	NUMBER(OPT_LIMIT, 0, "limit", 0, 1000000000, "at most N articles"),
	NUMBER(OPT_OFFSET, 0, "offset", 0, 1000000000, "leave out the first N"),
	TEXT(OPT_SINCE, 0, "since", "DATE", "only those from that day on, or without a date"),
	TEXT(OPT_MATCH, 0, "match", "REGEX", "only titles that match"),
	WORD(OPT_SORT, "sort", "KEY", sort_words, "by feed (default), date or title"),
	FLAG(OPT_REVERSE, 0, "reverse", "last one first"),
	FLAG(OPT_LIST, 0, "list", "only say what would be in the book"),
	FLAG(OPT_JSON, 0, "json", "with --list: as JSON"),
	FLAG(OPT_FAIL, 0, "fail-if-warnings", "exit 3 and write nothing when there was a warning"),
	NUMBER(OPT_JOBS, 'j', "jobs", 1, 64, "threads (one per processor)"),
	FLAG(OPT_QUIET, 'q', "quiet", "only errors"),
	FLAG(OPT_VERBOSE, 'v', "verbose", "every message"),
	FLAG(OPT_VERSION, 'V', "version", "version and libraries"),
	FLAG(OPT_HELP, 'h', "help", "this text"),
	FLAG(OPT_LIST_FORMATS, 0, "list-formats", "what can be made and read"),
	FLAG(OPT_LIST_STYLES, 0, "list-styles", "the looks"),
	{ { .name = NULL }, 0, 0 },
};

/* The parser's state: the command line and what it became. */
struct parse {
	struct options *o;
	int argc, at;
	char **argv;
	size_t cap_inputs, cap_authors, cap_metadata, cap_settings;
	struct setting *settings;
	bool done; /* something was printed, and that was all */
};

static bool wrong(const char *what, const char *detail, const char *hint)
{
	fprintf(stderr, "designconv: %s%s%s\n", what, detail ? " " : "", detail ? detail : "");
	fprintf(stderr, "%s\n", hint ? hint : "Try 'designconv --help'.");
	return false;
}

/* ---- a suggestion for a misspelt word ---------------------------------------------------- */

/* Edit distance with a ceiling: words of more than 31 bytes are never near. */
static int distance(const char *a, const char *b)
{
	int row[32];
	size_t n = strlen(b);
	if (n > 31 || strlen(a) > 31)
		return 99;
	for (size_t j = 0; j <= n; j++)
		row[j] = (int)j;
	for (size_t i = 1; a[i - 1]; i++) {
		int diagonal = row[0];
		row[0] = (int)i;
		for (size_t j = 1; j <= n; j++) {
			int change = diagonal + (a[i - 1] != b[j - 1]);
			diagonal = row[j];
			int step = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
			row[j] = change < step ? change : step;
		}
	}
	return row[n];
}

struct nearest {
	const char *word;
	int distance;
};

static void consider(struct nearest *best, const char *wanted, const char *candidate)
{
	int d = distance(wanted, candidate);
	if (strncmp(candidate, wanted, strlen(wanted)) == 0 && strlen(wanted) >= 3)
		d = 1;
	if (d < best->distance)
		*best = (struct nearest){ candidate, d };
}

static bool unknown_option(const char *name)
{
	struct nearest best = { NULL, 4 };
	for (const struct program_option *p = program_options; p->def.name; p++)
		consider(&best, name, p->def.name);
	for (size_t i = 0; backends[i]; i++)
		for (const struct option_def *d = backends[i]->options; d && d->name; d++)
			consider(&best, name, d->name);
	char what[160], hint[160];
	snprintf(what, sizeof what, "unknown option --%.100s", name);
	snprintf(hint, sizeof hint, "Did you mean --%s? All options: designconv --help.", best.word ? best.word : "");
	return wrong(what, NULL, best.word && best.distance < 4 ? hint : NULL);
}

static bool wrong_value(const struct option_def *def, const char *value)
{
	char what[200], hint[400] = "";
	snprintf(what, sizeof what, "--%s cannot be \"%.100s\"", def->name, value);
	size_t n = 0;
	if (def->type == OPTION_INT)
		snprintf(hint, sizeof hint, "It takes a whole number from %ld to %ld.", def->min, def->max);
	else if (def->type == OPTION_WORD)
		for (const char *const *w = def->words; *w && n < sizeof hint - 40; w++)
			n += (size_t)snprintf(hint + n, sizeof hint - n, "%s%s%s", w == def->words ? "It takes " : w[1] ? ", " : " or ",
					      *w, w[1] ? "" : ".");
	return wrong(what, NULL, *hint ? hint : NULL);
}

/* ---- values -------------------------------------------------------------------------------- */

static int word_index(const char *const *words, const char *value)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], value) == 0)
			return i;
	return -1;
}

static bool value_fits(const struct option_def *def, const char *value)
{
	long n;
	switch (def->type) {
	case OPTION_FLAG:
	case OPTION_TEXT:
		return true;
	case OPTION_INT:
		return str_parse_long(str_from_c(value), &n) && n >= def->min && n <= def->max;
	case OPTION_WORD:
		return word_index(def->words, value) >= 0;
	}
	return false;
}

static bool add_formats(struct options *o, const char *list)
{
	struct str rest = str_from_c(list), name;
	while (str_token(&rest, ",", &name)) {
		const struct backend *b = backend_find(name);
		if (!b) {
			char hint[400] = "It takes ";
			for (size_t i = 0; backends[i]; i++)
				snprintf(hint + strlen(hint), sizeof hint - strlen(hint), "%s%s", i ? ", " : "", backends[i]->name);
			snprintf(hint + strlen(hint), sizeof hint - strlen(hint), ". See designconv --list-formats.");
			return wrong("unknown output format in -t", list, hint);
		}
		bool there = false;
		for (size_t i = 0; i < o->n_formats; i++)
			there |= o->formats[i] == b;
		if (!there && o->n_formats < MAX_FORMATS)
			o->formats[o->n_formats++] = b;
	}
	return o->n_formats > 0 || wrong("-t takes a format, not", "nothing", NULL);
}

static bool set_from(struct options *o, const char *word)
{
	for (size_t i = 0; i < n_feed_formats; i++)
		if (strcmp(feed_formats[i].name, word) == 0) {
			o->from = feed_formats[i].format;
			return true;
		}
	return wrong("unknown input format", word, "See designconv --list-formats.");
}

static bool add_metadata(struct parse *p, const char *pair)
{
	static const char *const keys[] = { "title", "author", "language", "subtitle", "description", "publisher",
					    "rights", "series", "subject", NULL };
	const char *equals = strchr(pair, '=');
	if (!equals)
		return wrong("--metadata takes KEY=VALUE, not", pair, NULL);
	for (size_t i = 0; keys[i]; i++)
		if (strlen(keys[i]) == (size_t)(equals - pair) && strncmp(keys[i], pair, (size_t)(equals - pair)) == 0) {
			mem_grow(&p->o->metadata, &p->cap_metadata, p->o->n_metadata + 1, sizeof *p->o->metadata);
			p->o->metadata[p->o->n_metadata++] = (struct metadata){ keys[i], equals + 1 };
			return true;
		}
	return wrong("unknown key in --metadata", pair,
		     "Keys: title, author, language, subtitle, description, publisher, rights, series, subject.");
}

static bool set_since(struct options *o, const char *value)
{
	o->since = date_parse(str_from_c(value));
	return date_known(o->since) || wrong("--since takes a date such as 2024-03-09, not", value, NULL);
}

static void add_author(struct parse *p, const char *name)
{
	mem_grow(&p->o->authors, &p->cap_authors, p->o->n_authors + 1, sizeof *p->o->authors);
	p->o->authors[p->o->n_authors++] = name;
}

static bool set_flag(struct parse *p, int id, bool on)
{
	struct options *o = p->o;
	switch ((enum option_id)id) {
	case OPT_CLEAN: o->settings.clean = on; return true;
	case OPT_REVERSE: o->reverse = on; return true;
	case OPT_LIST: o->list = on; return true;
	case OPT_JSON: o->json = on; return true;
	case OPT_FAIL: o->fail_if_warnings = on; return true;
	case OPT_QUIET: o->quiet = on; return true;
	case OPT_VERBOSE: o->verbose = on; return true;
	case OPT_VERSION: help_print_version(); break;
	case OPT_HELP: help_print(); break;
	case OPT_LIST_FORMATS: help_print_formats(); break;
	case OPT_LIST_STYLES: help_print_styles(); break;
	default: break; /* options with a value never come here */
	}
	p->done = true;
	return true;
}

static bool set_value(struct parse *p, int id, const char *value)
{
	struct options *o = p->o;
	switch ((enum option_id)id) {
	case OPT_TO: return add_formats(o, value);
	case OPT_OUTPUT: o->output = value; return *value || wrong("-o takes a path, not", "nothing", NULL);
	case OPT_FROM: return set_from(o, value);
	case OPT_TITLE: o->title = value; return true;
	case OPT_AUTHOR: add_author(p, value); return true;
	case OPT_LANGUAGE: o->language = value; return true;
	case OPT_METADATA: return add_metadata(p, value);
	case OPT_BASE_URL: o->base_url = value; return true;
	case OPT_TOC_DEPTH:
		o->settings.toc_depth = (int)strtol(value, NULL, 10);
		o->settings.toc_depth_given = true;
		return true;
	case OPT_STYLE: o->settings.style = value; return true;
	case OPT_GROUP_BY: o->group_by = (enum group_key)word_index(group_words, value); return true;
	case OPT_LIMIT: o->limit = strtol(value, NULL, 10); return true;
	case OPT_OFFSET: o->offset = strtol(value, NULL, 10); return true;
	case OPT_SINCE: return set_since(o, value);
	case OPT_MATCH: o->match = value; return true;
	case OPT_SORT: o->sort = (enum sort_order)word_index(sort_words, value); return true;
	case OPT_JOBS: o->jobs = (int)strtol(value, NULL, 10); return true;
	default: return true; /* flags never come here */
	}
}

/* ---- one option ---------------------------------------------------------------------------- */

static void add_setting(struct parse *p, const char *name, const char *value)
{
	mem_grow(&p->settings, &p->cap_settings, p->o->settings.n_settings + 1, sizeof *p->settings);
	p->settings[p->o->settings.n_settings++] = (struct setting){ name, value };
	p->o->settings.settings = p->settings;
}

/* The option's value: behind '=', else the next word. NULL: there is none, and that was said. */
static const char *take_value(struct parse *p, const struct option_def *def, const char *attached)
{
	if (attached)
		return attached;
	if (p->at < p->argc)
		return p->argv[p->at++];
	char what[100];
	snprintf(what, sizeof what, "--%s needs a value:", def->name);
	wrong(what, def->argument, NULL);
	return NULL;
}

static bool take_program_option(struct parse *p, const struct program_option *option, const char *attached, bool off)
{
	const struct option_def *def = &option->def;
	if (def->type == OPTION_FLAG) {
		if (attached)
			return wrong("a flag takes no value:", def->name, NULL);
		return set_flag(p, option->id, !off);
	}
	const char *value = take_value(p, def, attached);
	if (!value)
		return false;
	return value_fits(def, value) ? set_value(p, option->id, value) : wrong_value(def, value);
}

static bool take_backend_option(struct parse *p, const struct option_def *def, const char *attached, bool off)
{
	if (def->type == OPTION_FLAG) {
		if (attached)
			return wrong("a flag takes no value:", def->name, NULL);
		add_setting(p, def->name, off ? "no" : "yes");
		return true;
	}
	const char *value = take_value(p, def, attached);
	if (value)
		add_setting(p, def->name, value); /* checked when the formats are known */
	return value != NULL;
}

static const struct option_def *find_backend_option(const struct backend *b, const char *name)
{
	for (const struct option_def *d = b->options; d && d->name; d++)
		if (strcmp(d->name, name) == 0)
			return d;
	return NULL;
}

static bool take_named(struct parse *p, const char *name, const char *attached, bool off)
{
	for (const struct program_option *o = program_options; o->def.name; o++)
		if (strcmp(o->def.name, name) == 0 && (!off || o->def.type == OPTION_FLAG))
			return take_program_option(p, o, attached, off);
	for (size_t i = 0; backends[i]; i++) {
		const struct option_def *d = find_backend_option(backends[i], name);
		if (d && (!off || d->type == OPTION_FLAG))
			return take_backend_option(p, d, attached, off);
	}
	if (!off && strncmp(name, "no-", 3) == 0)
		return take_named(p, name + 3, attached, true);
	return unknown_option(name);
}

static bool take_long(struct parse *p, const char *arg)
{
	char name[64];
	const char *equals = strchr(arg, '=');
	size_t n = equals ? (size_t)(equals - arg) : strlen(arg);
	if (n >= sizeof name)
		return wrong("unknown option:", arg, NULL);
	memcpy(name, arg, n);
	name[n] = '\0';
	return take_named(p, name, equals ? equals + 1 : NULL, false);
}

static bool take_short(struct parse *p, const char *cluster)
{
	while (*cluster && !p->done) {
		const struct program_option *o = program_options;
		while (o->def.name && o->short_name != *cluster)
			o++;
		if (!o->def.name) {
			char name[3] = { '-', *cluster, '\0' };
			return wrong("unknown option", name, NULL);
		}
		cluster++;
		bool flag = o->def.type == OPTION_FLAG;
		if (!take_program_option(p, o, flag || !*cluster ? NULL : cluster + (*cluster == '='), false))
			return false;
		if (!flag)
			break;
	}
	return true;
}

/* ---- the whole line ------------------------------------------------------------------------- */

static bool is_address(const char *input)
{
	struct str s = str_from_c(input);
	return str_starts_nocase(s, STR("http://")) || str_starts_nocase(s, STR("https://"));
}

static bool add_input(struct parse *p, const char *input)
{
	struct options *o = p->o;
	if (is_address(input)) {
		fprintf(stderr, "designconv: it fetches nothing by itself; fetch the feed and hand it over:\n");
		fprintf(stderr, "curl -sSL '%s' | designconv%s%s -o book.%s -\n", input, o->n_formats ? " -t " : "",
			o->n_formats ? o->formats[0]->name : "", o->n_formats ? o->formats[0]->suffix : "epub");
		return false;
	}
	mem_grow(&o->inputs, &p->cap_inputs, o->n_inputs + 1, sizeof *o->inputs);
	o->inputs[o->n_inputs++] = input;
	return true;
}

/* Each setting fits every chosen format that has it, and one has it. */
static bool check_settings(const struct options *o)
{
	for (size_t i = 0; i < o->settings.n_settings; i++) {
		const struct setting *s = &o->settings.settings[i];
		bool used = o->n_formats == 0;
		for (size_t f = 0; f < o->n_formats; f++) {
			const struct option_def *def = find_backend_option(o->formats[f], s->name);
			used |= def != NULL;
			if (def && !value_fits(def, s->value))
				return wrong_value(def, s->value);
		}
		if (!used) {
			char what[120];
			snprintf(what, sizeof what, "--%s is not an option of %s", s->name, o->formats[0]->name);
			return wrong(what, NULL, NULL);
		}
	}
	return true;
}

static struct str suffix_of(const char *path)
{
	struct str s = str_from_c(path);
	for (size_t i = s.len; i-- > 0 && s.p[i] != '/';)
		if (s.p[i] == '.')
			return str_sub(s, i + 1, s.len);
	return STR_NONE;
}

static bool choose_formats(struct options *o)
{
	if (o->n_formats || o->list)
		return true;
	const struct backend *b = o->output ? backend_from_suffix(suffix_of(o->output)) : NULL;
	if (!b)
		return wrong(o->output ? "which format? There is no telling from -o" : "which format? There is no -t", o->output,
			     "Say -t epub, -t pdf, -t markdown or -t text; see designconv --list-formats.");
	o->formats[o->n_formats++] = b;
	return true;
}

static bool style_exists(const char *style)
{
	for (size_t i = 0; style_looks[i].name; i++)
		if (strcmp(style_looks[i].name, style) == 0)
			return true;
	return access(style, R_OK) == 0;
}

static bool check_whole(struct options *o)
{
	if (!o->n_inputs)
		return wrong("no input: name a feed, or - for standard input", NULL, NULL);
	if (o->json && !o->list)
		return wrong("--json goes with --list", NULL, NULL);
	if (o->settings.style && !style_exists(o->settings.style))
		return wrong("no such style, and no such file:", o->settings.style, "See designconv --list-styles.");
	if (!choose_formats(o) || !check_settings(o))
		return false;
	if (o->n_formats > 1 && o->output && strcmp(o->output, "-") == 0)
		return wrong("standard output takes one format, not several", NULL, NULL);
	return true;
}

static bool take_argument(struct parse *p, bool *operands_only)
{
	const char *arg = p->argv[p->at++];
	if (*operands_only || arg[0] != '-' || !arg[1])
		return add_input(p, arg);
	if (strcmp(arg, "--") == 0) {
		*operands_only = true;
		return true;
	}
	return arg[1] == '-' ? take_long(p, arg + 2) : take_short(p, arg + 1);
}

enum options_verdict options_parse(struct options *o, int argc, char **argv)
{
	*o = (struct options){
		.limit = -1,
		.settings = { .toc_depth = 3, .clean = true, .program = "designconv " PROGRAM_VERSION },
	};
	if (argc < 2) {
		help_print_short();
		return OPTIONS_WRONG;
	}
	struct parse p = { .o = o, .argc = argc, .at = 1, .argv = argv };
	bool operands_only = false;
	while (p.at < argc && !p.done)
		if (!take_argument(&p, &operands_only))
			return OPTIONS_WRONG;
	if (p.done)
		return OPTIONS_DONE;
	return check_whole(o) ? OPTIONS_RUN : OPTIONS_WRONG;
}

void options_done(struct options *o)
{
	free(o->inputs);
	free(o->authors);
	free(o->metadata);
	free((void *)o->settings.settings);
}
