/* ink_page.h - one leaf block, laid down, while it is searched for what a reader would misread: what
 * ink_escape.c (each byte), ink_run.c (runs of delimiters) and ink_line.c (starts of lines) share. */
#ifndef BACKEND_MARKDOWN_INK_PAGE_H
#define BACKEND_MARKDOWN_INK_PAGE_H

#include "backend/markdown/ink.h"

#include "base/utf8.h"

/* Where the runs of one delimiter character can open first and close last; SIZE_MAX, 0: nowhere. */
struct partners {
	size_t first_open, last_close;
};

struct page {
	const struct flavor *flavor;
	const bool *doubtful;
	struct ink_context context;
	struct str s;
	const char *kinds;
	struct partners star, low, tilde, equals, dollar, caret;
	size_t last_greater; /* position of the last '>' + 1 */
	size_t n_ticks;	     /* runs of backticks */
	size_t last_define;  /* position of the last "]:" + 1 */
	bool brackets_define;
	size_t run_end;	     /* the last run that was judged, and the verdict */
	bool run_pairs, run_opens, run_closes;
};

static inline bool words_at(const struct page *p, size_t i)
{
	return i < p->s.len && p->kinds[i] <= KIND_WORDS_LINKED;
}

static inline char at(const struct page *p, size_t i)
{
	return i < p->s.len ? p->s.p[i] : '\0';
}

static inline uint32_t char_at(const struct page *p, size_t i)
{
	if (i >= p->s.len)
		return ' ';
	if (p->s.p[i] == '\n')
		return '\\';
	return utf8_decode(p->s, &i);
}

/* One pass over everything laid down, so that later questions are answered at once. */
void ink_run_survey(struct page *);
/* A run of words that could pair with another run, or that touches our own delimiter. */
bool ink_run_could_pair(struct page *, size_t i);

/* Where in the line that starts at i a backslash must go, else SIZE_MAX. */
size_t ink_line_misread_start(const struct page *, size_t i);
/* The first of the '#'s that would be taken for a heading's closing sequence, else SIZE_MAX. */
size_t ink_line_closing_hashes(const struct page *);

#endif
