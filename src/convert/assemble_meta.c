/* assemble_meta.c - what the book is called, who wrote it, which language it speaks, how it is
 * known. Options come before the feed; feeds' boilerplate ("X on Y", "Recent content in …") is read
 * for what it says. */
#include "convert/assemble.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/map.h"

enum { MAX_NAMES = 24 }; /* of authors and of subjects taken from the articles */

/* ---- language -------------------------------------------------------------------------------- */

static bool all_of(struct str s, bool (*class)(char))
{
	for (size_t i = 0; i < s.len; i++)
		if (!class(s.p[i]))
			return false;
	return s.len > 0;
}

/* BCP 47, 2.1.1: language lower, script Title, region UPPER, all else lower. */
static void put_subtag(struct buf *b, struct str subtag, bool first)
{
	bool script = !first && subtag.len == 4 && all_of(subtag, ch_alpha);
	bool region = !first && subtag.len == 2 && all_of(subtag, ch_alpha);
	for (size_t i = 0; i < subtag.len; i++)
		buf_putc(b, region || (script && i == 0) ? ch_upper(subtag.p[i]) : ch_lower(subtag.p[i]));
}

struct str language_tag(struct arena *a, struct str tag)
{
	struct buf b;
	buf_init(&b);
	struct str rest = str_trim(tag), subtag;
	bool fits = true;
	for (bool first = true; str_token(&rest, "-_", &subtag); first = false) {
		fits &= subtag.len <= 8 && all_of(subtag, first ? ch_alpha : ch_alnum);
		fits &= !first || subtag.len == 2 || subtag.len == 3;
		if (!first)
			buf_putc(&b, '-');
		put_subtag(&b, subtag, first);
	}
	struct str canonical = fits && b.len < 40 ? arena_str(a, buf_str(&b)) : STR_NONE;
	buf_done(&b);
	return canonical;
}

static bool is_rtl(struct str language)
{
	static const char *const scripts[] = { "ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "ckb", "dv", "syr" };
	ptrdiff_t dash = str_find_char(language, '-', 0);
	struct str main = str_sub(language, 0, dash < 0 ? language.len : (size_t)dash);
	if (str_find(language, STR("-Latn"), 0) >= 0)
		return false;
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		if (str_eq_c(main, scripts[i]))
			return true;
	return false;
}

/* ---- title and author -------------------------------------------------------------------------- */

static bool has_author(const struct feed *feed)
{
	if (feed->authors.n)
		return true;
	for (size_t i = 0; i < feed->n_items; i++)
		if (feed->items[i].authors.n)
			return true;
	return false;
}

/* Hugo calls a section's feed "X on Y" and describes it as "Recent content in X on Y": then Y is
 * the site, which stands in for the author. Only where Hugo speaks: "Thoughts on Tea" is a title. */
static bool split_hugo_title(const struct feed *feed, struct str *title, struct str *site)
{
	bool hugo = str_starts(feed->generator, STR("Hugo")) ||
		    str_starts(feed->description, STR("Recent content "));
	if (!hugo)
		return false;
	for (size_t i = feed->title.len; i-- > 4;)
		if (str_starts(str_sub(feed->title, i - 4, i), STR(" on "))) {
			*title = str_trim(str_sub(feed->title, 0, i - 4));
			*site = str_trim(str_sub(feed->title, i, feed->title.len));
			return title->len && site->len;
		}
	return false;
}

static bool is_boilerplate(struct str description)
{
	return str_starts(description, STR("Recent content ")) || str_starts(description, STR("Latest posts ")) ||
	       str_starts(description, STR("Recent posts "));
}

static void add_string(struct arena *a, struct str_list *list, struct str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->items[i], s))
			return;
	struct str *items = ARENA_ARRAY(a, struct str, list->n + 1);
	if (list->n)
		memcpy(items, list->items, list->n * sizeof *items);
	items[list->n++] = arena_str(a, s);
	list->items = items;
}

