/* parse_stack.c - the stack of open elements, and where elements and text go (HTML Standard
 * 13.2.4.2, 13.2.6.1). The stack is never higher than HTML_MAX_DEPTH, so that every walk over it
 * is bounded: on a full stack the current node makes room for the next one, which so becomes its
 * sibling, and its end tag is ignored when it comes. */
#include "html/parse.h"

#define F(flags) FLAG_##flags
#define SPECIAL FLAG_SPECIAL
#define BOUND (FLAG_SPECIAL | FLAG_SCOPE)
#define VOID_TAG (FLAG_SPECIAL | FLAG_VOID)
#define HEADING (FLAG_SPECIAL | FLAG_HEADING)

static const unsigned short flags[TAG_COUNT] = {
	[TAG_ADDRESS] = SPECIAL, [TAG_APPLET] = BOUND, [TAG_AREA] = VOID_TAG, [TAG_ARTICLE] = SPECIAL,
	[TAG_ASIDE] = SPECIAL, [TAG_BASE] = VOID_TAG, [TAG_BASEFONT] = VOID_TAG,
	[TAG_BGSOUND] = VOID_TAG, [TAG_BLOCKQUOTE] = SPECIAL, [TAG_BODY] = SPECIAL,
	[TAG_BR] = VOID_TAG, [TAG_BUTTON] = SPECIAL | FLAG_BUTTON_SCOPE,
	[TAG_CAPTION] = BOUND | FLAG_THOROUGH, [TAG_CENTER] = SPECIAL, [TAG_COL] = VOID_TAG,
	[TAG_COLGROUP] = SPECIAL | FLAG_THOROUGH, [TAG_DD] = SPECIAL | FLAG_IMPLIED,
	[TAG_DETAILS] = SPECIAL, [TAG_DIR] = SPECIAL, [TAG_DIV] = SPECIAL, [TAG_DL] = SPECIAL,
	[TAG_DT] = SPECIAL | FLAG_IMPLIED, [TAG_EMBED] = VOID_TAG, [TAG_FIELDSET] = SPECIAL,
	[TAG_FIGCAPTION] = SPECIAL, [TAG_FIGURE] = SPECIAL, [TAG_FOOTER] = SPECIAL,
	[TAG_FORM] = SPECIAL, [TAG_FRAME] = VOID_TAG, [TAG_FRAMESET] = SPECIAL, [TAG_H1] = HEADING,
	[TAG_H2] = HEADING, [TAG_H3] = HEADING, [TAG_H4] = HEADING, [TAG_H5] = HEADING,
	[TAG_H6] = HEADING, [TAG_HEAD] = SPECIAL, [TAG_HEADER] = SPECIAL, [TAG_HGROUP] = SPECIAL,
	[TAG_HR] = VOID_TAG, [TAG_HTML] = BOUND | FLAG_TABLE_SCOPE, [TAG_IFRAME] = SPECIAL,
	[TAG_IMG] = VOID_TAG, [TAG_INPUT] = VOID_TAG, [TAG_KEYGEN] = VOID_TAG,
	[TAG_LI] = SPECIAL | FLAG_IMPLIED, [TAG_LINK] = VOID_TAG, [TAG_LISTING] = SPECIAL,
	[TAG_MAIN] = SPECIAL, [TAG_MARQUEE] = BOUND, [TAG_MENU] = SPECIAL, [TAG_META] = VOID_TAG,
	[TAG_NAV] = SPECIAL, [TAG_NOEMBED] = SPECIAL, [TAG_NOFRAMES] = SPECIAL,
	[TAG_NOSCRIPT] = SPECIAL, [TAG_OBJECT] = BOUND, [TAG_OL] = SPECIAL | FLAG_LIST_SCOPE,
	[TAG_OPTGROUP] = FLAG_IMPLIED, [TAG_OPTION] = FLAG_IMPLIED, [TAG_P] = SPECIAL | FLAG_IMPLIED,
	[TAG_PARAM] = VOID_TAG, [TAG_PLAINTEXT] = SPECIAL, [TAG_PRE] = SPECIAL,
	[TAG_RB] = FLAG_IMPLIED, [TAG_RP] = FLAG_IMPLIED, [TAG_RT] = FLAG_IMPLIED,
	[TAG_RTC] = FLAG_IMPLIED, [TAG_SCRIPT] = SPECIAL, [TAG_SEARCH] = SPECIAL,
	[TAG_SECTION] = SPECIAL, [TAG_SELECT] = BOUND, [TAG_SOURCE] = VOID_TAG, [TAG_STYLE] = SPECIAL,
	[TAG_SUMMARY] = SPECIAL, [TAG_TABLE] = BOUND | FLAG_TABLE_SCOPE | FLAG_TABLE_PART,
	[TAG_TBODY] = SPECIAL | FLAG_THOROUGH | FLAG_TABLE_PART, [TAG_TD] = BOUND | FLAG_THOROUGH,
	[TAG_TEMPLATE] = BOUND | FLAG_TABLE_SCOPE, [TAG_TEXTAREA] = SPECIAL,
	[TAG_TFOOT] = SPECIAL | FLAG_THOROUGH | FLAG_TABLE_PART, [TAG_TH] = BOUND | FLAG_THOROUGH,
	[TAG_THEAD] = SPECIAL | FLAG_THOROUGH | FLAG_TABLE_PART, [TAG_TITLE] = SPECIAL,
	[TAG_TR] = SPECIAL | FLAG_THOROUGH | FLAG_TABLE_PART, [TAG_TRACK] = VOID_TAG,
	[TAG_UL] = SPECIAL | FLAG_LIST_SCOPE, [TAG_WBR] = VOID_TAG, [TAG_XMP] = SPECIAL,
};

