/* help.c - what --help, --list-formats, --list-styles and --version print, all from the tables. */
#include "options.h"

#include <stdio.h>

#include "style/style.h"

static void print_option(const struct option_def *d, char short_name)
{
	char left[64];
	snprintf(left, sizeof left, "%c%c%c --%s%s%s", short_name ? '-' : ' ', short_name ? short_name : ' ',
		 short_name ? ',' : ' ', d->name, d->argument ? " " : "", d->argument ? d->argument : "");
	printf("  %-27s %s\n", left, d->help);
}

void help_print(void)
{
	printf("designconv [-t FORMAT[,FORMAT]] [-o PATH] [options] INPUT...\n"
	       "Turns a web feed (RSS, Atom) into a book. INPUT is a file, or - for standard input.\n\n");
	for (const struct program_option *o = program_options; o->def.name; o++)
		print_option(&o->def, o->short_name);
	for (size_t i = 0; backends[i]; i++) {
		if (!backends[i]->options || !backends[i]->options->name)
			continue;
		printf("%s:\n", backends[i]->name);
		for (const struct option_def *d = backends[i]->options; d->name; d++)
			print_option(d, 0);
	}
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
	printf("Made with libxml2, libzip, libharu, HarfBuzz, FriBidi, ICU, libhyphen, libdeflate.\n");
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
