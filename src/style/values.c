/* values.c - the properties that paper knows, a row each, and the reading of their values (CSS 2.1,
 * CSS Text 3, CSS Fragmentation 3, CSS Multi-column 1). Lengths become points here. */
#include "style/values.h"

const struct style_values values_initial = {
	.font_size = 10, .root_size = 10, .font_weight = 400, .line_height = 12, .text_align = TEXT_START,
	.text_align_last = TEXT_AS_ALIGN, .widows = 2, .orphans = 2, .display = DISPLAY_BLOCK, .column_gap = -1,
};

bool keyword_of(struct str value, const struct keyword *rows, int *into)
{
	for (; rows->word; rows++)
		if (str_eq_nocase(value, str_from_c(rows->word))) {
			*into = rows->value;
			return true;
		}
	return false;
}

struct css_units units_of(const struct style_values *v, float hundred)
{
	return (struct css_units){ v->font_size, v->root_size, hundred };
}

/* ---- line-height ---- */

static bool set_line_height(struct style_values *v, struct str value)
{
	float length, factor = 0;
	if (str_eq_nocase(value, STR("normal")))
		factor = 1.25f;
	else if (css_number(value, &factor) && factor >= 0)
		;
	else if (!css_length(value, units_of(v, v->font_size), &length) || length < 0)
		return false;
	else
		factor = -1;
	v->line_factor = factor > 0 ? factor : 0;
	v->line_height = factor < 0 ? length : factor * v->font_size;
	return true;
}

void values_set_size(struct style_values *v, const struct style_values *parent, const struct css_declaration *d)
{
	if (!str_eq_c(d->name, "font-size"))
		return;
	if (str_eq_nocase(d->value, STR("inherit")))
		v->font_size = parent->font_size;
	else
		set_font_size(v, parent, d->value);
}

void values_set_leading(struct style_values *v, const struct style_values *parent, const struct css_declaration *d)
{
	if (!str_eq_c(d->name, "line-height"))
		return;
	if (str_eq_nocase(d->value, STR("inherit"))) {
		v->line_factor = parent->line_factor;
		v->line_height = v->line_factor > 0 ? v->line_factor * v->font_size : parent->line_height;
		return;
	}
	set_line_height(v, d->value);
}

/* ---- kinds of values ---- */

static bool set_keyword(struct style_values *v, const struct property *row, struct str value)
{
	int k;
	if (!keyword_of(value, row->words, &k))
		return false;
	if (row->size == sizeof(bool))
		*(bool *)((char *)v + row->at) = k != 0;
	else
		*(int *)(void *)((char *)v + row->at) = k;
	return true;
}

static bool set_length(struct style_values *v, const struct property *row, struct str value)
{
	float length;
	int zero;
	if (row->words && keyword_of(value, row->words, &zero))
		length = (float)zero;
	else if (!css_length(value, units_of(v, v->font_size), &length) || length < row->least)
		return false;
	*(float *)(void *)((char *)v + row->at) = length;
	return true;
}

static bool set_extent(struct style_values *v, const struct property *row, struct str value)
{
	struct style_extent *into = (struct style_extent *)(void *)((char *)v + row->at), extent = { 0, 0 };
	float number;
	if (str_ends(value, STR("%")) && css_number(str_sub(value, 0, value.len - 1), &number) && number > 0)
		extent.share = number / 100;
	else if (!str_eq_nocase(value, STR("auto")) && !str_eq_nocase(value, STR("none")) &&
		 (!css_length(value, units_of(v, 0), &extent.pt) || extent.pt <= 0))
		return false;
	*into = extent;
	return true;
}

static bool set_count(struct style_values *v, const struct property *row, struct str value)
{
	long number;
	int word;
	if (row->words && keyword_of(value, row->words, &word))
		number = word;
	else if (!str_parse_long(value, &number) || number < (long)row->least || number > (long)row->most)
		return false;
	*(int *)(void *)((char *)v + row->at) = (int)number;
	return true;
}

static bool set_text_colour(struct style_values *v, const struct property *row, struct str value)
{
	struct style_colour colour;
	(void)row;
	if (!colour_read(value, v, &colour) || colour.none)
		return false;
	v->colour = colour;
	return true;
}

static bool set_colour(struct style_values *v, const struct property *row, struct str value)
{
	return colour_read(value, v, (struct style_colour *)(void *)((char *)v + row->at));
}

