/* client.c - the helper is found beside the program (base/libexec.h), or in DESIGNCONV_LIBEXEC. It is spoken to
 * over a pair of sockets, one request at a time; whatever goes wrong (it is not there, it dies, it
 * is silent for too long) is this one picture's failure. */
#include "image/client.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/libexec.h"
#include "image/wire.h"

enum { PATIENCE_MS = 30000, LARGEST_ANSWER = 1 << 30 };

extern char **environ;

struct image_client {
	pthread_mutex_t lock;
	pid_t child; /* 0: not started */
	int socket;
	bool absent; /* there is no such program: not tried again */
	struct buf why;
};

struct image_client *image_client_open(void)
{
	struct image_client *c = mem_alloc(sizeof *c);
	pthread_mutex_init(&c->lock, NULL);
	c->socket = -1;
	buf_init(&c->why);
	return c;
}

static void stop(struct image_client *c, bool kill_it)
{
	if (!c->child)
		return;
	close(c->socket); /* the helper reads the end of its input and ends */
	if (kill_it)
		kill(c->child, SIGKILL);
	while (waitpid(c->child, NULL, 0) < 0 && errno == EINTR)
		;
	c->child = 0;
	c->socket = -1;
}

void image_client_close(struct image_client *c)
{
	if (!c)
		return;
	stop(c, false);
	pthread_mutex_destroy(&c->lock);
	buf_done(&c->why);
	free(c);
}

/* ---- starting ------------------------------------------------------------------------- */

static bool find_helper(struct buf *path)
{
	const char *wish = getenv("DESIGNCONV_LIBEXEC");
	if (!wish || !*wish)
		return libexec_find(path, "image", X_OK);
	buf_puts(path, wish);
	buf_puts(path, "/image");
	return access(buf_cstr(path), X_OK) == 0;
}

static bool start(struct image_client *c)
{
	int pair[2];
	struct buf path;
	if (c->absent)
		return false;
	buf_init(&path);
	c->absent = !find_helper(&path) || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0;
	if (!c->absent) {
		posix_spawn_file_actions_t actions;
		char *argv[] = { path.p, NULL };
		posix_spawn_file_actions_init(&actions);
		posix_spawn_file_actions_adddup2(&actions, pair[1], 0);
		posix_spawn_file_actions_adddup2(&actions, pair[1], 1);
		posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
		c->absent = posix_spawn(&c->child, path.p, &actions, NULL, argv, environ) != 0;
		posix_spawn_file_actions_destroy(&actions);
		close(pair[1]);
		if (c->absent) {
			close(pair[0]);
			c->child = 0;
		} else {
			c->socket = pair[0];
		}
	}
	buf_done(&path);
	return !c->absent;
}

/* ---- talking -------------------------------------------------------------------------- */

static bool ready(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };
	int n;
	do
		n = poll(&p, 1, PATIENCE_MS);
	while (n < 0 && errno == EINTR);
	return n > 0;
}

static bool put(int fd, const void *bytes, size_t n)
{
	for (const char *p = bytes; n;) {
		if (!ready(fd, POLLOUT))
			return false;
		ssize_t sent = send(fd, p, n, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (sent < 0 && errno != EINTR && errno != EAGAIN)
			return false;
		if (sent > 0) {
			p += sent;
			n -= (size_t)sent;
		}
	}
	return true;
}

static bool take(int fd, void *bytes, size_t n)
{
	for (char *p = bytes; n;) {
		if (!ready(fd, POLLIN))
			return false;
		ssize_t got = recv(fd, p, n, 0);
		if (got == 0 || (got < 0 && errno != EINTR))
			return false;
		if (got > 0) {
			p += got;
			n -= (size_t)got;
		}
	}
	return true;
}

static bool ask(struct image_client *c, struct str bytes, const struct image_wish *wish,
		struct wire_answer *answer, struct buf *out)
{
	struct wire_request request = { .magic = WIRE_REQUEST,
					.form = (uint32_t)wish->form,
					.most_pixels = (uint32_t)wish->most_pixels,
					.width = (uint32_t)wish->width,
					.length = (uint32_t)bytes.len };
	if (!put(c->socket, &request, sizeof request) || !put(c->socket, bytes.p, bytes.len) ||
	    !take(c->socket, answer, sizeof *answer) || answer->magic != WIRE_ANSWER ||
	    answer->length > LARGEST_ANSWER || answer->width > INT32_MAX || answer->height > INT32_MAX)
		return false;
	if (!take(c->socket, buf_reserve(out, answer->length), answer->length))
		return false;
	out->len += answer->length;
	return true;
}

static bool convert(struct image_client *c, struct str bytes, const struct image_wish *wish,
		    struct image_result *result, struct buf *out, const char **why)
{
	struct wire_answer answer;
	size_t before = out->len;
	*why = "the program that decodes pictures (libexec/image) is not installed";
	if (!c->child && !start(c))
		return false;
	if (!ask(c, bytes, wish, &answer, out)) {
		stop(c, true);
		out->len = before;
		*why = "it cannot be decoded";
		return false;
	}
	if (answer.failed) {
		buf_clear(&c->why);
		buf_put_str(&c->why, str_sub(buf_str(out), before, out->len));
		out->len = before;
		*why = buf_cstr(&c->why);
		return false;
	}
	*result = (struct image_result){ (int)answer.width, (int)answer.height, answer.alpha != 0,
					 answer.damaged != 0 };
	*why = NULL;
	return true;
}

bool image_client_present(struct image_client *c)
{
	pthread_mutex_lock(&c->lock);
	bool present = !c->absent;
	pthread_mutex_unlock(&c->lock);
	return present;
}

bool image_convert(struct image_client *c, struct str bytes, const struct image_wish *wish,
		   struct image_result *result, struct buf *out, const char **why)
{
	pthread_mutex_lock(&c->lock);
	bool good = convert(c, bytes, wish, result, out, why);
	pthread_mutex_unlock(&c->lock);
	return good;
}
