/* zip_test.c - a ZIP file by the byte: order, methods, times, no descriptors, the same in any zone; our
 * own writer beside libzip's, and where ours has to leave it to libzip. */
#include "output/xml.h"
#include "output/zip_file.h"

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

extern const struct zip_file module_zip;

static void write_items(bool plain, const char *path, const struct zip_item *items, size_t n, const struct spool *spool)
{
	struct buf why;
	buf_init(&why);
	struct output *o = output_open(path, OUTPUT_FILE);
	struct sink *s = output_file(o, NULL);
	CHECK(plain ? zip_plain_write(items, n, spool, s) : module_zip.write(items, n, spool, s, &why));
	sink_close(s);
	CHECK(output_commit(o, &why));
	buf_done(&why);
}

/* 60 entries, none to 140,000 bytes long, stored and deflated. */
static void like_libzip(void)
{
	enum { N = 60 };
	static char names[N][64];
	struct zip_item items[N];
	struct spool spool;
	struct buf text;
	char path[] = "/tmp/designconv-zip-XXXXXX";
	int fd = mkstemp(path);
	CHECK(fd >= 0);
	close(fd);
	buf_init(&text);
	spool_init_for(&spool, 1 << 20);
	struct deflater *d = deflater_new(1);
	for (int i = 0; i < N; i++) {
		struct packed p;
		buf_clear(&text);
		for (int k = 0; k < i * i * 8; k++)
			buf_put_int(&text, k * 7919 % (i + 3));
		packed_init(&p, i % 3 ? d : NULL, buf_str(&text));
		snprintf(names[i], sizeof names[i], "EPUB/%d/%.*s.xhtml", i, i % 40, "a-name-that-is-now-short-and-now-longer-");
		items[i] = (struct zip_item){ .at = spool_put(&spool, buf_str(&p.bytes)), .packed_size = p.bytes.len,
			.size = p.size, .crc = p.crc, .deflated = p.deflated, .name = names[i] };
		packed_done(&p);
	}
	CHECK(zip_plain_fits(items, N));
	write_items(true, path, items, N, &spool);
	struct str ours = read_book(path);
	write_items(false, path, items, N, &spool);
	CHECK(ours.len > 200000 && str_eq(ours, read_book(path)));
	unlink(path);
	deflater_free(d);
	spool_done(&spool);
	buf_done(&text);
}

/* What a plain ZIP file cannot hold: many entries, large ones, names in other letters. */
static void beyond_plain(void)
{
	enum { N = 65535 };
	static struct zip_item items[N];
	static char name[] = "a", umlaut[] = "\xC3\xA4";
	for (int i = 0; i < N; i++)
		items[i] = (struct zip_item){ .name = name };
	CHECK(zip_plain_fits(items, 0) && zip_plain_fits(items, N - 1) && !zip_plain_fits(items, N));
	items[0].size = UINT32_MAX;
	CHECK(!zip_plain_fits(items, 1));
	items[0].size = UINT32_MAX - 1;
	CHECK(zip_plain_fits(items, 1));
	items[0].packed_size = items[1].packed_size = 1u << 31;
	CHECK(zip_plain_fits(items, 1) && !zip_plain_fits(items, 2));
	items[2].name = umlaut;
	CHECK(!zip_plain_fits(items + 2, 1));
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
	like_libzip();
	beyond_plain();
	full_disk();
	escapes();
	return 0;
}
