/* note.c - notes at the page's foot: the article's own, and web addresses behind links. One row of
 * numbers an article, in the order of their first marks. */
#include "backend/pdf/flow.h"

#include <stdio.h>
#include <stdlib.h>

enum link_style link_style_of(const struct settings *settings)
{
	const char *word = settings ? settings_find(settings, "links") : NULL;
	if (!word || strcmp(word, "footnote") == 0)
		return LINKS_FOOTNOTE;
	return strcmp(word, "end") == 0 ? LINKS_END : strcmp(word, "inline") == 0 ? LINKS_INLINE : LINKS_NONE;
}

/* Of a page's height: the most that one line brings along. */
static const float NOTE_SHARE = 0.25f;

/* The row known by a key, or -1. */
static int find_row(const struct setter *s, struct str key)
{
	void **place = map_find(&s->note_index, key);
	return place ? (int)(intptr_t)*place - 1 : -1;
}

static int push_row(struct setter *s, struct note_row row)
{
	row.next = row.element = -1;
	mem_grow(&s->note_rows, &s->cap_note_rows, s->n_note_rows + 1, sizeof *s->note_rows);
	s->note_rows[s->n_note_rows] = row;
	return (int)s->n_note_rows++;
}

static int add_row(struct setter *s, struct str key, struct note_row row)
{
	*map_put(&s->note_index, setter_str(s, key), NULL) = (void *)(intptr_t)(s->n_note_rows + 1);
	row.number = ++s->n_numbers;
	return push_row(s, row);
}

/* A flow for a note's text, with its number hanging. */
static struct flow note_flow(struct galley *g, int row)
{
	struct setter *s = g->s;
	struct flow f = flow_of(g);
	int element = setter_element(s, SELEM_NOTE, -1);
	s->elements[element].id = arena_printf(&s->list->arena, "note-%d-%d",
		s->article ? s->article->entry->number : 0, row + 1);
	s->note_rows[row].element = f.element = element;
	dress_flow(&f, dress_named(s, s->body, "aside", "note"));
	f = flow_inset(&f, 12, 0);
	char number[16];
	snprintf(number, sizeof number, "%d", s->note_rows[row].number);
	struct ink ink = f.ink;
	ink.element = setter_element(s, SELEM_LBL, element);
	flow_pending_text(&f, str_from_c(number), &ink, f.rtl ? f.x + f.width + 4 : f.x - 4, !f.rtl);
	return f;
}

static int last_of_chain(const struct setter *s, int row)
{
	while (s->note_rows[row].next >= 0)
		row = s->note_rows[row].next;
	return row;
}

/* Moves the note's items to the spares; what is taller than a part of a page becomes rows of its own,
 * so that pages can share it. */
static void keep_items(struct galley *g, int row)
{
	struct setter *s = g->s;
	float most = s->look->body_height * NOTE_SHARE, height = 0;
	size_t from = 0;
	for (size_t i = 0; i <= g->n_items; i++) {
		bool end = i == g->n_items;
		if (!end && g->items[i].type != VITEM_BREAK)
			height += g->items[i].height;
		if (!end && (g->items[i].type != VITEM_BREAK || height < most * 0.8f))
			continue;
		struct vrange items = galley_to_spares(s->main, g, from, i);
		if (from == 0) {
			s->note_rows[row].items = items;
		} else {
			int part = push_row(s, (struct note_row){ .items = items,
				.number = s->note_rows[row].number });
			s->note_rows[part].element = s->note_rows[row].element;
			s->note_rows[last_of_chain(s, row)].next = part;
		}
		from = i + 1;
		height = 0;
	}
}

int note_for_url(const struct flow *at, struct str url)
{
	struct setter *s = at->s;
	int row = find_row(s, url);
	if (row >= 0)
		return row;
	row = add_row(s, url, (struct note_row){ .url = url });
	bool before = s->in_note;
	s->in_note = true;
	struct galley g;
	galley_init(&g, s);
	struct flow f = note_flow(&g, row);
	struct ink ink = f.ink;
	ink.literal = true;
	ink.element = setter_element(s, SELEM_LINK, f.element);
	ink.link = setter_link(s, (struct link_to){ .url = url, .entry = -1, .contents = url,
						    .element = ink.element });
	struct measure m = flow_measure(&f);
	m.side = f.rtl ? SIDE_AT_RIGHT : SIDE_AT_LEFT;
	flow_text(&f, url, &ink, m);
	keep_items(&g, row);
	galley_done(&g);
	s->in_note = before;
	return row;
}

static void set_text(struct setter *s, int row)
{
	const struct node *note = s->note_rows[row].note;
	struct galley g;
	galley_init(&g, s);
	struct flow f = note_flow(&g, row);
	galley_anchor(s->main, setter_str(s, note->id));
	flow_children(&f, note);
	galley_flush_pending(&g, f.leading, f.baseline, note->line);
	keep_items(&g, row);
	galley_done(&g);
}

int note_for_node(const struct flow *at, const struct node *note)
{
	struct setter *s = at->s;
	struct str key = { (const char *)&note, sizeof note };
	int row = find_row(s, key);
	if (row >= 0)
		return row;
	row = add_row(s, key, (struct note_row){ .note = note });
	if (s->in_note)
		return row; /* a note in a note: set behind the outer one */
	s->in_note = true;
	int tail = row;
	for (int k = row; k < (int)s->n_note_rows; k++) {
		if (!s->note_rows[k].note || s->note_rows[k].element >= 0)
			continue;
		set_text(s, k);
		if (k != row)
			s->note_rows[tail].next = k;
		tail = last_of_chain(s, k);
	}
	s->in_note = false;
	return row;
}

/* Height of a row's own items. */
static float row_height(const struct setter *s, int row)
{
	struct vrange items = s->note_rows[row].items;
	float height = 0;
	for (int i = items.first; i < items.first + items.n; i++)
		if (s->spares[i].type != VITEM_BREAK)
			height += s->spares[i].height;
	return height;
}

/* The open box takes the notes of `rows` with what hangs on them. When they are too many for one box,
 * empty boxes behind it take the rest, and pages may end between them. */
void note_want(struct galley *g, const int *rows, size_t n, int line)
{
	struct setter *s = g->s;
	float height = 0, most = s->look->body_height * NOTE_SHARE;
	for (size_t i = 0; i < n; i++)
		for (int row = rows[i]; row >= 0; row = s->note_rows[row].next) {
			float own = row_height(s, row);
			if (height > 0 && height + own > most) {
				galley_box_end(g);
				galley_inside(g, false);
				galley_box_begin(g, 0.01f, 0, line);
				height = 0;
			}
			height += own;
			galley_want_note(g, row);
		}
}
