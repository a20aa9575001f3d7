/* spool.c - the threshold is crossed once: then memory is only a write buffer. */
#include "base/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

/* FIRST: what memory begins with. Pages that are never written to cost nothing, and what grew by doubling
 * from a few bytes would be copied each time. [byte] */
enum { WRITE_BUFFER = 256 << 10, FIRST = 512 << 10 };

void spool_init(struct spool *s)
{
	spool_init_for(s, 8u << 20);
}

void spool_init_for(struct spool *s, size_t threshold)
{
	*s = (struct spool){ .fd = -1, .threshold = threshold };
	long bytes;
	const char *wish = getenv("DESIGNCONV_SPOOL");
	if (wish && str_parse_long(str_from_c(wish), &bytes) && bytes >= 0)
		s->threshold = (size_t)bytes;
}

void spool_done(struct spool *s)
{
	buf_done(&s->memory);
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}

void spool_expect(struct spool *s, uint64_t bytes)
{
	if (s->fd < 0)
		buf_reserve(&s->memory, bytes < s->threshold ? (size_t)bytes : s->threshold);
}

static void write_out(struct spool *s)
{
	if (s->fd < 0 && (s->fd = file_open_unnamed()) < 0)
		s->error = errno;
	if (!s->error)
		s->error = file_write(s->fd, s->memory.p, s->memory.len);
	s->in_file += s->memory.len;
	s->memory.len = 0;
	if (s->memory.cap > 2 * WRITE_BUFFER) { /* as large as the threshold: no longer needed */
		buf_done(&s->memory);
		buf_init(&s->memory);
	}
}

uint64_t spool_put(struct spool *s, struct str bytes)
{
	uint64_t at = s->size;
	if (!s->memory.cap)
		buf_reserve(&s->memory, s->threshold < FIRST ? s->threshold + 1 : FIRST);
	buf_put_str(&s->memory, bytes);
	s->size += bytes.len;
	if (s->memory.len > (s->fd < 0 ? s->threshold : WRITE_BUFFER))
		write_out(s);
	return at;
}

bool spool_read(const struct spool *s, uint64_t offset, size_t len, char *into)
{
	if (s->error || offset > s->size || len > s->size - offset)
		return false;
	while (len && offset < s->in_file) {
		size_t want = len < s->in_file - offset ? len : (size_t)(s->in_file - offset);
		ssize_t n = pread(s->fd, into, want, (off_t)offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		offset += (uint64_t)n;
		into += n;
		len -= (size_t)n;
	}
	if (len)
		memcpy(into, s->memory.p + (offset - s->in_file), len);
	return true;
}

bool spool_get(const struct spool *s, uint64_t offset, uint64_t len, struct arena *a, struct str *out)
{
	if (s->fd < 0 && !s->error && offset <= s->size && len <= s->size - offset) {
		*out = str_sub(buf_str(&s->memory), (size_t)offset, (size_t)(offset + len));
		return true;
	}
	char *p = arena_bytes(a, (size_t)len);
	*out = (struct str){ p, (size_t)len };
	return spool_read(s, offset, (size_t)len, p);
}
