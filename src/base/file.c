/* file.c - unnamed files come from O_TMPFILE where the file system has it. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

int file_open_unnamed(void)
{
	const char *folder = getenv("TMPDIR");
	if (!folder || !*folder)
		folder = "/tmp";
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	struct buf name;
	buf_init(&name);
	buf_puts(&name, folder);
	buf_puts(&name, "/designconv-XXXXXX");
	buf_cstr(&name);
	fd = mkostemp(name.p, O_CLOEXEC);
	if (fd >= 0)
		unlink(name.p);
	buf_done(&name);
	return fd;
}

int file_write(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t done = write(fd, bytes, n);
		if (done < 0 && errno != EINTR)
			return errno;
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		}
	}
	return 0;
}

char *file_path(const char *folder, const char *name)
{
	struct buf b;
	buf_init(&b);
	buf_puts(&b, folder);
	if (b.len && b.p[b.len - 1] != '/')
		buf_putc(&b, '/');
	buf_puts(&b, name);
	buf_cstr(&b);
	return b.p;
}
