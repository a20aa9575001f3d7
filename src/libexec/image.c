/* image.c - the program libexec/image: reads requests (image/wire.h) from standard input and writes
 * answers to standard output until the input ends. All decoders live here and nowhere else. Before
 * the first byte of a picture is read, the process gives up memory, time and files beyond what
 * decoding needs. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "image/client.h"
#include "image/wire.h"
#include "libexec/image_part.h"

enum { MOST_MEMORY_MB = 2048, MOST_SECONDS = 20, LARGEST_REQUEST = 64 << 20 };

static bool take(void *bytes, size_t n)
{
	for (char *p = bytes; n;) {
		ssize_t got = read(0, p, n);
		if (got == 0 || (got < 0 && errno != EINTR))
			return false;
		if (got > 0) {
			p += got;
			n -= (size_t)got;
		}
	}
	return true;
}

static bool put(const void *bytes, size_t n)
{
	for (const char *p = bytes; n;) {
		ssize_t sent = write(1, p, n);
		if (sent < 0 && errno != EINTR)
			return false;
		if (sent > 0) {
			p += sent;
			n -= (size_t)sent;
		}
	}
	return true;
}

static bool decode(struct str bytes, const struct wire_request *q, struct picture *p, const char **why)
{
	struct image_info info;
	int most = (int)q->most_pixels;
	if (!image_sniff(bytes, &info, why))
		return false;
	bool good = false;
	switch (info.kind) {
	case IMAGE_PNG:
		good = picture_from_png(bytes, p, why);
		break;
	case IMAGE_JPEG:
		good = picture_from_jpeg(bytes, most, p, why);
		break;
	case IMAGE_GIF:
		good = picture_from_gif(bytes, p, why);
		break;
	case IMAGE_WEBP:
		good = picture_from_webp(bytes, p, why);
		break;
	case IMAGE_SVG:
		good = picture_from_svg(bytes, (int)q->width, most, p, why);
		break;
	case IMAGE_NONE:
	case IMAGE_AVIF:
	case IMAGE_HEIC:
	case IMAGE_JXL:
	case IMAGE_BMP:
	case IMAGE_ICO:
	case IMAGE_TIFF:
		*why = "in a format that is not decoded";
		break;
	}
	if (good) {
		picture_turn(p, info.orientation);
		picture_shrink(p, most);
		picture_find_alpha(p);
	}
	return good;
}

static bool encode(const struct picture *p, enum image_form form, struct buf *out)
{
	switch (form) {
	case IMAGE_AS_PIXELS:
		picture_put_pixels(p, out);
		return true;
	case IMAGE_AS_PNG:
		return picture_put_png(p, out);
	case IMAGE_AS_JPEG:
		return picture_put_jpeg(p, out);
	case IMAGE_AS_FORM:
		break;
	}
	return false;
}

static bool as_form(struct str bytes, const struct wire_request *q, struct picture *p, struct buf *out, const char **why)
{
	struct image_info info;
	return image_sniff(bytes, &info, why) && info.kind == IMAGE_SVG &&
	       form_from_svg(bytes, (int)q->width, &p->width, &p->height, out, why);
}

/* CPU time is per picture: the limit moves with what was used. */
static void limit_time(void)
{
	struct rusage used;
	getrusage(RUSAGE_SELF, &used);
	rlim_t seconds = (rlim_t)used.ru_utime.tv_sec + (rlim_t)used.ru_stime.tv_sec + MOST_SECONDS;
	setrlimit(RLIMIT_CPU, &(struct rlimit){ seconds, RLIM_INFINITY });
}

static bool serve(const struct wire_request *q, struct str bytes)
{
	struct picture p = { 0 };
	struct buf out;
	const char *why = "it cannot be written anew";
	buf_init(&out);
	limit_time();
	bool good = q->form == IMAGE_AS_FORM ? as_form(bytes, q, &p, &out, &why)
					      : decode(bytes, q, &p, &why) && encode(&p, (enum image_form)q->form, &out);
	if (!good) {
		buf_clear(&out);
		buf_puts(&out, why ? why : "it cannot be written anew");
	}
	struct wire_answer a = { .magic = WIRE_ANSWER,
				 .failed = !good,
				 .width = (uint32_t)p.width,
				 .height = (uint32_t)p.height,
				 .alpha = p.alpha,
				 .damaged = p.damaged,
				 .length = (uint32_t)out.len };
	bool sent = put(&a, sizeof a) && put(out.p, out.len);
	picture_free(&p);
	buf_done(&out);
	return sent;
}

int main(void)
{
	struct wire_request q;
#if !defined(__SANITIZE_ADDRESS__)
	rlim_t memory = (rlim_t)MOST_MEMORY_MB << 20;
	setrlimit(RLIMIT_AS, &(struct rlimit){ memory, memory });
#endif
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 0, 0 });
	signal(SIGXFSZ, SIG_IGN); /* fontconfig may want to write a cache: it goes without */
	while (take(&q, sizeof q)) {
		if (q.magic != WIRE_REQUEST || q.length > LARGEST_REQUEST)
			return 1;
		char *bytes = mem_alloc(q.length);
		bool good = take(bytes, q.length) && serve(&q, (struct str){ bytes, q.length });
		free(bytes);
		if (!good)
			return 1;
	}
	return 0;
}
