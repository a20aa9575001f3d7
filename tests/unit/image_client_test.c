/* image_client_test.c - pictures through libexec/image: every format in, every form out, and what
 * is broken refused in words while the next one still works. */
#include "image/client.h"

#include <stdlib.h>

#include "image/form.h"
#include "image/image.h"

#include "check.h"

/* Left half red, right half transparent. */
static const struct str svg = STR_INIT("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
				       "<rect width='20' height='20' fill='#f00'/></svg>");
/* 2 × 1: red, transparent */
static const struct str gif = STR_INIT("GIF89a\2\0\1\0\x80\0\0\xFF\0\0\0\0\xFF!\xF9\4\1\0\0\1\0,\0\0\0\0\2\0\1\0\0"
				       "\2\2\x44\x0A\0;");
/* 3 × 2, red, lossless */
static const struct str webp = STR_INIT("RIFF\x1C\0\0\0WEBPVP8L\x0F\0\0\0\x2F\2\x40\0\0\7\x10\xFD\x8F\xFE\7\x22\xA2\xFF\1\0");

static bool convert(struct image_client *c, struct str bytes, struct image_wish wish, struct image_result *r,
		    struct buf *out, const char **why)
{
	buf_clear(out);
	return image_convert(c, bytes, &wish, r, out, why);
}

static bool near(int a, int b)
{
	return a - b <= 3 && b - a <= 3;
}

static int byte(const struct buf *b, size_t at)
{
	return (unsigned char)b->p[at];
}

static void check_svg(struct image_client *c, struct buf *out)
{
	struct image_result r;
	const char *why;
	CHECK(convert(c, svg, (struct image_wish){ .form = IMAGE_AS_PIXELS }, &r, out, &why) && !why);
	CHECK(r.width == 40 && r.height == 20 && r.alpha && out->len == 40 * 20 * 4);
	CHECK(byte(out, 0) == 255 && byte(out, 1) == 0 && byte(out, 2) == 0);
	CHECK(byte(out, 40 * 20 * 3) == 255 && byte(out, 40 * 20 * 3 + 39) == 0);
	CHECK(convert(c, svg, (struct image_wish){ .form = IMAGE_AS_PIXELS, .width = 200 }, &r, out, &why));
	CHECK(r.width == 200 && r.height == 100);
	CHECK(convert(c, svg, (struct image_wish){ .form = IMAGE_AS_PIXELS, .width = 200, .most_pixels = 200 }, &r,
		      out, &why));
	CHECK(r.width == 20 && r.height == 10);
}

/* SVG to PNG to pixels: nothing is lost; to JPEG: on white. */
static void check_forms(struct image_client *c, struct buf *out)
{
	struct image_result r;
	const char *why;
	struct buf second;
	struct image_info info;
	buf_init(&second);
	CHECK(convert(c, svg, (struct image_wish){ .form = IMAGE_AS_PNG }, &r, out, &why));
	CHECK(image_sniff(buf_str(out), &info, &why) && info.kind == IMAGE_PNG && info.alpha && info.width == 40);
	CHECK(convert(c, buf_str(out), (struct image_wish){ .form = IMAGE_AS_PIXELS }, &r, &second, &why));
	CHECK(r.alpha && byte(&second, 0) == 255 && byte(&second, 40 * 20 * 3 + 39) == 0);
	CHECK(convert(c, svg, (struct image_wish){ .form = IMAGE_AS_JPEG }, &r, out, &why));
	CHECK(image_sniff(buf_str(out), &info, &why) && info.kind == IMAGE_JPEG && info.components == 3);
	CHECK(convert(c, buf_str(out), (struct image_wish){ .form = IMAGE_AS_PIXELS }, &r, &second, &why));
	CHECK(!r.alpha && second.len == 40 * 20 * 3);
	CHECK(near(byte(&second, 0), 255) && near(byte(&second, 1), 0) && near(byte(&second, 39 * 3 + 1), 255));
	/* on its side: EXIF says turn right, so red comes to the top */
	struct buf turned;
	buf_init(&turned);
	buf_put_str(&turned, str_sub(buf_str(out), 0, 2));
	buf_put_str(&turned, STR("\xFF\xE1\0\x22" "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"));
	buf_put_str(&turned, str_sub(buf_str(out), 2, out->len));
	CHECK(convert(c, buf_str(&turned), (struct image_wish){ .form = IMAGE_AS_PIXELS }, &r, &second, &why));
	CHECK(r.width == 20 && r.height == 40 && near(byte(&second, 1), 0) && near(byte(&second, second.len - 1), 255));
	buf_done(&turned);
	buf_done(&second);
}

