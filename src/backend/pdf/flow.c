/* flow.c - where a block stands, and text set there: as lines, as a width, or as marks that wait for the
 * next box. */
#include "backend/pdf/flow.h"

struct flow flow_of(struct galley *g)
{
	const struct look *look = g->s->look;
	bool rtl = g->s->t->book->rtl;
	struct flow f = { .g = g, .s = g->s, .x = rtl ? look->wide_width - look->text_width : 0,
			  .width = look->text_width, .wide = look->wide_width, .mirrored = rtl, .rtl = rtl,
			  .element = -1, .ink = { .role = FONT_BODY, .link = -1, .note = -1 } };
	dress_flow(&f, g->s->body);
	return f;
}

struct flow flow_inset(const struct flow *from, float left, float right)
{
	struct flow f = *from;
	float narrowest = 60;
	if (f.width - left - right < narrowest)
		left = right = f.width > narrowest ? (f.width - narrowest) / 2 : 0;
	if (!f.rtl)
		f.x += left;
	else
		f.x += right;
	f.width -= left + right;
	f.wide -= f.rtl == f.mirrored ? left : right;
	return f;
}

struct flow flow_wide(const struct flow *from)
{
	struct flow f = *from;
	if (f.mirrored)
		f.x += f.width - f.wide;
	f.width = f.wide;
	return f;
}

struct measure flow_measure(const struct flow *f)
{
	return (struct measure){
		.x = f->x, .width = f->width, .leading = f->leading, .baseline = f->baseline,
		.align = f->justify ? PARA_JUSTIFY : f->align,
		.ends_apart = f->v->text_align_last != TEXT_AS_ALIGN,
		.last = dress_align(f->v->text_align_last, f->rtl),
		.hyphenate = f->s->look->hyphenated && f->v->hyphens, .letter_fit = 0.02f,
		.orphans = f->v->orphans, .widows = f->v->widows,
	};
}

int flow_inlines(const struct flow *f, const struct node *leaf, const struct ink *ink, struct measure m)
{
	struct para p;
	bool rtl = rtl_of(leaf, f->rtl);
	para_init(&p, f->s, rtl);
	p.wants_direction = leaf->direction == DIRECTION_NONE || leaf->direction == DIRECTION_AUTO;
	galley_anchor(f->g, setter_str(f->s, leaf->id));
	m.line = leaf->line;
	inline_put(&p, f, leaf->first, ink);
	int lines = 0;
	if (!para_empty(&p))
		lines = para_set(&p, f->g, &m);
	else
		for (size_t i = 0; i < p.n_ids; i++)
			galley_anchor(f->g, p.ids[i]);
	para_done(&p);
	return lines;
}

int flow_text(const struct flow *f, struct str text, const struct ink *ink, struct measure m)
{
	struct para p;
	para_init(&p, f->s, f->rtl);
	p.wants_direction = true;
	para_ink(&p, ink);
	para_text(&p, text);
	int lines = para_empty(&p) ? 0 : para_set(&p, f->g, &m);
	para_done(&p);
	return lines;
}

float flow_pending_text(const struct flow *f, struct str text, const struct ink *ink, float x, bool at_right)
{
	struct galley line;
	galley_init(&line, f->s);
	struct flow alone = *f;
	alone.g = &line;
	flow_text(&alone, text, ink, (struct measure){ .width = 1e6f, .leading = f->leading,
						       .align = PARA_START });
	float end = 0;
	for (size_t i = 0; i < line.n_marks; i++) {
		float width = 0;
		for (int k = 0; k < line.marks[i].n_glyphs; k++)
			width += f->s->glyphs[line.marks[i].first_glyph + k].advance;
		end = fmaxf(end, line.marks[i].x + width);
	}
	float from = 0;
	if (f->rtl && line.n_marks > 0) { /* it was set at the right end of its endless line */
		from = line.marks[0].x;
		for (size_t i = 1; i < line.n_marks; i++)
			from = fminf(from, line.marks[i].x);
	}
	float width = end - from;
	for (size_t i = 0; i < line.n_marks; i++) {
		struct mark *m = galley_pending(f->g, line.marks[i].type, line.marks[i].element);
		*m = line.marks[i];
		m->x += x - from - (at_right ? width : 0);
	}
	galley_done(&line);
	return width;
}

float flow_text_width(const struct flow *f, struct str text, const struct ink *ink)
{
	struct para p;
	para_init(&p, f->s, f->rtl);
	para_ink(&p, ink);
	para_text(&p, text);
	float natural, least;
	para_widths(&p, &natural, &least);
	para_done(&p);
	return natural;
}
