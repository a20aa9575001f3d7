/* atom.c - Atom 1.0 (RFC 4287) and 0.3, alone or inside RSS. What is special about Atom is the text
 * construct: its type says whether the text is text, escaped HTML or inline XHTML. */
#include "feed/reader.h"

#include "base/utf8.h"
#include "feed/plain.h"

/* ---- text constructs ------------------------------------------------------------------ */

static void text_start(struct reader *r, const struct element *e)
{
	struct str type = str_trim(xml_value(e->attributes, e->n, "type"));
	struct str mode = xml_value(e->attributes, e->n, "mode"); /* 0.3 */
	if (str_eq_nocase(mode, STR("escaped")) && type.len == 0)
		type = STR("html");
	r->type = arena_str(&r->scratch, type);
	r->attribute = arena_str(&r->scratch, mode);
}

static struct str text_value(struct reader *r, struct str text)
{
	struct buf unpacked;
	if (str_eq_nocase(r->attribute, STR("base64"))) {
		buf_init(&unpacked);
		base64_put(&(struct base64){ 0 }, &unpacked, text);
		text = arena_str(&r->scratch, buf_str(&unpacked));
		text.len = utf8_valid_prefix(text);
		buf_done(&unpacked);
	}
	if (str_eq_nocase(r->type, STR("html")) || str_eq_nocase(r->type, STR("text/html")))
		return plain_title(&r->scratch, text);
	return plain_collapse(&r->scratch, text);
}

static void title_end(struct reader *r, struct str text)
{
	struct str title = text_value(r, text);
	if (r->item)
		reader_set(r, &r->item->title, &r->item_ranks.title, 2, title);
	else
		reader_set(r, &r->feed->title, &r->feed_ranks.title, 2, title);
}

static void subtitle_end(struct reader *r, struct str text)
{
	if (r->feed->subtitle.len == 0)
		r->feed->subtitle = reader_keep(r, text_value(r, text));
}

static void rights_end(struct reader *r, struct str text)
{
	if (r->feed->rights.len == 0)
		r->feed->rights = reader_keep(r, text_value(r, text));
}

/* ---- content -------------------------------------------------------------------------- */

/* RFC 4287 §4.1.3.3: text, html and xhtml, or a media type. */
static enum feed_body kind_of(struct str type, struct str mode)
{
	if (str_eq_nocase(mode, STR("escaped")) && !str_starts_nocase(type, STR("text/plain")))
		return FEED_BODY_HTML;
	if (str_eq_nocase(mode, STR("xml")) && type.len && !str_eq_nocase(type, STR("text/plain")))
		return FEED_BODY_XHTML;
	if (str_eq_nocase(type, STR("html")) || str_starts_nocase(type, STR("text/html")))
		return FEED_BODY_HTML;
	if (str_eq_nocase(type, STR("xhtml")) || str_starts_nocase(type, STR("application/xhtml+xml")) ||
	    str_ends(type, STR("+xml")) || str_ends(type, STR("/xml")))
		return FEED_BODY_XHTML;
	if (type.len == 0 || str_eq_nocase(type, STR("text")) || str_starts_nocase(type, STR("text/")))
		return FEED_BODY_TEXT;
	return FEED_BODY_NONE; /* base64 of something */
}

static void begin_body(struct reader *r, const struct element *e, int rank)
{
	struct str type = str_trim(xml_value(e->attributes, e->n, "type"));
	struct str mode = xml_value(e->attributes, e->n, "mode");
	enum feed_body kind = kind_of(type, mode);
	bool packed = str_eq_nocase(mode, STR("base64"));
	if (packed && kind == FEED_BODY_XHTML)
		kind = FEED_BODY_HTML;
	if (kind == FEED_BODY_NONE)
		return;
	reader_begin_body(r, kind, rank, e->line);
	r->body.drop_div = kind == FEED_BODY_XHTML;
	r->body.packed = packed;
}

