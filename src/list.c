/* list.c - --list: what would be in the book, for people or as JSON (RFC 8259). */
#include "convert.h"

#include <errno.h>
#include <stdio.h>

static void put_json_string(struct buf *b, struct str s)
{
	buf_putc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\') {
			buf_putc(b, '\\');
			buf_putc(b, (char)c);
		} else if (c < ' ' || c == 0x7F) {
			buf_printf(b, "\\u%04X", c);
		} else {
			buf_putc(b, (char)c);
		}
	}
	buf_putc(b, '"');
}

static void put_key(struct buf *b, const char *key)
{
	if (b->p[b->len - 1] != '{')
		buf_puts(b, ", ");
	put_json_string(b, str_from_c(key));
	buf_puts(b, ": ");
}

/* Empty strings and unknown dates are left out. */
static void put_string_field(struct buf *b, const char *key, struct str value)
{
	if (!value.len)
		return;
	put_key(b, key);
	put_json_string(b, value);
}

static void put_number_field(struct buf *b, const char *key, int64_t value)
{
	put_key(b, key);
	buf_put_int(b, value);
}

static void put_date_field(struct buf *b, const char *key, struct date d)
{
	if (!date_known(d))
		return;
	put_key(b, key);
	buf_putc(b, '"');
	date_put_utc(b, d);
	buf_putc(b, '"');
}

static void put_list_field(struct buf *b, const char *key, struct str_list list)
{
	if (!list.n)
		return;
	put_key(b, key);
	buf_putc(b, '[');
	for (size_t i = 0; i < list.n; i++) {
		buf_puts(b, i ? ", " : "");
		put_json_string(b, list.items[i]);
	}
	buf_putc(b, ']');
}

static void put_enclosures(struct buf *b, const struct entry *e)
{
	if (!e->n_enclosures)
		return;
	put_key(b, "enclosures");
	for (size_t i = 0; i < e->n_enclosures; i++) {
		buf_puts(b, i ? ", {" : "[{");
		put_string_field(b, "url", e->enclosures[i].url);
		put_string_field(b, "type", e->enclosures[i].type);
		if (e->enclosures[i].length > 0)
			put_number_field(b, "bytes", e->enclosures[i].length);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void put_entry(struct buf *b, const struct entry *e)
{
	static const char *const bodies[] = { "none", "html", "text", "xhtml" };
	buf_putc(b, '{');
	put_string_field(b, "kind", e->kind == ENTRY_PART ? STR("part") : STR("article"));
	if (e->kind == ENTRY_ARTICLE) {
		put_number_field(b, "number", e->number);
		put_number_field(b, "item", e->item);
		put_number_field(b, "line", e->line);
	}
	put_string_field(b, "title", e->title);
	put_string_field(b, "id", e->id);
	put_string_field(b, "name", e->name);
	put_string_field(b, "url", e->url);
	put_string_field(b, "base", e->base);
	put_date_field(b, "published", e->published);
	put_date_field(b, "updated", e->updated);
	put_list_field(b, "authors", e->authors);
	put_list_field(b, "categories", e->categories);
	put_enclosures(b, e);
	put_string_field(b, "language", e->language);
	put_string_field(b, "summary", e->summary);
	if (e->kind == ENTRY_ARTICLE) {
		put_string_field(b, "body", str_from_c(bodies[e->body_kind]));
		put_number_field(b, "bytes", (int64_t)e->body_len);
		put_key(b, "excerpt");
		buf_puts(b, e->excerpt ? "true" : "false");
	}
	buf_putc(b, '}');
}

static void put_json(struct buf *b, const struct book *book)
{
	buf_putc(b, '{');
	put_string_field(b, "title", book->title);
	put_string_field(b, "subtitle", book->subtitle);
	put_string_field(b, "description", book->description);
	put_string_field(b, "language", book->language);
	put_list_field(b, "authors", book->authors);
	put_list_field(b, "subjects", book->subjects);
	put_string_field(b, "url", book->source_url);
	put_string_field(b, "feed", book->feed_url);
	put_string_field(b, "identifier", book->identifier);
	put_string_field(b, "rights", book->rights);
	put_date_field(b, "modified", book->modified);
	put_number_field(b, "articles", (int64_t)book->n_articles);
	put_number_field(b, "excerpts", (int64_t)book->n_excerpts);
	put_key(b, "entries");
	buf_puts(b, "[");
	for (size_t i = 0; i < book->n_entries; i++) {
		buf_puts(b, i ? ",\n  " : "\n  ");
		put_entry(b, &book->entries[i]);
	}
	buf_puts(b, "\n]}\n");
}

static void put_line(struct buf *b, const struct entry *e)
{
	if (e->kind == ENTRY_PART) {
		buf_printf(b, "\n%.*s\n", STR_ARG(e->title));
		return;
	}
	buf_printf(b, "%5d  ", e->number);
	struct date d = date_known(e->published) ? e->published : e->updated;
	if (date_known(d))
		date_put_day(b, d);
	else
		buf_pad(b, ' ', 10);
	buf_puts(b, "  ");
	buf_put_str(b, e->title);
	buf_puts(b, e->body_kind == BODY_NONE ? "  [no text]\n" : e->excerpt ? "  [excerpt]\n" : "\n");
}

static void put_lines(struct buf *b, const struct book *book)
{
	buf_put_str(b, book->title);
	for (size_t i = 0; i < book->authors.n; i++) {
		buf_puts(b, i ? ", " : " by ");
		buf_put_str(b, book->authors.items[i]);
	}
	buf_putc(b, '\n');
	for (size_t i = 0; i < book->n_entries; i++)
		put_line(b, &book->entries[i]);
}

bool list_book(const struct book *book, bool json)
{
	struct buf b;
	buf_init(&b);
	if (json)
		put_json(&b, book);
	else
		put_lines(&b, book);
	bool ok = fwrite(b.p, 1, b.len, stdout) == b.len && fflush(stdout) == 0;
	if (!ok)
		fprintf(stderr, "designconv: standard output: %s\n", strerror(errno));
	buf_done(&b);
	return ok;
}
