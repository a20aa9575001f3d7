/* zip_test.c - a ZIP file by the byte: order, methods, times, no descriptors, the same in any zone. */
#include "output/xml.h"
#include "output/zip.h"

#include "check.h"

#include <time.h>
#include <unistd.h>

static unsigned at(struct str s, size_t i, int n)
{
	unsigned v = 0;
	while (n--)
		v = v << 8 | (unsigned char)s.p[i + (size_t)n];
	return v;
}

static void put(struct zip_writer *w, int rank, const char *name, struct deflater *d, struct str bytes)
{
	struct packed p;
	packed_init(&p, d, bytes);
	zip_writer_put(w, rank, str_from_c(name), &p);
	packed_done(&p);
}

static void write_book(const char *path)
{
	struct deflater *d = deflater_new(6);
	struct zip_writer *w = zip_writer_open();
	struct buf text, why;
	buf_init(&text);
	buf_init(&why);
	for (int i = 0; i < 30000; i++)
		buf_put_int(&text, i);
	put(w, 2, "b.txt", d, buf_str(&text));
	put(w, 2, "empty.txt", d, STR(""));
	put(w, 1, "mimetype", NULL, STR("application/epub+zip"));
	put(w, 2, "short.txt", d, STR("x"));
	struct output *o = output_open(path, OUTPUT_FILE);
	struct sink *s = output_file(o, NULL);
	CHECK(zip_writer_close(w, s, &why));
	sink_close(s);
	CHECK(output_commit(o, &why));
	buf_done(&text);
	buf_done(&why);
	deflater_free(d);
}

static struct str read_book(const char *path)
{
	static char bytes[2][1 << 20];
	static int turn;
	turn = !turn;
	FILE *f = fopen(path, "rb");
	CHECK(f);
	size_t n = fread(bytes[turn], 1, sizeof bytes[turn], f);
	fclose(f);
	return (struct str){ bytes[turn], n };
}

static void archive(void)
{
	char path[] = "/tmp/designconv-zip-XXXXXX";
	int fd = mkstemp(path);
	CHECK(fd >= 0);
	close(fd);
	write_book(path);
	struct str book = read_book(path);
	CHECK_STR(str_sub(book, 30, 58), "mimetypeapplication/epub+zip");
	CHECK(at(book, 0, 4) == 0x04034b50);
	CHECK(at(book, 6, 2) == 0 && at(book, 8, 2) == 0); /* no flags, stored */
	CHECK(at(book, 12, 2) == (1 << 5 | 1) && at(book, 28, 2) == 0);
	size_t next = 58;
	CHECK(at(book, next, 4) == 0x04034b50 && at(book, next + 8, 2) == 8);
	CHECK(at(book, next + 6, 2) == 0 && at(book, next + 28, 2) == 0);
	CHECK(at(book, next + 22, 4) == 138890 && at(book, next + 18, 4) < 138890);
	setenv("TZ", "Asia/Kolkata", 1);
	tzset();
	write_book(path);
	CHECK(str_eq(book, read_book(path)));
	unlink(path);
}

static void full_disk(void)
{
	struct buf why;
	buf_init(&why);
	struct zip_writer *w = zip_writer_open();
	put(w, 1, "a", NULL, STR("a"));
	struct output *o = output_open("/dev/full", OUTPUT_FILE);
	struct sink *s = output_file(o, NULL);
	CHECK(zip_writer_close(w, s, &why));
	sink_close(s);
	CHECK(!output_commit(o, &why));
	buf_done(&why);
}

static void escapes(void)
{
	struct buf b;
	buf_init(&b);
	xml_put_text(&b, STR("a & <b> \"c\"\n\x01 \xFF \xC3\xA9 \xEF\xBF\xBE \xEF\xBF\xBD"));
	CHECK_STR(buf_str(&b), "a &amp; &lt;b&gt; \"c\"\n\xEF\xBF\xBD \xEF\xBF\xBD \xC3\xA9 "
		"\xEF\xBF\xBD \xEF\xBF\xBD");
	buf_clear(&b);
	xml_put_attribute(&b, "alt", STR("\"a\n<b>\""));
	CHECK_STR(buf_str(&b), " alt=\"&quot;a&#10;&lt;b&gt;&quot;\"");
	buf_done(&b);
}

int main(void)
{
	archive();
	full_disk();
	escapes();
	return 0;
}
