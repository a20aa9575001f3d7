/* parse_table.c - the insertion modes of tables (HTML Standard 13.2.6.4.9-15). */
#include "html/parse.h"

#define CLEAR_TO(p, ...)                                                                          \
	do {                                                                                      \
		static const enum html_tag tags_[] = { __VA_ARGS__ };                             \
		parse_clear_to(p, tags_, sizeof tags_ / sizeof *tags_);                           \
	} while (0)

static void clear_to_table(struct parser *p)
{
	CLEAR_TO(p, TAG_TABLE);
}

static void clear_to_body(struct parser *p)
{
	CLEAR_TO(p, TAG_TBODY, TAG_TFOOT, TAG_THEAD);
}

static void clear_to_row(struct parser *p)
{
	CLEAR_TO(p, TAG_TR);
}

/* "Anything else": by the rules of "in body", but in front of the table. */
static bool take_fostered(struct parser *p)
{
	p->foster = true;
	bool again = mode_in_body(p);
	p->foster = false;
	return again;
}

static bool close_table(struct parser *p)
{
	if (!parse_in_scope(p, TAG_TABLE, TABLE_SCOPE))
		return false;
	parse_pop_until(p, TAG_TABLE);
	parse_reset_mode(p);
	return true;
}

static bool is_hidden(const struct token *token)
{
	for (size_t i = 0; i < token->n_attrs; i++)
		if (str_eq(token->attrs[i].name, STR("type")))
			return str_eq_nocase(token->attrs[i].value, STR("hidden"));
	return false;
}

static bool open_in_table(struct parser *p, enum html_tag implied, enum mode mode)
{
	clear_to_table(p);
	if (implied)
		parse_open_tag(p, implied);
	else
		parse_open(p);
	p->mode = mode;
	return implied;
}

static bool start_in_table(struct parser *p)
{
	switch (p->token.tag) {
	case TAG_CAPTION:
		clear_to_table(p);
		format_push_marker(p);
		parse_open(p);
		p->mode = IN_CAPTION;
		return false;
	case TAG_COLGROUP: return open_in_table(p, TAG_OTHER, IN_COLUMN_GROUP);
	case TAG_COL: return open_in_table(p, TAG_COLGROUP, IN_COLUMN_GROUP);
	case TAG_TBODY: case TAG_TFOOT: case TAG_THEAD:
		return open_in_table(p, TAG_OTHER, IN_TABLE_BODY);
	case TAG_TD: case TAG_TH: case TAG_TR: return open_in_table(p, TAG_TBODY, IN_TABLE_BODY);
	case TAG_TABLE: return close_table(p);
	case TAG_STYLE: case TAG_SCRIPT: case TAG_TEMPLATE: mode_head_tag(p); return false;
	case TAG_INPUT:
		if (!is_hidden(&p->token))
			return take_fostered(p);
		parse_open_void(p);
		return false;
	case TAG_FORM:
		if (!p->form && !parse_on_stack(p, TAG_TEMPLATE))
			p->form = parse_open_void(p);
		return false;
	default: return take_fostered(p);
	}
}

static bool end_in_table(struct parser *p)
{
	switch (p->token.tag) {
	case TAG_TABLE: close_table(p); return false;
	case TAG_BODY: case TAG_CAPTION: case TAG_COL: case TAG_COLGROUP: case TAG_HTML:
	case TAG_TBODY: case TAG_TD: case TAG_TFOOT: case TAG_TH: case TAG_THEAD: case TAG_TR:
		return false;
	case TAG_TEMPLATE: mode_head_tag(p); return false;
	default: return take_fostered(p);
	}
}

static bool text_in_table(struct parser *p)
{
	const struct element *e = parse_current(p);
	if (e->ns != NS_HTML || (!(parse_flags(e) & FLAG_TABLE_PART) && e->tag != TAG_TEMPLATE))
		return take_fostered(p);
	p->n_table_text = 0;
	p->original_mode = p->mode;
	p->mode = IN_TABLE_TEXT;
	return true;
}

