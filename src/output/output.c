/* output.c - where books go: nothing stands under its name until output_commit.
 *
 * A single file is written to ".NAME.PID-N.tmp" beside its destination, synced and renamed over
 * it. A folder's files are written into one staging folder ".designconv.PID-N.tmp" inside it,
 * under numbers, so that cleaning up (also in a signal handler) needs no list of names; at commit
 * they are synced once and renamed in the order they were begun: a manifest begun last is renamed
 * last. Standard output and devices are fed at commit. */
#include "output/sink.h"

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

/* What output_emergency has to remove: the one thing here that is not reached through a pointer,
 * since a signal handler is given none. */
struct trace {
	char staging[PATH_MAX]; /* a file, or a folder with files 0 … n-1 */
	char made[PATH_MAX];    /* a folder that did not exist before, or "" */
	bool folder;
	atomic_size_t n;
};

enum { TRACES_MAX = 16 };
static _Atomic(struct trace *) traces[TRACES_MAX];

struct move {
	char *from, *to;
};

struct output {
	enum output_kind kind;
	char *path;   /* as given: for messages */
	char *target; /* the same with symbolic links followed */
	bool pretend; /* commit does nothing */
	bool feed;    /* bytes are copied into what stands there, not renamed over it */
	struct trace *trace; /* NULL when feeding */
	mode_t mode;         /* of the file that stands there; 0: none does */
	char **names;        /* of a folder's files, in the order begun */
	size_t n_names, cap_names;
	struct move *moves;
	size_t n_moves, cap_moves;
	/* The closed sink of a single output. */
	int fd;
	struct buf memory;
	uint64_t in_file;
	bool began;
	int error;
	char *error_at; /* heap; NULL: path */
};

static void fail(struct output *o, int error, const char *at)
{
	if (o->error)
		return;
	o->error = error;
	o->error_at = at ? strdup(at) : NULL;
}

static char *join(const char *folder, const char *name)
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

/* ---- traces ----------------------------------------------------------------------------- */

static void trace_add(struct trace *t)
{
	for (int i = 0; i < TRACES_MAX; i++) {
		struct trace *none = NULL;
		if (atomic_compare_exchange_strong(&traces[i], &none, t))
			return;
	}
}

static void trace_drop(struct trace *t)
{
	for (int i = 0; i < TRACES_MAX; i++) {
		struct trace *expected = t;
		if (atomic_compare_exchange_strong(&traces[i], &expected, NULL))
			return;
	}
}

/* "STAGING/NUMBER" without stdio, which a signal handler may not use. */
static void staged_path(char path[PATH_MAX], const char *staging, size_t number)
{
	char digits[24];
	size_t n = 0, len = strnlen(staging, PATH_MAX - 32);
	do
		digits[n++] = (char)('0' + number % 10);
	while (number /= 10);
	memcpy(path, staging, len);
	path[len++] = '/';
	while (n)
		path[len++] = digits[--n];
	path[len] = '\0';
}

static void trace_clean(struct trace *t)
{
	char path[PATH_MAX];
	if (!t->staging[0])
		return;
	if (!t->folder) {
		unlink(t->staging);
		return;
	}
	for (size_t i = 0, n = atomic_load(&t->n); i < n; i++) {
		staged_path(path, t->staging, i);
		unlink(path);
	}
	rmdir(t->staging);
	if (t->made[0])
		rmdir(t->made);
}

void output_emergency(void)
{
	for (int i = 0; i < TRACES_MAX; i++) {
		struct trace *t = atomic_load(&traces[i]);
		if (t)
			trace_clean(t);
	}
}

/* ---- opening ---------------------------------------------------------------------------- */

