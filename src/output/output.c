/* output.c - where books go: nothing stands under its name until output_commit.
 *
 * A file is staged (staging.c), synced and renamed over its destination. A folder's files are synced
 * once and renamed in the order they were begun: a manifest begun last is renamed last. Standard output
 * and devices are fed at commit. */
#include "output/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "output/staging.h"

struct move {
	char *from, *to;
};

struct output {
	enum output_kind kind;
	char *path;   /* as given: for messages */
	char *target; /* the same with symbolic links followed */
	bool pretend; /* commit does nothing */
	bool feed;    /* bytes are copied into what stands there, not renamed over it */
	struct staging *staging; /* NULL when feeding */
	mode_t mode;             /* of the file that stands there; 0: none does */
	char **names;            /* of a folder's files, in the order begun */
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

/* ---- opening ---------------------------------------------------------------------------- */

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
		int error = 0;
		if (!o->error)
			o->staging = kind == OUTPUT_FOLDER ? staging_folder(o->target, &error) :
							     staging_file(o->target, &o->fd, &error);
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
		staging_path(o->staging, o->n_names, path);
		mem_grow(&o->names, &o->cap_names, o->n_names + 1, sizeof *o->names);
		o->names[o->n_names++] = strdup(name);
		staging_expect(o->staging, o->n_names);
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
	char *path = file_path(o->target, name);
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

bool output_was_interrupted(const struct output *o)
{
	return o->kind == OUTPUT_FOLDER && o->staging && staging_was_abandoned(o->staging);
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
	int error = staging_rename(o->staging, o->target);
	if (error) {
		fail(o, error, NULL);
		return;
	}
	sync_folder_of(o->target, false);
}

/* Makes the folders that `name` stands in. */
static int make_folders(const struct output *o, const char *name)
{
	for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
		char *part = strndup(name, (size_t)(slash - name));
		char *path = file_path(o->target, part);
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
	char *target = file_path(o->target, to);
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
		char *target = file_path(o->target, o->names[i]);
		if (stat(target, &st) == 0 && S_ISDIR(st.st_mode))
			fail(o, EISDIR, target);
		free(target);
	}
	int error = staging_sync(o->staging);
	if (error)
		fail(o, error, NULL);
	for (size_t i = 0; i < o->n_moves && !o->error; i++) {
		char *from = file_path(o->target, o->moves[i].from);
		if (access(from, F_OK) == 0)
			move_into_place(o, from, o->moves[i].to);
		free(from);
	}
	for (size_t i = 0; i < o->n_names && !o->error; i++) {
		char path[PATH_MAX];
		staging_path(o->staging, i, path);
		move_into_place(o, path, o->names[i]);
	}
	if (!o->error) {
		staging_keep_folder(o->staging, o->target);
		sync_folder_of(o->target, true);
	}
}

static void output_free(struct output *o)
{
	if (o->fd >= 0)
		close(o->fd);
	staging_end(o->staging);
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
