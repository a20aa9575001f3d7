/* generated.c - content that a style makes of strings and counters (CSS Generated Content for Paged Media 3):
 * the value of content and string-set in pieces, the counters that an element changes, numbers in words
 * and letters. What they come to on a page is the page builder's. */
#include "style/css.h"

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

static void put_roman(struct buf *b, long n, bool upper)
{
	static const struct { int value; const char *digits; } rows[] = {
		{ 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" },
		{ 50, "l" }, { 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (; n >= rows[i].value; n -= rows[i].value)
			for (const char *d = rows[i].digits; *d; d++)
				buf_putc(b, upper ? ch_upper(*d) : *d);
}

static void put_letters(struct buf *b, long n, char a)
{
	char digits[16];
	size_t len = 0;
	for (; n > 0 && len < sizeof digits; n = (n - 1) / 26)
		digits[len++] = (char)(a + (n - 1) % 26);
	while (len > 0)
		buf_putc(b, digits[--len]);
}

void style_put_number(struct buf *b, long n, enum style_marker form)
{
	if (n < 1 || n > 3999)
		form = MARKER_DECIMAL;
	switch (form) {
	case MARKER_LOWER_ALPHA: put_letters(b, n, 'a'); return;
	case MARKER_UPPER_ALPHA: put_letters(b, n, 'A'); return;
	case MARKER_LOWER_ROMAN: put_roman(b, n, false); return;
	case MARKER_UPPER_ROMAN: put_roman(b, n, true); return;
	case MARKER_OF_LIST: case MARKER_NONE: case MARKER_DISC: case MARKER_CIRCLE: case MARKER_SQUARE:
	case MARKER_DECIMAL: case MARKER_TEXT: break;
	}
	buf_put_int(b, n);
}
