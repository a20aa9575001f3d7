/* build.c - the element tree becomes the node tree: the engine that all of build_*.c uses.
 *
 * The builder goes through the elements once, by recursion as deep as the parser allows. It knows
 * the block that it fills, the leaf block that is open in it, and the inline elements that are
 * open in the source. Text asks for a spot: that opens a bare paragraph where no leaf is open, and
 * makes the nodes of the open inlines that have none in this leaf yet. So block elements inside
 * inline ones need no thought, and empty inlines leave nothing behind. */
#include "base/url.h"
#include "doc/ledger.h"
#include "doc/walk.h"
#include "html/build.h"
#include "html/code.h"
#include "html/space.h"

#include <stdlib.h>

enum { MAX_REMADE = 1 << 18 }; /* inlines made anew in another block, per article */

int build_line(const struct builder *b, const struct element *e)
{
	return b->article->entry->body_line + e->line;
}

struct str build_url(struct builder *b, struct str raw)
{
	return url_resolve(b->arena, b->article->entry->base, raw);
}

void build_ledger(struct builder *b, const struct element *e, const char *rule)
{
	struct str text = space_all_text(e, b->arena);
	bool bracket = text.len == 1 && !ch_alnum(text.p[0]); /* <rp> */
	if (text.len && !bracket)
		ledger_add(b->article, rule, text, build_line(b, e));
}

/* ---- language and direction ------------------------------------------------------------ */

static struct str language_around(const struct builder *b, const struct node *parent)
{
	for (; parent; parent = parent->parent)
		if (parent->lang.len)
			return parent->lang;
	const struct article *a = b->article;
	return a->entry->language.len ? a->entry->language : a->book->language;
}

static enum text_direction direction_of(struct str dir)
{
	if (str_eq_nocase(dir, STR("rtl")))
		return DIRECTION_RTL;
	if (str_eq_nocase(dir, STR("ltr")))
		return DIRECTION_LTR;
	return str_eq_nocase(dir, STR("auto")) ? DIRECTION_AUTO : DIRECTION_NONE;
}

/* Letters, digits and hyphens; up to 35 of them. */
static struct str language_tag(struct str s)
{
	s = str_trim(s);
	if (s.len > 35 || !s.len || !ch_alpha(s.p[0]))
		return STR_NONE;
	for (size_t i = 0; i < s.len; i++)
		if (!ch_alnum(s.p[i]) && s.p[i] != '-')
			return STR_NONE;
	return s;
}

struct surroundings {
	struct str lang;
	enum text_direction direction;
};

static struct surroundings enter_surroundings(struct builder *b, const struct element *e)
{
	struct surroundings before = { b->lang, b->direction };
	struct str lang = language_tag(element_attr(e, "lang"));
	if (!lang.len)
		lang = language_tag(element_attr(e, "xml:lang"));
	if (lang.len && e->tag != TAG_PRE && e->tag != TAG_CODE)
		b->lang = lang;
	enum text_direction direction = direction_of(element_attr(e, "dir"));
	if (direction != DIRECTION_NONE)
		b->direction = direction;
	return before;
}

static enum text_direction direction_around(const struct node *parent)
{
	for (; parent; parent = parent->parent)
		if (parent->direction != DIRECTION_NONE)
			return parent->direction;
	return DIRECTION_NONE;
}

/* `node` is linked to its parent already. */
static void set_surroundings(struct builder *b, struct node *node)
{
	if (b->lang.len && !str_eq_nocase(b->lang, language_around(b, node->parent)))
		node->lang = b->lang;
	if (b->direction != DIRECTION_NONE && b->direction != direction_around(node->parent))
		node->direction = b->direction;
}

/* ---- text and inlines ------------------------------------------------------------------ */

static void flush_text(struct builder *b);

/* The live nodes belong to the leaf; what follows starts new ones. */
static void forget_live(struct builder *b)
{
	b->n_live = 0;
}

static struct node *innermost(const struct builder *b)
{
	return b->n_live ? b->live[b->n_live - 1] : b->leaf;
}

static void put_pending(struct builder *b)
{
	for (size_t i = 0; i < b->n_pending; i++) {
		struct node *anchor = node_new(b->arena, NODE_SPAN, 0);
		anchor->id = b->pending[i];
		node_append(innermost(b), anchor);
	}
	b->n_pending = 0;
}

