/* resource.c - a store of pictures addressed by content: the same bytes under ten addresses are one
 * resource with one name. Bytes lie in a spool; what is known about an address, also that there is
 * nothing, is remembered. One lock guards it all: lookups are rare beside rendering.
 *
 * What readers have trouble with is written anew before it is kept, by libexec/image where that is
 * installed. A file must lie in the feed's folder after every link is followed, and be a plain file. */
#include "resource/resource.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "base/spool.h"
#include "base/url.h"
#include "image/client.h"
#include "image/image.h"
#include "image/svg_size.h"
#include "resource/data_url.h"

enum { LARGEST_FILE = 64 << 20, MOST_PIXELS_REMADE = 12 * 1000 * 1000 };

struct answer { /* to an address */
	const struct resource *resource;
	const char *why;
};

struct resource_store {
	pthread_mutex_t lock;
	struct arena arena;
	struct spool spool;
	struct map by_url;     /* address → struct answer */
	struct map by_content; /* hash in hex → struct resource */
	char *folder;          /* its real path; NULL: none */
	struct image_client *client;
};

struct resource_store *resource_open(const char *folder)
{
	struct resource_store *s = mem_alloc(sizeof *s);
	pthread_mutex_init(&s->lock, NULL);
	arena_init(&s->arena);
	spool_init(&s->spool);
	map_init(&s->by_url);
	map_init(&s->by_content);
	s->folder = folder ? realpath(folder, NULL) : NULL;
	s->client = image_client_open();
	return s;
}

void resource_close(struct resource_store *s)
{
	image_client_close(s->client);
	map_done(&s->by_url);
	map_done(&s->by_content);
	spool_done(&s->spool);
	arena_done(&s->arena);
	pthread_mutex_destroy(&s->lock);
	free(s->folder);
	free(s);
}

/* ---- finding bytes -------------------------------------------------------------------- */

static const char *read_file(int fd, struct buf *bytes)
{
	struct stat st;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		return "not a plain file";
	if (st.st_size > LARGEST_FILE)
		return "larger than 64 MiB";
	for (;;) {
		ssize_t n = read(fd, buf_reserve(bytes, 64 << 10), 64 << 10);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return "cannot be read";
		if (n == 0)
			return NULL;
		bytes->len += (size_t)n;
		if (bytes->len > LARGEST_FILE)
			return "larger than 64 MiB";
	}
}

static bool lies_in(const char *path, const char *folder)
{
	size_t n = strlen(folder);
	while (n && folder[n - 1] == '/')
		n--;
	return strncmp(path, folder, n) == 0 && path[n] == '/';
}

/* `path` is absolute or relative to the folder. */
static const char *find_file(const struct resource_store *s, const char *path, struct buf *bytes)
{
	if (!s->folder)
		return "not at hand";
	struct buf name;
	buf_init(&name);
	if (path[0] != '/')
		buf_printf(&name, "%s/", s->folder);
	buf_puts(&name, path);
	char *real = realpath(buf_cstr(&name), NULL);
	buf_done(&name);
	if (!real)
		return "no such file in the feed's folder";
	const char *why = "outside of the feed's folder";
	if (lies_in(real, s->folder)) {
		int fd = open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		why = fd < 0 ? "cannot be read" : read_file(fd, bytes);
		if (fd >= 0)
			close(fd);
	}
	free(real);
	return why;
}

/* The path of a file: URL without another host, or of a relative reference. */
static const char *path_of(struct arena *a, struct str url)
{
	struct url u;
	url_split(url, &u);
	if (u.has_authority && u.authority.len && !str_eq_nocase(u.authority, STR("localhost")))
		return NULL;
	struct str path = url_decode(a, u.path);
	return path.len == 0 || str_find_char(path, '\0', 0) >= 0 ? NULL : path.p;
}

static const char *find_bytes(struct resource_store *s, struct str url, struct buf *bytes)
{
	struct arena scratch;
	const char *why = NULL, *path;
	switch (url_kind(url)) {
	case URL_DATA:
		return data_url_decode(url, bytes) ? NULL : "a data: address without data";
	case URL_WEB:
		return "not at hand";
	case URL_FILE:
	case URL_RELATIVE:
		arena_init(&scratch);
		path = path_of(&scratch, url);
		/* "/x.png" is relative to a site nobody knows: the folder is the best guess */
		if (path && url_kind(url) == URL_RELATIVE)
			while (*path == '/')
				path++;
		why = path && *path ? find_file(s, path, bytes) : "not at hand";
		arena_done(&scratch);
		return why;
	case URL_CONTACT:
	case URL_SCRIPT:
	case URL_OTHER:
		break;
	}
	return "not an address of a picture";
}

/* ---- the store ------------------------------------------------------------------------ */

/* WebP, which many readers do not show, JPEGs in printers' colours, those that only EXIF sets
 * upright, and drawings that run, move or load something. */
static bool needs_remaking(struct str bytes, const struct image_info *info)
{
	return info->kind == IMAGE_WEBP || (info->kind == IMAGE_SVG && !svg_is_still(bytes)) ||
	       (info->kind == IMAGE_JPEG && (info->components == 4 || info->orientation != 1));
}

