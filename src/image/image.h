/* image.h - what a picture is and how large, from its first bytes; nothing is decoded here. */
#ifndef IMAGE_IMAGE_H
#define IMAGE_IMAGE_H

#include "base/str.h"

enum image_kind {
	IMAGE_NONE,
	IMAGE_PNG,
	IMAGE_JPEG,
	IMAGE_GIF,
	IMAGE_WEBP,
	IMAGE_SVG,
	/* known by sight, but shown by few readers and written into no output as they are */
	IMAGE_AVIF,
	IMAGE_HEIC,
	IMAGE_JXL,
	IMAGE_BMP,
	IMAGE_ICO,
	IMAGE_TIFF,
};

struct image_info {
	enum image_kind kind;
	int width, height; /* [px], as stored; 0: an SVG that does not say */
	int orientation;   /* EXIF 1 to 8; 1: upright */
	int components;    /* JPEG: 1 grey, 3 colour, 4 CMYK; else 0 */
	int bit_depth;     /* PNG, JPEG; else 0 */
	bool alpha;        /* may have transparent parts */
	bool lossless;     /* every pixel is as it was drawn: not JPEG, not lossy WebP */
	bool animated;
	bool as_it_is;       /* PDF can hold it undecoded: a PNG without transparency and interlacing, a JPEG
			      * that is upright and of one or three components */
};

/* More pixels than this are refused: a hostile header must not cost memory anywhere. */
enum { IMAGE_MOST_PIXELS = 100 * 1000 * 1000, IMAGE_LONGEST_SIDE = 65535 };

/* False with *why (a static string) when the bytes are no picture, its header is damaged, or it
 * is too large; info->kind tells what it meant to be even then. */
bool image_sniff(struct str bytes, struct image_info *info, const char **why);
const char *image_media_type(enum image_kind);
const char *image_suffix(enum image_kind); /* without the dot */
/* Whether EPUB readers must show it (EPUB 3.3 §3.2, core media types). */
bool image_is_core(enum image_kind);

#endif
