/* ink_line.c - starts of lines: words that look like a heading, an item, a rule, a table's second row. */
#include "backend/markdown/ink_page.h"

static bool ends_word(const struct page *p, size_t i)
{
	char c = at(p, i);
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

static size_t span_of(const struct page *p, size_t i, const char *set)
{
	size_t k = i;
	while (k < p->s.len && p->s.p[k] != '\n' && strchr(set, p->s.p[k]))
		k++;
	return k - i;
}

static bool line_is_only(const struct page *p, size_t i, const char *set)
{
	char end = at(p, i + span_of(p, i, set));
	return end == '\n' || end == '\0';
}

/* A line of three or more of one character, blanks between: a thematic break. */
static bool is_rule(const struct page *p, size_t i)
{
	char set[] = { p->s.p[i], ' ', '\0' };
	size_t n = 0, span = span_of(p, i, set);
	for (size_t k = i; k < i + span; k++)
		n += p->s.p[k] == set[0];
	return n >= 3 && line_is_only(p, i, set);
}

/* A number and its dot: the dot's position, else SIZE_MAX. */
static size_t numbered(const struct page *p, size_t i)
{
	size_t n = span_of(p, i, "0123456789");
	char mark = at(p, i + n);
	if (n == 0 || n > 9 || (mark != '.' && mark != ')') || !ends_word(p, i + n + 1))
		return SIZE_MAX;
	return words_at(p, i) && words_at(p, i + n) ? i + n : SIZE_MAX;
}

static bool has_dash(const struct page *p, size_t i)
{
	size_t n = span_of(p, i, "|:- \t");
	return memchr(p->s.p + i, '-', n) != NULL;
}

/* a. iv) (1) #. and the like, in dialects that number so; where the escape goes, else SIZE_MAX. */
static size_t fancy_numbered(const struct page *p, size_t i)
{
	size_t open = at(p, i) == '(', n = 0;
	char c = at(p, i + open);
	if (c == '#' || c == '@')
		n = 1;
	else if (ch_digit(c))
		n = span_of(p, i + open, "0123456789");
	else if (ch_alpha(c)) {
		n = span_of(p, i + open, "ivxlcdm");
		n = n ? n : span_of(p, i + open, "IVXLCDM");
		n = n ? n : 1;
	}
	char mark = at(p, i + open + n);
	if (n == 1 && mark == '.' && !open && ch_alpha(c) && ch_lower(c) != c)
		return SIZE_MAX; /* "B. Russell": initials number nothing */
	if (n == 0 || (mark != '.' && mark != ')') || (open && mark != ')') || !ends_word(p, i + open + n + 1))
		return SIZE_MAX;
	return open ? i : i + n;
}

size_t ink_line_misread_start(const struct page *p, size_t i)
{
	if (!words_at(p, i))
		return SIZE_MAX;
	bool first = i == 0;
	char c = p->s.p[i];
	bool bad = false;
	switch (c) {
	case '#': bad = ends_word(p, i + span_of(p, i, "#")) && (span_of(p, i, "#") <= 6 || p->flavor->enclosed); break;
	case '>': bad = true; break;
	case '+':
	case '-':
	case '*': bad = ends_word(p, i + 1) || is_rule(p, i); break;
	case '_': bad = is_rule(p, i); break;
	case '=': bad = !first && line_is_only(p, i, "= "); break;
	case '~':
	case '`':
		bad = (at(p, i + 1) == c && at(p, i + 2) == c) || (c == '~' && p->flavor->definitions && ends_word(p, i + 1));
		break;
	case ':':
		bad = (p->flavor->definitions && (ends_word(p, i + 1) || (at(p, i + 1) == ':' && at(p, i + 2) == ':'))) ||
		      (first && p->flavor->table_captions);
		break;
	case '|': bad = p->flavor->fancy_lists && ends_word(p, i + 1); break;
	case '%': bad = p->flavor->attributes && ends_word(p, i + 1); break;
	default: break;
	}
	if (!bad && c == '-' && !first)
		bad = line_is_only(p, i, "- ");
	if (!bad && !first && (c == '-' || c == ':' || c == '|') && p->flavor->tables)
		bad = line_is_only(p, i, "|:- \t") && has_dash(p, i);
	if (bad)
		return i;
	size_t caption = first && p->flavor->table_captions ? strlen("Table") : 0;
	if (caption && str_starts_nocase(p->s, STR("table:")) && words_at(p, caption))
		return caption;
	size_t dot = numbered(p, i);
	return dot == SIZE_MAX && p->flavor->fancy_lists ? fancy_numbered(p, i) : dot;
}

size_t ink_line_closing_hashes(const struct page *p)
{
	size_t i = p->s.len;
	while (i && p->s.p[i - 1] == '#')
		i--;
	bool glued = p->flavor->enclosed; /* Pandoc closes with what touches the words, too */
	bool closes = i < p->s.len && (i == 0 || p->s.p[i - 1] == ' ' || glued) && words_at(p, i);
	return closes ? i : SIZE_MAX;
}
