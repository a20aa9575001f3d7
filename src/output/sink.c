/* sink.c - bytes into a temporary file, with an error that sticks. Where the file stands and what
 * becomes of it is output.c's. */
#include "output/sink.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

struct sink *sink_new(struct output *output, int fd, size_t threshold)
{
	struct sink *s = mem_alloc(sizeof *s);
	*s = (struct sink){ .output = output, .fd = fd, .threshold = threshold };
	buf_init(&s->pending);
	return s;
}

bool sink_flush(struct sink *s)
{
	if (!s->error && s->fd < 0 && (s->fd = file_open_unnamed()) < 0)
		s->error = errno;
	if (!s->error)
		s->error = file_write(s->fd, s->pending.p, s->pending.len);
	s->in_file += s->pending.len;
	buf_clear(&s->pending);
	return s->error == 0;
}

void sink_put(struct sink *s, const void *bytes, size_t n)
{
	if (s->error) {
		s->in_file += n; /* sink_tell goes on counting */
		return;
	}
	if (s->pending.len + n > s->threshold)
		sink_flush(s);
	if (n > s->threshold && !s->error) {
		s->error = file_write(s->fd, bytes, n);
		s->in_file += n;
	} else {
		buf_put(&s->pending, bytes, n);
	}
}

uint64_t sink_tell(const struct sink *s)
{
	return s->in_file + s->pending.len;
}

void sink_patch(struct sink *s, uint64_t offset, const void *bytes, size_t n)
{
	if (offset >= s->in_file && offset + n <= sink_tell(s)) {
		memcpy(s->pending.p + (offset - s->in_file), bytes, n);
		return;
	}
	const char *from = bytes;
	while (n && sink_flush(s)) {
		ssize_t done = pwrite(s->fd, from, n, (off_t)offset);
		if (done < 0 && errno != EINTR)
			s->error = errno;
		if (done > 0) {
			from += done;
			offset += (uint64_t)done;
			n -= (size_t)done;
		}
	}
}

void sink_close(struct sink *s)
{
	output_take(s->output, s);
	buf_done(&s->pending);
	free(s);
}
