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

/* <html lang="…"> */
static struct str find_language(struct str head)
{
	ptrdiff_t at = str_find_nocase(head, STR("<html"), 0);
	ptrdiff_t end = at < 0 ? -1 : str_find_char(head, '>', (size_t)at);
	if (end < 0)
		return STR_NONE;
	struct str tag = str_sub(head, (size_t)at, (size_t)end);
	ptrdiff_t lang = str_find_nocase(tag, STR(" lang="), 0);
	if (lang < 0)
		return STR_NONE;
	size_t i = (size_t)lang + 6;
	while (i < tag.len && (tag.p[i] == '"' || tag.p[i] == '\''))
		i++;
	size_t stop = i;
	while (stop < tag.len && (ch_alnum(tag.p[stop]) || tag.p[stop] == '-'))
		stop++;
	return str_sub(tag, i, stop);
}

static bool is_page(struct str head)
{
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
	f->language = reader_keep(r, find_language(head));
	f->fragment = !is_page(head);
	reader_begin_body(r, FEED_BODY_HTML, 3, 1);
	struct str chunk;
	while (text_read_raw(r->text, &chunk))
		reader_body_text(r, chunk);
	reader_end_body(r);
	reader_end_item(r);
}
