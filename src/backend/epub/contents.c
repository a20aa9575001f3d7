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
	buf_done(&c->nav_line);
	buf_done(&c->ncx_line);
	buf_done(&c->label);
	buf_done(&c->href);
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
	struct buf *nav = &c->nav_line, *ncx = &c->ncx_line;
	if (c->levels && depth > c->levels)
		return;
	buf_clear(nav);
	buf_clear(ncx);
	buf_clear(&c->label);
	buf_clear(&c->href);
	xml_put_text(&c->label, label);
	xml_put_value(&c->href, href);
	if (depth > c->depth + 1)
		depth = c->depth + 1;
	if (depth > c->depth)
		buf_puts(nav, depth == 1 ? "<ol>\n" : depth == 2 ? "\n<ol hidden=\"hidden\">\n" : "\n<ol>\n");
	else
		climb(c, depth, nav, ncx);
	c->depth = depth;
	if (depth > c->deepest)
		c->deepest = depth;
	buf_puts(nav, "<li><a href=\"");
	buf_put_str(nav, buf_str(&c->href));
	buf_puts(nav, "\">");
	buf_put_str(nav, buf_str(&c->label));
	buf_puts(nav, "</a>");
	buf_puts(ncx, "<navPoint id=\"n");
	buf_put_int(ncx, ++c->order);
	buf_puts(ncx, "\" playOrder=\"");
	buf_put_int(ncx, c->order);
	buf_puts(ncx, "\"><navLabel><text>");
	buf_put_str(ncx, buf_str(&c->label));
	buf_puts(ncx, "</text></navLabel><content src=\"");
	buf_put_str(ncx, buf_str(&c->href));
	buf_puts(ncx, "\"/>\n");
	if (c->sentences)
		kobo_mark(nav, 0, &c->count);
	spool_put(&c->nav, buf_str(nav));
	spool_put(&c->ncx, buf_str(ncx));
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
