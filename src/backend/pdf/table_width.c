/* table_width.c - how wide a table's columns are: what each cell would take and what it takes at least,
 * shared out over the room there is, in smaller type where need be. */
#include "backend/pdf/table_int.h"

#include "base/unicode.h"
#include "doc/walk.h"

static const float SQUEEZED = 8; /* [em] */

static float code_width(const struct flow *f, struct str text, float size)
{
	size_t longest = 0;
	struct str rest = text, line;
	while (str_token(&rest, "\n", &line)) {
		size_t columns = unicode_columns(line);
		longest = columns > longest ? columns : longest;
	}
	(void)f;
	return (float)longest * size * 0.6f;
}

static void content_widths(const struct flow *f, const struct node *n, const struct ink *ink, float in,
			   float *natural, float *least)
{
	float wide = 0, narrow = 0;
	if (node_kind(n->type) == KIND_LEAF_BLOCK) {
		struct para p;
		para_init(&p, f->s, false);
		struct ink plain = *ink; /* nothing is made that is not set: no elements, no notes */
		plain.element = ARTIFACT_LAYOUT;
		struct buf text;
		buf_init(&text);
		node_put_text(n, &text);
		para_ink(&p, &plain);
		para_text(&p, buf_str(&text));
		if (!para_empty(&p))
			para_widths(&p, &wide, &narrow);
		/* Code and emphasis in the text run wider than its own face. */
		wide = wide * 1.06f + 1;
		narrow = narrow * 1.06f + 0.5f;
		buf_done(&text);
		para_done(&p);
	} else if (n->type == NODE_CODE_BLOCK) {
		wide = code_width(f, n->as.code.text, ink->size * 0.95f);
		narrow = fminf(wide, ink->size * 10);
	} else {
		float more = n->type == NODE_ITEM || n->type == NODE_QUOTE || n->type == NODE_DESCRIPTION
			? ink->size * 1.6f : 0;
		for (const struct node *k = n->first; k; k = k->next)
			content_widths(f, k, ink, in + more, natural, least);
		return;
	}
	*natural = fmaxf(*natural, wide + in);
	*least = fmaxf(*least, narrow + in);
}

/* How the cell's content is set, at the table's scale. */
struct flow table_cell_flow(const struct table *t, const struct cell *c)
{
	struct setter *s = t->f->s;
	struct flow f = t->inside;
	const struct style_values *row = table_row_values(t, c->row);
	f.rtl = rtl_of(c->node, t->f->rtl);
	dress_flow(&f, dress_child(s, row, c->node));
	f.ink.size *= t->scale;
	f.leading *= t->scale;
	f.baseline *= t->scale;
	return f;
}

void table_measure(struct table *t)
{
	for (size_t i = 0; i < t->n_cells; i++) {
		struct cell *c = &t->cells[i];
		struct flow f = table_cell_flow(t, c);
		c->natural = c->least = 0;
		for (const struct node *k = c->node->first; k; k = k->next)
			content_widths(&f, k, &f.ink, 0, &c->natural, &c->least);
	}
}

/* What a spanning cell wants beyond its columns is shared among them. */
static void widen_for_spans(const struct table *t, float *of_column, bool natural)
{
	for (size_t i = 0; i < t->n_cells; i++) {
		const struct cell *c = &t->cells[i];
		if (c->columns == 1)
			continue;
		float have = t->gap * (float)(c->columns - 1), want = natural ? c->natural : c->least;
		for (int k = 0; k < c->columns; k++)
			have += of_column[c->column + k];
		for (int k = 0; k < c->columns && want > have; k++)
			of_column[c->column + k] += (want - have) / (float)c->columns;
	}
}

/* Fills the columns' widths for `room`; false when even the longest words do not fit. */
bool table_settle_widths(struct table *t, float room, struct arena *arena)
{
	size_t n = (size_t)t->n_columns;
	float *natural = ARENA_ARRAY(arena, float, n), *least = ARENA_ARRAY(arena, float, n);
	for (size_t i = 0; i < t->n_cells; i++) {
		const struct cell *c = &t->cells[i];
		if (c->columns > 1)
			continue;
		natural[c->column] = fmaxf(natural[c->column], c->natural);
		least[c->column] = fmaxf(least[c->column], c->least);
	}
	widen_for_spans(t, natural, true);
	widen_for_spans(t, least, false);
	float all = 0, all_least = 0, give = 0;
	room -= t->gap * (float)(n - 1);
	for (size_t i = 0; i < n; i++) {
		natural[i] = fmaxf(natural[i], least[i]);
		all += natural[i];
		all_least += least[i];
	}
	for (size_t i = 0; i < n; i++)
		give += sqrtf(natural[i] - least[i]) * sqrtf(natural[i]);
	bool fits = all_least <= room;
	for (size_t i = 0; i < n; i++) {
		if (all <= room)
			t->width[i] = natural[i];
		else if (fits)
			t->width[i] = least[i] + (give > 0 ? (room - all_least) *
				sqrtf(natural[i] - least[i]) * sqrtf(natural[i]) / give : 0);
		else
			t->width[i] = fmaxf(room, (float)n) * (least[i] + 1) / (all_least + (float)n);
	}
	/* What a column got beyond its need goes to the others. */
	for (int pass = 0; pass < 4 && fits && all > room; pass++) {
		float spare = 0, wanting = 0;
		for (size_t i = 0; i < n; i++) {
			if (t->width[i] > natural[i]) {
				spare += t->width[i] - natural[i];
				t->width[i] = natural[i];
			} else {
				wanting += natural[i] - t->width[i];
			}
		}
		for (size_t i = 0; i < n && wanting > 0; i++)
			t->width[i] += spare * (natural[i] - t->width[i]) / wanting;
	}
	t->squeezed = false;
	for (size_t i = 0; i < n; i++)
		t->squeezed |= t->width[i] < natural[i] * 0.6f && t->width[i] < t->inside.v->font_size * SQUEEZED;
	return fits;
}

/* Side by side at the text's edge, from right to left where the table runs so; what is wider than the text goes
 * over its far end. */
static void place_columns(struct table *t)
{
	const struct flow *f = t->f;
	float x = 0;
	for (int i = 0; i < t->n_columns; i++) {
		t->x[i] = x;
		x += t->width[i] + t->gap;
	}
	t->total = x - t->gap;
	float right = f->x + (t->total > f->width && !f->mirrored ? t->total : f->width);
	float left = t->total > f->width && f->mirrored ? right - t->total : f->x;
	for (int i = 0; i < t->n_columns; i++)
		t->x[i] = f->rtl ? right - t->x[i] - t->width[i] : left + t->x[i];
}

/* False when even the smallest type leaves a word no room. */
bool table_settle(struct table *t, struct arena *arena)
{
	bool fits = false;
	static const float scales[] = { 1, 0.92f, 0.84f };
	float room = t->n_columns >= 3 && !t->f->cell ? t->f->wide : t->f->width;
	for (size_t i = 0; i < sizeof scales / sizeof *scales && !fits; i++) {
		t->scale = scales[i];
		table_measure(t);
		fits = table_settle_widths(t, room, arena);
		if (!fits && t->f->wide > room && !t->f->cell)
			fits = table_settle_widths(t, room = t->f->wide, arena);
	}
	place_columns(t);
	return fits;
}
