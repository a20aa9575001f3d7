/* table_records.c - a table that is too wide for any page: each row is a record, its cells one below the
 * other under their columns' names. */
#include "backend/pdf/table_int.h"

#include "doc/walk.h"

/* What the columns are called: their cells in the last head row. */
static struct str *column_names(const struct table *t, struct arena *arena)
{
	struct str *names = ARENA_ARRAY(arena, struct str, (size_t)t->n_columns);
	for (size_t i = 0; t->n_head > 0 && i < t->row_first[t->n_head]; i++) {
		const struct cell *c = &t->cells[i];
		struct buf text;
		buf_init(&text);
		node_put_text(c->node, &text);
		struct str name = setter_str(t->f->s, str_trim(buf_str(&text)));
		buf_done(&text);
		for (int k = 0; k < c->columns; k++)
			names[c->column + k] = name;
	}
	return names;
}

/* "Name: content", the content below when it is more than a paragraph. */
static void put_field(const struct cell *c, const struct flow *f, struct str name)
{
	struct setter *s = f->s;
	const struct node *only = c->node->first;
	bool simple = !only || (!only->next && node_kind(only->type) == KIND_LEAF_BLOCK);
	struct para p;
	para_init(&p, s, f->rtl);
	p.wants_direction = true;
	struct ink ink = f->ink, strong = f->ink;
	ink.element = strong.element = setter_element(s, SELEM_P, f->element);
	strong.bold = true;
	ink.bold = c->node->as.cell.header;
	para_ink(&p, &strong);
	para_text(&p, name);
	if (name.len > 0)
		para_text(&p, STR(": "));
	if (simple && only)
		inline_put(&p, f, only->first, &ink);
	struct measure m = flow_measure(f);
	m.align = PARA_START;
	m.line = c->node->line;
	if (!para_empty(&p))
		para_set(&p, f->g, &m);
	para_done(&p);
	if (simple)
		return;
	struct flow inner = flow_inset(f, 10, 0);
	flow_children(&inner, c->node);
}

void table_put_records(const struct table *t, struct arena *arena)
{
	const struct str *names = column_names(t, arena);
	struct galley *g = t->f->g;
	int first = t->n_head < t->n_rows ? t->n_head : 0;
	int all = setter_element(t->f->s, SELEM_DIV, t->f->element);
	for (int r = first; r < t->n_rows; r++) {
		int record = setter_element(t->f->s, SELEM_DIV, all);
		if (r > first)
			galley_space(g, t->f->leading * 0.5f, t->f->leading * 0.125f);
		for (size_t i = t->row_first[r]; i < t->row_first[r + 1]; i++) {
			struct flow f = table_cell_flow(t, &t->cells[i]);
			f.cell = false;
			f.scale = 0;
			f.element = record;
			galley_anchor(g, setter_str(t->f->s, t->cells[i].node->id));
			put_field(&t->cells[i], &f, names[t->cells[i].column]);
			if (i == t->row_first[r])
				galley_keep(g, 1);
		}
	}
}
