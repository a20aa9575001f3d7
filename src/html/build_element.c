/* build_element.c - what each element becomes: by its row in elements.c, or by a function of its own.
 * Inlines and what decides among them stand here; blocks, tables and objects in the files called so. */
#include "base/url.h"
#include "doc/walk.h"
#include "html/build.h"

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
	surroundings_set(b, b->leaf);
}

/* <br>: a line ends. Two in a row end a paragraph, where cleaning is on. */
static void build_break(struct builder *b, const struct element *e)
{
	build_flush(b);
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
		if (b->inlines[i].proto->type == type)
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
	build_inline(b, &proto, e, !b->clean);
}

static void build_abbreviation(struct builder *b, const struct element *e)
{
	struct node proto = { .type = NODE_ABBREVIATION };
	proto.as.abbreviation.title = str_trim(element_attr(e, "title"));
	if (proto.as.abbreviation.title.len) {
		build_inline(b, &proto, e, false);
		return;
	}
	build_pend_id(b, e);
	build_children(b, e);
}

static void build_code_span(struct builder *b, const struct element *e)
{
	build_flush(b);
	build_pend_id(b, e);
	bool outer = b->code_seen;
	b->code_seen = false;
	b->code_depth++;
	build_children(b, e);
	build_flush(b);
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
	if (b->n_inlines && b->inlines[b->n_inlines - 1].proto->type == NODE_RUBY) {
		build_inline(b, &(struct node){ .type = NODE_RUBY_TEXT }, e, false);
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
	build_flush(b);
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
	build_border(b);
	build_pend_id(b, e);
	build_children(b, e);
	build_border(b);
}

/* <span lang>, <span dir>, <bdi>, <bdo>: only what changes language or direction is a node; in a
 * fragment, which is to come out as it is, an element that HTML does not know as well. */
static bool is_marked_span(const struct builder *b, const struct element *e)
{
	return (e->tag == TAG_OTHER && b->article->book->fragment) || e->tag == TAG_BDI || surroundings_language(element_attr(e, "lang")).len ||
	       surroundings_direction(element_attr(e, "dir")) != DIRECTION_NONE;
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
		build_inline(b, &proto, e, false);
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
			build_inline(b, &proto, e, proto.as.span.element.len > 0);
			return;
		}
		build_pend_id(b, e);
		build_children(b, e);
		return;
	case ROLE_FLOW:
		build_flow(b, e);
		return;
	case ROLE_INLINE:
		build_inline(b, &(struct node){ .type = row->type }, e, false);
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
	struct surroundings before = surroundings_enter(b, e);
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
