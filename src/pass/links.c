/* links.c - where links lead.
 *
 *   into this article      target = its own entry, fragment = the id
 *   to another article     target = that entry; the fragment where that article is known to have it
 *   to the web             stays a URL; tracking parameters go
 *   nowhere                an unknown fragment becomes the article's address on the web, where it may
 *                          still lead somewhere; without an address the link is unwrapped
 *
 * A link that holds nothing but pictures nobody described says what it is by the picture's title or
 * its file's name: whoever cannot see it still has to know that there is something to follow. One
 * that holds nothing at all goes. */
#include <stdlib.h>

#include "base/url.h"
#include "doc/walk.h"
#include "pass/pass.h"

static void unwrap(struct node *link)
{
	for (struct node *child = link->first, *next; child; child = next) {
		next = child->next;
		node_remove(child);
		node_insert_before(link, child);
	}
	node_remove(link);
}

static void lead_inside(struct node *link, const struct entry *target, struct str fragment)
{
	link->as.link.target = target;
	link->as.link.fragment = fragment;
	link->as.link.url = STR_NONE;
}

static void resolve_own(struct article *article, struct node *link, struct str fragment, const struct map *ids)
{
	void **place = map_find(ids, fragment);
	if (place) {
		lead_inside(link, article->entry, ((const struct node *)*place)->id);
		return;
	}
	bool top = str_eq_nocase(fragment, STR("top")) || fragment.len == 0;
	if (top) {
		lead_inside(link, article->entry, STR_NONE);
		return;
	}
	diag_add(&article->log, DIAG_LINK_BROKEN, link->line, "link to #%.*s, which the article does not have",
		 STR_ARG(fragment));
	struct str address = article->entry->url;
	if (!address.len) {
		unwrap(link);
		return;
	}
	struct str place_there = arena_cat(article->arena, STR("#"), fragment);
	link->as.link.url = url_clean(article->arena, arena_cat(article->arena, url_without_fragment(address), place_there));
	link->as.link.target = NULL;
	link->as.link.fragment = STR_NONE;
}

/* "?utm_source=rss&id=3" → "?id=3". */
static struct str cut_tracking(struct arena *a, struct str url)
{
	ptrdiff_t mark = str_find_char(url, '?', 0);
	if (mark < 0 || (str_find(url, STR("utm_"), (size_t)mark) < 0 && str_find(url, STR("fbclid="), (size_t)mark) < 0))
		return url;
	ptrdiff_t hash = str_find_char(url, '#', (size_t)mark);
	size_t end = hash < 0 ? url.len : (size_t)hash;
	struct str query = str_sub(url, (size_t)mark + 1, end), parameter;
	struct buf b;
	buf_init(&b);
	buf_put_str(&b, str_sub(url, 0, (size_t)mark));
	char joint = '?';
	while (str_token(&query, "&", &parameter)) {
		if (str_starts(parameter, STR("utm_")) || str_starts(parameter, STR("fbclid=")))
			continue;
		buf_putc(&b, joint);
		buf_put_str(&b, parameter);
		joint = '&';
	}
	buf_put_str(&b, str_sub(url, end, url.len));
	struct str cut = arena_str(a, buf_str(&b));
	buf_done(&b);
	return cut;
}

static void resolve(struct article *article, struct node *link, const struct map *ids)
{
	struct str url = link->as.link.url, fragment = pass_own_fragment(article, link);
	if (fragment.len || (url.len && url.p[0] == '#')) {
		resolve_own(article, link, fragment, ids);
		return;
	}
	const struct entry *target = book_find_url(article->book, url, &fragment);
	if (target)
		lead_inside(link, target, book_find_target(article->book, target, url_decode(article->arena, fragment)));
	else
		link->as.link.url = cut_tracking(article->arena, url);
}

/* "https://x.example/a/big%20cat.png?w=9" → "big cat.png". */
static struct str file_name(struct arena *a, struct str url)
{
	if (url_kind(url) == URL_DATA)
		return STR_NONE;
	struct url parts;
	url_split(url, &parts);
	struct str name = parts.path;
	while (name.len && str_find_char(name, '/', 0) >= 0)
		name = str_sub(name, (size_t)str_find_char(name, '/', 0) + 1, name.len);
	return url_decode(a, name);
}

/* Has the link no words? `*picture` is the first picture in it, or NULL. */
static bool is_silent(const struct node *link, struct node **picture)
{
	*picture = NULL;
	for (struct walk w = walk_begin(link); walk_next(&w);) {
		const struct node *n = w.node;
		bool words = (n->type == NODE_TEXT || n->type == NODE_CODE) && str_trim(n->as.text).len;
		bool described = n->type == NODE_IMAGE && n->as.image.alt.len;
		if (words || described || n->type == NODE_MATH || n->type == NODE_FOOTNOTE_REF)
			return false;
		if (n->type == NODE_IMAGE && !*picture)
			*picture = (struct node *)n;
	}
	return true;
}

static void name_picture(struct article *article, const struct node *link, struct node *picture)
{
	struct str names[] = { picture->as.image.title, link->as.link.title,
		file_name(article->arena, picture->as.image.url), STR("Image") };
	for (size_t i = 0; !picture->as.image.alt.len; i++)
		picture->as.image.alt = str_trim(names[i]);
	picture->as.image.decorative = false;
}

/* A link without words or picture is a place that others lead to, or nothing. */
static void leave_anchor(struct node *link)
{
	if (!link->id.len) {
		unwrap(link);
		return;
	}
	link->type = NODE_SPAN;
	memset(&link->as, 0, sizeof link->as);
}

static void settle(struct article *article, struct node *link, const struct map *ids)
{
	struct node *picture;
	bool silent = is_silent(link, &picture);
	if (silent && !picture) {
		leave_anchor(link);
		return;
	}
	if (silent)
		name_picture(article, link, picture);
	resolve(article, link, ids);
}

void pass_links(struct article *article)
{
	struct node **links = NULL; /* gathered first: unwrapping changes the tree that is walked */
	size_t n = 0, cap = 0;
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		if (w.step == WALK_LEAVE || w.node->type != NODE_LINK || w.node->as.link.target)
			continue;
		mem_grow(&links, &cap, n + 1, sizeof *links);
		links[n++] = (struct node *)w.node;
	}
	if (!n)
		return;
	struct map ids;
	pass_map_ids(article, &ids);
	for (size_t i = 0; i < n; i++)
		settle(article, links[i], &ids);
	map_done(&ids);
	free(links);
}
