/* values.h - inside style/: one declaration changes an element's values. */
#ifndef STYLE_VALUES_H
#define STYLE_VALUES_H

#include "style/css.h"

enum values_verdict { VALUE_SET, VALUE_BAD, VALUE_UNKNOWN };

/* What an element begins with that has no parent. */
extern const struct style_values values_initial;

/* font-size and then line-height, which lengths of the others may be given in. */
void values_set_size(struct style_values *, const struct style_values *parent, const struct css_declaration *);
void values_set_leading(struct style_values *, const struct style_values *parent, const struct css_declaration *);
/* Everything else. BAD: the property is known and the value not understood; UNKNOWN: paper makes nothing
 * of the property. Neither changes a thing. */
enum values_verdict values_set(struct style_values *, const struct style_values *parent,
			       const struct css_declaration *);
/* Whether the declaration is understood on paper, its sizes too. */
enum values_verdict values_judge(const struct css_declaration *);

/* ---- between the files of values ---------------------------------------------------------- */

struct keyword {
	const char *word; /* NULL ends the rows */
	int value;
};

bool keyword_of(struct str value, const struct keyword *rows, int *into);
struct css_units units_of(const struct style_values *, float hundred);

/* A property: where its value is, and what reads it. */
struct property {
	const char *name;
	size_t at, size; /* in struct style_values */
	bool (*set)(struct style_values *, const struct property *, struct str value);
	const struct keyword *words;
	float least, most; /* of numbers and lengths; 0, 0: any */
};

/* values_box.c: margin, padding, border, column-rule */
enum values_verdict values_set_box(struct style_values *, struct str name, struct str value);
bool set_column_rule(struct style_values *, const struct property *, struct str value);
bool set_rule_width(struct style_values *, const struct property *, struct str value);
/* values_font.c; `rows` end with .name NULL */
extern const struct property font_properties[];
bool set_font_size(struct style_values *, const struct style_values *parent, struct str value);
/* colour.c */
bool colour_read(struct str, const struct style_values *current, struct style_colour *);

#endif
