/* build_block.c - paragraphs, headings, lists, definitions, quotes, figures, details, code: each
 * puts what its HTML allows to be anywhere where the model wants it. */
#include "doc/walk.h"
#include "html/build.h"
#include "html/code.h"

static bool is_tag(const struct element *e, enum html_tag tag)
{
	return e->kind == ELEMENT_TAG && e->ns == NS_HTML && e->tag == tag;
}

/* Nothing that could stand in a list or table by itself: white space, comments, scripts. */
static bool is_nothing(const struct element *e)
{
	if (e->kind != ELEMENT_TAG)
		return element_is_blank(e);
	enum element_role role = element_row(e)->role;
	return role == ROLE_SILENT || role == ROLE_HIDDEN;
}

void build_paragraph(struct builder *b, const struct element *e)
{
	if (b->flatten) {
		b->separate = true;
		build_pend_id(b, e);
		build_children(b, e);
		build_text(b, STR(""), 0);
		b->separate = true;
		return;
	}
	struct node *paragraph = build_block(b, NODE_PARAGRAPH, e);
	b->leaf = paragraph;
	build_children(b, e);
	build_close_leaf(b);
}

void build_heading(struct builder *b, const struct element *e)
{
	if (b->flatten) {
		build_paragraph(b, e);
		return;
	}
	struct node *heading = build_block(b, NODE_HEADING, e);
	heading->as.heading.level = 1 + (int)(e->tag - TAG_H1);
	struct node *rest = build_leaf(b, heading, e);
	build_move(b->block, rest);
}

/* ---- lists ----------------------------------------------------------------------------- */

static enum list_style list_style_of(struct str type)
{
	if (type.len != 1)
		return LIST_DECIMAL;
	switch (type.p[0]) {
	case 'a': return LIST_LOWER_ALPHA;
	case 'A': return LIST_UPPER_ALPHA;
	case 'i': return LIST_LOWER_ROMAN;
	case 'I': return LIST_UPPER_ROMAN;
	}
	return LIST_DECIMAL;
}

static void build_item(struct builder *b, const struct element *e)
{
	struct node *item = build_block(b, NODE_ITEM, e);
	long value;
	if (str_parse_long(element_attr(e, "value"), &value)) {
		item->as.item.has_value = true;
		item->as.item.value = value;
	}
	struct place before = build_enter(b, item);
	build_children(b, e);
	build_leave(b, before);
}

/* What stands between the items belongs to the one before it, or to one of its own. */
static const struct element *build_between_items(struct builder *b, struct node *list, const struct element *c)
{
	struct node *item = list->last;
	bool nested = is_tag(c, TAG_UL) || is_tag(c, TAG_OL);
	if (!item || !nested)
		item = build_block(b, NODE_ITEM, c);
	struct place before = build_enter(b, item);
	for (;; c = c->next) {
		build_element(b, c);
		if (!c->next || is_tag(c->next, TAG_LI))
			break;
	}
	build_leave(b, before);
	if (!item->first && item->as.item.task == TASK_NONE)
		node_remove(item);
	return c;
}

static void settle_tightness(struct node *list)
{
	list->as.list.tight = true;
	for (const struct node *item = list->first; item; item = item->next)
		for (const struct node *n = item->first; n; n = n->next)
			if (n->type == NODE_PARAGRAPH && !n->as.paragraph.bare)
				list->as.list.tight = false;
}

void build_list(struct builder *b, const struct element *e)
{
	struct node *list = build_block(b, NODE_LIST, e);
	list->as.list.ordered = e->tag == TAG_OL;
	list->as.list.reversed = list->as.list.ordered && element_has_attr(e, "reversed");
	list->as.list.style = list_style_of(element_attr(e, "type"));
	list->as.list.has_start = list->as.list.ordered &&
				  str_parse_long(element_attr(e, "start"), &list->as.list.start);
	struct place before = build_enter(b, list);
	for (const struct element *c = e->first; c; c = c->next) {
		if (is_tag(c, TAG_LI)) {
			b->leaf = NULL;
			build_item(b, c);
		} else if (is_nothing(c)) {
			if (c->kind == ELEMENT_TAG)
				build_element(b, c);
		} else {
			c = build_between_items(b, list, c);
		}
	}
	build_leave(b, before);
	settle_tightness(list);
	if (!list->first)
		node_remove(list);
}

