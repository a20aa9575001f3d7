/* galley.c - items, marks and structure elements appended; breaks put where they are allowed.
 *
 * Between two boxes stands BREAK then SPACE, so that the space goes with the break when a page ends
 * there. A break that something forbids is not written at all. */
#include "backend/pdf/flow.h"

#include <stdlib.h>

#define PUSH(array, n, cap) \
	(mem_grow(&(array), &(cap), (n) + 1, sizeof *(array)), &(array)[(n)++])

void galley_init(struct galley *g, struct setter *s)
{
	*g = (struct galley){ .s = s };
}

void galley_done(struct galley *g)
{
	free(g->items);
	free(g->marks);
	free(g->links);
	free(g->anchors);
	free(g->headings);
	free(g->sets);
	free(g->pending);
	free(g->ids);
}

int setter_element(struct setter *s, enum selem_type type, int parent)
{
	*PUSH(s->elements, s->n_elements, s->cap_elements) = (struct selem){ .type = type, .parent = parent };
	return (int)s->n_elements - 1;
}

int setter_link(struct setter *s, struct link_to link)
{
	*PUSH(s->links_to, s->n_links_to, s->cap_links_to) = link;
	return (int)s->n_links_to - 1;
}

struct str setter_str(struct setter *s, struct str text)
{
	return arena_str(&s->list->arena, text);
}

void setter_count_missing(struct setter *s, uint32_t c)
{
	for (size_t i = 0; i < s->n_missing; i++)
		if (s->missing[i].code_point == c) {
			s->missing[i].count++;
			return;
		}
	if (s->n_missing < 64)
		*PUSH(s->missing, s->n_missing, s->cap_missing) = (struct missing_row){ c, 1 };
}

void galley_space(struct galley *g, float space, float give)
{
	if (space <= g->space)
		return;
	g->space = space;
	g->give = give;
}

void galley_keep(struct galley *g, int lines)
{
	if (lines > g->keep)
		g->keep = lines;
}

void galley_release(struct galley *g)
{
	g->keep = 0;
}

void galley_penalty(struct galley *g, int penalty)
{
	bool forced = g->penalty <= BREAK_FORCED_COLUMN, force = penalty <= BREAK_FORCED_COLUMN;
	if (forced && force) /* a page is a column, too */
		g->penalty = penalty < g->penalty ? penalty : g->penalty;
	else if (!forced && (force || penalty > g->penalty))
		g->penalty = penalty;
}

void galley_welcome(struct galley *g, int how_much)
{
	if (g->penalty == 0 && how_much > 0)
		g->penalty = -how_much;
}

void galley_inside(struct galley *g, bool whole)
{
	g->space = g->give = 0;
	g->penalty = whole ? BREAK_FORBIDDEN : 0;
}

void galley_want_note(struct galley *g, int row)
{
	const struct note_row *note = &g->s->note_rows[row];
	*PUSH(g->s->notes, g->s->n_notes, g->s->cap_notes) =
		(struct vnote){ row + 1, note->number, note->element, note->items };
}

void galley_heading(struct galley *g, struct vheading heading)
{
	*PUSH(g->headings, g->n_headings, g->cap_headings) = heading;
}

void galley_set(struct galley *g, struct vset set)
{
	*PUSH(g->sets, g->n_sets, g->cap_sets) = set;
}

void galley_anchor(struct galley *g, struct str id)
{
	if (id.len > 0)
		*PUSH(g->ids, g->n_ids, g->cap_ids) = id;
}

static void open_gap(struct galley *g, int line)
{
	if (g->n_items > 0 && g->keep <= 0 && g->penalty < BREAK_FORBIDDEN)
		*PUSH(g->items, g->n_items, g->cap_items) = (struct vitem){
			.type = VITEM_BREAK, .penalty = g->penalty, .foot = g->foot, .head = g->head,
			.source_line = line, .across = g->across,
		};
	if (g->space > 0 && g->n_items > 0)
		*PUSH(g->items, g->n_items, g->cap_items) = (struct vitem){
			.type = VITEM_SPACE, .height = g->space, .shrink = g->give,
			.stretch = g->give, .source_line = line, .across = g->across,
		};
	g->space = g->give = 0;
	g->penalty = 0;
	if (g->keep > 0)
		g->keep--;
}

