/* generated.c - what elements set for the margins of their pages: counters and strings of a style. */
#include "backend/pdf/flow.h"

enum { TEXT_MOST = 1000 }; /* [byte] of an element's text: a running head takes no more */

bool flow_has_sets(const struct style_values *v)
{
	return v->string_set.len || v->counter_reset.len || v->counter_increment.len;
}

static void put_string(const struct flow *f, struct str name, struct str content, struct str text)
{
	struct style_content pieces[STYLE_CONTENT_MOST];
	size_t n;
	if (!style_content_read(content, pieces, &n))
		return;
	galley_set(f->g, (struct vset){ .kind = VSET_STRING, .name = setter_str(f->s, name) });
	for (size_t i = 0; i < n; i++) {
		const struct style_content *c = &pieces[i];
		struct str says = c->kind == CONTENT_ELEMENT ? text : c->text;
		if (c->kind == CONTENT_TEXT || c->kind == CONTENT_ELEMENT)
			galley_set(f->g, (struct vset){ .kind = VSET_TEXT, .text = setter_str(f->s, str_sub(says, 0, TEXT_MOST)) });
		else if (c->kind == CONTENT_COUNTER)
			galley_set(f->g, (struct vset){ .kind = VSET_COUNTER, .name = setter_str(f->s, c->text),
							.number = (int)c->form });
	}
}

void flow_sets(const struct flow *f, const struct style_values *v, struct str text)
{
	struct str rest = v->counter_reset, name, content;
	int number;
	if (f->g != f->s->main)
		return;
	while (style_counter_next(&rest, 0, &name, &number))
		galley_set(f->g, (struct vset){ .kind = VSET_RESET, .name = setter_str(f->s, name), .number = number });
	for (rest = v->counter_increment; style_counter_next(&rest, 1, &name, &number);)
		galley_set(f->g, (struct vset){ .kind = VSET_ADD, .name = setter_str(f->s, name), .number = number });
	for (rest = v->string_set; style_string_set(&rest, &name, &content);)
		put_string(f, name, content, text);
}
