/* book.c - the table URL → entry that turns links between articles into links inside the book.
 *
 * Two URLs are the same place when what is left of them after normalising is equal: no scheme, no
 * "www.", host in lower case, no default port, no index file, no trailing slash, no utm_ parameters. */
#include "base/map.h"
#include "doc/walk.h"

struct url_map {
	struct map map;
};

static struct str cut_scheme(struct str url)
{
	static const char *const schemes[] = { "https://", "http://", "//" };
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (str_starts_nocase(url, str_from_c(schemes[i])))
			return str_sub(url, strlen(schemes[i]), url.len);
	return STR_NONE;
}

static void put_query(struct buf *b, struct str query)
{
	struct str parameter;
	char mark = '?';
	while (str_token(&query, "&", &parameter)) {
		if (str_starts_nocase(parameter, STR("utm_")))
			continue;
		buf_putc(b, mark);
		buf_put_str(b, parameter);
		mark = '&';
	}
}

static void put_host(struct buf *b, struct str host)
{
	ptrdiff_t at = str_find_char(host, '@', 0);
	if (at >= 0)
		host = str_sub(host, (size_t)at + 1, host.len);
	if (str_starts_nocase(host, STR("www.")))
		host = str_sub(host, 4, host.len);
	if (str_ends(host, STR(":80")))
		host.len -= 3;
	else if (str_ends(host, STR(":443")))
		host.len -= 4;
	for (size_t i = 0; i < host.len; i++)
		buf_putc(b, ch_lower(host.p[i]));
}

/* The normalised form; *fragment gets what stands behind '#'. False for what is no web address. */
static bool put_normal(struct buf *b, struct str url, struct str *fragment)
{
	url = cut_scheme(str_trim(url));
	if (!url.len)
		return false;
	ptrdiff_t hash = str_find_char(url, '#', 0);
	*fragment = hash < 0 ? STR_NONE : str_sub(url, (size_t)hash + 1, url.len);
	if (hash >= 0)
		url = str_sub(url, 0, (size_t)hash);
	ptrdiff_t mark = str_find_char(url, '?', 0);
	struct str query = mark < 0 ? STR_NONE : str_sub(url, (size_t)mark + 1, url.len);
	if (mark >= 0)
		url = str_sub(url, 0, (size_t)mark);
	ptrdiff_t slash = str_find_char(url, '/', 0);
	struct str path = slash < 0 ? STR_NONE : str_sub(url, (size_t)slash, url.len);
	put_host(b, slash < 0 ? url : str_sub(url, 0, (size_t)slash));
	static const char *const indexes[] = { "/index.html", "/index.htm", "/index.php" };
	for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++)
		if (str_ends(path, str_from_c(indexes[i])))
			path.len -= strlen(indexes[i]);
	while (path.len && path.p[path.len - 1] == '/')
		path.len--;
	buf_put_str(b, path);
	put_query(b, query);
	return true;
}

void book_index_urls(struct book *book)
{
	book->by_url = ARENA_NEW(&book->arena, struct url_map);
	map_init(&book->by_url->map);
	struct buf normal;
	buf_init(&normal);
	for (size_t i = 0; i < book->n_entries; i++) {
		struct entry *e = &book->entries[i];
		struct str fragment;
		buf_clear(&normal);
		if (e->kind == ENTRY_PART || !put_normal(&normal, e->url, &fragment) || fragment.len)
			continue;
		bool fresh;
		void **place = map_put(&book->by_url->map, arena_str(&book->arena, buf_str(&normal)), &fresh);
		if (fresh)
			*place = e;
	}
	buf_done(&normal);
}

void book_free_urls(struct book *book)
{
	if (book->by_url)
		map_done(&book->by_url->map);
	book->by_url = NULL;
}

const struct entry *book_find_url(const struct book *book, struct str url, struct str *fragment)
{
	if (!book->by_url || !book->by_url->map.n)
		return NULL;
	struct buf normal;
	buf_init(&normal);
	void **place = put_normal(&normal, url, fragment) ? map_find(&book->by_url->map, buf_str(&normal)) : NULL;
	buf_done(&normal);
	return place ? *place : NULL;
}
