/* parse_head.c - the insertion modes around a page's head, and templates (HTML Standard
 * 13.2.6.4.3-6, 18-20). A body only meets the tags of the head and templates; the rest is for
 * content that is parsed as an <html>'s, a <head>'s or a <frameset>'s. */
#include "html/parse.h"

static void open_template(struct parser *p)
{
	if (p->depth >= PLAIN_DEPTH) {
		parse_cut(p, CUT_DEPTH);
		return;
	}
	parse_open(p);
	format_push_marker(p);
	p->mode = IN_TEMPLATE;
	p->template_modes[p->n_templates++] = IN_TEMPLATE;
}

static void leave_template(struct parser *p)
{
	parse_pop_until(p, TAG_TEMPLATE);
	format_clear_to_marker(p);
	if (p->n_templates > 0)
		p->n_templates--;
	parse_reset_mode(p);
}

static bool start_in_head(struct parser *p)
{
	switch (p->token.tag) {
	case TAG_BASE: case TAG_BASEFONT: case TAG_BGSOUND: case TAG_LINK: case TAG_META:
		parse_open_void(p);
		return true;
	case TAG_TITLE: mode_raw(p, STATE_RCDATA); return true;
	case TAG_NOFRAMES: case TAG_STYLE: mode_raw(p, STATE_RAWTEXT); return true;
	case TAG_SCRIPT: mode_raw(p, STATE_SCRIPT); return true;
	case TAG_TEMPLATE: open_template(p); return true;
	default: return false;
	}
}

bool mode_head_tag(struct parser *p)
{
	if (p->token.kind == TOKEN_START)
		return start_in_head(p);
	if (p->token.kind != TOKEN_END || p->token.tag != TAG_TEMPLATE)
		return false;
	if (parse_on_stack(p, TAG_TEMPLATE)) {
		parse_imply_end_thoroughly(p);
		leave_template(p);
	}
	return true;
}

static bool replace_template_mode(struct parser *p, enum mode mode)
{
	p->mode = p->template_modes[p->n_templates - 1] = mode;
	return true;
}

static bool start_in_template(struct parser *p)
{
	switch (p->token.tag) {
	case TAG_CAPTION: case TAG_COLGROUP: case TAG_TBODY: case TAG_TFOOT: case TAG_THEAD:
		return replace_template_mode(p, IN_TABLE);
	case TAG_COL: return replace_template_mode(p, IN_COLUMN_GROUP);
	case TAG_TR: return replace_template_mode(p, IN_TABLE_BODY);
	case TAG_TD: case TAG_TH: return replace_template_mode(p, IN_ROW);
	default: return mode_head_tag(p) ? false : replace_template_mode(p, IN_BODY);
	}
}

bool mode_in_template(struct parser *p)
{
	switch (p->token.kind) {
	case TOKEN_START: return start_in_template(p);
	case TOKEN_END: mode_head_tag(p); return false;
	case TOKEN_EOF:
		if (!parse_on_stack(p, TAG_TEMPLATE))
			return false;
		leave_template(p);
		return true;
	case TOKEN_TEXT: case TOKEN_COMMENT: case TOKEN_DOCTYPE: break;
	}
	return mode_in_body(p);
}

/* Takes the white space off the front of a text, putting it into the tree if `keep`. True when
 * nothing else is left. */
static bool take_space(struct parser *p, bool keep)
{
	struct str text = p->token.text;
	size_t n = 0;
	while (n < text.len && token_space(text.p[n]))
		n++;
	if (keep)
		parse_put_text(p, str_sub(text, 0, n));
	p->token.text = str_sub(text, n, text.len);
	return n == text.len;
}

/* Comments and space, alike in the modes here. True when the token is done. */
static bool take_trifle(struct parser *p, bool keep_space)
{
	if (p->token.kind == TOKEN_COMMENT)
		parse_put_comment(p);
	return p->token.kind == TOKEN_COMMENT || p->token.kind == TOKEN_DOCTYPE
		|| (p->token.kind == TOKEN_TEXT && take_space(p, keep_space))
		|| (p->token.kind == TOKEN_START && p->token.tag == TAG_HTML);
}

/* An end tag that none of the modes here knows. */
static bool is_stray_end(const struct parser *p)
{
	enum html_tag tag = p->token.tag;
	return p->token.kind == TOKEN_END && tag != TAG_BODY && tag != TAG_HTML && tag != TAG_BR;
}

