/* vault.c - the folder of notes and how it is kept in step.
 *
 * The one idea: a note is ours to change only while its body still has the hash that the manifest
 * holds. The manifest is the first file of the folder to be renamed into place and holds the hashes
 * of before and after, so a run that is killed half-way leaves no note that the next run would take
 * for edited. Links are by name, so names are settled for all entries at open and never change. */
#include "backend/markdown/vault.h"

#include "backend/markdown/front.h"
#include "backend/markdown/manifest.h"
#include "backend/markdown/notename.h"
#include "base/hash.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HASH_DIGITS = 16 };

struct vault {
	const struct book *book;
	struct resource_store *resources;
	struct output *output;
	struct diag *diag;
	const struct flavor *flavor;
	bool front_matter, slugs, dry;
	struct sink *manifest_sink; /* begun first; NULL when dry */
	struct manifest manifest;
	struct map taken; /* name keys */
	struct note **notes; /* by entry index; NULL for parts */
	struct note *contents;
	struct map attached; /* names of pictures that are there */
	size_t written, kept, unchanged;
};

static struct str hash_text(struct vault *v, struct str text)
{
	struct hash_state state;
	hash_begin(&state);
	for (;;) { /* a tool may have changed line ends: that is no edit */
		ptrdiff_t cr = str_find(text, STR("\r\n"), 0);
		hash_feed(&state, cr < 0 ? text : str_sub(text, 0, (size_t)cr));
		if (cr < 0)
			break;
		text = str_sub(text, (size_t)cr + 1, text.len);
	}
	struct hash hash = hash_end(&state);
	struct buf b = { 0 };
	hash_put_hex(&b, &hash, HASH_DIGITS);
	struct str hex = arena_str(&v->manifest.arena, buf_str(&b));
	buf_done(&b);
	return hex;
}

/* ---- what is there ----------------------------------------------------------------------------------------- */

static struct str name_key(struct vault *v, struct str name)
{
	struct buf b = { 0 };
	note_name_key(&b, name);
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

static bool is_there(const struct vault *v, struct str name)
{
	char *path = full_path(v, name);
	bool there = access(path, F_OK) == 0;
	free(path);
	return there;
}

/* It is there, and nobody may say what it holds. */
static bool is_unreadable(const struct vault *v, struct str name)
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
	front_init(&front);
	front_parse(&front, (struct str){ head, n > 0 ? (size_t)n : 0 }, &body);
	id = front_string(&v->manifest.arena, front_find(&front, STR("id")));
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
		} else if (entry->d_type == DT_DIR)
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

static void look_around(struct vault *v)
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
		any |= v->manifest.notes[i]->missing = !is_there(v, v->manifest.notes[i]->file);
	if (any)
		find_by_id(v, &list);
	for (size_t i = 0; i < list.n; i++)
		take_name(v, list.names[i]);
	for (size_t i = 0; i < v->manifest.n; i++)
		take_name(v, v->manifest.notes[i]->file);
	free(list.names);
}

/* ---- names --------------------------------------------------------------------------------------------------- */