bool mode_in_table(struct parser *p)
{
	switch (p->token.kind) {
	case TOKEN_TEXT: return text_in_table(p);
	case TOKEN_COMMENT: parse_put_comment(p); return false;
	case TOKEN_START: return start_in_table(p);
	case TOKEN_END: return end_in_table(p);
	case TOKEN_DOCTYPE: return false;
	case TOKEN_EOF: break;
	}
	return mode_in_body(p);
}

/* What the table had between its tags: space stays, anything else goes in front of it. */
static void flush_table_text(struct parser *p)
{
	bool space = true;
	for (size_t i = 0; i < p->n_table_text; i++)
		space &= str_trim(p->table_text[i]).len == 0;
	p->foster = !space;
	for (size_t i = 0; i < p->n_table_text; i++) {
		if (!space)
			format_reconstruct(p);
		parse_put_text(p, p->table_text[i]);
	}
	p->foster = false;
	p->n_table_text = 0;
}

bool mode_in_table_text(struct parser *p)
{
	if (p->token.kind == TOKEN_TEXT) {
		struct str text = p->token.text;
		if (p->in.in.marked)
			text = input_drop_marks(text);
		mem_grow(&p->table_text, &p->cap_table_text, p->n_table_text + 1, sizeof *p->table_text);
		p->table_text[p->n_table_text++] = text;
		return false;
	}
	flush_table_text(p);
	p->mode = p->original_mode;
	return true;
}

static bool is_part(enum html_tag tag)
{
	return tag == TAG_CAPTION || tag == TAG_COL || tag == TAG_COLGROUP || tag == TAG_TBODY
		|| tag == TAG_TD || tag == TAG_TFOOT || tag == TAG_TH || tag == TAG_THEAD || tag == TAG_TR;
}

static bool is_section(enum html_tag tag)
{
	return tag == TAG_TBODY || tag == TAG_TFOOT || tag == TAG_THEAD;
}

static bool is_cell(enum html_tag tag)
{
	return tag == TAG_TD || tag == TAG_TH;
}

/* End tags that the modes of a table's parts ignore. */
static bool is_outer(enum html_tag tag)
{
	return tag == TAG_BODY || tag == TAG_CAPTION || tag == TAG_COL || tag == TAG_COLGROUP
		|| tag == TAG_HTML;
}

bool mode_in_caption(struct parser *p)
{
	enum html_tag tag = p->token.tag;
	bool start = p->token.kind == TOKEN_START, end = p->token.kind == TOKEN_END;
	if ((start && is_part(tag)) || (end && (tag == TAG_CAPTION || tag == TAG_TABLE))) {
		if (!parse_in_scope(p, TAG_CAPTION, TABLE_SCOPE))
			return false;
		parse_imply_end(p, TAG_OTHER);
		parse_pop_until(p, TAG_CAPTION);
		format_clear_to_marker(p);
		p->mode = IN_TABLE;
		return !end || tag != TAG_CAPTION;
	}
	if (end && (is_part(tag) || is_outer(tag)))
		return false;
	return mode_in_body(p);
}

/* True when the text was nothing but space. */
static bool take_leading_space(struct parser *p)
{
	struct str text = p->in.in.marked ? input_drop_marks(p->token.text) : p->token.text;
	size_t n = 0;
	while (n < text.len && token_space(text.p[n]))
		n++;
	parse_put_text(p, str_sub(text, 0, n));
	p->token.text = str_sub(text, n, text.len);
	return n == text.len;
}

bool mode_in_column_group(struct parser *p)
{
	enum html_tag tag = p->token.tag;
	bool end_group = false;
	switch (p->token.kind) {
	case TOKEN_TEXT:
		if (take_leading_space(p))
			return false;
		break;
	case TOKEN_COMMENT: parse_put_comment(p); return false;
	case TOKEN_DOCTYPE: return false;
	case TOKEN_EOF: return mode_in_body(p);
	case TOKEN_START:
		if (tag == TAG_COL)
			parse_open_void(p);
		if (tag == TAG_COL || tag == TAG_HTML || (tag == TAG_TEMPLATE && mode_head_tag(p)))
			return false;
		break;
	case TOKEN_END:
		if (tag == TAG_COL || (tag == TAG_TEMPLATE && mode_head_tag(p)))
			return false;
		end_group = tag == TAG_COLGROUP;
		break;
	}
	if (!parse_is(parse_current(p), TAG_COLGROUP))
		return false;
	parse_pop(p);
	p->mode = IN_TABLE;
	return !end_group;
}

