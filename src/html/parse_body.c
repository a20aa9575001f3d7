/* parse_body.c - the insertion mode "in body" (HTML Standard 13.2.6.4.7). One switch
 * for start tags and one for end tags, a line for each of the standard's clauses. */
#include "html/parse.h"

void mode_close_p(struct parser *p)
{
	if (!parse_in_scope(p, TAG_P, BUTTON_SCOPE))
		return;
	parse_imply_end(p, TAG_P);
	parse_pop_until(p, TAG_P);
}

static void open_block(struct parser *p)
{
	mode_close_p(p);
	parse_open(p);
}

static void open_phrase(struct parser *p)
{
	format_reconstruct(p);
	parse_open(p);
}

static void open_void_phrase(struct parser *p)
{
	format_reconstruct(p);
	parse_open_void(p);
}

static void open_formatting(struct parser *p)
{
	format_reconstruct(p);
	format_push(p, parse_open(p));
}

static void open_heading(struct parser *p)
{
	mode_close_p(p);
	if (parse_flags(parse_current(p)) & FLAG_HEADING)
		parse_pop(p);
	parse_open(p);
}

static void open_form(struct parser *p)
{
	bool in_template = parse_on_stack(p, TAG_TEMPLATE);
	if (p->form && !in_template)
		return;
	mode_close_p(p);
	struct element *e = parse_open(p);
	if (!in_template)
		p->form = e;
}

/* <li>, and <dd> and <dt>, which end each other. */
static void open_item(struct parser *p, enum html_tag one, enum html_tag other)
{
	for (size_t i = p->depth; i-- > 0;) {
		const struct element *e = p->stack[i];
		if (parse_is(e, one) || parse_is(e, other)) {
			enum html_tag tag = e->tag;
			parse_imply_end(p, tag);
			parse_pop_until(p, tag);
			break;
		}
		if (parse_flags(e) & FLAG_SPECIAL && !parse_is(e, TAG_ADDRESS) && !parse_is(e, TAG_DIV)
			&& !parse_is(e, TAG_P))
			break;
	}
	open_block(p);
}

static void open_button(struct parser *p)
{
	if (parse_in_scope(p, TAG_BUTTON, SCOPE)) {
		parse_imply_end(p, TAG_OTHER);
		parse_pop_until(p, TAG_BUTTON);
	}
	open_phrase(p);
}

static void open_a(struct parser *p)
{
	struct element *a = format_find(p, TAG_A);
	if (a) {
		format_adopt(p);
		format_forget(p, a);
		parse_remove(p, a);
	}
	open_formatting(p);
}

static void open_nobr(struct parser *p)
{
	format_reconstruct(p);
	if (parse_in_scope(p, TAG_NOBR, SCOPE)) {
		format_adopt(p);
		format_reconstruct(p);
	}
	format_push(p, parse_open(p));
}

static void open_marked(struct parser *p)
{
	open_phrase(p);
	if (p->depth < PLAIN_DEPTH)
		format_push_marker(p);
}

static void open_table(struct parser *p)
{
	open_block(p);
	if (p->depth < PLAIN_DEPTH)
		p->mode = IN_TABLE;
}

static void open_input(struct parser *p)
{
	if (parse_is(p->context, TAG_SELECT))
		return;
	if (parse_in_scope(p, TAG_SELECT, SCOPE))
		parse_pop_until(p, TAG_SELECT);
	format_reconstruct(p);
	parse_open_void(p);
}

static void open_rule(struct parser *p)
{
	mode_close_p(p);
	if (parse_in_scope(p, TAG_SELECT, SCOPE))
		parse_imply_end(p, TAG_OTHER);
	parse_open_void(p);
}

static void open_textarea(struct parser *p)
{
	p->skip_newline = true;
	mode_raw(p, STATE_RCDATA);
}

static void open_select(struct parser *p)
{
	if (parse_is(p->context, TAG_SELECT))
		return;
	if (parse_in_scope(p, TAG_SELECT, SCOPE)) {
		parse_pop_until(p, TAG_SELECT);
		return;
	}
	open_phrase(p);
}

static void open_option(struct parser *p)
{
	if (parse_in_scope(p, TAG_SELECT, SCOPE))
		parse_imply_end(p, p->token.tag == TAG_OPTION ? TAG_OPTGROUP : TAG_OTHER);
	else if (parse_is(parse_current(p), TAG_OPTION))
		parse_pop(p);
	open_phrase(p);
}

static void open_ruby_part(struct parser *p, enum html_tag except)
{
	if (parse_in_scope(p, TAG_RUBY, SCOPE))
		parse_imply_end(p, except);
	parse_open(p);
}

