/* date_words.c - the words of dates: months in the languages of feeds, weekdays, zones. */
#include "base/date_parts.h"

/* Beginnings of month names, longest match not needed: no two months share one. English first;
 * then what German, French, Spanish, Italian, Portuguese, Dutch, Polish and Greek feeds write. */
static const struct {
	const char *start;
	int month;
} months[] = {
	{ "jan", 1 }, { "feb", 2 }, { "mar", 3 }, { "apr", 4 }, { "may", 5 }, { "jun", 6 },
	{ "jul", 7 }, { "aug", 8 }, { "sep", 9 }, { "oct", 10 }, { "nov", 11 }, { "dec", 12 },
	{ "jän", 1 }, { "mär", 3 }, { "mrz", 3 }, { "mrt", 3 }, { "mai", 5 }, { "mei", 5 },
	{ "okt", 10 }, { "dez", 12 }, { "fév", 2 }, { "fev", 2 }, { "avr", 4 }, { "juin", 6 },
	{ "juil", 7 }, { "aoû", 8 }, { "aou", 8 }, { "déc", 12 }, { "ene", 1 }, { "abr", 4 },
	{ "ago", 8 }, { "dic", 12 }, { "gen", 1 }, { "mag", 5 }, { "giu", 6 }, { "lug", 7 },
	{ "set", 9 }, { "ott", 10 }, { "out", 10 }, { "sty", 1 }, { "lut", 2 }, { "kwi", 4 },
	{ "maj", 5 }, { "cze", 6 }, { "lip", 7 }, { "sie", 8 }, { "wrz", 9 }, { "paź", 10 },
	{ "lis", 11 }, { "gru", 12 }, { "Ιαν", 1 }, { "Φεβ", 2 }, { "Μάώ", 3 }, { "Μαώ", 3 },
	{ "Μαρ", 3 }, { "Απρ", 4 }, { "Μάι", 5 }, { "Μαϊ", 5 }, { "Μαι", 5 }, { "Ιούν", 6 },
	{ "Ιον", 6 }, { "Ιουν", 6 }, { "Ιούλ", 7 }, { "Ιολ", 7 }, { "Ιουλ", 7 }, { "Αύγ", 8 },
	{ "Αυγ", 8 }, { "Σεπ", 9 }, { "Οκτ", 10 }, { "Νοέ", 11 }, { "Νοε", 11 }, { "Δεκ", 12 },
	{ "márc", 3 }, { "ápr", 4 }, { "máj", 5 }, { "jún", 6 }, { "júl", 7 }, { "szep", 9 },
};

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/* Zone names of RFC 822 and the ones met besides; what is ambiguous has its commonest reading. */
static const struct {
	const char *name;
	int offset; /* [minute] */
} zones[] = {
	{ "Z", 0 }, { "UT", 0 }, { "UTC", 0 }, { "GMT", 0 }, { "WET", 0 }, { "WEST", 60 },
	{ "BST", 60 }, { "IST", 330 }, { "CET", 60 }, { "MET", 60 }, { "MEZ", 60 },
	{ "CEST", 120 }, { "MEST", 120 }, { "MESZ", 120 }, { "EET", 120 }, { "EEST", 180 },
	{ "MSK", 180 }, { "SGT", 480 }, { "HKT", 480 }, { "AWST", 480 }, { "JST", 540 },
	{ "KST", 540 }, { "ACST", 570 }, { "AEST", 600 }, { "AEDT", 660 }, { "NZST", 720 },
	{ "NZDT", 780 }, { "NST", -210 }, { "NDT", -150 }, { "AST", -240 }, { "ADT", -180 },
	{ "BRT", -180 }, { "ART", -180 }, { "EST", -300 }, { "EDT", -240 }, { "ET", -300 },
	{ "CST", -360 }, { "CDT", -300 }, { "CT", -360 }, { "MST", -420 }, { "MDT", -360 },
	{ "MT", -420 }, { "PST", -480 }, { "PDT", -420 }, { "PT", -480 }, { "AKST", -540 },
	{ "AKDT", -480 }, { "HST", -600 },
};

int date_month_word(struct str word)
{
	if (str_eq_nocase(word, STR("março")))
		return 3;
	char first = word.len ? ch_lower(word.p[0]) : '\0';
	for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
		if (months[i].start[0] == first && str_starts_nocase(word, str_from_c(months[i].start)))
			return months[i].month;
	return DATE_NONE;
}

bool date_is_weekday(struct str word)
{
	for (size_t i = 0; i < sizeof weekdays / sizeof weekdays[0]; i++)
		if (str_starts_nocase(word, str_from_c(weekdays[i])))
			return true;
	return false;
}

bool date_zone_word(struct str word, int *offset)
{
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
		if (str_eq_nocase(word, str_from_c(zones[i].name))) {
			*offset = zones[i].offset;
			return true;
		}
	/* RFC 822's military letters: A is +1, J is skipped, N is -1. RFC 2822 calls them
	 * unreliable, but "A" for "+0100" is what those who write them mean. */
	if (word.len == 1 && ch_alpha(word.p[0])) {
		int n = ch_upper(word.p[0]) - 'A';
		if (n <= 12 && n != 9)
			*offset = 60 * (n < 9 ? n + 1 : n);
		else if (n > 12 && n < 25)
			*offset = -60 * (n - 12);
		return n != 9;
	}
	return false;
}
