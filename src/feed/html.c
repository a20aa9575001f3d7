/* html.c - `-f html`: the whole input is the body of one item. Its title and language are looked
 * for in the beginning only; what is in the page is html/'s business. */
#include "feed/html.h"

#include "feed/plain.h"

/* The content of the first element of that name. */
static struct str find_content(struct str head, const char *open, const char *close)
{
	struct str start = str_from_c(open);
	ptrdiff_t at = str_find_nocase(head, start, 0);
	while (at >= 0 && (size_t)at + start.len < head.len && ch_alnum(head.p[(size_t)at + start.len]))
		at = str_find_nocase(head, start, (size_t)at + 1);
	ptrdiff_t from = at < 0 ? -1 : str_find_char(head, '>', (size_t)at);
	ptrdiff_t to = from < 0 ? -1 : str_find_nocase(head, str_from_c(close), (size_t)from);
	return to < 0 ? STR_NONE : str_sub(head, (size_t)from + 1, (size_t)to);
}

/* An attribute's value in a start tag. */
static struct str attribute(struct str tag, const char *name)
{
	struct str key = str_from_c(name);
	for (ptrdiff_t at = 0; (at = str_find_nocase(tag, key, (size_t)at + 1)) > 0;) {
		size_t i = (size_t)at + key.len;
		if (!ch_space(tag.p[at - 1]) || i >= tag.len || tag.p[i] != '=')
			continue;
		i++;
		char quote = i < tag.len && (tag.p[i] == '"' || tag.p[i] == '\'') ? tag.p[i] : 0;
		i += quote != 0;
		size_t end = i;
		while (end < tag.len && (quote ? tag.p[end] != quote : !ch_space(tag.p[end])))
			end++;
		return str_sub(tag, i, end);
	}
	return STR_NONE;
}

static void read_meta(struct reader *r, struct str tag)
{
	struct str name = attribute(tag, "name"), value = plain_text(&r->scratch, attribute(tag, "content"));
	if (name.len == 0)
		name = attribute(tag, "property");
	if (str_eq_nocase(name, STR("author")))
		reader_add_author(r, 2, value);
	else if (str_eq_nocase(name, STR("description")))
		reader_set(r, &r->feed->description, &r->feed_ranks.description, 2, value);
	else if (str_eq_nocase(name, STR("article:published_time")) || str_eq_nocase(name, STR("date")))
		reader_set_date(r, &r->item->published, &r->item_ranks.published, 2, value);
	else if (str_eq_nocase(name, STR("article:modified_time")))
		reader_set_date(r, &r->item->updated, &r->item_ranks.updated, 2, value);
}

/* What a page says of itself: its language, address, author and date. The base for its relative
 * links is <base>, else the address it calls its own. */
static void read_head(struct reader *r, struct str head)
{
	struct str tag;
	for (ptrdiff_t at = -1; (at = str_find_char(head, '<', (size_t)(at + 1))) >= 0;) {
		ptrdiff_t end = str_find_char(head, '>', (size_t)at);
		if (end < 0)
			return;
		tag = str_sub(head, (size_t)at, (size_t)end);
		if (str_starts_nocase(tag, STR("<html ")))
			r->feed->language = reader_keep(r, attribute(tag, "lang"));
		else if (str_starts_nocase(tag, STR("<meta ")))
			read_meta(r, tag);
		else if (str_starts_nocase(tag, STR("<base ")))
			r->levels[0].base = reader_keep(r, attribute(tag, "href"));
		else if (str_starts_nocase(tag, STR("<link ")) &&
			 str_eq_nocase(attribute(tag, "rel"), STR("canonical")))
			reader_set(r, &r->item->url, &r->item_ranks.url, 2, attribute(tag, "href"));
		else if (str_starts_nocase(tag, STR("<body")) || str_starts_nocase(tag, STR("</head")))
			return;
		at = end;
	}
}

/* A doctype with nothing behind it makes no page. */
static bool is_page(struct str head)
{
	head = str_trim(head);
	if (str_starts_nocase(head, STR("<!doctype")) && str_find_char(head, '>', 0) == (ptrdiff_t)head.len - 1)
		return false;
	return str_find_nocase(head, STR("<!doctype"), 0) >= 0 ||
	       str_find_nocase(head, STR("<html"), 0) >= 0 || str_find_nocase(head, STR("<body"), 0) >= 0;
}

void html_page_read(struct reader *r)
{
	struct feed *f = r->feed;
	struct str head = text_head(r->text);
	struct feed_item *item = reader_begin_item(r, 1);
	struct str title = find_content(head, "<title", "</title");
	if (str_trim(title).len == 0)
		title = find_content(head, "<h1", "</h1");
	item->title = plain_text(r->arena, title);
	f->title = item->title;
	f->fragment = !is_page(head);
	if (!f->fragment)
		read_head(r, head);
	reader_begin_body(r, FEED_BODY_HTML, 3, 1);
	struct str chunk;
	while (text_read_raw(r->text, &chunk))
		reader_body_text(r, chunk);
	reader_end_body(r);
	reader_end_item(r);
}
