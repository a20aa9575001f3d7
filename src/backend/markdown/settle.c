/* settle.c - links inside the book: a placeholder for each while the article is rendered, and the name
 * of a note or an anchor in its place when those are known. */
#include "backend/markdown/settle.h"

#include "backend/markdown/slug.h"
#include "backend/markdown/vault.h"
#include "doc/walk.h"

static struct str placeholder(struct md *md, const struct entry *entry, struct str fragment)
{
	mem_grow(&md->targets, &md->cap_targets, md->n_targets + 1, sizeof *md->targets);
	md->targets[md->n_targets] = (struct md_target){ entry, fragment, false };
	return arena_printf(&md->ink.arena, MD_TARGET_BEGIN "%zu" MD_TARGET_END, md->n_targets++);
}

struct str md_link_url(struct md *md, const struct node *link)
{
	const struct entry *target = link->as.link.target;
	if (!target)
		return link->as.link.url;
	if (md->article->book->fragment)
		return arena_cat(&md->ink.arena, STR("#"), link->as.link.fragment);
	return placeholder(md, target, link->as.link.fragment);
}

struct str md_wiki_target(struct md *md, const struct node *link)
{
	if (!md->vault || !md->flavor->wikilinks || !link->as.link.target)
		return STR_NONE;
	struct str place = placeholder(md, link->as.link.target, link->as.link.fragment);
	md->targets[md->n_targets - 1].wiki = true;
	return place;
}

struct str md_image_url(struct md *md, const struct node *image)
{
	const struct resource *resource = image->as.image.resource;
	if (!md->vault || !resource)
		return image->as.image.url;
	mem_grow(&md->images, &md->cap_images, md->n_images + 1, sizeof *md->images);
	md->images[md->n_images++] = resource;
	struct str name = resource->name;
	if (str_starts(name, STR("images/")))
		name = str_sub(name, 7, name.len);
	struct buf path = { 0 };
	vault_put_path(md->vault, md->article->entry, arena_cat(&md->ink.arena, str_from_c(vault_attachments(md->flavor)), name), &path);
	struct str url = arena_str(&md->ink.arena, buf_str(&path));
	buf_done(&path);
	return url;
}

/* Puts `body` with each placeholder replaced by what `put` writes. */
static void put_settled(struct buf *out, struct str body, void (*put)(void *, size_t, struct buf *), void *context)
{
	for (;;) {
		ptrdiff_t begin = str_find(body, STR(MD_TARGET_BEGIN), 0);
		ptrdiff_t end = begin < 0 ? -1 : str_find(body, STR(MD_TARGET_END), (size_t)begin);
		long n;
		if (end < 0 || !str_parse_long(str_sub(body, (size_t)begin + 3, (size_t)end), &n)) {
			buf_put_str(out, body);
			return;
		}
		buf_put_str(out, str_sub(body, 0, (size_t)begin));
		put(context, (size_t)n, out);
		body = str_sub(body, (size_t)end + 3, body.len);
	}
}

/* ---- settled --------------------------------------------------------------------------------- */

static const struct node *own_heading(struct settling *s, struct str id)
{
	if (!s->mapped) {
		map_init(&s->headings);
		s->mapped = true;
		const struct node *heading = NULL;
		for (struct walk walk = walk_begin(s->article->root); walk_next(&walk);) {
			if (walk.step != WALK_ENTER)
				continue;
			heading = walk.node->type == NODE_HEADING ? walk.node : heading;
			if (walk.node->id.len)
				*map_put(&s->headings, walk.node->id, NULL) = (void *)heading;
		}
	}
	void **place = id.len ? map_find(&s->headings, id) : NULL;
	return place ? *place : NULL;
}

/* The text of the heading a link leads to. */
static void put_target_heading(struct settling *s, const struct md_target *t, struct buf *b)
{
	if (t->entry != s->article->entry) {
		buf_put_str(b, book_find_target_heading(s->article->book, t->entry, t->fragment));
		return;
	}
	const struct node *heading = own_heading(s, t->fragment);
	if (heading)
		node_put_text(heading, b);
}

/* A heading as Obsidian has it in links: what would end one there is a blank ("Internal links"). */
static void put_obsidian_heading(struct buf *b, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_putc(b, strchr("#^[]|:", text.p[i]) ? ' ' : text.p[i]);
}

static void put_note_target(void *context, size_t n, struct buf *out)
{
	struct settling *s = context;
	if (n >= s->n_targets)
		return;
	const struct md_target *t = &s->targets[n];
	const struct flavor *f = s->flavor;
	struct buf path = { 0 }, heading = { 0 }, anchor = { 0 };
	put_target_heading(s, t, &heading);
	struct str name = vault_name(s->vault, t->entry);
	bool own = t->entry == s->article->entry && heading.len;
	if (!own && t->wiki)
		buf_put_str(&path, str_sub(name, 0, name.len - 3));
	else if (!own)
		vault_put_path(s->vault, s->article->entry, name, &path);
	if (heading.len && f->wikilinks)
		put_obsidian_heading(&anchor, buf_str(&heading));
	else if (heading.len)
		(f->dotted_anchors ? slug_put_dotted : slug_put)(&anchor, buf_str(&heading));
	if (t->wiki)
		buf_put_str(out, buf_str(&path));
	else
		md_put_path(out, buf_str(&path));
	if (anchor.len) {
		buf_putc(out, '#');
		if (t->wiki)
			buf_put_str(out, buf_str(&anchor));
		else
			md_put_path(out, buf_str(&anchor));
	}
	buf_done(&path);
	buf_done(&heading);
	buf_done(&anchor);
}

/* In one file: own headings now; other articles by their number, settled at close. */
static void put_book_target(void *context, size_t n, struct buf *out)
{
	struct settling *s = context;
	if (n >= s->n_targets)
		return;
	const struct md_target *t = &s->targets[n];
	buf_putc(out, '#');
	const struct node *heading = t->entry == s->article->entry ? own_heading(s, t->fragment) : NULL;
	for (size_t i = 0; heading && i < s->article->n_headings; i++)
		if (s->article->headings[i] == heading) {
			buf_put_str(out, s->heading_anchors[i]);
			return;
		}
	buf_printf(out, MD_TARGET_BEGIN "%d" MD_TARGET_END, t->entry->index);
}

void settle_note(struct settling *s, struct str body, struct buf *out)
{
	put_settled(out, body, put_note_target, s);
}

void settle_article(struct settling *s, struct str body, struct buf *out)
{
	put_settled(out, body, put_book_target, s);
}

void settle_done(struct settling *s)
{
	if (s->mapped)
		map_done(&s->headings);
}

struct anchors {
	const struct str *items;
	size_t n;
};

static void put_entry_anchor(void *context, size_t n, struct buf *out)
{
	const struct anchors *anchors = context;
	if (n < anchors->n)
		buf_put_str(out, anchors->items[n]);
}

void settle_anchors(struct str body, const struct str *anchors, size_t n_anchors, struct buf *out)
{
	struct anchors all = { anchors, n_anchors };
	put_settled(out, body, put_entry_anchor, &all);
}