static void open_foreign(struct parser *p, enum html_namespace ns)
{
	format_reconstruct(p);
	foreign_open(p, ns);
}

static bool start_in_body(struct parser *p)
{
	switch (p->token.tag) {
	case TAG_HTML: case TAG_BODY: case TAG_CAPTION: case TAG_COL: case TAG_COLGROUP:
	case TAG_FRAME: case TAG_FRAMESET: case TAG_HEAD: case TAG_TBODY: case TAG_TD:
	case TAG_TFOOT: case TAG_TH: case TAG_THEAD: case TAG_TR:
		break;
	case TAG_BASE: case TAG_BASEFONT: case TAG_BGSOUND: case TAG_LINK: case TAG_META:
	case TAG_NOFRAMES: case TAG_SCRIPT: case TAG_STYLE: case TAG_TEMPLATE: case TAG_TITLE:
		mode_head_tag(p);
		break;
	case TAG_ADDRESS: case TAG_ARTICLE: case TAG_ASIDE: case TAG_BLOCKQUOTE: case TAG_CENTER:
	case TAG_DETAILS: case TAG_DIALOG: case TAG_DIR: case TAG_DIV: case TAG_DL: case TAG_FIELDSET:
	case TAG_FIGCAPTION: case TAG_FIGURE: case TAG_FOOTER: case TAG_HEADER: case TAG_HGROUP:
	case TAG_MAIN: case TAG_MENU: case TAG_NAV: case TAG_OL: case TAG_P: case TAG_SEARCH:
	case TAG_SECTION: case TAG_SUMMARY: case TAG_UL:
		open_block(p);
		break;
	case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
		open_heading(p);
		break;
	case TAG_PRE: case TAG_LISTING:
		open_block(p);
		p->skip_newline = true;
		break;
	case TAG_FORM: open_form(p); break;
	case TAG_LI: open_item(p, TAG_LI, TAG_LI); break;
	case TAG_DD: case TAG_DT: open_item(p, TAG_DD, TAG_DT); break;
	case TAG_PLAINTEXT:
		open_block(p);
		p->in.state = STATE_PLAINTEXT;
		break;
	case TAG_BUTTON: open_button(p); break;
	case TAG_A: open_a(p); break;
	case TAG_B: case TAG_BIG: case TAG_CODE: case TAG_EM: case TAG_FONT: case TAG_I: case TAG_S:
	case TAG_SMALL: case TAG_STRIKE: case TAG_STRONG: case TAG_TT: case TAG_U:
		open_formatting(p);
		break;
	case TAG_NOBR: open_nobr(p); break;
	case TAG_APPLET: case TAG_MARQUEE: case TAG_OBJECT: open_marked(p); break;
	case TAG_TABLE: open_table(p); break;
	case TAG_AREA: case TAG_BR: case TAG_EMBED: case TAG_IMG: case TAG_KEYGEN: case TAG_WBR:
		open_void_phrase(p);
		break;
	case TAG_INPUT: open_input(p); break;
	case TAG_PARAM: case TAG_SOURCE: case TAG_TRACK: parse_open_void(p); break;
	case TAG_HR: open_rule(p); break;
	case TAG_IMAGE:
		p->token.tag = TAG_IMG;
		open_void_phrase(p);
		break;
	case TAG_TEXTAREA: open_textarea(p); break;
	case TAG_XMP:
		mode_close_p(p);
		format_reconstruct(p);
		mode_raw(p, STATE_RAWTEXT);
		break;
	case TAG_IFRAME:
		mode_raw(p, STATE_RAWTEXT);
		break;
	case TAG_NOEMBED: mode_raw(p, STATE_RAWTEXT); break;
	case TAG_SELECT: open_select(p); break;
	case TAG_OPTGROUP: case TAG_OPTION: open_option(p); break;
	case TAG_RB: case TAG_RTC: open_ruby_part(p, TAG_OTHER); break;
	case TAG_RP: case TAG_RT: open_ruby_part(p, TAG_RTC); break;
	case TAG_MATH: open_foreign(p, NS_MATHML); break;
	case TAG_SVG: open_foreign(p, NS_SVG); break;
	default: open_phrase(p); break; /* "any other start tag": a set of names, not of node types */
	}
	return false;
}

void mode_body_any_end(struct parser *p)
{
	for (size_t i = p->depth; i-- > 1;) {
		struct element *e = p->stack[i];
		if (e->ns == NS_HTML && parse_is_name(e, &p->token)) {
			if (e->tag != TAG_OTHER)
				parse_imply_end(p, e->tag);
			else
				while (p->depth - 1 > i && parse_flags(parse_current(p)) & FLAG_IMPLIED)
					parse_pop(p);
			parse_pop_to(p, e);
			return;
		}
		if (parse_flags(e) & FLAG_SPECIAL)
			return;
	}
}

