/* assemble.c - which articles the book has, in which order, under which names.
 *
 * Everything that depends on the whole index happens here, once, for all backends; after this the
 * index never changes. Entries are selected before they are copied, so that a filter saves memory. */
#include "convert/assemble.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/map.h"
#include "doc/walk.h"
#include "html/html.h"

/* A candidate: an item and the feed it came from. */
struct pick {
	const struct feed *feed;
	const struct feed_item *item;
	size_t order; /* as it came */
};

struct picks {
	struct pick *items;
	size_t n, cap;
};

static struct date date_of(const struct feed_item *item)
{
	return date_known(item->published) ? item->published : item->updated;
}

/* ---- the same article twice --------------------------------------------------------------- */

static struct str identity_of(const struct feed_item *item)
{
	return item->guid.len ? item->guid : item->url;
}

static bool same_body(const struct feed_item *a, const struct feed_item *b, const struct spool *bodies)
{
	if (a->body != b->body || a->body_len != b->body_len)
		return false;
	struct arena scratch;
	arena_init(&scratch);
	struct str x, y;
	bool same = spool_get(bodies, a->body_at, a->body_len, &scratch, &x) &&
		    spool_get(bodies, b->body_at, b->body_len, &scratch, &y) && str_eq(x, y);
	arena_done(&scratch);
	return same;
}

/* Two entries are one only when id, title and body agree; the same id with another body is kept,
 * with a warning. */
static void drop_duplicates(struct picks *picks, const struct spool *bodies, struct diag_log *log)
{
	struct map seen;
	map_init(&seen);
	size_t kept = 0;
	for (size_t i = 0; i < picks->n; i++) {
		struct pick p = picks->items[i];
		struct str id = identity_of(p.item);
		bool fresh = true;
		void **place = id.len ? map_put(&seen, id, &fresh) : NULL;
		const struct feed_item *first = place && !fresh ? *place : NULL;
		if (place && fresh)
			*place = (void *)p.item;
		if (first && str_eq(first->title, p.item->title) && same_body(first, p.item, bodies))
			continue;
		if (first)
			diag_add(log, DIAG_DUPLICATE_ID, p.item->line,
				 "items %d and %d share the id \"%.*s\" but differ: both kept", first->item, p.item->item,
				 STR_ARG(id));
		picks->items[kept++] = p;
	}
	picks->n = kept;
	map_done(&seen);
}

/* ---- selection and order ------------------------------------------------------------------- */

static bool matches(const regex_t *regex, struct str title)
{
	struct arena scratch;
	arena_init(&scratch);
	bool match = regexec(regex, arena_cstr(&scratch, title), 0, NULL, 0) == 0;
	arena_done(&scratch);
	return match;
}

static void select_items(struct picks *picks, const struct options *o, const struct feed *feeds, size_t n,
			 const regex_t *regex)
{
	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < feeds[f].n_items; i++) {
			const struct feed_item *item = &feeds[f].items[i];
			struct date d = date_of(item);
			if (date_known(o->since) && date_known(d) && date_cmp(d, o->since) < 0)
				continue; /* an unknown date is never filtered on */
			if (regex && !matches(regex, item->title))
				continue;
			mem_grow(&picks->items, &picks->cap, picks->n + 1, sizeof *picks->items);
			picks->items[picks->n] = (struct pick){ &feeds[f], item, picks->n };
			picks->n++;
		}
}

static int by_order(const struct pick *a, const struct pick *b)
{
	return a->order < b->order ? -1 : a->order > b->order;
}

/* Newest last, like a book that is read from the front; what has no date keeps its place behind. */
static int by_date(const void *x, const void *y)
{
	const struct pick *a = x, *b = y;
	struct date da = date_of(a->item), db = date_of(b->item);
	if (date_known(da) != date_known(db))
		return date_known(da) ? -1 : 1;
	int c = date_known(da) ? date_cmp(da, db) : 0;
	return c ? c : by_order(a, b);
}

static int by_title(const void *x, const void *y)
{
	const struct pick *a = x, *b = y;
	size_t n = a->item->title.len < b->item->title.len ? a->item->title.len : b->item->title.len;
	for (size_t i = 0; i < n; i++) {
		unsigned char ca = (unsigned char)ch_lower(a->item->title.p[i]);
		unsigned char cb = (unsigned char)ch_lower(b->item->title.p[i]);
		if (ca != cb)
			return ca < cb ? -1 : 1;
	}
	if (a->item->title.len != b->item->title.len)
		return a->item->title.len < b->item->title.len ? -1 : 1;
	return by_order(a, b);
}

static void order_items(struct picks *picks, const struct options *o)
{
	if (picks->n && o->sort != SORT_FEED)
		qsort(picks->items, picks->n, sizeof *picks->items, o->sort == SORT_DATE ? by_date : by_title);
	for (size_t i = 0; o->reverse && i < picks->n / 2; i++) {
		struct pick swap = picks->items[i];
		picks->items[i] = picks->items[picks->n - 1 - i];
		picks->items[picks->n - 1 - i] = swap;
	}
	size_t skip = (size_t)o->offset < picks->n ? (size_t)o->offset : picks->n;
	picks->n -= skip;
	if (skip && picks->n)
		memmove(picks->items, picks->items + skip, picks->n * sizeof *picks->items);
	if (o->limit >= 0 && (size_t)o->limit < picks->n)
		picks->n = (size_t)o->limit;
}

