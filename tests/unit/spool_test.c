/* spool_test.c - the same bytes come back whatever the threshold; reading past the end fails. */
#include "base/spool.h"

#include <stdlib.h>

#include "check.h"

static void check_threshold(const char *threshold)
{
	struct spool s;
	struct arena a;
	struct buf piece;
	struct str out;
	if (threshold)
		setenv("DESIGNCONV_SPOOL", threshold, 1);
	else
		unsetenv("DESIGNCONV_SPOOL");
	arena_init(&a);
	spool_init(&s);
	buf_init(&piece);
	spool_expect(&s, 100000); /* less than comes */
	CHECK(s.memory.cap >= (s.threshold < 100000 ? s.threshold : 100000) && s.memory.cap < 262144);
	enum { N = 600 };
	uint64_t at[N];
	for (int i = 0; i < N; i++) {
		buf_clear(&piece);
		buf_pad(&piece, (char)('a' + i % 26), (size_t)(i * 7));
		at[i] = spool_put(&s, buf_str(&piece));
	}
	CHECK(s.size == 7 * (N - 1) * N / 2);
	for (int i = N - 1; i >= 0; i--) {
		CHECK(spool_get(&s, at[i], (uint64_t)i * 7, &a, &out) && out.len == (size_t)i * 7);
		for (size_t k = 0; k < out.len; k++)
			CHECK(out.p[k] == (char)('a' + i % 26));
	}
	CHECK(!spool_get(&s, s.size, 1, &a, &out) && !spool_get(&s, UINT64_MAX, 2, &a, &out));
	char whole[8];
	CHECK(spool_read(&s, at[1], 7, whole) && memcmp(whole, "bbbbbbb", 7) == 0);
	CHECK(spool_read(&s, s.size, 0, whole));
	CHECK(!spool_read(&s, s.size, 1, whole) && !spool_read(&s, s.size - 3, 4, whole));
	CHECK(!spool_read(&s, UINT64_MAX, 2, whole));
	CHECK((s.fd >= 0) == (threshold != NULL));
	spool_done(&s);
	buf_done(&piece);
	arena_done(&a);
}

/* No room for the file: an error that stays, not a crash. */
static void check_no_folder(void)
{
	struct spool s;
	char byte;
	setenv("DESIGNCONV_SPOOL", "0", 1);
	setenv("TMPDIR", "/nonexistent", 1);
	spool_init(&s);
	spool_put(&s, STR("x"));
	CHECK(s.error != 0 && !spool_read(&s, 0, 1, &byte));
	spool_done(&s);
}

int main(void)
{
	check_threshold(NULL);
	check_threshold("0");
	check_threshold("1000");
	check_threshold("300000");
	check_no_folder();
	return 0;
}