static unsigned foreign_flags(const struct element *e)
{
	bool bound;
	if (e->ns == NS_MATHML)
		bound = e->tag == TAG_MI || e->tag == TAG_MO || e->tag == TAG_MN || e->tag == TAG_MS
			|| e->tag == TAG_MTEXT || e->tag == TAG_ANNOTATION_XML;
	else
		bound = e->tag == TAG_FOREIGNOBJECT || e->tag == TAG_DESC || e->tag == TAG_TITLE;
	return bound ? BOUND : 0;
}

unsigned parse_flags(const struct element *e)
{
	return e->ns == NS_HTML ? flags[e->tag] : foreign_flags(e);
}

bool parse_is_name(const struct element *e, const struct token *token)
{
	return e->tag == token->tag && (e->tag != TAG_OTHER || str_eq(e->name, token->name));
}

int parse_line(struct parser *p, const char *at)
{
	const struct input *in = &p->in.in;
	size_t offset = (size_t)(at - in->p);
	while (p->line < in->n_lines && in->lines[p->line] < offset)
		p->line++;
	return (int)p->line;
}

void parse_cut(struct parser *p, unsigned what)
{
	if (p->cut & what)
		return;
	p->cut |= what;
	for (int i = 0; i < 4; i++)
		if (what == 1u << i)
			p->cut_line[i] = p->first_line + parse_line(p, p->token.at);
}

/* ---- the stack ------------------------------------------------------------------------- */

void parse_push(struct parser *p, struct element *e)
{
	if (p->depth == HTML_MAX_DEPTH) {
		struct element *top = parse_current(p);
		p->overflow[top->tag]++;
		format_forget(p, top);
		parse_pop(p);
		parse_cut(p, CUT_DEPTH);
	}
	p->stack[p->depth++] = e;
	e->open = true;
	if (p->depth > p->deepest)
		p->deepest = p->depth;
}

void parse_pop(struct parser *p)
{
	if (p->depth > 1)
		p->stack[--p->depth]->open = false;
}

void parse_pop_until(struct parser *p, enum html_tag tag)
{
	while (p->depth > 1) {
		bool found = parse_is(parse_current(p), tag);
		parse_pop(p);
		if (found)
			return;
	}
}

void parse_pop_to(struct parser *p, const struct element *e)
{
	while (p->depth > 1) {
		bool found = parse_current(p) == e;
		parse_pop(p);
		if (found)
			return;
	}
}

