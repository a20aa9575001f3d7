/* str.h - a slice of bytes: UTF-8 unless said otherwise, not owned, not NUL-terminated. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t len; /* [byte] */
};

/* The slice of a string literal; the first also serves as a static initialiser. */
#define STR_INIT(lit) { (lit), sizeof(lit) - 1 }
#define STR(lit) ((struct str)STR_INIT(lit))
#define STR_NONE ((struct str){ NULL, 0 })

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).p ? (s).p : ""

/* The slice of a NUL-terminated string; NULL gives the empty slice. */
static inline struct str str_from_c(const char *s)
{
	return (struct str){ s, s ? strlen(s) : 0 };
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

static inline bool str_eq_c(struct str a, const char *b)
{
	return str_eq(a, str_from_c(b));
}

/* ASCII character classes: never the locale's. */
static inline bool ch_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline bool ch_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool ch_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static inline bool ch_alnum(char c) { return ch_alpha(c) || ch_digit(c); }
static inline char ch_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static inline char ch_upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 32) : c; }

/* ASCII letters compare without regard to case; all other bytes as they are. */
bool str_same_nocase(const char *a, const char *b, size_t len);
static inline bool str_eq_nocase(struct str a, struct str b)
{
	return a.len == b.len && str_same_nocase(a.p, b.p, a.len);
}
/* Byte order, as memcmp; a prefix comes first. */
int str_cmp(struct str a, struct str b);
static inline bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.p, prefix.p, prefix.len) == 0);
}
bool str_starts_nocase(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Index of the first occurrence at or after `from`, or -1. Linear. */
ptrdiff_t str_find(struct str s, struct str needle, size_t from);
ptrdiff_t str_find_nocase(struct str s, struct str needle, size_t from);
ptrdiff_t str_find_char(struct str s, char c, size_t from);
size_t str_count_char(struct str s, char c);
/* Clamped: indices past the end give an empty slice. */
static inline struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from >= to)
		return (struct str){ s.p ? s.p + (from < s.len ? from : s.len) : NULL, 0 };
	return (struct str){ s.p + from, to - from };
}
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* Cuts the next token off `rest` at any byte of `separators`, runs of which count as one;
 * false when none is left. */
bool str_token(struct str *rest, const char *separators, struct str *token);
/* Cuts the next line off `rest`; its line feed, which the last may lack, goes with it but is no part of it.
 * False when nothing is left. */
bool str_take_line(struct str *rest, struct str *line);
/* Whether `token` stands among the white-space separated words of `s` (class="a b"). */
bool str_has_word(struct str s, struct str token);
/* Decimal, an optional sign, nothing else but white space around it; false and *value
 * untouched when it is not that or overflows. */
bool str_parse_long(struct str s, long *value);

#endif
