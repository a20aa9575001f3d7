/* cascade.c - the values an element gets: inherited ones from above, then every declaration whose
 * selector it matches, weakest first.
 *
 * A cache belongs to one thread. Elements of equal names on equal paths are one element in it, so
 * that a book's thousands of paragraphs are computed a few dozen times. */
#include "style/values.h"

#include "base/map.h"

#include <stdlib.h>

struct element {
	struct style_values values; /* first: a style_values is its element */
	const struct element *parent;
	struct style_place place;
};

struct style_cache {
	const struct style *style;
	struct arena arena;
	struct map elements;
	struct buf key;
};

struct style_cache *style_cache_new(const struct style *style)
{
	struct style_cache *c = mem_alloc(sizeof *c);
	c->style = style;
	arena_init(&c->arena);
	map_init(&c->elements);
	buf_init(&c->key);
	return c;
}

void style_cache_free(struct style_cache *c)
{
	if (!c)
		return;
	buf_done(&c->key);
	map_done(&c->elements);
	arena_done(&c->arena);
	free(c);
}

/* ---- selectors ---- */

static bool name_matches(const struct css_compound *compound, struct style_name name)
{
	if (compound->tag.len > 0 && !str_eq_c(compound->tag, "*") && !str_eq_c(compound->tag, name.tag))
		return false;
	for (int i = 0; i < compound->n_classes; i++)
		if (!str_has_word(str_from_c(name.classes), compound->classes[i]))
			return false;
	return true;
}

/* Whether index = step n + first for some n from 0 on. */
static bool nth_matches(int index, int step, int first)
{
	if (index < 1 || step == 0)
		return index >= 1 && index == first;
	return (index - first) % step == 0 && (index - first) / step >= 0;
}

static bool compound_matches(const struct css_compound *compound, const struct element *e)
{
	bool matches = name_matches(compound, e->place.name) && (!compound->first_child || !e->place.before.tag) &&
		       (!compound->last_child || e->place.last) &&
		       (!compound->nth || nth_matches(e->place.index, compound->nth_step, compound->nth_first));
	for (const struct css_compound *but = compound->but; but && matches; but = but->but) {
		struct css_compound alone = *but;
		alone.but = NULL;
		matches = !compound_matches(&alone, e);
	}
	return matches;
}

enum { STEPS_MOST = 400 }; /* a selector's tries for one element */

/* Whether compounds[0 … n) match a chain that ends in `e`. */
static bool chain_matches(const struct css_selector *s, size_t n, const struct element *e, int *steps)
{
	if (n == 0 || !e || ++*steps > STEPS_MOST || !compound_matches(&s->compounds[n - 1], e))
		return false;
	if (n == 1)
		return true;
	switch (s->compounds[n - 1].combinator) {
	case '>':
		return chain_matches(s, n - 1, e->parent, steps);
	case '+': /* of the element before only its name is known */
		return n == 2 && e->place.before.tag && !s->compounds[0].first_child && !s->compounds[0].nth &&
		       !s->compounds[0].but && name_matches(&s->compounds[0], e->place.before);
	}
	for (const struct element *up = e->parent; up; up = up->parent)
		if (chain_matches(s, n - 1, up, steps))
			return true;
	return false;
}

/* ---- the cascade ---- */

struct match {
	int weight; /* important, user, specificity; then the order in the sheet */
	size_t order;
	const struct css_declaration *declaration;
};

static int match_cmp(const void *a, const void *b)
{
	const struct match *x = a, *y = b;
	if (x->weight != y->weight)
		return x->weight < y->weight ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static bool rule_applies(const struct style *s, const struct css_rule *rule)
{
	if (rule->media != CSS_ALL && rule->media != (s->medium == STYLE_PRINT ? CSS_PRINT : CSS_SCREEN))
		return false;
	return css_fits(rule->widths, s->paper_width);
}

struct matches {
	struct match *list;
	size_t n, cap;
};

static void collect(const struct style *s, const struct element *e, struct matches *m)
{
	for (size_t i = 0; i < s->sheet.n_rules; i++) {
		const struct css_rule *rule = &s->sheet.rules[i];
		int best = -1;
		for (size_t k = 0; k < rule->n_selectors && rule_applies(s, rule); k++) {
			const struct css_selector *selector = &rule->selectors[k];
			int steps = 0;
			if (selector->specificity > best && chain_matches(selector, selector->n, e, &steps))
				best = selector->specificity;
		}
		for (size_t k = 0; k < rule->declarations.n && best >= 0; k++) {
			const struct css_declaration *d = &rule->declarations.items[k];
			mem_grow(&m->list, &m->cap, m->n + 1, sizeof *m->list);
			m->list[m->n] = (struct match){
				(d->important ? 1 << 22 : 0) + (rule->user ? 1 << 20 : 0) + best, m->n, d };
			m->n++;
		}
	}
	if (m->n > 1)
		qsort(m->list, m->n, sizeof *m->list, match_cmp);
}

static const struct style_variable *variables_of(struct arena *a, const struct style_variable *all,
						 const struct matches *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct css_declaration *d = m->list[i].declaration;
		if (str_starts(d->name, STR("--")))
			all = variable_add(a, all, d->name, d->value);
	}
	return all;
}

