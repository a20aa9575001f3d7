/* unicode.h - what a character is: width, clusters, line breaks, punctuation, case, normal form.
 * The only door to ICU. ASCII never asks it. All functions are pure. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "base/buf.h"

/* ---- unicode_cluster.c ---------------------------------------------------------------------- */

/* Columns of one code point on a character grid (UAX #11): 2 for wide and fullwidth, 0 for marks,
 * format characters and controls, else 1. Ambiguous counts as 1. [col] */
int unicode_width(uint32_t c);
/* Where the grapheme cluster that starts at `at` ends (UAX #29, extended). `at` is below s.len. */
size_t unicode_cluster_end(struct str s, size_t at);
/* Columns of one cluster: an emoji sequence is 2, else the sum of its code points. [col] */
size_t unicode_cluster_columns(struct str cluster);
/* Columns of a whole string. A tab counts as 1. [col] */
size_t unicode_columns(struct str s);
/* The longest start of `s` that is at most `columns` wide and ends between clusters [byte]. */
size_t unicode_fit(struct str s, size_t columns);

/* ---- unicode_break.c ------------------------------------------------------------------------ */

enum break_mark { BREAK_NO, BREAK_MAY, BREAK_MUST };
/* marks[i] tells of a line break just before byte i, for i in 0 … s.len (UAX #14 of Unicode 15, the
 * pair rules for numbers). marks[s.len] is BREAK_MUST. A soft hyphen may be broken after. */
void unicode_line_breaks(struct str s, unsigned char *marks);

/* ---- unicode.c ------------------------------------------------------------------------------ */

bool unicode_is_space(uint32_t c);	 /* Zs, tab, line ends */
bool unicode_is_punctuation(uint32_t c); /* categories P */
bool unicode_is_symbol(uint32_t c);	 /* categories S */
bool unicode_is_letter(uint32_t c);	 /* categories L */
bool unicode_is_mark(uint32_t c);	 /* categories M */
bool unicode_is_digit(uint32_t c);	 /* category Nd */
bool unicode_is_control(uint32_t c);	 /* Cc, Cf, Cs, Co, Cn, Zl, Zp */
/* Letters of a script that is written without spaces between words: Han, kana, Thai … */
bool unicode_is_ideograph(uint32_t c);
uint32_t unicode_lower(uint32_t c); /* simple case mapping */
uint32_t unicode_upper(uint32_t c);

/* ---- unicode_normal.c ----------------------------------------------------------------------- */

/* What a letter is without its accents, by canonical decomposition: é → e; c itself when it has none. */
uint32_t unicode_base(uint32_t c);
/* Appends s in NFC; malformed bytes become U+FFFD. */
void unicode_put_nfc(struct buf *, struct str s);
/* Appends s in NFKC: a ligature's or contextual form's letters (ﬁ → fi, ﻻ → لا). */
void unicode_put_compatible(struct buf *, struct str s);
/* Appends s without regard to case, for comparing names (full case folding of the NFC). */
void unicode_put_folded(struct buf *, struct str s);
/* Appends a host's name as the net spells it ("bücher.example" → "xn--bcher-kva.example", UTS #46).
 * False, and nothing appended, when it cannot be one. */
bool unicode_put_host(struct buf *, struct str host);

#endif