/* As JPEG what has lost something already, else as PNG; false: it stays as it is. */
static bool remake(struct resource_store *s, struct str bytes, const struct image_info *info, struct buf *made)
{
	struct image_wish wish = { .form = info->lossless || info->alpha ? IMAGE_AS_PNG : IMAGE_AS_JPEG,
				   .most_pixels = MOST_PIXELS_REMADE,
				   .width = info->width * 2 };
	struct image_result result;
	const char *why;
	return image_convert(s->client, bytes, &wish, &result, made, &why);
}

/* Decodes it once, small: what is broken behind a sound header would leave a hole in the book, and a
 * drawing that is not well-formed would break it. */
static bool can_be_shown(struct resource_store *s, struct str bytes, enum image_kind kind, bool *damaged,
			 const char **why)
{
	struct image_wish wish = { .form = IMAGE_AS_PIXELS, .most_pixels = 64 * 64 };
	struct image_result result = { 0 };
	struct buf pixels;
	buf_init(&pixels);
	bool good = image_convert(s->client, bytes, &wish, &result, &pixels, why);
	buf_done(&pixels);
	*damaged = good && result.damaged;
	if (!good) /* the client's own words change with the next picture */
		*why = kind == IMAGE_SVG ? "a drawing that cannot be drawn" : "damaged inside";
	return good || !image_client_present(s->client);
}

static struct resource *keep(struct resource_store *s, struct str bytes, const char **why);

static struct resource *keep_remade(struct resource_store *s, struct str bytes,
				    const struct image_info *info, const char **why)
{
	struct buf made;
	buf_init(&made);
	struct resource *r = NULL;
	if (remake(s, bytes, info, &made))
		r = keep(s, buf_str(&made), why);
	if (r && info->kind == IMAGE_SVG && info->width && info->height) { /* drawn finer than it is large */
		r->width = info->width;
		r->height = info->height;
	}
	buf_done(&made);
	return r;
}

static struct resource *keep(struct resource_store *s, struct str bytes, const char **why)
{
	struct image_info info;
	if (!image_sniff(bytes, &info, why))
		return NULL;
	bool damaged = false;
	if (image_is_core(info.kind) && !can_be_shown(s, bytes, info.kind, &damaged, why))
		return NULL;
	if (damaged || needs_remaking(bytes, &info)) { /* never twice: what comes back is an upright PNG or RGB JPEG */
		struct resource *remade = keep_remade(s, bytes, &info, why);
		if (remade)
			return remade;
		if (info.kind == IMAGE_SVG) {
			*why = "a drawing that runs or loads something";
			return NULL;
		}
	}
	if (!image_is_core(info.kind)) {
		*why = "in a format that readers do not show";
		return NULL;
	}
	struct hash hash = hash_of(bytes);
	struct buf name;
	buf_init(&name);
	buf_puts(&name, "images/");
	hash_put_hex(&name, &hash, 16);
	buf_putc(&name, '.');
	buf_puts(&name, image_suffix(info.kind));
	void **slot = map_find(&s->by_content, buf_str(&name));
	struct resource *r = slot ? *slot : NULL;
	if (!r) {
		bool turned = info.orientation >= 5; /* EXIF: lies on its side */
		r = ARENA_NEW(&s->arena, struct resource);
		*r = (struct resource){
			.hash = hash,
			.name = arena_str(&s->arena, buf_str(&name)),
			.media_type = str_from_c(image_media_type(info.kind)),
			.width = turned ? info.height : info.width,
			.height = turned ? info.width : info.height,
			.at = spool_put(&s->spool, bytes),
			.len = bytes.len,
			.undecodable = !info.as_it_is && !image_client_present(s->client),
		};
		*map_put(&s->by_content, r->name, NULL) = r;
	}
	buf_done(&name);
	*why = NULL;
	return r;
}

static const struct resource *look_up(struct resource_store *s, struct str url, const char **why)
{
	struct buf bytes;
	buf_init(&bytes);
	*why = find_bytes(s, url, &bytes);
	const struct resource *r = *why ? NULL : keep(s, buf_str(&bytes), why);
	buf_done(&bytes);
	return r;
}

const struct resource *resource_find(struct resource_store *s, struct str url, const char **why)
{
	enum { LONGEST_KEY = 4096 }; /* a data: URL is its own content */
	const struct resource *r;
	pthread_mutex_lock(&s->lock);
	void **slot = url.len <= LONGEST_KEY ? map_find(&s->by_url, url) : NULL;
	if (slot) {
		const struct answer *known = *slot;
		r = known->resource;
		*why = known->why;
	} else {
		r = look_up(s, url, why);
		if (url.len <= LONGEST_KEY) {
			struct answer *a = ARENA_NEW(&s->arena, struct answer);
			*a = (struct answer){ r, *why };
			*map_put(&s->by_url, arena_str(&s->arena, url), NULL) = a;
		}
	}
	pthread_mutex_unlock(&s->lock);
	return r;
}

bool resource_read(struct resource_store *s, const struct resource *r, struct buf *into)
{
	pthread_mutex_lock(&s->lock);
	bool good = spool_read(&s->spool, r->at, (size_t)r->len, buf_reserve(into, (size_t)r->len));
	if (good)
		into->len += (size_t)r->len;
	pthread_mutex_unlock(&s->lock);
	return good;
}
