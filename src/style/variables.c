/* variables.c - what var() stands for (CSS Custom Properties 1). */
#include "style/css.h"

struct style_variable {
	struct str name, value;
	const struct style_variable *next;
};

enum { VARIABLE_DEPTH = 8, VARIABLE_LONGEST = 4096 }; /* [byte] of a value with all that stands in it */

const struct style_variable *variable_add(struct arena *a, const struct style_variable *all, struct str name,
					  struct str value)
{
	struct style_variable *one = ARENA_NEW(a, struct style_variable);
	*one = (struct style_variable){ name, value, all };
	return one;
}

/* Appends the value with each var() replaced; false when one has nothing to stand for it. */
static bool put_value(struct buf *out, struct str value, const struct style_variable *all, int depth)
{
	ptrdiff_t at;
	while ((at = str_find(value, STR("var("), 0)) >= 0) {
		size_t open = (size_t)at + 3, close = css_find_stop(str_sub(value, open + 1, value.len), 0, ")");
		struct str inside = str_sub(value, open + 1, open + 1 + close), name = STR_NONE;
		const struct style_variable *found = all;
		buf_put_str(out, str_sub(value, 0, (size_t)at));
		value = str_sub(value, open + close + 2, value.len);
		css_part(&inside, &name);
		while (found && !str_eq_nocase(found->name, name))
			found = found->next;
		struct str stands = found ? found->value : str_trim(inside);
		if (!stands.len || depth == VARIABLE_DEPTH || out->len > VARIABLE_LONGEST ||
		    !put_value(out, stands, all, depth + 1))
			return false;
	}
	buf_put_str(out, value);
	return out->len <= VARIABLE_LONGEST;
}

struct str variables_put(struct arena *a, const struct style_variable *all, struct str value)
{
	struct buf out;
	struct str put = STR_NONE;
	buf_init(&out);
	if (put_value(&out, value, all, 0))
		put = arena_str(a, str_trim(buf_str(&out)));
	buf_done(&out);
	return put;
}

const struct style_variable *css_variables(struct css_sheet *sheet)
{
	const struct style_variable *all = NULL;
	for (size_t i = 0; i < sheet->n_rules; i++)
		for (size_t k = 0; k < sheet->rules[i].declarations.n; k++) {
			const struct css_declaration *d = &sheet->rules[i].declarations.items[k];
			if (str_starts(d->name, STR("--")))
				all = variable_add(&sheet->arena, all, d->name, d->value);
		}
	return all;
}
