/* staging.c - where files stand until they take their names, and what is to be removed when they never do.
 *
 * A single file is ".NAME.PID-N.tmp" beside its destination. A folder's files stand in one folder
 * ".designconv.PID-N.tmp" inside it, under numbers, so that cleaning up (also in a signal handler)
 * needs no list of names. */
#include "output/staging.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "output/output.h"

struct staging {
	char path[PATH_MAX]; /* a file, or a folder with files 0 … n-1; "": nothing is there */
	char made[PATH_MAX]; /* a folder that did not exist before, or "" */
	bool folder;
	bool abandoned; /* a killed run left a folder beside this one */
	atomic_size_t n;
};

/* What output_emergency has to remove: the one thing here that is not reached through a pointer,
 * since a signal handler is given none. */
enum { STAGINGS_MAX = 16 };
static _Atomic(struct staging *) stagings[STAGINGS_MAX];

/* ---- cleaning up ------------------------------------------------------------------------ */

static void announce(struct staging *t)
{
	for (int i = 0; i < STAGINGS_MAX; i++) {
		struct staging *none = NULL;
		if (atomic_compare_exchange_strong(&stagings[i], &none, t))
			return;
	}
}

static void withdraw(struct staging *t)
{
	for (int i = 0; i < STAGINGS_MAX; i++) {
		struct staging *expected = t;
		if (atomic_compare_exchange_strong(&stagings[i], &expected, NULL))
			return;
	}
}

/* Without stdio, which a signal handler may not use. */
void staging_path(const struct staging *t, size_t number, char path[PATH_MAX])
{
	char digits[24];
	size_t n = 0, len = strnlen(t->path, PATH_MAX - 32);
	do
		digits[n++] = (char)('0' + number % 10);
	while (number /= 10);
	memcpy(path, t->path, len);
	path[len++] = '/';
	while (n)
		path[len++] = digits[--n];
	path[len] = '\0';
}

static void clean(struct staging *t)
{
	char path[PATH_MAX];
	if (!t->path[0])
		return;
	if (!t->folder) {
		unlink(t->path);
		return;
	}
	for (size_t i = 0, n = atomic_load(&t->n); i < n; i++) {
		staging_path(t, i, path);
		unlink(path);
	}
	rmdir(t->path);
	if (t->made[0])
		rmdir(t->made);
}

void output_emergency(void)
{
	for (int i = 0; i < STAGINGS_MAX; i++) {
		struct staging *t = atomic_load(&stagings[i]);
		if (t)
			clean(t);
	}
}

void staging_end(struct staging *t)
{
	if (!t)
		return;
	clean(t);
	withdraw(t);
	free(t);
}

/* A staging folder of a run that was killed: ".designconv.PID-N.tmp", and no such process lives. */
static bool is_abandoned(const char *name)
{
	static const char prefix[] = ".designconv.";
	if (strncmp(name, prefix, sizeof prefix - 1) != 0)
		return false;
	char *end;
	long pid = strtol(name + sizeof prefix - 1, &end, 10);
	const char *digits = end + 1;
	size_t n = *end == '-' ? strspn(digits, "0123456789") : 0;
	return pid > 0 && n && strcmp(digits + n, ".tmp") == 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static bool has_abandoned(const char *folder)
{
	DIR *dir = opendir(folder);
	bool any = false;
	for (struct dirent *e; dir && !any && (e = readdir(dir));)
		any = is_abandoned(e->d_name);
	if (dir)
		closedir(dir);
	return any;
}

static void remove_abandoned(const char *folder)
{
	DIR *dir = opendir(folder), *staged;
	for (struct dirent *e; dir && (e = readdir(dir));) {
		if (!is_abandoned(e->d_name))
			continue;
		char *path = file_path(folder, e->d_name);
		staged = opendir(path);
		for (struct dirent *f; staged && (f = readdir(staged));)
			if (f->d_name[strspn(f->d_name, "0123456789")] == '\0')
				unlinkat(dirfd(staged), f->d_name, 0);
		if (staged)
			closedir(staged);
		rmdir(path); /* stays when it holds what is not ours */
		free(path);
	}
	if (dir)
		closedir(dir);
}

/* ---- making ----------------------------------------------------------------------------- */

/* Fills in t->path with the n-th name to try; false when it would be too long. */
static bool name_path(struct staging *t, const char *target, int n)
{
	const char *slash = strrchr(target, '/');
	int len;
	if (t->folder)
		len = snprintf(t->path, PATH_MAX - 32, "%s/.designconv.%ld-%d.tmp", target, (long)getpid(), n);
	else
		len = snprintf(t->path, PATH_MAX - 32, "%.*s.%.200s.%ld-%d.tmp",
			       slash ? (int)(slash + 1 - target) : 0, target, slash ? slash + 1 : target,
			       (long)getpid(), n);
	return len > 0 && len < PATH_MAX - 32;
}

/* Makes the file, open as *fd, or the folder, under the first name that is free; the umask gives it its
 * mode. 0, or errno. */
static int make(struct staging *t, const char *target, int *fd)
{
	for (int n = 0; n < 1000; n++) {
		if (!name_path(t, target, n))
			return t->path[0] = '\0', ENAMETOOLONG;
		if (t->folder ? mkdir(t->path, 0777) == 0
			      : (*fd = open(t->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) >= 0)
			return 0;
		if (errno != EEXIST)
			break;
	}
	int error = errno;
	t->path[0] = '\0';
	return error;
}

static struct staging *staging_new(bool folder)
{
	struct staging *t = mem_alloc(sizeof *t);
	t->folder = folder;
	atomic_init(&t->n, 0);
	return t;
}

struct staging *staging_file(const char *target, int *fd, int *error)
{
	struct staging *t = staging_new(false);
	announce(t);
	*error = make(t, target, fd);
	return t;
}

struct staging *staging_folder(const char *target, int *error)
{
	struct staging *t = staging_new(true);
	if (mkdir(target, 0777) == 0) {
		snprintf(t->made, sizeof t->made, "%s", target);
	} else if (errno != EEXIST) {
		*error = errno;
		return t;
	} else {
		t->abandoned = has_abandoned(target);
	}
	announce(t);
	*error = make(t, target, NULL);
	return t;
}

/* ---- into place ------------------------------------------------------------------------- */

void staging_expect(struct staging *t, size_t n)
{
	atomic_store(&t->n, n);
}

int staging_sync(const struct staging *t)
{
	int fd = open(t->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error = fd < 0 || syncfs(fd) != 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	return error;
}

int staging_rename(struct staging *t, const char *target)
{
	if (rename(t->path, target) != 0)
		return errno;
	t->path[0] = '\0';
	return 0;
}

bool staging_was_abandoned(const struct staging *t)
{
	return t->abandoned;
}

void staging_keep_folder(struct staging *t, const char *target)
{
	t->made[0] = '\0';
	if (t->abandoned)
		remove_abandoned(target);
}
