/* fuzz_decode.c - any bytes through the decoders of libexec/image, then through all it does with
 * pixels. The first byte chooses the form asked for. SVG is left out: librsvg is written in a language
 * that keeps its memory, and is as large as all the rest together. */
#include <stdint.h>

#define main image_main /* the program's own, unused here */
int image_main(void);
#include "libexec/image.c"
#undef main

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct image_info info;
	struct picture p = { 0 };
	const char *why;
	if (size < 2)
		return 0;
	struct str bytes = { (const char *)data + 1, size - 1 };
	struct wire_request q = { .most_pixels = 1u << (data[0] >> 3) % 20 };
	if (!image_sniff(bytes, &info, &why) || info.kind == IMAGE_SVG || (int64_t)info.width * info.height > 1 << 20)
		return 0;
	struct buf out;
	buf_init(&out);
	bool drawn = decode(bytes, &q, &p, &why);
	bool small = p.width <= 65500 && p.height <= 65500; /* JPEG has no larger ones */
	if (drawn && !encode(&p, (enum image_form)(data[0] % 3), &out) && small)
		abort();
	buf_done(&out);
	picture_free(&p);
	return 0;
}
