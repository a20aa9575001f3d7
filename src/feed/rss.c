/* rss.c - RSS 0.9 to 2.0 and RSS 1.0 (RDF): what their own elements mean. The versions differ in
 * where the items stand (inside <channel> or beside it), not in what they hold, so one table reads
 * them all. */
#include "feed/reader.h"

#include "base/url.h"
#include "feed/plain.h"

static void item_start(struct reader *r, const struct element *e)
{
	reader_begin_item(r, e->line);
	for (size_t i = 0; i < e->n; i++)
		if (e->attributes[i].name.space == SPACE_RDF &&
		    str_eq_c(e->attributes[i].name.local, "about"))
			r->item_about = arena_str(&r->scratch, str_trim(e->attributes[i].value));
}

static void item_end(struct reader *r, struct str text)
{
	(void)text;
	reader_end_item(r);
}

static void feed_title_end(struct reader *r, struct str text)
{
	reader_set(r, &r->feed->title, &r->feed_ranks.title, 3, plain_title(&r->scratch, text));
}

static void item_title_end(struct reader *r, struct str text)
{
	reader_set(r, &r->item->title, &r->item_ranks.title, 3, plain_title(&r->scratch, text));
}

/* <link>address</link>, or by mistake <link href="address"/>. */
static void link_start(struct reader *r, const struct element *e)
{
	r->attribute = arena_str(&r->scratch, xml_value(e->attributes, e->n, "href"));
}

static void link_end(struct reader *r, struct str text)
{
	struct str url = str_trim(text).len ? text : r->attribute;
	if (r->item)
		reader_set(r, &r->item->url, &r->item_ranks.url, 3, reader_url(r, url));
	else
		reader_set(r, &r->feed->url, &r->feed_ranks.url, 3, reader_url(r, url));
}

static void guid_start(struct reader *r, const struct element *e)
{
	r->attribute = arena_str(&r->scratch, str_trim(xml_value(e->attributes, e->n, "isPermaLink")));
}

static void guid_end(struct reader *r, struct str text)
{
	struct str guid = str_trim(text);
	reader_set(r, &r->item->guid, &r->item_ranks.guid, 3, guid);
	bool permanent = !str_eq_nocase(r->attribute, STR("false"));
	if (permanent && r->item_ranks.url < 1 && url_kind(guid) == URL_WEB)
		reader_set(r, &r->item->url, &r->item_ranks.url, 1, reader_url(r, guid));
}

static void description_start(struct reader *r, const struct element *e)
{
	reader_begin_body(r, FEED_BODY_HTML, 2, e->line);
}

/* <fullitem>, and <body> without a namespace. */
static void full_start(struct reader *r, const struct element *e)
{
	reader_begin_body(r, FEED_BODY_HTML, 3, e->line);
}

static void feed_description_end(struct reader *r, struct str text)
{
	reader_set(r, &r->feed->description, &r->feed_ranks.description, 3,
		   plain_text(&r->scratch, text));
}

static void author_end(struct reader *r, struct str text)
{
	reader_add_author(r, 3, text);
}

static void editor_end(struct reader *r, struct str text)
{
	reader_add_author(r, 1, text);
}

static void category_end(struct reader *r, struct str text)
{
	reader_add_category(r, text);
}

static void enclosure_start(struct reader *r, const struct element *e)
{
	reader_add_enclosure(r, xml_value(e->attributes, e->n, "url"),
			     xml_value(e->attributes, e->n, "type"),
			     xml_value(e->attributes, e->n, "length"));
}

static void item_date_end(struct reader *r, struct str text)
{
	reader_set_date(r, &r->item->published, &r->item_ranks.published, 3, text);
}

static void build_date_end(struct reader *r, struct str text)
{
	reader_set_date(r, &r->feed->updated, &r->feed_ranks.updated, 3, text);
}

static void feed_date_end(struct reader *r, struct str text)
{
	reader_set_date(r, &r->feed->updated, &r->feed_ranks.updated, 2, text);
}

static void language_end(struct reader *r, struct str text)
{
	if (r->feed->language.len == 0)
		r->feed->language = reader_keep(r, str_trim(text));
}

static void rights_end(struct reader *r, struct str text)
{
	if (r->feed->rights.len == 0)
		r->feed->rights = plain_text(r->arena, text);
}

static void generator_end(struct reader *r, struct str text)
{
	if (r->feed->generator.len == 0)
		r->feed->generator = plain_collapse(r->arena, text);
}

static void image_url_end(struct reader *r, struct str text)
{
	reader_set(r, &r->feed->image_url, &r->feed_ranks.image, 2, reader_url(r, text));
}

#define SCOPE(space_, name_, in, opens_) { .space = SPACE_##space_, .name = name_, .scopes = in, .opens = opens_ }
#define STRING(name_, in, end_) \
	{ .space = SPACE_NONE, .name = name_, .scopes = in, .capture = CAPTURE_STRING, .end = end_ }

static const struct rule rules[] = {
	SCOPE(NONE, "rss", IN_DOCUMENT, IN_FEED),
	SCOPE(RDF, "RDF", IN_DOCUMENT, IN_FEED),
	SCOPE(NONE, "RDF", IN_DOCUMENT, IN_FEED),
	SCOPE(NONE, "Channel", IN_DOCUMENT, IN_FEED), /* RSS 1.1 */
	SCOPE(NONE, "channel", IN_FEED | IN_DOCUMENT, IN_FEED),
	SCOPE(NONE, "items", IN_FEED, IN_FEED),
	SCOPE(NONE, "image", IN_FEED, IN_IMAGE),
	{ .space = SPACE_NONE, .name = "item", .scopes = IN_FEED, .opens = IN_ITEM, .start = item_start, .end = item_end },
	STRING("title", IN_FEED, feed_title_end),
	STRING("title", IN_ITEM, item_title_end),
	{ .space = SPACE_NONE, .name = "link", .scopes = IN_FEED | IN_ITEM, .capture = CAPTURE_STRING,
	  .start = link_start, .end = link_end },
	{ .space = SPACE_NONE, .name = "guid", .scopes = IN_ITEM, .capture = CAPTURE_STRING,
	  .start = guid_start, .end = guid_end },
	{ .space = SPACE_NONE, .name = "description", .scopes = IN_ITEM, .capture = CAPTURE_BODY,
	  .start = description_start },
	{ .space = SPACE_NONE, .name = "fullitem", .scopes = IN_ITEM, .capture = CAPTURE_BODY, .start = full_start },
	{ .space = SPACE_NONE, .name = "body", .scopes = IN_ITEM, .capture = CAPTURE_BODY, .start = full_start },
	STRING("description", IN_FEED, feed_description_end),
	STRING("author", IN_ITEM, author_end),
	STRING("author", IN_FEED, author_end),
	STRING("managingEditor", IN_FEED, editor_end),
	STRING("category", IN_ITEM | IN_FEED, category_end),
	{ .space = SPACE_NONE, .name = "enclosure", .scopes = IN_ITEM, .start = enclosure_start },
	STRING("pubDate", IN_ITEM, item_date_end),
	STRING("pubDate", IN_FEED, feed_date_end),
	STRING("lastBuildDate", IN_FEED, build_date_end),
	STRING("language", IN_FEED, language_end),
	STRING("copyright", IN_FEED, rights_end),
	STRING("generator", IN_FEED, generator_end),
	STRING("url", IN_IMAGE, image_url_end),
};

const struct format_rules rss_rules = { rules, sizeof rules / sizeof rules[0] };
