/* list.c - lists whose markers hang, task boxes, definition lists. */
#include "backend/pdf/flow.h"

#include "base/utf8.h"
#include "doc/walk.h"

#include <stdio.h>
#include <stdlib.h>

/* How the items of a list are marked: as the style says, else as the document does. */
static enum style_marker marker_of(const struct style_values *v, const struct node *list)
{
	static const enum style_marker by_style[] = {
		[LIST_DECIMAL] = MARKER_DECIMAL, [LIST_LOWER_ALPHA] = MARKER_LOWER_ALPHA,
		[LIST_UPPER_ALPHA] = MARKER_UPPER_ALPHA, [LIST_LOWER_ROMAN] = MARKER_LOWER_ROMAN,
		[LIST_UPPER_ROMAN] = MARKER_UPPER_ROMAN,
	};
	if (v->list_style != MARKER_OF_LIST || !list->as.list.ordered)
		return v->list_style;
	return by_style[list->as.list.style];
}

static bool is_number(enum style_marker form)
{
	return form >= MARKER_DECIMAL && form <= MARKER_UPPER_ROMAN;
}

static enum selem_numbering numbering_of(enum style_marker form)
{
	switch (form) {
	case MARKER_NONE: case MARKER_TEXT: return NUMBERING_NONE;
	case MARKER_OF_LIST: case MARKER_DISC: return NUMBERING_DISC;
	case MARKER_CIRCLE: return NUMBERING_CIRCLE;
	case MARKER_SQUARE: return NUMBERING_SQUARE;
	case MARKER_DECIMAL: return NUMBERING_DECIMAL;
	case MARKER_LOWER_ALPHA: return NUMBERING_LOWER_ALPHA;
	case MARKER_UPPER_ALPHA: return NUMBERING_UPPER_ALPHA;
	case MARKER_LOWER_ROMAN: return NUMBERING_LOWER_ROMAN;
	case MARKER_UPPER_ROMAN: return NUMBERING_UPPER_ROMAN;
	}
	return NUMBERING_NONE;
}

static void put_bullet(struct buf *text, enum style_marker form, struct str own, int depth)
{
	if (form == MARKER_TEXT)
		buf_put_str(text, own);
	else if (form == MARKER_CIRCLE)
		buf_puts(text, "\xE2\x97\xA6"); /* white bullet */
	else if (form == MARKER_SQUARE)
		buf_puts(text, "\xE2\x96\xAA"); /* small black square */
	else if (form == MARKER_OF_LIST && depth % 2)
		buf_puts(text, "\xE2\x80\x93"); /* en dash */
	else
		buf_puts(text, "\xE2\x80\xA2");
}

/* A box to tick, drawn; its element says it in a character. */
static void put_task(const struct flow *f, float x, int element, bool done)
{
	float side = f->ink.size * 0.72f, width = 0.6f;
	struct mark *m = galley_pending(f->g, MARK_RECT, element);
	m->x = x;
	m->x2 = x + side;
	m->y = -side;
	m->y2 = 0;
	m->line_width = width;
	m->colour = colour_text;
	f->s->elements[element].actual_text = done ? STR("\xE2\x98\x91 ") : STR("\xE2\x98\x90 ");
	if (!done)
		return;
	const struct point tick[] = { { x + side * 0.2f, -side * 0.5f }, { x + side * 0.42f, -side * 0.2f },
				      { x + side * 0.85f, -side * 0.9f } };
	for (int i = 0; i < 2; i++) {
		struct mark *stroke = galley_pending(f->g, MARK_RULE, element);
		stroke->x = tick[i].x;
		stroke->y = tick[i].y;
		stroke->x2 = tick[i + 1].x;
		stroke->y2 = tick[i + 1].y;
		stroke->line_width = 0.9f;
	}
}

static void put_marker(const struct flow *outer, const struct flow *inner, const struct node *list,
		       const struct node *item, long number, int li)
{
	struct setter *s = outer->s;
	struct ink ink = outer->ink;
	enum style_marker form = marker_of(outer->v, list);
	float em = outer->ink.size;
	if (item->as.item.task == TASK_NONE && form == MARKER_NONE)
		return;
	ink.element = setter_element(s, SELEM_LBL, li);
	if (item->as.item.task != TASK_NONE) {
		put_task(outer, outer->rtl ? outer->x + outer->width - em * 0.9f : inner->x - em * 1.15f,
			 ink.element, item->as.item.task == TASK_DONE);
		return;
	}
	struct buf text;
	buf_init(&text);
	if (is_number(form)) {
		style_put_number(&text, number, form);
		buf_putc(&text, '.');
		ink.features |= SHAPE_TABULAR;
	} else {
		put_bullet(&text, form, outer->v->marker_text, outer->depth);
	}
	float gap = em * (is_number(form) ? 0.42f : form == MARKER_TEXT ? 0 : 0.55f);
	if (outer->rtl)
		flow_pending_text(outer, buf_str(&text), &ink, inner->x + inner->width + gap, false);
	else
		flow_pending_text(outer, buf_str(&text), &ink, inner->x - gap, true);
	buf_done(&text);
}