static void content_start(struct reader *r, const struct element *e)
{
	struct str source = xml_value(e->attributes, e->n, "src");
	if (source.len) /* the content is elsewhere: all there is is its address */
		reader_set(r, &r->item->url, &r->item_ranks.url, 1, reader_url(r, source));
	else
		begin_body(r, e, 3);
}

static void summary_start(struct reader *r, const struct element *e)
{
	begin_body(r, e, 2);
}

/* ---- the rest ------------------------------------------------------------------------- */

static void feed_start(struct reader *r, const struct element *e)
{
	(void)e;
	r->feed->language = reader_level(r)->language;
}

static void entry_start(struct reader *r, const struct element *e)
{
	struct feed_item *item = reader_begin_item(r, e->line);
	struct str language = reader_level(r)->language;
	if (!str_eq(language, r->feed->language))
		item->language = language;
}

static void entry_end(struct reader *r, struct str text)
{
	(void)text;
	reader_end_item(r);
}

/* Among several alternates the HTML one is meant for people. */
static void link_start(struct reader *r, const struct element *e)
{
	struct str href = xml_value(e->attributes, e->n, "href");
	struct str rel = str_trim(xml_value(e->attributes, e->n, "rel"));
	struct str type = str_trim(xml_value(e->attributes, e->n, "type"));
	if (str_starts_nocase(rel, STR("http://www.iana.org/assignments/relation/")))
		rel = str_sub(rel, 41, rel.len);
	if (str_trim(href).len == 0)
		return;
	if (rel.len == 0 || str_eq_nocase(rel, STR("alternate"))) {
		int rank = type.len == 0 || str_find_nocase(type, STR("html"), 0) >= 0 ? 2 : 1;
		if (r->item)
			reader_set(r, &r->item->url, &r->item_ranks.url, rank, reader_url(r, href));
		else
			reader_set(r, &r->feed->url, &r->feed_ranks.url, rank, reader_url(r, href));
	} else if (str_eq_nocase(rel, STR("self")) && !r->item && r->feed->feed_url.len == 0) {
		r->feed->feed_url = reader_keep(r, reader_url(r, href));
	} else if (str_eq_nocase(rel, STR("enclosure")) && r->item) {
		reader_add_enclosure(r, href, type, xml_value(e->attributes, e->n, "length"));
	}
}

static void id_end(struct reader *r, struct str text)
{
	struct str id = str_trim(text);
	if (!r->item) {
		r->feed->id = reader_keep(r, id);
		return;
	}
	reader_set(r, &r->item->guid, &r->item_ranks.guid, 2, id);
}

static void category_start(struct reader *r, const struct element *e)
{
	struct str label = xml_value(e->attributes, e->n, "label");
	struct str term = xml_value(e->attributes, e->n, "term");
	struct str scheme = xml_value(e->attributes, e->n, "scheme");
	if (str_ends(scheme, STR("2005#kind"))) {
		/* Google's own: in an export comments, settings and templates are entries, too */
		if (str_starts(term, STR("http://schemas.google.com/blogger/")))
			r->drop_item |= !str_ends(term, STR("#post")) && !str_ends(term, STR("#page"));
		return;
	}
	reader_add_category(r, str_trim(label).len ? label : term);
}

static void person_start(struct reader *r, const struct element *e)
{
	(void)e;
	r->person_name = r->person_mail = STR_NONE;
}

static void name_end(struct reader *r, struct str text)
{
	r->person_name = plain_collapse(&r->scratch, text);
}

static void mail_end(struct reader *r, struct str text)
{
	r->person_mail = plain_collapse(&r->scratch, text);
}

static void author_end(struct reader *r, struct str text)
{
	(void)text;
	reader_add_author(r, 3, r->person_name.len ? r->person_name : r->person_mail);
}

static void contributor_end(struct reader *r, struct str text)
{
	(void)r, (void)text; /* not who wrote it */
}

static void source_author_end(struct reader *r, struct str text)
{
	(void)text;
	reader_add_author(r, 1, r->person_name.len ? r->person_name : r->person_mail);
}