static bool set_decoration(struct style_values *v, const struct property *row, struct str value)
{
	(void)row;
	v->underline = str_find_nocase(value, STR("underline"), 0) >= 0;
	v->line_through = str_find_nocase(value, STR("line-through"), 0) >= 0;
	return v->underline || v->line_through || str_eq_nocase(value, STR("none"));
}

static bool set_shift(struct style_values *v, const struct property *row, struct str value)
{
	static const char *const of_cells[] = { "baseline", "top", "middle", "bottom", "text-top", "text-bottom" };
	float length = 0;
	(void)row;
	for (size_t i = 0; i < sizeof of_cells / sizeof *of_cells; i++)
		if (str_eq_nocase(value, str_from_c(of_cells[i]))) {
			v->baseline_shift = 0;
			return true;
		}
	if (str_eq_nocase(value, STR("super")))
		length = v->font_size * 0.45f;
	else if (str_eq_nocase(value, STR("sub")))
		length = v->font_size * -0.2f;
	else if (!css_length(value, units_of(v, v->line_height), &length))
		return false;
	v->baseline_shift = length;
	return true;
}

static const struct keyword markers[] = {
	{ "none", MARKER_NONE }, { "disc", MARKER_DISC }, { "circle", MARKER_CIRCLE },
	{ "square", MARKER_SQUARE }, { "decimal", MARKER_DECIMAL }, { "lower-alpha", MARKER_LOWER_ALPHA },
	{ "lower-latin", MARKER_LOWER_ALPHA }, { "upper-alpha", MARKER_UPPER_ALPHA },
	{ "upper-latin", MARKER_UPPER_ALPHA }, { "lower-roman", MARKER_LOWER_ROMAN },
	{ "upper-roman", MARKER_UPPER_ROMAN }, { NULL, 0 },
};

static bool set_marker(struct style_values *v, const struct property *row, struct str value)
{
	int k;
	(void)row;
	if (css_string(value, &v->marker_text)) {
		v->list_style = MARKER_TEXT;
		return true;
	}
	if (!keyword_of(value, markers, &k))
		return false;
	v->list_style = (enum style_marker)k;
	return true;
}

/* "columns: 2", "2 60mm", "auto" */
static bool set_columns(struct style_values *v, const struct property *row, struct str value)
{
	struct str word;
	int count = 0;
	float width = 0;
	(void)row;
	while (css_word(&value, &word)) {
		long number;
		if (str_parse_long(word, &number) && number >= 1 && number <= 12)
			count = (int)number;
		else if (!str_eq_nocase(word, STR("auto")) && (!css_length(word, units_of(v, 0), &width) || width <= 0))
			return false;
	}
	v->column_count = count;
	v->column_width = width;
	return true;
}

/* "chapter content(), part counter(part)" */
static bool set_strings(struct style_values *v, const struct property *row, struct str value)
{
	struct style_content pieces[STYLE_CONTENT_MOST];
	struct str rest = value, name, content;
	size_t n;
	(void)row;
	v->string_set = STR_NONE;
	if (str_eq_nocase(value, STR("none")))
		return true;
	while (style_string_set(&rest, &name, &content))
		if (!style_content_read(content, pieces, &n))
			return false;
	v->string_set = value;
	return true;
}

/* "chapter 1 section" */
static bool set_counters(struct style_values *v, const struct property *row, struct str value)
{
	struct str rest = value, name, *into = (struct str *)(void *)((char *)v + row->at);
	int number;
	*into = STR_NONE;
	if (str_eq_nocase(value, STR("none")))
		return true;
	while (style_counter_next(&rest, 0, &name, &number))
		if (!ch_alpha(name.p[0]) && name.p[0] != '-' && name.p[0] != '_')
			return false;
	*into = value;
	return true;
}

/* What a screen makes something of and paper need not. */
static bool set_nothing(struct style_values *v, const struct property *row, struct str value)
{
	(void)v;
	(void)row;
	(void)value;
	return true;
}

/* ---- words ---- */

