/* block.c - blocks one below the other: paragraphs, heads, quotes, callouts, rules. */
#include "backend/pdf/flow.h"

#include "doc/walk.h"
#include "layout/math_text.h"

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

enum { PARTED_LEAD = 60 }; /* the penalty of a page's end between "as follows:" and what follows */

/* Whether the text ends with a colon. */
static bool leads_on(const struct node *n)
{
	while (n->last)
		n = n->last;
	return n->type == NODE_TEXT && str_ends(str_trim(n->as.text), STR(":"));
}

static void set_paragraph(const struct flow *f, const struct node *n)
{
	if (only_image(n)) { /* as a figure without a caption */
		const struct style_values *figure = dress_named(f->s, f->s->body, "figure", "");
		bool alone = !f->cell && n->parent->type != NODE_FIGURE;
		if (alone)
			flow_space(f, figure->margin[SIDE_TOP]);
		for (const struct node *k = n->first; k; k = k->next) {
			const struct node *what = k->type == NODE_LINK && k->first ? k->first : k;
			if (what->type == NODE_IMAGE)
				flow_image(f, what);
		}
		if (alone)
			flow_space(f, figure->margin[SIDE_BOTTOM]);
		return;
	}
	struct ink ink = f->ink;
	ink.element = setter_element(f->s, SELEM_P, f->element);
	if (n->lang.len > 0)
		ink.lang = f->s->elements[ink.element].lang = setter_str(f->s, n->lang);
	struct measure m = flow_measure(f);
	m.first_indent = f->v->text_indent;
	flow_inlines(f, n, &ink, m);
	if (leads_on(n))
		galley_penalty(f->g, PARTED_LEAD);
}

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
		dress_ink(f->s, &small, dress_named(f->s, f->v, "span", "minutes"));
		struct str minutes = setter_str(f->s, str_sub(text, at, text.len));
		p.text.len = at - 1;
		float whole = m.width, room = flow_text_width(f, minutes, &small) + f->ink.size;
		m.width -= room;
		m.x += f->rtl ? room : 0;
		int lines = para_set(&p, f->g, &m);
		if (lines > 0) {
			flow_pending_text(f, minutes, &small, f->rtl ? m.x - room : m.x + whole, !f->rtl);
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
	struct ink ink = f->ink;
	int level = s->t->book->fragment ? rank - 1 : rank; /* below the title, which a fragment has not */
	ink.element = setter_element(s, (enum selem_type)(SELEM_H1 + (level < 5 ? level : 5)), f->element);
	if (n->lang.len > 0)
		ink.lang = s->elements[ink.element].lang = setter_str(s, n->lang);
	galley_welcome(f->g, 24 - 6 * rank);
	struct buf title;
	buf_init(&title);
	node_put_text(n, &title);
	size_t before = f->g->n_items;
	struct flow wide = flow_wide(f);
	struct measure m = flow_measure(f->rtl == f->mirrored ? &wide : f);
	m.hyphenate = false;
	m.whole = m.even = true;
	m.line = n->line;
	if (set_head_lines(f, n, &ink, m) > 0) {
		size_t box = before;
		while (f->g->items[box].type != VITEM_BOX)
			box++;
		galley_heading(f->g, (struct vheading){ rank, setter_str(s, str_trim(buf_str(&title))),
							setter_str(s, n->id), (int)box });
		galley_keep(f->g, 2);
	}
	buf_done(&title);
}

/* ---- quotes, callouts, details, rules ---- */

static void set_quote(const struct flow *f, const struct node *n)
{
	struct flow inner = *f;
	inner.element = setter_element(f->s, SELEM_BLOCKQUOTE, f->element);
	flow_children(&inner, n);
}

static const char *const callout_titles[] = { "Note", "Tip", "Important", "Warning", "Caution" };

static void set_callout(const struct flow *f, const struct node *n)
{
	struct setter *s = f->s;
	struct flow inner = *f, head = *f;
	inner.element = head.element = setter_element(s, SELEM_DIV, f->element);
	dress_flow(&head, dress_named(s, f->v, "p", "calloutname"));
	head.ink.element = setter_element(s, SELEM_P, head.element);
	if (f->v->border[SIDE_LEFT] > 0)
		head.ink.colour = dress_colour(f->v->border_colour[SIDE_LEFT]);
	struct measure m = flow_measure(&head);
	m.line = n->line;
	m.whole = true;
	struct str title = n->as.callout.title;
	flow_text(&head, title.len ? title : str_from_c(callout_titles[n->as.callout.kind]), &head.ink, m);
	galley_keep(f->g, 2);
	flow_below(&head);
	flow_children(&inner, n);
	galley_release(f->g);
}

static void set_rule(const struct flow *f, const struct node *n)
{
	/* Beside a head (or at an end) the space is the division. */
	if ((n->prev && n->prev->type == NODE_HEADING) || !n->next || n->next->type == NODE_HEADING ||
	    n->next->type == NODE_RULE || n->next->type == NODE_FOOTNOTE || !n->prev ||
	    f->v->border[SIDE_TOP] <= 0)
		return;
	flow_above(f);
	galley_box_begin(f->g, f->leading, 0, n->line);
	float middle = f->x + f->width / 2;
	galley_rule(f->g, ARTIFACT_LAYOUT, middle - 36, f->leading / 2, middle + 36, f->leading / 2,
		    f->v->border[SIDE_TOP], dress_colour(f->v->border_colour[SIDE_TOP]));
	galley_box_end(f->g);
	flow_below(f);
}

static void set_leaf(const struct flow *f, const struct node *n)
{
	struct ink ink = f->ink;
	ink.element = setter_element(f->s, SELEM_P, f->element);
	if (flow_inlines(f, n, &ink, flow_measure(f)) > 0 && n->type == NODE_SUMMARY)
		galley_keep(f->g, 2);
}

