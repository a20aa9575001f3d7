/* client.h - pictures decoded and written anew, by a program of its own: what decodes may crash, or
 * take its time to load, and must do neither to a book. It is started when the first picture needs
 * it and started again when one has killed it. */
#ifndef IMAGE_CLIENT_H
#define IMAGE_CLIENT_H

#include "base/buf.h"

enum image_form {
	IMAGE_AS_PIXELS, /* 8-bit RGB, row by row; behind all rows, when alpha is set, 8-bit alpha */
	IMAGE_AS_PNG,
	IMAGE_AS_JPEG, /* on white where it is transparent */
	IMAGE_AS_FORM, /* of an SVG: objects of a PDF (image/form.h) */
};

struct image_wish {
	enum image_form form;
	int most_pixels; /* larger ones are scaled down; 0: as they are */
	int width;       /* [px] that an SVG is drawn at; 0: its own size */
};

struct image_result {
	int width, height; /* [px], upright: EXIF's orientation has been applied */
	bool alpha;        /* some of it is transparent */
	bool damaged;      /* cut off or with errors inside: what came through */
};

struct image_client;

/* Nothing is started yet. */
struct image_client *image_client_open(void);
void image_client_close(struct image_client *);
/* False once it has turned out that the program is not installed. */
bool image_client_present(struct image_client *);
/* Appends the picture to `out`. PNG, JPEG, GIF and WebP (their first frame) and SVG are read. False
 * with *why (lives as long as the client, until the next call) when it cannot be. Any thread; one
 * at a time is worked on. */
bool image_convert(struct image_client *, struct str bytes, const struct image_wish *, struct image_result *,
		   struct buf *out, const char **why);

#endif
