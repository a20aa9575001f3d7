/* cover_file.c - the cover in the book: the user's own picture, or the one that cover.c draws. */
#include "backend/epub/epub.h"

#include "image/client.h"
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

/* ---- the user's own ------------------------------------------------------------------------------ */

/* A file may be as large as this [byte]; a cover made anew has no more pixels than Apple's shop takes in
 * a book, and a drawing is drawn as wide as our own cover [px]. */
enum { COVER_MAX = 32 << 20, MOST_PIXELS = 4 * 1000 * 1000, WIDTH = 1600 };

/* False with w->failure set. */
static bool read_file(struct writer *w, const char *path, struct buf *bytes)
{
	FILE *f = fopen(path, "rb");
	size_t n = 1;
	while (f && n && bytes->len <= COVER_MAX) {
		n = fread(buf_reserve(bytes, 1 << 16), 1, 1 << 16, f);
		bytes->len += n;
	}
	if (!f || ferror(f))
		w->failure = strerror(errno);
	else if (bytes->len > COVER_MAX)
		w->failure = "--cover takes a file of at most 32 MB";
	if (f)
		fclose(f);
	return !w->failure;
}

/* Every reader shows upright PNG and JPEG in the colours of screens. */
static bool may_stay(const struct image_info *info)
{
	return info->kind == IMAGE_PNG || (info->kind == IMAGE_JPEG && info->components != 4 && info->orientation == 1);
}

/* What has lost something already, or would show the page's colour through, becomes a JPEG on white; all
 * else a PNG. False with *why. */
static bool remake(struct image_client *client, struct buf *bytes, struct image_info *info, const char **why)
{
	struct image_wish wish = { .form = info->lossless ? IMAGE_AS_PNG : IMAGE_AS_JPEG, .most_pixels = MOST_PIXELS,
		.width = WIDTH };
	struct image_result result;
	struct buf made;
	buf_init(&made);
	bool well = image_convert(client, buf_str(bytes), &wish, &result, &made, why);
	if (well && result.alpha && wish.form == IMAGE_AS_PNG) {
		wish.form = IMAGE_AS_JPEG;
		buf_clear(&made);
		well = image_convert(client, buf_str(bytes), &wish, &result, &made, why);
	}
	if (well && result.damaged)
		*why = "it is damaged inside";
	info->kind = wish.form == IMAGE_AS_PNG ? IMAGE_PNG : IMAGE_JPEG;
	buf_clear(bytes);
	buf_put_str(bytes, buf_str(&made));
	buf_done(&made);
	return well && !result.damaged;
}

/* Decodes a picture that stays as it is, small: what is broken behind a sound header would be no cover. */
static bool is_whole(struct image_client *client, const struct buf *bytes, const char **why)
{
	struct image_wish wish = { .form = IMAGE_AS_PIXELS, .most_pixels = 64 * 64 };
	struct image_result result = { .damaged = false };
	struct buf pixels;
	buf_init(&pixels);
	bool well = image_convert(client, buf_str(bytes), &wish, &result, &pixels, why);
	buf_done(&pixels);
	if (!well)
		return !image_client_present(client);
	*why = "it is damaged inside";
	return !result.damaged;
}

/* The user's own picture as PNG or JPEG, whatever its name says. */
static void read_cover(struct writer *w, const char *path)
{
	struct buf bytes;
	struct image_info info = { .kind = IMAGE_NONE };
	const char *why = NULL;
	buf_init(&bytes);
	if (!read_file(w, path, &bytes)) {
		buf_done(&bytes);
		return;
	}
	bool known = image_sniff(buf_str(&bytes), &info, &why);
	if (info.kind == IMAGE_NONE || info.kind > IMAGE_SVG) {
		w->failure = "--cover takes a PNG, JPEG, WebP, GIF or SVG picture, and this is none";
	} else {
		struct image_client *client = image_client_open();
		known = known && (may_stay(&info) ? is_whole(client, &bytes, &why) : remake(client, &bytes, &info, &why));
		if (!known)
			w->failure = arena_printf(&w->arena, "--cover: %s", why).p;
		image_client_close(client);
	}
	if (!w->failure) {
		w->cover_name = info.kind == IMAGE_PNG ? STR("cover.png") : STR("cover.jpg");
		w->cover_type = info.kind == IMAGE_PNG ? STR("image/png") : STR("image/jpeg");
		epub_add_cover(w, buf_str(&bytes));
	}
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
