/* feed_dump.c - what feed_read makes of files, one JSON object a line: for tests/conformance/
 * feed_suites.py, which compares it with what other readers' authors expect. No test by itself. */
#include "feed/feed.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void put_string(struct buf *b, struct str s)
{
	buf_putc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", c);
		else if (c < ' ')
			buf_printf(b, "\\u%04x", c);
		else
			buf_putc(b, (char)c);
	}
	buf_putc(b, '"');
}

static void put_member(struct buf *b, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	buf_printf(b, "\"%s\":", name);
	put_string(b, value);
	buf_putc(b, ',');
}

static void put_date(struct buf *b, const char *name, struct date d)
{
	if (d.known)
		buf_printf(b, "\"%s\":%lld,", name, (long long)d.seconds);
}

static void put_list(struct buf *b, const char *name, const struct feed_strings *list)
{
	buf_printf(b, "\"%s\":[", name);
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_putc(b, ',');
		put_string(b, list->items[i]);
	}
	buf_puts(b, "],");
}

static void put_item(struct buf *b, const struct feed_item *item, const struct spool *spool)
{
	struct arena a;
	struct str body;
	arena_init(&a);
	buf_printf(b, "{\"item\":%d,\"line\":%d,\"kind\":%d,\"from_description\":%s,", item->item, item->line,
		   (int)item->body, item->from_description ? "true" : "false");
	put_member(b, "title", item->title);
	put_member(b, "url", item->url);
	put_member(b, "guid", item->guid);
	put_member(b, "base", item->base);
	put_member(b, "language", item->language);
	put_member(b, "summary", item->summary);
	put_date(b, "published", item->published);
	put_date(b, "updated", item->updated);
	put_list(b, "authors", &item->authors);
	put_list(b, "categories", &item->categories);
	if (spool_get(spool, item->body_at, item->body_len, &a, &body))
		put_member(b, "body", body);
	buf_puts(b, "\"enclosures\":[");
	for (size_t i = 0; i < item->n_enclosures; i++) {
		if (i)
			buf_putc(b, ',');
		put_string(b, item->enclosures[i].url);
	}
	buf_puts(b, "]}");
	arena_done(&a);
}

static void put_feed(struct buf *b, const struct feed *f, const struct spool *spool)
{
	put_member(b, "title", f->title);
	put_member(b, "subtitle", f->subtitle);
	put_member(b, "description", f->description);
	put_member(b, "url", f->url);
	put_member(b, "feed_url", f->feed_url);
	put_member(b, "id", f->id);
	put_member(b, "language", f->language);
	put_member(b, "rights", f->rights);
	put_member(b, "generator", f->generator);
	put_member(b, "image", f->image_url);
	put_date(b, "updated", f->updated);
	put_list(b, "authors", &f->authors);
	put_list(b, "categories", &f->categories);
	buf_printf(b, "\"cut_off\":%s,\"items\":[", f->cut_off ? "true" : "false");
	for (size_t i = 0; i < f->n_items; i++) {
		if (i)
			buf_putc(b, ',');
		put_item(b, &f->items[i], spool);
	}
	buf_puts(b, "]}\n");
}

static void dump(const char *path)
{
	static const char *const statuses[] = { "ok", "not a feed", "unreadable" };
	struct spool spool;
	struct arena arena;
	struct diag_log log;
	struct feed feed;
	struct buf b;
	const char *what;
	spool_init(&spool);
	arena_init(&arena);
	diag_log_init(&log);
	buf_init(&b);
	int fd = open(path, O_RDONLY);
	enum feed_status status =
		feed_read(fd, FEED_AUTO, STR_NONE, &spool, &arena, &log, &feed, &what);
	close(fd);
	buf_puts(&b, "{");
	put_member(&b, "file", str_from_c(path));
	put_member(&b, "status", str_from_c(statuses[status]));
	put_member(&b, "what", str_from_c(what));
	buf_puts(&b, "\"messages\":[");
	for (size_t i = 0; i < log.n; i++) {
		if (i)
			buf_putc(&b, ',');
		buf_printf(&b, "[\"%s\",%d,", diag_code(log.messages[i].id), log.messages[i].line);
		put_string(&b, str_from_c(log.messages[i].text));
		buf_puts(&b, "]");
	}
	buf_puts(&b, "],");
	put_feed(&b, &feed, &spool);
	fwrite(b.p, 1, b.len, stdout);
	buf_done(&b);
	feed_done(&feed);
	diag_log_done(&log);
	arena_done(&arena);
	spool_done(&spool);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		dump(argv[i]);
	return 0;
}
