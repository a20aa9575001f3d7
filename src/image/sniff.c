/* sniff.c - headers of picture formats, read by position and never past the end, and whether what
 * must follow them is there. SVG, being text, has svg_size.c. One function a format; the table says
 * which one. */
#include "image/image.h"

#include <stdint.h>

#include "image/svg_size.h"

static uint32_t big16(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t big32(struct str s, size_t at)
{
	return big16(s, at) << 16 | big16(s, at + 2);
}

static uint32_t little16(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t little24(struct str s, size_t at)
{
	return little16(s, at) | (uint32_t)(unsigned char)s.p[at + 2] << 16;
}

static uint32_t little32(struct str s, size_t at)
{
	return little16(s, at) | little16(s, at + 2) << 16;
}

static bool has(struct str s, size_t at, size_t n)
{
	return at <= s.len && n <= s.len - at;
}

static bool set_size(struct image_info *info, uint32_t width, uint32_t height)
{
	if (width == 0 || height == 0 || width > INT32_MAX || height > INT32_MAX)
		return false;
	info->width = (int)width;
	info->height = (int)height;
	return true;
}

/* ---- PNG (W3C PNG, section 11.2.2) ---------------------------------------------------- */

static bool read_png(struct str s, struct image_info *info)
{
	if (!has(s, 0, 33) || !str_eq(str_sub(s, 12, 16), STR("IHDR")))
		return false;
	info->bit_depth = (unsigned char)s.p[24];
	int colour = (unsigned char)s.p[25];
	info->alpha = colour == 4 || colour == 6;
	info->as_it_is = s.p[28] == 0;
	bool pixels = false;
	for (size_t at = 33; has(s, at, 12);) {
		struct str type = str_sub(s, at + 4, at + 8);
		if (str_eq(type, STR("IEND")))
			return pixels && set_size(info, big32(s, 16), big32(s, 20));
		pixels |= str_eq(type, STR("IDAT"));
		info->alpha |= str_eq(type, STR("tRNS"));
		info->animated |= str_eq(type, STR("acTL"));
		at += 12 + (size_t)big32(s, at);
	}
	return false; /* cut off */
}

/* ---- JPEG (ITU T.81, annex B; EXIF 2.3, section 4.6) ---------------------------------- */

/* Tag 0x0112 of the first directory. */
static int exif_orientation(struct str s)
{
	if (!str_starts(s, STR("Exif\0\0")) || !has(s, 6, 8))
		return 1;
	s = str_sub(s, 6, s.len);
	bool little = s.p[0] == 'I';
	size_t at = little ? little32(s, 4) : big32(s, 4);
	if (!has(s, at, 2))
		return 1;
	size_t n = little ? little16(s, at) : big16(s, at);
	for (at += 2; n-- && has(s, at, 12); at += 12) {
		if ((little ? little16(s, at) : big16(s, at)) != 0x0112)
			continue;
		uint32_t value = little ? little16(s, at + 8) : big16(s, at + 8);
		return value >= 1 && value <= 8 ? (int)value : 1;
	}
	return 1;
}

static bool is_frame_header(unsigned marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool read_jpeg(struct str s, struct image_info *info)
{
	size_t at = 2;
	while (has(s, at, 4)) {
		if ((unsigned char)s.p[at] != 0xFF) {
			at++;
			continue;
		}
		unsigned marker = (unsigned char)s.p[at + 1];
		if (marker <= 1 || marker == 0xFF || (marker >= 0xD0 && marker <= 0xD8)) {
			at += marker == 0xFF ? 1 : 2;
			continue;
		}
		size_t len = big16(s, at + 2);
		if (marker == 0xDA) /* the pixels: a frame header must have come before */
			return info->width > 0;
		if (marker == 0xD9 || len < 2)
			return false;
		if (is_frame_header(marker)) {
			if (!has(s, at, 10) || !set_size(info, big16(s, at + 7), big16(s, at + 5)))
				return false;
			info->bit_depth = (unsigned char)s.p[at + 4];
			info->components = (unsigned char)s.p[at + 9];
		}
		if (marker == 0xE1 && has(s, at, 2 + len))
			info->orientation = exif_orientation(str_sub(s, at + 4, at + 2 + len));
		at += 2 + len;
	}
	return false;
}

/* ---- GIF (GIF89a, sections 18 to 24) -------------------------------------------------- */

static size_t skip_sub_blocks(struct str s, size_t at)
{
	while (has(s, at, 1) && s.p[at])
		at += 1 + (size_t)(unsigned char)s.p[at];
	return at + 1;
}

static size_t colour_table(char flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static bool read_gif(struct str s, struct image_info *info)
{
	if (!has(s, 0, 13))
		return false;
	int frames = 0;
	size_t at = 13 + colour_table(s.p[10]);
	while (has(s, at, 10) && frames < 2) {
		if (s.p[at] == '\x21') {
			info->alpha |= s.p[at + 1] == '\xF9' && (s.p[at + 3] & 1);
			at = skip_sub_blocks(s, at + 2);
		} else if (s.p[at] == '\x2C') {
			frames++;
			at = skip_sub_blocks(s, at + 10 + colour_table(s.p[at + 9]) + 1);
		} else {
			break;
		}
	}
	info->animated = frames > 1;
	return frames && set_size(info, little16(s, 6), little16(s, 8));
}

/* ---- WebP (RFC 9649) ------------------------------------------------------------------ */

static bool read_webp(struct str s, struct image_info *info)
{
	if (!has(s, 0, 30) || !has(s, 8, little32(s, 4)))
		return false; /* cut off */
	struct str type = str_sub(s, 12, 16);
	if (str_eq(type, STR("VP8X"))) {
		info->alpha = s.p[20] & 0x10;
		info->animated = s.p[20] & 0x02;
		return set_size(info, little24(s, 24) + 1, little24(s, 27) + 1);
	}
	if (str_eq(type, STR("VP8L"))) {
		uint32_t bits = little32(s, 21);
		info->lossless = true;
		info->alpha = bits >> 28 & 1;
		return s.p[20] == 0x2F && set_size(info, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
	}
	return str_eq(type, STR("VP8 ")) && str_eq(str_sub(s, 23, 26), STR("\x9D\x01\x2A")) &&
	       set_size(info, little16(s, 26) & 0x3FFF, little16(s, 28) & 0x3FFF);
}

/* ---- known by sight ------------------------------------------------------------------- */

static bool read_bmp(struct str s, struct image_info *info)
{
	if (!has(s, 0, 26) || little32(s, 14) < 40)
		return false;
	uint32_t height = little32(s, 22); /* negative: rows from the top */
	return set_size(info, little32(s, 18), height >> 31 ? 0u - height : height);
}

static bool read_nothing(struct str s, struct image_info *info)
{
	(void)s, (void)info;
	return true;
}

static const struct {
	enum image_kind kind;
	size_t at;
	struct str bytes;
	bool (*read)(struct str, struct image_info *);
} formats[] = {
	{ IMAGE_PNG, 0, STR_INIT("\x89PNG\r\n\x1A\n"), read_png },
	{ IMAGE_JPEG, 0, STR_INIT("\xFF\xD8\xFF"), read_jpeg },
	{ IMAGE_GIF, 0, STR_INIT("GIF87a"), read_gif },
	{ IMAGE_GIF, 0, STR_INIT("GIF89a"), read_gif },
	{ IMAGE_WEBP, 8, STR_INIT("WEBP"), read_webp },
	{ IMAGE_AVIF, 4, STR_INIT("ftypavif"), read_nothing },
	{ IMAGE_AVIF, 4, STR_INIT("ftypavis"), read_nothing },
	{ IMAGE_HEIC, 4, STR_INIT("ftyphei"), read_nothing },
	{ IMAGE_HEIC, 4, STR_INIT("ftypmif1"), read_nothing },
	{ IMAGE_JXL, 0, STR_INIT("\xFF\x0A"), read_nothing },
	{ IMAGE_JXL, 0, STR_INIT("\0\0\0\x0CJXL "), read_nothing },
	{ IMAGE_BMP, 0, STR_INIT("BM"), read_bmp },
	{ IMAGE_ICO, 0, STR_INIT("\0\0\1\0"), read_nothing },
	{ IMAGE_TIFF, 0, STR_INIT("II*\0"), read_nothing },
	{ IMAGE_TIFF, 0, STR_INIT("MM\0*"), read_nothing },
};

bool image_sniff(struct str s, struct image_info *info, const char **why)
{
	*info = (struct image_info){ .orientation = 1 };
	*why = s.len ? "not a picture" : "empty";
	bool good = false;
	for (size_t i = 0; i < sizeof formats / sizeof formats[0] && !info->kind; i++) {
		if (!str_starts(str_sub(s, formats[i].at, s.len), formats[i].bytes))
			continue;
		info->kind = formats[i].kind;
		good = formats[i].read(s, info);
	}
	if (!info->kind && svg_size(s, &info->width, &info->height)) {
		info->kind = IMAGE_SVG;
		info->alpha = good = true;
	}
	if (!info->kind)
		return false;
	info->lossless |= info->kind != IMAGE_JPEG && info->kind != IMAGE_WEBP;
	*why = "damaged or cut off";
	if (good && (info->width > IMAGE_LONGEST_SIDE || info->height > IMAGE_LONGEST_SIDE ||
		     (int64_t)info->width * info->height > IMAGE_MOST_PIXELS)) {
		*why = "more than 100 million pixels";
		return false;
	}
	if (info->kind == IMAGE_PNG)
		info->as_it_is &= !info->alpha;
	if (info->kind == IMAGE_JPEG)
		info->as_it_is = info->orientation == 1 && (info->components == 1 || info->components == 3);
	if (good)
		*why = NULL;
	return good;
}

static const struct {
	const char *media_type, *suffix;
	bool core;
} kinds[] = {
	[IMAGE_NONE] = { "application/octet-stream", "bin", false },
	[IMAGE_PNG] = { "image/png", "png", true },
	[IMAGE_JPEG] = { "image/jpeg", "jpg", true },
	[IMAGE_GIF] = { "image/gif", "gif", true },
	[IMAGE_WEBP] = { "image/webp", "webp", true },
	[IMAGE_SVG] = { "image/svg+xml", "svg", true },
	[IMAGE_AVIF] = { "image/avif", "avif", false },
	[IMAGE_HEIC] = { "image/heic", "heic", false },
	[IMAGE_JXL] = { "image/jxl", "jxl", false },
	[IMAGE_BMP] = { "image/bmp", "bmp", false },
	[IMAGE_ICO] = { "image/vnd.microsoft.icon", "ico", false },
	[IMAGE_TIFF] = { "image/tiff", "tif", false },
};

const char *image_media_type(enum image_kind kind)
{
	return kinds[kind].media_type;
}

const char *image_suffix(enum image_kind kind)
{
	return kinds[kind].suffix;
}

bool image_is_core(enum image_kind kind)
{
	return kinds[kind].core;
}