/* The declaration with its variables replaced, itself when it has none. */
static const struct css_declaration *replaced(struct arena *a, const struct style_variable *all,
					      const struct css_declaration *d)
{
	if (str_find(d->value, STR("var("), 0) < 0)
		return d;
	struct css_declaration *own = ARENA_NEW(a, struct css_declaration);
	*own = *d;
	own->value = variables_put(a, all, d->value);
	return own;
}

/* The parent's inherited values, the others as they begin. */
static void inherit(struct style_values *v, const struct style_values *parent)
{
	const struct style_values *first = &values_initial;
	*v = *first;
	if (!parent)
		return;
	*v = *parent;
	v->display = DISPLAY_BLOCK;
	memset(v->margin, 0, sizeof v->margin);
	memset(v->padding, 0, sizeof v->padding);
	memset(v->border, 0, sizeof v->border);
	memset(v->border_style, 0, sizeof v->border_style);
	for (int i = 0; i < 4; i++)
		v->border_colour[i] = (struct style_colour){ .none = false };
	v->background = (struct style_colour){ .none = true };
	v->width = v->max_width = v->max_height = (struct style_extent){ 0, 0 };
	v->baseline_shift = 0;
	v->underline = v->line_through = false;
	v->break_before = v->break_after = v->break_inside = BREAK_AUTO;
	v->column_count = 0;
	v->column_width = v->column_rule = 0;
	v->column_gap = first->column_gap;
	v->column_rule_style = LINE_NONE;
	v->column_fill = FILL_BALANCE;
	v->column_span = SPAN_NONE;
	v->string_set = v->counter_reset = v->counter_increment = STR_NONE;
}

static bool is_list(struct style_name name)
{
	return name.tag && (strcmp(name.tag, "ul") == 0 || strcmp(name.tag, "ol") == 0);
}

static void compute(struct style_cache *c, struct element *e)
{
	struct style_values *v = &e->values;
	const struct style_values *parent = e->parent ? &e->parent->values : NULL, *above = parent ? parent : &values_initial;
	struct matches m = { 0 };
	inherit(v, parent);
	if (!parent)
		v->background.none = true;
	if (is_list(e->place.name)) /* each list has markers of its own */
		v->list_style = MARKER_OF_LIST;
	collect(c->style, e, &m);
	v->variables = variables_of(&c->arena, v->variables, &m);
	for (size_t i = 0; i < m.n; i++)
		m.list[i].declaration = replaced(&c->arena, v->variables, m.list[i].declaration);
	/* Size first: em means it; then the line's height, which lengths may be given in. */
	for (size_t i = 0; i < m.n; i++)
		values_set_size(v, above, m.list[i].declaration);
	if (!parent)
		v->root_size = v->font_size;
	if (v->line_factor > 0)
		v->line_height = v->line_factor * v->font_size;
	for (size_t i = 0; i < m.n; i++)
		values_set_leading(v, above, m.list[i].declaration);
	for (size_t i = 0; i < m.n; i++)
		values_set(v, above, m.list[i].declaration);
	free(m.list);
}

bool style_counts_children(const struct style *s)
{
	return s->sheet.counts_children;
}

static void put_name(struct buf *key, struct style_name name)
{
	buf_puts(key, name.tag ? name.tag : "");
	buf_putc(key, '.');
	buf_puts(key, name.classes ? name.classes : "");
	buf_putc(key, '|');
}

const struct style_values *style_child(struct style_cache *c, const struct style_values *parent,
				       struct style_place place)
{
	buf_clear(&c->key);
	buf_put(&c->key, &parent, sizeof parent);
	put_name(&c->key, place.name);
	put_name(&c->key, place.before);
	buf_putc(&c->key, place.last ? 'l' : '-');
	if (place.index)
		buf_put_int(&c->key, place.index);
	void **found = map_find(&c->elements, buf_str(&c->key));
	if (found)
		return *found;
	struct element *e = ARENA_NEW(&c->arena, struct element);
	e->parent = (const struct element *)(const void *)parent;
	e->place = place;
	compute(c, e);
	*map_put(&c->elements, arena_str(&c->arena, buf_str(&c->key)), NULL) = e;
	return &e->values;
}
