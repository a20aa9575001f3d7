/* length.c - numbers of a stylesheet: lengths in all units as points, and calc() (CSS Values 4). */
#include "style/css.h"

enum { DIGITS_MOST = 12, CALC_DEPTH = 16 };

/* A number from *i on; by hand, for strtod knows the locale. */
static bool take_number(struct str s, size_t *i, double *number)
{
	size_t at = *i, digits = 0;
	double value = 0, unit = 1;
	bool minus = at < s.len && s.p[at] == '-';
	at += at < s.len && (s.p[at] == '-' || s.p[at] == '+');
	for (; at < s.len && ch_digit(s.p[at]); at++, digits++)
		value = value * 10 + (s.p[at] - '0');
	if (at < s.len && s.p[at] == '.')
		for (at++; at < s.len && ch_digit(s.p[at]); at++, digits++)
			value += (s.p[at] - '0') * (unit /= 10);
	if (!digits || digits > DIGITS_MOST)
		return false;
	*number = minus ? -value : value;
	*i = at;
	return true;
}

int css_hex(char c)
{
	return ch_digit(c) ? c - '0' : ch_lower(c) >= 'a' && ch_lower(c) <= 'f' ? ch_lower(c) - 'a' + 10 : -1;
}

bool css_number(struct str s, float *number)
{
	size_t i = 0;
	double value;
	if (!take_number(s, &i, &value) || i < s.len)
		return false;
	*number = (float)value;
	return true;
}

/* Points of one unit, or a number below 0. */
static float unit_scale(struct str name, struct css_units units)
{
	static const struct { const char *unit; float pt; } absolute[] = {
		{ "pt", 1 }, { "px", 0.75f }, { "pc", 12 }, { "in", 72 }, { "cm", 72 / 2.54f }, { "mm", 72 / 25.4f },
		{ "q", 72 / 101.6f },
	};
	if (str_eq_nocase(name, STR("em")))
		return units.em;
	if (str_eq_nocase(name, STR("rem")))
		return units.rem;
	if (str_eq_nocase(name, STR("ex")) || str_eq_nocase(name, STR("ch")))
		return units.em / 2;
	if (str_eq_c(name, "%"))
		return units.hundred / 100;
	for (size_t u = 0; u < sizeof absolute / sizeof *absolute; u++)
		if (str_eq_nocase(name, str_from_c(absolute[u].unit)))
			return absolute[u].pt;
	return -1;
}

/* ---- calc() ---- */

struct calc {
	struct str s;
	size_t at;
	struct css_units units;
	int depth;
};

struct amount {
	double value;
	bool length; /* else a number */
};

static bool calc_sum(struct calc *c, struct amount *out);

static void skip_space(struct calc *c)
{
	while (c->at < c->s.len && ch_space(c->s.p[c->at]))
		c->at++;
}

static bool calc_value(struct calc *c, struct amount *out)
{
	skip_space(c);
	if (str_starts_nocase(str_sub(c->s, c->at, c->s.len), STR("calc(")))
		c->at += 4;
	if (c->at < c->s.len && c->s.p[c->at] == '(') {
		c->at++;
		if (++c->depth > CALC_DEPTH || !calc_sum(c, out))
			return false;
		c->depth--;
		skip_space(c);
		return c->at < c->s.len && c->s.p[c->at++] == ')';
	}
	double number;
	if (!take_number(c->s, &c->at, &number))
		return false;
	size_t from = c->at;
	while (c->at < c->s.len && (ch_alpha(c->s.p[c->at]) || c->s.p[c->at] == '%'))
		c->at++;
	*out = (struct amount){ number, c->at > from };
	if (!out->length)
		return true;
	float scale = unit_scale(str_sub(c->s, from, c->at), c->units);
	out->value *= (double)scale;
	return scale >= 0;
}

static bool calc_product(struct calc *c, struct amount *out)
{
	if (!calc_value(c, out))
		return false;
	for (;;) {
		struct amount other;
		skip_space(c);
		char sign = c->at < c->s.len ? c->s.p[c->at] : '\0';
		if (sign != '*' && sign != '/')
			return true;
		c->at++;
		if (!calc_value(c, &other) || (sign == '/' && (other.length || other.value == 0)) ||
		    (sign == '*' && other.length && out->length))
			return false;
		out->value = sign == '*' ? out->value * other.value : out->value / other.value;
		out->length = out->length || other.length;
	}
}

static bool calc_sum(struct calc *c, struct amount *out)
{
	if (!calc_product(c, out))
		return false;
	for (;;) {
		struct amount other;
		skip_space(c);
		char sign = c->at < c->s.len ? c->s.p[c->at] : '\0';
		if (sign != '+' && sign != '-')
			return true;
		c->at++;
		if (!calc_product(c, &other) || other.length != out->length)
			return false;
		out->value += sign == '+' ? other.value : -other.value;
	}
}

bool css_length(struct str s, struct css_units units, float *pt)
{
	size_t i = 0;
	double value;
	if (str_starts_nocase(s, STR("calc("))) {
		struct calc c = { .s = s, .units = units };
		struct amount amount;
		if (!calc_value(&c, &amount) || c.at < s.len || !(amount.length || amount.value == 0))
			return false;
		*pt = (float)amount.value;
		return true;
	}
	if (!take_number(s, &i, &value))
		return false;
	struct str name = str_sub(s, i, s.len);
	float scale = !name.len && value == 0 ? 0 : unit_scale(name, units);
	if (scale < 0)
		return false;
	*pt = (float)value * scale;
	return true;
}
