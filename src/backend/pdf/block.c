/* block.c - blocks one below the other: paragraphs, heads, quotes, callouts, rules. */
#include "backend/pdf/flow.h"
#include "backend/pdf/math_text.h"

#include "doc/walk.h"

#include <stdlib.h>

struct flow flow_of(struct galley *g)
{
	const struct look *look = g->s->look;
	const struct book *book = g->s->t->book;
	return (struct flow){
		.g = g, .s = g->s, .width = look->text_width, .wide = look->wide_width, .element = -1,
		.ink = { .role = FONT_BODY, .size = look->body_size, .link = -1, .note = -1 },
		.leading = look->body_leading, .baseline = look->body_leading * 0.73f,
		.para_space = look->body_leading / 2, .justify = look->justified, .align = PARA_START,
		 .rtl = book->rtl,
	};
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
	f.wide -= f.rtl ? right : left;
	return f;
}

struct measure flow_measure(const struct flow *f)
{
	return (struct measure){
		.x = f->x, .width = f->width, .leading = f->leading, .baseline = f->baseline,
		.align = f->justify ? PARA_JUSTIFY : f->align, .hyphenate = f->s->look->hyphenated,
		.letter_fit = 0.02f,
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

/* ---- paragraphs and heads ---- */

static bool only_image(const struct node *n)
{
	const struct node *image = NULL;
	for (const struct node *k = n->first; k; k = k->next) {
		const struct node *what = k;
		if (what->type == NODE_LINK && what->first && !what->first->next)
			what = what->first;
		if (what->type == NODE_IMAGE && !image)
			image = what;
		else if (!(k->type == NODE_TEXT && str_trim(k->as.text).len == 0) && k->type != NODE_BREAK)
			return false;
	}
	return image != NULL;
}

static void set_paragraph(const struct flow *f, const struct node *n)
{
	if (only_image(n)) {
		for (const struct node *k = n->first; k; k = k->next) {
			const struct node *what = k->type == NODE_LINK && k->first ? k->first : k;
			if (what->type == NODE_IMAGE)
				flow_image(f, what);
		}
		return;
	}
	struct ink ink = f->ink;
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
	ink.element = setter_element(f->s, SELEM_P, f->element);
	if (n->lang.len > 0)
		ink.lang = f->s->elements[ink.element].lang = setter_str(f->s, n->lang);
	flow_inlines(f, n, &ink, flow_measure(f));
}

/* Sizes by rank: 1 below the title. */
static const struct {
	float size, leading, above;
} heads[] = { { 12.5f, 13, 9.75f }, { 9.5f, 13, 3.25f }, { 9, 13, 3.25f } };

/* "(5 min)" at a head's end says how long it takes: where it starts, or the text's length. */
static size_t minutes_at(struct str text)
{
	if (!str_ends(text, STR("min)")) && !str_ends(text, STR("mins)")) && !str_ends(text, STR("minutes)")))
		return text.len;
	size_t i = text.len;
	while (i > 0 && text.p[i - 1] != '(')
		i--;
	if (i < 3 || text.p[i - 2] != ' ' || !(ch_digit(text.p[i]) || text.p[i] == '~'))
		return text.len;
	return i - 1;
}

/* The head's lines; what it says of minutes stands apart at the right. */
static int set_head_lines(const struct flow *f, const struct node *n, const struct ink *ink, struct measure m)
{
	struct para p;
	para_init(&p, f->s, rtl_of(n, f->rtl));
	p.wants_direction = n->direction == DIRECTION_NONE;
	galley_anchor(f->g, setter_str(f->s, n->id));
	inline_put(&p, f, n->first, ink);
	struct str text = buf_str(&p.text);
	size_t at = minutes_at(text);
	if (at < text.len && p.n_runs > 0 && p.runs[p.n_runs - 1].at < at && p.runs[p.n_runs - 1].object < 0) {
		struct ink small = p.runs[p.n_runs - 1].ink;
		small.bold = false;
		small.size = f->ink.size * 0.85f;
		small.colour = colour_quiet;
		struct str minutes = setter_str(f->s, str_sub(text, at, text.len));
		p.text.len = at - 1;
		float need = flow_text_width(f, minutes, &small) + f->ink.size;
		m.width -= need;
		int lines = para_set(&p, f->g, &m);
		if (lines > 0) {
			flow_pending_text(f, minutes, &small, f->rtl ? f->x : f->x + f->width, !f->rtl);
			galley_pending_to_last(f->g);
		}
		para_done(&p);
		return lines;
	}
	int lines = para_empty(&p) ? 0 : para_set(&p, f->g, &m);
	para_done(&p);
	return lines;
}

static void set_heading(const struct flow *f, const struct node *n)
{
	struct setter *s = f->s;
	int rank = n->as.heading.rank > 0 ? n->as.heading.rank : 1;
	size_t row = rank > 3 ? 2 : (size_t)rank - 1;
	float grid = s->look->body_leading / 13;
	struct ink ink = f->ink;
	ink.role = FONT_HEAD;
	ink.bold = true;
	ink.italic = rank > 3;
	ink.size = heads[row].size * s->look->body_size / 10;
	ink.element = setter_element(s, (enum selem_type)(SELEM_H1 + (rank < 5 ? rank : 5)), f->element);
	if (n->lang.len > 0)
		ink.lang = s->elements[ink.element].lang = setter_str(s, n->lang);
	f->g->snug = false;
	galley_space(f->g, heads[row].above * grid, 3.25f * grid);
	galley_penalty(f->g, -60 + 10 * rank);
	struct buf title;
	buf_init(&title);
	node_put_text(n, &title);
	size_t before = f->g->n_items;
	struct measure m = flow_measure(f);
	m.leading = fmaxf(heads[row].leading * grid, ink.size * 1.04f);
	m.baseline = m.leading * 0.75f;
	m.align = PARA_START;
	m.hyphenate = false;
	m.whole = true;
	m.line = n->line;
	if (set_head_lines(f, n, &ink, m) > 0) {
		size_t box = before;
		while (f->g->items[box].type != VITEM_BOX)
			box++;
		galley_heading(f->g, (struct vheading){ rank, setter_str(s, str_trim(buf_str(&title))),
							setter_str(s, n->id), (int)box });
		galley_keep(f->g, 2);
		f->g->snug = true;
	}
	buf_done(&title);
}

/* ---- quotes, callouts, details, rules ---- */

static void set_quote(const struct flow *f, const struct node *n)
{
	struct flow inner = flow_inset(f, 18, f->cell ? 0 : 18);
	inner.element = setter_element(f->s, SELEM_BLOCKQUOTE, f->element);
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
	flow_children(&inner, n);
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
}

static const char *const callout_titles[] = { "Note", "Tip", "Important", "Warning", "Caution" };
static const struct colour callout_colours[] = {
	{ 0x2B, 0x5C, 0x9E }, { 0x2E, 0x7D, 0x4F }, { 0x6B, 0x3F, 0xA0 }, { 0xB3, 0x6B, 0x00 }, { 0xB0, 0x2A, 0x2A },
};

/* A bar beside the boxes made since `from`. They are closed, so each gets its bar through a copy of its marks with one more at the front. */
static void draw_bar(struct galley *g, size_t from, float x, float width, struct colour colour)
{
	for (size_t i = from; i < g->n_items; i++) {
		if (g->items[i].type != VITEM_BOX)
			continue;
		float above = i > from && g->items[i - 1].type == VITEM_SPACE ? g->items[i - 1].height : 0;
		struct vrange old = g->items[i].marks;
		int first = (int)g->n_marks;
		galley_rule(g, ARTIFACT_LAYOUT, x, -above, x, g->items[i].height, width, colour);
		for (int k = 0; k < old.n; k++) {
			struct mark copy = g->marks[old.first + k];
			*galley_mark(g, copy.type, copy.element) = copy;
		}
		g->items[i].marks = (struct vrange){ first, old.n + 1 };
	}
}

static void set_callout(const struct flow *f, const struct node *n)
{
	struct setter *s = f->s;
	struct flow inner = flow_inset(f, 12, 0);
	inner.element = setter_element(s, SELEM_DIV, f->element);
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
	struct ink ink = f->ink;
	ink.role = FONT_HEAD;
	ink.bold = true;
	ink.size = f->ink.size * 0.88f;
	ink.colour = callout_colours[n->as.callout.kind];
	ink.element = setter_element(s, SELEM_P, inner.element);
	size_t before = f->g->n_items;
	struct measure m = flow_measure(&inner);
	m.align = PARA_START;
	m.line = n->line;
	m.whole = true;
	struct str title = n->as.callout.title;
	flow_text(&inner, title.len ? title : str_from_c(callout_titles[n->as.callout.kind]), &ink, m);
	galley_keep(f->g, 2);
	f->g->snug = true;
	flow_children(&inner, n);
	f->g->snug = false;
	draw_bar(f->g, before, f->rtl ? f->x + f->width - 1 : f->x + 1, 2, ink.colour);
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
}

static void set_details(const struct flow *f, const struct node *n)
{
	struct flow inner = flow_inset(f, 12, 0);
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
	const struct node *k = n->first;
	if (k && k->type == NODE_SUMMARY) {
		struct ink ink = f->ink;
		ink.bold = true;
		ink.element = setter_element(f->s, SELEM_P, f->element);
		flow_inlines(f, k, &ink, flow_measure(f));
		galley_keep(f->g, 2);
		k = k->next;
	}
	for (; k; k = k->next)
		flow_block(&inner, k);
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
}

static void set_rule(const struct flow *f, const struct node *n)
{
	/* Before a head (or at an end) the space is the division. */
	if (!n->next || n->next->type == NODE_HEADING || n->next->type == NODE_RULE ||
	    n->next->type == NODE_FOOTNOTE || !n->prev)
		return;
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
	galley_box_begin(f->g, f->leading, 0, n->line);
	float middle = f->x + f->width / 2;
	galley_rule(f->g, ARTIFACT_LAYOUT, middle - 36, f->leading / 2, middle + 36, f->leading / 2, 0.5f,
		    colour_faint);
	galley_box_end(f->g);
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
}

static void set_leaf(const struct flow *f, const struct node *n, float size, bool italic)
{
	struct ink ink = f->ink;
	ink.size = size;
	ink.italic = italic;
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
	ink.element = setter_element(f->s, SELEM_P, f->element);
	flow_inlines(f, n, &ink, flow_measure(f));
}

static void set_math(const struct flow *f, const struct node *n)
{
	struct ink ink = f->ink;
	ink.italic = true;
	ink.element = setter_element(f->s, SELEM_FORMULA, f->element);
	struct buf says;
	buf_init(&says);
	math_text_put(&says, n->as.math.tex, n->as.math.mathml);
	struct str text = setter_str(f->s, str_trim(buf_str(&says)));
	buf_done(&says);
	f->s->elements[ink.element].alt = text.len ? text : STR("formula");
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
	galley_anchor(f->g, setter_str(f->s, n->id));
	struct measure m = flow_measure(f);
	m.align = PARA_CENTER;
	m.hyphenate = false;
	m.line = n->line;
	flow_text(f, text, &ink, m);
	galley_space(f->g, f->para_space, f->para_space * 0.25f);
}

void flow_children(const struct flow *f, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next)
		flow_block(f, n);
}

void flow_block(const struct flow *f, const struct node *n)
{
	struct flow here = *f;
	here.rtl = rtl_of(n, f->rtl);
	if (node_kind(n->type) == KIND_BLOCK)
		galley_anchor(f->g, setter_str(f->s, n->id));
	switch (n->type) {
	case NODE_ARTICLE: flow_children(&here, n); break;
	case NODE_PARAGRAPH: set_paragraph(&here, n); break;
	case NODE_HEADING: set_heading(&here, n); break;
	case NODE_LIST: flow_list(&here, n); break;
	case NODE_ITEM: flow_children(&here, n); break;
	case NODE_CODE_BLOCK: flow_code(&here, n); break;
	case NODE_QUOTE: set_quote(&here, n); break;
	case NODE_CALLOUT: set_callout(&here, n); break;
	case NODE_TABLE: flow_table(&here, n); break;
	case NODE_CAPTION: set_leaf(&here, n, f->ink.size * 0.9f, true); break;
	case NODE_ROW: flow_children(&here, n); break;
	case NODE_CELL: flow_children(&here, n); break;
	case NODE_FIGURE: flow_figure(&here, n); break;
	case NODE_RULE: set_rule(&here, n); break;
	case NODE_DEFINITIONS: flow_definitions(&here, n); break;
	case NODE_TERM: set_leaf(&here, n, f->ink.size, false); break;
	case NODE_DESCRIPTION: flow_children(&here, n); break;
	case NODE_DETAILS: set_details(&here, n); break;
	case NODE_SUMMARY: set_leaf(&here, n, f->ink.size, false); break;
	case NODE_FOOTNOTE: break; /* set where its first mark stands */
	case NODE_MATH_BLOCK: set_math(&here, n); break;
	case NODE_MEDIA: flow_media(&here, n); break;
	case NODE_RAW: flow_lines(&here, n->as.raw.html, -1, 0, n->line); break;
	case NODE_TEXT: case NODE_EMPHASIS: case NODE_STRONG: case NODE_CODE: case NODE_KEY: case NODE_SAMPLE:
	case NODE_VARIABLE: case NODE_LINK: case NODE_IMAGE: case NODE_BREAK: case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT: case NODE_DELETION: case NODE_INSERTION: case NODE_MARK: case NODE_SMALL:
	case NODE_ABBREVIATION: case NODE_QUOTATION: case NODE_RUBY: case NODE_RUBY_TEXT: case NODE_MATH:
	case NODE_FOOTNOTE_REF: case NODE_SPAN: case NODE_TYPE_COUNT:
		break; /* inlines stand in leaf blocks */
	}
}
