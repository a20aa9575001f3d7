/* date_test.c - what each way to write a date comes to, and what is no date at all. */
#include "base/date.h"

#include "check.h"

static void check_utc(const char *source, const char *expected)
{
	struct buf b;
	buf_init(&b);
	struct date d = date_parse(str_from_c(source));
	if (!d.known)
		buf_puts(&b, "unknown");
	else
		date_put_utc(&b, d);
	if (!str_eq_c(buf_str(&b), expected)) {
		fprintf(stderr, "date_parse(\"%s\"): %.*s, not %s\n", source, STR_ARG(buf_str(&b)), expected);
		exit(1);
	}
	buf_done(&b);
}

static const struct {
	const char *source, *utc;
} cases[] = {
	/* RFC 822 and RFC 2822 */
	{ "Sat, 09 Mar 2024 10:20:30 GMT", "2024-03-09T10:20:30Z" },
	{ "Sat, 9 Mar 2024 10:20:30 +0100", "2024-03-09T09:20:30Z" },
	{ "9 Mar 2024 10:20 -0800", "2024-03-09T18:20:00Z" },
	{ "Sat,09 Mar 24 10:20:30 EST", "2024-03-09T15:20:30Z" },
	{ "Thu, 01 Jan 98 19:48:21 GMT", "1998-01-01T19:48:21Z" },
	{ "Saturday, 09 March 2024 10:20:30 PDT", "2024-03-09T17:20:30Z" },
	{ "Sat, March 9, 2024 10:20:30 Z", "2024-03-09T10:20:30Z" },
	{ "Sat, 09 Mar 2024 10:20:30 GMT+2", "2024-03-09T08:20:30Z" },
	{ "Sat, 09 Mar 2024 10:20:30 UTC-0330", "2024-03-09T13:50:30Z" },
	{ "Sat, 09 Mar 2024 10:20:30 -0700 (MST)", "2024-03-09T17:20:30Z" },
	{ "Sat, 09 Mar 2024 24:00:00 +0000", "2024-03-10T00:00:00Z" },
	{ "Mon, 31 Dec 2001 23:59:60 +0000", "2002-01-01T00:00:00Z" },
	{ "Wed, 09 Mar 2024 10:20:30 XYZ", "2024-03-09T10:20:30Z" },
	{ "Sat 09 Mar 2024 10:20:30PM +0000", "2024-03-09T22:20:30Z" },
	{ "Sep 12th, 2023", "2023-09-12T00:00:00Z" },
	{ "  Sat, 09 Mar 2024  ", "2024-03-09T00:00:00Z" },
	{ "09-Mar-2024 10:20", "2024-03-09T10:20:00Z" },
	/* asctime, date(1) */
	{ "Sat Mar  9 10:20:30 2024", "2024-03-09T10:20:30Z" },
	{ "Sat Mar  9 10:20:30 PST 2024", "2024-03-09T18:20:30Z" },
	/* RFC 3339, ISO 8601, W3CDTF */
	{ "2024-03-09T10:20:30Z", "2024-03-09T10:20:30Z" },
	{ "2024-03-09t10:20:30.123456+05:30", "2024-03-09T04:50:30Z" },
	{ "2024-03-09T10:20-08:00", "2024-03-09T18:20:00Z" },
	{ "2024-03-09 10:20:30 -0800", "2024-03-09T18:20:30Z" },
	{ "2024-03-09 10:20:30 PST", "2024-03-09T18:20:30Z" },
	{ "2024-03-09", "2024-03-09T00:00:00Z" },
	{ "2024-03", "2024-03-01T00:00:00Z" },
	{ "2024", "2024-01-01T00:00:00Z" },
	{ "20240309", "2024-03-09T00:00:00Z" },
	{ "20240309T102030Z", "2024-03-09T10:20:30Z" },
	{ "2024-069", "2024-03-09T00:00:00Z" },
	{ "2024-W10-6", "2024-03-09T00:00:00Z" },
	{ "2024/03/09 10:20:30", "2024-03-09T10:20:30Z" },
	{ "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z" },
	{ "2024-03-09T10:20:30+0900", "2024-03-09T01:20:30Z" },
	{ "2024-03-09T10", "2024-03-09T10:00:00Z" },
	/* what programs write by mistake */
	{ "9/13/2011 10:00:00 PM", "2011-09-13T22:00:00Z" },
	{ "13/9/2011", "2011-09-13T00:00:00Z" },
	{ "31.12.2003", "2003-12-31T00:00:00Z" },
	{ "5/10/2011 12:05:00 AM", "2011-05-10T00:05:00Z" },
	/* other languages */
	{ "Sa, 09 Mär 2024 10:20:30 +0100", "2024-03-09T09:20:30Z" },
	{ "Mar, 05 Dez 2023 08:00:00 GMT", "2023-12-05T08:00:00Z" },
	{ "mar., 05 déc. 2023 08:00:00 +0100", "2023-12-05T07:00:00Z" },
	{ "9 março 2024", "2024-03-09T00:00:00Z" },
	/* no dates */
	{ "", "unknown" },
	{ "yesterday", "unknown" },
	{ "Mon, 01 Jan 0001 00:00:00 +0000", "unknown" },
	{ "0001-01-01T00:00:00Z", "unknown" },
	{ "1970-01-01T00:00:00Z", "unknown" },
	{ "1989-12-31", "unknown" },
	{ "2024-13-01", "unknown" },
	{ "Sat, 00 Mar 2024 10:20:30 GMT", "unknown" },
	{ "10:20:30", "unknown" },
	{ "99999999999999999999", "unknown" },
	{ "2024-", "unknown" },
	{ "-", "unknown" },
	{ "Mar", "unknown" },
};

static void check_shapes(void)
{
	struct buf b;
	buf_init(&b);
	struct date d = date_parse(STR("Sat, 09 Mar 2024 23:30:00 -0800"));
	date_put_day(&b, d);
	CHECK_STR(buf_str(&b), "2024-03-09");
	buf_clear(&b);
	date_put_long(&b, d);
	CHECK_STR(buf_str(&b), "9 March 2024");
	CHECK(date_year(d) == 2024 && d.has_time && d.offset == -480);
	CHECK(!date_parse(STR("2024-03-09")).has_time);
	buf_clear(&b);
	date_put_utc(&b, date_from_seconds(-1));
	CHECK_STR(buf_str(&b), "1969-12-31T23:59:59Z");
	buf_clear(&b);
	date_put_utc(&b, date_from_seconds(315532800));
	CHECK_STR(buf_str(&b), "1980-01-01T00:00:00Z");
	buf_done(&b);
}

/* Every day of the years 1900 to 2299 there and back. */
static void check_calendar(void)
{
	struct buf b;
	buf_init(&b);
	for (int64_t day = 7305; day < 120530; day++) {
		buf_clear(&b);
		date_put_utc(&b, date_from_seconds(day * 86400 + 1));
		struct date d = date_parse(buf_str(&b));
		CHECK(d.known && d.seconds == day * 86400 + 1);
	}
	buf_done(&b);
}

int main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check_utc(cases[i].source, cases[i].utc);
	check_shapes();
	check_calendar();
	struct date unknown = { 0 };
	struct date early = date_parse(STR("2001-01-01")), late = date_parse(STR("2002-01-01"));
	CHECK(date_cmp(unknown, early) == -1 && date_cmp(late, unknown) == 1);
	CHECK(date_cmp(early, late) == -1 && date_cmp(late, late) == 0 && date_cmp(unknown, unknown) == 0);
	return 0;
}
