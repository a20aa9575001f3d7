/* resource_test.c - pictures from data: addresses and from a folder, and the ways out of a folder
 * that must stay shut. */
#include "resource/resource.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

#define PNG "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x02\0\0\x01\0\x08\6\0\0\0\0\0\0\0" \
	    "\0\0\0\0IDAT\0\0\0\0\0\0\0\0IEND\0\0\0\0"
#define PNG_URL "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAEACAYAAAAAAAAAAAAAAElEQVQAAAAAAAAAAElFTkQAAAAA"

static char folder[] = "/tmp/resource_testXXXXXX";

static void write_file(const char *name, const char *bytes, size_t n)
{
	char path[300];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "wb");
	CHECK(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
}

static void make_folder(void)
{
	char path[300];
	CHECK(mkdtemp(folder));
	write_file("secret.png", PNG, sizeof PNG - 1);
	snprintf(path, sizeof path, "%s/feed", folder);
	CHECK(mkdir(path, 0700) == 0);
	write_file("feed/a b.png", PNG, sizeof PNG - 1);
	write_file("feed/text.png", "hello", 5);
	write_file("feed/x.avif", "\0\0\0\x1C" "ftypavif\0\0\0\0", 16);
	snprintf(path, sizeof path, "%s/feed/link.png", folder);
	CHECK(symlink("../secret.png", path) == 0);
	snprintf(path, sizeof path, "%s/feed/fifo.png", folder);
	CHECK(mkfifo(path, 0600) == 0);
}

static void remove_folder(void)
{
	static const char *const names[] = { "secret.png",  "feed/a b.png", "feed/text.png", "feed/x.avif",
					     "feed/link.png", "feed/fifo.png" };
	char path[300];
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/feed", folder);
	CHECK(rmdir(path) == 0 && rmdir(folder) == 0);
}

static void check_missing(struct resource_store *s, const char *url, const char *reason)
{
	for (int i = 0; i < 2; i++) { /* the second answer comes from memory */
		const char *why = NULL;
		CHECK(resource_find(s, str_from_c(url), &why) == NULL && why);
		if (strcmp(why, reason) != 0) {
			fprintf(stderr, "%s: %s, not %s\n", url, why, reason);
			exit(1);
		}
	}
}

static void *find_often(void *store)
{
	const char *why;
	const struct resource *first = resource_find(store, STR(PNG_URL), &why);
	struct buf b;
	buf_init(&b);
	for (int i = 0; i < 200; i++) {
		buf_clear(&b);
		CHECK(resource_find(store, STR(PNG_URL), &why) == first);
		CHECK(resource_read(store, first, &b) && b.len == sizeof PNG - 1);
	}
	buf_done(&b);
	return NULL;
}

int main(void)
{
	setenv("DESIGNCONV_LIBEXEC", "/nonexistent", 1); /* these pictures are headers and nothing else */
	char feed[300], url[700];
	const char *why = NULL;
	struct buf b;
	make_folder();
	buf_init(&b);
	snprintf(feed, sizeof feed, "%s/feed", folder);
	struct resource_store *s = resource_open(feed);
	const struct resource *r = resource_find(s, STR(PNG_URL), &why);
	CHECK(r && !why && r->width == 2 && r->height == 256 && str_eq_c(r->media_type, "image/png"));
	CHECK(r->name.len == 7 + 16 + 4 && str_starts(r->name, STR("images/")) && str_ends(r->name, STR(".png")));
	CHECK(resource_read(s, r, &b) && str_eq(buf_str(&b), (struct str){ PNG, sizeof PNG - 1 }));
	/* the same bytes are the same resource, whatever the address */
	CHECK(resource_find(s, STR("a%20b.png?x=1#y"), &why) == r);
	CHECK(resource_find(s, STR("./a b.png"), &why) == r && resource_find(s, STR("/a b.png"), &why) == r);
	snprintf(url, sizeof url, "file://%s/a%%20b.png", feed);
	CHECK(resource_find(s, str_from_c(url), &why) == r);
	CHECK(resource_find(s, STR("data:,%3Csvg%20width='3'%20height='4'/%3E"), &why)->width == 3);

	check_missing(s, "none.png", "no such file in the feed's folder");
	check_missing(s, "../secret.png", "outside of the feed's folder");
	check_missing(s, "link.png", "outside of the feed's folder");
	check_missing(s, "%2e%2e/secret.png", "outside of the feed's folder");
	check_missing(s, "file:///etc/passwd", "outside of the feed's folder");
	check_missing(s, "file://host/a%20b.png", "not at hand");
	check_missing(s, "fifo.png", "not a plain file");
	check_missing(s, ".", "outside of the feed's folder");
	check_missing(s, "text.png", "not a picture");
	check_missing(s, "x.avif", "in a format that readers do not show");
	check_missing(s, "http://example.org/a.png", "not at hand");
	check_missing(s, "javascript:alert(1)", "not an address of a picture");
	check_missing(s, "data:image/png;base64,", "a data: address without data");
	check_missing(s, "a%00b.png", "not at hand");
	check_missing(s, "", "not at hand");

	pthread_t threads[4];
	for (int i = 0; i < 4; i++)
		CHECK(pthread_create(&threads[i], NULL, find_often, s) == 0);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	resource_close(s);

	s = resource_open(NULL);
	check_missing(s, "a%20b.png", "not at hand");
	check_missing(s, url, "not at hand");
	resource_close(s);
	buf_done(&b);
	remove_folder();
	return 0;
}
