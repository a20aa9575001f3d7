/* contents.c - nav (EPUB 3) and NCX (EPUB 2) grow line by line as text. Deeper levels of the nav
 * are hidden where it is shown as a page of the book: a reader's own contents show them all. */
#include "backend/epub/epub.h"

#include "output/xml.h"

/* Blocks up to 9 are for what stands before the nav's lines. */
void contents_init(struct contents *c, const struct device *device)
{
	*c = (struct contents){ .levels = device->levels, .sentences = device->sentences, .count = { .block = 9 } };
	spool_init_for(&c->nav, SPOOL_THRESHOLD);
	spool_init_for(&c->ncx, SPOOL_THRESHOLD);
}

void contents_done(struct contents *c)
{
	spool_done(&c->nav);
	spool_done(&c->ncx);
}

/* Closes the last line, and the lists below `depth`. */
static void climb(struct contents *c, int depth, struct buf *nav, struct buf *ncx)
{
	buf_puts(nav, "</li>\n");
	buf_puts(ncx, "</navPoint>\n");
	for (; c->depth > depth; c->depth--) {
		buf_puts(nav, "</ol></li>\n");
		buf_puts(ncx, "</navPoint>\n");
	}
}

void contents_add(struct contents *c, int depth, struct str label, struct str href)
{
	struct buf nav, ncx;
	if (c->levels && depth > c->levels)
		return;
	buf_init(&nav);
	buf_init(&ncx);
	if (depth > c->depth + 1)
		depth = c->depth + 1;
	if (depth > c->depth)
		buf_puts(&nav, depth == 1 ? "<ol>\n" : depth == 2 ? "\n<ol hidden=\"hidden\">\n" : "\n<ol>\n");
	else
		climb(c, depth, &nav, &ncx);
	c->depth = depth;
	if (depth > c->deepest)
		c->deepest = depth;
	buf_puts(&nav, "<li><a href=\"");
	xml_put_value(&nav, href);
	buf_puts(&nav, "\">");
	xml_put_text(&nav, label);
	buf_puts(&nav, "</a>");
	buf_puts(&ncx, "<navPoint id=\"n");
	buf_put_int(&ncx, ++c->order);
	buf_puts(&ncx, "\" playOrder=\"");
	buf_put_int(&ncx, c->order);
	buf_puts(&ncx, "\"><navLabel><text>");
	xml_put_text(&ncx, label);
	buf_puts(&ncx, "</text></navLabel><content src=\"");
	xml_put_value(&ncx, href);
	buf_puts(&ncx, "\"/>\n");
	if (c->sentences)
		kobo_mark(&nav, 0, &c->count);
	spool_put(&c->nav, buf_str(&nav));
	spool_put(&c->ncx, buf_str(&ncx));
	buf_done(&nav);
	buf_done(&ncx);
}

void contents_end(struct contents *c)
{
	struct buf nav, ncx;
	buf_init(&nav);
	buf_init(&ncx);
	if (c->depth) {
		climb(c, 1, &nav, &ncx);
		buf_puts(&nav, "</ol>\n");
	}
	c->depth = 0;
	spool_put(&c->nav, buf_str(&nav));
	spool_put(&c->ncx, buf_str(&ncx));
	buf_done(&nav);
	buf_done(&ncx);
}
