/* headings.c - every heading says something and can be linked to. Feeds repeat ids and leave them
 * out; html/build made those there are unique, this gives the others one made from their words. */
#include "doc/walk.h"
#include "pass/pass.h"

static bool has_content(const struct node *heading)
{
	for (struct walk w = walk_begin(heading); walk_next(&w);)
		if (w.node->type == NODE_IMAGE || w.node->type == NODE_MATH ||
		    (w.step == WALK_ENTER && str_trim(node_own_text(w.node)).len))
			return true;
	return false;
}

/* Links may lead to an empty heading's id: what follows takes it over. */
static void drop_heading(struct node *heading)
{
	if (heading->id.len && heading->next && !heading->next->id.len)
		heading->next->id = heading->id;
	node_remove(heading);
}

/* Lower-case letters and digits of the text, runs of all else one '-': "2. Estimation" → "2-estimation".
 * What has no ASCII letters is numbered. */
static void put_slug(struct buf *b, const struct node *heading)
{
	struct buf text;
	buf_init(&text);
	node_put_text(heading, &text);
	buf_puts(b, text.len && !ch_alpha(text.p[0]) ? "s-" : ""); /* XML names begin with a letter */
	for (size_t i = 0; i < text.len && b->len < 60; i++) {
		char c = ch_lower(text.p[i]);
		if (ch_alnum(c))
			buf_putc(b, c);
		else if (b->len && b->p[b->len - 1] != '-')
			buf_putc(b, '-');
	}
	while (b->len && b->p[b->len - 1] == '-')
		b->len--;
	if (str_eq(buf_str(b), STR("s")))
		b->len = 0;
	buf_done(&text);
}

static void name_heading(struct article *article, struct node *heading, struct map *ids)
{
	struct buf id;
	buf_init(&id);
	put_slug(&id, heading);
	size_t stem = id.len;
	for (int n = 2; id.len == 0 || map_find(ids, buf_str(&id)); n++) {
		id.len = stem;
		buf_printf(&id, "%s-%d", stem ? "" : "section", n - (stem == 0));
	}
	heading->id = arena_str(article->arena, buf_str(&id));
	*map_put(ids, heading->id, NULL) = heading;
	buf_done(&id);
}

/* Those without an id get one that no other has. */
static void name_headings(struct article *article)
{
	struct map ids = { 0 };
	bool mapped = false;
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		if (w.step != WALK_ENTER || w.node->type != NODE_HEADING || w.node->id.len)
			continue;
		if (!mapped)
			pass_map_ids(article, &ids);
		mapped = true;
		name_heading(article, (struct node *)w.node, &ids);
	}
	map_done(&ids);
}

void pass_headings(struct article *article)
{
	for (struct node *n = article->root->first, *next; n; n = next) {
		next = n->next;
		if (n->type == NODE_HEADING && !has_content(n))
			drop_heading(n);
	}
	name_headings(article);
}
