/* image_part.h - the parts of the program libexec/image: decoders, what is done to pixels, encoders.
 * The process serves one request at a time and may die of a picture: its parent expects that. */
#ifndef LIBEXEC_IMAGE_PART_H
#define LIBEXEC_IMAGE_PART_H

#include "base/buf.h"
#include "image/image.h"

struct picture {
	int width, height;
	bool alpha;          /* some pixel is not opaque */
	bool damaged;        /* it is cut off, or has errors inside, and this is what came through */
	unsigned char *rgba; /* 8 bits each, not premultiplied; heap */
};

/* Each decodes whole or fails with *why, a static string. `most_pixels` lets JPEG and SVG save work;
 * the result may still be larger. */
bool picture_from_png(struct str, struct picture *, const char **why);
bool picture_from_jpeg(struct str, int most_pixels, struct picture *, const char **why);
bool picture_from_gif(struct str, struct picture *, const char **why);
bool picture_from_webp(struct str, struct picture *, const char **why);
/* `width`: [px] to draw it at; 0: as large as it says. */
bool picture_from_svg(struct str, int width, int most_pixels, struct picture *, const char **why);

/* The same as PDF objects (image/form.h), appended; false: it is to be drawn in pixels. */
bool form_from_svg(struct str, int wish, int *width, int *height, struct buf *packet, const char **why);
/* [px] of an SVG that is to be `wish` across; 0: as it says. */
void svg_room(struct str, int wish, int most_pixels, int *width, int *height);

/* Room for the pixels, all transparent black; false when they are too many. */
bool picture_make(struct picture *, int width, int height);
void picture_free(struct picture *);
/* EXIF orientation 1 to 8. */
void picture_turn(struct picture *, int orientation);
/* Averages down until there are no more than that many pixels; 0: leaves it. */
void picture_shrink(struct picture *, int most_pixels);
void picture_find_alpha(struct picture *);

void picture_put_pixels(const struct picture *, struct buf *out);
bool picture_put_png(const struct picture *, struct buf *out);
bool picture_put_jpeg(const struct picture *, struct buf *out);

#endif