/* Makes the node of an open inline in this leaf. What stays open over many blocks could multiply
 * the article: past a limit it is made anew no more, and what stands in it goes on without. */
static void open_inline(struct builder *b, struct open_inline *in)
{
	mem_grow(&b->live, &b->cap_live, b->n_live + 1, sizeof(struct node *));
	if (in->seen && ++b->n_remade > MAX_REMADE) {
		if (b->n_remade == MAX_REMADE + 1)
			diag_add(&b->article->log, DIAG_LIMIT, b->text_line, "formatting left open for too long was dropped");
		b->live[b->n_live] = innermost(b);
		b->n_live++;
		return;
	}
	struct node *node = ARENA_NEW(b->arena, struct node);
	*node = in->proto;
	if (in->seen)
		node->id = STR_NONE;
	in->seen = true;
	node_append(innermost(b), node);
	if (node->type == NODE_LINK && node->as.link.fragment.p) {
		mem_grow(&b->links, &b->cap_links, b->n_links + 1, sizeof *b->links);
		b->links[b->n_links++] = (struct local_link){ node, node->as.link.fragment };
		node->as.link.fragment = STR_NONE;
	}
	b->live[b->n_live++] = node;
}

struct node *build_spot(struct builder *b)
{
	flush_text(b);
	if (!b->leaf) {
		b->leaf = node_new(b->arena, NODE_PARAGRAPH, b->text_line);
		b->leaf->as.paragraph.bare = true;
		node_append(b->block, b->leaf);
		set_surroundings(b, b->leaf);
		if (b->n_pending == 1) {
			b->leaf->id = b->pending[0];
			b->n_pending = 0;
		}
	}
	if (b->separate && b->leaf->first)
		node_append(b->leaf, node_new(b->arena, NODE_BREAK, b->text_line)), forget_live(b);
	b->separate = false;
	put_pending(b);
	while (b->n_live < b->n_inlines)
		open_inline(b, &b->inlines[b->n_live]);
	return innermost(b);
}

static void flush_text(struct builder *b)
{
	if (!b->text.len)
		return;
	struct str text = arena_str(b->arena, buf_str(&b->text));
	buf_clear(&b->text); /* first: build_spot flushes too */
	struct node *spot = build_spot(b);
	struct node *node = node_new_text(b->arena, text, b->text_line);
	if (b->code_depth) {
		node->type = NODE_CODE;
		b->code_seen = true;
	}
	node_append(spot, node);
}

void build_text(struct builder *b, struct str s, int line)
{
	if (b->trim_next && s.len && s.p[0] == ' ')
		s = str_sub(s, 1, s.len);
	if (!s.len)
		return;
	b->trim_next = false;
	if (!b->text.len)
		b->text_line = line;
	buf_put_str(&b->text, s);
}

struct node *build_leaf_inline(struct builder *b, enum node_type type, const struct element *e)
{
	flush_text(b);
	b->text_line = build_line(b, e);
	struct node *spot = build_spot(b);
	struct node *node = node_new(b->arena, type, build_line(b, e));
	node_append(spot, node);
	struct str raw = element_attr(e, "id");
	if (raw.len)
		node->id = build_id(b, raw);
	return node;
}

void build_inline(struct builder *b, struct node proto, const struct element *e, bool keep_empty)
{
	flush_text(b);
	proto.line = build_line(b, e);
	struct str raw = element_attr(e, "id");
	if (!raw.len && e->tag == TAG_A)
		raw = element_attr(e, "name");
	if (raw.len)
		proto.id = build_id(b, raw);
	proto.lang = language_tag(element_attr(e, "lang"));
	if (proto.lang.len && str_eq_nocase(proto.lang, language_around(b, b->leaf ? b->leaf : b->block)))
		proto.lang = STR_NONE;
	proto.direction = direction_of(element_attr(e, "dir"));
	mem_grow(&b->inlines, &b->cap_inlines, b->n_inlines + 1, sizeof *b->inlines);
	size_t mine = b->n_inlines++;
	b->inlines[mine] = (struct open_inline){ .proto = proto, .keep_empty = keep_empty };
	build_children(b, e);
	flush_text(b);
	if (!b->inlines[mine].seen && keep_empty) {
		b->text_line = proto.line;
		build_spot(b);
	}
	bool seen = b->inlines[mine].seen;
	b->n_inlines = mine;
	if (b->n_live > mine)
		b->n_live = mine;
	if (!seen && proto.id.len) {
		mem_grow(&b->pending, &b->cap_pending, b->n_pending + 1, sizeof *b->pending);
		b->pending[b->n_pending++] = proto.id;
	}
}

