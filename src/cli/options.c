/* options.c - parsing the command line: long options with '=' or a word behind, clusters of short
 * ones, operands anywhere, "--" ends options, "--no-X" turns a flag off. Options of the formats come
 * from the backends' own tables. */
#include "cli/option_check.h"

#include <stdio.h>
#include <stdlib.h>

/* The parser's state: the command line and what it became. */
struct parse {
	struct options *o;
	int argc, at;
	char **argv;
	size_t cap_inputs, cap_authors, cap_metadata, cap_settings;
	struct setting *settings;
	const char *topic; /* of --help; NULL: the program's own options */
	bool any_address;  /* among the inputs */
	bool done;	   /* something was printed, and that was all */
};

static bool unknown_option(const char *name)
{
	char what[160], hint[160];
	snprintf(what, sizeof what, "unknown option --%.100s", name);
	return option_wrong(what, NULL, suggest_option(name, hint, sizeof hint) ? hint : NULL);
}

/* "-epub", "-limit": a word where letters stand. */
static bool unknown_letter(const char *word, char letter)
{
	char name[3] = { '-', letter, '\0' }, hint[160];
	bool is_word = word[1] && word[2];
	return option_wrong("unknown option", is_word ? word - 1 : name, is_word && suggest_option(word, hint, sizeof hint) ? hint : NULL);
}

/* ---- values -------------------------------------------------------------------------------- */

static bool add_formats(struct options *o, const char *list)
{
	struct str rest = str_from_c(list), name;
	while (str_token(&rest, ",", &name)) {
		const struct backend *b = backend_find(name);
		if (!b) {
			const char *names[MAX_FORMATS + 1] = { NULL };
			for (size_t i = 0; i < MAX_FORMATS && backends[i]; i++)
				names[i] = backends[i]->name;
			char hint[400];
			option_list_words(hint, sizeof hint, "It takes ", names);
			return option_wrong("unknown output format in -t", list, hint);
		}
		bool there = false;
		for (size_t i = 0; i < o->n_formats; i++)
			there |= o->formats[i] == b;
		if (!there && o->n_formats < MAX_FORMATS)
			o->formats[o->n_formats++] = b;
	}
	return o->n_formats > 0 || option_wrong("-t takes a format, not", "nothing", NULL);
}

static bool set_from(struct options *o, const char *word)
{
	for (size_t i = 0; i < n_feed_formats; i++)
		if (strcmp(feed_formats[i].name, word) == 0) {
			o->from = feed_formats[i].format;
			return true;
		}
	return option_wrong("unknown input format", word, "See designconv --list-formats.");
}

static bool add_metadata(struct parse *p, const char *pair)
{
	const char *equals = strchr(pair, '=');
	if (!equals)
		return option_wrong("--metadata takes KEY=VALUE, not", pair, NULL);
	for (const char *const *key = metadata_keys; *key; key++)
		if (strlen(*key) == (size_t)(equals - pair) && strncmp(*key, pair, (size_t)(equals - pair)) == 0) {
			mem_grow(&p->o->metadata, &p->cap_metadata, p->o->n_metadata + 1, sizeof *p->o->metadata);
			p->o->metadata[p->o->n_metadata++] = (struct metadata){ *key, equals + 1 };
			return true;
		}
	char hint[200];
	option_list_words(hint, sizeof hint, "Keys: ", metadata_keys);
	return option_wrong("unknown key in --metadata", pair, hint);
}

static bool set_since(struct options *o, const char *value)
{
	o->since = date_parse(str_from_c(value));
	return date_known(o->since) || option_wrong("--since takes a date such as 2024-03-09, not", value, NULL);
}

static void add_author(struct parse *p, const char *name)
{
	mem_grow(&p->o->authors, &p->cap_authors, p->o->n_authors + 1, sizeof *p->o->authors);
	p->o->authors[p->o->n_authors++] = name;
}

static bool set_flag(struct parse *p, enum option_id id, bool on)
{
	struct options *o = p->o;
	switch (id) {
	case OPT_CLEAN: o->settings.clean = on; return true;
	case OPT_REVERSE: o->reverse = on; return true;
	case OPT_LIST: o->list = on; return true;
	case OPT_JSON: o->json = on; return true;
	case OPT_FAIL: o->fail_if_warnings = on; return true;
	case OPT_QUIET: o->quiet = on; return true;
	case OPT_VERBOSE: o->verbose = on; return true;
	case OPT_VERSION: help_print_version(); break;
	case OPT_HELP: help_print(p->topic); break;
	case OPT_LIST_FORMATS: help_print_formats(); break;
	case OPT_LIST_STYLES: help_print_styles(); break;
	default: break; /* options with a value never come here */
	}
	p->done = true;
	return true;
}