/* What is hidden between the last one of a run and the next; what is behind a run is not the run's. */
static void build_hidden_between(struct builder *b, const struct element *last, const struct element *next)
{
	for (const struct element *c = last; c != next; c = c->next)
		if (c != last && c->kind == ELEMENT_TAG)
			build_element(b, c);
}

const struct element *build_stray_items(struct builder *b, const struct element *e)
{
	struct node *list = node_new(b->arena, NODE_LIST, build_line(b, e));
	if (b->flatten)
		b->separate = true;
	else
		build_close_leaf(b);
	node_append(b->flatten ? b->put_off : b->block, list);
	struct place before = build_enter(b, list);
	const struct element *last = e;
	for (const struct element *c = e; c && (is_tag(c, TAG_LI) || is_nothing(c)); c = c->next) {
		if (!is_tag(c, TAG_LI))
			continue;
		build_hidden_between(b, last, c);
		build_item(b, c);
		last = c;
	}
	build_leave(b, before);
	settle_tightness(list);
	return last;
}

/* ---- definitions ----------------------------------------------------------------------- */

static void build_term(struct builder *b, struct node *list, const struct element *e)
{
	struct node *term = build_block(b, NODE_TERM, e);
	struct node *rest = build_leaf(b, term, e);
	if (!rest)
		return;
	struct node *description = node_new(b->arena, NODE_DESCRIPTION, term->line);
	node_append(list, description);
	build_move(description, rest);
}

static void build_description(struct builder *b, struct node *into, const struct element *e)
{
	struct place before = build_enter(b, into);
	build_children(b, e);
	build_leave(b, before);
}

/* A <div> around terms and descriptions; clean may have made something else of it. */
static bool is_group(const struct element *e)
{
	return is_tag(e, TAG_DIV) && !element_has_attr(e, CLEAN_CALLOUT) && !element_has_attr(e, CLEAN_TEX);
}

static void build_definition_parts(struct builder *b, struct node *list, const struct element *e)
{
	for (const struct element *c = e->first; c; c = c->next) {
		if (is_tag(c, TAG_DT)) {
			build_term(b, list, c);
		} else if (is_tag(c, TAG_DD)) {
			build_description(b, build_block(b, NODE_DESCRIPTION, c), c);
		} else if (is_group(c)) {
			build_pend_id(b, c);
			build_definition_parts(b, list, c);
		} else if (is_nothing(c)) {
			if (c->kind == ELEMENT_TAG)
				build_element(b, c);
		} else {
			struct node *into = list->last;
			if (!into || into->type != NODE_DESCRIPTION)
				into = build_block(b, NODE_DESCRIPTION, c);
			struct place before = build_enter(b, into);
			build_element(b, c);
			build_leave(b, before);
		}
	}
}

void build_definitions(struct builder *b, const struct element *e)
{
	struct node *list = build_block(b, NODE_DEFINITIONS, e);
	struct place before = build_enter(b, list);
	build_definition_parts(b, list, e);
	build_leave(b, before);
	if (!list->first)
		node_remove(list);
}

const struct element *build_stray_terms(struct builder *b, const struct element *e)
{
	struct node *list = node_new(b->arena, NODE_DEFINITIONS, build_line(b, e));
	if (b->flatten)
		b->separate = true;
	else
		build_close_leaf(b);
	node_append(b->flatten ? b->put_off : b->block, list);
	struct place before = build_enter(b, list);
	const struct element *last = e;
	for (const struct element *c = e; c; c = c->next) {
		bool term = is_tag(c, TAG_DT);
		if (!term && !is_tag(c, TAG_DD)) {
			if (!is_nothing(c))
				break;
			continue;
		}
		build_hidden_between(b, last, c);
		if (term)
			build_term(b, list, c);
		else
			build_description(b, build_block(b, NODE_DESCRIPTION, c), c);
		last = c;
	}
	build_leave(b, before);
	return last;
}