static bool is_start(const struct parser *p, enum html_tag tag)
{
	return p->token.kind == TOKEN_START && p->token.tag == tag;
}

bool mode_before_head(struct parser *p)
{
	if (take_trifle(p, false))
		return false;
	p->mode = IN_HEAD;
	if (is_start(p, TAG_HEAD)) {
		p->head = parse_open(p);
		return false;
	}
	if (is_stray_end(p) && p->token.tag != TAG_HEAD) {
		p->mode = BEFORE_HEAD;
		return false;
	}
	p->head = parse_open_tag(p, TAG_HEAD);
	return true;
}

bool mode_in_head(struct parser *p)
{
	if (take_trifle(p, true) || mode_head_tag(p))
		return false;
	if (is_start(p, TAG_NOSCRIPT)) {
		parse_open(p);
		p->mode = IN_HEAD_NOSCRIPT;
		return false;
	}
	bool end_head = p->token.kind == TOKEN_END && p->token.tag == TAG_HEAD;
	if (is_start(p, TAG_HEAD) || (is_stray_end(p) && !end_head))
		return false;
	parse_pop(p);
	p->mode = AFTER_HEAD;
	return !end_head;
}

bool mode_in_head_noscript(struct parser *p)
{
	if (take_trifle(p, true))
		return false;
	enum html_tag tag = p->token.tag;
	bool end = p->token.kind == TOKEN_END && tag == TAG_NOSCRIPT;
	if (p->token.kind == TOKEN_START && (tag == TAG_BASEFONT || tag == TAG_BGSOUND || tag == TAG_LINK
		|| tag == TAG_META || tag == TAG_NOFRAMES || tag == TAG_STYLE))
		return start_in_head(p), false;
	if (is_start(p, TAG_HEAD) || is_start(p, TAG_NOSCRIPT)
		|| (p->token.kind == TOKEN_END && tag != TAG_BR && !end))
		return false;
	parse_pop(p);
	p->mode = IN_HEAD;
	return !end;
}

bool mode_after_head(struct parser *p)
{
	if (take_trifle(p, true))
		return false;
	if (is_start(p, TAG_BODY) || is_start(p, TAG_FRAMESET)) {
		parse_open(p);
		p->mode = p->token.tag == TAG_BODY ? IN_BODY : IN_FRAMESET;
		return false;
	}
	if (p->token.kind == TOKEN_START && p->head && p->token.tag != TAG_HEAD) {
		parse_push(p, p->head);
		bool taken = start_in_head(p);
		parse_remove(p, p->head);
		if (taken)
			return false;
	}
	if (is_start(p, TAG_HEAD) || (is_stray_end(p) && !mode_head_tag(p)))
		return false;
	if (is_stray_end(p))
		return false;
	parse_open_tag(p, TAG_BODY);
	p->mode = IN_BODY;
	return true;
}

bool mode_after_body(struct parser *p)
{
	switch (p->token.kind) {
	case TOKEN_COMMENT: {
		struct element *e = element_new_text(p->arena, p->token.text);
		e->kind = ELEMENT_COMMENT;
		element_append(p->stack[0], e);
		return false;
	}
	case TOKEN_EOF: case TOKEN_DOCTYPE: return false;
	case TOKEN_END:
		if (p->token.tag == TAG_HTML)
			return false;
		break;
	case TOKEN_TEXT:
		if (str_trim(p->token.text).len == 0)
			return mode_in_body(p);
		break;
	case TOKEN_START: break;
	}
	p->mode = IN_BODY;
	return true;
}

bool mode_in_frameset(struct parser *p)
{
	if (p->token.kind == TOKEN_TEXT) {
		struct str text = p->token.text;
		for (size_t i = 0; i < text.len; i++)
			if (token_space(text.p[i]))
				parse_put_text(p, str_sub(text, i, i + 1));
		return false;
	}
	if (take_trifle(p, true))
		return false;
	if (is_start(p, TAG_FRAMESET))
		parse_open(p);
	else if (is_start(p, TAG_FRAME))
		parse_open_void(p);
	else if (is_start(p, TAG_NOFRAMES))
		start_in_head(p);
	else if (p->token.kind == TOKEN_END && p->token.tag == TAG_FRAMESET)
		parse_pop(p);
	return false;
}