struct vitem *galley_box_begin(struct galley *g, float height, float baseline, int line)
{
	open_gap(g, line);
	g->in_box = g->n_items;
	struct vitem *box = PUSH(g->items, g->n_items, g->cap_items);
	*box = (struct vitem){ .type = VITEM_BOX, .height = height, .baseline = baseline,
			       .source_line = line, .across = g->across, .marks = { .first = (int)g->n_marks },
			       .links = { .first = (int)g->n_links },
			       .notes = { .first = (int)g->s->n_notes } };
	for (size_t i = 0; i < g->n_ids; i++)
		*PUSH(g->anchors, g->n_anchors, g->cap_anchors) =
			(struct vanchor){ .id = g->ids[i], .item = (int)g->in_box };
	g->n_ids = 0;
	for (; g->n_placed < g->n_sets; g->n_placed++)
		g->sets[g->n_placed].item = (int)g->in_box;
	/* A picture has no baseline: what waits for one stands where a line's would be. */
	float down = baseline > 0 ? baseline : fminf(height, g->s->look->grid * 0.74f);
	for (size_t i = 0; i < g->n_pending; i++) {
		struct mark *m = PUSH(g->marks, g->n_marks, g->cap_marks);
		*m = g->pending[i];
		m->y += down;
		m->y2 += down;
	}
	g->n_pending = 0;
	return &g->items[g->in_box];
}

void galley_box_end(struct galley *g)
{
	struct vitem *box = &g->items[g->in_box];
	box->marks.n = (int)g->n_marks - box->marks.first;
	box->links.n = (int)g->n_links - box->links.first;
	box->notes.n = (int)g->s->n_notes - box->notes.first;
}

struct mark *galley_mark(struct galley *g, enum mark_type type, int element)
{
	struct mark *m = PUSH(g->marks, g->n_marks, g->cap_marks);
	*m = (struct mark){ .type = type, .element = element, .target_entry = -1 };
	return m;
}

struct mark *galley_pending(struct galley *g, enum mark_type type, int element)
{
	struct mark *m = PUSH(g->pending, g->n_pending, g->cap_pending);
	*m = (struct mark){ .type = type, .element = element, .target_entry = -1 };
	return m;
}

struct link_area *galley_link(struct galley *g, const struct link_to *to, float x, float y, float x2,
			      float y2)
{
	struct link_area *a = PUSH(g->links, g->n_links, g->cap_links);
	*a = (struct link_area){ .x = x, .y = y, .x2 = x2, .y2 = y2, .element = to->element,
				 .url = to->url, .target_entry = to->entry,
				 .target_fragment = to->fragment, .contents = to->contents };
	return a;
}

void galley_rule(struct galley *g, int artifact, float x, float y, float x2, float y2, float width,
		 struct colour colour)
{
	struct mark *m = galley_mark(g, MARK_RULE, artifact);
	m->x = x;
	m->y = y;
	m->x2 = x2;
	m->y2 = y2;
	m->line_width = width;
	m->colour = colour;
}

void galley_rect(struct galley *g, int artifact, float x, float y, float x2, float y2,
		 struct colour colour)
{
	struct mark *m = galley_mark(g, MARK_RECT, artifact);
	m->x = x;
	m->y = y;
	m->x2 = x2;
	m->y2 = y2;
	m->colour = colour;
}

void galley_pending_to_last(struct galley *g)
{
	struct vitem *box = &g->items[g->in_box];
	for (size_t i = 0; i < g->n_pending; i++) {
		struct mark *m = PUSH(g->marks, g->n_marks, g->cap_marks);
		*m = g->pending[i];
		m->y += box->baseline;
		m->y2 += box->baseline;
	}
	g->n_pending = 0;
	box->marks.n = (int)g->n_marks - box->marks.first;
}

