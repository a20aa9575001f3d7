/* values.c - the properties that paper knows, a row each, and the reading of their values (CSS 2.1,
 * CSS Fonts 3, CSS Fragmentation 3). Lengths become points here. */
#include "style/values.h"

#include <stdlib.h>

struct keyword {
	const char *word;
	int value;
};

static bool keyword_of(struct str value, const struct keyword *rows, int *into)
{
	for (; rows->word; rows++)
		if (str_eq_nocase(value, str_from_c(rows->word))) {
			*into = rows->value;
			return true;
		}
	return false;
}

/* ---- sizes ---- */

static void set_font_size(struct style_values *v, const struct style_values *parent, struct str value)
{
	static const struct { const char *word; float share; } words[] = {
		{ "smaller", 0.83f }, { "larger", 1.2f }, { "xx-small", 0.6f }, { "x-small", 0.75f },
		{ "small", 0.89f }, { "medium", 1 }, { "large", 1.2f }, { "x-large", 1.5f }, { "xx-large", 2 },
	};
	float size;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(value, str_from_c(words[i].word))) {
			float of = i < 2 ? parent->font_size : 10;
			v->font_size = of * words[i].share;
			return;
		}
	if (css_length(value, parent->font_size, parent->font_size, &size) && size >= 1 && size < 500)
		v->font_size = size;
}

static void set_line_height(struct style_values *v, struct str value)
{
	float length;
	char text[24], *end;
	if (value.len > 0 && value.len < sizeof text && (ch_digit(value.p[0]) || value.p[0] == '.')) {
		memcpy(text, value.p, value.len);
		text[value.len] = '\0';
		/* A plain number is a multiple of the size; strtod knows the locale, so by hand. */
		long whole = strtol(text, &end, 10);
		double number = (double)whole, unit = 0.1;
		if (*end == '.')
			for (end++; ch_digit(*end); end++, unit /= 10)
				number += (*end - '0') * unit;
		if (*end == '\0') {
			v->line_height = (float)number * v->font_size;
			return;
		}
	}
	if (str_eq_nocase(value, STR("normal")))
		v->line_height = v->font_size * 1.25f;
	else if (css_length(value, v->font_size, v->font_size, &length) && length >= 0)
		v->line_height = length;
}

void values_set_size(struct style_values *v, const struct style_values *parent,
		     const struct css_declaration *d)
{
	if (str_eq_c(d->name, "font-size"))
		set_font_size(v, parent, d->value);
	else if (str_eq_c(d->name, "line-height"))
		set_line_height(v, d->value);
}

/* ---- colours ---- */

static int hex(char c)
{
	return ch_digit(c) ? c - '0' : ch_lower(c) >= 'a' && ch_lower(c) <= 'f' ? ch_lower(c) - 'a' + 10 : -1;
}

static bool read_colour(struct str s, struct style_colour *colour)
{
	static const struct { const char *name; unsigned rgb; } names[] = {
		{ "black", 0 }, { "white", 0xFFFFFF }, { "gray", 0x808080 }, { "grey", 0x808080 },
		{ "silver", 0xC0C0C0 }, { "maroon", 0x800000 }, { "red", 0xFF0000 }, { "purple", 0x800080 },
		{ "green", 0x008000 }, { "olive", 0x808000 }, { "navy", 0x000080 }, { "blue", 0x0000FF },
		{ "teal", 0x008080 }, { "orange", 0xFFA500 }, { "brown", 0xA52A2A }, { "darkblue", 0x00008B },
		{ "darkred", 0x8B0000 }, { "darkgreen", 0x006400 }, { "dimgray", 0x696969 },
	};
	unsigned rgb = 0;
	if (str_eq_nocase(s, STR("transparent")) || str_eq_nocase(s, STR("none"))) {
		*colour = (struct style_colour){ .none = true };
		return true;
	}
	if (s.len > 0 && s.p[0] == '#' && (s.len == 4 || s.len == 7)) {
		for (size_t i = 1; i < s.len; i++) {
			int digit = hex(s.p[i]);
			if (digit < 0)
				return false;
			rgb = rgb << 4 | (unsigned)digit;
			if (s.len == 4)
				rgb = rgb << 4 | (unsigned)digit;
		}
	} else {
		size_t i = 0, n = sizeof names / sizeof *names;
		while (i < n && !str_eq_nocase(s, str_from_c(names[i].name)))
			i++;
		if (i == n)
			return false;
		rgb = names[i].rgb;
	}
	*colour = (struct style_colour){ (unsigned char)(rgb >> 16), (unsigned char)(rgb >> 8 & 255),
					 (unsigned char)(rgb & 255), false };
	return true;
}