static void set_math(const struct flow *f, const struct node *n)
{
	struct ink ink = f->ink;
	ink.element = setter_element(f->s, SELEM_FORMULA, f->element);
	struct buf says;
	buf_init(&says);
	math_text_put(&says, n->as.math.tex, n->as.math.mathml, true);
	struct str text = setter_str(f->s, str_trim(buf_str(&says)));
	buf_done(&says);
	f->s->elements[ink.element].alt = text.len ? text : STR("formula");
	galley_anchor(f->g, setter_str(f->s, n->id));
	struct measure m = flow_measure(f);
	m.line = n->line;
	flow_text(f, text, &ink, m);
}

void flow_children(const struct flow *f, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next)
		flow_block(f, n);
}

/* Blocks whose margins and borders count as any block's. */
static bool is_boxed(const struct node *n)
{
	return n->type != NODE_ARTICLE && n->type != NODE_ROW && n->type != NODE_CELL &&
	       n->type != NODE_RULE && n->type != NODE_FOOTNOTE && n->type != NODE_ITEM;
}

/* Those that keep their left edge go as far as they need. */
static enum box_kind kind_of(const struct node *n)
{
	return n->type == NODE_TABLE ? BOX_BARE : n->type == NODE_CODE_BLOCK || n->type == NODE_RAW ? BOX_CODE
	     : n->type == NODE_LIST ? BOX_EDGE : BOX_INSET;
}

static void set_block(const struct flow *f, const struct node *n);

static void set_strings(const struct flow *f, const struct style_values *v, const struct node *n)
{
	struct buf text;
	buf_init(&text);
	node_put_text(n, &text);
	flow_sets(f, v, str_trim(buf_str(&text)));
	buf_done(&text);
}

enum { HEADS_MOST = 4 }; /* one below the other that go with what follows */

/* Whether the block, set in a column, had better stand across all of them. A head goes with what it heads. */
static bool crosses(const struct flow *f, const struct node *n, int heads)
{
	if (!n || !flow_may_cross(f))
		return false;
	struct flow here = *f;
	dress_flow(&here, dress_child(f->s, f->v, n));
	if (here.v->column_span == SPAN_ALL)
		return true;
	return n->type == NODE_CODE_BLOCK ? code_crosses(&here, n)
	     : n->type == NODE_TABLE ? table_crosses(&here, n)
	     : n->type == NODE_HEADING && heads < HEADS_MOST && crosses(f, n->next, heads + 1);
}

void flow_block(const struct flow *f, const struct node *n)
{
	struct flow here = *f;
	here.rtl = rtl_of(n, f->rtl);
	if (node_kind(n->type) == KIND_BLOCK)
		galley_anchor(f->g, setter_str(f->s, n->id));
	if (n->type == NODE_ARTICLE || n->type == NODE_FOOTNOTE) {
		set_block(&here, n);
		return;
	}
	const struct style_values *v = dress_child(f->s, f->v, n);
	if (v->display == DISPLAY_NONE)
		return;
	dress_flow(&here, v);
	if (!is_boxed(n)) {
		set_block(&here, n);
		return;
	}
	struct boxed box;
	box_begin(&box, &here, kind_of(n), crosses(f, n, 0));
	if (flow_has_sets(v))
		set_strings(&here, v, n);
	set_block(&box.f, n);
	box_end(&box);
}

static void set_block(const struct flow *f, const struct node *n)
{
	switch (n->type) {
	case NODE_ARTICLE: flow_children(f, n); break;
	case NODE_PARAGRAPH: set_paragraph(f, n); break;
	case NODE_HEADING: set_heading(f, n); break;
	case NODE_LIST: flow_list(f, n); break;
	case NODE_ITEM: flow_children(f, n); break;
	case NODE_CODE_BLOCK: flow_code(f, n); break;
	case NODE_QUOTE: set_quote(f, n); break;
	case NODE_CALLOUT: set_callout(f, n); break;
	case NODE_TABLE: flow_table(f, n); break;
	case NODE_CAPTION: set_leaf(f, n); break;
	case NODE_ROW: flow_children(f, n); break;
	case NODE_CELL: flow_children(f, n); break;
	case NODE_FIGURE: flow_figure(f, n); break;
	case NODE_RULE: set_rule(f, n); break;
	case NODE_DEFINITIONS: flow_definitions(f, n); break;
	case NODE_TERM: set_leaf(f, n); break;
	case NODE_DESCRIPTION: flow_children(f, n); break;
	case NODE_DETAILS:
		flow_children(f, n);
		galley_release(f->g);
		break;
	case NODE_SUMMARY: set_leaf(f, n); break;
	case NODE_FOOTNOTE: break; /* set where its first mark stands */
	case NODE_MATH_BLOCK: set_math(f, n); break;
	case NODE_MEDIA: flow_media(f, n); break;
	case NODE_RAW: flow_lines(f, n->as.raw.html, STR("html"), n->line); break;
	case NODE_TEXT: case NODE_EMPHASIS: case NODE_STRONG: case NODE_CODE: case NODE_KEY: case NODE_SAMPLE:
	case NODE_VARIABLE: case NODE_LINK: case NODE_IMAGE: case NODE_BREAK: case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT: case NODE_DELETION: case NODE_INSERTION: case NODE_MARK: case NODE_SMALL:
	case NODE_ABBREVIATION: case NODE_QUOTATION: case NODE_RUBY: case NODE_RUBY_TEXT: case NODE_MATH:
	case NODE_FOOTNOTE_REF: case NODE_SPAN: case NODE_TYPE_COUNT:
		break; /* inlines stand in leaf blocks */
	}
}