static struct str free_name(struct vault *v, struct str title)
{
	struct buf b = { 0 };
	if (v->slugs)
		note_name_from_slug(&b, title);
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

static struct note *note_for(struct vault *v, struct str id, struct str title)
{
	struct note *note = manifest_find(&v->manifest, id);
	if (!note)
		note = manifest_add(&v->manifest, id);
	if (!note->file.len)
		note->file = free_name(v, title);
	note->seen = true;
	note->gone = false;
	note->feed = v->book->identifier;
	return note;
}

/* Many feeds number their articles from 1: only what looks like an address is an id everywhere. */
static struct str global_id(struct vault *v, const struct entry *entry)
{
	if (str_find_char(entry->id, ':', 0) > 0)
		return entry->id;
	return arena_printf(&v->manifest.arena, "%.*s#%.*s", STR_ARG(v->book->identifier), STR_ARG(entry->id));
}

struct vault *vault_open(const struct book *book, const struct settings *settings, struct output *output,
			 struct diag *diag, const struct flavor *flavor)
{
	struct vault *v = mem_alloc(sizeof *v);
	v->book = book;
	v->resources = settings->resources;
	v->output = output;
	v->diag = diag;
	v->flavor = flavor;
	v->front_matter = settings_flag(settings, "front-matter", true);
	v->dry = settings_flag(settings, "dry-run", false);
	const char *names = settings_find(settings, "note-name");
	v->slugs = names && strcmp(names, "slug") == 0;
	manifest_init(&v->manifest);
	map_init(&v->taken);
	map_init(&v->attached);
	look_around(v);
	if (v->dry)
		output_pretend(output);
	else
		v->manifest_sink = output_file(output, MANIFEST_NAME);
	struct str id = arena_cat(&v->manifest.arena, STR("contents:"), book->identifier);
	v->contents = note_for(v, id, STR("Contents"));
	v->notes = mem_alloc(mem_product(book->n_entries + 1, sizeof *v->notes));
	for (size_t i = 0; i < book->n_entries; i++)
		if (book->entries[i].kind == ENTRY_ARTICLE)
			v->notes[i] = note_for(v, global_id(v, &book->entries[i]), book->entries[i].title);
	return v;
}

struct str vault_name(const struct vault *v, const struct entry *entry)
{
	const struct note *note = v->notes[entry->index];
	return note ? note->file : STR_NONE;
}

void vault_put_path(const struct vault *v, const struct entry *from, struct str name, struct buf *b)
{
	struct str own = from ? vault_name(v, from) : v->contents->file;
	size_t shared = 0; /* folders that both are in */
	for (size_t i = 0; i < own.len && i < name.len && own.p[i] == name.p[i]; i++)
		if (own.p[i] == '/')
			shared = i + 1;
	for (size_t i = shared; i < own.len; i++)
		if (own.p[i] == '/')
			buf_puts(b, "../");
	buf_put_str(b, str_sub(name, shared, name.len));
}

/* ---- properties ------------------------------------------------------------------------------------------------ */

static struct note_property *known_property(struct note *note, struct str key)
{
	for (size_t i = 0; i < note->n_properties; i++)
		if (str_eq(note->properties[i].key, key))
			return &note->properties[i];
	return NULL;
}

static bool is_list_key(struct str key)
{
	return str_eq_c(key, "tags") || str_eq_c(key, "aliases") || str_eq_c(key, "authors");
}

/* Whether a property that stands in the note is still as we wrote it. */
static bool is_ours(struct vault *v, struct note *note, const struct property *p)
{
	const struct note_property *known = known_property(note, p->key);
	if (!known)
		return !is_list_key(p->key);
	struct str hash = hash_text(v, str_trim(p->text));
	return str_eq(known->hash, hash) || str_eq(known->before, hash);
}

/* The user's order, and the user's own keys; ours brought up to date unless the user changed or
 * removed them. */
static void merge_front(struct vault *v, struct note *note, const struct front *ours, const struct front *theirs,
			struct front *merged)
{
	for (size_t i = 0; i < theirs->n; i++) {
		const struct property *p = &theirs->items[i];
		const struct property *new = front_find(ours, p->key);
		bool update = new && (str_eq_c(p->key, "id") || is_ours(v, note, p));
		bool drop = !new && p->key.len && known_property(note, p->key) && is_ours(v, note, p);
		if (drop)
			continue;
		mem_grow(&merged->items, &merged->cap, merged->n + 1, sizeof *merged->items);
		merged->items[merged->n++] = update ? *new : *p;
	}
	for (size_t i = 0; i < ours->n; i++) {
		const struct property *p = &ours->items[i];
		bool removed = known_property(note, p->key) && !str_eq_c(p->key, "id");
		if (front_find(theirs, p->key) || removed)
			continue;
		mem_grow(&merged->items, &merged->cap, merged->n + 1, sizeof *merged->items);
		merged->items[merged->n++] = *p;
	}
}

/* What we leave in the note, by key, and what stood there before; of what the user changed or removed
 * the old hash stays. */
static void remember_front(struct vault *v, struct note *note, const struct front *ours, const struct front *theirs,
			   const struct front *result)
{
	struct note_property *all = ARENA_ARRAY(&v->manifest.arena, struct note_property, ours->n + 1);
	for (size_t i = 0; i < ours->n; i++) {
		const struct property *p = &ours->items[i], *now = front_find(result, p->key);
		const struct property *stood = front_find(theirs, p->key);
		const struct note_property *old = known_property(note, p->key);
		bool as_ours = now && str_eq(str_trim(now->text), str_trim(p->text));
		all[i] = old ? *old : (struct note_property){ 0 };
		all[i].key = arena_str(&v->manifest.arena, p->key);
		if (!as_ours && old)
			continue;
		all[i].hash = hash_text(v, str_trim(p->text));
		struct str before = stood ? hash_text(v, str_trim(stood->text)) : STR_NONE;
		if (!str_eq(before, all[i].hash))
			all[i].before = before;
	}
	note->properties = all;
	note->n_properties = ours->n;
}

/* ---- one note ---------------------------------------------------------------------------------------------------- */

static void say(struct vault *v, const char *what, struct str file)
{
	if (v->dry)
		printf("%-9s %.*s\n", what, STR_ARG(file));
}

static void write_file(struct vault *v, struct str file, struct str front, struct str body)
{
	v->written++;
	if (v->dry)
		return;
	char *name = arena_cstr(&v->manifest.arena, file);
	struct sink *sink = output_file(v->output, name);
	sink_put_str(sink, front);
	sink_put_str(sink, body);
	sink_close(sink);
}

/* "Name (updated).md" beside the note: one that is not there, or is as we left it. */
static struct str copy_name(struct vault *v, struct note *note)
{
	struct str stem = str_sub(note->file, 0, note->file.len - 3);
	for (int n = 1;; n++) {
		struct str name = n == 1 ? arena_printf(&v->manifest.arena, "%.*s (updated).md", STR_ARG(stem))
					 : arena_printf(&v->manifest.arena, "%.*s (updated %d).md", STR_ARG(stem), n);
		struct buf old = { 0 };
		bool there = output_old(v->output, arena_cstr(&v->manifest.arena, name), &old);
		bool ours = there && str_eq(name, note->copy) && str_eq(hash_text(v, buf_str(&old)), note->copy_hash);
		buf_done(&old);
		if (!there || ours)
			return name;
	}
}

/* The user edited the note and the feed has a new text: that goes beside it. */
static void write_copy(struct vault *v, struct note *note, const struct front *ours, struct str body)
{
	struct front front;
	front_init(&front);
	for (size_t i = 0; i < ours->n; i++)
		if (!str_eq_c(ours->items[i].key, "id")) {
			mem_grow(&front.items, &front.cap, front.n + 1, sizeof *front.items);
			front.items[front.n++] = ours->items[i];
		}
	struct buf b = { 0 };
	front_put(&b, &front);
	buf_put_str(&b, body);
	struct str name = copy_name(v, note);
	say(v, "copy", name);
	write_file(v, name, buf_str(&b), STR_NONE);
	note->copy = name;
	note->copy_hash = hash_text(v, buf_str(&b));
	diag_say(v->diag, DIAG_NOTE_KEPT, output_path(v->output),
		 "%.*s was edited and is kept; the feed's new text is in %.*s", STR_ARG(note->file), STR_ARG(name));
	buf_done(&b);
	front_done(&front);
	v->kept++;
}

/* A note that is there: brought up to date as far as it is still ours. */
static void update_note(struct vault *v, struct note *note, const struct front *ours, struct str body, struct str old)
{
	struct front theirs, merged;
	front_init(&theirs);
	front_init(&merged);
	struct str old_body, fresh = hash_text(v, body);
	front_parse(&theirs, old, &old_body);
	struct str stands = hash_text(v, old_body);
	bool untouched = str_eq(stands, fresh) || str_eq(stands, note->written) || str_eq(stands, note->before);
	if (!untouched && !str_eq(note->delivered, fresh))
		write_copy(v, note, ours, body);
	if (v->front_matter)
		merge_front(v, note, ours, &theirs, &merged);
	struct buf front = { 0 };
	front_put(&front, v->front_matter ? &merged : &theirs);
	struct str result = untouched ? body : old_body;
	bool same = front.len + result.len == old.len && memcmp(old.p, front.p, front.len) == 0 &&
		    memcmp(old.p + front.len, result.p, result.len) == 0;
	if (!same) {
		say(v, "update", note->file);
		write_file(v, note->file, buf_str(&front), result);
	} else {
		say(v, untouched ? "unchanged" : "edited", note->file);
		v->unchanged++;
	}
	remember_front(v, note, ours, &theirs, &merged);
	if (untouched) {
		if (!str_eq(note->written, fresh))
			note->before = stands;
		note->written = fresh;
	}
	note->delivered = fresh;
	buf_done(&front);
	front_done(&theirs);
	front_done(&merged);
}

static void put_note(struct vault *v, struct note *note, const struct front *ours, struct str body)
{
	struct buf old = { 0 };
	if (is_unreadable(v, note->file)) {
		diag_say(v->diag, DIAG_NOTE_KEPT, output_path(v->output), "%.*s cannot be read and is left as it is",
			 STR_ARG(note->file));
		v->kept++;
	} else if (output_old(v->output, arena_cstr(&v->manifest.arena, note->file), &old)) {
		update_note(v, note, ours, body, buf_str(&old));
	} else {
		struct buf front = { 0 };
		const struct front none = { 0 };
		if (v->front_matter)
			front_put(&front, ours);
		say(v, "new", note->file);
		write_file(v, note->file, buf_str(&front), body);
		note->n_properties = 0;
		remember_front(v, note, ours, &none, ours);
		note->before = note->written;
		note->written = note->delivered = hash_text(v, body);
		buf_done(&front);
	}
	buf_done(&old);
}

static void attach(struct vault *v, const struct resource *resource)
{
	struct str base = resource->name;
	ptrdiff_t slash = str_find_char(base, '/', 0);
	base = str_sub(base, (size_t)(slash + 1), base.len);
	bool fresh;
	struct str name = arena_printf(&v->manifest.arena, "attachments/%.*s", STR_ARG(base));
	map_put(&v->attached, name, &fresh);
	struct buf bytes = { 0 };
	if (fresh && !is_there(v, name) && resource_read(v->resources, resource, &bytes)) {
		say(v, "new", name);
		write_file(v, name, buf_str(&bytes), STR_NONE);
	}
	buf_done(&bytes);
}

void vault_append(struct vault *v, const struct article *article, struct str body,
		  const struct resource *const *images, size_t n_images)
{
	const struct entry *entry = article->entry;
	struct note *note = v->notes[entry->index];
	for (size_t i = 0; i < n_images; i++)
		attach(v, images[i]);
	if (!note)
		return;
	struct front front;
	front_init(&front);
	ptrdiff_t slash = -1;
	for (size_t i = 0; i < note->file.len; i++)
		if (note->file.p[i] == '/')
			slash = (ptrdiff_t)i;
	front_from_entry(&front, entry, v->flavor, note->id, str_sub(note->file, (size_t)(slash + 1), note->file.len - 3));
	struct buf b = { 0 };
	struct md md;
	md_init(&md, v->flavor, article, &b);
	if (v->flavor->heading_title) {
		md_put_title(&md, 1, entry->title);
		if (body.len)
			buf_putc(&b, '\n');
	}
	buf_put_str(&b, body);
	put_note(v, note, &front, buf_str(&b));
	md_done(&md);
	buf_done(&b);
	front_done(&front);
}

/* ---- the contents note ----------------------------------------------------------------------------------------------- */

static void put_note_link(struct vault *v, struct ink *ink, const struct entry *entry, struct buf *b)
{
	if (v->flavor->wikilinks) {
		struct str file = vault_name(v, entry), stem = str_sub(file, 0, file.len - 3);
		buf_printf(b, "[[%.*s", STR_ARG(stem));
		if (!str_eq(stem, entry->title)) {
			buf_putc(b, '|');
			for (size_t i = 0; i < entry->title.len; i++) /* what would end the link is left out */
				if (!strchr("[]|", entry->title.p[i]))
					buf_putc(b, entry->title.p[i]);
		}
		buf_puts(b, "]]\n");
		return;
	}
	ink_clear(ink);
	ink_text(ink, entry->title, true);
	buf_putc(b, '[');
	ink_put(ink, (struct ink_context){ .place = INK_HEADING }, b);
	buf_puts(b, "](");
	struct buf path = { 0 };
	vault_put_path(v, NULL, vault_name(v, entry), &path);
	md_put_path(b, buf_str(&path));
	buf_puts(b, ")\n");
	buf_done(&path);
}

struct shelf {
	struct str category;
	size_t order, entry;
};

static int by_category(const void *a, const void *b)
{
	const struct shelf *x = a, *y = b;
	int c = str_cmp(x->category, y->category);
	return c ? c : (x->order > y->order) - (x->order < y->order);
}

static void put_categories(struct vault *v, struct md *md)
{
	const struct book *book = v->book;
	size_t n = 0, total = 0;
	for (size_t i = 0; i < book->n_entries; i++)
		total += book->entries[i].categories.n;
	if (!total)
		return;
	struct shelf *shelves = mem_alloc(mem_product(total, sizeof *shelves));
	for (size_t i = 0; i < book->n_entries; i++)
		for (size_t k = 0; v->notes[i] && k < book->entries[i].categories.n; k++, n++)
			shelves[n] = (struct shelf){ book->entries[i].categories.items[k], n, i };
	qsort(shelves, n, sizeof *shelves, by_category);
	md_blank(md);
	md_put_title(md, 2, STR("By category"));
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !str_eq(shelves[i].category, shelves[i - 1].category)) {
			md_blank(md);
			md_put_title(md, 3, shelves[i].category);
			md_blank(md);
		}
		buf_puts(md->out, "- ");
		put_note_link(v, &md->ink, &book->entries[shelves[i].entry], md->out);
	}
	free(shelves);
}

