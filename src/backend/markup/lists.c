/* lists.c - lists, definition lists. */
#include "backend/markup/elements.h"

/* A gallery: figures one below the other need neither bullets nor an indent that takes their width. */
static bool is_gallery(const struct node *list)
{
	for (const struct node *item = list->first; item; item = item->next)
		if (!item->first || item->first != item->last || item->first->type != NODE_FIGURE)
			return false;
	return list->first && !list->as.list.ordered;
}

void markup_enter_list(struct markup *m, const struct node *n)
{
	static const char types[] = { [LIST_DECIMAL] = '1', [LIST_LOWER_ALPHA] = 'a',
		[LIST_UPPER_ALPHA] = 'A', [LIST_LOWER_ROMAN] = 'i', [LIST_UPPER_ROMAN] = 'I' };
	bool tasks = n->first && n->first->as.item.task != TASK_NONE;
	buf_puts(m->out, n->as.list.ordered ? "<ol" : "<ul");
	if (tasks || is_gallery(n))
		buf_puts(m->out, tasks ? " class=\"tasks\"" : " class=\"gallery\"");
	markup_put_common(m, n);
	if (n->as.list.ordered) {
		if (n->as.list.style != LIST_DECIMAL) {
			buf_puts(m->out, " type=\"");
			buf_putc(m->out, types[n->as.list.style]);
			buf_putc(m->out, '"');
		}
		if (n->as.list.has_start && n->as.list.start != 1) {
			buf_puts(m->out, " start=\"");
			buf_put_int(m->out, n->as.list.start);
			buf_putc(m->out, '"');
		}
		if (n->as.list.reversed)
			buf_puts(m->out, " reversed=\"reversed\"");
	}
	buf_puts(m->out, ">\n");
}

void markup_enter_item(struct markup *m, const struct node *n)
{
	buf_puts(m->out, "<li");
	markup_put_common(m, n);
	if (n->as.item.has_value && n->parent && n->parent->as.list.ordered) {
		buf_puts(m->out, " value=\"");
		buf_put_int(m->out, n->as.item.value);
		buf_putc(m->out, '"');
	}
	buf_putc(m->out, '>');
	if (n->as.item.task == TASK_OPEN)
		buf_puts(m->out, "<span class=\"box\" role=\"img\" aria-label=\"open\">☐</span> ");
	else if (n->as.item.task == TASK_DONE)
		buf_puts(m->out, "<span class=\"box\" role=\"img\" aria-label=\"done\">☑</span> ");
}

/* <dl> wants its terms and descriptions in groups: first a term, last a description. */
static bool is_regular(const struct node *definitions)
{
	return definitions->first && definitions->first->type == NODE_TERM &&
		definitions->last->type == NODE_DESCRIPTION;
}

void markup_enter_definitions(struct markup *m, const struct node *n)
{
	bool regular = markup_push(m)->regular = is_regular(n);
	markup_open_tag(m, regular ? "dl" : "div", regular ? "" : "definitions", n);
	markup_end_line(m);
}

void markup_leave_definitions(struct markup *m)
{
	markup_close_tag(m, markup_top(m)->regular ? "dl" : "div");
	markup_end_line(m);
	m->n_frames--;
}
