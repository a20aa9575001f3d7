/* parse_tag.c - tags, their attributes, and character references (HTML Standard 13.2.5.6-8,
 * 32-40, 72-80). Names become lower case and values are decoded where they stand. */
#include "html/parse.h"

#include "base/utf8.h"

enum { ENDS_TAG_NAME = 1, ENDS_ATTR_NAME = 2, ENDS_VALUE = 4, UPPER = 8 };

static const unsigned char classes[256] = {
	['\0'] = ENDS_TAG_NAME | ENDS_ATTR_NAME | ENDS_VALUE,
	['\t'] = ENDS_TAG_NAME | ENDS_ATTR_NAME | ENDS_VALUE,
	['\n'] = ENDS_TAG_NAME | ENDS_ATTR_NAME | ENDS_VALUE,
	['\f'] = ENDS_TAG_NAME | ENDS_ATTR_NAME | ENDS_VALUE,
	[' '] = ENDS_TAG_NAME | ENDS_ATTR_NAME | ENDS_VALUE,
	['>'] = ENDS_TAG_NAME | ENDS_ATTR_NAME | ENDS_VALUE,
	['/'] = ENDS_TAG_NAME | ENDS_ATTR_NAME,
	['='] = ENDS_ATTR_NAME,
	['A'] = UPPER, ['B'] = UPPER, ['C'] = UPPER, ['D'] = UPPER, ['E'] = UPPER, ['F'] = UPPER,
	['G'] = UPPER, ['H'] = UPPER, ['I'] = UPPER, ['J'] = UPPER, ['K'] = UPPER, ['L'] = UPPER,
	['M'] = UPPER, ['N'] = UPPER, ['O'] = UPPER, ['P'] = UPPER, ['Q'] = UPPER, ['R'] = UPPER,
	['S'] = UPPER, ['T'] = UPPER, ['U'] = UPPER, ['V'] = UPPER, ['W'] = UPPER, ['X'] = UPPER,
	['Y'] = UPPER, ['Z'] = UPPER,
};

static inline unsigned class_of(char c)
{
	return classes[(unsigned char)c];
}

static struct str finish_name(const struct tokeniser *t, char *from, char *to)
{
	struct str name = { from, (size_t)(to - from) };
	if (t->in.marked)
		input_replace_marks(name);
	return name;
}

/* Moves *at past an attribute's name and returns it in lower case. */
static struct str read_attr_name(const struct tokeniser *t, char **at)
{
	char *p = *at + (**at == '=');
	for (unsigned class; !((class = class_of(*p)) & ENDS_ATTR_NAME); p++)
		if (class & UPPER)
			*p = (char)(*p + 32);
	struct str name = finish_name(t, *at, p);
	*at = p;
	return name;
}

/* The same for a tag's, which says which tag it is. */
static char *read_tag_name(struct tokeniser *t, struct token *token)
{
	char *p = t->at;
	uint64_t number = 0;
	for (unsigned class; !((class = class_of(*p)) & ENDS_TAG_NAME); p++) {
		if (class & UPPER)
			*p = (char)(*p + 32);
		number = number << 8 | (unsigned char)*p;
	}
	token->name = finish_name(t, t->at, p);
	token->tag = html_tag_find_again(&t->tags, token->name, number);
	return p;
}

/* What Windows-1252 has where ISO 8859-1 has controls; 0: the control itself. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
	0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
	0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static int hex_digit(char c)
{
	if (ch_digit(c))
		return c - '0';
	c = ch_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One digit more, up to where it is too large anyway. */
static uint32_t with_digit(uint32_t c, unsigned base, int digit)
{
	return c <= 0x10FFFF ? c * base + (unsigned)digit : c;
}

/* `s` starts with "&#"; returns how many bytes the reference takes, 0 when it is none. */
static size_t read_numeric(struct str s, char out[static 8], size_t *n)
{
	bool hex = s.len > 2 && ch_lower(s.p[2]) == 'x';
	size_t digits = hex ? 3 : 2, at = digits;
	uint32_t c = 0;
	if (hex)
		for (int d; at < s.len && (d = hex_digit(s.p[at])) >= 0; at++)
			c = with_digit(c, 16, d);
	else
		for (; at < s.len && ch_digit(s.p[at]); at++)
			c = with_digit(c, 10, s.p[at] - '0');
	if (at == digits)
		return 0;
	if (at < s.len && s.p[at] == ';')
		at++;
	if (c >= 0x80 && c < 0xA0 && windows_1252[c - 0x80])
		c = windows_1252[c - 0x80];
	*n = 1;
	out[0] = (char)c;
	if (c == 0 || c >= 0x80)
		*n = utf8_encode(c == 0 ? UTF8_REPLACEMENT : c, out);
	return at;
}

