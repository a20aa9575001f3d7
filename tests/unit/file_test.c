/* file_test.c - an unnamed file holds what was written and leaves nothing in the folder; a full disk
 * and a folder that is not there are told by errno. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

static int files_in(const char *folder)
{
	int n = -2; /* "." and ".." */
	DIR *d = opendir(folder);
	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n;
}

int main(void)
{
	char folder[] = "/tmp/file_test.XXXXXX", back[8] = "";
	CHECK(mkdtemp(folder) != NULL);
	setenv("TMPDIR", folder, 1);
	int fd = file_open_unnamed();
	CHECK(fd >= 0 && files_in(folder) == 0);
	CHECK(file_write(fd, "abc", 3) == 0 && file_write(fd, "", 0) == 0 && file_write(fd, "de", 2) == 0);
	CHECK(pread(fd, back, 8, 0) == 5 && memcmp(back, "abcde", 5) == 0);
	close(fd);
	int full = open("/dev/full", O_WRONLY);
	CHECK(full < 0 || file_write(full, "x", 1) == ENOSPC);
	close(full);
	rmdir(folder);
	errno = 0;
	CHECK(file_open_unnamed() < 0 && errno == ENOENT);
	return 0;
}