/* ---- sides ---- */

/* One to four lengths: top, right, bottom, left. */
static void set_sides(float side[4], struct str value, float em)
{
	float lengths[4];
	int n = 0;
	struct str word;
	while (n < 4 && css_word(&value, &word)) {
		if (str_eq_nocase(word, STR("auto")))
			lengths[n++] = 0;
		else if (css_length(word, em, 0, &lengths[n]))
			n++;
		else
			return;
	}
	static const unsigned char from[4][4] = { { 0, 0, 0, 0 }, { 0, 1, 0, 1 }, { 0, 1, 2, 1 }, { 0, 1, 2, 3 } };
	for (int i = 0; i < 4 && n > 0; i++)
		side[i] = lengths[from[n - 1][i]];
}

static const char *const side_names[] = { "top", "right", "bottom", "left" };

static const struct keyword lines[] = {
	{ "none", LINE_NONE }, { "hidden", LINE_NONE }, { "solid", LINE_SOLID }, { "dashed", LINE_DASHED },
	{ "dotted", LINE_DOTTED }, { "double", LINE_DOUBLE }, { NULL, 0 },
};

static bool line_width(struct str word, float em, float *width)
{
	static const struct keyword widths[] = { { "thin", 1 }, { "medium", 2 }, { "thick", 4 }, { NULL, 0 } };
	int pixels;
	if (keyword_of(word, widths, &pixels)) {
		*width = (float)pixels * 0.75f;
		return true;
	}
	return css_length(word, em, 0, width);
}

/* "1px solid #999" on the sides of a mask. */
static void set_border(struct style_values *v, struct str value, unsigned sides)
{
	float width = 0.75f;
	int line = LINE_NONE;
	struct style_colour colour = v->colour;
	struct str word;
	while (css_word(&value, &word))
		if (!keyword_of(word, lines, &line) && !line_width(word, v->font_size, &width))
			read_colour(word, &colour);
	for (int i = 0; i < 4; i++)
		if (sides >> i & 1) {
			v->border[i] = line == LINE_NONE ? 0 : width;
			v->border_style[i] = (enum style_line)line;
			v->border_colour[i] = colour;
		}
}

static bool set_border_property(struct style_values *v, struct str name, struct str value)
{
	if (!str_starts(name, STR("border")))
		return false;
	struct str rest = str_sub(name, 6, name.len);
	unsigned sides = 15;
	for (int i = 0; i < 4; i++) {
		struct str side = str_from_c(side_names[i]);
		if (rest.len > side.len && rest.p[0] == '-' && str_starts(str_sub(rest, 1, rest.len), side)) {
			sides = 1u << i;
			rest = str_sub(rest, 1 + side.len, rest.len);
			break;
		}
	}
	int line;
	float width;
	struct style_colour colour;
	if (rest.len == 0)
		set_border(v, value, sides);
	for (int i = 0; i < 4; i++) {
		if (!(sides >> i & 1))
			continue;
		if (str_eq_c(rest, "-width") && line_width(value, v->font_size, &width))
			v->border[i] = width;
		else if (str_eq_c(rest, "-style") && keyword_of(value, lines, &line)) {
			v->border_style[i] = (enum style_line)line;
			v->border[i] = line == LINE_NONE ? 0 : v->border[i] > 0 ? v->border[i] : 0.75f;
		} else if (str_eq_c(rest, "-color") && read_colour(value, &colour))
			v->border_colour[i] = colour;
	}
	return true;
}

