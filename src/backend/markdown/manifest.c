/* manifest.c - the manifest as JSON. The reader knows just the shape that the writer makes: an
 * object with an array of objects whose values are strings, or objects of strings; whatever else it
 * meets ends the reading, and what came before counts. */
#include "backend/markdown/manifest.h"

#include "base/utf8.h"
#include "output/json.h"

#include <stdlib.h>

void manifest_init(struct manifest *m)
{
	*m = (struct manifest){ 0 };
	arena_init(&m->arena);
	map_init(&m->by_id);
}

void manifest_done(struct manifest *m)
{
	free(m->notes);
	map_done(&m->by_id);
	arena_done(&m->arena);
}

struct note *manifest_find(const struct manifest *m, struct str id)
{
	void **slot = map_find(&m->by_id, id);
	return slot ? *slot : NULL;
}

struct note *manifest_add(struct manifest *m, struct str id)
{
	struct note *note = ARENA_NEW(&m->arena, struct note);
	note->id = arena_str(&m->arena, id);
	mem_grow(&m->notes, &m->cap, m->n + 1, sizeof *m->notes);
	m->notes[m->n++] = note;
	*map_put(&m->by_id, note->id, NULL) = note;
	return note;
}

/* ---- writing ------------------------------------------------------------------------------------------- */

/* Behind a key: what the property was before. */
#define BEFORE " (before)"

static void put_note(struct buf *b, const struct note *note)
{
	buf_puts(b, "    {");
	json_put_member(b, "id", note->id);
	json_put_member(b, "file", note->file);
	json_put_member(b, "feed", note->feed);
	json_put_member(b, "written", note->written);
	json_put_member(b, "before", note->before);
	json_put_member(b, "delivered", note->delivered);
	json_put_member(b, "copy", note->copy);
	json_put_member(b, "copy-hash", note->copy_hash);
	json_put_member(b, "gone", note->gone ? STR("yes") : STR_NONE);
	buf_puts(b, ", \"properties\": {");
	for (size_t i = 0; i < note->n_properties; i++)
		if (note->properties[i].key.len) {
			struct buf key = { 0 };
			buf_put_str(&key, note->properties[i].key);
			json_put_member(b, buf_cstr(&key), note->properties[i].hash);
			buf_puts(&key, BEFORE);
			json_put_member(b, buf_cstr(&key), note->properties[i].before);
			buf_done(&key);
		}
	buf_puts(b, "}}");
}

void manifest_put(struct buf *b, const struct manifest *m)
{
	buf_puts(b, "{\n  \"about\": \"What designconv wrote here; it tells your edits from its own.\",\n"
		    "  \"notes\": [\n");
	for (size_t i = 0; i < m->n; i++) {
		put_note(b, m->notes[i]);
		buf_puts(b, i + 1 < m->n ? ",\n" : "\n");
	}
	buf_puts(b, "  ]\n}\n");
}

/* ---- reading ------------------------------------------------------------------------------------------- */

struct reader {
	struct str s;
	size_t at;
	struct arena *arena;
};

static bool take(struct reader *r, char c)
{
	while (r->at < r->s.len && ch_space(r->s.p[r->at]))
		r->at++;
	if (r->at == r->s.len || r->s.p[r->at] != c)
		return false;
	r->at++;
	return true;
}

static uint32_t four_hex(struct reader *r)
{
	uint32_t c = 0;
	for (int i = 0; i < 4 && r->at < r->s.len; i++) {
		char d = ch_lower(r->s.p[r->at++]);
		c = c << 4 | (uint32_t)(ch_digit(d) ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : 0);
	}
	return c;
}

static bool take_string(struct reader *r, struct str *value)
{
	if (!take(r, '"'))
		return false;
	struct buf b = { 0 };
	bool closed = false;
	while (r->at < r->s.len && !closed) {
		char c = r->s.p[r->at++];
		if (c == '"')
			closed = true;
		else if (c != '\\' || r->at == r->s.len)
			buf_putc(&b, c);
		else {
			c = r->s.p[r->at++];
			if (c == 'u')
				buf_put_utf8(&b, four_hex(r));
			else
				buf_putc(&b, c == 'n' ? '\n' : c == 't' ? '\t' : c);
		}
	}
	*value = arena_str(r->arena, buf_str(&b));
	buf_done(&b);
	return closed;
}

static bool take_properties(struct reader *r, struct note *note)
{
	enum { MOST = 16 }; /* ours are fewer */
	note->properties = ARENA_ARRAY(r->arena, struct note_property, MOST);
	if (take(r, '}'))
		return true;
	do {
		struct note_property p = { 0 };
		if (!take_string(r, &p.key) || !take(r, ':') || !take_string(r, &p.hash))
			return false;
		if (note->n_properties && str_ends(p.key, STR(BEFORE)))
			note->properties[note->n_properties - 1].before = p.hash;
		else if (note->n_properties < MOST)
			note->properties[note->n_properties++] = p;
	} while (take(r, ','));
	return take(r, '}');
}

static void set_member(struct note *note, struct str key, struct str value)
{
	if (str_eq_c(key, "id"))
		note->id = value;
	else if (str_eq_c(key, "file"))
		note->file = value;
	else if (str_eq_c(key, "feed"))
		note->feed = value;
	else if (str_eq_c(key, "written"))
		note->written = value;
	else if (str_eq_c(key, "before"))
		note->before = value;
	else if (str_eq_c(key, "delivered"))
		note->delivered = value;
	else if (str_eq_c(key, "copy"))
		note->copy = value;
	else if (str_eq_c(key, "copy-hash"))
		note->copy_hash = value;
	else if (str_eq_c(key, "gone"))
		note->gone = true;
}

static bool take_note(struct reader *r, struct note *note)
{
	*note = (struct note){ 0 };
	if (!take(r, '{'))
		return false;
	do {
		struct str key, value;
		if (!take_string(r, &key) || !take(r, ':'))
			return false;
		if (take(r, '{')) {
			if (!take_properties(r, note))
				return false;
		} else if (take_string(r, &value))
			set_member(note, key, value);
		else
			return false;
	} while (take(r, ','));
	return take(r, '}');
}

bool manifest_read(struct manifest *m, struct str json)
{
	struct reader r = { json, 0, &m->arena };
	struct str key, value;
	if (!take(&r, '{') || !take_string(&r, &key) || !take(&r, ':') || !take_string(&r, &value) || !take(&r, ',') ||
	    !take_string(&r, &key) || !str_eq_c(key, "notes") || !take(&r, ':') || !take(&r, '['))
		return false;
	if (take(&r, ']'))
		return true;
	do {
		struct note read;
		if (!take_note(&r, &read))
			return false;
		if (read.id.len && read.file.len && !manifest_find(m, read.id)) {
			struct note *note = manifest_add(m, read.id);
			*note = read;
		}
	} while (take(&r, ','));
	return take(&r, ']');
}
