/* front.c - YAML properties. Ours are written by rule; what a note holds is never parsed as YAML but
 * cut at its top-level keys, so that a user's lines come back byte for byte. */
#include "backend/markdown/front.h"

#include "backend/markdown/notename.h"

#include <stdlib.h>

void front_init(struct front *front, const struct flavor *flavor)
{
	*front = (struct front){ .lines = flavor->graph };
	arena_init(&front->arena);
}

const char *front_id_key(const struct flavor *flavor)
{
	return flavor->graph ? "feed-id" : "id";
}

void front_done(struct front *front)
{
	free(front->items);
	arena_done(&front->arena);
}

static void add(struct front *front, struct str key, struct str text)
{
	mem_grow(&front->items, &front->cap, front->n + 1, sizeof *front->items);
	front->items[front->n++] = (struct property){ key, text };
}

static void add_text(struct front *front, const char *key, struct buf *text)
{
	add(front, str_from_c(key), arena_str(&front->arena, buf_str(text)));
	buf_clear(text);
}

void front_add(struct front *front, const char *key, struct str value)
{
	struct buf b = { 0 };
	buf_puts(&b, key);
	buf_puts(&b, front->lines ? ":: " : ": ");
	(front->lines ? front_lines_put_words : yaml_put_string)(&b, value);
	buf_putc(&b, '\n');
	add_text(front, key, &b);
	buf_done(&b);
}

static void add_list(struct front *front, const char *key, const struct str *values, size_t n)
{
	if (!n)
		return;
	struct buf b = { 0 };
	buf_printf(&b, front->lines ? "%s:: " : "%s:\n", key);
	if (front->lines) {
		front_lines_put_pages(&b, values, n);
		buf_putc(&b, '\n');
	}
	for (size_t i = 0; i < n && !front->lines; i++) {
		buf_puts(&b, "  - ");
		yaml_put_string(&b, values[i]);
		buf_putc(&b, '\n');
	}
	add_text(front, key, &b);
	buf_done(&b);
}

static void add_tags(struct front *front, const struct entry *entry)
{
	struct str *tags = ARENA_ARRAY(&front->arena, struct str, entry->categories.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < entry->categories.n; i++) {
		struct buf b = { 0 };
		if (front->lines)
			buf_put_str(&b, str_trim(entry->categories.items[i]));
		else
			note_tag(&b, entry->categories.items[i]);
		struct str tag = arena_str(&front->arena, buf_str(&b));
		buf_done(&b);
		bool fresh = tag.len > 0;
		for (size_t j = 0; j < n && fresh; j++)
			fresh = !str_eq_nocase(tags[j], tag);
		if (fresh)
			tags[n++] = tag;
	}
	add_list(front, "tags", tags, n);
}

/* Obsidian: 2020-08-21T10:30:00 ("Properties"). Joplin: 2020-08-21 10:30:00Z ("Markdown with Front
 * Matter Exporter", a time always). */
static void add_date(struct front *front, const char *key, struct date date, const struct flavor *flavor)
{
	if (!date_known(date))
		return;
	struct buf b = { 0 }, time = { 0 };
	date_put_utc(&time, date);
	for (size_t i = 0; flavor->joplin_front && i < time.len; i++)
		time.p[i] = time.p[i] == 'T' ? ' ' : time.p[i];
	if (flavor->local_dates && time.len && time.p[time.len - 1] == 'Z')
		time.len--;
	buf_printf(&b, front->lines ? "%s:: " : "%s: ", key);
	if (date.has_time || flavor->joplin_front)
		buf_put_str(&b, buf_str(&time));
	else
		date_put_day(&b, date);
	buf_done(&time);
	buf_putc(&b, '\n');
	add_text(front, key, &b);
	buf_done(&b);
}

static void add_author(struct front *front, const struct entry *entry)
{
	struct buf names = { 0 };
	for (size_t i = 0; i < entry->authors.n; i++) {
		buf_puts(&names, i ? ", " : "");
		buf_put_str(&names, entry->authors.items[i]);
	}
	if (names.len)
		front_add(front, "author", buf_str(&names));
	buf_done(&names);
}

