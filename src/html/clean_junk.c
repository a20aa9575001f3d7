/* clean_junk.c - what no reader came for: hidden text, trackers, share bars, "appeared first on",
 * permalink signs, buttons, blank paragraphs. Each rule names what it takes in a table. */
#include "html/clean_rules.h"

/* ---- hidden ---------------------------------------------------------------------------- */

static bool visit_hidden(struct clean *c, struct element *e)
{
	static const char *const classes[] = { "screen-reader-text", "screen-reader-only", "sr-only", "visually-hidden",
					       "visuallyhidden", "a11y-hidden", NULL };
	bool hidden = element_has_attr(e, "hidden") && !str_eq_nocase(element_attr(e, "hidden"), STR("until-found"));
	hidden |= str_starts_nocase(clean_style(e, "display"), STR("none"));
	hidden |= str_starts_nocase(clean_style(e, "visibility"), STR("hidden"));
	hidden |= clean_has_class(e, classes);
	if (!hidden || e->tag == TAG_BR || e->tag == TAG_INPUT)
		return true;
	clean_drop(c, e);
	return false;
}

void clean_hidden(struct clean *c)
{
	if (c->has.class || c->has.style || c->has.hidden)
		clean_each(c, visit_hidden);
}

/* ---- trackers -------------------------------------------------------------------------- */

static bool is_tracker_address(struct str src)
{
	static const char *const parts[] = { "feeds.feedburner.com/~r/", "feedproxy.google.com/~r/", "feeds.wordpress.com/1.0/",
		"stats.wordpress.com/b.gif", "pixel.wp.com/", "blogger.googleusercontent.com/tracker", "blogger.com/tracker",
		"/tracker/", "doubleclick.net/", "google-analytics.com/", "feedsportal.com/", "medium.com/_/stat",
		"scorecardresearch.com/", "quantserve.com/", "statcounter.com/", "pixel.quantserve", "b.scorecardresearch",
		"/pixel.gif", "/pixel.png", "/1x1.", "/spacer.gif", "/count.gif", "/beacon", "rss-pixel", "/open.aspx",
		"counter.theconversation", "list-manage.com/track/", "/feed-tracker" };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (str_find_nocase(src, str_from_c(parts[i]), 0) >= 0)
			return true;
	return false;
}

static bool is_tiny(struct str size)
{
	size = str_trim(size);
	return str_eq(size, STR("0")) || str_eq(size, STR("1")) || str_eq(size, STR("0px")) || str_eq(size, STR("1px"));
}

static bool visit_tracker(struct clean *c, struct element *e)
{
	if (e->tag != TAG_IMG && e->tag != TAG_IFRAME)
		return true;
	struct str src = element_attr(e, "src");
	bool tiny = is_tiny(element_attr(e, "width")) || is_tiny(element_attr(e, "height")) ||
		    is_tiny(clean_style(e, "width")) || is_tiny(clean_style(e, "height"));
	if (!tiny && !(e->tag == TAG_IMG && is_tracker_address(src)))
		return true;
	if (!src.len && element_has_attr(e, "srcset"))
		return true;
	if (clean_is(e->parent, TAG_A))
		clean_set(c, e->parent, " tracked", STR(""));
	clean_drop(c, e);
	return false;
}

/* A link around nothing but a tracker leads to an advertisement. */
static bool visit_tracked_link(struct clean *c, struct element *e)
{
	(void)c;
	if (!element_has_attr(e, " tracked") || !element_is_blank(e) || element_has_attr(e, "id"))
		return true;
	element_remove(e);
	return false;
}

void clean_trackers(struct clean *c)
{
	if (!c->has.tags[TAG_IMG] && !c->has.tags[TAG_IFRAME])
		return;
	clean_each(c, visit_tracker);
	clean_each(c, visit_tracked_link);
}

/* ---- share bars and their like --------------------------------------------------------- */

static const char *const boilerplate[] = {
	/* FeedBurner, WordPress and its plug-ins */
	"feedflare", "sharedaddy", "sd-sharing-enabled", "jp-relatedposts", "jp-post-flair", "wp-block-jetpack-sharing-buttons",
	"wpcnt", "wpa", "yarpp", "yarpp-related", "yarpp-feed", "addtoany_*", "a2a_kit", "addthis_*", "shareaholic-canvas",
	"heateor_*", "synved-social-container", "ssba", "ssba-classic-2", "tweetmeme_button", "really_simple_share",
	"dpsp-content-wrapper", "et_social_inline", "mashsb-container", "swp_social_panel", "sfsi_*", "social-share",
	"social-share-buttons", "share-buttons", "sharing-buttons", "share-post", "post-share", "post-sharing",
	"simplesocialbuttons", "shared-counts-wrap", "wabtn_container", "fb-like", "twitter-share-button",
	"wp-block-social-links", "related-posts", "relatedposts", "crp_related", "wp_rp_wrap", "printfriendly", "pf-button",
	"wp-polls", "mc4wp-form", "jetpack_subscription_widget", "wp-block-jetpack-subscriptions", "nc_socialPanel",
	/* Substack, Medium, Ghost, newsletters */
	"subscription-widget-wrap", "subscription-widget", "subscription-widget-wrap-editor", "captioned-button-wrap",
	"button-wrapper", "kg-signup-card", "subscribe-widget", "newsletter-signup", "image-link-expand",
	/* code boxes */
	"copy-button", "copy-code-button", "code-toolbar-copy", "clipboard-copy", "zeroclipboard-container", "btn-copy",
	"hljs-copy-button", "highlight-copy", "copybtn", "code-copy", "copy-btn",
	/* MediaWiki */
	"mw-editsection", "noprint", NULL
};