static void close_block(struct parser *p)
{
	if (!parse_in_scope(p, p->token.tag, SCOPE))
		return;
	parse_imply_end(p, TAG_OTHER);
	parse_pop_until(p, p->token.tag);
}

static void close_item(struct parser *p, unsigned bounds)
{
	if (!parse_in_scope(p, p->token.tag, bounds))
		return;
	parse_imply_end(p, p->token.tag);
	parse_pop_until(p, p->token.tag);
}

static void close_form(struct parser *p)
{
	if (parse_on_stack(p, TAG_TEMPLATE)) {
		close_block(p);
		return;
	}
	struct element *form = p->form;
	p->form = NULL;
	if (!form || !parse_element_in_scope(p, form))
		return;
	parse_imply_end(p, TAG_OTHER);
	parse_remove(p, form);
}

static void close_heading(struct parser *p)
{
	if (!parse_heading_in_scope(p))
		return;
	parse_imply_end(p, TAG_OTHER);
	while (p->depth > 1) {
		bool found = parse_flags(parse_current(p)) & FLAG_HEADING;
		parse_pop(p);
		if (found)
			return;
	}
}

static void close_marked(struct parser *p)
{
	if (!parse_in_scope(p, p->token.tag, SCOPE))
		return;
	close_block(p);
	format_clear_to_marker(p);
}

static bool end_in_body(struct parser *p)
{
	switch (p->token.tag) {
	case TAG_TEMPLATE: mode_head_tag(p); break;
	case TAG_BODY: case TAG_HTML:
		if (!parse_in_scope(p, TAG_BODY, SCOPE))
			break;
		p->mode = AFTER_BODY;
		return p->token.tag == TAG_HTML;
	case TAG_ADDRESS: case TAG_ARTICLE: case TAG_ASIDE: case TAG_BLOCKQUOTE: case TAG_BUTTON:
	case TAG_CENTER: case TAG_DETAILS: case TAG_DIALOG: case TAG_DIR: case TAG_DIV: case TAG_DL:
	case TAG_FIELDSET: case TAG_FIGCAPTION: case TAG_FIGURE: case TAG_FOOTER: case TAG_HEADER:
	case TAG_HGROUP: case TAG_LISTING: case TAG_MAIN: case TAG_MENU: case TAG_NAV: case TAG_OL:
	case TAG_PRE: case TAG_SEARCH: case TAG_SECTION: case TAG_SELECT: case TAG_SUMMARY:
	case TAG_UL:
		close_block(p);
		break;
	case TAG_FORM: close_form(p); break;
	case TAG_P:
		if (!parse_in_scope(p, TAG_P, BUTTON_SCOPE))
			parse_open_tag(p, TAG_P);
		mode_close_p(p);
		break;
	case TAG_LI: close_item(p, LIST_SCOPE); break;
	case TAG_DD: case TAG_DT: close_item(p, SCOPE); break;
	case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
		close_heading(p);
		break;
	case TAG_A: case TAG_B: case TAG_BIG: case TAG_CODE: case TAG_EM: case TAG_FONT: case TAG_I:
	case TAG_NOBR: case TAG_S: case TAG_SMALL: case TAG_STRIKE: case TAG_STRONG: case TAG_TT:
	case TAG_U:
		format_adopt(p);
		break;
	case TAG_APPLET: case TAG_MARQUEE: case TAG_OBJECT: close_marked(p); break;
	case TAG_BR:
		p->token.self_closing = false;
		p->token.n_attrs = 0;
		open_void_phrase(p);
		break;
	default: mode_body_any_end(p); break; /* "any other end tag" */
	}
	return false;
}

static void text_in_body(struct parser *p)
{
	struct str text = p->token.text;
	if (p->in.in.marked)
		text = input_drop_marks(text);
	if (text.len == 0)
		return;
	format_reconstruct(p);
	parse_put_text(p, text);
}

bool mode_in_body(struct parser *p)
{
	switch (p->token.kind) {
	case TOKEN_TEXT: text_in_body(p); return false;
	case TOKEN_COMMENT: parse_put_comment(p); return false;
	case TOKEN_START: return start_in_body(p);
	case TOKEN_END: return end_in_body(p);
	case TOKEN_DOCTYPE: return false;
	case TOKEN_EOF: return p->n_templates > 0 && mode_in_template(p);
	}
	return false;
}
