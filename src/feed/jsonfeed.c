/* jsonfeed.c - the members of JSON Feed (jsonfeed.org, version 1.1), one table for the feed and one
 * for its items. Members come in any order; a body goes into the spool as it comes. */
#include "feed/jsonfeed.h"

#include "feed/json.h"
#include "feed/plain.h"

struct member {
	const char *name;
	void (*read)(struct reader *, struct json *);
};

static void read_object(struct reader *r, struct json *j, const struct member *members, size_t n)
{
	if (!json_enter(j, '{'))
		return;
	while (json_member(j)) {
		struct str name = buf_str(&j->string);
		size_t i = 0;
		while (i < n && !str_eq_c(name, members[i].name))
			i++;
		if (i < n)
			members[i].read(r, j);
		else
			json_skip(j);
	}
}

static struct str line_of(struct reader *r, struct json *j)
{
	return plain_collapse(&r->scratch, json_text(j, NULL, NULL));
}

/* ---- shared --------------------------------------------------------------------------- */

static void read_person_name(struct reader *r, struct json *j)
{
	r->person_name = line_of(r, j);
}

static const struct member person[] = { { "name", read_person_name } };

static void read_author(struct reader *r, struct json *j)
{
	r->person_name = STR_NONE;
	read_object(r, j, person, 1);
	reader_add_author(r, 3, r->person_name);
}

static void read_authors(struct reader *r, struct json *j)
{
	if (json_enter(j, '['))
		while (json_element(j))
			read_author(r, j);
}

static void read_title(struct reader *r, struct json *j)
{
	struct str title = line_of(r, j);
	if (r->item)
		reader_set(r, &r->item->title, &r->item_ranks.title, 3, title);
	else
		reader_set(r, &r->feed->title, &r->feed_ranks.title, 3, title);
}

static void read_language(struct reader *r, struct json *j)
{
	*(r->item ? &r->item->language : &r->feed->language) = reader_keep(r, line_of(r, j));
}

/* ---- items ---------------------------------------------------------------------------- */

static void read_id(struct reader *r, struct json *j)
{
	reader_set(r, &r->item->guid, &r->item_ranks.guid, 3, line_of(r, j));
}

static void read_item_url(struct reader *r, struct json *j)
{
	reader_set(r, &r->item->url, &r->item_ranks.url, 2, reader_url(r, line_of(r, j)));
}

static void read_external_url(struct reader *r, struct json *j)
{
	reader_set(r, &r->item->url, &r->item_ranks.url, 1, reader_url(r, line_of(r, j)));
}

static void put_body(void *reader, struct str piece)
{
	reader_body_text(reader, piece);
}

static void read_body(struct reader *r, struct json *j, enum feed_body kind, int rank)
{
	if (json_peek(j) != '"') {
		json_skip(j);
		return;
	}
	reader_begin_body(r, kind, rank, j->line);
	json_text(j, put_body, r);
	reader_end_body(r);
}

static void read_html(struct reader *r, struct json *j)
{
	read_body(r, j, FEED_BODY_HTML, 4);
}

static void read_text(struct reader *r, struct json *j)
{
	read_body(r, j, FEED_BODY_TEXT, 3);
}

static void read_summary(struct reader *r, struct json *j)
{
	read_body(r, j, FEED_BODY_TEXT, 2);
}

static void read_published(struct reader *r, struct json *j)
{
	reader_set_date(r, &r->item->published, &r->item_ranks.published, 3, line_of(r, j));
}

static void read_modified(struct reader *r, struct json *j)
{
	reader_set_date(r, &r->item->updated, &r->item_ranks.updated, 3, line_of(r, j));
}

static void read_tags(struct reader *r, struct json *j)
{
	if (json_enter(j, '['))
		while (json_element(j))
			reader_add_category(r, json_text(j, NULL, NULL));
}

static void read_attachment_url(struct reader *r, struct json *j)
{
	r->attribute = line_of(r, j);
}

static void read_attachment_type(struct reader *r, struct json *j)
{
	r->type = line_of(r, j);
}

static const struct member attachment[] = {
	{ "url", read_attachment_url },
	{ "mime_type", read_attachment_type },
};

static void read_attachments(struct reader *r, struct json *j)
{
	if (!json_enter(j, '['))
		return;
	while (json_element(j)) {
		r->attribute = r->type = STR_NONE;
		read_object(r, j, attachment, sizeof attachment / sizeof attachment[0]);
		reader_add_enclosure(r, r->attribute, r->type, STR_NONE);
	}
}

static const struct member item_members[] = {
	{ "id", read_id },
	{ "url", read_item_url },
	{ "external_url", read_external_url },
	{ "title", read_title },
	{ "content_html", read_html },
	{ "content_text", read_text },
	{ "summary", read_summary },
	{ "date_published", read_published },
	{ "date_modified", read_modified },
	{ "author", read_author },
	{ "authors", read_authors },
	{ "tags", read_tags },
	{ "language", read_language },
	{ "attachments", read_attachments },
};

/* ---- the feed ------------------------------------------------------------------------- */

static void read_home(struct reader *r, struct json *j)
{
	reader_set(r, &r->feed->url, &r->feed_ranks.url, 3, reader_url(r, line_of(r, j)));
}

static void read_self(struct reader *r, struct json *j)
{
	r->feed->feed_url = reader_keep(r, reader_url(r, line_of(r, j)));
}

static void read_description(struct reader *r, struct json *j)
{
	reader_set(r, &r->feed->description, &r->feed_ranks.description, 3, line_of(r, j));
}

static void read_icon(struct reader *r, struct json *j)
{
	reader_set(r, &r->feed->image_url, &r->feed_ranks.image, 2, reader_url(r, line_of(r, j)));
}

static void read_items(struct reader *r, struct json *j)
{
	if (!json_enter(j, '['))
		return;
	while (json_element(j)) {
		if (json_peek(j) != '{') {
			json_skip(j);
			continue;
		}
		reader_begin_item(r, j->line);
		read_object(r, j, item_members, sizeof item_members / sizeof item_members[0]);
		reader_end_item(r);
	}
}

static const struct member feed_members[] = {
	{ "title", read_title },
	{ "home_page_url", read_home },
	{ "feed_url", read_self },
	{ "description", read_description },
	{ "icon", read_icon },
	{ "author", read_author },
	{ "authors", read_authors },
	{ "language", read_language },
	{ "items", read_items },
};

void json_feed_read(struct reader *r)
{
	struct json j;
	json_open(&j, r->text);
	read_object(r, &j, feed_members, sizeof feed_members / sizeof feed_members[0]);
	r->feed->cut_off = j.broken;
	json_close(&j);
}
