/* vault.c - the folder of notes and how it is kept in step.
 *
 * The one idea: a note is ours to change only while its body still has the hash that the manifest
 * holds. The manifest is the first file of the folder to be renamed into place and holds the hashes
 * of before and after, so a run that is killed half-way leaves no note that the next run would take
 * for edited. Links are by name, so names are settled for all entries at open and never change. */
#include "backend/markdown/vault_state.h"

#include "backend/markdown/pagename.h"

#include <stdlib.h>

/* ---- names --------------------------------------------------------------------------------------------------- */

static struct note *note_for(struct vault *v, struct str id, struct str title)
{
	struct note *note = manifest_find(&v->manifest, id);
	if (!note)
		note = manifest_add(&v->manifest, id);
	if (!note->file.len)
		note->file = vault_free_name(v, title);
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
	vault_look_around(v);
	if (v->dry)
		output_pretend(output);
	else
		v->manifest_sink = output_file(output, MANIFEST_NAME);
	struct str id = arena_cat(&v->manifest.arena, STR("contents:"), book->identifier);
	v->contents = note_for(v, id, flavor->graph ? book->title : STR("Contents")); /* Logseq has a page of that name */
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

/* ---- one article ---------------------------------------------------------------------------------------------------- */

const char *vault_attachments(const struct flavor *flavor)
{
	return flavor->graph ? "assets/" : "attachments/";
}

static void attach(struct vault *v, const struct resource *resource)
{
	struct str base = resource->name;
	ptrdiff_t slash = str_find_char(base, '/', 0);
	base = str_sub(base, (size_t)(slash + 1), base.len);
	bool fresh;
	struct str name = arena_printf(&v->manifest.arena, "%s%.*s", vault_attachments(v->flavor), STR_ARG(base));
	map_put(&v->attached, name, &fresh);
	struct buf bytes = { 0 };
	if (fresh && !vault_has(v, name) && resource_read(v->resources, resource, &bytes)) {
		vault_say(v, "new", name);
		vault_write_file(v, name, buf_str(&bytes), STR_NONE);
	}
	buf_done(&bytes);
}

/* What the note is called, by its file. */
static void put_name(const struct vault *v, struct str file, struct buf *b)
{
	size_t start = 0;
	for (size_t i = 0; i < file.len; i++)
		if (file.p[i] == '/')
			start = i + 1;
	if (v->flavor->graph)
		page_name_from_file(b, file);
	else
		buf_put_str(b, str_sub(file, start, file.len - 3));
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
	struct buf b = { 0 }, name = { 0 };
	front_init(&front, v->flavor);
	put_name(v, note->file, &name);
	front_from_entry(&front, entry, v->flavor, note->id, buf_str(&name));
	buf_done(&name);
	struct md md;
	md_init(&md, v->flavor, article, &b);
	if (v->flavor->heading_title) {
		md_put_title(&md, 1, entry->title);
		if (body.len)
			buf_putc(&b, '\n');
	}
	buf_put_str(&b, body);
	vault_put_note(v, note, &front, buf_str(&b));
	md_done(&md);
	buf_done(&b);
	front_done(&front);
}

/* ---- close ------------------------------------------------------------------------------------------------------------ */

static void report_gone(struct vault *v)
{
	for (size_t i = 0; i < v->manifest.n; i++) {
		struct note *note = v->manifest.notes[i];
		if (note->seen || note->gone || !str_eq(note->feed, v->book->identifier) || !vault_has(v, note->file))
			continue;
		vault_say(v, "gone", note->file);
		diag_say(v->diag, DIAG_NOTE_GONE, output_path(v->output),
			 "%.*s is no longer in the feed; the note stays", STR_ARG(note->file));
		note->gone = true;
	}
}

bool vault_close(struct vault *v, bool keep)
{
	if (keep) {
		vault_put_contents(v);
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
