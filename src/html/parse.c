/* parse.c - tree construction's frame (HTML Standard 13.2.6, 13.4): sets up the parser, hands each
 * token to the rules that are its, and says what was capped. */
#include "html/parse.h"

#include <stdlib.h>

static bool (*const modes[])(struct parser *) = {
	[IN_BODY] = mode_in_body, [IN_TEXT] = mode_in_text, [IN_TABLE] = mode_in_table,
	[IN_TABLE_TEXT] = mode_in_table_text, [IN_CAPTION] = mode_in_caption,
	[IN_COLUMN_GROUP] = mode_in_column_group, [IN_TABLE_BODY] = mode_in_table_body,
	[IN_ROW] = mode_in_row, [IN_CELL] = mode_in_cell, [IN_TEMPLATE] = mode_in_template,
	[BEFORE_HEAD] = mode_before_head, [IN_HEAD] = mode_in_head,
	[IN_HEAD_NOSCRIPT] = mode_in_head_noscript, [AFTER_HEAD] = mode_after_head,
	[AFTER_BODY] = mode_after_body, [IN_FRAMESET] = mode_in_frameset,
};

void mode_take(struct parser *p)
{
	while (modes[p->mode](p))
		;
}

/* The newline that opens a <pre> is none. False when nothing is left of the token. */
static bool without_newline(struct parser *p)
{
	p->skip_newline = false;
	struct str *text = &p->token.text;
	if (p->token.kind != TOKEN_TEXT || text->p[0] != '\n')
		return true;
	*text = str_sub(*text, 1, text->len);
	return text->len > 0;
}

static void run(struct parser *p)
{
	do {
		bool foreign = parse_adjusted(p)->ns != NS_HTML;
		p->in.cdata = foreign;
		token_next(&p->in, &p->token);
		if ((p->skip_newline && !without_newline(p)) || parse_is_overflow(p))
			continue;
		if (foreign && foreign_applies(p))
			foreign_take(p);
		else
			mode_take(p);
	} while (p->token.kind != TOKEN_EOF);
}

/* The tokeniser's state that the context asks for (13.4, step 4). */
static enum token_state context_state(const struct element *context)
{
	if (context->ns != NS_HTML)
		return STATE_DATA;
	switch (context->tag) {
	case TAG_TITLE: case TAG_TEXTAREA: return STATE_RCDATA;
	case TAG_STYLE: case TAG_XMP: case TAG_IFRAME: case TAG_NOEMBED: case TAG_NOFRAMES:
		return STATE_RAWTEXT;
	case TAG_SCRIPT: return STATE_SCRIPT;
	case TAG_PLAINTEXT: return STATE_PLAINTEXT;
	default: return STATE_DATA;
	}
}

struct parser *parse_begin(struct str bytes, struct arena *arena, int first_line)
{
	struct parser *p = mem_alloc(sizeof *p);
	p->arena = arena;
	p->first_line = first_line;
	p->stack = ARENA_RAW(arena, struct element *, HTML_MAX_DEPTH);
	p->template_modes = ARENA_RAW(arena, enum mode, HTML_MAX_DEPTH + 1);
	token_begin(&p->in, bytes, arena);
	p->stack[0] = element_new(p->arena, TAG_HTML);
	p->depth = 1;
	return p;
}

static void set_context(struct parser *p, const struct parse_setup *setup)
{
	p->setup = setup;
	p->context = element_new(p->arena, html_tag_find(setup->context));
	p->context->name = setup->context;
	p->context->ns = setup->ns;
	p->in.state = context_state(p->context);
	if (parse_is(p->context, TAG_TEMPLATE))
		p->template_modes[p->n_templates++] = IN_TEMPLATE;
	if (parse_is(p->context, TAG_FORM))
		p->form = p->context;
	parse_reset_mode(p);
}

static void say_cuts(const struct parser *p, struct diag_log *log)
{
	static const char *const said[] = {
		"elements nested deeper than 400 were laid side by side",
		"of more than 64 open formatting elements the first were closed",
		"formatting left open for too long was dropped",
		"an element had more than 256 attributes; the others were dropped",
	};
	for (unsigned i = 0; log && i < sizeof said / sizeof *said; i++)
		if (p->cut & 1u << i)
			diag_add(log, DIAG_LIMIT, p->cut_line[i], "%s", said[i]);
}

/* Makes e's children from `c` on e's next siblings. */
static void hoist(struct element *e, struct element *c)
{
	struct element *last = e->last;
	e->last = c->prev;
	if (c->prev)
		c->prev->next = NULL;
	else
		e->first = NULL;
	for (struct element *n = c; n; n = n->next)
		n->parent = e->parent;
	c->prev = e;
	last->next = e->next;
	if (e->next)
		e->next->prev = last;
	else
		e->parent->last = last;
	e->next = c;
}

bool parse_flatten(struct element *root)
{
	bool changed = false;
	size_t depth = 1;
	for (struct element *e = root; e;) {
		if (depth == HTML_MAX_DEPTH)
			for (struct element *c = e->first; c; c = c->next)
				if (c->kind == ELEMENT_TAG) {
					hoist(e, c);
					changed = true;
					break;
				}
		if (e->first) {
			e = e->first;
			depth++;
			continue;
		}
		while (e != root && !e->next) {
			e = e->parent;
			depth--;
		}
		e = e == root ? NULL : e->next;
	}
	return changed;
}

struct element *parse_end(struct parser *p, struct diag_log *log, struct html_seen *seen)
{
	struct element *root = p->stack[0];
	while (p->depth > 1)
		parse_pop(p);
	root->tag = TAG_DIV;
	root->name = html_tag_name(TAG_DIV);
	/* Elements that left the stack but hold others add to the depth, one for each on it. */
	if (p->deepest >= HTML_MAX_DEPTH / 2 && parse_flatten(root))
		parse_cut(p, CUT_DEPTH);
	if (p->in.attrs_cut)
		parse_cut(p, CUT_ATTRS);
	say_cuts(p, log);
	if (seen)
		*seen = p->seen;
	token_done(&p->in);
	free(p->formatting);
	free(p->table_text);
	free(p);
	return root;
}

struct element *parse_fragment(struct str bytes, struct arena *arena, struct diag_log *log,
	int first_line, const struct parse_setup *setup, struct html_seen *seen)
{
	struct parser *p = parse_begin(bytes, arena, first_line);
	set_context(p, setup);
	run(p);
	return parse_end(p, log, seen);
}

struct element *html_parse(struct str bytes, struct arena *arena, struct diag_log *log, int first_line,
	struct html_seen *seen)
{
	const struct parse_setup setup = { .ns = NS_HTML, .context = STR("div") };
	return parse_fragment(bytes, arena, log, first_line, &setup, seen);
}
