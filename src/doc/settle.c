/* settle.c - numbers that follow from the whole article: item numbers, heading ranks, notes. */
#include "doc/walk.h"

#include <limits.h>

static void settle_list(struct node *list)
{
	long count = 0;
	for (const struct node *item = list->first; item; item = item->next)
		count++;
	bool down = list->as.list.reversed;
	long number = list->as.list.has_start ? list->as.list.start : down ? count : 1;
	for (struct node *item = list->first; item; item = item->next) {
		if (item->as.item.has_value)
			number = item->as.item.value;
		item->as.item.number = number;
		if (number > LONG_MIN && number < LONG_MAX)
			number += down ? -1 : 1;
	}
}

/* A heading's rank is one more than that of the nearest heading before it that has a smaller
 * level; so ranks never skip. */
struct rank_stack {
	int level[6];
	int n;
};

static int rank_of(struct rank_stack *open, int level)
{
	while (open->n && open->level[open->n - 1] >= level)
		open->n--;
	open->level[open->n++] = level;
	return open->n;
}

static void add_heading(struct article *article, struct node *heading)
{
	size_t n = article->n_headings++;
	if ((n & (n - 1)) == 0) { /* full: the room is a power of two */
		struct node **more = ARENA_RAW(article->arena, struct node *, n ? n * 2 : 1);
		if (n)
			memcpy(more, article->headings, n * sizeof *more);
		article->headings = more;
	}
	article->headings[n] = heading;
}

void doc_settle(struct article *article)
{
	struct rank_stack open = { .n = 0 };
	int notes = 0;
	article->n_headings = 0;
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		struct node *n = (struct node *)w.node;
		if (w.step == WALK_LEAVE)
			continue;
		if (n->type == NODE_LIST) {
			settle_list(n);
		} else if (n->type == NODE_HEADING) {
			n->as.heading.rank = rank_of(&open, n->as.heading.level);
			add_heading(article, n);
		} else if (n->type == NODE_FOOTNOTE) {
			n->as.footnote.number = ++notes;
		}
	}
}
