/* completion.c - --completion SHELL: scripts that complete designconv's command line in bash, zsh and
 * fish, printed from the same tables as --help. What an option takes is told by its type and the name
 * of its argument: words of a list, FILE, PATH or DIRS, else text that cannot be guessed. */
#include "cli/options.h"

#include <stdio.h>

#include "style/style.h"

struct shell {
	const char *name;
	void (*begin)(void);
	void (*option)(const struct option_def *, char short_name);
	void (*end)(void);
};

/* ---- what an option takes ----------------------------------------------------------------------------- */

static bool takes_files(const struct option_def *d)
{
	return d->argument && (strstr(d->argument, "FILE") || strstr(d->argument, "PATH") || strstr(d->argument, "DIRS"));
}

/* --version and the like have no --no- form, and neither has what takes a value. */
static bool is_switch(const struct option_def *d)
{
	if (d->type != OPTION_FLAG)
		return false;
	for (const struct program_option *o = program_options; o->def.name; o++)
		if (strcmp(o->def.name, d->name) == 0)
			return o->id < OPT_VERSION;
	return true;
}

static bool takes_formats(const struct option_def *d)
{
	return strcmp(d->name, "to") == 0;
}

/* The option of that name of backend `i`, or NULL. */
static const struct option_def *of_backend(size_t i, const char *name)
{
	for (const struct option_def *d = backends[i]->options; d && d->name; d++)
		if (strcmp(d->name, name) == 0)
			return d;
	return NULL;
}

/* Whether one of the backends before `i` has an option of that name, with that word unless NULL. */
static bool is_repeat(size_t i, const char *name, const char *word)
{
	while (i-- > 0) {
		const struct option_def *d = of_backend(i, name);
		if (!word && d)
			return true;
		for (const char *const *w = d ? d->words : NULL; word && w && *w; w++)
			if (strcmp(*w, word) == 0)
				return true;
	}
	return false;
}

/* Prints the words that an option takes, between blanks, of all formats that have it; nothing when
 * there is no list. */
static void print_words(const struct option_def *d)
{
	const char *between = "";
	for (const struct program_option *o = program_options; o->def.name; o++)
		for (const char *const *w = &o->def == d ? d->words : NULL; w && *w; w++, between = " ")
			printf("%s%s", between, *w);
	for (size_t i = 0; backends[i]; i++) {
		const struct option_def *own = of_backend(i, d->name);
		for (const char *const *w = own ? own->words : NULL; w && *w; w++)
			if (!is_repeat(i, d->name, *w)) {
				printf("%s%s", between, *w);
				between = " ";
			}
	}
	if (takes_formats(d) || strcmp(d->name, "help") == 0)
		for (size_t i = 0; backends[i]; i++, between = " ")
			printf("%s%s", between, backends[i]->name);
	if (strcmp(d->name, "from") == 0)
		for (size_t i = 0; i < n_feed_formats; i++, between = " ")
			printf("%s%s", between, feed_formats[i].name);
	if (strcmp(d->name, "style") == 0)
		for (size_t i = 0; style_looks[i].name; i++, between = " ")
			printf("%s%s", between, style_looks[i].name);
	if (strcmp(d->name, "metadata") == 0)
		for (const char *const *k = metadata_keys; *k; k++, between = " ")
			printf("%s%s=", between, *k);
}

static bool has_words(const struct option_def *d)
{
	static const char *const names[] = { "to", "from", "style", "metadata" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(d->name, names[i]) == 0)
			return true;
	return d->words != NULL;
}

/* Without what quotes mean something to a shell. */
static void print_help(const char *help, const char *escaped)
{
	for (; *help; help++) {
		if (*help == '\'')
			continue;
		if (strchr(escaped, *help))
			putchar('\\');
		putchar(*help);
	}
}

/* ---- bash ------------------------------------------------------------------------------------------------ */

static void bash_names(const struct option_def *d, char short_name)
{
	if (short_name)
		printf("-%c|", short_name);
	printf("--%s", d->name);
}

static void bash_begin(void)
{
	printf("# bash completion of designconv, printed by designconv --completion bash\n"
	       "_designconv() {\n"
	       "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= before=\n"
	       "\tif [ \"$cur\" = = ]; then cur=; elif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
	       "\tCOMPREPLY=()\n"
	       "\tcase $prev in\n");
}