size_t parse_find(const struct parser *p, const struct element *e)
{
	for (size_t i = p->depth; i-- > 0;)
		if (p->stack[i] == e)
			return i;
	return p->depth;
}

void parse_remove(struct parser *p, struct element *e)
{
	size_t i = parse_find(p, e);
	if (i == p->depth || i == 0)
		return;
	p->depth--;
	memmove(p->stack + i, p->stack + i + 1, (p->depth - i) * sizeof *p->stack);
	e->open = false;
}

bool parse_on_stack(const struct parser *p, enum html_tag tag)
{
	for (size_t i = p->depth; i-- > 1;)
		if (parse_is(p->stack[i], tag))
			return true;
	return false;
}

void parse_clear_to(struct parser *p, const enum html_tag *tags, size_t n)
{
	for (; p->depth > 1; parse_pop(p)) {
		const struct element *e = parse_current(p);
		if (parse_is(e, TAG_TEMPLATE))
			return;
		for (size_t i = 0; i < n; i++)
			if (parse_is(e, tags[i]))
				return;
	}
}

bool parse_in_scope(const struct parser *p, enum html_tag tag, unsigned bounds)
{
	for (size_t i = p->depth; i-- > 0;) {
		const struct element *e = p->stack[i];
		if (parse_is(e, tag))
			return true;
		if (parse_flags(e) & bounds)
			return false;
	}
	return false;
}

bool parse_element_in_scope(const struct parser *p, const struct element *e)
{
	for (size_t i = p->depth; i-- > 0;) {
		if (p->stack[i] == e)
			return true;
		if (parse_flags(p->stack[i]) & SCOPE)
			return false;
	}
	return false;
}

bool parse_heading_in_scope(const struct parser *p)
{
	for (size_t i = p->depth; i-- > 0;) {
		unsigned is = parse_flags(p->stack[i]);
		if (is & (FLAG_HEADING | SCOPE))
			return is & FLAG_HEADING;
	}
	return false;
}

void parse_imply_end(struct parser *p, enum html_tag except)
{
	while (parse_flags(parse_current(p)) & FLAG_IMPLIED && parse_current(p)->tag != except)
		parse_pop(p);
}

void parse_imply_end_thoroughly(struct parser *p)
{
	while (parse_flags(parse_current(p)) & (FLAG_IMPLIED | FLAG_THOROUGH) && p->depth > 1)
		parse_pop(p);
}

bool parse_find_overflow(struct parser *p)
{
	if (p->token.kind != TOKEN_END || p->overflow[p->token.tag] == 0)
		return false;
	p->overflow[p->token.tag]--;
	return true;
}

/* ---- places ---------------------------------------------------------------------------- */

/* Before the table that must not hold it (13.2.6.1, "foster parent"). */
struct place parse_foster_place(struct parser *p, struct element *target)
{
	if (!(parse_flags(target) & FLAG_TABLE_PART))
		return (struct place){ target, NULL };
	for (size_t i = p->depth; i-- > 1;) {
		struct element *e = p->stack[i];
		if (parse_is(e, TAG_TEMPLATE))
			return (struct place){ e, NULL };
		if (parse_is(e, TAG_TABLE))
			return e->parent ? (struct place){ e->parent, e } : (struct place){ p->stack[i - 1], NULL };
	}
	return (struct place){ p->stack[0], NULL };
}

/* Text outside the input is in memory of the arena whose size is this. */
static size_t room_of(size_t len)
{
	size_t room = 64;
	while (room < len)
		room *= 2;
	return room;
}

/* Adds to a text: for nothing where the source has it right behind, else in memory that doubles. */
static void extend_text(struct parser *p, struct str *text, struct str more)
{
	const char *in = p->in.in.p;
	bool ours = text->p < in || text->p > in + p->in.in.len;
	if (!ours && text->p + text->len == more.p) {
		text->len += more.len;
		return;
	}
	size_t len = text->len + more.len;
	char *to = (char *)text->p;
	if (!ours || len > room_of(text->len)) {
		to = arena_bytes(p->arena, room_of(len));
		memcpy(to, text->p, text->len);
	}
	memcpy(to + text->len, more.p, more.len);
	*text = (struct str){ to, len };
}