/* ---- entries -------------------------------------------------------------------------------- */

static struct str_list copy_strings(struct arena *a, const struct feed_strings *s)
{
	struct str_list list = { .items = ARENA_ARRAY(a, struct str, s->n), .n = s->n };
	if (s->n)
		memcpy(list.items, s->items, s->n * sizeof *list.items);
	return list;
}

static void copy_enclosures(struct arena *a, struct entry *e, const struct feed_item *item)
{
	e->n_enclosures = item->n_enclosures;
	e->enclosures = ARENA_ARRAY(a, struct enclosure, item->n_enclosures);
	for (size_t i = 0; i < item->n_enclosures; i++)
		e->enclosures[i] = (struct enclosure){ item->enclosures[i].url, item->enclosures[i].type,
						       item->enclosures[i].length };
}

static enum body_kind body_kind_from(enum feed_body body)
{
	switch (body) {
	case FEED_BODY_NONE: return BODY_NONE;
	case FEED_BODY_HTML: return BODY_HTML;
	case FEED_BODY_TEXT: return BODY_TEXT;
	case FEED_BODY_XHTML: return BODY_XHTML;
	}
	return BODY_NONE;
}

static enum html_excerpt fill_entry(struct book *book, struct entry *e, struct pick pick,
				    const struct spool *bodies, bool several_feeds)
{
	struct arena *a = &book->arena;
	const struct feed_item *item = pick.item;
	*e = (struct entry){
		.kind = ENTRY_ARTICLE,
		.body_kind = body_kind_from(item->body),
		.item = item->item,
		.line = item->line,
		.title = item->title.len ? item->title : STR("Untitled"),
		.id = identity_of(item),
		.url = item->url,
		.base = item->base,
		.summary = item->summary,
		.language = language_tag(a, item->language),
		.published = item->published,
		.updated = item->updated,
		.authors = copy_strings(a, &item->authors),
		.categories = copy_strings(a, &item->categories),
		.feed_title = several_feeds ? pick.feed->title : STR_NONE,
		.body_at = item->body_at,
		.body_len = item->body_len,
		.body_line = item->body_line,
	};
	copy_enclosures(a, e, item);
	struct arena scratch;
	struct str body;
	arena_init(&scratch);
	bool read = e->body_kind != BODY_NONE && spool_get(bodies, e->body_at, e->body_len, &scratch, &body);
	enum html_excerpt excerpt = read ? html_is_excerpt(body, e->title, item->from_description) : EXCERPT_SHORT;
	if (!e->id.len) {
		struct hash hash = hash_of(arena_cat(&scratch, e->title, read ? body : STR_NONE));
		struct buf hex;
		buf_init(&hex);
		hash_put_hex(&hex, &hash, 32);
		e->id = arena_cat(a, STR("sha256:"), buf_str(&hex));
		buf_done(&hex);
	}
	arena_done(&scratch);
	return excerpt;
}

/* A body that ends where Hugo would cut it proves nothing; a whole feed of them does. Hugo's own
 * word, or five of them, is asked for. */
static void settle_excerpts(struct book *book, const struct picks *picks, const enum html_excerpt *excerpts,
			    const struct feed *feed)
{
	size_t whole = 0, cut = 0;
	for (size_t i = 0; i < picks->n; i++) {
		bool ours = picks->items[i].feed == feed;
		whole += ours && excerpts[i] == EXCERPT_NONE;
		cut += ours && excerpts[i] == EXCERPT_CUT;
	}
	bool cuts = whole == 0 && (cut >= 5 || str_starts(feed->generator, STR("Hugo")));
	for (size_t i = 0; i < picks->n; i++)
		if (picks->items[i].feed == feed)
			book->entries[i].excerpt = excerpts[i] == EXCERPT_MARKED || (cuts && excerpts[i] == EXCERPT_CUT);
}

/* 'c-' and 12 hex digits of the id's hash; an id that comes again gets "-2", "-3" … in feed order. */
static void name_entries(struct book *book)
{
	struct map used;
	struct buf name;
	map_init(&used);
	buf_init(&name);
	for (size_t i = 0; i < book->n_entries; i++) {
		struct entry *e = &book->entries[i];
		struct hash hash = hash_of(e->id);
		buf_clear(&name);
		buf_puts(&name, e->kind == ENTRY_PART ? "p-" : "c-");
		hash_put_hex(&name, &hash, 12);
		e->name = arena_str(&book->arena, buf_str(&name));
		/* The first of a name counts how many have it: thousands may. */
		bool fresh;
		void **copies = map_put(&used, e->name, &fresh);
		uintptr_t copy = (uintptr_t)*copies + 1;
		*copies = (void *)copy;
		if (copy > 1)
			e->name = arena_printf(&book->arena, "%.*s-%ju", STR_ARG(e->name), (uintmax_t)copy);
	}
	buf_done(&name);
	map_done(&used);
}