static const char *const junk_links[] = { "feeds.feedburner.com/~ff/", "feeds.feedburner.com/~a/", "feedads.g.doubleclick.net/",
	"feeds.wordpress.com/1.0/", "addtoany.com/share", "addthis.com/bookmark.php", "facebook.com/sharer", "twitter.com/share",
	"twitter.com/intent/tweet", "x.com/intent/", "linkedin.com/shareArticle", "pinterest.com/pin/create", "reddit.com/submit",
	"t.me/share", "tumblr.com/share", "digg.com/submit", "del.icio.us/post", "stumbleupon.com/submit", NULL };

/* A link that shares: only where it says no more than a few words, for articles write about such
 * links too. */
static bool is_share_link(struct clean *c, const struct element *e)
{
	struct str href = element_attr(e, "href");
	if (!clean_is(e, TAG_A) || !href.len)
		return false;
	for (size_t i = 0; junk_links[i]; i++)
		if (str_find_nocase(href, str_from_c(junk_links[i]), 0) >= 0)
			return clean_text(c, e).len <= 40 && (i < 4 || !clean_inside(e, TAG_P) || element_is_blank(e) ||
							      clean_find_tag(e, TAG_IMG));
	return false;
}

static bool visit_boilerplate(struct clean *c, struct element *e)
{
	bool junk = clean_has_class(e, boilerplate) || (e->tag == TAG_DIV && str_eq(element_attr(e, "id"), STR("jp-post-flair")));
	if (!junk && !is_share_link(c, e))
		return true;
	clean_drop(c, e);
	return false;
}

void clean_boilerplate(struct clean *c)
{
	if (c->has.class || c->has.tags[TAG_DIV] || c->has.tags[TAG_A])
		clean_each(c, visit_boilerplate);
}

/* "The post X appeared first on Y.", as WordPress says it in its languages. */
static const struct {
	const char *begins, *has;
} appeared[] = {
	{ "The post ", " appeared first on " },
	{ "The post ", " first appeared on " },
	{ "Der Beitrag ", " erschien zuerst auf " },
	{ "Der Beitrag ", " erschien zuerst bei " },
	{ "La entrada ", " aparece primero en " },
	{ "La entrada ", " se public\xC3\xB3 primero en " },
	{ "L\xE2\x80\x99" "article ", " est apparu en premier sur " },
	{ "L'article ", " est apparu en premier sur " },
	{ "Cet article ", " est apparu en premier sur " },
	{ "L'articolo ", " proviene da " },
	{ "L\xE2\x80\x99" "articolo ", " proviene da " },
	{ "O post ", " apareceu primeiro em " },
	{ "Het bericht ", " verscheen eerst op " },
	{ "Artyku\xC5\x82 ", " pochodzi z serwisu " },
	{ "Inl\xC3\xA4gget ", " d\xC3\xB6k f\xC3\xB6rst upp p\xC3\xA5 " },
	{ "Indl\xC3\xA6gget ", " blev f\xC3\xB8rst udgivet p\xC3\xA5 " },
	{ "\xD0\x97\xD0\xB0\xD0\xBF\xD0\xB8\xD1\x81\xD1\x8C ", " \xD0\xB2\xD0\xBF\xD0\xB5\xD1\x80\xD0\xB2\xD1\x8B\xD0\xB5 " },
};

static bool visit_appeared(struct clean *c, struct element *e)
{
	if (e->tag != TAG_P && e->tag != TAG_DIV && e->tag != TAG_SMALL && e->tag != TAG_EM)
		return true;
	if (!clean_find_tag(e, TAG_A))
		return e->tag == TAG_DIV;
	struct str text = clean_text(c, e);
	if (text.len > 600)
		return true;
	for (size_t i = 0; i < sizeof appeared / sizeof *appeared; i++) {
		struct str begins = str_from_c(appeared[i].begins);
		if (str_starts(text, begins) && str_find(text, str_from_c(appeared[i].has), begins.len - 1) >= 0) {
			clean_drop(c, e);
			return false;
		}
	}
	return true;
}

void clean_appeared_first(struct clean *c)
{
	if (c->has.tags[TAG_A])
		clean_each_flow(c, visit_appeared);
}

/* ---- headings -------------------------------------------------------------------------- */

