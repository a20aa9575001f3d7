/* extension.c - the vocabularies that RSS borrows: Dublin Core, content:encoded, XHTML bodies,
 * podcast and media elements (for what has no better), FeedBurner's original links. */
#include "feed/reader.h"

#include "feed/plain.h"

static void creator_end(struct reader *r, struct str text)
{
	reader_add_author(r, 4, text);
}

static void podcaster_end(struct reader *r, struct str text)
{
	reader_add_author(r, 2, text);
}

static void subject_end(struct reader *r, struct str text)
{
	reader_add_category(r, text);
}

static void title_end(struct reader *r, struct str text)
{
	struct str title = plain_title(&r->scratch, text);
	if (r->item)
		reader_set(r, &r->item->title, &r->item_ranks.title, 1, title);
	else
		reader_set(r, &r->feed->title, &r->feed_ranks.title, 1, title);
}

static void language_end(struct reader *r, struct str text)
{
	struct str *field = r->item ? &r->item->language : &r->feed->language;
	if (field->len == 0)
		*field = reader_keep(r, str_trim(text));
}

static void identifier_end(struct reader *r, struct str text)
{
	reader_set(r, &r->item->guid, &r->item_ranks.guid, 1, str_trim(text));
}

static void rights_end(struct reader *r, struct str text)
{
	if (r->feed->rights.len == 0)
		r->feed->rights = plain_text(r->arena, text);
}

static void date_end(struct reader *r, struct str text)
{
	if (r->item)
		reader_set_date(r, &r->item->published, &r->item_ranks.published, 2, text);
	else
		reader_set_date(r, &r->feed->updated, &r->feed_ranks.updated, 1, text);
}

static void created_end(struct reader *r, struct str text)
{
	reader_set_date(r, &r->item->published, &r->item_ranks.published, 1, text);
}

static void modified_end(struct reader *r, struct str text)
{
	if (r->item)
		reader_set_date(r, &r->item->updated, &r->item_ranks.updated, 1, text);
	else
		reader_set_date(r, &r->feed->updated, &r->feed_ranks.updated, 1, text);
}

static void full_start(struct reader *r, const struct element *e)
{
	reader_begin_body(r, FEED_BODY_HTML, 4, e->line);
	r->body.typed = r->body.whole = r->wordpress;
}

static void xhtml_start(struct reader *r, const struct element *e)
{
	reader_begin_body(r, FEED_BODY_XHTML, 3, e->line);
}

static void dc_description_start(struct reader *r, const struct element *e)
{
	reader_begin_body(r, FEED_BODY_HTML, 1, e->line);
}

static void media_text_start(struct reader *r, const struct element *e)
{
	struct str type = xml_value(e->attributes, e->n, "type");
	reader_begin_body(r, str_eq_nocase(type, STR("html")) ? FEED_BODY_HTML : FEED_BODY_TEXT, 1,
			  e->line);
}

static void description_end(struct reader *r, struct str text)
{
	reader_set(r, &r->feed->description, &r->feed_ranks.description, 1,
		   plain_text(&r->scratch, text));
}

static void media_content_start(struct reader *r, const struct element *e)
{
	reader_add_enclosure(r, xml_value(e->attributes, e->n, "url"),
			     xml_value(e->attributes, e->n, "type"),
			     xml_value(e->attributes, e->n, "fileSize"));
}

static void image_start(struct reader *r, const struct element *e)
{
	reader_set(r, &r->feed->image_url, &r->feed_ranks.image, 1,
		   reader_url(r, xml_value(e->attributes, e->n, "href")));
}

static void original_link_end(struct reader *r, struct str text)
{
	reader_set(r, &r->item->url, &r->item_ranks.url, 4, reader_url(r, text));
}

#define STRING(space_, name_, in, end_) \
	{ .space = SPACE_##space_, .name = name_, .scopes = in, .capture = CAPTURE_STRING, .end = end_ }
#define BODY(space_, name_, start_)                                                                  \
	{ .space = SPACE_##space_, .name = name_, .scopes = IN_ITEM, .capture = CAPTURE_BODY,        \
	  .start = start_ }

static const struct rule rules[] = {
	STRING(DC, "creator", IN_ITEM | IN_FEED, creator_end),
	STRING(DC, "author", IN_ITEM | IN_FEED, creator_end),
	STRING(DC, "subject", IN_ITEM | IN_FEED, subject_end),
	STRING(DC, "title", IN_ITEM | IN_FEED, title_end),
	STRING(DC, "language", IN_ITEM | IN_FEED, language_end),
	STRING(DC, "identifier", IN_ITEM, identifier_end),
	STRING(DC, "rights", IN_FEED, rights_end),
	STRING(DC, "date", IN_ITEM | IN_FEED, date_end),
	STRING(DC, "issued", IN_ITEM, date_end),
	STRING(DC, "created", IN_ITEM, created_end),
	STRING(DC, "modified", IN_ITEM | IN_FEED, modified_end),
	BODY(DC, "description", dc_description_start),
	STRING(DC, "description", IN_FEED, description_end),
	BODY(CONTENT, "encoded", full_start),
	BODY(XHTML, "body", xhtml_start),
	BODY(XHTML, "div", xhtml_start),
	{ .space = SPACE_MEDIA, .name = "group", .scopes = IN_ITEM, .opens = IN_ITEM },
	{ .space = SPACE_MEDIA, .name = "content", .scopes = IN_ITEM, .opens = IN_ITEM, .start = media_content_start },
	STRING(MEDIA, "title", IN_ITEM, title_end),
	BODY(MEDIA, "description", media_text_start),
	STRING(ITUNES, "author", IN_ITEM | IN_FEED, podcaster_end),
	STRING(ITUNES, "title", IN_ITEM, title_end),
	BODY(ITUNES, "summary", media_text_start),
	STRING(ITUNES, "summary", IN_FEED, description_end),
	{ .space = SPACE_ITUNES, .name = "image", .scopes = IN_FEED, .start = image_start },
	STRING(FEEDBURNER, "origLink", IN_ITEM, original_link_end),
};

const struct format_rules extension_rules = { rules, sizeof rules / sizeof rules[0] };
