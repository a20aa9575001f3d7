/* list.c - lists whose markers hang, task boxes, definition lists. */
#include "backend/pdf/flow.h"

#include "base/utf8.h"
#include "doc/walk.h"

#include <stdio.h>
#include <stdlib.h>

static void put_roman(struct buf *b, long n, bool upper)
{
	static const struct { int value; const char *digits; } rows[] = {
		{ 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" },
		{ 50, "l" }, { 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (; n >= rows[i].value; n -= rows[i].value)
			for (const char *d = rows[i].digits; *d; d++)
				buf_putc(b, upper ? ch_upper(*d) : *d);
}

static void put_letters(struct buf *b, long n, char a)
{
	char digits[16];
	size_t len = 0;
	for (; n > 0 && len < sizeof digits; n = (n - 1) / 26)
		digits[len++] = (char)(a + (n - 1) % 26);
	while (len > 0)
		buf_putc(b, digits[--len]);
}

static void put_number(struct buf *b, long n, enum list_style style)
{
	if (n < 1 || n > 3999)
		style = LIST_DECIMAL;
	switch (style) {
	case LIST_DECIMAL: buf_put_int(b, n); break;
	case LIST_LOWER_ALPHA: put_letters(b, n, 'a'); break;
	case LIST_UPPER_ALPHA: put_letters(b, n, 'A'); break;
	case LIST_LOWER_ROMAN: put_roman(b, n, false); break;
	case LIST_UPPER_ROMAN: put_roman(b, n, true); break;
	}
	buf_putc(b, '.');
}

static enum selem_numbering numbering_of(const struct node *list)
{
	static const enum selem_numbering by_style[] = {
		[LIST_DECIMAL] = NUMBERING_DECIMAL, [LIST_LOWER_ALPHA] = NUMBERING_LOWER_ALPHA,
		[LIST_UPPER_ALPHA] = NUMBERING_UPPER_ALPHA, [LIST_LOWER_ROMAN] = NUMBERING_LOWER_ROMAN,
		[LIST_UPPER_ROMAN] = NUMBERING_UPPER_ROMAN,
	};
	return list->as.list.ordered ? by_style[list->as.list.style] : NUMBERING_DISC;
}

static const char *bullet(int depth)
{
	return depth % 2 ? "\xE2\x80\x93" : "\xE2\x80\xA2"; /* en dash, bullet */
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
		       const struct node *item, int li)
{
	struct setter *s = outer->s;
	struct ink ink = outer->ink;
	ink.element = setter_element(s, SELEM_LBL, li);
	float em = outer->ink.size;
	if (item->as.item.task != TASK_NONE) {
		put_task(outer, outer->rtl ? outer->x + outer->width - em * 0.9f : inner->x - em * 1.15f,
			 ink.element, item->as.item.task == TASK_DONE);
		return;
	}
	struct buf text;
	buf_init(&text);
	if (list->as.list.ordered) {
		put_number(&text, item->as.item.number, list->as.list.style);
		ink.features |= SHAPE_TABULAR;
	} else {
		buf_puts(&text, bullet(outer->depth));
	}
	float gap = em * (list->as.list.ordered ? 0.42f : 0.55f);
	if (outer->rtl)
		flow_pending_text(outer, buf_str(&text), &ink, inner->x + inner->width + gap, false);
	else
		flow_pending_text(outer, buf_str(&text), &ink, inner->x - gap, true);
	buf_done(&text);
}

/* Room for the widest number. */
static float marker_room(const struct flow *f, const struct node *list)
{
	float em = f->ink.size, least = f->v->padding[SIDE_LEFT];
	if (!list->as.list.ordered)
		return least > em ? least : em;
	size_t longest = 2;
	for (const struct node *item = list->first; item; item = item->next) {
		struct buf text;
		buf_init(&text);
		put_number(&text, item->as.item.number, list->as.list.style);
		longest = text.len > longest ? text.len : longest;
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

static void set_item(const struct flow *f, const struct node *list, const struct node *item, int l, float room)
{
	struct setter *s = f->s;
	struct flow outer = *f;
	outer.rtl = rtl_of(item, f->rtl);
	dress_flow(&outer, dress_child(s, f->v, item));
	flow_above(&outer);
	struct flow inner = flow_inset(&outer, room, 0);
	inner.depth = f->depth + 1;
	if (!list->as.list.ordered && is_decoration(item)) { /* a number would tell which step it is */
		galley_anchor(f->g, setter_str(s, item->id));
		flow_children(&inner, item);
		flow_below(&outer);
		return;
	}
	int li = setter_element(s, SELEM_LI, l);
	galley_anchor(f->g, setter_str(s, item->id));
	put_marker(&outer, &inner, list, item, li);
	inner.element = setter_element(s, SELEM_LBODY, li);
	flow_children(&inner, item);
	galley_flush_pending(f->g, f->leading, f->baseline, item->line);
	flow_below(&outer);
}

void flow_list(const struct flow *f, const struct node *list)
{
	int l = setter_element(f->s, SELEM_L, f->element);
	f->s->elements[l].numbering = numbering_of(list);
	float room = marker_room(f, list);
	for (const struct node *item = list->first; item; item = item->next)
		if (item->type == NODE_ITEM)
			set_item(f, list, item, l, room);
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
