/* parse_text.c - elements that hold nothing but text, and the insertion mode "text" in which they are
 * read (HTML Standard 13.2.6.2, 13.2.6.4.8). */
#include "html/parse.h"

void mode_raw(struct parser *p, enum token_state state)
{
	struct element *e = parse_open(p);
	if (e->self_closing && !p->setup->strict && e->tag != TAG_XMP && e->tag != TAG_NOEMBED
		&& e->tag != TAG_NOFRAMES) {
		parse_pop(p);
		return;
	}
	p->in.state = state;
	p->original_mode = p->mode;
	p->mode = IN_TEXT;
}

bool mode_in_text(struct parser *p)
{
	if (p->token.kind == TOKEN_TEXT) {
		parse_put_text(p, p->token.text);
		return false;
	}
	parse_pop(p);
	p->mode = p->original_mode;
	return p->token.kind == TOKEN_EOF;
}