static bool set_side_property(struct style_values *v, struct str name, struct str value)
{
	bool margin = str_starts(name, STR("margin"));
	if (!margin && !str_starts(name, STR("padding")))
		return false;
	float *side = margin ? v->margin : v->padding, length;
	struct str rest = str_sub(name, margin ? 6 : 7, name.len);
	if (rest.len == 0)
		set_sides(side, value, v->font_size);
	for (int i = 0; i < 4; i++)
		if (rest.len > 1 && str_eq_c(str_sub(rest, 1, rest.len), side_names[i]) &&
		    css_length(value, v->font_size, 0, &length))
			side[i] = length;
	return true;
}

/* ---- keywords ---- */

static const struct keyword aligns[] = {
	{ "left", TEXT_LEFT }, { "right", TEXT_RIGHT }, { "center", TEXT_CENTER }, { "justify", TEXT_JUSTIFY },
	{ "start", TEXT_START }, { "initial", TEXT_START }, { NULL, 0 },
};
static const struct keyword breaks[] = {
	{ "auto", BREAK_AUTO }, { "avoid", BREAK_AVOID }, { "avoid-page", BREAK_AVOID }, { "page", BREAK_PAGE },
	{ "always", BREAK_PAGE }, { "left", BREAK_LEFT }, { "right", BREAK_RIGHT }, { "column", BREAK_COLUMN },
	{ NULL, 0 },
};
static const struct keyword displays[] = {
	{ "inline", DISPLAY_INLINE }, { "block", DISPLAY_BLOCK }, { "list-item", DISPLAY_LIST_ITEM },
	{ "table", DISPLAY_TABLE }, { "none", DISPLAY_NONE }, { NULL, 0 },
};
static const struct keyword markers[] = {
	{ "none", MARKER_NONE }, { "disc", MARKER_DISC }, { "circle", MARKER_CIRCLE },
	{ "square", MARKER_SQUARE }, { "decimal", MARKER_DECIMAL }, { "lower-alpha", MARKER_LOWER_ALPHA },
	{ "upper-alpha", MARKER_UPPER_ALPHA }, { "lower-roman", MARKER_LOWER_ROMAN },
	{ "upper-roman", MARKER_UPPER_ROMAN }, { NULL, 0 },
};
static const struct keyword transforms[] = {
	{ "none", TRANSFORM_NONE }, { "uppercase", TRANSFORM_UPPERCASE }, { "lowercase", TRANSFORM_LOWERCASE },
	{ NULL, 0 },
};
static const struct keyword spaces[] = {
	{ "normal", SPACE_NORMAL }, { "pre", SPACE_PRE }, { "pre-wrap", SPACE_PRE_WRAP },
	{ "nowrap", SPACE_NOWRAP }, { NULL, 0 },
};

static void set_weight(struct style_values *v, const struct style_values *parent, struct str value)
{
	static const struct keyword weights[] = { { "normal", 400 }, { "bold", 700 }, { NULL, 0 } };
	int weight;
	long number;
	if (keyword_of(value, weights, &weight))
		v->font_weight = weight;
	else if (str_eq_nocase(value, STR("bolder")))
		v->font_weight = parent->font_weight < 600 ? 700 : 900;
	else if (str_eq_nocase(value, STR("lighter")))
		v->font_weight = parent->font_weight < 600 ? 100 : 400;
	else if (str_parse_long(value, &number) && number >= 1 && number <= 1000)
		v->font_weight = (int)number;
}

enum {
	CAPS = FEATURE_SMALL_CAPS | FEATURE_ALL_SMALL_CAPS,
	FIGURES = FEATURE_TABULAR | FEATURE_PROPORTIONAL | FEATURE_OLD_STYLE | FEATURE_LINING,
};

