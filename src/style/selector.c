/* selector.c - selectors read (Selectors 4): types, classes, a few pseudo-classes, combinators. */
#include "style/css.h"

enum { COMPOUNDS_MOST = 16, NOT_DEPTH = 4 };

static bool is_name(char c)
{
	return ch_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

struct str css_take_name(struct str s, size_t *i)
{
	size_t from = *i;
	while (*i < s.len && is_name(s.p[*i]))
		++*i;
	return str_sub(s, from, *i);
}

struct str css_lowered(struct arena *a, struct str s)
{
	char *copy = arena_bytes(a, s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		copy[i] = ch_lower(s.p[i]);
	copy[s.len] = '\0';
	return (struct str){ copy, s.len };
}

/* A whole number with its sign, small enough to count with. */
static bool take_integer(struct str s, size_t *i, int *number)
{
	size_t from = *i;
	bool minus = *i < s.len && s.p[*i] == '-';
	*i += *i < s.len && (s.p[*i] == '-' || s.p[*i] == '+');
	size_t digits = *i;
	for (*number = 0; *i < s.len && ch_digit(s.p[*i]) && *i - digits < 7; ++*i)
		*number = *number * 10 + (s.p[*i] - '0');
	if (*i == digits) { /* "n", "-n" */
		*number = 1;
		*i = digits;
	}
	*number = minus ? -*number : *number;
	return *i > from;
}

/* "odd", "even", "3", "2n+1", "-n + 3" (Selectors 4, 14.3). */
static bool read_nth(struct str text, struct css_compound *c)
{
	char bytes[32];
	struct str s = { bytes, 0 };
	for (size_t i = 0; i < text.len; i++)
		if (!ch_space(text.p[i])) {
			if (s.len == sizeof bytes)
				return false;
			bytes[s.len++] = ch_lower(text.p[i]);
		}
	c->nth = true;
	c->nth_step = 2;
	c->nth_first = str_eq_c(s, "odd");
	if (str_eq_c(s, "odd") || str_eq_c(s, "even"))
		return true;
	size_t i = 0;
	bool n_first = s.len > 0 && s.p[0] == 'n';
	if (n_first)
		c->nth_step = 1;
	else if (!take_integer(s, &i, &c->nth_step))
		return false;
	if (i < s.len && s.p[i] == 'n') {
		i++;
		return i == s.len || (take_integer(s, &i, &c->nth_first) && i == s.len && ch_digit(s.p[s.len - 1]));
	}
	c->nth_first = c->nth_step;
	c->nth_step = 0;
	return i == s.len && ch_digit(s.p[s.len - 1]);
}

static bool read_compound(struct arena *, struct str s, size_t *i, struct css_compound *, int depth);

static bool read_not(struct arena *a, struct str inside, struct css_compound *c, int depth)
{
	struct str part;
	while (css_part(&inside, &part)) {
		struct css_compound *other = ARENA_NEW(a, struct css_compound);
		size_t at = 0;
		part = str_trim(part);
		if (!part.len || depth >= NOT_DEPTH || !read_compound(a, part, &at, other, depth + 1) || at < part.len)
			return false;
		if (other->but)
			return false; /* a :not() in a :not() */
		other->but = c->but;
		c->but = other;
	}
	return c->but != NULL;
}

/* The pseudo-class at *i, behind its colon. */
static bool read_pseudo(struct arena *a, struct str s, size_t *i, struct css_compound *c, int depth)
{
	struct str name = css_take_name(s, i), inside = STR_NONE;
	bool only = str_eq_nocase(name, STR("only-child"));
	c->modern |= !str_eq_nocase(name, STR("first-child"));
	if (*i < s.len && s.p[*i] == '(') {
		size_t open = *i;
		int level = 0;
		for (; *i < s.len; ++*i) {
			level += (s.p[*i] == '(') - (s.p[*i] == ')');
			if (level == 0)
				break;
		}
		if (*i == s.len)
			return false;
		inside = str_sub(s, open + 1, (*i)++);
		return str_eq_nocase(name, STR("nth-child")) ? read_nth(inside, c)
		     : str_eq_nocase(name, STR("not")) && read_not(a, inside, c, depth);
	}
	if (str_eq_nocase(name, STR("root"))) {
		bool fits = !c->tag.len || str_eq_c(c->tag, "html");
		c->tag = STR("html");
		return fits;
	}
	c->first_child |= only || str_eq_nocase(name, STR("first-child"));
	c->last_child |= only || str_eq_nocase(name, STR("last-child"));
	return only || str_eq_nocase(name, STR("first-child")) || str_eq_nocase(name, STR("last-child"));
}

static bool read_compound(struct arena *a, struct str s, size_t *i, struct css_compound *c, int depth)
{
	size_t start = *i;
	if (*i < s.len && s.p[*i] == '*')
		++*i;
	else
		c->tag = css_lowered(a, css_take_name(s, i));
	while (*i < s.len && (s.p[*i] == '.' || s.p[*i] == ':')) {
		if (s.p[(*i)++] == ':') {
			if (!read_pseudo(a, s, i, c, depth))
				return false;
			continue;
		}
		struct str name = css_take_name(s, i);
		if (!name.len || c->n_classes == CSS_CLASSES_MAX)
			return false;
		c->classes[c->n_classes++] = name;
	}
	return *i > start;
}

static int weight_of(const struct css_compound *c)
{
	int weight = 0, most = 0;
	for (const struct css_compound *k = c; k; k = k->but) { /* of what is in :not() the strongest counts */
		int own = (k->n_classes + k->first_child + k->last_child + k->nth) * 100 + (k->tag.len > 0);
		if (k == c)
			weight = own;
		else
			most = own > most ? own : most;
	}
	return weight + most;
}

bool css_read_selector(struct arena *a, struct str s, struct css_selector *out)
{
	struct css_compound found[COMPOUNDS_MOST];
	size_t n = 0, i = 0;
	char combinator = 0;
	*out = (struct css_selector){ .text = s };
	while (i < s.len) {
		if (n == COMPOUNDS_MOST)
			return false;
		found[n] = (struct css_compound){ .combinator = combinator };
		if (!read_compound(a, s, &i, &found[n], 0))
			return false;
		out->specificity += weight_of(&found[n]);
		out->modern |= found[n].modern;
		n++;
		combinator = 0;
		while (i < s.len && (ch_space(s.p[i]) || s.p[i] == '>' || s.p[i] == '+')) {
			if (!ch_space(s.p[i]) && combinator && combinator != ' ')
				return false;
			combinator = ch_space(s.p[i]) ? (combinator ? combinator : ' ') : s.p[i];
			i++;
		}
	}
	if (!n || (combinator && combinator != ' '))
		return false;
	out->n = n;
	out->compounds = ARENA_ARRAY(a, struct css_compound, n);
	memcpy(out->compounds, found, n * sizeof *found);
	return true;
}
