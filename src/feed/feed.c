/* feed.c - the door: finds out what the bytes are, has them read, and tells what had to be mended.
 * The layers below, from the bottom: decode (bytes to UTF-8), text (made well), xml (events),
 * reader (items), and one table of rules per vocabulary. */
#include "feed/feed.h"

#include <errno.h>
#include <stdlib.h>

#include "feed/detect.h"
#include "feed/html.h"
#include "feed/jsonfeed.h"
#include "feed/reader.h"

const struct feed_format_row feed_formats[] = {
	{ FEED_AUTO, "auto", "what the content says" },
	{ FEED_RSS, "rss", "RSS 0.9 to 2.0, RSS 1.0, WordPress exports" },
	{ FEED_ATOM, "atom", "Atom 1.0 and 0.3" },
	{ FEED_JSON, "json", "JSON Feed 1.0 and 1.1" },
	{ FEED_HTML, "html", "one HTML page or fragment as one article" },
};
const size_t n_feed_formats = sizeof feed_formats / sizeof feed_formats[0];

/* ---- what had to be mended ------------------------------------------------------------ */

static const struct feed_item *find_item(const struct feed *f, int item)
{
	size_t low = 0, high = f->n_items;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (f->items[middle].item < item)
			low = middle + 1;
		else
			high = middle;
	}
	return low < f->n_items && f->items[low].item == item ? &f->items[low] : NULL;
}

/* "item 12 "Title": …, near "&foo" (and 3 more)" */
static void tell(struct diag_log *log, const struct feed *f, enum diag_id id, int line, int item,
		 const char *what, const char *found, size_t count)
{
	struct buf b;
	buf_init(&b);
	const struct feed_item *in = find_item(f, item);
	if (item > 0) {
		buf_puts(&b, "item ");
		buf_put_int(&b, item);
		if (in && in->title.len)
			buf_printf(&b, " \"%.*s\"", STR_ARG(in->title));
		buf_puts(&b, ": ");
	}
	buf_puts(&b, what);
	if (found && *found)
		buf_printf(&b, ", at \"%s\"", found);
	if (count > 1)
		buf_printf(&b, " (and %zu more)", count - 1);
	diag_add(log, id, line, "%s", buf_cstr(&b));
	buf_done(&b);
}

static void tell_repairs(struct diag_log *log, const struct feed *f, const struct text *t)
{
	const struct decoder *d = t->decoder;
	if (d->charset_unknown)
		diag_add(log, DIAG_ENCODING, 1, "unknown character set \"%s\": read as UTF-8", d->charset);
	if (d->bad)
		tell(log, f, DIAG_ENCODING, t->bad_line, 0,
		     d->mode == DECODE_UTF8 ? "a byte that is no UTF-8 was read as windows-1252" :
					      "a malformed character was replaced",
		     NULL, d->bad);
	for (enum repair i = 0; i < REPAIR_COUNT; i++) {
		const struct repair_note *n = &t->notes[i];
		if (n->count)
			tell(log, f,
			     i == REPAIR_DEPTH || i == REPAIR_ATTRIBUTES ? DIAG_LIMIT : DIAG_XML_REPAIRED,
			     n->line, n->item, repair_text(i), n->found, n->count);
	}
	if (f->cut_off)
		diag_add(log, DIAG_XML_TRUNCATED, t->line,
			 "the feed ends in the middle; %zu item%s came through", f->n_items,
			 f->n_items == 1 ? "" : "s");
}

static void tell_trouble(struct diag_log *log, const struct reader *r)
{
	const struct feed *f = r->feed;
	const struct trouble *t = &r->bad_date;
	if (t->count)
		tell(log, f, DIAG_BAD_DATE, t->line, t->item, "a date that cannot be read", t->found, t->count);
	t = &r->long_field;
	if (t->count)
		tell(log, f, DIAG_LIMIT, t->line, t->item, "a text field was cut after 64 KiB", NULL, t->count);
	t = &r->long_body;
	if (t->count)
		tell(log, f, DIAG_LIMIT, t->line, t->item, "a body was cut after 32 MiB", NULL, t->count);
	if (r->dropped)
		diag_add(log, DIAG_DROPPED, 0,
			 "left out %zu entr%s of the export that are no articles (pictures, menus, drafts)",
			 r->dropped, r->dropped == 1 ? "y" : "ies");
}

/* ---- reading -------------------------------------------------------------------------- */

static void read_as(struct reader *r, const struct detected *d)
{
	r->feed->format = d->format;
	switch (d->format) {
	case FEED_RSS:
	case FEED_ATOM:
		if (d->root)
			text_skip(r->text, d->root, d->junk);
		reader_read_xml(r);
		break;
	case FEED_HTML:
		html_page_read(r);
		break;
	case FEED_JSON:
		json_feed_read(r);
		break;
	case FEED_AUTO:
		break;
	}
}

void feed_done(struct feed *feed)
{
	free(feed->items);
	feed->items = NULL;
	feed->cap_items = 0;
}

enum feed_status feed_read(int fd, enum feed_format format, struct str base_url, struct spool *spool,
			   struct arena *arena, struct diag_log *log, struct feed *feed, const char **what)
{
	struct decoder decoder;
	struct text text;
	struct reader reader;
	*feed = (struct feed){ 0 };
	*what = NULL;
	decoder_open(&decoder, fd, format == FEED_HTML);
	text_open(&text, &decoder);
	struct str raw = decoder_head(&decoder);
	/* the text's window takes bytes out of the decoder's: what the magic is must be known first */
	char magic[32] = { 0 };
	size_t n_magic = raw.len < sizeof magic ? raw.len : sizeof magic;
	if (n_magic)
		memcpy(magic, raw.p, n_magic);
	struct detected d = detect((struct str){ magic, n_magic }, text_head(&text));
	if (format == FEED_HTML) /* an empty page is an empty fragment */
		d = (struct detected){ .format = FEED_HTML };
	enum feed_status status = FEED_OK;
	if (d.format == FEED_AUTO || (format != FEED_AUTO && format != d.format)) {
		*what = d.what;
		status = FEED_NOT_A_FEED;
	} else {
		reader_init(&reader, feed, spool, arena, &text);
		read_as(&reader, &d);
		feed->cut_off |= text.cut_off || decoder.truncated;
		reader_finish(&reader, base_url);
		tell_repairs(log, feed, &text);
		tell_trouble(log, &reader);
		reader_done(&reader);
	}
	int error = decoder.error ? decoder.error : spool->error;
	text_close(&text);
	decoder_close(&decoder);
	if (error) {
		errno = error;
		return FEED_UNREADABLE;
	}
	return status;
}
