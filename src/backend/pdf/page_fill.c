/* page_fill.c - heights of items, spares and notes on their way onto a page. */
#include "backend/pdf/page_fill.h"

#include <math.h>

const struct page_plan page_settings[PAGE_SETTINGS] = {
	{ .lead = 1, .tight = 0 },        { .lead = 1, .tight = 0.5f },
	{ .lead = 1, .tight = 1 },
	{ .lead = 0.99f, .tight = 1 },    { .lead = 0.98f, .tight = 1 },
	{ .lead = 0.97f, .tight = 1 },    { .lead = 0.96f, .tight = 1 },
};

static bool is_line(const struct vitem *item, const struct page_room *room)
{
	return item->type == VITEM_BOX && fabsf(item->height - room->line) < 0.01f;
}

float page_item_height(const struct vitem *item, const struct page_plan *plan,
		       const struct page_room *room)
{
	if (item->type == VITEM_SPACE)
		return item->height - item->shrink * plan->tight;
	if (plan->lead < 1 && is_line(item, room))
		return item->height * plan->lead;
	return item->type == VITEM_BOX ? item->height : 0;
}

double page_snap(const struct vitem *item, const struct page_room *room, double y)
{
	double grid = (double)room->grid;
	return grid > 0 && is_line(item, room) ? ceil((y - page_slack) / grid) * grid : y;
}

float page_spares_height(const struct vlist *list, struct vrange range)
{
	float height = 0;
	for (int i = range.first; i < range.first + range.n; i++)
		if (list->spares[i].type != VITEM_BREAK)
			height += list->spares[i].height;
	return height;
}

double page_head_height(const struct page_list *b, size_t first)
{
	const struct vitem *before = first ? &b->list->items[first - 1] : NULL;
	return before && before->type == VITEM_BREAK
		       ? (double)page_spares_height(b->list, before->head) : 0;
}

/* Whether the note is new on this page. */
static bool note_is_new(struct fill *f, int number)
{
	for (int i = 0; i < f->n_seen; i++)
		if (f->seen[i] == number)
			return false;
	if (f->n_seen < NOTES_SEEN)
		f->seen[f->n_seen++] = number;
	return true;
}

void fill_add_notes(const struct page_list *b, struct fill *f, const struct vitem *item)
{
	for (int i = item->notes.first; i < item->notes.first + item->notes.n; i++) {
		const struct vnote *note = &b->list->notes[i];
		if (!note_is_new(f, note->number))
			continue;
		if (f->notes == 0)
			f->notes = (double)b->room->note_gap;
		f->notes += (double)page_spares_height(b->list, note->items);
	}
}

void page_list_measure(struct page_list *b)
{
	for (size_t i = 0; i < b->list->n_items; i++)
		b->heights[i] = page_item_height(&b->list->items[i], b->plan, b->room);
}

double fill_cost_of_empty(double left, double room)
{
	double share = left / room;
	return COST_EMPTY * share * share;
}
