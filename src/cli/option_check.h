/* option_check.h - what the files that read the command line share: values, and complaints. Each
 * complaint is two lines on stderr, what is wrong and what helps, and returns false. */
#ifndef OPTION_CHECK_H
#define OPTION_CHECK_H

#include "cli/options.h"

/* `detail` may be NULL; so may `hint`, which then names --help. */
bool option_wrong(const char *what, const char *detail, const char *hint);
bool option_wrong_value(const struct option_def *, const char *value);

/* Fills `out` with "It takes feed, date or title.", cut where it would not fit; `opening` comes first. */
void option_list_words(char *out, size_t size, const char *opening, const char *const *words);
/* Where the word stands in its list, or -1. */
int option_word_index(const char *const *words, const char *value);
bool option_value_fits(const struct option_def *, const char *value);
/* NULL: the format has no such option. */
const struct option_def *option_of_format(const struct backend *, const char *name);

/* Whether everything on the line goes together. Guesses the format from -o where -t is absent. */
bool options_check(struct options *);

/* Says that addresses are not fetched, and the line that does it: the command line as it was given,
 * fed by curl. `o` is what it says. */
void option_refuse_addresses(const struct options *o, int argc, char **argv);
bool option_is_address(const char *input);

#endif
