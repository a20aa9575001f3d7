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

/* The row known by a key, or -1. */
static int find_row(const struct setter *s, struct str key)
{
	void **place = map_find(&s->note_index, key);
	return place ? (int)(intptr_t)*place - 1 : -1;
}

static int add_row(struct setter *s, struct str key, struct note_row row)
{
	*map_put(&s->note_index, setter_str(s, key), NULL) = (void *)(intptr_t)(s->n_note_rows + 1);
	row.number = (int)s->n_note_rows + 1;
	mem_grow(&s->note_rows, &s->cap_note_rows, s->n_note_rows + 1, sizeof *s->note_rows);
	s->note_rows[s->n_note_rows] = row;
	return (int)s->n_note_rows++;
}

/* A flow for a note's text, with its number hanging. */
static struct flow note_flow(struct galley *g, int element)
{
	struct setter *s = g->s;
	struct flow f = flow_of(g);
	f.element = element;
	dress_flow(&f, dress_named(s, s->body, "aside", "note"));
	return flow_inset(&f, 12, 0);
}

static void put_number(const struct flow *f, int row)
{
	char number[16];
	snprintf(number, sizeof number, "%d", f->s->note_rows[row].number);
	struct ink ink = f->ink;
	ink.element = setter_element(f->s, SELEM_LBL, f->element);
	flow_pending_text(f, str_from_c(number), &ink, f->x - 4, true);
}

static int note_element(struct setter *s, int row)
{
	int element = setter_element(s, SELEM_NOTE, -1);
	s->elements[element].id = arena_printf(&s->list->arena, "note-%d-%d",
		s->article ? s->article->entry->number : 0, row + 1);
	return element;
}

int note_for_url(const struct flow *at, struct str url)
{
	struct setter *s = at->s;
	int row = find_row(s, url);
	if (row >= 0)
		return row;
	row = add_row(s, url, (struct note_row){ .url = url });
	int element = s->note_rows[row].element = note_element(s, row);
	bool before = s->in_note;
	s->in_note = true;
	struct galley g;
	galley_init(&g, s);
	struct flow f = note_flow(&g, element);
	put_number(&f, row);
	struct ink ink = f.ink;
	ink.literal = true;
	ink.element = setter_element(s, SELEM_LINK, element);
	ink.link = setter_link(s, (struct link_to){ .url = url, .entry = -1, .contents = url,
						    .element = ink.element });
	flow_text(&f, url, &ink, flow_measure(&f));
	s->note_rows[row].items = galley_to_spares(s->main, &g);
	galley_done(&g);
	s->in_note = before;
	return row;
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
		return row; /* a note in a note: its own text is set when the body asks for it */
	int element = s->note_rows[row].element = note_element(s, row);
	s->in_note = true;
	struct galley g;
	galley_init(&g, s);
	struct flow f = note_flow(&g, element);
	galley_anchor(s->main, setter_str(s, note->id));
	put_number(&f, row);
	flow_children(&f, note);
	galley_flush_pending(&g, f.leading, f.baseline, note->line);
	s->note_rows[row].items = galley_to_spares(s->main, &g);
	galley_done(&g);
	s->in_note = false;
	return row;
}
