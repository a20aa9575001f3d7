/* margin.c - margin boxes. A page's are drawn when it is closed, for then it is known what its elements set;
 * those that tell how many pages the book has wait for its end, as text with gaps. */
#include "backend/pdf/margin.h"

#include <math.h>
#include <stdlib.h>

#include "backend/pdf/page.h"
#include "backend/pdf/running.h"

/* A string or counter that elements set. */
struct named {
	struct str name;
	struct buf entry, first, last; /* when the page began, by its first element, by its last */
	bool here, at_top;             /* an element of the page set it; the page began with that */
};

struct counter {
	struct str name;
	long value;
};

/* A page's boxes that wait: their texts, in `texts`. */
struct late {
	struct margin_page page;
	size_t at[STYLE_BOX_COUNT + 1];
};

struct margins {
	const struct typeset *typeset;
	const struct studio *studio;
	struct worker *worker;
	struct arena arena; /* names */
	struct named *strings;
	size_t n_strings, cap_strings;
	struct counter *counters;
	size_t n_counters, cap_counters;
	struct named *setting; /* the string that text is added to; NULL: none */
	struct late *late;
	size_t n_late, cap_late;
	struct buf texts;
	struct buf box[STYLE_BOX_COUNT];
};

/* Stands in a text for the number of all pages, its form behind it: no text has this byte. */
enum { GAP = 0xFF };

struct margins *margins_new(const struct typeset *typeset, const struct studio *studio, struct worker *worker)
{
	struct margins *m = mem_alloc(sizeof *m);
	*m = (struct margins){ .typeset = typeset, .studio = studio, .worker = worker };
	arena_init(&m->arena);
	buf_init(&m->texts);
	for (int i = 0; i < STYLE_BOX_COUNT; i++)
		buf_init(&m->box[i]);
	return m;
}

void margins_free(struct margins *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->n_strings; i++) {
		buf_done(&m->strings[i].entry);
		buf_done(&m->strings[i].first);
		buf_done(&m->strings[i].last);
	}
	for (int i = 0; i < STYLE_BOX_COUNT; i++)
		buf_done(&m->box[i]);
	buf_done(&m->texts);
	arena_done(&m->arena);
	free(m->strings);
	free(m->counters);
	free(m->late);
	free(m);
}

/* ---- strings and counters ------------------------------------------------------------------ */

static struct named *find_string(struct margins *m, struct str name)
{
	for (size_t i = 0; i < m->n_strings; i++)
		if (str_eq(m->strings[i].name, name))
			return &m->strings[i];
	return NULL;
}

static struct named *use_string(struct margins *m, struct str name)
{
	struct named *found = find_string(m, name);
	if (found)
		return found;
	mem_grow(&m->strings, &m->cap_strings, m->n_strings + 1, sizeof *m->strings);
	found = &m->strings[m->n_strings++];
	*found = (struct named){ .name = arena_str(&m->arena, name) };
	buf_init(&found->entry);
	buf_init(&found->first);
	buf_init(&found->last);
	return found;
}

static struct counter *use_counter(struct margins *m, struct str name)
{
	for (size_t i = 0; i < m->n_counters; i++)
		if (str_eq(m->counters[i].name, name))
			return &m->counters[i];
	mem_grow(&m->counters, &m->cap_counters, m->n_counters + 1, sizeof *m->counters);
	m->counters[m->n_counters] = (struct counter){ .name = arena_str(&m->arena, name) };
	return &m->counters[m->n_counters++];
}

/* What the last element set is the first value of its page, if none was. */
static void end_setting(struct margins *m)
{
	struct named *n = m->setting;
	m->setting = NULL;
	if (!n || n->here)
		return;
	n->here = true;
	buf_clear(&n->first);
	buf_put_str(&n->first, buf_str(&n->last));
}

void margins_begin(struct margins *m, bool front)
{
	end_setting(m);
	for (size_t i = 0; front && i < m->n_counters; i++) /* made last, it stands before all that counts */
		m->counters[i].value = 0;
	for (size_t i = 0; i < m->n_strings; i++) {
		struct named *n = &m->strings[i];
		n->here = n->at_top = false;
		if (front)
			buf_clear(&n->last);
		buf_clear(&n->entry);
		buf_put_str(&n->entry, buf_str(&n->last));
	}
}

