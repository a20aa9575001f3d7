/* inputs.c - opens what was named, has it read, and says in words a person can use why it cannot be. */
#include "convert/convert.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static enum exit_status say_unreadable(const char *name)
{
	fprintf(stderr, "designconv: %s: %s\n", name, strerror(errno));
	return EXIT_IO;
}

/* "www.example.org/feed" is a host before its slash, and no file. */
static bool looks_like_address(const char *name)
{
	size_t host = strcspn(name, "/"), dot = strcspn(name, ".");
	return dot > 0 && dot + 2 < host && (name[host] || strncmp(name, "www.", 4) == 0);
}

static enum exit_status say_unopened(const char *name)
{
	int fault = errno;
	say_unreadable(name);
	if (fault == EISDIR)
		fprintf(stderr, "It is a folder: name the feed in it.\n");
	else if (fault == ENOENT && looks_like_address(name))
		fprintf(stderr, "If it is an address on the web: curl -sSL 'https://%s' | designconv ... -\n", name);
	return EXIT_IO;
}

static enum exit_status say_not_a_feed(enum feed_format asked, const char *name, const char *what)
{
	what = what ? what : "something else";
	if (asked == FEED_AUTO)
		fprintf(stderr, "designconv: %s: not a feed but %s\n", name, what);
	for (size_t i = 0; i < n_feed_formats; i++)
		if (asked != FEED_AUTO && feed_formats[i].format == asked)
			fprintf(stderr, "designconv: %s: %s, and -f %s was asked for\n", name, what, feed_formats[i].name);
	return EXIT_NOT_A_FEED;
}

static enum exit_status read_feed(struct inputs *in, const struct options *o, const char *name, struct diag *diag)
{
	bool from_stdin = strcmp(name, "-") == 0;
	int fd = from_stdin ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	struct stat st;
	if (fd < 0)
		return say_unopened(name);
	bool known = fstat(fd, &st) == 0;
	if (known && S_ISDIR(st.st_mode)) {
		close(fd);
		errno = EISDIR;
		return say_unopened(name);
	}
	if (known && S_ISREG(st.st_mode)) /* bodies are most of it */
		spool_expect(&in->bodies, (uint64_t)st.st_size);
	if (from_stdin && !o->quiet && isatty(STDIN_FILENO) && isatty(STDERR_FILENO))
		fprintf(stderr, "designconv: reading a feed from the terminal; ^D ends it\n");
	const char *what = NULL;
	struct diag_log log;
	diag_log_init(&log);
	enum feed_status status = feed_read(fd, o->from, str_from_c(o->base_url), &in->bodies,
					    &in->arena, &log, &in->feeds[in->n], &what);
	int fault = errno;
	if (!from_stdin)
		close(fd);
	diag_flush(diag, &log, (struct diag_place){ .file = from_stdin ? "(standard input)" : name });
	errno = fault;
	if (status == FEED_UNREADABLE)
		return say_unreadable(name);
	return status == FEED_NOT_A_FEED ? say_not_a_feed(o->from, name, what) : EXIT_OK;
}

void inputs_init(struct inputs *in)
{
	*in = (struct inputs){ .feeds = NULL };
	spool_init(&in->bodies);
	arena_init(&in->arena);
}

enum exit_status inputs_read(struct inputs *in, const struct options *o, struct diag *diag)
{
	in->feeds = mem_alloc(mem_product(o->n_inputs, sizeof *in->feeds));
	for (size_t i = 0; i < o->n_inputs; i++, in->n++) {
		enum exit_status status = read_feed(in, o, o->inputs[i], diag);
		if (status != EXIT_OK) {
			feed_done(&in->feeds[in->n]);
			return status;
		}
	}
	if (in->bodies.error) {
		errno = in->bodies.error;
		return say_unreadable("temporary file");
	}
	return EXIT_OK;
}

void inputs_done(struct inputs *in)
{
	for (size_t i = 0; i < in->n; i++)
		feed_done(&in->feeds[i]);
	free(in->feeds);
	arena_done(&in->arena);
	spool_done(&in->bodies);
}