/* ---- blocks ---------------------------------------------------------------------------- */

static void drop_trailing_breaks(struct node *leaf)
{
	for (struct node *n = leaf->last; n;) {
		if (n->type == NODE_BREAK) {
			struct node *parent = n->parent, *before = n->prev;
			node_remove(n);
			n = before ? before : parent == leaf ? NULL : parent;
		} else if (!n->first && !n->id.len && node_kind(n->type) == KIND_INLINE &&
			   n->type != NODE_LINK) {
			struct node *parent = n->parent, *before = n->prev;
			node_remove(n);
			n = before ? before : parent == leaf ? NULL : parent;
		} else {
			n = node_kind(n->type) == KIND_INLINE ? n->last : NULL;
		}
	}
}

void build_close_leaf(struct builder *b)
{
	flush_text(b);
	if (b->leaf && !b->flatten) {
		if (b->clean)
			drop_trailing_breaks(b->leaf);
		if (!b->leaf->first && !b->leaf->id.len && (b->clean || b->leaf->as.paragraph.bare))
			node_remove(b->leaf);
	}
	b->leaf = NULL;
	forget_live(b);
}

/* A line ends, or a paragraph: what a block's border means to what is open. */
static void block_border(struct builder *b)
{
	flush_text(b);
	if (b->flatten)
		b->separate = true;
	else
		build_close_leaf(b);
}

struct node *build_block(struct builder *b, enum node_type type, const struct element *e)
{
	block_border(b);
	b->trim_next = false;
	struct node *node = node_new(b->arena, type, build_line(b, e));
	node_append(b->flatten ? b->put_off : b->block, node);
	set_surroundings(b, node);
	build_take_id(b, node, e);
	return node;
}

struct place build_enter(struct builder *b, struct node *node)
{
	flush_text(b);
	struct place before = { b->block, b->leaf, b->put_off, b->flatten };
	b->block = node;
	b->leaf = NULL;
	b->put_off = NULL;
	b->flatten = b->separate = false;
	forget_live(b);
	return before;
}

void build_leave(struct builder *b, struct place before)
{
	if (b->flatten)
		flush_text(b);
	else
		build_close_leaf(b);
	b->block = before.block;
	b->leaf = before.leaf;
	b->put_off = before.put_off;
	b->flatten = before.flatten;
	b->separate = b->flatten;
	b->trim_next = false;
	forget_live(b);
}

struct node *build_leaf(struct builder *b, struct node *leaf, const struct element *e)
{
	struct node *holder = node_new(b->arena, NODE_ARTICLE, leaf->line);
	struct place before = build_enter(b, b->block);
	b->leaf = leaf;
	b->flatten = true;
	b->put_off = holder;
	build_children(b, e);
	flush_text(b);
	if (b->clean)
		drop_trailing_breaks(leaf);
	build_leave(b, before);
	return holder->first ? holder : NULL;
}

void build_move(struct node *to, struct node *from)
{
	while (from && from->first) {
		struct node *child = from->first;
		node_remove(child);
		node_append(to, child);
	}
}

/* ---- elements -------------------------------------------------------------------------- */

/* The last inline of the open leaf that is no span around others; a no-break space that stands
 * alone between line breaks is none. */
static struct node *last_shown(const struct builder *b)
{
	struct node *last = b->leaf->last;
	while (last && node_kind(last->type) == KIND_INLINE && last->last)
		last = last->last;
	if (last && last->type == NODE_TEXT && last->prev && last->prev->type == NODE_BREAK &&
	    str_eq(str_trim(last->as.text), STR("\xC2\xA0"))) {
		struct node *blank = last;
		last = last->prev;
		node_remove(blank);
	}
	return last;
}