/* The words of font-variant and its longhands (CSS Fonts 4, 6); what another says is `off` first. */
static void set_font_variant(struct style_values *v, unsigned off, struct str value)
{
	static const struct { const char *word; unsigned feature; } words[] = {
		{ "small-caps", FEATURE_SMALL_CAPS }, { "all-small-caps", CAPS },
		{ "tabular-nums", FEATURE_TABULAR }, { "proportional-nums", FEATURE_PROPORTIONAL },
		{ "oldstyle-nums", FEATURE_OLD_STYLE }, { "lining-nums", FEATURE_LINING },
		{ "none", FEATURE_NO_LIGATURES }, { "no-common-ligatures", FEATURE_NO_LIGATURES },
	};
	struct str word;
	v->features &= ~off;
	while (css_word(&value, &word))
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (str_eq_nocase(word, str_from_c(words[i].word)))
				v->features |= words[i].feature;
}

/* "smcp", "onum" 1, "liga" 0 (CSS Fonts 4, 6.12). */
static void set_font_features(struct style_values *v, struct str value)
{
	static const struct { const char *tag; unsigned feature; bool turned; } tags[] = {
		{ "smcp", FEATURE_SMALL_CAPS, false }, { "c2sc", FEATURE_ALL_SMALL_CAPS, false },
		{ "tnum", FEATURE_TABULAR, false }, { "pnum", FEATURE_PROPORTIONAL, false },
		{ "onum", FEATURE_OLD_STYLE, false }, { "lnum", FEATURE_LINING, false },
		{ "liga", FEATURE_NO_LIGATURES, true },
	};
	struct str setting, word;
	while (str_token(&value, ",", &setting)) {
		setting = str_trim(setting);
		if (setting.len < 6 || (setting.p[0] != '"' && setting.p[0] != '\''))
			continue;
		struct str tag = str_sub(setting, 1, 5), rest = str_sub(setting, 6, setting.len);
		bool on = !css_word(&rest, &word) || !(str_eq_c(word, "0") || str_eq_nocase(word, STR("off")));
		for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
			if (str_eq_c(tag, tags[i].tag))
				v->features = on != tags[i].turned ? v->features | tags[i].feature
								   : v->features & ~tags[i].feature;
	}
}

static bool set_font_property(struct style_values *v, const struct style_values *parent, struct str name,
			      struct str value)
{
	if (str_eq_c(name, "font-family"))
		v->font_family = value;
	else if (str_eq_c(name, "font-weight"))
		set_weight(v, parent, value);
	else if (str_eq_c(name, "font-style"))
		v->italic = str_eq_nocase(value, STR("italic")) || str_starts_nocase(value, STR("oblique"));
	else if (str_eq_c(name, "font-variant"))
		set_font_variant(v, CAPS | FIGURES | FEATURE_NO_LIGATURES, value);
	else if (str_eq_c(name, "font-variant-caps"))
		set_font_variant(v, CAPS, value);
	else if (str_eq_c(name, "font-variant-numeric"))
		set_font_variant(v, FIGURES, value);
	else if (str_eq_c(name, "font-variant-ligatures"))
		set_font_variant(v, FEATURE_NO_LIGATURES, value);
	else if (str_eq_c(name, "font-feature-settings"))
		set_font_features(v, value);
	else
		return false;
	return true;
}

/* Properties whose value is one keyword. */
static bool set_keyword_property(struct style_values *v, struct str name, struct str value)
{
	int k;
	if (str_starts(name, STR("page-break-")))
		name = str_sub(name, 5, name.len);
	if (str_eq_c(name, "text-align"))
		v->text_align = keyword_of(value, aligns, &k) ? (enum style_align)k : v->text_align;
	else if (str_eq_c(name, "text-align-last"))
		v->text_align_last = keyword_of(value, aligns, &k) ? (enum style_align)k : v->text_align_last;
	else if (str_eq_c(name, "break-before"))
		v->break_before = keyword_of(value, breaks, &k) ? (enum style_break)k : v->break_before;
	else if (str_eq_c(name, "break-after"))
		v->break_after = keyword_of(value, breaks, &k) ? (enum style_break)k : v->break_after;
	else if (str_eq_c(name, "break-inside"))
		v->break_inside = keyword_of(value, breaks, &k) ? (enum style_break)k : v->break_inside;
	else if (str_eq_c(name, "display"))
		v->display = keyword_of(value, displays, &k) ? (enum style_display)k : v->display;
	else if (str_eq_c(name, "list-style-type") || str_eq_c(name, "list-style"))
		v->list_style = keyword_of(value, markers, &k) ? (enum style_marker)k : v->list_style;
	else if (str_eq_c(name, "text-transform"))
		v->text_transform = keyword_of(value, transforms, &k) ? (enum style_transform)k : v->text_transform;
	else if (str_eq_c(name, "white-space"))
		v->white_space = keyword_of(value, spaces, &k) ? (enum style_space)k : v->white_space;
	else if (str_eq_c(name, "line-snap"))
		v->line_snap = str_eq_nocase(value, STR("baseline"));
	else if (str_eq_c(name, "hyphens"))
		v->hyphens = str_eq_nocase(value, STR("auto"));
	else
		return false;
	return true;
}