void margins_set(struct margins *m, const struct vset *set, bool at_top)
{
	switch (set->kind) {
	case VSET_RESET:
		use_counter(m, set->name)->value = set->number;
		break;
	case VSET_ADD:
		use_counter(m, set->name)->value += set->number;
		break;
	case VSET_STRING:
		end_setting(m);
		m->setting = use_string(m, set->name);
		m->setting->at_top |= at_top && !m->setting->here;
		buf_clear(&m->setting->last);
		break;
	case VSET_TEXT:
		if (m->setting)
			buf_put_str(&m->setting->last, set->text);
		break;
	case VSET_COUNTER:
		if (m->setting)
			style_put_number(&m->setting->last, use_counter(m, set->name)->value, (enum style_marker)set->number);
		break;
	}
}

/* ---- texts ----------------------------------------------------------------------------------- */

static void put_number(struct buf *out, int number, bool front, enum style_marker form)
{
	if (form == MARKER_OF_LIST)
		pager_put_label(out, number, front);
	else
		style_put_number(out, number + 1, form);
}

static void put_string(struct margins *m, const struct margin_page *p, const struct style_content *c, struct buf *out)
{
	const struct named *n = find_string(m, c->text);
	if (n) {
		bool before = (c->which == WHICH_START && !n->at_top) || (c->which != WHICH_LAST && !n->here);
		if (c->which != WHICH_FIRST_EXCEPT || !n->here)
			buf_put_str(out, buf_str(before ? &n->entry : c->which == WHICH_LAST ? &n->last : &n->first));
	} else if (str_eq_nocase(c->text, STR("title"))) {
		buf_put_str(out, p->title);
	} else if (str_eq_nocase(c->text, STR("section"))) {
		buf_put_str(out, p->section);
	} else if (str_eq_nocase(c->text, STR("book"))) {
		buf_put_str(out, m->typeset->book->title);
	}
}

static void put_box(struct margins *m, const struct margin_page *p, const struct style_margin_box *box, struct buf *out)
{
	for (size_t i = 0; i < box->n_content; i++) {
		const struct style_content *c = &box->content[i];
		switch (c->kind) {
		case CONTENT_TEXT: buf_put_str(out, c->text); break;
		case CONTENT_PAGE: put_number(out, p->number, p->front, c->form); break;
		case CONTENT_PAGES:
			buf_putc(out, (char)GAP);
			buf_putc(out, (char)c->form);
			break;
		case CONTENT_STRING: put_string(m, p, c, out); break;
		case CONTENT_COUNTER: style_put_number(out, use_counter(m, c->text)->value, c->form); break;
		case CONTENT_ELEMENT: break;
		}
	}
}

/* ---- drawing --------------------------------------------------------------------------------- */

struct row {
	const struct style_page *page;
	struct str texts[STYLE_BOX_COUNT];
	double left;
	int first;      /* of its three boxes */
	float baseline; /* from the paper's top */
	enum artifact artifact;
};

/* How wide a box may be so that it leaves the others theirs. */
static float room_of(const float width[3], int box, float all, float gap)
{
	float other = width[2 - box], half = (all - gap) / 2;
	if (box == 1)
		return all;
	if (width[1] > 0)
		return fmaxf((all - width[1]) / 2 - gap, 0);
	if (other <= 0)
		return all;
	return fmaxf(all - gap - other, half);
}

/* A border of a box is a rule all along the row, on the side of the text. */
static void draw_border(struct margins *m, const struct row *r, struct canvas *c)
{
	const struct look *look = m->typeset->look;
	int side = r->first == BOX_TOP_LEFT ? SIDE_BOTTOM : SIDE_TOP;
	for (int i = r->first; i < r->first + 3; i++) {
		const struct style_values *v = &r->page->boxes[i].values;
		if (v->border[side] <= 0 || !r->page->boxes[i].n_content)
			continue;
		float away = (side == SIDE_BOTTOM ? 0.28f : 0.82f) * v->font_size + v->padding[side] + v->border[side] / 2;
		double y = (double)(look->page_height - r->baseline + (side == SIDE_BOTTOM ? -away : away));
		struct style_colour k = v->border_colour[side];
		canvas_rule(c, r->artifact, r->left, y, r->left + (double)look->frame_width, y, (double)v->border[side],
			    (struct colour){ k.r, k.g, k.b });
		canvas_close(c);
		return;
	}
}

