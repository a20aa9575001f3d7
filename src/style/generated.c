/* generated.c - content that a style makes of strings and counters (CSS Generated Content for Paged Media 3):
 * the value of content and string-set in pieces, the counters that an element changes, numbers in words
 * and letters. What they come to on a page is the page builder's. */
#include "style/css.h"

#include "doc/numeral.h"

static const struct { const char *word; enum style_marker form; } forms[] = {
	{ "decimal", MARKER_DECIMAL }, { "lower-roman", MARKER_LOWER_ROMAN }, { "upper-roman", MARKER_UPPER_ROMAN },
	{ "lower-alpha", MARKER_LOWER_ALPHA }, { "lower-latin", MARKER_LOWER_ALPHA },
	{ "upper-alpha", MARKER_UPPER_ALPHA }, { "upper-latin", MARKER_UPPER_ALPHA },
};

/* "page", "chapter, upper-roman" */
static bool read_counter(struct str inside, struct style_content *c)
{
	struct str form;
	*c = (struct style_content){ .kind = CONTENT_COUNTER, .form = MARKER_OF_LIST };
	if (!css_part(&inside, &c->text) || !c->text.len)
		return false;
	if (str_eq_nocase(c->text, STR("page")))
		c->kind = CONTENT_PAGE;
	else if (str_eq_nocase(c->text, STR("pages")))
		c->kind = CONTENT_PAGES;
	if (!css_part(&inside, &form))
		return true;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (str_eq_nocase(form, str_from_c(forms[i].word))) {
			c->form = forms[i].form;
			return !inside.len;
		}
	return false;
}

/* "title", "chapter, last" */
static bool read_string(struct str inside, struct style_content *c)
{
	static const char *const words[] = { [WHICH_FIRST] = "first", [WHICH_START] = "start", [WHICH_LAST] = "last",
					     [WHICH_FIRST_EXCEPT] = "first-except" };
	struct str which;
	*c = (struct style_content){ .kind = CONTENT_STRING };
	if (!css_part(&inside, &c->text) || !c->text.len)
		return false;
	if (!css_part(&inside, &which))
		return true;
	for (int i = 0; i < (int)(sizeof words / sizeof *words); i++)
		if (str_eq_nocase(which, str_from_c(words[i]))) {
			c->which = (enum style_which)i;
			return !inside.len;
		}
	return false;
}

static bool read_piece(struct str word, struct style_content *c)
{
	struct str inside;
	*c = (struct style_content){ .kind = CONTENT_TEXT };
	if (css_string(word, &c->text))
		return true;
	if (str_eq_nocase(word, STR("content()")) || str_eq_nocase(word, STR("content(text)"))) {
		c->kind = CONTENT_ELEMENT;
		return true;
	}
	return (css_function(word, "counter", &inside) && read_counter(inside, c)) ||
	       (css_function(word, "string", &inside) && read_string(inside, c));
}

bool style_content_read(struct str value, struct style_content pieces[STYLE_CONTENT_MOST], size_t *n)
{
	struct str word;
	*n = 0;
	if (str_eq_nocase(value, STR("none")) || str_eq_nocase(value, STR("normal")))
		return true;
	while (css_word(&value, &word)) {
		if (*n == STYLE_CONTENT_MOST || !read_piece(word, &pieces[*n]))
			return false;
		++*n;
	}
	return *n > 0;
}

bool style_string_set(struct str *value, struct str *name, struct str *content)
{
	return css_part(value, content) && css_word(content, name);
}

bool style_counter_next(struct str *value, int otherwise, struct str *name, int *number)
{
	struct str rest, word;
	long n;
	if (!css_word(value, name) || str_eq_nocase(*name, STR("none")))
		return false;
	*number = otherwise;
	rest = *value;
	if (css_word(&rest, &word) && str_parse_long(word, &n) && n > -1000000 && n < 1000000) {
		*number = (int)n;
		*value = rest;
	}
	return true;
}

/* ---- numbers ------------------------------------------------------------------------------- */

void style_put_number(struct buf *b, long n, enum style_marker form)
{
	static const enum list_style styles[] = {
		[MARKER_LOWER_ALPHA] = LIST_LOWER_ALPHA, [MARKER_UPPER_ALPHA] = LIST_UPPER_ALPHA,
		[MARKER_LOWER_ROMAN] = LIST_LOWER_ROMAN, [MARKER_UPPER_ROMAN] = LIST_UPPER_ROMAN,
	};
	bool other = form < MARKER_LOWER_ALPHA || form > MARKER_UPPER_ROMAN;
	numeral_put(b, n, other ? LIST_DECIMAL : styles[form]);
}
