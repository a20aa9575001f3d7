/* diag_test.c - what is counted, what is printed, and what no input can do to a terminal. */
#include "base/diag.h"

#include <fcntl.h>
#include <unistd.h>

#include "check.h"

/* Runs with stderr in a file; what was printed lands in `printed`. */
static void capture(void (*run)(struct diag *), struct diag *d, struct buf *printed)
{
	char name[] = "/tmp/diag_testXXXXXX";
	int file = mkstemp(name), before = dup(2);
	CHECK(file >= 0 && before >= 0);
	unlink(name);
	fflush(stderr);
	dup2(file, 2);
	run(d);
	fflush(stderr);
	dup2(before, 2);
	close(before);
	buf_clear(printed);
	lseek(file, 0, SEEK_SET);
	for (ssize_t n; (n = read(file, buf_reserve(printed, 4096), 4096)) > 0;)
		printed->len += (size_t)n;
	close(file);
}

static void say_some(struct diag *d)
{
	struct diag_log log;
	diag_log_init(&log);
	diag_add(&log, DIAG_XML_REPAIRED, 34, "took \"%s\"", "a\x1B[31m\nb");
	diag_add(&log, DIAG_DROPPED, 35, "an info");
	for (int i = 0; i < 5; i++)
		diag_add(&log, DIAG_LIMIT, 40 + i, "limit %d", i);
	diag_flush(d, &log, (struct diag_place){ .file = "feed.xml", .item = 12, .title = STR("Ti\ttle") });
	CHECK(log.n == 0);
	diag_say(d, DIAG_OUTPUT, "x.epub", "cannot write");
	diag_finish(d);
}

static size_t count(struct str s, const char *what)
{
	size_t n = 0;
	for (ptrdiff_t at = -1; (at = str_find(s, str_from_c(what), (size_t)(at + 1))) >= 0;)
		n++;
	return n;
}

int main(void)
{
	struct diag d;
	struct buf b;
	buf_init(&b);
	diag_init(&d);
	capture(say_some, &d, &b);
	CHECK(d.warnings == 6 && d.errors == 1 && d.count[DIAG_DROPPED] == 1 && d.count[DIAG_LIMIT] == 5);
	CHECK(count(buf_str(&b), "feed.xml:34: item 12 \"Ti tle\": warning: took \"a [31m b\" [xml-repaired]\n") == 1);
	CHECK(count(buf_str(&b), "limit 2") == 1 && count(buf_str(&b), "limit 3") == 0);
	CHECK(count(buf_str(&b), "and 2 more like this [limit]") == 1 && count(buf_str(&b), "an info") == 0);
	CHECK(count(buf_str(&b), "x.epub: error: cannot write [output]") == 1 && count(buf_str(&b), "\x1B") == 0);

	diag_init(&d);
	d.verbose = d.colour = true;
	capture(say_some, &d, &b);
	CHECK(count(buf_str(&b), "limit 4") == 1 && count(buf_str(&b), "an info") == 1);
	CHECK(count(buf_str(&b), "more like this") == 0 && count(buf_str(&b), "\x1B[0m") == 8);

	diag_init(&d);
	d.quiet = true;
	capture(say_some, &d, &b);
	CHECK(d.warnings == 6 && count(buf_str(&b), "\n") == 1); /* errors are never silenced */

	struct diag_log log;
	diag_log_init(&log);
	for (int i = 0; i < 1100; i++)
		diag_add(&log, DIAG_LIMIT, 0, "x");
	CHECK(log.n == 1000 && log.unkept == 100);
	diag_log_done(&log);
	CHECK(diag_level(DIAG_INPUT) == DIAG_ERROR && strcmp(diag_code(DIAG_BAD_DATE), "bad-date") == 0);
	buf_done(&b);
	return 0;
}
