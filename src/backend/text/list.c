/* list.c - lists: their markers, aligned on the widest, and what hangs from them. */
#include "backend/text/text.h"

#include "doc/numeral.h"

#include <stdlib.h>

/* Whether an item ends in code, a table, a quote: what follows then needs a blank line before it. */
static bool ends_in_block(const struct node *item)
{
	while (item && item->last && (item->type == NODE_ITEM || item->type == NODE_LIST))
		item = item->last;
	return item && item->type != NODE_ITEM && item->type != NODE_PARAGRAPH && item->type != NODE_LIST;
}

static void put_bullet(const struct text *t, struct buf *b)
{
	static const char *const bullets[] = { "•", "◦", "▪" }, *const ascii[] = { "*", "-", "+" };
	int level = t->list_depth % 3;
	buf_puts(b, text_glyph(t, bullets[level], ascii[level]));
}

static size_t widest_marker(const struct node *list)
{
	size_t widest = 0;
	struct buf marker = { 0 };
	for (const struct node *item = list->first; item; item = item->next) {
		buf_clear(&marker);
		numeral_put(&marker, item->as.item.number, list->as.list.style);
		buf_putc(&marker, '.');
		widest = marker.len > widest ? marker.len : widest;
	}
	buf_done(&marker);
	return widest;
}

void text_put_list(struct text *t, const struct node *n)
{
	bool ordered = n->as.list.ordered, loose = !n->as.list.tight;
	size_t widest = ordered ? widest_marker(n) : 1;
	struct buf first = { 0 }, rest = { 0 };
	buf_pad(&rest, ' ', widest + 1);
	for (const struct node *item = n->first; item; item = item->next) {
		if (item != n->first && (loose || ends_in_block(item->prev)))
			text_blank(t);
		buf_clear(&first);
		rest.len = widest + 1;
		if (ordered) {
			numeral_put(&first, item->as.item.number, n->as.list.style);
			buf_putc(&first, '.');
			size_t pad = widest - first.len;
			buf_pad(&first, ' ', pad);
			memmove(first.p + pad, first.p, first.len - pad);
			memset(first.p, ' ', pad);
		} else
			put_bullet(t, &first);
		buf_putc(&first, ' ');
		if (item->as.item.task != TASK_NONE) {
			buf_puts(&first, item->as.item.task == TASK_DONE ? "[x] " : "[ ] ");
			buf_pad(&rest, ' ', 4);
		}
		struct text_container c = text_enter(t, buf_str(&first), buf_str(&rest));
		t->list_depth++;
		text_put_items(t, item, !loose);
		t->list_depth--;
		text_leave(t, c);
	}
	buf_done(&first);
	buf_done(&rest);
}
