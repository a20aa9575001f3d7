/* book.c - the table URL → entry that turns links between articles into links inside the book.
 *
 * Two addresses are the same place when their keys (base/url) are equal, "www." not counted. */
#include "base/map.h"
#include "base/url.h"
#include "doc/walk.h"

struct url_map {
	struct map map;
	struct map targets; /* "index#fragment" → struct target * */
};

struct target {
	struct str id, heading;
};

/* Empty for what is no web address: only those name articles. */
static struct str place_of(struct arena *a, struct str url)
{
	if (url_kind(url) != URL_WEB)
		return STR_NONE;
	struct str key = url_key(a, url);
	ptrdiff_t host = str_find(key, STR("://"), 0);
	key = str_sub(key, host < 0 ? 0 : (size_t)host + 3, key.len);
	return str_starts(key, STR("www.")) ? str_sub(key, 4, key.len) : key;
}

void book_index_urls(struct book *book)
{
	book->by_url = ARENA_NEW(&book->arena, struct url_map);
	map_init(&book->by_url->map);
	map_init(&book->by_url->targets);
	for (size_t i = 0; i < book->n_entries; i++) {
		struct entry *e = &book->entries[i];
		if (e->kind == ENTRY_PART || !e->url.len || url_fragment(e->url).len)
			continue;
		struct str place = place_of(&book->arena, e->url);
		bool fresh;
		void **value = place.len ? map_put(&book->by_url->map, place, &fresh) : NULL;
		if (value && fresh)
			*value = e;
	}
}

void book_free_urls(struct book *book)
{
	if (book->by_url)
		map_done(&book->by_url->map), map_done(&book->by_url->targets);
	book->by_url = NULL;
}

const struct entry *book_find_url(const struct book *book, struct str url, struct str *fragment)
{
	if (!book->by_url || !book->by_url->map.n)
		return NULL;
	struct arena scratch;
	arena_init(&scratch);
	struct str place = place_of(&scratch, url);
	void **value = place.len ? map_find(&book->by_url->map, place) : NULL;
	*fragment = url_fragment(url);
	arena_done(&scratch);
	return value ? *value : NULL;
}

static struct str target_key(struct arena *a, const struct entry *e, struct str fragment)
{
	return arena_printf(a, "%d#%.*s", e->index, STR_ARG(fragment));
}

void book_add_target(struct book *book, const struct entry *e, struct str fragment, struct str id, struct str heading)
{
	struct target *target = ARENA_NEW(&book->arena, struct target);
	target->id = arena_str(&book->arena, id);
	target->heading = arena_str(&book->arena, heading);
	*map_put(&book->by_url->targets, target_key(&book->arena, e, fragment), NULL) = target;
}

static const struct target *find_target(const struct book *book, const struct entry *e, struct str fragment)
{
	if (!fragment.len || !book->by_url || !book->by_url->targets.n)
		return NULL;
	struct arena scratch;
	arena_init(&scratch);
	void **place = map_find(&book->by_url->targets, target_key(&scratch, e, fragment));
	arena_done(&scratch);
	return place ? *place : NULL;
}

struct str book_find_target(const struct book *book, const struct entry *e, struct str fragment)
{
	const struct target *target = find_target(book, e, fragment);
	return target ? target->id : STR_NONE;
}

struct str book_find_target_heading(const struct book *book, const struct entry *e, struct str fragment)
{
	const struct target *target = find_target(book, e, fragment);
	return target ? target->heading : STR_NONE;
}