static void draw_row(struct margins *m, const struct row *r, struct canvas *c)
{
	const struct look *look = m->typeset->look;
	float width[3] = { 0, 0, 0 };
	struct running_line lines[3];
	for (int i = 0; i < 3; i++) {
		const struct style_margin_box *box = &r->page->boxes[r->first + i];
		lines[i] = (struct running_line){ .title = r->texts[r->first + i], .size = box->values.font_size,
			.width = look->frame_width, .values = &box->values, .centred = i == 1, .mirrored = i == 2 };
		width[i] = running_width(m->typeset, m->worker, &lines[i]);
	}
	for (int i = 0; i < 3; i++) {
		lines[i].room = room_of(width, i, look->frame_width, 2 * lines[i].size);
		if (!lines[i].title.len || lines[i].room <= 0)
			continue;
		struct vlist *line = typeset_running(m->typeset, m->worker, &lines[i]);
		const struct vitem *box = &line->items[0];
		canvas_box(c, line, box, r->left, (double)(look->page_height - r->baseline + box->baseline), r->artifact);
		canvas_close(c);
		vlist_free(line);
	}
	draw_border(m, r, c);
}

static void draw(struct margins *m, const struct margin_page *p, const struct str texts[STYLE_BOX_COUNT],
		 struct canvas *c)
{
	struct row r = { .page = p->page, .left = p->left, .first = BOX_TOP_LEFT, .artifact = ARTIFACT_HEADER,
			 .baseline = m->typeset->look->head_baseline };
	memcpy(r.texts, texts, sizeof r.texts);
	draw_row(m, &r, c);
	r.first = BOX_BOTTOM_LEFT;
	r.baseline = m->typeset->look->foot_baseline;
	r.artifact = ARTIFACT_FOOTER;
	draw_row(m, &r, c);
}

void margins_place(struct margins *m, const struct margin_page *p, struct canvas *c)
{
	bool waits = false;
	struct str texts[STYLE_BOX_COUNT];
	end_setting(m);
	for (int i = 0; i < STYLE_BOX_COUNT; i++) {
		buf_clear(&m->box[i]);
		put_box(m, p, &p->page->boxes[i], &m->box[i]);
		texts[i] = buf_str(&m->box[i]);
		waits |= str_find_char(texts[i], (char)GAP, 0) >= 0;
	}
	if (!waits) {
		draw(m, p, texts, c);
		return;
	}
	mem_grow(&m->late, &m->cap_late, m->n_late + 1, sizeof *m->late);
	struct late *late = &m->late[m->n_late++];
	late->page = *p;
	late->page.title = late->page.section = STR_NONE;
	for (int i = 0; i < STYLE_BOX_COUNT; i++) {
		late->at[i] = m->texts.len;
		buf_put_str(&m->texts, texts[i]);
	}
	late->at[STYLE_BOX_COUNT] = m->texts.len;
}

/* A text that waited, its gaps filled. */
static struct str fill_gaps(struct buf *out, struct str text, int pages, bool front)
{
	buf_clear(out);
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.p[i] != GAP)
			buf_putc(out, text.p[i]);
		else if (++i < text.len)
			put_number(out, pages - 1, front, (enum style_marker)text.p[i]);
	}
	return buf_str(out);
}

void margins_settle(struct margins *m, struct pages *pages)
{
	struct canvas canvas;
	struct sheet none = { .object = 0 };
	canvas_init(&canvas, m->studio, &none);
	for (size_t k = 0; k < m->n_late; k++) {
		const struct late *late = &m->late[k];
		struct str texts[STYLE_BOX_COUNT];
		int n = late->page.front ? pages_front(pages) : pages_body(pages);
		for (int i = 0; i < STYLE_BOX_COUNT; i++)
			texts[i] = fill_gaps(&m->box[i], str_sub(buf_str(&m->texts), late->at[i], late->at[i + 1]), n,
					     late->page.front);
		canvas_clear(&canvas);
		draw(m, &late->page, texts, &canvas);
		pages_add_late(pages, late->page.index, buf_str(&canvas.display.bytes));
	}
	canvas_done(&canvas);
	m->n_late = 0;
}