static bool is_permalink_sign(struct str text)
{
	static const char *const signs[] = { "", "#", "\xC2\xB6", "\xC2\xA7", "\xF0\x9F\x94\x97", "\xE2\x88\x9E", "\xE2\x9A\x93",
		"\xE2\x9A\x93\xEF\xB8\x8E", "permalink", "link", "anchor", "\xE2\x80\x8B", "\xE2\x80\x8C", "link to this heading",
		"link to heading", "permanent link", "##", "\xEF\x83\x81", "\xF0\x9F\x94\x97\xEF\xB8\x8E", "edit" };
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_eq_nocase(text, str_from_c(signs[i])))
			return true;
	return str_starts_nocase(text, STR("permalink to ")) || str_starts_nocase(text, STR("direct link to "));
}

static const char *const permalink_classes[] = { "anchor", "headerlink", "header-anchor", "heading-anchor", "hash-link",
	"headline-hash", "permalink", "anchor-link", "heading-link", "anchorjs-link", "zola-anchor", "self-link",
	"direct-link", "td-heading-self-link", "header-link", "hanchor", "heading__anchor", "post-anchor", "toclink-back",
	"markdownIt-Anchor", "anchor-heading", "subheading-anchor", "octicon-link", NULL };

/* Its id, when it has one, goes to the heading. */
static void drop_permalink(struct clean *c, struct element *heading, struct element *link)
{
	struct str id = element_attr(link, "id");
	if (!id.len)
		id = element_attr(link, "name");
	if (id.len && !element_attr(heading, "id").len) {
		clean_set(c, heading, "id", id);
	} else if (id.len) {
		struct element *anchor = element_new(c->arena, TAG_SPAN);
		anchor->line = link->line;
		clean_set(c, anchor, "id", id);
		element_insert_before(link, anchor);
	}
	clean_drop(c, link);
}

static bool visit_permalink(struct clean *c, struct element *e)
{
	if (!clean_is(e, TAG_A))
		return true;
	struct element *heading = e->parent;
	while (heading && !element_is_heading(heading))
		heading = heading->parent;
	if (!heading)
		return true;
	struct str href = str_trim(element_attr(e, "href")), text = clean_text(c, e);
	bool inside = href.len > 0 && (href.p[0] == '#' || str_find_char(href, '#', 0) > 0);
	bool classed = clean_has_class(e, permalink_classes) || str_eq(element_attr(e, "aria-hidden"), STR("true"));
	bool picture = clean_find_tag(e, TAG_IMG);
	if (!picture && is_permalink_sign(text) && (inside || (classed && href.len))) {
		drop_permalink(c, heading, e);
		return false;
	}
	/* The heading as a link to itself. */
	if (inside && href.p[0] == '#' && !element_has_attr(e, "id") && !element_has_attr(e, "name") &&
	    str_eq(text, clean_text(c, heading)))
		element_unwrap(e);
	return true;
}

void clean_permalinks(struct clean *c)
{
	if (c->has.tags[TAG_A])
		clean_each_flow(c, visit_permalink);
}

/* ---- controls -------------------------------------------------------------------------- */

/* Buttons, menus and text fields do nothing in a book; a form whose only content they are goes
 * with its labels. */
static bool visit_control(struct clean *c, struct element *e)
{
	bool drop = e->tag == TAG_BUTTON || e->tag == TAG_SELECT || e->tag == TAG_TEXTAREA || e->tag == TAG_DATALIST;
	if (e->tag == TAG_FORM && clean_text(c, e).len < 300)
		for (struct element *n = element_next(e, e); n && !drop; n = element_next(e, n)) {
			struct str type = n->kind == ELEMENT_TAG && n->tag == TAG_INPUT ? element_attr(n, "type") : STR_NONE;
			drop = str_eq_nocase(type, STR("email")) || str_eq_nocase(type, STR("submit")) ||
			       str_eq_nocase(type, STR("search")) || (n->kind == ELEMENT_TAG && n->tag == TAG_BUTTON);
		}
	if (!drop)
		return true;
	clean_drop(c, e);
	return false;
}

void clean_controls(struct clean *c)
{
	if (c->has.tags[TAG_BUTTON] || c->has.tags[TAG_SELECT] || c->has.tags[TAG_TEXTAREA] || c->has.tags[TAG_DATALIST] ||
	    c->has.tags[TAG_FORM])
		clean_each(c, visit_control);
}

/* ---- blank paragraphs ------------------------------------------------------------------ */

/* <p>&nbsp;</p>, <p></p>: space that an editor left. An id in it goes to what comes next: build
 * does so with a box. */
static bool visit_blank(struct clean *c, struct element *e)
{
	(void)c;
	if (!element_is_blank(e))
		return true;
	bool target = false;
	for (struct element *n = e; n; n = element_next(e, n)) {
		if (n->kind == ELEMENT_TAG && (element_has_attr(n, "id") || element_has_attr(n, "name")))
			target = true;
		if (n->kind == ELEMENT_TEXT)
			n->text = STR("");
	}
	if (target)
		clean_rename(e, TAG_DIV);
	else
		element_remove(e);
	return target;
}

void clean_blank(struct clean *c)
{
	if (c->has.tags[TAG_P])
		clean_each_flow_tag(c, TAG_P, visit_blank);
}