static long number_of(const struct node *list, const struct node *item, long index)
{
	return list->as.list.ordered ? item->as.item.number : index;
}

/* Room for the widest number. */
static float marker_room(const struct flow *f, const struct node *list)
{
	float em = f->ink.size, least = f->v->padding[SIDE_LEFT];
	enum style_marker form = marker_of(f->v, list);
	if (form == MARKER_TEXT) {
		float room = flow_text_width(f, f->v->marker_text, &f->ink);
		return room < least ? least : room;
	}
	if (!is_number(form))
		return least > em ? least : form == MARKER_NONE ? least : em;
	size_t longest = 2;
	long index = 0;
	for (const struct node *item = list->first; item; item = item->next) {
		struct buf text;
		buf_init(&text);
		index += item->type == NODE_ITEM;
		style_put_number(&text, number_of(list, item, index), form);
		longest = text.len + 1 > longest ? text.len + 1 : longest;
		buf_done(&text);
	}
	float room = em * (0.55f + 0.5f * (float)longest);
	return room < least ? least : room;
}

/* Whether an item holds decorative pictures and nothing else: no word of the list. */
static bool is_decoration(const struct node *item)
{
	bool any = false;
	for (struct walk w = walk_begin(item); walk_next(&w);) {
		const struct node *n = w.node;
		switch (n->type) {
		case NODE_IMAGE:
			if (!n->as.image.decorative || n->as.image.alt.len > 0)
				return false;
			any = true;
			break;
		case NODE_TEXT:
			if (str_trim(n->as.text).len > 0)
				return false;
			break;
		case NODE_ITEM: case NODE_PARAGRAPH: case NODE_FIGURE: case NODE_LINK: case NODE_SPAN: case NODE_BREAK:
			break;
		default:
			return false;
		}
	}
	return any;
}

static void set_item(const struct flow *f, const struct node *list, const struct node *item, long number, int l,
		     float room)
{
	struct setter *s = f->s;
	struct flow outer = *f;
	struct boxed b;
	outer.rtl = rtl_of(item, f->rtl);
	dress_flow(&outer, dress_child(s, f->v, item));
	if (outer.v->display == DISPLAY_NONE)
		return;
	box_begin(&b, &outer, BOX_INSET, false);
	struct flow inner = flow_inset(&b.f, room, 0);
	inner.depth = f->depth + 1;
	galley_anchor(f->g, setter_str(s, item->id));
	if (!list->as.list.ordered && is_decoration(item)) { /* a number would tell which step it is */
		flow_children(&inner, item);
		box_end(&b);
		return;
	}
	int li = setter_element(s, SELEM_LI, l);
	put_marker(&b.f, &inner, list, item, number, li);
	inner.element = setter_element(s, SELEM_LBODY, li);
	flow_children(&inner, item);
	galley_flush_pending(f->g, f->leading, f->baseline, item->line);
	box_end(&b);
}

void flow_list(const struct flow *f, const struct node *list)
{
	int l = setter_element(f->s, SELEM_L, f->element);
	long index = 0;
	f->s->elements[l].numbering = numbering_of(marker_of(f->v, list));
	float room = marker_room(f, list);
	for (const struct node *item = list->first; item; item = item->next)
		if (item->type == NODE_ITEM)
			set_item(f, list, item, number_of(list, item, ++index), l, room);
}

/* ---- definition lists ---- */

void flow_definitions(const struct flow *f, const struct node *list)
{
	struct setter *s = f->s;
	int l = setter_element(s, SELEM_L, f->element), li = -1;
	bool described = true;
	for (const struct node *n = list->first; n; n = n->next) {
		if (n->type == NODE_TERM) {
			if (described || li < 0)
				li = setter_element(s, SELEM_LI, l);
			described = false;
			struct flow term = *f;
			dress_flow(&term, dress_child(s, f->v, n));
			flow_above(&term);
			term.ink.element = setter_element(s, SELEM_LBL, li);
			struct measure m = flow_measure(&term);
			m.whole = true;
			if (flow_inlines(&term, n, &term.ink, m) > 0)
				galley_keep(f->g, 1);
			flow_below(&term);
			continue;
		}
		if (li < 0)
			li = setter_element(s, SELEM_LI, l);
		described = true;
		struct flow inner = *f;
		dress_flow(&inner, dress_child(s, f->v, n));
		flow_above(&inner);
		inner = flow_inset(&inner, inner.v->margin[SIDE_LEFT] + inner.v->padding[SIDE_LEFT], 0);
		inner.element = setter_element(s, SELEM_LBODY, li);
		galley_anchor(f->g, setter_str(s, n->id));
		if (n->type == NODE_DESCRIPTION)
			flow_children(&inner, n);
		else
			flow_block(&inner, n);
		flow_below(&inner);
	}
}