/* `s` starts with '&'. */
static size_t read_reference(struct str s, bool in_attribute, char out[static 8], size_t *n)
{
	if (s.len >= 2 && s.p[1] == '#')
		return read_numeric(s, out, n);
	uint32_t first, second;
	size_t len = html_reference(str_sub(s, 1, s.len), &first, &second);
	if (len == 0)
		return 0;
	len++;
	if (in_attribute && s.p[len - 1] != ';' && len < s.len
		&& (s.p[len] == '=' || ch_alnum(s.p[len])))
		return 0;
	*n = utf8_encode(first, out);
	if (second)
		*n += utf8_encode(second, out + *n);
	return len;
}

/* The next '&' before `to`, or that. It ends the search, whatever stands there. */
static char *find_reference(char *p, char *to)
{
	while ((p = input_find(p, '&', *to)) < to && *p != '&')
		p++;
	return p;
}

struct str token_decode(struct tokeniser *t, char *from, char *first, char *to, bool in_attribute)
{
	char *r = find_reference(first, to), *w = r;
	bool in_place = true;
	while (r < to) {
		char out[8] = "&";
		size_t n = 1, used = read_reference((struct str){ r, (size_t)(to - r) }, in_attribute, out, &n);
		if (used == 0)
			used = 1;
		r += used;
		if (in_place && (size_t)(r - w) < n) { /* &nGt; and &nLt; are shorter than what they say */
			size_t done = (size_t)(w - from);
			char *copy = arena_bytes(t->arena, done + 2 * (used + (size_t)(to - r)));
			memcpy(copy, from, done);
			from = copy;
			w = copy + done;
			in_place = false;
		}
		if (n == 1)
			*w = out[0];
		else
			memcpy(w, out, n);
		w += n;
		char *next = find_reference(r, to);
		size_t plain = (size_t)(next - r);
		memmove(w, r, plain);
		w += plain;
		r += plain;
	}
	return (struct str){ from, (size_t)(w - from) };
}

/* *at stands behind the '='. False when the input ends within the value. */
static bool read_value(struct tokeniser *t, char **at, struct str *value)
{
	char *from = *at, *plain, *to; /* no reference before `plain` */
	while (token_space(*from))
		from++;
	if (*from == '"' || *from == '\'') {
		char quote = *from++;
		plain = to = input_find(from, quote, '&');
		if (*to == '&')
			to = input_find(to, quote, quote);
		if (to == t->end)
			return false;
		*at = to + 1;
	} else {
		for (plain = to = from; !(class_of(*to) & ENDS_VALUE);)
			to++;
		*at = to;
	}
	if (t->in.marked)
		input_replace_marks((struct str){ from, (size_t)(to - from) });
	*value = token_decode(t, from, plain, to, true);
	return true;
}

static void add_attr(struct tokeniser *t, struct token *token, struct str name, struct str value)
{
	for (size_t i = 0; i < token->n_attrs; i++)
		if (str_eq(t->attrs[i].name, name))
			return;
	if (token->n_attrs == HTML_MAX_ATTRS) {
		t->attrs_cut = true;
		return;
	}
	t->attrs[token->n_attrs++] = (struct html_attr){ name, value };
}

bool token_read_tag(struct tokeniser *t, struct token *token, enum token_kind kind)
{
	char *p = read_tag_name(t, token);
	token->kind = kind;
	token->self_closing = false;
	token->n_attrs = 0;
	token->attrs = t->attrs;
	while (*p != '>') {
		while (token_space(*p) || *p == '/') {
			token->self_closing = *p == '/' && p[1] == '>';
			p++;
		}
		if (*p == '>')
			break;
		if (p == t->end)
			return false;
		struct str name = read_attr_name(t, &p), value = STR("");
		while (token_space(*p))
			p++;
		if (*p == '=') {
			p++;
			if (!read_value(t, &p, &value))
				return false;
		}
		if (kind == TOKEN_START)
			add_attr(t, token, name, value);
	}
	t->at = p + 1;
	if (kind == TOKEN_START)
		t->last_start = token->name;
	return true;
}