static const struct keyword aligns[] = {
	{ "left", TEXT_LEFT }, { "right", TEXT_RIGHT }, { "center", TEXT_CENTER }, { "justify", TEXT_JUSTIFY },
	{ "start", TEXT_START }, { "end", TEXT_END }, { NULL, 0 },
};
static const struct keyword last_aligns[] = {
	{ "left", TEXT_LEFT }, { "right", TEXT_RIGHT }, { "center", TEXT_CENTER }, { "justify", TEXT_JUSTIFY },
	{ "start", TEXT_START }, { "end", TEXT_END }, { "auto", TEXT_AS_ALIGN }, { NULL, 0 },
};
static const struct keyword breaks[] = {
	{ "auto", BREAK_AUTO }, { "avoid", BREAK_AVOID }, { "avoid-page", BREAK_AVOID }, { "page", BREAK_PAGE },
	{ "avoid-column", BREAK_AVOID }, { "always", BREAK_PAGE }, { "all", BREAK_PAGE }, { "left", BREAK_LEFT },
	{ "right", BREAK_RIGHT }, { "verso", BREAK_LEFT }, { "recto", BREAK_RIGHT }, { "column", BREAK_COLUMN },
	{ NULL, 0 },
};
static const struct keyword displays[] = {
	{ "inline", DISPLAY_INLINE }, { "block", DISPLAY_BLOCK }, { "list-item", DISPLAY_LIST_ITEM },
	{ "table", DISPLAY_TABLE }, { "none", DISPLAY_NONE }, { "inline-block", DISPLAY_INLINE },
	{ "table-header-group", DISPLAY_TABLE }, { NULL, 0 },
};
static const struct keyword transforms[] = {
	{ "none", TRANSFORM_NONE }, { "uppercase", TRANSFORM_UPPERCASE }, { "lowercase", TRANSFORM_LOWERCASE },
	{ "capitalize", TRANSFORM_CAPITALIZE }, { NULL, 0 },
};
static const struct keyword spaces[] = {
	{ "normal", SPACE_NORMAL }, { "pre", SPACE_PRE }, { "pre-wrap", SPACE_PRE_WRAP },
	{ "nowrap", SPACE_NOWRAP }, { NULL, 0 },
};
static const struct keyword snaps[] = { { "none", false }, { "baseline", true }, { NULL, 0 } };
static const struct keyword hyphens[] = { { "none", false }, { "manual", false }, { "auto", true }, { NULL, 0 } };
static const struct keyword normal[] = { { "normal", 0 }, { NULL, 0 } };
static const struct keyword automatic[] = { { "auto", 0 }, { NULL, 0 } };
static const struct keyword one_size[] = { { "normal", -1 }, { NULL, 0 } };
static const struct keyword fills[] = {
	{ "balance", FILL_BALANCE }, { "balance-all", FILL_BALANCE }, { "auto", FILL_AUTO }, { NULL, 0 },
};
static const struct keyword spans[] = { { "none", SPAN_NONE }, { "all", SPAN_ALL }, { NULL, 0 } };
static const struct keyword rule_lines[] = {
	{ "none", LINE_NONE }, { "solid", LINE_SOLID }, { "dashed", LINE_DASHED }, { "dotted", LINE_DOTTED },
	{ "double", LINE_DOUBLE }, { NULL, 0 },
};

/* ---- properties ---- */

#define AT(field) offsetof(struct style_values, field), sizeof ((struct style_values *)0)->field
enum { FURTHEST_OUT = -1000 }; /* [pt] of lengths below 0 */

