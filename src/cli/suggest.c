/* suggest.c - what a misspelt option was meant to be: the nearest name by edit distance, the one that
 * begins so, or a format's name where -t is meant. */
#include "cli/options.h"

#include <stdio.h>

enum { FAR = 4, LONGEST = 31 };

/* Edit distance with a ceiling: words longer than LONGEST are never near. */
static int distance(const char *a, const char *b)
{
	int row[LONGEST + 1];
	size_t n = strlen(b);
	if (n > LONGEST || strlen(a) > LONGEST)
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

/* Of a short word, less than half may differ. */
static void consider(struct nearest *best, const char *wanted, const char *candidate)
{
	size_t n = strlen(wanted);
	int d = distance(wanted, candidate);
	if (n >= 3 && strncmp(candidate, wanted, n) == 0)
		d = 1;
	if (d < best->distance && (size_t)d * 2 < n)
		*best = (struct nearest){ candidate, d };
}

static const struct backend *format_named(const char *name)
{
	return backend_find(str_from_c(name));
}

bool suggest_option(const char *name, char *hint, size_t size)
{
	const struct backend *format = format_named(name);
	if (format) {
		snprintf(hint, size, "Did you mean -t %s? All options: designconv --help.", format->name);
		return true;
	}
	bool off = strncmp(name, "no-", 3) == 0;
	struct nearest best = { NULL, FAR };
	for (const struct program_option *p = program_options; p->def.name; p++)
		consider(&best, off ? name + 3 : name, p->def.name);
	for (size_t i = 0; backends[i]; i++)
		for (const struct option_def *d = backends[i]->options; d && d->name; d++)
			consider(&best, off ? name + 3 : name, d->name);
	if (best.word)
		snprintf(hint, size, "Did you mean --%s%s? All options: designconv --help.", off ? "no-" : "", best.word);
	return best.word != NULL;
}
