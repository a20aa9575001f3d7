/* date.c - one tolerant reader for every shape of date that feeds write.
 *
 * A date that starts with a year ("2024-03-09T…") is read by position, as ISO 8601 has it; any
 * other is cut into tokens, and each token says by its look what it is: a month's name, a time, a
 * year, a zone. So order, commas and weekdays do not matter. Days past the end of a month and hour
 * 24 roll over, as calendars do. Calendar arithmetic counts days from 1970-01-01 with years that
 * begin in March, so that the leap day comes last. */
#include "base/date.h"

enum { NONE = -1, FIRST_YEAR = 1990, LAST_YEAR = 9999 };

struct fields {
	int year, month, day; /* NONE: not said */
	int hour, minute, second;
	int offset; /* [minute] east of UTC */
	bool has_offset, pm, am;
};

/* ---- calendar ------------------------------------------------------------------------- */

static int64_t days_from_civil(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_from_days(int64_t days, int *year, int *month, int *day)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t of_era = days - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;
	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

static int64_t floor_days(int64_t seconds)
{
	return (seconds >= 0 ? seconds : seconds - 86399) / 86400;
}

/* ---- words ---------------------------------------------------------------------------- */

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

static int month_from_word(struct str word)
{
	if (str_eq_nocase(word, STR("março")))
		return 3;
	char first = word.len ? ch_lower(word.p[0]) : '\0';
	for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
		if (months[i].start[0] == first && str_starts_nocase(word, str_from_c(months[i].start)))
			return months[i].month;
	return NONE;
}

static bool is_weekday(struct str word)
{
	for (size_t i = 0; i < sizeof weekdays / sizeof weekdays[0]; i++)
		if (str_starts_nocase(word, str_from_c(weekdays[i])))
			return true;
	return false;
}

static bool zone_from_word(struct str word, int *offset)
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

/* ---- numbers -------------------------------------------------------------------------- */

/* Up to `max` digits at *at; NONE when there is none. */
static int digits(struct str s, size_t *at, int max)
{
	int value = NONE;
	for (int n = 0; n < max && *at < s.len && ch_digit(s.p[*at]); n++, ++*at)
		value = (value == NONE ? 0 : value * 10) + (s.p[*at] - '0');
	return value;
}

static bool at_char(struct str s, size_t at, char c)
{
	return at < s.len && s.p[at] == c;
}

static size_t digit_run(struct str s, size_t at)
{
	size_t n = 0;
	while (at + n < s.len && ch_digit(s.p[at + n]))
		n++;
	return n;
}

/* "10:20", "10:20:30", "10:20:30.123", "102030": moves *at behind it. */
static bool read_time(struct str s, size_t *at, struct fields *f)
{
	f->hour = digits(s, at, 2);
	if (f->hour == NONE)
		return false;
	bool colon = at_char(s, *at, ':');
	*at += colon;
	f->minute = digits(s, at, 2);
	if (f->minute == NONE)
		f->minute = 0;
	f->second = 0;
	if (colon ? at_char(s, *at, ':') : digit_run(s, *at) >= 2) {
		*at += colon;
		f->second = digits(s, at, 2);
		if (f->second == NONE)
			f->second = 0;
	}
	if (at_char(s, *at, '.') || at_char(s, *at, ',')) {
		size_t n = digit_run(s, *at + 1);
		*at += n ? n + 1 : 0;
	}
	return true;
}

/* "+05:30", "-0800", "+01", "-8"; also with a Unicode minus. */
static bool read_offset(struct str s, size_t *at, struct fields *f)
{
	size_t i = *at;
	int sign = at_char(s, i, '+') ? 1 : at_char(s, i, '-') ? -1 : 0;
	i += 1;
	if (!sign && str_starts(str_sub(s, *at, s.len), STR("−"))) {
		sign = -1;
		i = *at + strlen("−");
	}
	if (!sign || !digit_run(s, i))
		return false;
	size_t run = digit_run(s, i);
	int hours = digits(s, &i, run == 3 ? 1 : 2);
	i += at_char(s, i, ':');
	int minutes = digits(s, &i, 2);
	f->offset = sign * (hours * 60 + (minutes == NONE ? 0 : minutes));
	f->has_offset = true;
	*at = i;
	return true;
}

/* ---- ISO 8601 ------------------------------------------------------------------------- */

/* What follows the date in ISO order: [T ]time zone. */
static void read_iso_time(struct str s, size_t at, struct fields *f)
{
	while (at < s.len && (s.p[at] == 'T' || s.p[at] == 't' || s.p[at] == '_' || ch_space(s.p[at])))
		at++;
	if (at >= s.len || !read_time(s, &at, f))
		return;
	struct str rest = str_trim(str_sub(s, at, s.len));
	size_t i = 0;
	if (rest.len && !read_offset(rest, &i, f)) {
		struct str word;
		while (str_token(&rest, " \t\r\n", &word)) {
			i = 0;
			if (str_eq_nocase(word, STR("pm")))
				f->pm = true;
			else if (str_eq_nocase(word, STR("am")))
				f->am = true;
			else if (!read_offset(word, &i, f))
				f->has_offset |= zone_from_word(word, &f->offset);
		}
	}
}

static void set_day_of_year(struct fields *f, int day)
{
	f->month = 1;
	f->day = day; /* days_from_civil does not mind a 60th of January */
}

/* Monday of week 1 is the Monday of the week that holds January 4th. */
static void set_week(struct fields *f, int week, int weekday)
{
	int64_t fourth = days_from_civil(f->year, 1, 4);
	int64_t monday = fourth - (((fourth + 3) % 7 + 7) % 7);
	civil_from_days(monday + (week - 1) * 7 + (weekday == NONE ? 0 : weekday - 1), &f->year,
			&f->month, &f->day);
}

static bool parse_iso(struct str s, struct fields *f)
{
	size_t at = 0;
	size_t run = digit_run(s, 0);
	char after = run < s.len ? s.p[run] : '\0';
	if (run == 2 && after == '-') { /* 03-12-31 */
		f->year = 2000 + digits(s, &at, 2);
		if (digit_run(s, 3) != 2 || !at_char(s, 5, '-') || digit_run(s, 6) != 2)
			return false;
	} else if (run == 8 || run == 7 || run == 14 || run == 12) {
		f->year = digits(s, &at, 4);
		if (run == 7) {
			set_day_of_year(f, digits(s, &at, 3));
		} else {
			f->month = digits(s, &at, 2);
			f->day = digits(s, &at, 2);
		}
		read_iso_time(s, at, f);
		return true;
	} else if (run == 6) { /* 200312: a month, as W3CDTF's readers took it */
		f->year = digits(s, &at, 4);
		f->month = digits(s, &at, 2);
		return true;
	} else if (run == 4) {
		f->year = digits(s, &at, 4);
		if (after != '-' && after != '/' && after != '.' && after != '\0')
			return false;
	} else {
		return false;
	}
	if (at >= s.len) {
		f->month = f->day = 1;
		return true;
	}
	char separator = s.p[at++];
	if (at_char(s, at, 'W')) {
		at++;
		int week = digits(s, &at, 2);
		at += at_char(s, at, '-');
		set_week(f, week, digits(s, &at, 1));
		return week != NONE;
	}
	run = digit_run(s, at);
	if (run == 3) {
		set_day_of_year(f, digits(s, &at, 3));
		read_iso_time(s, at, f);
		return true;
	}
	if (run == 0 || run > 4)
		return false;
	f->month = digits(s, &at, 2);
	f->day = 1;
	if (at_char(s, at, separator)) {
		at++;
		f->day = digits(s, &at, 2);
	} else if (digit_run(s, at) == 2) {
		f->day = digits(s, &at, 2);
	}
	read_iso_time(s, at, f);
	return f->day != NONE;
}

/* ---- everything else ------------------------------------------------------------------ */

static int full_year(int value, size_t n_digits)
{
	if (n_digits == 2)
		return value < 50 ? 2000 + value : 1900 + value;
	return n_digits == 3 ? 1900 + value : value;
}

/* "09/13/2011" (month first unless it cannot be), "31.12.2003", "09-Mar-2024". */
static bool read_joined_date(struct str token, struct fields *f)
{
	struct str part[3];
	size_t n = 0;
	while (n < 3 && str_token(&token, "/.-", &part[n]))
		n++;
	if (n < 3 || token.len || !ch_digit(part[0].p[0]) || !ch_digit(part[2].p[0]))
		return false;
	size_t at = 0;
	int first = digits(part[0], &at, 4);
	size_t first_len = at;
	at = 0;
	int last = digits(part[2], &at, 4);
	size_t last_len = at;
	at = 0;
	int middle = ch_digit(part[1].p[0]) ? digits(part[1], &at, 2) : month_from_word(part[1]);
	if (middle == NONE)
		return false;
	if (first_len == 4) {
		f->year = first, f->month = middle, f->day = last;
		return true;
	}
	f->year = full_year(last, last_len);
	bool named = !ch_digit(part[1].p[0]);
	bool slashes = !named && part[0].p[part[0].len] == '/';
	bool month_first = slashes && first <= 12;
	f->month = month_first ? first : middle;
	f->day = month_first ? middle : first;
	return true;
}

static void read_number(struct str token, struct fields *f)
{
	size_t at = 0;
	size_t run = digit_run(token, 0);
	int value = digits(token, &at, 4);
	if (run > 4)
		return;
	if (run <= 2 && f->day == NONE)
		f->day = value;
	else if (f->year == NONE && run >= 2)
		f->year = full_year(value, run);
}

static void read_word(struct str word, bool comma, struct fields *f)
{
	int month = month_from_word(word);
	size_t at = 0;
	if (str_eq_nocase(word, STR("am")) || str_eq_nocase(word, STR("a.m.")))
		f->am = true;
	else if (str_eq_nocase(word, STR("pm")) || str_eq_nocase(word, STR("p.m.")))
		f->pm = true;
	else if (comma && f->day == NONE && f->month == NONE && word.len <= 10 && month == NONE)
		return; /* a weekday in some language */
	else if (is_weekday(word) && month == NONE)
		return;
	else if (month != NONE && f->month == NONE && !(comma && f->day == NONE && word.len <= 4))
		f->month = month; /* "Mar, 05 Gen": a martedì, not a March */
	else if (!f->has_offset && zone_from_word(word, &f->offset))
		f->has_offset = true;
	else if (str_starts_nocase(word, STR("GMT")) || str_starts_nocase(word, STR("UTC")))
		read_offset(str_sub(word, 3, word.len), &at, f);
}

static bool parse_words(struct str s, struct fields *f)
{
	struct str token;
	while (str_token(&s, " \t\r\n,;()", &token)) {
		bool comma = s.len && s.p[0] == ',';
		size_t at = 0;
		if (ch_digit(token.p[0])) {
			if (str_find_char(token, ':', 0) >= 0) {
				if (f->hour != NONE)
					continue;
				read_time(token, &at, f);
				struct str rest = str_sub(token, at, token.len);
				at = 0;
				if (rest.len && !read_offset(rest, &at, f))
					read_word(rest, false, f);
			} else if (!read_joined_date(token, f)) {
				read_number(token, f);
			}
		} else if (token.p[0] == '+' || token.p[0] == '-' || token.p[0] == '\xe2') {
			if (!read_offset(token, &at, f) && token.len > 1)
				read_word(str_sub(token, 1, token.len), comma, f);
		} else {
			read_word(token, comma, f);
		}
	}
	return f->year != NONE && f->month != NONE;
}

/* ---- the door ------------------------------------------------------------------------- */

struct date date_parse(struct str s)
{
	enum { LONGEST = 100 };
	struct fields f = { .year = NONE, .month = NONE, .day = NONE, .hour = NONE };
	s = str_trim(s);
	if (s.len == 0 || s.len > LONGEST)
		return (struct date){ 0 };
	if (!ch_digit(s.p[0]) || !parse_iso(s, &f)) {
		f = (struct fields){ .year = NONE, .month = NONE, .day = NONE, .hour = NONE };
		if (!parse_words(s, &f))
			return (struct date){ 0 };
	}
	if (f.day == NONE)
		f.day = 1;
	bool has_time = f.hour != NONE;
	if (!has_time)
		f.hour = f.minute = f.second = 0;
	if (f.pm && f.hour < 12)
		f.hour += 12;
	if (f.am && f.hour == 12)
		f.hour = 0;
	if (f.year < FIRST_YEAR || f.year > LAST_YEAR || f.month < 1 || f.month > 12 || f.day < 1 ||
	    f.day > 366 || f.hour > 24 || f.minute > 59 || f.second > 60)
		return (struct date){ 0 };
	if (f.offset > 18 * 60 || f.offset < -18 * 60)
		f.offset = 0;
	int64_t seconds = days_from_civil(f.year, f.month, f.day) * 86400 + f.hour * 3600 +
			  f.minute * 60 + f.second - f.offset * 60;
	return (struct date){ .seconds = seconds, .offset = f.offset, .known = true, .has_time = has_time };
}

struct date date_from_seconds(int64_t seconds)
{
	return (struct date){ .seconds = seconds, .known = true, .has_time = true };
}

static void put_padded(struct buf *b, int value, int width)
{
	for (int least = 10; width > 1; width--, least *= 10)
		if (value < least)
			buf_putc(b, '0');
	buf_put_int(b, value);
}

static void put_day(struct buf *b, int64_t days)
{
	int year, month, day;
	civil_from_days(days, &year, &month, &day);
	put_padded(b, year, 4);
	buf_putc(b, '-');
	put_padded(b, month, 2);
	buf_putc(b, '-');
	put_padded(b, day, 2);
}

static int64_t local_days(struct date d)
{
	return floor_days(d.seconds + d.offset * 60);
}

void date_put_day(struct buf *b, struct date d)
{
	put_day(b, local_days(d));
}

void date_put_utc(struct buf *b, struct date d)
{
	int64_t days = floor_days(d.seconds);
	int rest = (int)(d.seconds - days * 86400);
	put_day(b, days);
	buf_putc(b, 'T');
	put_padded(b, rest / 3600, 2);
	buf_putc(b, ':');
	put_padded(b, rest / 60 % 60, 2);
	buf_putc(b, ':');
	put_padded(b, rest % 60, 2);
	buf_putc(b, 'Z');
}

void date_put_long(struct buf *b, struct date d)
{
	static const char *const names[] = { "January", "February", "March",     "April",
					     "May",     "June",     "July",      "August",
					     "September", "October", "November", "December" };
	int year, month, day;
	civil_from_days(local_days(d), &year, &month, &day);
	buf_put_int(b, day);
	buf_putc(b, ' ');
	buf_puts(b, names[month - 1]);
	buf_putc(b, ' ');
	buf_put_int(b, year);
}

int date_year(struct date d)
{
	int year, month, day;
	civil_from_days(local_days(d), &year, &month, &day);
	return year;
}

int date_cmp(struct date a, struct date b)
{
	if (a.known != b.known)
		return a.known ? 1 : -1;
	if (!a.known)
		return 0;
	return (a.seconds > b.seconds) - (a.seconds < b.seconds);
}