static const struct property properties[] = {
	{ "color", AT(colour), set_text_colour, NULL, 0, 0 },
	{ "background-color", AT(background), set_colour, NULL, 0, 0 },
	{ "background", AT(background), set_colour, NULL, 0, 0 },
	{ "text-align", AT(text_align), set_keyword, aligns, 0, 0 },
	{ "text-align-last", AT(text_align_last), set_keyword, last_aligns, 0, 0 },
	{ "text-indent", AT(text_indent), set_length, NULL, FURTHEST_OUT, 0 },
	{ "text-transform", AT(text_transform), set_keyword, transforms, 0, 0 },
	{ "text-decoration", AT(underline), set_decoration, NULL, 0, 0 },
	{ "text-decoration-line", AT(underline), set_decoration, NULL, 0, 0 },
	{ "letter-spacing", AT(letter_spacing), set_length, normal, FURTHEST_OUT, 0 },
	{ "word-spacing", AT(word_spacing), set_length, normal, FURTHEST_OUT, 0 },
	{ "white-space", AT(white_space), set_keyword, spaces, 0, 0 },
	{ "line-snap", AT(line_snap), set_keyword, snaps, 0, 0 },
	{ "hyphens", AT(hyphens), set_keyword, hyphens, 0, 0 },
	{ "vertical-align", AT(baseline_shift), set_shift, NULL, 0, 0 },
	{ "widows", AT(widows), set_count, NULL, 1, 19 },
	{ "orphans", AT(orphans), set_count, NULL, 1, 19 },
	{ "display", AT(display), set_keyword, displays, 0, 0 },
	{ "width", AT(width), set_extent, NULL, 0, 0 },
	{ "max-width", AT(max_width), set_extent, NULL, 0, 0 },
	{ "max-height", AT(max_height), set_extent, NULL, 0, 0 },
	{ "break-before", AT(break_before), set_keyword, breaks, 0, 0 },
	{ "break-after", AT(break_after), set_keyword, breaks, 0, 0 },
	{ "break-inside", AT(break_inside), set_keyword, breaks, 0, 0 },
	{ "page-break-before", AT(break_before), set_keyword, breaks, 0, 0 },
	{ "page-break-after", AT(break_after), set_keyword, breaks, 0, 0 },
	{ "page-break-inside", AT(break_inside), set_keyword, breaks, 0, 0 },
	{ "list-style-type", AT(list_style), set_marker, NULL, 0, 0 },
	{ "list-style", AT(list_style), set_marker, NULL, 0, 0 },
	{ "columns", AT(column_count), set_columns, NULL, 0, 0 },
	{ "column-count", AT(column_count), set_count, automatic, 1, 12 },
	{ "column-width", AT(column_width), set_length, automatic, 1, 0 },
	{ "column-gap", AT(column_gap), set_length, one_size, 0, 0 },
	{ "column-rule", AT(column_rule), set_column_rule, NULL, 0, 0 },
	{ "column-rule-width", AT(column_rule), set_rule_width, NULL, 0, 0 },
	{ "column-rule-style", AT(column_rule_style), set_keyword, rule_lines, 0, 0 },
	{ "column-rule-color", AT(column_rule_colour), set_colour, NULL, 0, 0 },
	{ "column-fill", AT(column_fill), set_keyword, fills, 0, 0 },
	{ "column-span", AT(column_span), set_keyword, spans, 0, 0 },
	{ "string-set", AT(string_set), set_strings, NULL, 0, 0 },
	{ "counter-reset", AT(counter_reset), set_counters, NULL, 0, 0 },
	{ "counter-increment", AT(counter_increment), set_counters, NULL, 0, 0 },
	{ "word-wrap", 0, 0, set_nothing, NULL, 0, 0 }, { "overflow-wrap", 0, 0, set_nothing, NULL, 0, 0 },
	{ "height", 0, 0, set_nothing, NULL, 0, 0 }, { "border-collapse", 0, 0, set_nothing, NULL, 0, 0 },
	{ NULL, 0, 0, NULL, NULL, 0, 0 },
};

static const struct property *find_property(struct str name)
{
	const struct property *const tables[] = { properties, font_properties };
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (const struct property *row = tables[t]; row->name; row++)
			if (str_eq_c(name, row->name))
				return row;
	return NULL;
}

enum values_verdict values_set(struct style_values *v, const struct style_values *parent,
			       const struct css_declaration *d)
{
	const struct property *row = find_property(d->name);
	if (!row && (str_eq_c(d->name, "font-size") || str_eq_c(d->name, "line-height")))
		return VALUE_SET; /* values_set_size, values_set_leading */
	if (!row)
		return values_set_box(v, d->name, d->value);
	bool inherit = str_eq_nocase(d->value, STR("inherit"));
	if (inherit || str_eq_nocase(d->value, STR("initial"))) {
		const struct style_values *from = inherit ? parent : &values_initial;
		memcpy((char *)v + row->at, (const char *)from + row->at, row->size);
		return VALUE_SET;
	}
	return row->set(v, row, d->value) ? VALUE_SET : VALUE_BAD;
}

enum values_verdict values_judge(const struct css_declaration *d)
{
	struct style_values v = values_initial;
	if (str_starts(d->name, STR("--")) || str_find(d->value, STR("var("), 0) >= 0 ||
	    str_eq_nocase(d->value, STR("inherit")))
		return VALUE_SET;
	if (str_eq_c(d->name, "font-size"))
		return set_font_size(&v, &values_initial, d->value) ? VALUE_SET : VALUE_BAD;
	if (str_eq_c(d->name, "line-height"))
		return set_line_height(&v, d->value) ? VALUE_SET : VALUE_BAD;
	return values_set(&v, &values_initial, d);
}