/* ---- boxes ----------------------------------------------------------------------------- */

void build_quote(struct builder *b, const struct element *e)
{
	struct node *quote = build_block(b, NODE_QUOTE, e);
	struct str cite = str_trim(element_attr(e, "cite"));
	if (cite.len)
		quote->as.quote.cite = build_url(b, cite);
	struct place before = build_enter(b, quote);
	build_children(b, e);
	build_leave(b, before);
	if (b->clean && !quote->first && !quote->id.len)
		node_remove(quote);
}

void build_callout(struct builder *b, const struct element *e)
{
	static const char *const words[] = { "note", "tip", "important", "warning", "caution" };
	struct node *callout = build_block(b, NODE_CALLOUT, e);
	struct str kind = element_attr(e, CLEAN_CALLOUT);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_c(kind, words[i]))
			callout->as.callout.kind = (enum callout_kind)i;
	callout->as.callout.title = element_attr(e, CLEAN_CALLOUT_TITLE);
	struct place before = build_enter(b, callout);
	build_children(b, e);
	build_leave(b, before);
}

/* The caption stands first or last: the model allows nothing else. */
static void build_caption(struct builder *b, struct node *figure, const struct element *e)
{
	struct node *caption = build_block(b, NODE_CAPTION, e);
	struct node *rest = build_leaf(b, caption, e);
	if (!caption->first) {
		node_remove(caption);
		caption = NULL;
	}
	if (rest)
		build_move(figure, rest);
	if (caption && caption->prev) {
		node_remove(caption);
		node_append(figure, caption);
	}
}

static const struct element *first_of(const struct element *e, enum html_tag tag)
{
	for (const struct element *c = e->first; c; c = c->next)
		if (is_tag(c, tag))
			return c;
	return NULL;
}

void build_figure(struct builder *b, const struct element *e)
{
	struct node *figure = build_block(b, NODE_FIGURE, e);
	const struct element *caption = first_of(e, TAG_FIGCAPTION);
	bool leads = caption && caption != e->last;
	for (const struct element *c = e->first; leads && c != caption; c = c->next)
		leads = is_nothing(c);
	struct place before = build_enter(b, figure);
	if (leads)
		build_caption(b, figure, caption);
	for (const struct element *c = e->first; c; c = c->next)
		if (c != caption)
			build_element(b, c);
	build_close_leaf(b);
	if (caption && !leads)
		build_caption(b, figure, caption);
	build_leave(b, before);
	if (!figure->first)
		node_remove(figure);
}

void build_details(struct builder *b, const struct element *e)
{
	struct node *details = build_block(b, NODE_DETAILS, e);
	details->as.details.open = element_has_attr(e, "open");
	const struct element *summary = first_of(e, TAG_SUMMARY);
	struct place before = build_enter(b, details);
	if (summary) {
		struct node *leaf = build_block(b, NODE_SUMMARY, summary);
		struct node *rest = build_leaf(b, leaf, summary);
		build_move(details, rest);
	}
	for (const struct element *c = e->first; c; c = c->next)
		if (c != summary)
			build_element(b, c);
	build_leave(b, before);
}

/* ---- code ------------------------------------------------------------------------------ */

void build_code(struct builder *b, const struct element *e)
{
	struct code_text code = code_read(e, b->arena, b->clean);
	if (code.text.len || !b->clean) {
		struct node *block = build_block(b, NODE_CODE_BLOCK, e);
		block->as.code.text = code.text;
		block->as.code.language = code.language;
		block->as.code.kind = code.kind;
		block->as.code.inner_code = code.inner_code;
	} else {
		build_pend_id(b, e);
	}
	for (const struct element *n = e->first; n; n = element_next(e, n))
		if (is_tag(n, TAG_IMG))
			build_image(b, n);
		else if (n->kind == ELEMENT_TAG && element_row(n)->role == ROLE_HIDDEN)
			build_ledger(b, n, "hidden");
}