/* Fills in t->staging with the n-th name to try; false when it would be too long. */
static bool staging_name(const struct output *o, struct trace *t, int n)
{
	const char *slash = strrchr(o->target, '/');
	int len;
	if (o->kind == OUTPUT_FOLDER)
		len = snprintf(t->staging, PATH_MAX - 32, "%s/.designconv.%ld-%d.tmp", o->target,
			       (long)getpid(), n);
	else
		len = snprintf(t->staging, PATH_MAX - 32, "%.*s.%.200s.%ld-%d.tmp",
			       slash ? (int)(slash + 1 - o->target) : 0, o->target,
			       slash ? slash + 1 : o->target, (long)getpid(), n);
	return len > 0 && len < PATH_MAX - 32;
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

static void remove_abandoned(const char *folder)
{
	DIR *dir = opendir(folder), *staged;
	for (struct dirent *e; dir && (e = readdir(dir));) {
		if (!is_abandoned(e->d_name))
			continue;
		char *path = join(folder, e->d_name);
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

/* Makes the staging file or folder; the umask gives it its mode. */
static int stage(struct output *o)
{
	struct trace *t = o->trace = mem_alloc(sizeof *t);
	t->folder = o->kind == OUTPUT_FOLDER;
	atomic_init(&t->n, 0);
	if (t->folder) {
		if (mkdir(o->target, 0777) == 0)
			snprintf(t->made, sizeof t->made, "%s", o->target);
		else if (errno != EEXIST)
			return errno;
		else
			remove_abandoned(o->target);
	}
	trace_add(t);
	for (int n = 0; n < 1000; n++) {
		if (!staging_name(o, t, n))
			return t->staging[0] = '\0', ENAMETOOLONG;
		if (t->folder ? mkdir(t->staging, 0777) == 0
			      : (o->fd = open(t->staging, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
					      0666)) >= 0)
			return 0;
		if (errno != EEXIST)
			break;
	}
	int error = errno;
	t->staging[0] = '\0';
	return error;
}

struct output *output_open(const char *path, enum output_kind kind)
{
	struct output *o = mem_alloc(sizeof *o);
	*o = (struct output){ .kind = kind, .fd = -1, .feed = kind == OUTPUT_STDOUT };
	buf_init(&o->memory);
	if (kind == OUTPUT_STDOUT) {
		o->path = strdup("standard output");
		return o;
	}
	o->path = strdup(path);
	struct str trimmed = str_from_c(path);
	while (trimmed.len > 1 && trimmed.p[trimmed.len - 1] == '/')
		trimmed.len--;
	char *plain = strndup(trimmed.p, trimmed.len);
	struct stat st;
	bool there = stat(plain, &st) == 0;
	o->target = there ? realpath(plain, NULL) : NULL;
	if (!o->target)
		o->target = strdup(plain);
	free(plain);
	if (there && kind == OUTPUT_FILE && S_ISDIR(st.st_mode)) {
		fail(o, EISDIR, NULL);
	} else if (there && kind == OUTPUT_FILE && !S_ISREG(st.st_mode)) {
		o->feed = true;
	} else if (there && kind == OUTPUT_FOLDER && !S_ISDIR(st.st_mode)) {
		fail(o, ENOTDIR, NULL);
	} else {
		if (there && kind == OUTPUT_FILE && access(o->target, W_OK) != 0)
			fail(o, errno, NULL);
		o->mode = there ? st.st_mode & 07777 : 0;
		int error = o->error ? 0 : stage(o);
		if (error)
			fail(o, error, NULL);
	}
	return o;
}

enum output_kind output_kind(const struct output *o)
{
	return o->kind;
}

const char *output_path(const struct output *o)
{
	return o->path;
}

/* Relative, no empty, "." or ".." step: stays inside the folder. */
static bool name_is_inside(const char *name)
{
	struct str rest = str_from_c(name), step;
	if (!rest.len || rest.p[0] == '/' || rest.p[rest.len - 1] == '/' || strstr(name, "//"))
		return false;
	while (str_token(&rest, "/", &step))
		if (str_eq_c(step, ".") || str_eq_c(step, ".."))
			return false;
	return true;
}

struct sink *output_file(struct output *o, const char *name)
{
	if (o->kind != OUTPUT_FOLDER) {
		int fd = o->fd;
		o->fd = -1;
		if (name || o->began)
			fail(o, EINVAL, name);
		o->began = true;
		struct sink *s = sink_new(o, fd, o->feed ? SINK_MEMORY : SINK_BUFFER);
		s->error = o->error;
		return s;
	}
	int fd = -1;
	if (!name || !name_is_inside(name)) {
		fail(o, EINVAL, name);
	} else if (!o->error) {
		char path[PATH_MAX];
		staged_path(path, o->trace->staging, o->n_names);
		mem_grow(&o->names, &o->cap_names, o->n_names + 1, sizeof *o->names);
		o->names[o->n_names++] = strdup(name);
		atomic_store(&o->trace->n, o->n_names);
		fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0)
			fail(o, errno, name);
	}
	struct sink *s = sink_new(o, fd, SINK_BUFFER);
	s->error = o->error;
	return s;
}

void output_take(struct output *o, struct sink *s)
{
	if (!o->feed && !s->error)
		sink_flush(s);
	if (s->error)
		fail(o, s->error, NULL);
	if (o->kind == OUTPUT_FOLDER) {
		if (s->fd >= 0 && close(s->fd) != 0)
			fail(o, errno, NULL);
		return;
	}
	o->fd = s->fd;
	o->in_file = s->in_file;
	o->memory = s->pending;
	buf_init(&s->pending);
}

bool output_old(struct output *o, const char *name, struct buf *contents)
{
	if (o->kind != OUTPUT_FOLDER || o->error || !name_is_inside(name))
		return false;
	char *path = join(o->target, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	free(path);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	ssize_t n;
	do {
		n = read(fd, buf_reserve(contents, SINK_BUFFER), SINK_BUFFER);
		contents->len += n > 0 ? (size_t)n : 0;
	} while (n > 0 || (n < 0 && errno == EINTR));
	close(fd);
	return n == 0;
}

void output_rename(struct output *o, const char *from, const char *to)
{
	if (o->kind != OUTPUT_FOLDER || !name_is_inside(from) || !name_is_inside(to)) {
		fail(o, EINVAL, from);
		return;
	}
	mem_grow(&o->moves, &o->cap_moves, o->n_moves + 1, sizeof *o->moves);
	o->moves[o->n_moves++] = (struct move){ strdup(from), strdup(to) };
}

/* ---- committing ------------------------------------------------------------------------- */

static void sync_folder_of(const char *path, bool itself)
{
	char *folder = strdup(path);
	char *slash = strrchr(folder, '/');
	if (!itself && slash)
		slash[slash == folder ? 1 : 0] = '\0';
	int fd = open(itself || slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd); /* best effort: some file systems refuse */
		close(fd);
	}
	free(folder);
}

static int copy_to(int from, uint64_t len, int to)
{
	char *block = mem_alloc(SINK_BUFFER);
	int error = 0;
	for (uint64_t at = 0; at < len && !error;) {
		ssize_t n = pread(from, block, SINK_BUFFER, (off_t)at);
		if (n == 0 || (n < 0 && errno != EINTR))
			error = n ? errno : EIO;
		else if (n > 0 && !(error = file_write(to, block, (size_t)n)))
			at += (uint64_t)n;
	}
	free(block);
	return error;
}

static void commit_feed(struct output *o)
{
	bool named = o->kind != OUTPUT_STDOUT;
	int to = named ? open(o->target, O_WRONLY | O_CLOEXEC) : STDOUT_FILENO;
	int error = to < 0 ? errno : 0;
	if (!error && o->fd >= 0)
		error = copy_to(o->fd, o->in_file, to);
	if (!error)
		error = file_write(to, o->memory.p, o->memory.len);
	if (named && to >= 0 && close(to) != 0 && !error)
		error = errno;
	if (error)
		fail(o, error, NULL);
}

static void commit_file(struct output *o)
{
	if (o->fd < 0) {
		fail(o, EINVAL, NULL);
		return;
	}
	if (o->mode)
		(void)!fchmod(o->fd, o->mode); /* best effort: the old file's rights */
	if (fsync(o->fd) != 0 && errno != EINVAL && errno != EROFS) {
		fail(o, errno, NULL);
		return;
	}
	if (rename(o->trace->staging, o->target) != 0) {
		fail(o, errno, NULL);
		return;
	}
	o->trace->staging[0] = '\0';
	sync_folder_of(o->target, false);
}

/* Makes the folders that `name` stands in. */
static int make_folders(const struct output *o, const char *name)
{
	for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
		char *part = strndup(name, (size_t)(slash - name));
		char *path = join(o->target, part);
		int error = mkdir(path, 0777) != 0 && errno != EEXIST ? errno : 0;
		free(path);
		free(part);
		if (error)
			return error;
	}
	return 0;
}

static void move_into_place(struct output *o, const char *from, const char *to)
{
	char *target = join(o->target, to);
	int error = make_folders(o, to);
	if (!error && rename(from, target) != 0)
		error = errno;
	if (error)
		fail(o, error, target);
	free(target);
}

static void commit_folder(struct output *o)
{
	struct stat st;
	for (size_t i = 0; i < o->n_names && !o->error; i++) {
		char *target = join(o->target, o->names[i]);
		if (stat(target, &st) == 0 && S_ISDIR(st.st_mode))
			fail(o, EISDIR, target);
		free(target);
	}
	int fd = open(o->trace->staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || syncfs(fd) != 0)
		fail(o, errno, NULL);
	if (fd >= 0)
		close(fd);
	for (size_t i = 0; i < o->n_moves && !o->error; i++) {
		char *from = join(o->target, o->moves[i].from);
		if (access(from, F_OK) == 0)
			move_into_place(o, from, o->moves[i].to);
		free(from);
	}
	for (size_t i = 0; i < o->n_names && !o->error; i++) {
		char path[PATH_MAX];
		staged_path(path, o->trace->staging, i);
		move_into_place(o, path, o->names[i]);
	}
	if (!o->error) {
		o->trace->made[0] = '\0';
		sync_folder_of(o->target, true);
	}
}

static void output_free(struct output *o)
{
	if (o->fd >= 0)
		close(o->fd);
	if (o->trace) {
		trace_clean(o->trace);
		trace_drop(o->trace);
		free(o->trace);
	}
	for (size_t i = 0; i < o->n_names; i++)
		free(o->names[i]);
	for (size_t i = 0; i < o->n_moves; i++) {
		free(o->moves[i].from);
		free(o->moves[i].to);
	}
	free(o->names);
	free(o->moves);
	buf_done(&o->memory);
	free(o->error_at);
	free(o->path);
	free(o->target);
	free(o);
}

void output_pretend(struct output *o)
{
	o->pretend = true;
}

bool output_commit(struct output *o, struct buf *why)
{
	if (o->pretend) {
		output_free(o);
		return true;
	}
	if (!o->error && o->feed)
		commit_feed(o);
	else if (!o->error && o->kind == OUTPUT_FOLDER)
		commit_folder(o);
	else if (!o->error)
		commit_file(o);
	int error = o->error;
	if (error) {
		buf_puts(why, "cannot write ");
		buf_puts(why, o->error_at ? o->error_at : o->path);
		buf_puts(why, ": ");
		buf_puts(why, strerror(error));
	}
	output_free(o);
	return error == 0;
}

void output_discard(struct output *o)
{
	output_free(o);
}
