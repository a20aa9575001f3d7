/* cover_file.c - the cover in the book: the user's own picture, or the one that cover.c draws. */
#include "backend/epub/epub.h"

#include "image/image.h"
#include "output/xml.h"

#include <errno.h>
#include <stdio.h>

void epub_add_cover(struct writer *w, struct str bytes)
{
	struct buf item;
	buf_init(&item);
	struct packed p;
	packed_init(&p, NULL, bytes);
	epub_put_packed(w, RANK_IMAGE, w->cover_name, &p);
	packed_done(&p);
	buf_puts(&item, "<item id=\"cover-image\"");
	xml_put_attribute(&item, "href", w->cover_name);
	xml_put_attribute(&item, "media-type", w->cover_type);
	buf_puts(&item, " properties=\"cover-image\"/>\n");
	spool_put(&w->manifest, buf_str(&item));
	buf_done(&item);
}

enum { COVER_MAX = 32 << 20 };

/* The user's own picture: PNG or JPEG, by its first bytes. */
static void read_cover(struct writer *w, const char *path)
{
	struct buf bytes;
	buf_init(&bytes);
	FILE *f = fopen(path, "rb");
	if (f) {
		for (size_t n = 1; n && bytes.len < COVER_MAX;) {
			n = fread(buf_reserve(&bytes, 1 << 16), 1, 1 << 16, f);
			bytes.len += n;
		}
		fclose(f);
	} else {
		w->failure = strerror(errno);
	}
	struct image_info info = { 0 };
	const char *why = NULL;
	bool known = f && image_sniff(buf_str(&bytes), &info, &why);
	if (known && info.kind == IMAGE_PNG) {
		w->cover_name = STR("cover.png");
		w->cover_type = STR("image/png");
	} else if (known && info.kind == IMAGE_JPEG) {
		w->cover_name = STR("cover.jpg");
		w->cover_type = STR("image/jpeg");
	} else if (f) {
		w->failure = "--cover takes a PNG or JPEG picture, and this is none";
	}
	if (w->cover_name.len)
		epub_add_cover(w, buf_str(&bytes));
	buf_done(&bytes);
}

void epub_begin_cover(struct writer *w)
{
	const char *wish = settings_find(w->settings, "cover");
	if (wish && strcmp(wish, "none") == 0)
		return;
	if (wish) {
		read_cover(w, wish);
	} else {
		w->draws_cover = true;
		w->cover_name = STR("cover.png");
		w->cover_type = STR("image/png");
	}
	w->cover = w->cover_name.len > 0;
	w->cover_page = w->cover && !w->device->no_cover_page;
	if (w->cover_page)
		epub_put_cover_page(w);
}
