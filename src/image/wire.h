/* wire.h - what passes between the program and libexec/image: a request and its bytes one way, an
 * answer and its bytes the other, in the machine's own byte order (both ends are the same machine). */
#ifndef IMAGE_WIRE_H
#define IMAGE_WIRE_H

#include <stdint.h>

enum { WIRE_REQUEST = 0x51434449, WIRE_ANSWER = 0x41434449 };

struct wire_request {
	uint32_t magic;
	uint32_t form; /* enum image_form */
	uint32_t most_pixels;
	uint32_t width; /* [px] that an SVG is drawn at; 0: its own */
	uint32_t length; /* [byte] that follow */
};

struct wire_answer {
	uint32_t magic;
	uint32_t failed; /* then the bytes that follow are the reason, in words */
	uint32_t width, height, alpha, damaged;
	uint32_t length;
};

#endif
