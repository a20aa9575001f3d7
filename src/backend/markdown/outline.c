/* outline.c - an article as the blocks of an outline: what stands under a heading hangs below it, the items
 * of a list below the paragraph that they follow.
 *
 * As Logseq writes a page itself (src/main/frontend/modules/file/core.cljs): "- ", a tab for each level,
 * two blanks before a block's further lines, blank ones too, and no line end behind the last. */
#include "backend/markdown/outline.h"

#include <stdio.h>

struct outline_open outline_begin(struct md *md, int depth)
{
	if (md->out->len && md->out->p[md->out->len - 1] != '\n')
		buf_putc(md->out, '\n');
	buf_clear(&md->first);
	buf_clear(&md->rest);
	buf_pad(&md->first, '\t', (size_t)depth);
	buf_pad(&md->rest, '\t', (size_t)depth);
	buf_puts(&md->first, "- ");
	buf_puts(&md->rest, "  ");
	return (struct outline_open){ md->out->len };
}

void outline_end(struct md *md, struct outline_open open)
{
	if (md->out->len == open.at)
		md_put_lines(md, STR_NONE);
	while (md->out->len > open.at && strchr(" \n", md->out->p[md->out->len - 1]))
		md->out->len--;
	buf_clear(&md->first);
	buf_clear(&md->rest);
}

void outline_put_line(struct md *md, int depth, struct str markdown)
{
	struct outline_open open = outline_begin(md, depth);
	md_put_lines(md, markdown);
	outline_end(md, open);
}

void outline_put_title(struct md *md, int depth, int level, struct str title)
{
	struct buf b = { 0 };
	buf_pad(&b, '#', (size_t)level);
	buf_putc(&b, ' ');
	ink_clear(&md->ink);
	ink_text(&md->ink, title, false);
	outline_ink(md, INK_HEADING, &b);
	outline_put_line(md, depth, buf_str(&b));
	buf_done(&b);
}

/* ---- the blocks of an article ------------------------------------------------------------------- */

/* What stands on one level of the article, while it is gone through. */
struct flow {
	struct md *md;
	int base;
	int levels[6]; /* of the headings that the next block hangs below */
	int n_levels;
	bool lead;     /* a paragraph came last: a list hangs below it */
	bool numbered; /* numbered items did: others would go on with their numbers */
};

static void put_list(struct md *md, const struct node *list, int depth);

/* The items' further blocks, and the list in them, which comes last. */
static void put_rest_of_item(struct md *md, const struct node *first, bool begun)
{
	const struct node *prev = NULL;
	for (const struct node *n = first; n && n->type != NODE_LIST; n = n->next) {
		if (between_is_nothing(n))
			continue;
		bool apart = n->type == NODE_PARAGRAPH && (prev ? prev->type != NODE_CODE_BLOCK : begun);
		if (apart)
			md_put_lines(md, STR_NONE);
		outline_fill(md, n);
		prev = n;
	}
}

static void put_item(struct md *md, const struct node *item, int depth)
{
	static const char *const marks[] = { [TASK_NONE] = "", [TASK_OPEN] = "TODO ", [TASK_DONE] = "DONE " };
	struct str property = item->parent->as.list.ordered ? STR("logseq.order-list-type:: number") : STR_NONE;
	struct str mark = str_from_c(marks[item->as.item.task]);
	const struct node *n = item->first;
	while (n && between_is_nothing(n))
		n = n->next;
	bool text = n && n->type == NODE_PARAGRAPH;
	struct outline_open open = outline_begin(md, depth);
	if (text)
		outline_fill_text(md, n, mark, property);
	else if (mark.len || property.len)
		md_put_lines(md, mark.len ? mark : property);
	if (!text && mark.len && property.len)
		md_put_lines(md, property);
	put_rest_of_item(md, text ? n->next : n, text);
	outline_end(md, open);
	if (item->last && item->last->type == NODE_LIST)
		put_list(md, item->last, depth + 1);
}

static void put_list(struct md *md, const struct node *list, int depth)
{
	for (const struct node *item = list->first; item; item = item->next)
		put_item(md, item, depth);
}

static void put_one(struct flow *f, const struct node *n)
{
	struct md *md = f->md;
	int depth = f->base + f->n_levels;
	bool list = n->type == NODE_LIST && outline_list_fits(n) && (f->lead || !n->as.list.ordered || !f->numbered);
	if (list) {
		put_list(md, n, depth + f->lead);
		f->numbered = n->as.list.ordered && !f->lead;
		f->lead = false;
		return;
	}
	struct outline_open open = outline_begin(md, depth);
	if (n->type != NODE_HEADING)
		outline_fill(md, n);
	else if (outline_put_heading(md, n))
		f->levels[f->n_levels++] = n->as.heading.level;
	outline_end(md, open);
	f->lead = n->type == NODE_PARAGRAPH || n->type == NODE_CAPTION;
	f->numbered = false;
}

static void put_node(struct flow *f, const struct node *n)
{
	if (between_is_nothing(n))
		return;
	if (n->type == NODE_ARTICLE || n->type == NODE_FIGURE) {
		for (const struct node *child = n->first; child; child = child->next)
			put_node(f, child);
		return;
	}
	if (n->type == NODE_HEADING)
		while (f->n_levels && f->levels[f->n_levels - 1] >= n->as.heading.level)
			f->n_levels--;
	put_one(f, n);
}

void outline_put_blocks(struct md *md, const struct node *parent, int depth)
{
	struct flow f = { .md = md, .base = depth };
	for (const struct node *n = parent->first; n; n = n->next)
		put_node(&f, n);
}

/* A note's first paragraph stands behind its number; all else hangs below. */
void outline_put_notes(struct md *md, const struct node *root, int depth)
{
	for (const struct node *n = root->first; n; n = n->next) {
		if (n->type != NODE_FOOTNOTE)
			continue;
		struct buf b = { 0 };
		buf_printf(&b, "[^%.*s%d]: ", STR_ARG(md->note_prefix), n->as.footnote.number);
		const struct node *text = n->first && n->first->type == NODE_PARAGRAPH ? n->first : NULL;
		if (text && !outline_words(md, text, INK_HEADING, &b))
			text = NULL;
		if (!text)
			buf_puts(&b, "…");
		outline_put_line(md, depth, buf_str(&b));
		buf_done(&b);
		struct flow f = { .md = md, .base = depth + 1 };
		for (const struct node *more = text ? text->next : n->first; more; more = more->next)
			put_node(&f, more);
	}
}
