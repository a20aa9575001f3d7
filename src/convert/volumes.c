/* volumes.c - a book too large for one file becomes several: cut between articles, before any is
 * written, so that each volume is a book like any other, with contents, identifier and links of its
 * own. A link into another volume stays what it was in the feed: a link into the web.
 *
 * How large an article will be is not known before it is compressed. Its pictures, which are, count
 * in full, once a volume; its text counts half of its length in the feed, twice what it comes to. */
#include "convert/convert.h"

#include <stdlib.h>

#include "base/hash.h"
#include "doc/walk.h"
#include "resource/resource.h"

enum { PER_ENTRY = 1024 }; /* names, contents, headers [byte] */

void volumes_begin(struct volume_cutter *c, uint64_t limit)
{
	*c = (struct volume_cutter){ .limit = limit };
	map_init(&c->pictures);
}

/* The pictures of the article that the volume has not yet [byte]. */
static uint64_t new_pictures(struct volume_cutter *c, const struct article *article)
{
	uint64_t size = 0;
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		const struct resource *r = w.step == WALK_ENTER && w.node->type == NODE_IMAGE ? w.node->as.image.resource : NULL;
		bool fresh = false;
		if (r)
			map_put(&c->pictures, r->name, &fresh);
		if (fresh)
			size += r->len;
	}
	return size;
}

void volumes_add(struct volume_cutter *c, const struct article *article)
{
	uint64_t text = article->entry->body_len / 2 + PER_ENTRY, size = text + new_pictures(c, article);
	if (!c->n || (c->articles && c->size + size > c->limit)) {
		mem_grow(&c->first, &c->cap, c->n + 1, sizeof *c->first);
		c->first[c->n++] = (size_t)article->entry->index;
		map_done(&c->pictures);
		map_init(&c->pictures);
		c->size = c->articles = 0;
		size = text + new_pictures(c, article);
	}
	c->size += size;
	c->articles += article->entry->kind == ENTRY_ARTICLE;
}

void volumes_end(struct volume_cutter *c)
{
	map_done(&c->pictures);
	free(c->first);
}

/* ---- a volume --------------------------------------------------------------------------------- */

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

void volume_init(struct book *volume, const struct book *whole, const struct volume_cutter *c, size_t i)
{
	struct buf name;
	buf_init(&name);
	*volume = *whole;
	arena_init(&volume->arena);
	volume->by_url = NULL;
	take_entries(volume, whole, c->first[i], i + 1 < c->n ? c->first[i + 1] : whole->n_entries);
	volume->volume = (int)i + 1;
	volume->n_volumes = (int)c->n;
	volume->title = arena_printf(&volume->arena, "%.*s (%zu/%zu)", STR_ARG(whole->title), i + 1, c->n);
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