static struct str join_titles(struct arena *a, const struct feed *feeds, size_t n)
{
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < n && i < 4; i++) {
		buf_puts(&b, i == 0 ? "" : i + 1 == n ? " and " : ", ");
		buf_put_str(&b, feeds[i].title);
	}
	if (n > 4)
		buf_puts(&b, " and more");
	struct str joined = arena_str(a, buf_str(&b));
	buf_done(&b);
	return joined;
}

/* ---- what the articles have in common ----------------------------------------------------- */

struct count {
	struct str name;
	size_t articles, order;
};

static int by_articles(const void *x, const void *y)
{
	const struct count *a = x, *b = y;
	if (a->articles != b->articles)
		return a->articles > b->articles ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static const struct str_list *authors_of(const struct entry *e) { return &e->authors; }
static const struct str_list *categories_of(const struct entry *e) { return &e->categories; }

/* Adds the names in the articles' lists to `list`, the commonest first, as far as a catalogue wants
 * to know. */
static void add_commonest(struct book *book, const struct str_list *(*names_of)(const struct entry *), struct str_list *list)
{
	struct count *counts = NULL;
	size_t n = 0, cap = 0;
	struct map by_name;
	map_init(&by_name);
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct str_list *names = names_of(&book->entries[i]);
		for (size_t k = 0; k < names->n; k++) {
			bool fresh;
			void **place = map_put(&by_name, names->items[k], &fresh);
			if (fresh) {
				mem_grow(&counts, &cap, n + 1, sizeof *counts);
				counts[n] = (struct count){ .name = names->items[k], .order = n };
				*place = (void *)++n;
			}
			counts[(size_t)*place - 1].articles++;
		}
	}
	map_done(&by_name);
	if (n)
		qsort(counts, n, sizeof *counts, by_articles);
	for (size_t i = 0; i < n && i < MAX_NAMES; i++)
		add_string(&book->arena, list, counts[i].name);
	free(counts);
}

/* The feed's own authors, or those of its articles. */
static void collect_authors(struct book *book, const struct feed *feeds, size_t n)
{
	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < feeds[f].authors.n; i++)
			add_string(&book->arena, &book->authors, feeds[f].authors.items[i]);
	if (!book->authors.n)
		add_commonest(book, authors_of, &book->authors);
}

static void name_from_feeds(struct book *book, const struct feed *feeds, size_t n)
{
	struct arena *a = &book->arena;
	const struct feed *feed = &feeds[0];
	book->title = n == 1 ? feed->title : join_titles(a, feeds, n);
	book->subtitle = n == 1 ? feed->subtitle : STR_NONE;
	book->description = n == 1 && !is_boilerplate(feed->description) ? feed->description : STR_NONE;
	if (str_eq(book->description, book->title) || str_eq(book->description, book->subtitle))
		book->description = STR_NONE;
	collect_authors(book, feeds, n);
	struct str title, site;
	if (n == 1 && !has_author(feed) && split_hugo_title(feed, &title, &site)) {
		book->title = title;
		add_string(a, &book->authors, site);
	}
	if (!book->title.len)
		book->title = feed->url.len ? feed->url : STR("Untitled");
	book->source_url = feed->url;
	book->feed_url = feed->feed_url;
	book->rights = feed->rights;
	book->generator = feed->generator;
	book->language = language_tag(a, feed->language);
	for (size_t i = 0; i < feed->categories.n; i++)
		add_string(a, &book->subjects, feed->categories.items[i]);
	add_commonest(book, categories_of, &book->subjects);
}