float galley_last_end(const struct galley *g, float *start)
{
	const struct vitem *box = &g->items[g->in_box];
	float end = 0;
	*start = INFINITY;
	for (int i = 0; i < box->marks.n; i++) {
		const struct mark *m = &g->marks[box->marks.first + i];
		float x = m->type == MARK_GLYPHS ? m->x : fmaxf(m->x, m->x2);
		*start = fminf(*start, m->x);
		for (int k = 0; k < m->n_glyphs; k++)
			x += g->s->glyphs[m->first_glyph + k].advance;
		end = fmaxf(end, x);
	}
	return end;
}

void galley_flush_pending(struct galley *g, float height, float baseline, int line)
{
	if (g->n_pending == 0)
		return;
	galley_box_begin(g, height, baseline, line);
	galley_box_end(g);
}

float galley_height(const struct galley *g, size_t from, size_t to)
{
	float height = 0;
	for (size_t i = from; i < to; i++)
		if (g->items[i].type != VITEM_BREAK)
			height += g->items[i].height;
	return height;
}

static void place_box(struct galley *to, const struct galley *from, const struct vitem *box, float x,
		      float y)
{
	for (int i = 0; i < box->marks.n; i++) {
		struct mark *m = PUSH(to->marks, to->n_marks, to->cap_marks);
		*m = from->marks[box->marks.first + i];
		m->x += x;
		m->x2 += x;
		m->y += y;
		m->y2 += y;
		if (m->type != MARK_PATH)
			continue;
		/* A path's points are its own. */
		int first = (int)to->s->n_points;
		for (int k = 0; k < m->n_points; k++) {
			struct point p = to->s->points[m->first_point + k];
			*PUSH(to->s->points, to->s->n_points, to->s->cap_points) =
				(struct point){ p.x + x, p.y + y };
		}
		m->first_point = first;
	}
	for (int i = 0; i < box->links.n; i++) {
		struct link_area *a = PUSH(to->links, to->n_links, to->cap_links);
		*a = from->links[box->links.first + i];
		a->x += x;
		a->x2 += x;
		a->y += y;
		a->y2 += y;
	}
	for (int i = 0; i < box->notes.n; i++) {
		struct vnote note = to->s->notes[box->notes.first + i];
		*PUSH(to->s->notes, to->s->n_notes, to->s->cap_notes) = note;
	}
}

void galley_place(struct galley *to, const struct galley *from, size_t first, size_t end, float x,
		  float y)
{
	float at = y;
	size_t anchor = 0;
	while (anchor < from->n_anchors && (size_t)from->anchors[anchor].item < first)
		anchor++;
	for (size_t i = first; i < end; i++) {
		const struct vitem *item = &from->items[i];
		for (; anchor < from->n_anchors && (size_t)from->anchors[anchor].item == i; anchor++)
			*PUSH(to->anchors, to->n_anchors, to->cap_anchors) = (struct vanchor){
				from->anchors[anchor].id, (int)to->in_box, at };
		if (item->type == VITEM_BOX)
			place_box(to, from, item, x, at);
		if (item->type != VITEM_BREAK)
			at += item->height;
	}
}

struct vrange galley_to_spares(struct galley *main, const struct galley *from, size_t first, size_t end)
{
	struct setter *s = main->s;
	struct vrange range = { (int)s->n_spares, 0 };
	for (size_t i = first; i < end; i++) {
		struct vitem item = from->items[i];
		item.notes = (struct vrange){ 0, 0 };
		if (item.type == VITEM_BOX) {
			int marks = (int)main->n_marks, links = (int)main->n_links;
			struct vitem plain = item;
			place_box(main, from, &plain, 0, 0);
			item.marks.first = marks;
			item.links.first = links;
		}
		*PUSH(s->spares, s->n_spares, s->cap_spares) = item;
		range.n++;
	}
	return range;
}
