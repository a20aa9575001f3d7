/* wordpress.c - WordPress's export (WXR): RSS 2.0 with elements of its own. It names authors by their
 * logins and tells at its beginning who they are; and it holds everything that is in the database,
 * of which only posts and pages are articles. */
#include "feed/reader.h"

#include "feed/plain.h"

static void excerpt_end(struct reader *r, struct str text)
{
	if (r->item->summary.len == 0)
		r->item->summary = plain_text(r->arena, text);
}

/* An export holds everything: menus, pictures and settings are no articles, drafts no news. */
static void post_type_end(struct reader *r, struct str text)
{
	static const char *const no_articles[] = {
		"attachment",    "nav_menu_item", "revision",      "custom_css", "customize_changeset",
		"oembed_cache",  "wp_template",   "wp_navigation", "wp_block",   "wp_global_styles",
		"user_request",
	};
	for (size_t i = 0; i < sizeof no_articles / sizeof no_articles[0]; i++)
		r->drop_item |= str_eq_c(str_trim(text), no_articles[i]);
}

static void status_end(struct reader *r, struct str text)
{
	static const char *const hidden[] = { "draft", "trash", "auto-draft", "pending" };
	for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
		r->drop_item |= str_eq_c(str_trim(text), hidden[i]);
}

static void post_date_end(struct reader *r, struct str text)
{
	reader_set_date(r, &r->item->published, &r->item_ranks.published, 1, text);
}

static void modified_end(struct reader *r, struct str text)
{
	reader_set_date(r, &r->item->updated, &r->item_ranks.updated, 1, text);
}

static void person_start(struct reader *r, const struct element *e)
{
	(void)e;
	r->person_name = r->person_mail = STR_NONE;
}

static void login_end(struct reader *r, struct str text)
{
	r->person_mail = plain_collapse(&r->scratch, text);
}

static void display_name_end(struct reader *r, struct str text)
{
	r->person_name = plain_title(&r->scratch, text);
}

static void person_end(struct reader *r, struct str text)
{
	(void)text;
	if (r->person_mail.len && r->person_name.len)
		reader_add_alias(r, r->person_mail, r->person_name);
}

#define STRING(space_, name_, in, end_) \
	{ .space = SPACE_##space_, .name = name_, .scopes = in, .capture = CAPTURE_STRING, .end = end_ }

static const struct rule rules[] = {
	STRING(EXCERPT, "encoded", IN_ITEM, excerpt_end),
	STRING(WP, "post_type", IN_ITEM, post_type_end),
	STRING(WP, "status", IN_ITEM, status_end),
	STRING(WP, "post_date_gmt", IN_ITEM, post_date_end),
	STRING(WP, "post_modified_gmt", IN_ITEM, modified_end),
	{ .space = SPACE_WP, .name = "author", .scopes = IN_FEED, .opens = IN_PERSON,
	  .start = person_start, .end = person_end },
	STRING(WP, "author_login", IN_PERSON, login_end),
	STRING(WP, "author_display_name", IN_PERSON, display_name_end),
};

const struct format_rules wordpress_rules = { rules, sizeof rules / sizeof rules[0] };
