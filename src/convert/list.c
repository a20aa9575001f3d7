/* list.c - --list: what would be in the book, for people or as JSON (RFC 8259). */
#include "convert/convert.h"

#include <errno.h>
#include <stdio.h>

#include "output/json.h"

static void put_number_field(struct buf *b, const char *key, int64_t value)
{
	json_put_name(b, str_from_c(key));
	buf_put_int(b, value);
}

static void put_date_field(struct buf *b, const char *key, struct date d)
{
	if (!date_known(d))
		return;
	json_put_name(b, str_from_c(key));
	buf_putc(b, '"');
	date_put_utc(b, d);
	buf_putc(b, '"');
}

static void put_list_field(struct buf *b, const char *key, struct str_list list)
{
	if (!list.n)
		return;
	json_put_name(b, str_from_c(key));
	buf_putc(b, '[');
	for (size_t i = 0; i < list.n; i++) {
		buf_puts(b, i ? ", " : "");
		json_put_string(b, list.items[i]);
	}
	buf_putc(b, ']');
}

static void put_enclosures(struct buf *b, const struct entry *e)
{
	if (!e->n_enclosures)
		return;
	json_put_name(b, STR("enclosures"));
	for (size_t i = 0; i < e->n_enclosures; i++) {
		buf_puts(b, i ? ", {" : "[{");
		json_put_member(b, "url", e->enclosures[i].url);
		json_put_member(b, "type", e->enclosures[i].type);
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
	json_put_member(b, "kind", e->kind == ENTRY_PART ? STR("part") : STR("article"));
	if (e->kind == ENTRY_ARTICLE) {
		put_number_field(b, "number", e->number);
		put_number_field(b, "item", e->item);
		put_number_field(b, "line", e->line);
	}
	json_put_member(b, "title", e->title);
	json_put_member(b, "id", e->id);
	json_put_member(b, "name", e->name);
	json_put_member(b, "url", e->url);
	json_put_member(b, "base", e->base);
	put_date_field(b, "published", e->published);
	put_date_field(b, "updated", e->updated);
	put_list_field(b, "authors", e->authors);
	put_list_field(b, "categories", e->categories);
	put_enclosures(b, e);
	json_put_member(b, "language", e->language);
	json_put_member(b, "summary", e->summary);
	if (e->kind == ENTRY_ARTICLE) {
		json_put_member(b, "body", str_from_c(bodies[e->body_kind]));
		put_number_field(b, "bytes", (int64_t)e->body_len);
		json_put_name(b, STR("excerpt"));
		buf_puts(b, e->excerpt ? "true" : "false");
	}
	buf_putc(b, '}');
}

static void put_json(struct buf *b, const struct book *book)
{
	buf_putc(b, '{');
	json_put_member(b, "title", book->title);
	json_put_member(b, "subtitle", book->subtitle);
	json_put_member(b, "description", book->description);
	json_put_member(b, "language", book->language);
	put_list_field(b, "authors", book->authors);
	put_list_field(b, "subjects", book->subjects);
	json_put_member(b, "url", book->source_url);
	json_put_member(b, "feed", book->feed_url);
	json_put_member(b, "identifier", book->identifier);
	json_put_member(b, "rights", book->rights);
	put_date_field(b, "modified", book->modified);
	put_number_field(b, "articles", (int64_t)book->n_articles);
	put_number_field(b, "excerpts", (int64_t)book->n_excerpts);
	json_put_name(b, STR("entries"));
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
