/* dress.c - the style's values as what the typesetter works with: ink, measures, spaces. */
#include "backend/pdf/flow.h"

#include <stdlib.h>

const struct style_values *dress_named(struct setter *s, const struct style_values *parent, const char *tag,
				       const char *classes)
{
	return style_child(s->w->styles, parent, (struct style_place){ .name = { tag, classes },
								       .before = { "", "" } });
}

/* The node's number among its siblings, counted on from where the last one asked for stands. */
static int index_of(struct setter *s, const struct node *n)
{
	size_t depth = 0;
	int steps = 0;
	if (!style_counts_children(s->t->style))
		return 0;
	if (!s->counted)
		s->counted = ARENA_ARRAY(&s->list->arena, struct counted, COUNTED_DEPTHS);
	for (const struct node *up = n->parent; up; up = up->parent)
		depth++;
	struct counted *c = &s->counted[depth % COUNTED_DEPTHS];
	const struct node *at = n;
	for (; at && at != c->last; at = at->prev)
		steps++;
	*c = (struct counted){ n, (at ? c->index : 0) + steps };
	return c->index;
}

const struct style_values *dress_child(struct setter *s, const struct style_values *parent,
				       const struct node *n)
{
	struct style_place place = { .name = style_name_of(n), .last = !n->next, .index = index_of(s, n) };
	if (n->prev)
		place.before = style_name_of(n->prev);
	return style_child(s->w->styles, parent, place);
}

struct colour dress_colour(struct style_colour c)
{
	return (struct colour){ c.r, c.g, c.b };
}

/* Letters that are set apart are not joined either. */
static unsigned features_of(const struct style_values *v)
{
	static const struct { unsigned asked, shape; } pairs[] = {
		{ FEATURE_SMALL_CAPS, SHAPE_SMALL_CAPS }, { FEATURE_ALL_SMALL_CAPS, SHAPE_CAPS_SMALL },
		{ FEATURE_TABULAR, SHAPE_TABULAR }, { FEATURE_PROPORTIONAL, SHAPE_PROPORTIONAL },
		{ FEATURE_OLD_STYLE, SHAPE_OLD_STYLE }, { FEATURE_LINING, SHAPE_LINING },
		{ FEATURE_NO_LIGATURES, SHAPE_NO_LIGATURES }, { FEATURE_FRACTIONS, SHAPE_FRACTIONS },
		{ FEATURE_ORDINALS, SHAPE_ORDINALS }, { FEATURE_SLASHED_ZERO, SHAPE_SLASHED_ZERO },
		{ FEATURE_DISCRETIONARY, SHAPE_DISCRETIONARY }, { FEATURE_HISTORICAL, SHAPE_HISTORICAL },
		{ FEATURE_CASE, SHAPE_CASE }, { FEATURE_SWASH, SHAPE_SWASH }, { FEATURE_TITLING, SHAPE_TITLING },
		{ FEATURE_NO_KERNING, SHAPE_NO_KERNING },
	};
	unsigned features = v->letter_spacing != 0 ? SHAPE_NO_LIGATURES : 0;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (v->features & pairs[i].asked)
			features |= pairs[i].shape;
	for (unsigned k = 0; k < 8; k++)
		if (v->features & (unsigned)FEATURE_SET_1 << k)
			features |= (unsigned)SHAPE_SET_1 << k;
	return features;
}

void dress_ink(const struct setter *s, struct ink *ink, const struct style_values *v)
{
	const struct style_values *before = ink->v;
	if (!before || v->font_family.p != before->font_family.p)
		ink->role = (enum font_role)dress_role(s->t, v->font_family, (int)ink->role);
	ink->bold = v->font_weight >= 600;
	ink->italic = v->italic;
	ink->size = v->font_size;
	ink->colour = dress_colour(v->colour);
	ink->features = features_of(v);
	ink->track = v->letter_spacing;
	ink->word_space = v->word_spacing;
	ink->underline = ink->underline || v->underline;
	ink->strike = ink->strike || v->line_through;
	ink->rise += v->baseline_shift;
	if (!v->background.none) {
		ink->highlight = true;
		ink->back = dress_colour(v->background);
	}
	ink->v = v;
}

enum para_align dress_align(enum style_align align, bool rtl)
{
	switch (align) {
	case TEXT_CENTER: return PARA_CENTER;
	case TEXT_RIGHT: return rtl ? PARA_START : PARA_END;
	case TEXT_END: return PARA_END;
	case TEXT_JUSTIFY: return PARA_JUSTIFY;
	case TEXT_START: case TEXT_LEFT: case TEXT_AS_ALIGN: break;
	}
	return PARA_START;
}

void dress_flow(struct flow *f, const struct style_values *v)
{
	bool marked = f->ink.highlight;
	dress_ink(f->s, &f->ink, v);
	f->ink.highlight = marked; /* a block's ground is not its words' */
	f->ink.rise = 0;
	f->v = v;
	f->leading = v->line_height;
	f->baseline = (v->line_height - v->font_size) / 2 + v->font_size * 0.8f;
	f->justify = v->text_align == TEXT_JUSTIFY;
	f->align = dress_align(v->text_align, f->rtl);
	if (f->justify)
		f->align = PARA_START;
	if (f->cell && f->cell_align != PARA_JUSTIFY) {
		f->align = f->cell_align;
		f->justify = false;
	}
	if (f->scale > 0) {
		f->ink.size *= f->scale;
		f->leading *= f->scale;
		f->baseline *= f->scale;
	}
}

struct vcolumns dress_columns(const struct style_values *v, float width)
{
	struct vcolumns c = { .one_by_one = v->column_fill == FILL_AUTO, .colour = dress_colour(v->column_rule_colour) };
	c.n = style_columns(v, width, &c.width, &c.gap);
	if (v->column_rule_style != LINE_NONE && !v->column_rule_colour.none)
		c.rule = v->column_rule;
	if (v->column_rule_style == LINE_DASHED)
		c.dash = fmaxf(3 * c.rule, 1);
	if (v->column_rule_style == LINE_DOTTED)
		c.dash = fmaxf(c.rule, 0.5f);
	return c;
}

/* Where an article is to be set tighter, it gives up to two fifths, and no more than a quarter line. */
void flow_space(const struct flow *f, float height)
{
	galley_space(f->g, height, fminf(height * 0.4f, f->s->look->grid * 0.25f));
}

void flow_above(const struct flow *f)
{
	flow_space(f, f->v->margin[SIDE_TOP] + f->v->padding[SIDE_TOP]);
}

void flow_below(const struct flow *f)
{
	flow_space(f, f->v->margin[SIDE_BOTTOM] + f->v->padding[SIDE_BOTTOM]);
}
