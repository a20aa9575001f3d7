/* image_test.c - sizes of every format from handmade headers, and damage at every byte. */
#include "image/image.h"

#include "image/svg_size.h"

#include "check.h"

#define IDAT_IEND "\0\0\0\0IDAT\0\0\0\0\0\0\0\0IEND\0\0\0\0"

static const struct {
	struct str bytes;
	enum image_kind kind;
	int width, height;
} good[] = {
	{ STR_INIT("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x02\0\0\x01\0\x08\6\0\0\0\0\0\0\0" IDAT_IEND), IMAGE_PNG, 2, 256 },
	{ STR_INIT("\xFF\xD8\xFF\xE0\0\4ab\xFF\xFF\xC2\0\x08\x08\0\x10\1\0\3\xFF\xDA\0\0"), IMAGE_JPEG, 256, 16 },
	{ STR_INIT("GIF87a\5\0\0\1\0\0\0,\0\0\0\0\2\0\3\0\0\2\0;"), IMAGE_GIF, 5, 256 },
	{ STR_INIT("RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\x12\0\0\0\1\0\0\2\1\0"), IMAGE_WEBP, 2, 259 },
	{ STR_INIT("RIFF\x16\0\0\0WEBPVP8L\x0A\0\0\0\x2F\1\x80\0\x10\0\0\0\0\0"), IMAGE_WEBP, 2, 3 },
	{ STR_INIT("RIFF\x16\0\0\0WEBPVP8 \x0A\0\0\0\0\0\0\x9D\1\x2A\5\x40\6\0"), IMAGE_WEBP, 5, 6 },
	{ STR_INIT("BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\7\0\0\0\xF8\xFF\xFF\xFF"), IMAGE_BMP, 7, 8 },
	{ STR_INIT("\0\0\0\x1C" "ftypavif\0\0\0\0"), IMAGE_AVIF, 0, 0 },
	{ STR_INIT("<svg width='10' height='20'/>"), IMAGE_SVG, 10, 20 },
};

static const struct {
	const char *text;
	int width, height;
} svgs[] = {
	{ "<svg/>", 0, 0 },
	{ "\xEF\xBB\xBF <?xml version='1.0'?>\n<!-- <svg width='9'> --><!DOCTYPE svg [<!ENTITY a \"<>\">]>"
	  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 40'>", 30, 40 },
	{ "<svg:svg width=\"1in\" height = '2.54cm' >", 96, 96 },
	{ "<svg width='100%' height='50%' viewBox='0,0,4,2'>", 4, 2 },
	{ "<svg width='8' viewBox='0 0 4 2'>", 8, 4 },
	{ "<svg height='8pt' viewBox='0 0 3 4'>", 8, 11 },
	{ "<svg stroke-width='7' width='-5' height='0.2'>", 0, 1 },
	{ "<svg width='99999999999999' height='1e9'>", 65535, 0 },
};

static const struct {
	const char *text;
	bool still;
} stills[] = {
	{ "<svg><rect fill='url(#g)' font='bold'/><use xlink:href=\"#a\"/><text>only on = x</text></svg>", true },
	{ "<svg><image href='data:image/png;base64,AA'/></svg>", true },
	{ "<svg onload='x()'>", false },
	{ "<svg width='1'ONCLICK = \"x\">", false },
	{ "<svg><SCRIPT>x</SCRIPT></svg>", false },
	{ "<svg><image href='http://example.org/a.png'/></svg>", false },
	{ "<svg><image xlink:href=\"file:///etc/passwd\"/></svg>", false },
	{ "<svg><image href='data:image/svg+xml,x'/></svg>", false },
	{ "<svg><style>@import 'x'</style></svg>", false },
	{ "<svg><style>a{fill:url( 'x.png')}</style></svg>", false },
	{ "<svg><foreignObject/></svg>", false },
	{ "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", false },
	{ "<svg><animateMotion/></svg>", false },
};

static void check_bad(struct str bytes, enum image_kind kind, const char *reason)
{
	struct image_info info;
	const char *why;
	CHECK(!image_sniff(bytes, &info, &why) && info.kind == kind && strcmp(why, reason) == 0);
}

static void check_details(void)
{
	struct image_info info;
	const char *why;
	/* EXIF in both byte orders: the picture lies on its side */
	CHECK(image_sniff(STR("\xFF\xD8\xFF\xE1\0\x22" "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"
			      "\xFF\xC0\0\x08\x08\0\x10\0\x20\3\xFF\xDA\0\0"),
			  &info, &why));
	CHECK(info.orientation == 6 && info.width == 32 && info.components == 3);
	CHECK(image_sniff(STR("\xFF\xD8\xFF\xE1\0\x22" "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\3\0\0\0\0\0\0"
			      "\xFF\xC0\0\x08\x08\0\x10\0\x20\4\xFF\xDA\0\0"),
			  &info, &why));
	CHECK(info.orientation == 3 && info.components == 4);
	/* two frames make an animation */
	CHECK(image_sniff(STR("GIF89a\2\0\3\0\0\0\0!\xF9\4\1\0\0\0\0,\0\0\0\0\2\0\3\0\0\2\2\x44\1\0"
			      ",\0\0\0\0\2\0\3\0\0\2\2\x44\1\0;"),
			  &info, &why));
	CHECK(info.animated && info.alpha);
}

int main(void)
{
	struct image_info info;
	const char *why;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		CHECK(image_sniff(good[i].bytes, &info, &why) && why == NULL);
		CHECK(info.kind == good[i].kind && info.width == good[i].width && info.height == good[i].height);
		for (size_t n = 0; n < good[i].bytes.len; n++) { /* cut anywhere: an answer, never a crash */
			bool fine = image_sniff(str_sub(good[i].bytes, 0, n), &info, &why);
			CHECK(fine == (why == NULL));
		}
	}
	for (size_t i = 0; i < sizeof svgs / sizeof svgs[0]; i++) {
		int width = -1, height = -1;
		CHECK(svg_size(str_from_c(svgs[i].text), &width, &height));
		CHECK(width == svgs[i].width && height == svgs[i].height);
	}
	for (size_t i = 0; i < sizeof stills / sizeof stills[0]; i++)
		if (svg_is_still(str_from_c(stills[i].text)) != stills[i].still) {
			fprintf(stderr, "svg_is_still: %s\n", stills[i].text);
			return 1;
		}
	check_bad(STR(""), IMAGE_NONE, "empty");
	check_bad(STR("<html><svg/>"), IMAGE_NONE, "not a picture");
	check_bad(STR("<svgx/>"), IMAGE_NONE, "not a picture");
	check_bad(STR("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\0\0\0\1\0\x08\6\0\0\0\0\0\0\0"), IMAGE_PNG,
		  "damaged or cut off");
	check_bad(STR("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\xFF\xFF\0\0\xFF\xFF\x08\6\0\0\0\0\0\0\0" IDAT_IEND), IMAGE_PNG,
		  "more than 100 million pixels");
	check_details();
	CHECK(image_is_core(IMAGE_SVG) && !image_is_core(IMAGE_AVIF) && !image_is_core(IMAGE_NONE));
	CHECK(strcmp(image_media_type(IMAGE_JPEG), "image/jpeg") == 0 && strcmp(image_suffix(IMAGE_JPEG), "jpg") == 0);
	return 0;
}