static void set_decoration(struct style_values *v, struct str value)
{
	v->underline = str_find_nocase(value, STR("underline"), 0) >= 0;
	v->line_through = str_find_nocase(value, STR("line-through"), 0) >= 0;
}

static void set_shift(struct style_values *v, struct str value)
{
	float length;
	if (str_eq_nocase(value, STR("super")))
		v->baseline_shift = v->font_size * 0.45f;
	else if (str_eq_nocase(value, STR("sub")))
		v->baseline_shift = v->font_size * -0.2f;
	else if (css_length(value, v->font_size, v->line_height, &length))
		v->baseline_shift = length;
}

static void set_other(struct style_values *v, struct str name, struct str value)
{
	float length;
	long number;
	struct style_colour colour;
	if (str_eq_c(name, "color") && read_colour(value, &colour) && !colour.none)
		v->colour = colour;
	else if ((str_eq_c(name, "background") || str_eq_c(name, "background-color")) && read_colour(value, &colour))
		v->background = colour;
	else if (str_eq_c(name, "letter-spacing") && css_length(value, v->font_size, v->font_size, &length))
		v->letter_spacing = length;
	else if (str_eq_c(name, "text-indent") && css_length(value, v->font_size, 0, &length))
		v->text_indent = length;
	else if (str_eq_c(name, "width") && css_length(value, v->font_size, 0, &length))
		v->width = length;
	else if (str_starts(name, STR("text-decoration")))
		set_decoration(v, value);
	else if (str_eq_c(name, "vertical-align"))
		set_shift(v, value);
	else if (str_eq_c(name, "widows") && str_parse_long(value, &number) && number > 0 && number < 20)
		v->widows = (int)number;
	else if (str_eq_c(name, "orphans") && str_parse_long(value, &number) && number > 0 && number < 20)
		v->orphans = (int)number;
	else if (str_eq_c(name, "page"))
		v->page = value;
	else if (str_eq_c(name, "string-set"))
		v->string_set = value;
}

void values_set(struct style_values *v, const struct style_values *parent, const struct css_declaration *d)
{
	if (str_eq_nocase(d->value, STR("inherit")) || str_eq_c(d->name, "font-size") ||
	    str_eq_c(d->name, "line-height"))
		return;
	if (!set_border_property(v, d->name, d->value) && !set_side_property(v, d->name, d->value) &&
	    !set_font_property(v, parent, d->name, d->value) && !set_keyword_property(v, d->name, d->value))
		set_other(v, d->name, d->value);
}

bool values_known(struct str name)
{
	static const char *const known[] = {
		"font-size", "line-height", "font-family", "font-weight", "font-style", "font-variant",
		"font-variant-caps", "font-variant-numeric", "font-variant-ligatures", "font-feature-settings",
		"letter-spacing", "line-snap", "color", "background", "background-color", "text-align", "text-indent", "text-transform",
		"text-decoration", "text-decoration-line", "vertical-align", "hyphens", "widows", "orphans",
		"display", "break-before", "break-after", "break-inside", "page-break-before",
		"page-break-after", "page-break-inside", "size",
		/* of screens only, where they do no harm */
		"word-wrap", "overflow-wrap", "border-collapse", "max-width", "height", "white-space",
	};
	static const char *const families[] = { "margin", "padding", "border" };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq_c(name, known[i]))
			return true;
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		if (str_starts(name, str_from_c(families[i])))
			return true;
	return false;
}
