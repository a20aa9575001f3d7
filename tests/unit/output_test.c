/* output_test.c - files, folders and devices: nothing before commit, nothing after discard. */
#include "output/output.h"

#include "check.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

static char scratch[] = "/tmp/designconv-output-XXXXXX";

static int entries(const char *folder)
{
	DIR *d = opendir(folder);
	int n = 0;
	if (!d)
		return -1;
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return n;
}

static struct str contents(const char *path)
{
	static char bytes[1 << 20];
	FILE *f = fopen(path, "rb");
	if (!f)
		return STR("(absent)");
	size_t n = fread(bytes, 1, sizeof bytes, f);
	fclose(f);
	return (struct str){ bytes, n };
}

static void single_file(void)
{
	struct buf why;
	buf_init(&why);
	struct output *o = output_open("book", OUTPUT_FILE);
	struct sink *s = output_file(o, NULL);
	sink_put_str(s, STR("hello, world"));
	CHECK(sink_tell(s) == 12);
	sink_patch(s, 7, "there", 5);
	sink_close(s);
	CHECK(access("book", F_OK) != 0 && entries(".") == 1);
	CHECK(output_commit(o, &why));
	CHECK_STR(contents("book"), "hello, there");
	CHECK(entries(".") == 1);

	o = output_open("book", OUTPUT_FILE);
	s = output_file(o, NULL);
	sink_put_str(s, STR("never"));
	sink_close(s);
	output_discard(o);
	CHECK_STR(contents("book"), "hello, there");
	CHECK(entries(".") == 1);

	/* Larger than the buffer, patched where it is already written. */
	o = output_open("book", OUTPUT_FILE);
	s = output_file(o, NULL);
	for (int i = 0; i < 40000; i++)
		sink_put_str(s, STR("0123456789"));
	sink_patch(s, 65530, "ABCDEFGHIJ", 10);
	sink_close(s);
	chmod("book", 0640);
	CHECK(output_commit(o, &why));
	struct str all = contents("book");
	CHECK(all.len == 400000);
	CHECK_STR(str_sub(all, 65528, 65542), "89ABCDEFGHIJ01");
	buf_done(&why);
	unlink("book");
}

static void failures(void)
{
	struct buf why;
	buf_init(&why);
	struct output *o = output_open("/dev/full", OUTPUT_FILE);
	struct sink *s = output_file(o, NULL);
	sink_put_str(s, STR("x"));
	sink_close(s);
	CHECK(!output_commit(o, &why));
	CHECK_STR(buf_str(&why), "cannot write /dev/full: No space left on device");
	buf_clear(&why);

	o = output_open("absent/book", OUTPUT_FILE);
	s = output_file(o, NULL);
	sink_put_str(s, STR("x"));
	sink_patch(s, 0, "y", 1);
	sink_close(s);
	CHECK(!output_commit(o, &why));
	CHECK_STR(buf_str(&why), "cannot write absent/book: No such file or directory");
	buf_clear(&why);

	CHECK(mkdir("folder", 0777) == 0);
	o = output_open("folder", OUTPUT_FILE);
	sink_close(output_file(o, NULL));
	CHECK(!output_commit(o, &why));
	CHECK_STR(buf_str(&why), "cannot write folder: Is a directory");
	buf_clear(&why);

	o = output_open("new", OUTPUT_FOLDER);
	sink_close(output_file(o, "../evil"));
	CHECK(!output_commit(o, &why));
	CHECK(access("new", F_OK) != 0);
	CHECK_STR(buf_str(&why), "cannot write ../evil: Invalid argument");
	CHECK(entries(".") == 1);
	rmdir("folder");
	buf_done(&why);
}

static void put_file(struct output *o, const char *name, struct str text)
{
	struct sink *s = output_file(o, name);
	sink_put_str(s, text);
	sink_close(s);
}

static void folder(void)
{
	struct buf why, old;
	buf_init(&why);
	buf_init(&old);
	struct output *o = output_open("notes/", OUTPUT_FOLDER);
	CHECK(!output_old(o, "a.md", &old));
	put_file(o, "a.md", STR("A"));
	put_file(o, "images/b.png", STR("B"));
	put_file(o, "manifest", STR("M"));
	CHECK(entries("notes") == 1);
	CHECK(output_commit(o, &why));
	CHECK_STR(contents("notes/a.md"), "A");
	CHECK_STR(contents("notes/images/b.png"), "B");
	CHECK(entries("notes") == 3);

	o = output_open("notes", OUTPUT_FOLDER);
	CHECK(output_old(o, "a.md", &old));
	CHECK_STR(buf_str(&old), "A");
	output_rename(o, "a.md", "c.md");
	put_file(o, "manifest", STR("M2"));
	CHECK(output_commit(o, &why));
	CHECK_STR(contents("notes/c.md"), "A");
	CHECK_STR(contents("notes/manifest"), "M2");
	CHECK(entries("notes") == 3);

	o = output_open("notes", OUTPUT_FOLDER);
	put_file(o, "x", STR("x"));
	output_emergency();
	CHECK(entries("notes") == 3);
	output_discard(o);

	/* A folder where a file should go: nothing is touched. */
	o = output_open("notes", OUTPUT_FOLDER);
	put_file(o, "c.md", STR("changed"));
	put_file(o, "images", STR("x"));
	CHECK(!output_commit(o, &why));
	CHECK_STR(contents("notes/c.md"), "A");
	CHECK(entries("notes") == 3);
	buf_done(&why);
	buf_done(&old);
	unlink("notes/c.md");
	unlink("notes/manifest");
	unlink("notes/images/b.png");
	rmdir("notes/images");
	rmdir("notes");
}

int main(void)
{
	CHECK(mkdtemp(scratch) && chdir(scratch) == 0);
	single_file();
	failures();
	folder();
	CHECK(chdir("/") == 0 && rmdir(scratch) == 0);
	return 0;
}
