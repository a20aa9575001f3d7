/* values_box.c - what stands around a box: margin, padding, border, and the rule between columns (CSS 2.1
 * §8, CSS Multi-column 1 §6). */
#include "style/values.h"

static const char *const side_names[] = { "top", "right", "bottom", "left" };

/* One to four lengths: top, right, bottom, left. */
static bool set_sides(float side[4], struct str value, struct css_units units)
{
	static const unsigned char from[4][4] = { { 0, 0, 0, 0 }, { 0, 1, 0, 1 }, { 0, 1, 2, 1 }, { 0, 1, 2, 3 } };
	float lengths[4];
	int n = 0;
	struct str word;
	while (css_word(&value, &word)) {
		if (n == 4)
			return false;
		if (str_eq_nocase(word, STR("auto")))
			lengths[n++] = 0;
		else if (css_length(word, units, &lengths[n]))
			n++;
		else
			return false;
	}
	for (int i = 0; i < 4 && n > 0; i++)
		side[i] = lengths[from[n - 1][i]];
	return n > 0;
}

static const struct keyword lines[] = {
	{ "none", LINE_NONE }, { "hidden", LINE_NONE }, { "solid", LINE_SOLID }, { "dashed", LINE_DASHED },
	{ "dotted", LINE_DOTTED }, { "double", LINE_DOUBLE }, { NULL, 0 },
};

static bool line_width(struct str word, struct css_units units, float *width)
{
	static const struct keyword widths[] = { { "thin", 1 }, { "medium", 2 }, { "thick", 4 }, { NULL, 0 } };
	int pixels;
	if (keyword_of(word, widths, &pixels)) {
		*width = (float)pixels * 0.75f;
		return true;
	}
	return css_length(word, units, width) && *width >= 0;
}

struct line {
	float width;
	int style;
	struct style_colour colour;
};

/* "1px solid #999" */
static bool read_line(const struct style_values *v, struct str value, struct line *line)
{
	struct str word;
	*line = (struct line){ 0.75f, LINE_NONE, v->colour };
	while (css_word(&value, &word))
		if (!keyword_of(word, lines, &line->style) && !line_width(word, units_of(v, 0), &line->width) &&
		    !colour_read(word, v, &line->colour))
			return false;
	if (line->style == LINE_NONE)
		line->width = 0;
	return true;
}

static bool set_border(struct style_values *v, struct str value, unsigned sides)
{
	struct line line;
	if (!read_line(v, value, &line))
		return false;
	for (int i = 0; i < 4; i++)
		if (sides >> i & 1) {
			v->border[i] = line.width;
			v->border_style[i] = (enum style_line)line.style;
			v->border_colour[i] = line.colour;
		}
	return true;
}

/* One word of border-width, -style or -color, for one side. */
static bool set_border_part(struct style_values *v, struct str part, struct str word, int i)
{
	int line;
	if (str_eq_c(part, "-width"))
		return line_width(word, units_of(v, 0), &v->border[i]);
	if (str_eq_c(part, "-color"))
		return colour_read(word, v, &v->border_colour[i]);
	if (!str_eq_c(part, "-style") || !keyword_of(word, lines, &line))
		return false;
	v->border_style[i] = (enum style_line)line;
	v->border[i] = line == LINE_NONE ? 0 : v->border[i] > 0 ? v->border[i] : 0.75f;
	return true;
}

static enum values_verdict set_border_property(struct style_values *v, struct str rest, struct str value)
{
	static const unsigned char from[4][4] = { { 0, 0, 0, 0 }, { 0, 1, 0, 1 }, { 0, 1, 2, 1 }, { 0, 1, 2, 3 } };
	unsigned sides = 15;
	for (int i = 0; i < 4; i++) {
		struct str side = str_from_c(side_names[i]);
		if (rest.len > side.len && rest.p[0] == '-' && str_starts(str_sub(rest, 1, rest.len), side)) {
			sides = 1u << i;
			rest = str_sub(rest, 1 + side.len, rest.len);
			break;
		}
	}
	if (rest.len == 0)
		return set_border(v, value, sides) ? VALUE_SET : VALUE_BAD;
	if (!str_eq_c(rest, "-width") && !str_eq_c(rest, "-style") && !str_eq_c(rest, "-color"))
		return VALUE_UNKNOWN;
	struct str words[4];
	int n = 0;
	while (n < 4 && css_word(&value, &words[n]))
		n++;
	for (int i = 0; i < 4; i++)
		if ((sides >> i & 1) && !set_border_part(v, rest, words[from[n - 1][i]], i))
			return VALUE_BAD;
	return VALUE_SET;
}

static enum values_verdict set_side_property(struct style_values *v, float side[4], struct str rest, struct str value)
{
	if (rest.len == 0)
		return set_sides(side, value, units_of(v, 0)) ? VALUE_SET : VALUE_BAD;
	for (int i = 0; i < 4; i++)
		if (rest.p[0] == '-' && str_eq_c(str_sub(rest, 1, rest.len), side_names[i])) {
			if (str_eq_nocase(value, STR("auto")))
				side[i] = 0;
			else if (!css_length(value, units_of(v, 0), &side[i]))
				return VALUE_BAD;
			return VALUE_SET;
		}
	return VALUE_UNKNOWN;
}

enum values_verdict values_set_box(struct style_values *v, struct str name, struct str value)
{
	if (str_starts(name, STR("border")))
		return set_border_property(v, str_sub(name, 6, name.len), value);
	if (str_starts(name, STR("margin")))
		return set_side_property(v, v->margin, str_sub(name, 6, name.len), value);
	if (str_starts(name, STR("padding")))
		return set_side_property(v, v->padding, str_sub(name, 7, name.len), value);
	return VALUE_UNKNOWN;
}

bool set_column_rule(struct style_values *v, const struct property *row, struct str value)
{
	struct line line;
	(void)row;
	if (!read_line(v, value, &line))
		return false;
	v->column_rule = line.width;
	v->column_rule_style = (enum style_line)line.style;
	v->column_rule_colour = line.colour;
	return true;
}

/* CSS Multi-column 1, 3.4; none is narrower than a few words. */
int style_columns(const struct style_values *v, float width, float *column, float *gap)
{
	static const float narrowest = 60;
	*gap = v->column_gap < 0 ? v->font_size : v->column_gap;
	int n = v->column_count > 0 ? v->column_count : 1;
	if (v->column_width > 0) {
		int fit = (int)((width + *gap) / (v->column_width + *gap));
		n = v->column_count > 0 && n < fit ? n : fit;
	}
	while (n > 1 && (width - *gap * (float)(n - 1)) / (float)n < narrowest)
		n--;
	n = n < 1 ? 1 : n;
	*column = (width - *gap * (float)(n - 1)) / (float)n;
	return n;
}

bool set_rule_width(struct style_values *v, const struct property *row, struct str value)
{
	(void)row;
	return line_width(value, units_of(v, 0), &v->column_rule);
}
