/* date.c - the calendar, and dates written. Days are counted from 1970-01-01, in years that begin in
 * March, so that the leap day comes last. */
#include "base/date_parts.h"

int64_t date_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void date_civil(int64_t days, int *year, int *month, int *day)
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

struct date date_from_seconds(int64_t seconds)
{
	return (struct date){ .seconds = seconds, .known = true, .has_time = true };
}

/* ---- writing -------------------------------------------------------------------------- */

static int64_t floor_days(int64_t seconds)
{
	return (seconds >= 0 ? seconds : seconds - 86399) / 86400;
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
	date_civil(days, &year, &month, &day);
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
	date_civil(local_days(d), &year, &month, &day);
	buf_put_int(b, day);
	buf_putc(b, ' ');
	buf_puts(b, names[month - 1]);
	buf_putc(b, ' ');
	buf_put_int(b, year);
}

int date_year(struct date d)
{
	int year, month, day;
	date_civil(local_days(d), &year, &month, &day);
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