static void published_end(struct reader *r, struct str text)
{
	if (r->item)
		reader_set_date(r, &r->item->published, &r->item_ranks.published, 2, text);
}

static void created_end(struct reader *r, struct str text)
{
	reader_set_date(r, &r->item->published, &r->item_ranks.published, 1, text);
}

static void updated_end(struct reader *r, struct str text)
{
	if (r->item)
		reader_set_date(r, &r->item->updated, &r->item_ranks.updated, 2, text);
	else
		reader_set_date(r, &r->feed->updated, &r->feed_ranks.updated, 1, text);
}

static void generator_end(struct reader *r, struct str text)
{
	if (r->feed->generator.len == 0)
		r->feed->generator = plain_collapse(r->arena, text);
}

static void logo_end(struct reader *r, struct str text)
{
	reader_set(r, &r->feed->image_url, &r->feed_ranks.image, 2, reader_url(r, text));
}

static void icon_end(struct reader *r, struct str text)
{
	reader_set(r, &r->feed->image_url, &r->feed_ranks.image, 1, reader_url(r, text));
}

#define TEXT(name_, in, end_)                                                                        \
	{ .space = SPACE_ATOM, .name = name_, .scopes = in, .capture = CAPTURE_STRING,               \
	  .start = text_start, .end = end_ }
#define STRING(name_, in, end_) \
	{ .space = SPACE_ATOM, .name = name_, .scopes = in, .capture = CAPTURE_STRING, .end = end_ }
#define BODY(name_, start_)                                                                          \
	{ .space = SPACE_ATOM, .name = name_, .scopes = IN_ITEM, .capture = CAPTURE_BODY, .start = start_ }
#define PERSON(name_, in, end_)                                                                      \
	{ .space = SPACE_ATOM, .name = name_, .scopes = in, .opens = IN_PERSON,                      \
	  .start = person_start, .end = end_ }

static const struct rule rules[] = {
	{ .space = SPACE_ATOM, .name = "feed", .scopes = IN_DOCUMENT, .opens = IN_FEED, .start = feed_start },
	{ .space = SPACE_ATOM, .name = "entry", .scopes = IN_FEED | IN_DOCUMENT, .opens = IN_ITEM,
	  .start = entry_start, .end = entry_end },
	{ .space = SPACE_ATOM, .name = "source", .scopes = IN_ITEM, .opens = IN_SOURCE },
	TEXT("title", IN_FEED | IN_ITEM, title_end),
	TEXT("subtitle", IN_FEED, subtitle_end),
	TEXT("tagline", IN_FEED, subtitle_end),
	TEXT("rights", IN_FEED, rights_end),
	TEXT("copyright", IN_FEED, rights_end),
	BODY("content", content_start),
	BODY("summary", summary_start),
	{ .space = SPACE_ATOM, .name = "link", .scopes = IN_FEED | IN_ITEM, .start = link_start },
	STRING("id", IN_FEED | IN_ITEM, id_end),
	{ .space = SPACE_ATOM, .name = "category", .scopes = IN_FEED | IN_ITEM, .start = category_start },
	PERSON("author", IN_FEED | IN_ITEM, author_end),
	PERSON("author", IN_SOURCE, source_author_end),
	PERSON("contributor", IN_FEED | IN_ITEM, contributor_end),
	STRING("name", IN_PERSON, name_end),
	STRING("email", IN_PERSON, mail_end),
	STRING("published", IN_ITEM, published_end),
	STRING("issued", IN_ITEM, published_end),
	STRING("created", IN_ITEM, created_end),
	STRING("updated", IN_FEED | IN_ITEM, updated_end),
	STRING("modified", IN_FEED | IN_ITEM, updated_end),
	STRING("generator", IN_FEED, generator_end),
	STRING("logo", IN_FEED, logo_end),
	STRING("icon", IN_FEED, icon_end),
};

const struct format_rules atom_rules = { rules, sizeof rules / sizeof rules[0] };
