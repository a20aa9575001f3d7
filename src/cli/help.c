/* help.c - what --help, --list-formats, --list-styles and --version print, all from the tables. */
#include "cli/options.h"

#include <stdio.h>

#include "style/style.h"

#ifndef LIBRARIES /* "libxml2 2.9.14, …, ": from the Makefile */
#define LIBRARIES "libxml2, libzip, libharu, harfbuzz, fribidi, icu, libdeflate, fontconfig, zlib, "
#endif

enum { HELP_INDENT = 30, HELP_COLUMNS = 79 };

/* Behind the option's name, and on in lines that are indented alike. */
static void print_wrapped(const char *help)
{
	size_t column = HELP_INDENT - 1;
	struct str rest = str_from_c(help), word;
	while (str_token(&rest, " ", &word)) {
		if (column + 1 + word.len > HELP_COLUMNS) {
			printf("\n%*s", HELP_INDENT - 1, "");
			column = HELP_INDENT - 1;
		}
		printf(" %.*s", STR_ARG(word));
		column += 1 + word.len;
	}
	putchar('\n');
}

static void print_option(const struct option_def *d, char short_name)
{
	char left[64];
	snprintf(left, sizeof left, "%c%c%c --%s%s%s", short_name ? '-' : ' ', short_name ? short_name : ' ',
		 short_name ? ',' : ' ', d->name, d->argument ? " " : "", d->argument ? d->argument : "");
	printf("  %-27s", left);
	print_wrapped(d->help);
}

static void print_program_options(void)
{
	printf("designconv [-t FORMAT[,FORMAT]] [-o PATH] [options] INPUT...\n"
	       "Turns a web feed into a book. INPUT is a file, or - for standard input.\n");
	for (const struct program_option *o = program_options; o->def.name; o++) {
		if (o->heading)
			printf("%s:\n", o->heading);
		print_option(&o->def, o->short_name);
	}
}

static bool has_options(const struct backend *b)
{
	return b->options && b->options->name;
}

static void print_format_options(const struct backend *b)
{
	printf("For %s:\n", b->name);
	for (const struct option_def *d = b->options; has_options(b) && d->name; d++)
		print_option(d, 0);
	if (!has_options(b))
		printf("  no options of its own\n");
}

void help_print(const char *topic)
{
	const struct backend *format = topic ? backend_find(str_from_c(topic)) : NULL;
	if (format) {
		print_format_options(format);
		return;
	}
	print_program_options();
	if (topic) {
		for (size_t i = 0; backends[i]; i++)
			if (has_options(backends[i]))
				print_format_options(backends[i]);
		return;
	}
	printf("More for");
	const char *between = " ";
	for (size_t i = 0; backends[i]; i++)
		if (has_options(backends[i])) {
			printf("%s%s", between, backends[i]->name);
			between = ", ";
		}
	printf(": designconv --help FORMAT.\nThe manual: man designconv.\n");
}

void help_print_short(void)
{
	fprintf(stderr,
		"designconv turns a web feed into a book.\n\n"
		"  designconv -t epub index.xml                a book for the e-reader\n"
		"  designconv -t pdf index.xml                 pages to print\n"
		"  designconv -t markdown -o notes/ index.xml  one note per article\n"
		"  designconv -t text index.xml                plain text\n\n"
		"All options: designconv --help. The manual: man designconv.\n");
}

void help_print_version(void)
{
	printf("designconv %s\n", PROGRAM_VERSION);
	printf("Made with %slibhyphen.\n", LIBRARIES);
}

void help_print_formats(void)
{
	printf("Made (-t):\n");
	for (size_t i = 0; backends[i]; i++)
		printf("  %-10s %-10s %s\n", backends[i]->name, backends[i]->alias ? backends[i]->alias : "",
		       backends[i]->summary);
	printf("Read (-f):\n");
	for (size_t i = 0; i < n_feed_formats; i++)
		printf("  %-21s %s\n", feed_formats[i].name, feed_formats[i].summary);
}

void help_print_styles(void)
{
	for (size_t i = 0; style_looks[i].name; i++)
		printf("  %-14s %s\n", style_looks[i].name, style_looks[i].summary);
}
