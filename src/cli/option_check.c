/* option_check.c - values of options, and whether what the command line says goes together. */
#include "cli/option_check.h"

#include <stdio.h>
#include <unistd.h>

#include "style/style.h"

bool option_wrong(const char *what, const char *detail, const char *hint)
{
	fprintf(stderr, "designconv: %s%s%s\n", what, detail ? " " : "", detail ? detail : "");
	fprintf(stderr, "%s\n", hint ? hint : "Try 'designconv --help'.");
	return false;
}

void option_list_words(char *out, size_t size, const char *opening, const char *const *words)
{
	size_t n = (size_t)snprintf(out, size, "%s", opening);
	for (const char *const *w = words; *w && n + 40 < size; w++)
		n += (size_t)snprintf(out + n, size - n, "%s%s%s", w == words ? "" : w[1] ? ", " : " or ", *w, w[1] ? "" : ".");
}

bool option_wrong_value(const struct option_def *def, const char *value)
{
	char what[200], hint[400] = "";
	snprintf(what, sizeof what, "--%s cannot be \"%.100s\"", def->name, value);
	if (def->type == OPTION_INT)
		snprintf(hint, sizeof hint, "It takes a whole number from %ld to %ld.", def->min, def->max);
	else if (def->type == OPTION_SIZE)
		snprintf(hint, sizeof hint, "It takes a size such as 50M, 800K or 2G.");
	else if (def->type == OPTION_WORD)
		option_list_words(hint, sizeof hint, "It takes ", def->words);
	return option_wrong(what, NULL, *hint ? hint : NULL);
}

int option_word_index(const char *const *words, const char *value)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], value) == 0)
			return i;
	return -1;
}

bool option_value_fits(const struct option_def *def, const char *value)
{
	long n;
	uint64_t size;
	switch (def->type) {
	case OPTION_FLAG:
	case OPTION_TEXT:
		return true;
	case OPTION_INT:
		return str_parse_long(str_from_c(value), &n) && n >= def->min && n <= def->max;
	case OPTION_WORD:
		return option_word_index(def->words, value) >= 0;
	case OPTION_SIZE:
		return settings_parse_size(value, &size);
	}
	return false;
}

const struct option_def *option_of_format(const struct backend *b, const char *name)
{
	for (const struct option_def *d = b->options; d && d->name; d++)
		if (strcmp(d->name, name) == 0)
			return d;
	return NULL;
}

/* Each setting fits every chosen format that has it, and one has it. */
static bool check_settings(const struct options *o)
{
	for (size_t i = 0; i < o->settings.n_settings; i++) {
		const struct setting *s = &o->settings.settings[i];
		bool used = o->n_formats == 0; /* --list makes nothing, and checks nothing */
		for (size_t f = 0; f < o->n_formats; f++) {
			const struct option_def *def = option_of_format(o->formats[f], s->name);
			used |= def != NULL;
			if (def && !option_value_fits(def, s->value))
				return option_wrong_value(def, s->value);
		}
		if (!used) {
			char what[120];
			snprintf(what, sizeof what, "--%s is not an option of %s", s->name, o->formats[0]->name);
			return option_wrong(what, NULL, NULL);
		}
	}
	return true;
}

/* Texts that keep the source's lines are of no use to other formats. */
static bool check_lines(struct options *o)
{
	const char *wrap = settings_find(&o->settings, "wrap");
	o->settings.keep_lines = wrap && strcmp(wrap, "preserve") == 0;
	return !o->settings.keep_lines || o->n_formats < 2 ||
	       option_wrong("--wrap preserve goes with one format, not several", NULL, "Make the text by a run of its own.");
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
		return option_wrong(o->output ? "which format? There is no telling from -o" : "which format? There is no -t", o->output,
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

bool options_check(struct options *o)
{
	if (!o->n_inputs)
		return option_wrong("no input: name a feed, or - for standard input", NULL, NULL);
	if (o->json && !o->list)
		return option_wrong("--json goes with --list", NULL, NULL);
	if (o->settings.style && !style_exists(o->settings.style))
		return option_wrong("no such style, and no such file:", o->settings.style, "See designconv --list-styles.");
	if (!choose_formats(o) || !check_settings(o) || !check_lines(o))
		return false;
	if (o->n_formats > 1 && o->output && strcmp(o->output, "-") == 0)
		return option_wrong("standard output takes one format, not several", NULL, NULL);
	return true;
}
