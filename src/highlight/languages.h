/* languages.h - inside highlight/: a language as a row of data. */
#ifndef HIGHLIGHT_LANGUAGES_H
#define HIGHLIGHT_LANGUAGES_H

#include "base/str.h"

enum language_flag {
	LANGUAGE_NO_CASE = 1,      /* keywords in any case (SQL) */
	LANGUAGE_HASH_LINE = 2,    /* a line that begins with # is a directive (C) */
	LANGUAGE_TRIPLE = 4,       /* """…""" over lines (Python, Kotlin, Swift) */
	LANGUAGE_KEYS = 8,         /* a word or string before ':' is a name (JSON, YAML) */
	LANGUAGE_DOLLAR = 16,      /* $name is a name (shell, PHP) */
	LANGUAGE_CHAR = 32,        /* 'x' is a character, ' alone is none (Rust lifetimes) */
	LANGUAGE_DASHES = 64,      /* words may hold '-' (CSS, Lisp) */
	LANGUAGE_AT = 128,         /* @name is a name (Java, Python) */
	LANGUAGE_TAGS = 256,       /* <tag attribute="…"> (HTML, XML) */
	LANGUAGE_DIFF = 512,       /* by lines: + - @@ */
	LANGUAGE_SIGNED_HASH = 1024, /* # begins a comment only behind a blank (shell, YAML) */
};

struct language {
	const char *names;    /* space-separated, lower case */
	const char *keywords; /* space-separated, sorted as written */
	const char *line_comments[2];
	const char *block_comment[2]; /* opening, closing; NULL: none */
	const char *quotes;   /* each opens a string that ends with itself; backslash escapes */
	const char *long_quotes; /* those that may run over lines */
	unsigned flags;
};

/* NULL when it is not known. */
const struct language *language_find(struct str name);

#endif