static void bash_option(const struct option_def *d, char short_name)
{
	if (d->type == OPTION_FLAG)
		return;
	printf("\t");
	bash_names(d, short_name);
	printf(")");
	if (has_words(d)) {
		printf(" words='");
		print_words(d);
		printf("'");
		if (takes_formats(d))
			printf("; case $cur in *,*) before=${cur%%,*},; cur=${cur##*,} ;; esac");
	} else if (!takes_files(d))
		printf(" compopt +o default; return");
	else
		printf(" return");
	printf(" ;;\n");
}

static void each_option(void (*print)(const struct option_def *, char short_name))
{
	for (const struct program_option *o = program_options; o->def.name; o++)
		print(&o->def, o->short_name);
	for (size_t i = 0; backends[i]; i++)
		for (const struct option_def *d = backends[i]->options; d && d->name; d++)
			if (!is_repeat(i, d->name, NULL))
				print(d, 0);
}

static void bash_name(const struct option_def *d, char short_name)
{
	(void)short_name;
	printf(" --%s", d->name);
	if (is_switch(d))
		printf(" --no-%s", d->name);
}

static void bash_end(void)
{
	printf("\t*) case $cur in -*) words='");
	each_option(bash_name);
	printf("' ;; esac ;;\n"
	       "\tesac\n"
	       "\t[ -z \"$words\" ] || COMPREPLY=($(compgen -P \"$before\" -W \"$words\" -- \"$cur\"))\n"
	       "}\n"
	       "complete -o default -F _designconv designconv\n");
}

/* ---- zsh -------------------------------------------------------------------------------------------------- */

static void zsh_begin(void)
{
	printf("#compdef designconv\n"
	       "# zsh completion of designconv, printed by designconv --completion zsh\n"
	       "_designconv_or_files() { compadd -- \"$@\"; _files }\n"
	       "_arguments -s -S \\\n");
}

static void zsh_action(const struct option_def *d)
{
	printf(":%s:", d->argument);
	if (takes_formats(d)) {
		printf("_values -s , format ");
		print_words(d);
	} else if (has_words(d)) {
		printf("%s", takes_files(d) ? " _designconv_or_files " : "(");
		print_words(d);
		printf("%s", takes_files(d) ? "" : ")");
	} else if (takes_files(d))
		printf("_files");
}

static void zsh_spec(const struct option_def *d, const char *name, const char *separator)
{
	printf("\t'*%s%s[", name, separator);
	print_help(d->help, "[]:\\");
	printf("]");
	if (d->type != OPTION_FLAG)
		zsh_action(d);
	printf("' \\\n");
}

static void zsh_option(const struct option_def *d, char short_name)
{
	char name[80], letter[3] = { '-', short_name, '\0' };
	if (short_name)
		zsh_spec(d, letter, d->type == OPTION_FLAG ? "" : "+");
	snprintf(name, sizeof name, "--%s", d->name);
	zsh_spec(d, name, d->type == OPTION_FLAG ? "" : "=");
	if (is_switch(d))
		printf("\t'--no-%s[not --%s]' \\\n", d->name, d->name);
}

static void zsh_end(void)
{
	printf("\t'*:feed:_files'\n");
}

/* ---- fish ------------------------------------------------------------------------------------------------- */

static void fish_begin(void)
{
	printf("# fish completion of designconv, printed by designconv --completion fish\n");
}

static void fish_option(const struct option_def *d, char short_name)
{
	printf("complete -c designconv");
	if (short_name)
		printf(" -s %c", short_name);
	printf(" -l %s", d->name);
	if (d->type != OPTION_FLAG)
		printf("%s", takes_files(d) ? " -r -F" : " -x");
	if (has_words(d)) {
		printf(" -a '");
		print_words(d);
		printf("'");
	}
	printf(" -d '");
	print_help(d->help, "\\");
	printf("'\n");
	if (is_switch(d))
		printf("complete -c designconv -l no-%s -d 'not --%s'\n", d->name, d->name);
}

static void fish_end(void)
{
}

/* ---- the door ---------------------------------------------------------------------------------------------- */

static const struct shell shells[] = {
	{ "bash", bash_begin, bash_option, bash_end },
	{ "zsh", zsh_begin, zsh_option, zsh_end },
	{ "fish", fish_begin, fish_option, fish_end },
};

void completion_print(const char *shell)
{
	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
		if (strcmp(shells[i].name, shell) == 0) {
			shells[i].begin();
			each_option(shells[i].option);
			shells[i].end();
		}
}
