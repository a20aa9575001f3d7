/* complete.c - what an article lacks behind its passes: a text where the feed has none, its pictures,
 * words for its drawings, its numbers. Afterwards it is const. */
#include "convert/convert.h"

#include "base/url.h"
#include "doc/walk.h"
#include "layout/alt.h"
#include "layout/diagram.h"
#include "resource/resource.h"

/* What is left of an address below the folder that `page` stands in; empty when it is elsewhere. */
static struct str below(struct str page, struct str url)
{
	while (page.len && page.p[page.len - 1] != '/')
		page.len--;
	return page.len && str_starts(url, page) ? str_sub(url, page.len, url.len) : STR_NONE;
}

/* A picture beside the feed is found by its path; one with a web address, where a downloaded site has
 * it: below the article's, the site's or the feed's folder. */
static const struct resource *find_picture(struct resource_store *store, const struct article *article, struct str url,
					   const char **why)
{
	const struct resource *r = resource_find(store, url, why);
	if (r || url_kind(url) != URL_WEB)
		return r;
	const struct str pages[] = { article->entry->base, article->entry->url, article->book->source_url,
				     article->book->feed_url };
	for (size_t i = 0; !r && i < sizeof pages / sizeof *pages; i++) {
		struct str path = below(pages[i], url);
		const char *ignored;
		if (path.len)
			r = resource_find(store, path, &ignored);
	}
	return r;
}

static void say_missing(struct article *article, const struct node *image, const char *why)
{
	struct str url = image->as.image.url;
	if (url.len)
		diag_add(&article->log, url_kind(url) == URL_WEB ? DIAG_IMAGE_REMOTE : DIAG_IMAGE_MISSING, image->line,
			 "picture %.*s: %s; its text stands in its place", STR_ARG(str_sub(url, 0, 200)), why);
	else
		diag_add(&article->log, DIAG_IMAGE_MISSING, image->line,
			 "a picture has no address; its text stands in its place");
}

static void attach_pictures(struct resource_store *store, struct article *article)
{
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		struct node *n = (struct node *)w.node;
		if (w.step == WALK_LEAVE || n->type != NODE_IMAGE)
			continue;
		struct str url = n->as.image.url;
		const char *why = NULL;
		n->as.image.resource = find_picture(store, article, url, &why);
		if (!n->as.image.resource)
			say_missing(article, n, why ? why : "not at hand");
	}
}

/* Drawings are read, once for all backends, and say in words what they show. */
static void describe_diagrams(struct article *article)
{
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		struct node *n = (struct node *)w.node;
		if (w.step == WALK_LEAVE || n->type != NODE_CODE_BLOCK || n->as.code.kind != CODE_DIAGRAM)
			continue;
		n->as.code.drawing = diagram_read(article->arena, n->as.code.text);
		n->as.code.alt = diagram_alt(article->arena, n->as.code.drawing);
	}
}

/* Every entry yields an article: without a body, its summary or a notice. */
static void fill_empty(struct article *article)
{
	if (article->root->first || article->entry->kind == ENTRY_PART || article->book->fragment)
		return;
	struct str text = article->entry->summary;
	if (!text.len) {
		text = article->entry->url.len ? STR("The feed has no text for this article; it is at its address.") :
						 STR("The feed has no text for this article.");
		diag_add(&article->log, DIAG_EMPTY_BODY, article->entry->line, "no text: its title stands alone");
	}
	struct node *p = node_new(article->arena, NODE_PARAGRAPH, article->entry->line);
	node_append(p, node_new_text(article->arena, text, article->entry->line));
	node_append(article->root, p);
}

void article_complete(struct article *article, struct resource_store *store, bool speaks)
{
	fill_empty(article);
	doc_settle(article);
	attach_pictures(store, article);
	if (speaks)
		describe_diagrams(article);
}
