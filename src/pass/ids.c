/* ids.c - who has which id, and where a link inside the article leads. */
#include "base/url.h"
#include "doc/ledger.h"
#include "doc/walk.h"
#include "pass/pass.h"

void pass_map_ids(const struct article *article, struct map *ids)
{
	map_init(ids);
	for (struct walk w = walk_begin(article->root); walk_next(&w);)
		if (w.step == WALK_ENTER && w.node->id.len) {
			void **place = map_put(ids, w.node->id, NULL);
			if (!*place)
				*place = (void *)w.node;
		}
}

struct str pass_own_fragment(const struct article *article, const struct node *link)
{
	struct str url = link->as.link.url, fragment;
	if (link->as.link.target)
		return link->as.link.target == article->entry ? link->as.link.fragment : STR_NONE;
	if (url.len && url.p[0] == '#')
		return url_decode(article->arena, str_sub(url, 1, url.len));
	if (str_find_char(url, '#', 0) < 0)
		return STR_NONE;
	bool own = book_find_url(article->book, url, &fragment) == article->entry ||
		   (article->entry->base.len &&
		    str_eq(url_without_fragment(url), url_without_fragment(article->entry->base)));
	return own ? url_decode(article->arena, url_fragment(url)) : STR_NONE;
}

void pass_note_loss(struct article *article, const char *rule, struct str text, int line)
{
	ledger_add(article, rule, arena_str(article->arena, str_trim(text)), line);
}
