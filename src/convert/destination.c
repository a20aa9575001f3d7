/* destination.c - names of outputs.
 *
 *   no -o          the first input's base name with the format's suffix, in the current folder;
 *                  standard input goes to standard output
 *   -o -           standard output; binary formats not to a terminal
 *   -o DIR/        Markdown and text: one file per article in DIR; other formats: the default name in it
 *   -o PATH        that file */
#include "convert/convert.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refuse(const char *what, const char *detail, const char *hint)
{
	fprintf(stderr, "designconv: %s%s\n%s\n", what, detail, hint);
	return false;
}

/* "feeds/index.xml" → "index", "index.xml.gz" → "index"; "-" → "book". */
static struct str base_name(const char *input)
{
	struct str name = str_from_c(input);
	for (size_t i = name.len; i-- > 0;)
		if (name.p[i] == '/') {
			name = str_sub(name, i + 1, name.len);
			break;
		}
	if (str_eq_c(name, "-") || !name.len)
		return STR("book");
	if (name.len > 3 && str_ends(name, STR(".gz")))
		name.len -= 3;
	for (size_t i = name.len; i-- > 1;)
		if (name.p[i] == '.')
			return str_sub(name, 0, i);
	return name;
}

const char *destination_suffix(const struct backend *b, const struct settings *s)
{
	return b->suffix_for ? b->suffix_for(s) : b->suffix;
}

char *destination_of_volume(const struct destination *d, const char *suffix, size_t number)
{
	struct buf path;
	struct str whole = str_from_c(d->path), ending = str_from_c(suffix), stem = whole;
	buf_init(&path);
	if (str_ends(whole, ending) && whole.len > ending.len + 1 && whole.p[whole.len - ending.len - 1] == '.')
		stem.len -= ending.len + 1;
	else /* the user's own suffix */
		for (size_t i = whole.len; i-- > 1 && whole.p[i] != '/';)
			if (whole.p[i] == '.' && whole.p[i - 1] != '/') {
				stem.len = i;
				break;
			}
	buf_put_str(&path, stem);
	buf_printf(&path, "-%zu", number);
	buf_put_str(&path, str_sub(whole, stem.len, whole.len));
	buf_cstr(&path);
	return path.p;
}

static char *default_path(const char *folder, const struct options *o, const struct backend *b)
{
	struct buf path;
	buf_init(&path);
	if (folder) {
		buf_puts(&path, folder);
		if (path.len && path.p[path.len - 1] != '/')
			buf_putc(&path, '/');
	}
	buf_put_str(&path, base_name(o->inputs[0]));
	buf_putc(&path, '.');
	buf_puts(&path, destination_suffix(b, &o->settings));
	buf_cstr(&path);
	return path.p;
}

/* Said before anything is read: a file in a folder that is not there, or one that is a folder. */
static bool has_place(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat st;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		fprintf(stderr, "designconv: cannot write %s: %s\n", path, strerror(EISDIR));
		fprintf(stderr, "Name another file with -o, or a folder, ending in /.\n");
		return false;
	}
	if (!slash || slash == path)
		return true;
	struct buf folder = { 0 };
	buf_put(&folder, path, (size_t)(slash - path));
	bool there = stat(buf_cstr(&folder), &st) == 0;
	if (!there) {
		int fault = errno;
		fprintf(stderr, "designconv: cannot write %s: %s: %s\n", path, buf_cstr(&folder), strerror(fault));
		if (fault == ENOENT)
			fprintf(stderr, "Make the folder first, or give -o the folder alone, ending in /: then it is made.\n");
	}
	buf_done(&folder);
	return there;
}

static bool is_folder(const char *path)
{
	struct stat st;
	size_t n = strlen(path);
	return (n && path[n - 1] == '/') || (stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

static bool is_an_input(const struct options *o, const char *path)
{
	struct stat in, out;
	if (stat(path, &out) != 0 || !S_ISREG(out.st_mode))
		return false;
	for (size_t i = 0; i < o->n_inputs; i++)
		if (stat(o->inputs[i], &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
			return true;
	return false;
}

static char *copy_string(const char *s)
{
	return strcpy(mem_alloc(strlen(s) + 1), s);
}

/* Names it. False: it cannot be, which was said. */
static bool name_destination(struct destination *d, const struct options *o, const struct backend *b)
{
	bool from_stdin = o->n_inputs == 1 && strcmp(o->inputs[0], "-") == 0;
	bool to_stdout = o->output ? strcmp(o->output, "-") == 0 : from_stdin && o->n_formats == 1;
	*d = (struct destination){ .kind = OUTPUT_FILE };
	if (to_stdout) {
		*d = (struct destination){ .kind = OUTPUT_STDOUT, .path = copy_string("-") };
		return !b->binary || !isatty(STDOUT_FILENO) ||
		       refuse("a terminal cannot show this format: ", b->name, "Name a file with -o, or send it to another program.");
	}
	if (!o->output) {
		d->path = default_path(NULL, o, b);
	} else if (is_folder(o->output)) {
		d->kind = b->folder ? OUTPUT_FOLDER : OUTPUT_FILE;
		d->path = b->folder ? copy_string(o->output) : default_path(o->output, o, b);
	} else if (o->n_formats > 1) {
		return refuse("several formats need a folder, not ", o->output, "End the folder's name with a slash: -o books/");
	} else {
		d->path = copy_string(o->output);
	}
	if (d->kind == OUTPUT_FILE && is_an_input(o, d->path))
		return refuse("the output would replace the input: ", d->path, "Name another file with -o.");
	return true;
}

enum exit_status destination_choose(struct destination *d, const struct options *o, const struct backend *b)
{
	if (!name_destination(d, o, b))
		return EXIT_USAGE;
	d->make_folders = d->kind == OUTPUT_FILE && o->output && is_folder(o->output);
	return d->kind != OUTPUT_FILE || d->make_folders || has_place(d->path) ? EXIT_OK : EXIT_IO;
}

void destination_prepare(const struct destination *d)
{
	char *path = d->make_folders ? copy_string(d->path) : NULL;
	for (char *p = path ? path + 1 : NULL; p && *p; p++)
		if (*p == '/') {
			*p = '\0';
			mkdir(path, 0777); /* what fails here is said when the file is opened */
			*p = '/';
		}
	free(path);
}
