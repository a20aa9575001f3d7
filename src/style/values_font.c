/* values_font.c - which face, in which size, with which of its features (CSS Fonts 4). */
#include "style/values.h"

/* ---- size and weight -------------------------------------------------------------------------- */

bool set_font_size(struct style_values *v, const struct style_values *parent, struct str value)
{
	static const struct { const char *word; float share; } words[] = {
		{ "smaller", 0.83f }, { "larger", 1.2f }, { "xx-small", 0.6f }, { "x-small", 0.75f },
		{ "small", 0.89f }, { "medium", 1 }, { "large", 1.2f }, { "x-large", 1.5f }, { "xx-large", 2 },
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(value, str_from_c(words[i].word))) {
			float of = i < 2 ? parent->font_size : 10;
			v->font_size = of * words[i].share;
			return true;
		}
	float size, of = parent->font_size;
	if (!css_length(value, (struct css_units){ of, v->root_size, of }, &size) || !(size >= 1 && size < 500))
		return false;
	v->font_size = size;
	return true;
}

static bool set_weight(struct style_values *v, const struct property *row, struct str value)
{
	static const struct keyword weights[] = { { "normal", 400 }, { "bold", 700 }, { NULL, 0 } };
	(void)row;
	float number;
	/* The parent's is what stands here as long as nothing else was said. */
	if (keyword_of(value, weights, &v->font_weight))
		return true;
	if (str_eq_nocase(value, STR("bolder")))
		v->font_weight = v->font_weight < 600 ? 700 : 900;
	else if (str_eq_nocase(value, STR("lighter")))
		v->font_weight = v->font_weight < 600 ? 100 : 400;
	else if (css_number(value, &number) && number >= 1 && number <= 1000)
		v->font_weight = (int)number;
	else
		return false;
	return true;
}

static bool set_slant(struct style_values *v, const struct property *row, struct str value)
{
	(void)row;
	v->italic = str_eq_nocase(value, STR("italic")) || str_starts_nocase(value, STR("oblique"));
	return v->italic || str_eq_nocase(value, STR("normal"));
}

static bool set_family(struct style_values *v, const struct property *row, struct str value)
{
	(void)row;
	v->font_family = value;
	return true;
}

/* ---- features --------------------------------------------------------------------------------- */

enum {
	CAPS = FEATURE_SMALL_CAPS | FEATURE_ALL_SMALL_CAPS,
	FIGURES = FEATURE_TABULAR | FEATURE_PROPORTIONAL | FEATURE_OLD_STYLE | FEATURE_LINING |
		  FEATURE_FRACTIONS | FEATURE_ORDINALS | FEATURE_SLASHED_ZERO,
	LIGATURES = FEATURE_NO_LIGATURES | FEATURE_DISCRETIONARY | FEATURE_HISTORICAL,
};

/* The words of font-variant and its longhands (CSS Fonts 4, 6): what is on and what goes off. */
static const struct { const char *word; unsigned on, off; } variants[] = {
	{ "small-caps", FEATURE_SMALL_CAPS, CAPS }, { "all-small-caps", CAPS, 0 },
	{ "tabular-nums", FEATURE_TABULAR, FEATURE_PROPORTIONAL },
	{ "proportional-nums", FEATURE_PROPORTIONAL, FEATURE_TABULAR },
	{ "oldstyle-nums", FEATURE_OLD_STYLE, FEATURE_LINING }, { "lining-nums", FEATURE_LINING, FEATURE_OLD_STYLE },
	{ "diagonal-fractions", FEATURE_FRACTIONS, 0 }, { "ordinal", FEATURE_ORDINALS, 0 },
	{ "slashed-zero", FEATURE_SLASHED_ZERO, 0 }, { "none", FEATURE_NO_LIGATURES, 0 },
	{ "no-common-ligatures", FEATURE_NO_LIGATURES, 0 }, { "common-ligatures", 0, FEATURE_NO_LIGATURES },
	{ "discretionary-ligatures", FEATURE_DISCRETIONARY, 0 },
	{ "no-discretionary-ligatures", 0, FEATURE_DISCRETIONARY },
	{ "historical-ligatures", FEATURE_HISTORICAL, 0 }, { "no-historical-ligatures", 0, FEATURE_HISTORICAL },
	{ "normal", 0, 0 },
};

static bool set_variant(struct style_values *v, const struct property *row, struct str value)
{
	static const struct { const char *name; unsigned those; } longhands[] = {
		{ "font-variant-caps", CAPS }, { "font-variant-numeric", FIGURES },
		{ "font-variant-ligatures", LIGATURES },
	};
	unsigned features = v->features & ~(unsigned)(CAPS | FIGURES | LIGATURES);
	struct str word;
	for (size_t i = 0; i < sizeof longhands / sizeof *longhands; i++)
		if (strcmp(row->name, longhands[i].name) == 0)
			features = v->features & ~longhands[i].those;
	while (css_word(&value, &word)) {
		size_t i = 0, n = sizeof variants / sizeof *variants;
		while (i < n && !str_eq_nocase(word, str_from_c(variants[i].word)))
			i++;
		if (i == n)
			return false;
		features = (features & ~variants[i].off) | variants[i].on;
	}
	v->features = features;
	return true;
}

