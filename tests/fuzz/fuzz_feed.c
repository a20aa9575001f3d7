/* fuzz_feed.c - any bytes as a feed: no crash, no hang, and bodies that lie in the spool. The first
 * byte chooses the format that is asked for. */
#include "feed/feed.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_items(const struct feed *feed, const struct spool *spool)
{
	struct arena arena;
	struct str body;
	arena_init(&arena);
	for (size_t i = 0; i < feed->n_items; i++) {
		const struct feed_item *item = &feed->items[i];
		if (!spool_get(spool, item->body_at, item->body_len, &arena, &body))
			abort();
		if (item->item < 1 || (i && item->item <= feed->items[i - 1].item))
			abort();
	}
	arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum feed_format formats[] = { FEED_AUTO, FEED_AUTO, FEED_AUTO, FEED_HTML };
	struct spool spool;
	struct arena arena;
	struct diag_log log;
	struct feed feed;
	const char *what;
	if (size == 0)
		return 0;
	int fd = memfd_create("feed", MFD_CLOEXEC);
	if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)size - 1)
		abort();
	lseek(fd, 0, SEEK_SET);
	spool_init(&spool);
	arena_init(&arena);
	diag_log_init(&log);
	enum feed_status status = feed_read(fd, formats[data[0] & 3], STR("http://example.org/feed"), &spool,
					    &arena, &log, &feed, &what);
	if (status == FEED_OK)
		check_items(&feed, &spool);
	else if (status == FEED_NOT_A_FEED && !what)
		abort();
	feed_done(&feed);
	diag_log_done(&log);
	arena_done(&arena);
	spool_done(&spool);
	close(fd);
	return 0;
}