void parse_put_text(struct parser *p, struct str text)
{
	if (text.len == 0)
		return;
	struct place place = parse_place(p, NULL);
	struct element *before = place.before ? place.before->prev : place.parent->last;
	if (before && before->kind == ELEMENT_TEXT) {
		extend_text(p, &before->text, text);
		return;
	}
	struct element *e = element_new_text(p->arena, text);
	e->line = parse_line(p, p->token.at);
	parse_put(place, e);
}

void parse_put_comment(struct parser *p)
{
	struct element *e = element_new_text(p->arena, p->token.text);
	e->kind = ELEMENT_COMMENT;
	e->line = parse_line(p, p->token.at);
	parse_put(parse_place(p, NULL), e);
}

static void see_attrs(struct html_seen *seen, const struct element *e)
{
	for (size_t i = 0; i < e->n_attrs; i++) {
		struct str name = e->attrs[i].name;
		seen->class |= str_eq(name, STR("class"));
		seen->style |= str_eq(name, STR("style"));
		seen->hidden |= str_eq(name, STR("hidden"));
	}
}

struct element *parse_element(struct parser *p, enum html_namespace ns)
{
	const struct token *token = &p->token;
	struct element *e = element_new(p->arena, token->tag);
	if (token->tag == TAG_OTHER)
		e->name = token->name;
	e->ns = ns;
	e->line = parse_line(p, token->at);
	e->self_closing = token->self_closing;
	e->n_attrs = token->n_attrs;
	if (token->n_attrs) {
		e->attrs = ARENA_ARRAY(p->arena, struct html_attr, token->n_attrs);
		memcpy(e->attrs, token->attrs, token->n_attrs * sizeof *e->attrs);
		see_attrs(&p->seen, e);
	}
	p->seen.tags[e->tag] = true;
	return e;
}

struct element *parse_open(struct parser *p)
{
	struct element *e = parse_element(p, NS_HTML);
	parse_put(parse_place(p, NULL), e);
	parse_push(p, e);
	return e;
}

struct element *parse_open_void(struct parser *p)
{
	struct element *e = parse_element(p, NS_HTML);
	parse_put(parse_place(p, NULL), e);
	return e;
}

struct element *parse_open_tag(struct parser *p, enum html_tag tag)
{
	struct element *e = element_new(p->arena, tag);
	e->line = parse_line(p, p->token.at);
	p->seen.tags[tag] = true;
	parse_put(parse_place(p, NULL), e);
	parse_push(p, e);
	return e;
}

void parse_reset_mode(struct parser *p)
{
	for (size_t i = p->depth; i-- > 0;) {
		const struct element *e = i ? p->stack[i] : p->context;
		if (e->ns != NS_HTML)
			continue;
		switch ((int)e->tag) {
		case TAG_TD: case TAG_TH:
			if (i == 0)
				break;
			p->mode = IN_CELL;
			return;
		case TAG_TR: p->mode = IN_ROW; return;
		case TAG_TBODY: case TAG_THEAD: case TAG_TFOOT: p->mode = IN_TABLE_BODY; return;
		case TAG_CAPTION: p->mode = IN_CAPTION; return;
		case TAG_COLGROUP: p->mode = IN_COLUMN_GROUP; return;
		case TAG_TABLE: p->mode = IN_TABLE; return;
		case TAG_TEMPLATE: p->mode = p->template_modes[p->n_templates - 1]; return;
		case TAG_HEAD:
			if (i == 0)
				break;
			p->mode = IN_HEAD;
			return;
		case TAG_BODY: p->mode = IN_BODY; return;
		case TAG_FRAMESET: p->mode = IN_FRAMESET; return;
		case TAG_HTML: p->mode = p->head ? AFTER_HEAD : BEFORE_HEAD; return;
		}
	}
	p->mode = IN_BODY;
}
