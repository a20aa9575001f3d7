/* parse_xhtml.c - XHTML as it is written: every element stands in its source, nothing is implied.
 * The tokeniser is HTML's, which reads all that well-formed XML can hold in a body; what is not
 * well formed is mended in the plainest way: an end tag closes the nearest element of its name or
 * nothing. */
#include "html/parse.h"

static bool is_namespace(struct str uri, enum html_namespace *ns)
{
	if (str_eq(uri, STR("http://www.w3.org/1999/xhtml")))
		*ns = NS_HTML;
	else if (str_eq(uri, STR("http://www.w3.org/2000/svg")))
		*ns = NS_SVG;
	else if (str_eq(uri, STR("http://www.w3.org/1998/Math/MathML")))
		*ns = NS_MATHML;
	else
		return false;
	return true;
}

/* What the element says itself, what its name says, else its parent's. */
static enum html_namespace find_namespace(const struct parser *p)
{
	const struct token *token = &p->token;
	enum html_namespace ns = parse_current(p)->ns;
	for (size_t i = 0; i < token->n_attrs; i++)
		if (str_eq(token->attrs[i].name, STR("xmlns")) && is_namespace(token->attrs[i].value, &ns))
			return ns;
	return token->tag == TAG_SVG ? NS_SVG : token->tag == TAG_MATH ? NS_MATHML : ns;
}

/* "xhtml:p" is a p. */
static void drop_prefix(struct token *token)
{
	ptrdiff_t colon = token->tag == TAG_OTHER ? str_find_char(token->name, ':', 0) : -1;
	if (colon >= 0) {
		token->name = str_sub(token->name, (size_t)colon + 1, token->name.len);
		token->tag = html_tag_find(token->name);
	}
}

static void open_element(struct parser *p)
{
	enum html_namespace ns = find_namespace(p);
	if (ns == NS_HTML && p->token.tag == TAG_IMAGE) { /* no such element: HTML reads it so */
		p->token.tag = TAG_IMG;
		p->token.name = html_tag_name(TAG_IMG);
	}
	struct element *e = parse_element(p, ns);
	if (ns != NS_HTML) {
		foreign_adjust_name(p, e);
		foreign_adjust_attrs(e);
	}
	parse_put(parse_place(p, NULL), e);
	if (!e->self_closing && !(parse_flags(e) & FLAG_VOID))
		parse_push(p, e);
}

static void close_element(struct parser *p)
{
	for (size_t i = p->depth; i-- > 1;)
		if (str_eq_nocase(p->stack[i]->name, p->token.name)) {
			parse_pop_to(p, p->stack[i]);
			return;
		}
}

static void take(struct parser *p)
{
	switch (p->token.kind) {
	case TOKEN_TEXT:
		if (p->in.in.marked)
			input_replace_marks(p->token.text);
		parse_put_text(p, p->token.text);
		break;
	case TOKEN_START:
		drop_prefix(&p->token);
		open_element(p);
		break;
	case TOKEN_END:
		drop_prefix(&p->token);
		if (!parse_is_overflow(p))
			close_element(p);
		break;
	case TOKEN_COMMENT:
		if (!p->token.bogus)
			parse_put_comment(p);
		break;
	case TOKEN_DOCTYPE: case TOKEN_EOF: break;
	}
}

struct element *html_parse_xhtml(struct str bytes, struct arena *arena, struct diag_log *log,
	int first_line, struct html_seen *seen)
{
	struct parser *p = parse_begin(bytes, arena, first_line);
	p->in.cdata = true;
	do {
		token_next(&p->in, &p->token);
		take(p);
	} while (p->token.kind != TOKEN_EOF);
	return parse_end(p, log, seen);
}
