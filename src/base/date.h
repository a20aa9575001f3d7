/* date.h - moments in time as feeds write them: RFC 822, RFC 3339, and the common misspellings. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/buf.h"

struct date {
	int64_t seconds; /* since 1970-01-01T00:00:00Z, proleptic Gregorian, no leap seconds */
	int offset;      /* [minute] east of UTC, as the source wrote it */
	bool known;
	bool has_time; /* the source gave hours, not just a day */
};

static inline bool date_known(struct date d) { return d.known; }

/* Reads RFC 822 (also with two-digit years, full month names, missing seconds, odd zones),
 * RFC 3339 / ISO 8601 / W3CDTF (year, month or day alone too), asctime. Anything unreadable, and
 * anything before 1990 (Hugo's zero date is 0001-01-01), is a date that is not known. */
struct date date_parse(struct str s);
struct date date_from_seconds(int64_t seconds);
/* 2024-03-09 in the date's own zone. */
void date_put_day(struct buf *, struct date);
/* 2024-03-09T10:20:30Z */
void date_put_utc(struct buf *, struct date);
/* "9 March 2024", for people; English. */
void date_put_long(struct buf *, struct date);
int date_year(struct date);
/* -1, 0, 1; an unknown date comes first. */
int date_cmp(struct date, struct date);

#endif
