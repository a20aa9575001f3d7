/* values.h - inside style/: one declaration changes an element's values. */
#ifndef STYLE_VALUES_H
#define STYLE_VALUES_H

#include "style/css.h"

/* font-size and line-height. */
void values_set_size(struct style_values *, const struct style_values *parent, const struct css_declaration *);
/* Everything else; values that are not understood change nothing. */
void values_set(struct style_values *, const struct style_values *parent, const struct css_declaration *);

/* Whether paper makes something of the property. */
bool values_known(struct str name);

#endif