static bool set_value(struct parse *p, const struct program_option *option, const char *value)
{
	struct options *o = p->o;
	const char *const *words = option->def.words;
	switch (option->id) {
	case OPT_TO: return add_formats(o, value);
	case OPT_OUTPUT: o->output = value; return *value || option_wrong("-o takes a path, not", "nothing", NULL);
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
	case OPT_GROUP_BY: o->group_by = (enum group_key)option_word_index(words, value); return true;
	case OPT_LIMIT: o->limit = strtol(value, NULL, 10); return true;
	case OPT_OFFSET: o->offset = strtol(value, NULL, 10); return true;
	case OPT_SINCE: return set_since(o, value);
	case OPT_MATCH: o->match = value; return true;
	case OPT_SORT: o->sort = (enum sort_order)option_word_index(words, value); return true;
	case OPT_JOBS: o->jobs = (int)strtol(value, NULL, 10); return true;
	case OPT_COMPLETION:
		completion_print(value);
		p->done = true;
		return true;
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
	option_wrong(what, def->argument, NULL);
	return NULL;
}

/* --help FORMAT, --help=all: the one option whose value may be left out. */
static bool take_help(struct parse *p, const char *attached)
{
	const char *topic = attached ? attached : p->at < p->argc ? p->argv[p->at] : NULL;
	bool known = topic && (strcmp(topic, "all") == 0 || backend_find(str_from_c(topic)));
	if (attached && !known)
		return option_wrong("--help knows nothing of", attached, "It takes all, or a format of designconv --list-formats.");
	p->topic = known ? topic : NULL;
	return set_flag(p, OPT_HELP, true);
}

static bool not_a_switch(const struct option_def *def)
{
	char what[100];
	snprintf(what, sizeof what, "--%s is no switch: there is no --no-%s", def->name, def->name);
	return option_wrong(what, NULL, NULL);
}

static bool take_program_option(struct parse *p, const struct program_option *option, const char *attached, bool off)
{
	const struct option_def *def = &option->def;
	if (off && (def->type != OPTION_FLAG || option->id >= OPT_VERSION))
		return not_a_switch(def);
	if (option->id == OPT_HELP)
		return take_help(p, attached);
	if (def->type == OPTION_FLAG) {
		if (attached)
			return option_wrong("a flag takes no value:", def->name, NULL);
		return set_flag(p, option->id, !off);
	}
	const char *value = take_value(p, def, attached);
	if (!value)
		return false;
	return option_value_fits(def, value) ? set_value(p, option, value) : option_wrong_value(def, value);
}

static bool take_backend_option(struct parse *p, const struct option_def *def, const char *attached, bool off)
{
	if (off && def->type != OPTION_FLAG)
		return not_a_switch(def);
	if (def->type == OPTION_FLAG) {
		if (attached)
			return option_wrong("a flag takes no value:", def->name, NULL);
		add_setting(p, def->name, off ? "no" : "yes");
		return true;
	}
	const char *value = take_value(p, def, attached);
	if (value)
		add_setting(p, def->name, value); /* checked when the formats are known */
	return value != NULL;
}

static bool take_named(struct parse *p, const char *name, const char *attached, bool off)
{
	for (const struct program_option *o = program_options; o->def.name; o++)
		if (strcmp(o->def.name, name) == 0)
			return take_program_option(p, o, attached, off);
	for (size_t i = 0; backends[i]; i++) {
		const struct option_def *d = option_of_format(backends[i], name);
		if (d)
			return take_backend_option(p, d, attached, off);
	}
	if (!off && strncmp(name, "no-", 3) == 0)
		return take_named(p, name + 3, attached, true);
	return unknown_option(off ? name - 3 : name);
}

static bool take_long(struct parse *p, const char *arg)
{
	char name[64];
	const char *equals = strchr(arg, '=');
	size_t n = equals ? (size_t)(equals - arg) : strlen(arg);
	if (n >= sizeof name)
		return option_wrong("unknown option:", arg, NULL);
	memcpy(name, arg, n);
	name[n] = '\0';
	return take_named(p, name, equals ? equals + 1 : NULL, false);
}

static bool take_short(struct parse *p, const char *cluster)
{
	const char *word = cluster;
	while (*cluster && !p->done) {
		const struct program_option *o = program_options;
		while (o->def.name && o->short_name != *cluster)
			o++;
		if (!o->def.name)
			return unknown_letter(word, *cluster);
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

static bool add_input(struct parse *p, const char *input)
{
	struct options *o = p->o;
	if (!*input)
		return option_wrong("an input's name is empty", NULL, "Name a feed, or - for standard input.");
	mem_grow(&o->inputs, &p->cap_inputs, o->n_inputs + 1, sizeof *o->inputs);
	o->inputs[o->n_inputs++] = input;
	p->any_address |= option_is_address(input);
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
	if (p.any_address) {
		option_refuse_addresses(o, argc, argv);
		return OPTIONS_WRONG;
	}
	return options_check(o) ? OPTIONS_RUN : OPTIONS_WRONG;
}

void options_done(struct options *o)
{
	free(o->inputs);
	free(o->authors);
	free(o->metadata);
	free((void *)o->settings.settings);
}
