/* words.c - a value cut at blanks and commas, but not within quotes and parentheses. */
#include "style/css.h"

size_t css_find_stop(struct str s, size_t at, const char *stops)
{
	char quote = 0;
	int depth = 0;
	for (; at < s.len; at++) {
		char c = s.p[at];
		if (ch_alnum(c)) {
			continue; /* most there is: never a stop */
		} else if (c == '\\') {
			at++;
		} else if (quote) {
			if (c == quote || c == '\n')
				quote = 0;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '(') {
			depth++;
		} else if (c == ')' && depth) {
			depth--;
		} else if (!depth && c && strchr(stops, c)) {
			return at;
		}
	}
	return s.len;
}

bool css_word(struct str *value, struct str *word)
{
	*value = str_trim(*value);
	if (!value->len)
		return false;
	size_t end = css_find_stop(*value, 0, " \t\n\r\f");
	*word = str_sub(*value, 0, end);
	*value = str_sub(*value, end, value->len);
	return true;
}

bool css_part(struct str *value, struct str *part)
{
	*value = str_trim(*value);
	if (!value->len)
		return false;
	size_t end = css_find_stop(*value, 0, ",");
	*part = str_trim(str_sub(*value, 0, end));
	*value = str_sub(*value, end + 1, value->len);
	return true;
}

bool css_function(struct str word, const char *name, struct str *inside)
{
	struct str start = str_from_c(name);
	if (word.len < start.len + 2 || !str_starts_nocase(word, start) || word.p[start.len] != '(' ||
	    word.p[word.len - 1] != ')')
		return false;
	*inside = str_trim(str_sub(word, start.len + 1, word.len - 1));
	return true;
}

bool css_string(struct str word, struct str *says)
{
	if (word.len < 2 || (word.p[0] != '"' && word.p[0] != '\'') || word.p[word.len - 1] != word.p[0])
		return false;
	*says = str_sub(word, 1, word.len - 1);
	return true;
}