/* "smcp", "onum" 1, "liga" 0 (CSS Fonts 4, 6.12). */
static bool set_features(struct style_values *v, const struct property *row, struct str value)
{
	static const struct { const char *tag; unsigned feature; bool turned; } tags[] = {
		{ "smcp", FEATURE_SMALL_CAPS, false }, { "c2sc", FEATURE_ALL_SMALL_CAPS, false },
		{ "tnum", FEATURE_TABULAR, false }, { "pnum", FEATURE_PROPORTIONAL, false },
		{ "onum", FEATURE_OLD_STYLE, false }, { "lnum", FEATURE_LINING, false },
		{ "frac", FEATURE_FRACTIONS, false }, { "ordn", FEATURE_ORDINALS, false },
		{ "zero", FEATURE_SLASHED_ZERO, false }, { "dlig", FEATURE_DISCRETIONARY, false },
		{ "hlig", FEATURE_HISTORICAL, false }, { "case", FEATURE_CASE, false },
		{ "swsh", FEATURE_SWASH, false }, { "titl", FEATURE_TITLING, false },
		{ "ss01", FEATURE_SET_1, false }, { "ss02", FEATURE_SET_1 << 1, false },
		{ "ss03", FEATURE_SET_1 << 2, false }, { "ss04", FEATURE_SET_1 << 3, false },
		{ "ss05", FEATURE_SET_1 << 4, false }, { "ss06", FEATURE_SET_1 << 5, false },
		{ "ss07", FEATURE_SET_1 << 6, false }, { "ss08", FEATURE_SET_1 << 7, false },
		{ "liga", FEATURE_NO_LIGATURES, true }, { "kern", FEATURE_NO_KERNING, true },
	};
	struct str setting, word, tag;
	unsigned features = v->features;
	(void)row;
	if (str_eq_nocase(value, STR("normal"))) {
		v->features = 0;
		return true;
	}
	while (css_part(&value, &setting)) {
		if (!css_word(&setting, &word) || !css_string(word, &tag))
			return false;
		bool off = css_word(&setting, &word) && (str_eq_c(word, "0") || str_eq_nocase(word, STR("off")));
		size_t i = 0, n = sizeof tags / sizeof *tags;
		while (i < n && !str_eq_c(tag, tags[i].tag))
			i++;
		if (i == n)
			return false;
		features = off == tags[i].turned ? features | tags[i].feature : features & ~tags[i].feature;
	}
	v->features = features;
	return true;
}

static bool set_kerning(struct style_values *v, const struct property *row, struct str value)
{
	(void)row;
	bool none = str_eq_nocase(value, STR("none"));
	v->features = none ? v->features | FEATURE_NO_KERNING : v->features & ~(unsigned)FEATURE_NO_KERNING;
	return none || str_eq_nocase(value, STR("normal")) || str_eq_nocase(value, STR("auto"));
}

#define AT(field) offsetof(struct style_values, field), sizeof ((struct style_values *)0)->field

const struct property font_properties[] = {
	{ "font-family", AT(font_family), set_family, NULL, 0, 0 },
	{ "font-weight", AT(font_weight), set_weight, NULL, 0, 0 },
	{ "font-style", AT(italic), set_slant, NULL, 0, 0 },
	{ "font-variant", AT(features), set_variant, NULL, 0, 0 },
	{ "font-variant-caps", AT(features), set_variant, NULL, 0, 0 },
	{ "font-variant-numeric", AT(features), set_variant, NULL, 0, 0 },
	{ "font-variant-ligatures", AT(features), set_variant, NULL, 0, 0 },
	{ "font-feature-settings", AT(features), set_features, NULL, 0, 0 },
	{ "font-kerning", AT(features), set_kerning, NULL, 0, 0 },
	{ NULL, 0, 0, NULL, NULL, 0, 0 },
};

/* ---- the shorthand ---------------------------------------------------------------------------- */

/* A word before the size: which longhand it is of. */
static const char *longhand_of(struct str word)
{
	static const struct { const char *word, *name; } words[] = {
		{ "italic", "font-style" }, { "oblique", "font-style" }, { "small-caps", "font-variant" },
		{ "bold", "font-weight" }, { "bolder", "font-weight" }, { "lighter", "font-weight" },
	};
	float number;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(word, str_from_c(words[i].word)))
			return words[i].name;
	return css_number(word, &number) && number >= 100 ? "font-weight" : NULL;
}

bool css_expand_font(struct css_declarations *into, const struct css_declaration *d)
{
	struct css_declaration parts[6] = {
		{ .name = STR("font-style"), .value = STR("normal") }, { .name = STR("font-variant"), .value = STR("normal") },
		{ .name = STR("font-weight"), .value = STR("normal") }, { .name = STR("font-size") },
		{ .name = STR("line-height"), .value = STR("normal") }, { .name = STR("font-family") },
	};
	struct str rest = d->value, word = STR_NONE;
	if (!str_eq_c(d->name, "font"))
		return false;
	while (css_word(&rest, &word)) {
		const char *name = longhand_of(word);
		if (!name && !str_eq_nocase(word, STR("normal")))
			break;
		for (int i = 0; name && i < 3; i++)
			if (str_eq_c(parts[i].name, name))
				parts[i].value = word;
		word = STR_NONE;
	}
	ptrdiff_t slash = str_find_char(word, '/', 0);
	parts[3].value = str_sub(word, 0, slash < 0 ? word.len : (size_t)slash);
	if (slash >= 0)
		parts[4].value = str_sub(word, (size_t)slash + 1, word.len);
	parts[5].value = str_trim(rest);
	if (!parts[3].value.len || !parts[4].value.len || !parts[5].value.len || rest.p[0] == '/')
		return false;
	for (int i = 0; i < 6; i++) {
		parts[i].line = d->line;
		parts[i].important = d->important;
		css_declare(into, parts[i]);
	}
	return true;
}