/* The second of two line breaks: a new paragraph, in a cell a bare one. */
static void break_paragraph(struct builder *b, const struct element *e)
{
	bool bare = b->leaf->as.paragraph.bare && b->block->type == NODE_CELL;
	b->leaf->as.paragraph.bare = bare;
	build_close_leaf(b);
	b->leaf = node_new(b->arena, NODE_PARAGRAPH, build_line(b, e));
	b->leaf->as.paragraph.bare = bare;
	node_append(b->block, b->leaf);
	set_surroundings(b, b->leaf);
}

/* <br>: a line ends. Two in a row end a paragraph, where cleaning is on. */
static void build_break(struct builder *b, const struct element *e)
{
	flush_text(b);
	if (b->clean) {
		const struct node *last = b->leaf ? last_shown(b) : NULL;
		if (!last)
			return;
		if (last->type == NODE_BREAK) {
			if (!b->flatten)
				break_paragraph(b, e);
			return;
		}
	}
	build_leaf_inline(b, NODE_BREAK, e);
}

static bool inside(const struct builder *b, enum node_type type)
{
	for (size_t i = 0; i < b->n_inlines; i++)
		if (b->inlines[i].proto.type == type)
			return true;
	return false;
}

/* The raw id in the article that a link names: "#fn:1", or the article's own address before it. */
static struct str own_fragment(const struct builder *b, struct str href, struct str url)
{
	const struct entry *e = b->article->entry;
	ptrdiff_t at = str_find_char(href, '#', 0);
	if (at < 0 || (size_t)at + 1 == href.len)
		return STR_NONE;
	struct str page = url_without_fragment(url);
	bool own = at == 0 || (page.len > 0 && (str_eq(page, url_without_fragment(e->url)) ||
						str_eq(page, url_without_fragment(e->base))));
	return own ? str_sub(href, (size_t)at + 1, href.len) : STR_NONE;
}

static void build_link(struct builder *b, const struct element *e)
{
	struct str href = str_trim(element_attr(e, "href"));
	bool script = url_kind(href) == URL_SCRIPT;
	if (!element_has_attr(e, "href") || script || inside(b, NODE_LINK)) {
		if (script)
			diag_add(&b->article->log, DIAG_DROPPED, build_line(b, e), "dropped a link that runs a script");
		build_pend_id(b, e);
		build_children(b, e);
		return;
	}
	struct node proto = { .type = NODE_LINK };
	proto.as.link.title = element_attr(e, "title");
	proto.as.link.url = href.len || b->clean ? build_url(b, href) : STR("");
	proto.as.link.fragment = own_fragment(b, href, proto.as.link.url);
	build_inline(b, proto, e, !b->clean);
}

static void build_abbreviation(struct builder *b, const struct element *e)
{
	struct node proto = { .type = NODE_ABBREVIATION };
	proto.as.abbreviation.title = str_trim(element_attr(e, "title"));
	if (proto.as.abbreviation.title.len) {
		build_inline(b, proto, e, false);
		return;
	}
	build_pend_id(b, e);
	build_children(b, e);
}

static void build_code_span(struct builder *b, const struct element *e)
{
	flush_text(b);
	build_pend_id(b, e);
	bool outer = b->code_seen;
	b->code_seen = false;
	b->code_depth++;
	build_children(b, e);
	flush_text(b);
	if (!b->code_seen && !b->clean && !e->first) {
		b->text_line = build_line(b, e);
		build_leaf_inline(b, NODE_CODE, e);
	}
	b->code_depth--;
	b->code_seen |= outer;
}

/* <rt> counts only right below its <ruby>; elsewhere it stands in parentheses. */
static void build_ruby_text(struct builder *b, const struct element *e)
{
	if (b->n_inlines && b->inlines[b->n_inlines - 1].proto.type == NODE_RUBY) {
		build_inline(b, (struct node){ .type = NODE_RUBY_TEXT }, e, false);
		return;
	}
	build_text(b, STR("("), build_line(b, e));
	build_children(b, e);
	build_text(b, STR(")"), build_line(b, e));
}