static bool section_in_scope(const struct parser *p)
{
	return parse_in_scope(p, TAG_TBODY, TABLE_SCOPE) || parse_in_scope(p, TAG_THEAD, TABLE_SCOPE)
		|| parse_in_scope(p, TAG_TFOOT, TABLE_SCOPE);
}

static void leave_section(struct parser *p)
{
	clear_to_body(p);
	parse_pop(p);
	p->mode = IN_TABLE;
}

bool mode_in_table_body(struct parser *p)
{
	enum html_tag tag = p->token.tag;
	bool start = p->token.kind == TOKEN_START, end = p->token.kind == TOKEN_END;
	if (start && (tag == TAG_TR || is_cell(tag))) {
		clear_to_body(p);
		if (tag == TAG_TR)
			parse_open(p);
		else
			parse_open_tag(p, TAG_TR);
		p->mode = IN_ROW;
		return tag != TAG_TR;
	}
	if (end && is_section(tag)) {
		if (parse_in_scope(p, tag, TABLE_SCOPE))
			leave_section(p);
		return false;
	}
	if ((start && is_part(tag)) || (end && tag == TAG_TABLE)) {
		if (!section_in_scope(p))
			return false;
		leave_section(p);
		return true;
	}
	if (end && (is_part(tag) || is_outer(tag)))
		return false;
	return mode_in_table(p);
}

bool mode_in_row(struct parser *p)
{
	enum html_tag tag = p->token.tag;
	bool start = p->token.kind == TOKEN_START, end = p->token.kind == TOKEN_END;
	if (start && is_cell(tag)) {
		clear_to_row(p);
		parse_open(p);
		p->mode = IN_CELL;
		format_push_marker(p);
		return false;
	}
	bool ends_row = end && tag == TAG_TR;
	if (ends_row || (start && is_part(tag)) || (end && (tag == TAG_TABLE || is_section(tag)))) {
		if (end && is_section(tag) && !parse_in_scope(p, tag, TABLE_SCOPE))
			return false;
		if (!parse_in_scope(p, TAG_TR, TABLE_SCOPE))
			return false;
		clear_to_row(p);
		parse_pop(p);
		p->mode = IN_TABLE_BODY;
		return !ends_row;
	}
	if (end && (is_part(tag) || is_outer(tag)))
		return false;
	return mode_in_table(p);
}

static void close_cell(struct parser *p)
{
	parse_imply_end(p, TAG_OTHER);
	while (p->depth > 1) {
		const struct element *e = parse_current(p);
		parse_pop(p);
		if (parse_is(e, TAG_TD) || parse_is(e, TAG_TH))
			break;
	}
	format_clear_to_marker(p);
	p->mode = IN_ROW;
}

bool mode_in_cell(struct parser *p)
{
	enum html_tag tag = p->token.tag;
	bool start = p->token.kind == TOKEN_START, end = p->token.kind == TOKEN_END;
	if (end && is_cell(tag)) {
		if (!parse_in_scope(p, tag, TABLE_SCOPE))
			return false;
		parse_imply_end(p, TAG_OTHER);
		parse_pop_until(p, tag);
		format_clear_to_marker(p);
		p->mode = IN_ROW;
		return false;
	}
	if (start && is_part(tag)) {
		if (!parse_in_scope(p, TAG_TD, TABLE_SCOPE) && !parse_in_scope(p, TAG_TH, TABLE_SCOPE))
			return false;
		close_cell(p);
		return true;
	}
	if (end && is_outer(tag))
		return false;
	if (end && (tag == TAG_TABLE || is_section(tag) || tag == TAG_TR)) {
		if (!parse_in_scope(p, tag, TABLE_SCOPE))
			return false;
		close_cell(p);
		return true;
	}
	return mode_in_body(p);
}