/* SVG to PDF: a stream that fills a rectangle, and nothing to follow; other pictures are none. */
static void check_drawing(struct image_client *c, struct buf *out)
{
	struct image_result r;
	const char *why;
	struct form_object form;
	size_t at = 0;
	CHECK(convert(c, svg, (struct image_wish){ .form = IMAGE_AS_FORM }, &r, out, &why));
	CHECK(r.width == 40 && r.height == 20 && form_next(buf_str(out), &at, &form) && form.is_stream);
	CHECK(str_find(form.text, STR("/BBox[0 0 40 20]/Matrix[0.025000000 0 0 0.050000000 0 0]"), 0) > 0);
	CHECK(str_find(form.text, STR("/Length"), 0) < 0 && form.data.len > 0);
	CHECK(!convert(c, gif, (struct image_wish){ .form = IMAGE_AS_FORM }, &r, out, &why));
	CHECK(!convert(c, STR("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"), (struct image_wish){ .form = IMAGE_AS_FORM }, &r, out, &why));
}

static void check_webp(struct image_client *c, struct buf *out)
{
	struct image_result r;
	const char *why;
	CHECK(convert(c, webp, (struct image_wish){ .form = IMAGE_AS_PIXELS }, &r, out, &why));
	CHECK(r.width == 3 && r.height == 2 && !r.alpha && out->len == 18 && byte(out, 15) == 255 && byte(out, 16) == 0);
}

static void check_gif(struct image_client *c, struct buf *out)
{
	struct image_result r;
	const char *why;
	CHECK(convert(c, gif, (struct image_wish){ .form = IMAGE_AS_PIXELS }, &r, out, &why));
	CHECK(r.width == 2 && r.height == 1 && r.alpha && byte(out, 0) == 255 && byte(out, 2) == 0);
	CHECK(byte(out, 6) == 255 && byte(out, 7) == 0);
	CHECK(convert(c, svg, (struct image_wish){ .form = IMAGE_AS_PIXELS, .most_pixels = 8 }, &r, out, &why));
	CHECK(r.width * r.height <= 8);
}

static void check_refusals(struct image_client *c, struct buf *out)
{
	struct image_result r;
	const char *why;
	struct buf png;
	buf_init(&png);
	CHECK(convert(c, svg, (struct image_wish){ .form = IMAGE_AS_PNG }, &r, &png, &why));
	for (size_t n = 0; n + 13 < png.len; n += 7) { /* cut anywhere before its end */
		CHECK(!convert(c, str_sub(buf_str(&png), 0, n), (struct image_wish){ .form = IMAGE_AS_PIXELS }, &r,
			       out, &why));
		CHECK(why && *why && out->len == 0);
	}
	CHECK(!convert(c, STR("hello"), (struct image_wish){ .form = IMAGE_AS_PNG }, &r, out, &why));
	CHECK(strcmp(why, "not a picture") == 0);
	CHECK(!convert(c, STR("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"),
		       (struct image_wish){ .form = IMAGE_AS_PNG }, &r, out, &why));
	CHECK(!convert(c, STR("\0\0\0\x1C" "ftypavif\0\0\0\0"), (struct image_wish){ .form = IMAGE_AS_PNG }, &r, out,
		       &why));
	CHECK(strcmp(why, "in a format that is not decoded") == 0);
	/* no file is read on an SVG's behalf: what it names stays invisible */
	CHECK(convert(c, STR("<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'>"
			     "<image href='file:///usr/share/pixmaps/debian-logo.png' width='4' height='4'/></svg>"),
		      (struct image_wish){ .form = IMAGE_AS_PIXELS }, &r, out, &why));
	for (size_t i = 48; i < 64; i++)
		CHECK(byte(out, i) == 0);
	CHECK(convert(c, svg, (struct image_wish){ .form = IMAGE_AS_PNG }, &r, out, &why));
	buf_done(&png);
}

int main(void)
{
	struct buf out;
	struct image_result r;
	const char *why;
	buf_init(&out);
	struct image_client *c = image_client_open();
	check_svg(c, &out);
	check_forms(c, &out);
	check_gif(c, &out);
	check_webp(c, &out);
	check_drawing(c, &out);
	check_refusals(c, &out);
	image_client_close(c);
	/* a helper that is not there */
	setenv("DESIGNCONV_LIBEXEC", "/nonexistent", 1);
	c = image_client_open();
	CHECK(!convert(c, svg, (struct image_wish){ .form = IMAGE_AS_PNG }, &r, &out, &why));
	CHECK(strstr(why, "not installed"));
	image_client_close(c);
	image_client_close(image_client_open()); /* never used, never started */
	buf_done(&out);
	return 0;
}