/* ---- parts ----------------------------------------------------------------------------------- */

static struct str group_name(struct arena *a, const struct entry *e, enum group_key key)
{
	struct date d = date_known(e->published) ? e->published : e->updated;
	switch (key) {
	case GROUP_NONE: break;
	case GROUP_CATEGORY: return e->categories.n ? e->categories.items[0] : STR("Other articles");
	case GROUP_YEAR: return date_known(d) ? arena_printf(a, "%d", date_year(d)) : STR("Without a date");
	case GROUP_FEED: return e->feed_title.len ? e->feed_title : STR("Articles");
	}
	return STR_NONE;
}

struct group {
	size_t part;         /* index in the new entries */
	size_t n, next;      /* articles in it; where the next one goes */
	struct str name;
};

/* Parts in the order in which their first article comes; each article stands once. */
static void group_entries(struct book *book, enum group_key key)
{
	struct map by_name;
	struct group *groups = NULL;
	size_t n_groups = 0, cap = 0;
	size_t *group_of = mem_alloc(mem_product(book->n_entries, sizeof *group_of));
	map_init(&by_name);
	for (size_t i = 0; i < book->n_entries; i++) {
		struct str name = group_name(&book->arena, &book->entries[i], key);
		bool fresh;
		void **place = map_put(&by_name, name, &fresh);
		if (fresh) {
			mem_grow(&groups, &cap, n_groups + 1, sizeof *groups);
			groups[n_groups] = (struct group){ .name = name };
			*place = (void *)(n_groups++ + 1);
		}
		group_of[i] = (size_t)*place - 1;
		groups[group_of[i]].n++;
	}
	struct entry *entries = ARENA_ARRAY(&book->arena, struct entry, book->n_entries + n_groups);
	size_t at = 0;
	for (size_t g = 0; g < n_groups; g++) {
		groups[g].part = at;
		groups[g].next = at + 1;
		at += 1 + groups[g].n;
		entries[groups[g].part] = (struct entry){
			.kind = ENTRY_PART,
			.title = groups[g].name,
			.id = arena_cat(&book->arena, STR("part:"), groups[g].name),
		};
	}
	for (size_t i = 0; i < book->n_entries; i++)
		entries[groups[group_of[i]].next++] = book->entries[i];
	book->entries = entries;
	book->n_entries += n_groups;
	free(group_of);
	free(groups);
	map_done(&by_name);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void number_entries(struct book *book)
{
	int number = 0;
	for (size_t i = 0; i < book->n_entries; i++) {
		struct entry *e = &book->entries[i];
		e->index = (int)i;
		e->number = e->kind == ENTRY_ARTICLE ? ++number : 0;
		book->n_excerpts += e->excerpt;
	}
	book->n_articles = (size_t)number;
}

static bool compile_match(regex_t *regex, const char *match)
{
	int fault = regcomp(regex, match, REG_EXTENDED | REG_ICASE | REG_NOSUB);
	if (!fault)
		return true;
	char why[200];
	regerror(fault, regex, why, sizeof why);
	fprintf(stderr, "designconv: --match \"%s\": %s\nIt takes an extended regular expression, as grep -E does.\n",
		match, why);
	return false;
}

bool assemble_book(struct book *book, const struct options *o, const struct feed *feeds, size_t n_feeds,
		   const struct spool *bodies, struct diag_log *log)
{
	regex_t regex;
	if (o->match && !compile_match(&regex, o->match))
		return false;
	struct picks picks = { 0 };
	select_items(&picks, o, feeds, n_feeds, o->match ? &regex : NULL);
	if (o->match)
		regfree(&regex);
	drop_duplicates(&picks, bodies, log);
	order_items(&picks, o);
	book->n_entries = picks.n;
	book->entries = ARENA_ARRAY(&book->arena, struct entry, picks.n);
	enum html_excerpt *excerpts = mem_alloc(mem_product(picks.n, sizeof *excerpts));
	for (size_t i = 0; i < picks.n; i++)
		excerpts[i] = fill_entry(book, &book->entries[i], picks.items[i], bodies, n_feeds > 1);
	for (size_t f = 0; f < n_feeds; f++)
		settle_excerpts(book, &picks, excerpts, &feeds[f]);
	free(excerpts);
	free(picks.items);
	if (o->group_by != GROUP_NONE && book->n_entries)
		group_entries(book, o->group_by);
	number_entries(book);
	name_entries(book);
	assemble_metadata(book, o, feeds, n_feeds);
	book_index_urls(book);
	if (book->n_excerpts == 1)
		diag_add(log, DIAG_EXCERPTS, 0, "1 of %zu article%s looks like an excerpt; the full text is at its link",
			 book->n_articles, book->n_articles == 1 ? "" : "s");
	else if (book->n_excerpts)
		diag_add(log, DIAG_EXCERPTS, 0, "%zu of %zu articles look like excerpts; the full text is at their links",
			 book->n_excerpts, book->n_articles);
	return true;
}
