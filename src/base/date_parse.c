/* date_parse.c - one tolerant reader for every shape of date that feeds write.
 *
 * A date that starts with a year ("2024-03-09T…") is read by position, as ISO 8601 has it; any
 * other is cut into tokens, and each token says by its look what it is: a month's name, a time, a
 * year, a zone. So order, commas and weekdays do not matter. Days past the end of a month and hour
 * 24 roll over, as calendars do. */
#include "base/date_parts.h"

enum { NONE = DATE_NONE, FIRST_YEAR = 1990, LAST_YEAR = 9999 };

struct fields {
	int year, month, day; /* NONE: not said */
	int hour, minute, second;
	int offset; /* [minute] east of UTC */
	bool has_offset, pm, am;
};

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
				f->has_offset |= date_zone_word(word, &f->offset);
		}
	}
}

static void set_day_of_year(struct fields *f, int day)
{
	f->month = 1;
	f->day = day; /* date_days does not mind a 60th of January */
}

/* Monday of week 1 is the Monday of the week that holds January 4th. */
static void set_week(struct fields *f, int week, int weekday)
{
	int64_t fourth = date_days(f->year, 1, 4);
	int64_t monday = fourth - (((fourth + 3) % 7 + 7) % 7);
	date_civil(monday + (week - 1) * 7 + (weekday == NONE ? 0 : weekday - 1), &f->year,
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
	int middle = ch_digit(part[1].p[0]) ? digits(part[1], &at, 2) : date_month_word(part[1]);
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
	int month = date_month_word(word);
	size_t at = 0;
	if (str_eq_nocase(word, STR("am")) || str_eq_nocase(word, STR("a.m.")))
		f->am = true;
	else if (str_eq_nocase(word, STR("pm")) || str_eq_nocase(word, STR("p.m.")))
		f->pm = true;
	else if (comma && f->day == NONE && f->month == NONE && word.len <= 10 && month == NONE)
		return; /* a weekday in some language */
	else if (date_is_weekday(word) && month == NONE)
		return;
	else if (month != NONE && f->month == NONE && !(comma && f->day == NONE && word.len <= 4))
		f->month = month; /* "Mar, 05 Gen": a martedì, not a March */
	else if (!f->has_offset && date_zone_word(word, &f->offset))
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
	int64_t seconds = date_days(f.year, f.month, f.day) * 86400 + f.hour * 3600 +
			  f.minute * 60 + f.second - f.offset * 60;
	return (struct date){ .seconds = seconds, .offset = f.offset, .known = true, .has_time = has_time };
}
