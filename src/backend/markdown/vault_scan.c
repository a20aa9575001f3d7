/* vault_scan.c - what the folder of notes holds already, and which names are free in it. Notes that
 * were moved or renamed are found again by the id in their properties. */
#include "backend/markdown/vault_state.h"

#include "backend/markdown/notename.h"
#include "backend/markdown/pagename.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct str name_key(struct vault *v, struct str name)
{
	struct buf b = { 0 }, page = { 0 };
	if (v->flavor->graph) { /* Logseq tells pages by their names, wherever the files are */
		page_name_from_file(&page, name);
		name = buf_str(&page);
	}
	note_name_key(&b, name);
	buf_done(&page);
	struct str key = arena_str(&v->manifest.arena, buf_str(&b));
	buf_done(&b);
	return key;
}

static void take_name(struct vault *v, struct str name)
{
	map_put(&v->taken, name_key(v, name), NULL);
}

static char *full_path(const struct vault *v, struct str name)
{
	struct buf b = { 0 };
	buf_puts(&b, output_path(v->output));
	buf_putc(&b, '/');
	buf_put_str(&b, name);
	buf_cstr(&b);
	return b.p;
}

bool vault_has(const struct vault *v, struct str name)
{
	char *path = full_path(v, name);
	bool there = access(path, F_OK) == 0;
	free(path);
	return there;
}

bool vault_cannot_read(const struct vault *v, struct str name)
{
	char *path = full_path(v, name);
	bool unreadable = access(path, R_OK) != 0 && errno != ENOENT && errno != ENOTDIR;
	free(path);
	return unreadable;
}

/* Reads the properties at the start of a file for its id. */
static struct str id_in(struct vault *v, struct str name)
{
	enum { HEAD = 16 << 10 };
	char *path = full_path(v, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	free(path);
	char *head = mem_alloc(HEAD);
	ssize_t n = fd >= 0 ? read(fd, head, HEAD) : -1;
	if (fd >= 0)
		close(fd);
	struct front front;
	struct str body, id;
	front_init(&front, v->flavor);
	front_parse(&front, (struct str){ head, n > 0 ? (size_t)n : 0 }, &body);
	id = front_string(&front, &v->manifest.arena, front_find(&front, str_from_c(front_id_key(v->flavor))));
	front_done(&front);
	free(head);
	return id;
}

struct listing {
	struct str *names;
	size_t n, cap;
};

static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* All notes below `folder` ("" is the top), dot names left out. */
static void list_notes(struct vault *v, struct str folder, int depth, struct listing *list)
{
	char *path = full_path(v, folder);
	DIR *dir = depth < 16 ? opendir(path) : NULL;
	free(path);
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		if (entry->d_name[0] == '.')
			continue;
		struct str name = folder.len ? arena_printf(&v->manifest.arena, "%.*s/%s", STR_ARG(folder), entry->d_name)
					     : arena_str(&v->manifest.arena, str_from_c(entry->d_name));
		if (str_ends(name, STR(".md"))) {
			mem_grow(&list->names, &list->cap, list->n + 1, sizeof *list->names);
			list->names[list->n++] = name;
		} else if (entry->d_type == DT_DIR && !(v->flavor->graph && str_eq_c(name, "logseq"))) /* its backups */
			list_notes(v, name, depth + 1, list);
	}
	if (dir)
		closedir(dir);
}

/* Finds notes that were renamed or moved, or that a lost manifest knew, by their id. */
static void find_by_id(struct vault *v, const struct listing *list)
{
	struct map files;
	map_init(&files);
	for (size_t i = 0; i < v->manifest.n; i++)
		if (!v->manifest.notes[i]->missing)
			map_put(&files, v->manifest.notes[i]->file, NULL);
	for (size_t i = 0; i < list->n; i++) {
		if (map_find(&files, list->names[i]))
			continue;
		struct str id = id_in(v, list->names[i]);
		struct note *note = id.len ? manifest_find(&v->manifest, id) : NULL;
		if (id.len && !note)
			manifest_add(&v->manifest, id)->file = list->names[i];
		else if (note && note->missing) {
			note->file = list->names[i];
			note->missing = false;
		}
	}
	map_done(&files);
}

void vault_look_around(struct vault *v)
{
	struct buf old = { 0 };
	bool read = output_old(v->output, MANIFEST_NAME, &old) && manifest_read(&v->manifest, buf_str(&old));
	buf_done(&old);
	struct listing list = { 0 };
	list_notes(v, STR_NONE, 0, &list);
	if (list.n)
		qsort(list.names, list.n, sizeof *list.names, by_name);
	bool any = !read;
	for (size_t i = 0; i < v->manifest.n; i++)
		any |= v->manifest.notes[i]->missing = !vault_has(v, v->manifest.notes[i]->file);
	if (any)
		find_by_id(v, &list);
	for (size_t i = 0; i < list.n; i++)
		take_name(v, list.names[i]);
	for (size_t i = 0; i < v->manifest.n; i++)
		take_name(v, v->manifest.notes[i]->file);
	free(list.names);
}

struct str vault_free_name(struct vault *v, struct str title)
{
	struct buf b = { 0 };
	if (v->flavor->graph)
		buf_puts(&b, "pages/");
	if (v->slugs)
		note_name_from_slug(&b, title);
	else if (v->flavor->graph)
		page_file_from_title(&b, title);
	else
		note_name_from_title(&b, title);
	size_t stem = b.len;
	for (int n = 2;; n++) {
		buf_puts(&b, ".md");
		if (!map_find(&v->taken, name_key(v, buf_str(&b))))
			break;
		b.len = stem;
		buf_printf(&b, v->slugs ? "-%d" : " (%d)", n);
	}
	struct str name = arena_str(&v->manifest.arena, buf_str(&b));
	buf_done(&b);
	take_name(v, name);
	return name;
}
