/* vault_note.c - one note brought up to date: properties are merged one by one, a body is replaced
 * while it is as we left it, and a new text for an edited note goes beside it. */
#include "backend/markdown/vault_state.h"

#include "base/hash.h"

#include <stdio.h>

enum { HASH_DIGITS = 16 };

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

/* ---- properties ------------------------------------------------------------------------------ */

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

static bool is_id(const struct vault *v, struct str key)
{
	return str_eq_c(key, front_id_key(v->flavor));
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
		bool update = new && (is_id(v, p->key) || is_ours(v, note, p));
		bool drop = !new && p->key.len && known_property(note, p->key) && is_ours(v, note, p);
		if (drop)
			continue;
		mem_grow(&merged->items, &merged->cap, merged->n + 1, sizeof *merged->items);
		merged->items[merged->n++] = update ? *new : *p;
	}
	for (size_t i = 0; i < ours->n; i++) {
		const struct property *p = &ours->items[i];
		bool removed = known_property(note, p->key) && !is_id(v, p->key);
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

/* ---- one note -------------------------------------------------------------------------------- */

void vault_say(struct vault *v, const char *what, struct str file)
{
	if (v->dry)
		printf("%-9s %.*s\n", what, STR_ARG(file));
}

void vault_write_file(struct vault *v, struct str file, struct str front, struct str body)
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

/* A run that was killed said in the manifest what it was going to do: the reader may not have got the text,
 * neither in the note, if that was edited since, nor beside it. */
static bool may_have_failed(struct vault *v, const struct note *note)
{
	if (!output_was_interrupted(v->output))
		return false;
	struct buf copy = { 0 };
	bool there = note->copy.len && output_old(v->output, arena_cstr(&v->manifest.arena, note->copy), &copy) &&
		     str_eq(hash_text(v, buf_str(&copy)), note->copy_hash);
	buf_done(&copy);
	return !there;
}

/* The user edited the note and the feed has a new text: that goes beside it. */
static void write_copy(struct vault *v, struct note *note, const struct front *ours, struct str body)
{
	struct front front;
	front_init(&front, v->flavor);
	for (size_t i = 0; i < ours->n; i++)
		if (!is_id(v, ours->items[i].key)) {
			mem_grow(&front.items, &front.cap, front.n + 1, sizeof *front.items);
			front.items[front.n++] = ours->items[i];
		}
	struct buf b = { 0 };
	front_put(&b, &front);
	buf_put_str(&b, body);
	struct str name = copy_name(v, note);
	vault_say(v, "copy", name);
	vault_write_file(v, name, buf_str(&b), STR_NONE);
	note->copy = name;
	note->copy_hash = hash_text(v, buf_str(&b));
	diag_say(v->diag, DIAG_NOTE_KEPT, output_path(v->output),
		 "%.*s was edited and is kept; the feed's new text is in %.*s", STR_ARG(note->file), STR_ARG(name));
	buf_done(&b);
	front_done(&front);
	v->kept++;
}

/* Logseq ends no file with a line end, editors do. */
static struct str without_end(struct str body)
{
	while (body.len && (body.p[body.len - 1] == '\n' || body.p[body.len - 1] == '\r'))
		body.len--;
	return body;
}

/* A note that is there: brought up to date as far as it is still ours. */
static void update_note(struct vault *v, struct note *note, const struct front *ours, struct str body, struct str old)
{
	struct front theirs, merged;
	front_init(&theirs, v->flavor);
	front_init(&merged, v->flavor);
	struct str old_body, fresh = hash_text(v, body);
	front_parse(&theirs, old, &old_body);
	struct str stands = hash_text(v, v->flavor->graph ? without_end(old_body) : old_body);
	bool untouched = str_eq(stands, fresh) || str_eq(stands, note->written) || str_eq(stands, note->before);
	if (!untouched && (!str_eq(note->delivered, fresh) || may_have_failed(v, note)))
		write_copy(v, note, ours, body);
	if (v->front_matter)
		merge_front(v, note, ours, &theirs, &merged);
	struct buf front = { 0 };
	front_put(&front, v->front_matter ? &merged : &theirs);
	struct str result = untouched ? body : old_body;
	bool same = front.len + result.len == old.len && memcmp(old.p, front.p, front.len) == 0 &&
		    memcmp(old.p + front.len, result.p, result.len) == 0;
	if (!same) {
		vault_say(v, "update", note->file);
		vault_write_file(v, note->file, buf_str(&front), result);
	} else {
		vault_say(v, untouched ? "unchanged" : "edited", note->file);
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

void vault_put_note(struct vault *v, struct note *note, const struct front *ours, struct str body)
{
	struct buf old = { 0 };
	if (vault_cannot_read(v, note->file)) {
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
		vault_say(v, "new", note->file);
		vault_write_file(v, note->file, buf_str(&front), body);
		note->n_properties = 0;
		remember_front(v, note, ours, &none, ours);
		note->before = note->written;
		note->written = note->delivered = hash_text(v, body);
		buf_done(&front);
	}
	buf_done(&old);
}
