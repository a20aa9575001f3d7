/* date_parts.h - what the files that read and write dates share: the calendar, and the words of dates.
 * Private to date*.c; others use date.h. All functions are pure. */
#ifndef BASE_DATE_PARTS_H
#define BASE_DATE_PARTS_H

#include "base/date.h"

/* ---- date.c: the proleptic Gregorian calendar ---------------------------------------------- */

/* Days from 1970-01-01; months from 1. A day past the end of its month rolls over. */
int64_t date_days(int year, int month, int day);
void date_civil(int64_t days, int *year, int *month, int *day);

/* ---- date_words.c -------------------------------------------------------------------------- */

enum { DATE_NONE = -1 };
/* 1 to 12 of a word that begins as a month's name, in any of the languages known; else DATE_NONE. */
int date_month_word(struct str word);
/* An English weekday, or the beginning of one. */
bool date_is_weekday(struct str word);
/* What a zone's name stands for [minute] east of UTC; false, and nothing set, for no zone's name. */
bool date_zone_word(struct str word, int *offset);

#endif