/* A check box begins a task item, or shows as a box; other controls show nothing. */
static void build_input(struct builder *b, const struct element *e)
{
	struct str type = element_attr(e, "type");
	bool checked = element_has_attr(e, "checked");
	if (str_eq_nocase(type, STR("image"))) {
		build_image(b, e);
		return;
	}
	if (!str_eq_nocase(type, STR("checkbox")))
		return;
	flush_text(b);
	bool first = !b->leaf || (!b->flatten && !b->leaf->first && !b->leaf->prev);
	if (b->block->type == NODE_ITEM && first && (b->leaf || !b->block->first) &&
	    b->block->as.item.task == TASK_NONE) {
		b->block->as.item.task = checked ? TASK_DONE : TASK_OPEN;
		b->trim_next = true;
		return;
	}
	build_text(b, checked ? STR("\xE2\x98\x91") : STR("\xE2\x98\x90"), build_line(b, e));
}

static void build_flow(struct builder *b, const struct element *e)
{
	block_border(b);
	build_pend_id(b, e);
	build_children(b, e);
	block_border(b);
}

/* <span lang>, <span dir>, <bdi>, <bdo>: only what changes language or direction is a node; in a
 * fragment, which is to come out as it is, an element that HTML does not know as well. */
static bool is_marked_span(const struct builder *b, const struct element *e)
{
	return (e->tag == TAG_OTHER && b->article->book->fragment) || e->tag == TAG_BDI || language_tag(element_attr(e, "lang")).len ||
	       direction_of(element_attr(e, "dir")) != DIRECTION_NONE;
}

static void build_own(struct builder *b, const struct element *e, const struct element_row *row)
{
	switch (e->tag) {
	case TAG_A: build_link(b, e); return;
	case TAG_ABBR: case TAG_ACRONYM: build_abbreviation(b, e); return;
	case TAG_BR: build_break(b, e); return;
	case TAG_WBR: build_text(b, STR("\xE2\x80\x8B"), build_line(b, e)); return;
	case TAG_P: build_paragraph(b, e); return;
	case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
		build_heading(b, e); return;
	case TAG_UL: case TAG_OL: case TAG_MENU: case TAG_DIR: build_list(b, e); return;
	case TAG_DL: build_definitions(b, e); return;
	case TAG_BLOCKQUOTE: build_quote(b, e); return;
	case TAG_FIGURE: build_figure(b, e); return;
	case TAG_DETAILS: build_details(b, e); return;
	case TAG_TABLE: build_table(b, e); return;
	case TAG_HR: build_block(b, NODE_RULE, e); return;
	case TAG_PRE: case TAG_LISTING: case TAG_XMP: case TAG_PLAINTEXT: case TAG_TEXTAREA:
		build_code(b, e); return;
	case TAG_IMG: build_image(b, e); return;
	case TAG_SVG: build_svg(b, e); return;
	case TAG_MATH: build_math(b, e); return;
	case TAG_INPUT: build_input(b, e); return;
	case TAG_RT: build_ruby_text(b, e); return;
	case TAG_Q: {
		struct node proto = { .type = NODE_QUOTATION };
		struct str cite = str_trim(element_attr(e, "cite"));
		proto.as.quotation.cite = cite.len ? build_url(b, cite) : cite;
		build_inline(b, proto, e, false);
		return;
	}
	default:
		if (row->type == NODE_MEDIA)
			build_media(b, e);
		else
			build_flow(b, e); /* a caption, a summary outside of what it belongs to */
	}
}

static void build_by_role(struct builder *b, const struct element *e)
{
	const struct element_row *row = element_row(e);
	switch (row->role) {
	case ROLE_PLAIN:
		if (is_marked_span(b, e)) {
			struct node proto = { .type = NODE_SPAN };
			if (e->tag == TAG_OTHER && b->article->book->fragment)
				proto.as.span.element = e->name;
			build_inline(b, proto, e, proto.as.span.element.len > 0);
			return;
		}
		build_pend_id(b, e);
		build_children(b, e);
		return;
	case ROLE_FLOW:
		build_flow(b, e);
		return;
	case ROLE_INLINE:
		build_inline(b, (struct node){ .type = row->type }, e, false);
		return;
	case ROLE_CODE:
		build_code_span(b, e);
		return;
	case ROLE_BLOCK: {
		struct place before = build_enter(b, build_block(b, row->type, e));
		build_children(b, e);
		build_leave(b, before);
		return;
	}
	case ROLE_OWN:
		build_own(b, e, row);
		return;
	case ROLE_HIDDEN:
		build_ledger(b, e, "hidden");
		return;
	case ROLE_SILENT:
		return;
	}
}

