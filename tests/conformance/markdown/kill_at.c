/* kill_at.c - preloaded: the process is killed, as by a power cut, before its N-th call that changes
 * the file system (KILL_AT=N). */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;

static void step(void)
{
	const char *at = getenv("KILL_AT");
	if (at && atomic_fetch_add(&calls, 1) + 1 == atol(at))
		raise(SIGKILL);
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

int rename(const char *from, const char *to)
{
	REAL(rename);
	step();
	return real(from, to);
}

int mkdir(const char *path, mode_t mode)
{
	REAL(mkdir);
	step();
	return real(path, mode);
}

int rmdir(const char *path)
{
	REAL(rmdir);
	step();
	return real(path);
}

int unlink(const char *path)
{
	REAL(unlink);
	step();
	return real(path);
}

int syncfs(int fd)
{
	(void)fd; /* what was not synced is another test's matter; it would take seconds */
	step();
	return 0;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	REAL(write);
	if (fd > 2)
		step();
	return real(fd, bytes, n);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	REAL(pwrite);
	step();
	return real(fd, bytes, n, at);
}

int open(const char *path, int flags, ...)
{
	REAL(open);
	va_list args;
	va_start(args, flags);
	mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	if (flags & O_CREAT)
		step();
	return real(path, flags, mode);
}