void front_from_entry(struct front *front, const struct entry *entry, const struct flavor *flavor, struct str id,
		      struct str name)
{
	if (!front->lines)
		front_add(front, "title", entry->title);
	else if (!str_eq(entry->title, name)) /* a page is called as its file is, unless it has a title */
		front_add(front, "headline", entry->title);
	if (!str_eq(entry->title, name) && !flavor->joplin_front && !front->lines)
		add_list(front, "aliases", &entry->title, 1);
	if (flavor->joplin_front)
		add_author(front, entry);
	else
		add_list(front, "authors", entry->authors.items, entry->authors.n);
	add_tags(front, entry);
	if (entry->url.len)
		front_add(front, "source", entry->url);
	add_date(front, "created", entry->published, flavor);
	add_date(front, "updated", entry->updated, flavor);
	front_add(front, front_id_key(flavor), id);
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

static struct str next_line(struct str *rest)
{
	ptrdiff_t end = str_find_char(*rest, '\n', 0);
	size_t n = end < 0 ? rest->len : (size_t)end + 1;
	struct str line = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->len);
	return line;
}

static bool is_fence(struct str line)
{
	while (line.len && ch_space(line.p[line.len - 1]))
		line.len--;
	return str_eq_c(line, "---");
}

/* "key: value", "key:" at the margin. */
static struct str key_of(struct str line)
{
	if (!line.len || ch_space(line.p[0]) || strchr("#-?:[]{},&*!|>%@`", line.p[0]))
		return STR_NONE;
	for (size_t i = 0; i < line.len; i++)
		if (line.p[i] == ':' && (i + 1 == line.len || ch_space(line.p[i + 1]))) {
			struct str key = str_trim(str_sub(line, 0, i));
			if (key.len > 1 && (key.p[0] == '"' || key.p[0] == '\'') && key.p[key.len - 1] == key.p[0])
				key = str_sub(key, 1, key.len - 1);
			return key;
		}
	return STR_NONE;
}

void front_parse(struct front *front, struct str note, struct str *body)
{
	if (front->lines) {
		front_lines_parse(front, note, body);
		return;
	}
	struct str rest = str_starts(note, STR("\xEF\xBB\xBF")) ? str_sub(note, 3, note.len) : note;
	*body = rest;
	if (!is_fence(next_line(&rest)))
		return;
	struct str probe = rest, line;
	do
		line = next_line(&probe);
	while (line.len && !is_fence(line));
	if (!line.len)
		return; /* a rule at the top, no properties */
	*body = probe;
	while (!is_fence(line = next_line(&rest))) {
		struct str key = key_of(line);
		if (key.len || !front->n)
			add(front, key, line);
		else
			front->items[front->n - 1].text.len += line.len;
	}
	struct str peek = *body;
	if (!str_trim(line = next_line(&peek)).len && line.len)
		*body = peek; /* the blank line we write belongs to us */
}

const struct property *front_find(const struct front *front, struct str key)
{
	for (size_t i = 0; i < front->n; i++)
		if (str_eq(front->items[i].key, key))
			return &front->items[i];
	return NULL;
}

static int hex_digit(char c)
{
	if (ch_digit(c))
		return c - '0';
	c = ch_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The escapes that yaml_put_string writes, and whatever else is short. */
static void put_unquoted(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] != '\\' || i + 1 == s.len) {
			buf_putc(b, s.p[i]);
			continue;
		}
		char c = s.p[++i];
		size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;
		uint32_t value = 0;
		for (size_t k = 0; k < digits && i + 1 < s.len && hex_digit(s.p[i + 1]) >= 0; k++)
			value = value << 4 | (uint32_t)hex_digit(s.p[++i]);
		if (digits)
			buf_put_utf8(b, value);
		else
			buf_putc(b, c == 'n' ? '\n' : c == 't' ? '\t' : c);
	}
}

struct str front_string(const struct front *front, struct arena *arena, const struct property *p)
{
	if (!p)
		return STR_NONE;
	if (front->lines)
		return front_lines_string(arena, p);
	ptrdiff_t colon = str_find_char(p->text, ':', 0);
	struct str s = str_trim(str_sub(p->text, (size_t)colon + 1, p->text.len));
	if (s.len < 2 || (s.p[0] != '"' && s.p[0] != '\'') || s.p[s.len - 1] != s.p[0])
		return arena_str(arena, s);
	struct buf b = { 0 };
	if (s.p[0] == '"')
		put_unquoted(&b, str_sub(s, 1, s.len - 1));
	else
		buf_put_str(&b, str_sub(s, 1, s.len - 1));
	struct str value = arena_str(arena, buf_str(&b));
	buf_done(&b);
	return value;
}

void front_put(struct buf *b, const struct front *front)
{
	if (!front->n)
		return;
	buf_puts(b, front->lines ? "" : "---\n");
	for (size_t i = 0; i < front->n; i++)
		buf_put_str(b, front->items[i].text);
	buf_puts(b, front->lines ? "\n" : "---\n\n");
}
