/* volumes.c - a book too large for one file becomes several, cut between articles, where the format says
 * so, which has weighed them. Each volume is a book like any other, with contents, identifier and links of
 * its own. A link into another volume stays what it was in the feed: a link into the web. */
#include "convert/convert.h"

#include "base/hash.h"
#include "doc/walk.h"

static const struct entry *part_before(const struct book *whole, size_t first)
{
	for (size_t i = first; i-- > 0;)
		if (whole->entries[i].kind == ENTRY_PART)
			return &whole->entries[i];
	return NULL;
}

static void take_entries(struct book *volume, const struct book *whole, size_t first, size_t end)
{
	const struct entry *part = whole->entries[first].kind == ENTRY_PART ? NULL : part_before(whole, first);
	volume->entries = ARENA_ARRAY(&volume->arena, struct entry, end - first + 1);
	volume->n_entries = volume->n_articles = volume->n_excerpts = 0;
	volume->oldest = volume->newest = (struct date){ .known = false };
	if (part) /* its articles go on: so does its title */
		volume->entries[volume->n_entries++] = *part;
	for (size_t i = first; i < end; i++)
		volume->entries[volume->n_entries++] = whole->entries[i];
	if (volume->entries[volume->n_entries - 1].kind == ENTRY_PART)
		volume->n_entries--; /* a part whose articles are all in the next volume, which repeats it */
	for (size_t i = 0; i < volume->n_entries; i++) {
		struct entry *e = &volume->entries[i];
		e->index = (int)i;
		volume->n_excerpts += e->excerpt;
		if (e->kind == ENTRY_PART)
			continue;
		e->number = (int)++volume->n_articles;
		if (!date_known(e->published))
			continue;
		if (!date_known(volume->oldest) || date_cmp(e->published, volume->oldest) < 0)
			volume->oldest = e->published;
		if (!date_known(volume->newest) || date_cmp(e->published, volume->newest) > 0)
			volume->newest = e->published;
	}
}

void volume_init(struct book *volume, const struct book *whole, const size_t *first, size_t n, size_t i)
{
	struct buf name;
	buf_init(&name);
	*volume = *whole;
	arena_init(&volume->arena);
	volume->by_url = NULL;
	take_entries(volume, whole, first[i], i + 1 < n ? first[i + 1] : whole->n_entries);
	volume->volume = (int)i + 1;
	volume->n_volumes = (int)n;
	volume->title = arena_printf(&volume->arena, "%.*s (%zu/%zu)", STR_ARG(whole->title), i + 1, n);
	if (volume->title_sort.len)
		volume->title_sort = arena_printf(&volume->arena, "%.*s (%zu/%zu)", STR_ARG(whole->title_sort), i + 1, n);
	if (!volume->series.len)
		volume->series = whole->title;
	buf_printf(&name, "%.*s\nvolume %zu", STR_ARG(whole->identifier), i + 1);
	struct buf urn;
	buf_init(&urn);
	hash_put_uuid(&urn, buf_str(&name));
	volume->identifier = arena_str(&volume->arena, buf_str(&urn));
	buf_done(&urn);
	buf_done(&name);
	book_index_urls(volume);
}

void volume_done(struct book *volume)
{
	book_free_urls(volume);
	arena_done(&volume->arena);
}