static void name_from_options(struct book *book, const struct options *o)
{
	struct arena *a = &book->arena;
	const struct {
		const char *key;
		struct str *field;
	} fields[] = {
		{ "title", &book->title },	   { "subtitle", &book->subtitle },
		{ "description", &book->description }, { "publisher", &book->publisher },
		{ "rights", &book->rights },	   { "series", &book->series },
		{ "title-sort", &book->title_sort },
	};
	size_t authors = o->n_authors;
	for (size_t i = 0; i < o->n_metadata; i++)
		authors += strcmp(o->metadata[i].key, "author") == 0;
	if (authors)
		book->authors.n = 0;
	for (size_t i = 0; i < o->n_metadata; i++) {
		struct str value = str_from_c(o->metadata[i].value);
		for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
			if (strcmp(o->metadata[i].key, fields[f].key) == 0)
				*fields[f].field = value;
		if (strcmp(o->metadata[i].key, "author") == 0)
			add_string(a, &book->authors, value);
		else if (strcmp(o->metadata[i].key, "author-sort") == 0)
			add_string(a, &book->author_sorts, value);
		else if (strcmp(o->metadata[i].key, "subject") == 0)
			add_string(a, &book->subjects, value);
		else if (strcmp(o->metadata[i].key, "language") == 0)
			book->language = language_tag(a, value);
	}
	for (size_t i = 0; i < o->n_authors; i++)
		add_string(a, &book->authors, str_from_c(o->authors[i]));
	if (o->title)
		book->title = str_from_c(o->title);
	if (o->language)
		book->language = language_tag(a, str_from_c(o->language));
}

/* ---- identity and dates -------------------------------------------------------------------------- */

static void identify(struct book *book, const struct feed *feeds, size_t n)
{
	struct buf name, urn;
	buf_init(&name);
	buf_init(&urn);
	for (size_t f = 0; f < n; f++) {
		const struct feed *feed = &feeds[f];
		struct str identity = feed->id.len ? feed->id : feed->feed_url.len ? feed->feed_url : feed->url;
		buf_put_str(&name, identity);
		buf_putc(&name, '\n');
		for (size_t i = 0; !identity.len && i < feed->n_items; i++) {
			buf_put_str(&name, feed->items[i].guid.len ? feed->items[i].guid : feed->items[i].title);
			buf_putc(&name, '\n');
		}
	}
	hash_put_uuid(&urn, buf_str(&name));
	book->identifier = arena_str(&book->arena, buf_str(&urn));
	buf_done(&name);
	buf_done(&urn);
}

static void note_date(struct book *book, struct date d)
{
	if (!date_known(d))
		return;
	if (!date_known(book->oldest) || date_cmp(d, book->oldest) < 0)
		book->oldest = d;
	if (!date_known(book->newest) || date_cmp(d, book->newest) > 0)
		book->newest = d;
}

static void date_book(struct book *book, const struct feed *feeds, size_t n)
{
	struct date newest = { 0 };
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *e = &book->entries[i];
		note_date(book, date_known(e->published) ? e->published : e->updated);
		if (date_known(e->updated) && date_cmp(e->updated, newest) > 0)
			newest = e->updated;
	}
	if (date_known(book->newest) && date_cmp(book->newest, newest) > 0)
		newest = book->newest;
	for (size_t f = 0; f < n; f++)
		if (date_known(feeds[f].updated) && date_cmp(feeds[f].updated, newest) > 0)
			newest = feeds[f].updated;
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long seconds;
	if (epoch && str_parse_long(str_from_c(epoch), &seconds))
		newest = date_from_seconds(seconds);
	book->modified = date_known(newest) ? newest : date_from_seconds(315532800); /* 1980-01-01, ZIP's first day */
}

void assemble_metadata(struct book *book, const struct options *o, const struct feed *feeds, size_t n)
{
	name_from_feeds(book, feeds, n);
	name_from_options(book, o);
	if (!book->language.len)
		book->language = STR("und");
	book->rtl = is_rtl(book->language);
	book->input = o->inputs[0];
	book->fragment = n == 1 && feeds[0].fragment;
	identify(book, feeds, n);
	date_book(book, feeds, n);
}