static void put_contents(struct vault *v)
{
	const struct book *book = v->book;
	struct buf b = { 0 };
	struct md md;
	md_init(&md, v->flavor, NULL, &b);
	md_put_title(&md, 1, book->title);
	if (book->description.len) {
		md_blank(&md);
		md_put_paragraph(&md, book->description);
	}
	bool listing = false;
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *entry = &book->entries[i];
		if (entry->kind == ENTRY_PART) {
			md_blank(&md);
			md_put_title(&md, 2, entry->title);
			listing = false;
			continue;
		}
		if (!listing)
			md_blank(&md);
		listing = true;
		buf_printf(&b, "%d. ", entry->number);
		put_note_link(v, &md.ink, entry, &b);
	}
	put_categories(v, &md);
	struct front front;
	front_init(&front);
	front_add(&front, "title", book->title);
	if (book->source_url.len)
		front_add(&front, "source", book->source_url);
	front_add(&front, "id", v->contents->id);
	put_note(v, v->contents, &front, buf_str(&b));
	front_done(&front);
	md_done(&md);
	buf_done(&b);
}

/* ---- close ------------------------------------------------------------------------------------------------------------ */

static void report_gone(struct vault *v)
{
	for (size_t i = 0; i < v->manifest.n; i++) {
		struct note *note = v->manifest.notes[i];
		if (note->seen || note->gone || !str_eq(note->feed, v->book->identifier) || !is_there(v, note->file))
			continue;
		say(v, "gone", note->file);
		diag_say(v->diag, DIAG_NOTE_GONE, output_path(v->output),
			 "%.*s is no longer in the feed; the note stays", STR_ARG(note->file));
		note->gone = true;
	}
}

bool vault_close(struct vault *v, bool keep)
{
	if (keep) {
		put_contents(v);
		report_gone(v);
	}
	if (v->manifest_sink) {
		struct buf b = { 0 };
		manifest_put(&b, &v->manifest);
		sink_put_str(v->manifest_sink, buf_str(&b));
		sink_close(v->manifest_sink);
		buf_done(&b);
	}
	manifest_done(&v->manifest);
	map_done(&v->taken);
	map_done(&v->attached);
	free(v->notes);
	free(v);
	return true;
}