void build_element(struct builder *b, const struct element *e)
{
	if (e->kind == ELEMENT_TEXT)
		build_text(b, e->text, build_line(b, e));
	if (e->kind != ELEMENT_TAG)
		return;
	struct surroundings before = enter_surroundings(b, e);
	if (element_has_attr(e, CLEAN_CALLOUT))
		build_callout(b, e);
	else if (element_has_attr(e, CLEAN_TEX))
		build_math(b, e);
	else
		build_by_role(b, e);
	b->lang = before.lang;
	b->direction = before.direction;
}

void build_children(struct builder *b, const struct element *e)
{
	for (const struct element *c = e->first; c; c = c->next) {
		if (c->kind == ELEMENT_TAG && c->tag == TAG_LI && c->ns == NS_HTML)
			c = build_stray_items(b, c);
		else if (c->kind == ELEMENT_TAG && c->ns == NS_HTML && (c->tag == TAG_DT || c->tag == TAG_DD))
			c = build_stray_terms(b, c);
		else
			build_element(b, c);
	}
}

/* ---- the door -------------------------------------------------------------------------- */

/* Ids that wait for content which never came stand at the article's end. */
static void settle_pending(struct builder *b)
{
	if (!b->n_pending)
		return;
	struct node *last = b->block->last;
	if (last && node_kind(last->type) == KIND_LEAF_BLOCK)
		b->leaf = last;
	else
		build_spot(b);
	put_pending(b);
	b->leaf = NULL;
}

/* Plain text: blank lines part paragraphs, other line ends stay line ends. */
static void read_plain(struct article *a, struct str bytes)
{
	struct node *paragraph = NULL;
	bool line_open = false;
	for (size_t at = 0; at < bytes.len;) {
		ptrdiff_t end = str_find_char(bytes, '\n', at);
		struct str line = str_trim(str_sub(bytes, at, end < 0 ? bytes.len : (size_t)end));
		at = end < 0 ? bytes.len : (size_t)end + 1;
		if (!line.len) {
			paragraph = NULL;
			continue;
		}
		if (!paragraph) {
			paragraph = node_new(a->arena, NODE_PARAGRAPH, a->entry->body_line);
			node_append(a->root, paragraph);
			line_open = false;
		}
		if (line_open)
			node_append(paragraph, node_new(a->arena, NODE_BREAK, a->entry->body_line));
		node_append(paragraph, node_new_text(a->arena, arena_str(a->arena, line), a->entry->body_line));
		line_open = true;
	}
}

static void build_article(struct article *a, const struct element *root, const struct html_options *options)
{
	struct builder b = { .article = a, .arena = a->arena, .clean = options->clean, .block = a->root };
	b.text_line = a->entry->body_line;
	buf_init(&b.text);
	map_init(&b.ids);
	map_init(&b.names);
	build_children(&b, root);
	build_close_leaf(&b);
	settle_pending(&b);
	build_settle_links(&b);
	buf_done(&b.text);
	map_done(&b.ids);
	map_done(&b.names);
	free(b.inlines);
	free(b.live);
	free(b.pending);
	free(b.links);
}

void html_read(struct article *a, struct str bytes, const struct html_options *options)
{
	a->root = node_new(a->arena, NODE_ARTICLE, a->entry->body_line);
	switch (a->entry->body_kind) {
	case BODY_NONE:
		return;
	case BODY_TEXT:
		read_plain(a, bytes);
		return;
	case BODY_HTML:
	case BODY_XHTML:
		break;
	}
	struct element *root = a->entry->body_kind == BODY_XHTML
		? html_parse_xhtml(bytes, a->arena, &a->log, a->entry->body_line)
		: html_parse(bytes, a->arena, &a->log, a->entry->body_line);
	if (options->clean)
		clean_run(a, root);
	space_collapse(root, a->arena, options->clean, options->keep_lines);
	build_article(a, root, options);
}
