/* alt.c - a drawing's words and relations.
 *
 * layout/diagram has straightened the lines; here rectangles are found among them (a flat stroke with
 * an upright hanging from each end and a flat one closing it below), boxes nest by lying in each
 * other, and what is left of the lines are nets: strokes that touch. A net with an arrow's head says
 * that the boxes or words at its loose ends lead to what the head points at. */
#include "layout/alt.h"

#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "layout/diagram.h"

/* Pairs of strokes are compared: more than this is no drawing anybody could follow in words. */
enum { STROKES_MAX = 1500, BOXES_MAX = 300, ALT_MAX = 3000, NAME_MAX = 48 };

static const float NEAR = 0.35f;

struct stroke {
	bool flat, is_edge;
	float fixed, from, to;
	int net; /* union-find: the index of another stroke, or its own */
};

struct box {
	float x1, y1, x2, y2;
	int parent; /* the smallest box around it, or -1 */
	struct str label;
	bool said;
};

struct head {
	float x, y, dx, dy; /* its middle and where it points */
};

struct scene {
	struct arena *arena;
	const struct diagram *d;
	struct stroke *strokes;
	int n_strokes;
	struct box *boxes;
	int n_boxes;
	struct head *heads;
	int n_heads;
	int *word_box; /* the smallest box around each word, or -1 */
};

static bool near(float a, float b)
{
	return fabsf(a - b) <= NEAR;
}

/* ---- strokes and heads --------------------------------------------------------------------------- */

static void read_head(struct scene *s, const struct diagram_point *p)
{
	/* The first point is the tip, the other two the base. */
	float bx = (p[1].x + p[2].x) / 2, by = (p[1].y + p[2].y) / 2;
	float dx = p[0].x - bx, dy = p[0].y - by;
	bool flat = fabsf(dx) > fabsf(dy);
	s->heads[s->n_heads++] = (struct head){
		.x = floorf((p[0].x + bx) / 2) + 0.5f,
		.y = floorf((p[0].y + by) / 2) + 0.5f,
		.dx = !flat ? 0.0f : dx > 0 ? 1.0f : -1.0f,
		.dy = flat ? 0.0f : dy > 0 ? 1.0f : -1.0f,
	};
}

static void read_strokes(struct scene *s)
{
	const struct diagram *d = s->d;
	s->strokes = ARENA_ARRAY(s->arena, struct stroke, d->n_strokes);
	s->heads = ARENA_ARRAY(s->arena, struct head, d->n_strokes);
	for (size_t i = 0; i < d->n_strokes; i++) {
		const struct diagram_point *p = d->points + d->strokes[i].first_point;
		if (d->strokes[i].filled && d->strokes[i].n_points == 3) {
			read_head(s, p);
		} else if (d->strokes[i].n_points == 2) {
			bool flat = p[0].y == p[1].y;
			if (!flat && p[0].x != p[1].x)
				continue;
			float a = flat ? p[0].x : p[0].y, b = flat ? p[1].x : p[1].y;
			s->strokes[s->n_strokes] = (struct stroke){ flat, false, flat ? p[0].y : p[0].x, fminf(a, b), fmaxf(a, b), s->n_strokes };
			s->n_strokes++;
		}
	}
}

/* A head drawn in a box's edge cuts the edge in two: mended. */
static void mend_edges(struct scene *s)
{
	for (int h = 0; h < s->n_heads; h++) {
		const struct head *head = &s->heads[h];
		struct stroke *left = NULL, *right = NULL;
		for (int i = 0; head->dy != 0 && i < s->n_strokes; i++) {
			struct stroke *k = &s->strokes[i];
			if (!k->flat || !near(k->fixed, head->y))
				continue;
			if (fabsf(k->to - (head->x - 0.5f)) <= 0.6f)
				left = k;
			if (fabsf(k->from - (head->x + 0.5f)) <= 0.6f)
				right = k;
		}
		if (!left || !right || left == right)
			continue;
		left->to = right->to;
		*right = s->strokes[--s->n_strokes];
		if (left == &s->strokes[s->n_strokes])
			left = right;
	}
	for (int i = 0; i < s->n_strokes; i++)
		s->strokes[i].net = i;
}

/* ---- boxes ------------------------------------------------------------------------------------------ */

static struct stroke *hanging_from(struct scene *s, float x, float y)
{
	for (int i = 0; i < s->n_strokes; i++)
		if (!s->strokes[i].flat && near(s->strokes[i].fixed, x) && near(s->strokes[i].from, y))
			return &s->strokes[i];
	return NULL;
}

static struct stroke *closing(struct scene *s, float y, float x1, float x2)
{
	for (int i = 0; i < s->n_strokes; i++)
		if (s->strokes[i].flat && near(s->strokes[i].fixed, y) && s->strokes[i].from <= x1 + 1.2f &&
		    s->strokes[i].to >= x2 - 1.2f)
			return &s->strokes[i];
	return NULL;
}

static void find_boxes(struct scene *s)
{
	s->boxes = ARENA_ARRAY(s->arena, struct box, BOXES_MAX);
	for (int i = 0; i < s->n_strokes && s->n_boxes < BOXES_MAX; i++) {
		struct stroke *top = &s->strokes[i];
		if (!top->flat)
			continue;
		struct stroke *left = hanging_from(s, top->from, top->fixed);
		struct stroke *right = left ? hanging_from(s, top->to, top->fixed) : NULL;
		if (!right || left == right)
			continue;
		struct stroke *bottom = closing(s, left->to, top->from, top->to);
		if (!bottom)
			continue;
		top->is_edge = left->is_edge = right->is_edge = bottom->is_edge = true;
		s->boxes[s->n_boxes++] = (struct box){ top->from, top->fixed, top->to, left->to, -1, STR_NONE, false };
	}
}

static bool holds(const struct box *b, float x, float y)
{
	return x > b->x1 && x < b->x2 && y > b->y1 && y < b->y2;
}

static float area(const struct box *b)
{
	return (b->x2 - b->x1) * (b->y2 - b->y1);
}

/* The smallest box around a point, other than `except`; -1: none. */
static int box_around(const struct scene *s, float x, float y, int except)
{
	int best = -1;
	for (int i = 0; i < s->n_boxes; i++)
		if (i != except && holds(&s->boxes[i], x, y) && (best < 0 || area(&s->boxes[i]) < area(&s->boxes[best])))
			best = i;
	return best;
}

static int by_place(const void *x, const void *y)
{
	const struct box *a = x, *b = y;
	if (a->y1 != b->y1)
		return a->y1 < b->y1 ? -1 : 1;
	return a->x1 < b->x1 ? -1 : a->x1 > b->x1;
}

static void nest_boxes(struct scene *s)
{
	if (s->n_boxes)
		qsort(s->boxes, (size_t)s->n_boxes, sizeof *s->boxes, by_place);
	for (int i = 0; i < s->n_boxes; i++) {
		struct box *b = &s->boxes[i];
		b->parent = box_around(s, (b->x1 + b->x2) / 2, b->y1, i);
		if (b->parent >= 0 && area(&s->boxes[b->parent]) <= area(b))
			b->parent = -1;
	}
	s->word_box = ARENA_ARRAY(s->arena, int, s->d->n_words);
	for (size_t i = 0; i < s->d->n_words; i++) {
		const struct diagram_word *w = &s->d->words[i];
		s->word_box[i] = box_around(s, (float)w->column + (float)w->columns / 2, (float)w->row + 0.5f, -1);
	}
}

/* ---- words ------------------------------------------------------------------------------------------- */

/* Arrows in running text become words; line characters go. */
static void put_speakable(struct buf *b, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_decode(text, &at);
		bool space = b->len == 0 || b->p[b->len - 1] == ' ';
		if ((c >= 0x2500 && c <= 0x259F) || c == 0x25B2 || c == 0x25BC || c == 0x25B6 || c == 0x25C0) {
			if (!space)
				buf_putc(b, ' ');
		} else if (c == 0x2192 || c == 0x21D2 || c == 0x27F6) {
			buf_puts(b, space ? "to" : " to");
		} else if (c == 0x2190 || c == 0x21D0) {
			buf_puts(b, space ? "from" : " from");
		} else if (c == 0x2194) {
			buf_puts(b, space ? "and" : " and");
		} else if (c >= 0x2190 && c <= 0x21FF) {
			if (!space)
				buf_putc(b, ' ');
		} else if (c == ' ' ? !space : true) {
			buf_put_utf8(b, c);
		}
	}
	while (b->len && b->p[b->len - 1] == ' ')
		b->len--;
}

/* The words straight in a box, row after row. */
static struct str label_of(struct scene *s, int box)
{
	struct buf b;
	buf_init(&b);
	int last_row = -1;
	for (size_t i = 0; i < s->d->n_words; i++) {
		if (s->word_box[i] != box)
			continue;
		if (b.len)
			buf_puts(&b, last_row >= 0 && s->d->words[i].row > last_row + 1 ? "; " : " ");
		put_speakable(&b, s->d->words[i].text);
		last_row = s->d->words[i].row;
	}
	struct str label = arena_str(s->arena, str_trim(buf_str(&b)));
	buf_done(&b);
	return label;
}

/* A short name to speak of it by: its label up to a parenthesis, a semicolon or NAME_MAX bytes. */
static struct str short_name(const struct scene *s, int box)
{
	struct str label = s->boxes[box].label;
	for (int i = box + 1; !label.len && i < s->n_boxes; i++)
		if (s->boxes[i].parent == box)
			label = s->boxes[i].label;
	size_t n = 0;
	while (n < label.len && n < NAME_MAX && label.p[n] != ';' && !(label.p[n] == '(' && n > 2))
		n++;
	if (n == NAME_MAX)
		while (n && label.p[n] != ' ')
			n--;
	return str_trim(str_sub(label, 0, n));
}

/* ---- nets ------------------------------------------------------------------------------------------- */

static int net_of(struct scene *s, int i)
{
	while (s->strokes[i].net != i)
		i = s->strokes[i].net = s->strokes[s->strokes[i].net].net;
	return i;
}

static bool touch(const struct stroke *a, const struct stroke *b)
{
	if (a->flat == b->flat)
		return near(a->fixed, b->fixed) && a->from <= b->to + 0.1f && b->from <= a->to + 0.1f;
	return a->fixed >= b->from - NEAR && a->fixed <= b->to + NEAR && b->fixed >= a->from - NEAR &&
	       b->fixed <= a->to + NEAR;
}

static void join_nets(struct scene *s)
{
	for (int i = 0; i < s->n_strokes; i++)
		for (int k = i + 1; k < s->n_strokes; k++)
			if (!s->strokes[i].is_edge && !s->strokes[k].is_edge && touch(&s->strokes[i], &s->strokes[k]))
				s->strokes[net_of(s, k)].net = net_of(s, i);
}

/* The box on whose edge a point lies; the smallest of several; -1: none. */
static int box_at_edge(const struct scene *s, float x, float y)
{
	int best = -1;
	for (int i = 0; i < s->n_boxes; i++) {
		const struct box *b = &s->boxes[i];
		bool flat = x >= b->x1 - NEAR && x <= b->x2 + NEAR && (fabsf(y - b->y1) <= 0.6f || fabsf(y - b->y2) <= 0.6f);
		bool upright = y >= b->y1 - NEAR && y <= b->y2 + NEAR && (fabsf(x - b->x1) <= 0.6f || fabsf(x - b->x2) <= 0.6f);
		if ((flat || upright) && (best < 0 || area(b) < area(&s->boxes[best])))
			best = i;
	}
	return best;
}

/* The words next to a point in a direction: on its row for a flat one, else on the row before or
 * behind it, above or below. */
static const struct diagram_word *word_beside(const struct scene *s, float x, float y, float dx, float dy)
{
	const struct diagram_word *best = NULL;
	float best_gap = dx != 0 ? 3.1f : 4.1f;
	for (size_t i = 0; i < s->d->n_words; i++) {
		const struct diagram_word *w = &s->d->words[i];
		float left = (float)w->column, right = left + (float)w->columns, row = (float)w->row + 0.5f;
		float gap;
		if (dx != 0) {
			gap = dx > 0 ? left - x : x - right;
			if (!near(row, y) || gap < -0.6f)
				continue;
		} else {
			float away = (row - y) * dy;
			if (away < 0.4f || away > 1.6f)
				continue;
			gap = x < left ? left - x : x > right ? x - right : 0;
		}
		if (gap < best_gap) {
			best_gap = gap;
			best = w;
		}
	}
	return best;
}

/* ---- relations --------------------------------------------------------------------------------------- */

/* What stands at an end of a line: a box or words; both absent: nothing. */
struct party {
	int box;
	const struct diagram_word *word;
};

static struct party party_at(const struct scene *s, float x, float y, float dx, float dy)
{
	struct party p = { box_at_edge(s, x, y), NULL };
	if (p.box < 0)
		p.box = box_at_edge(s, x + dx, y + dy);
	if (p.box < 0)
		p.word = word_beside(s, x, y, dx, dy);
	return p;
}

static bool is_party(struct party p)
{
	return p.box >= 0 || p.word;
}

static bool same_party(struct party a, struct party b)
{
	return a.box == b.box && a.word == b.word;
}

static void put_party(const struct scene *s, struct buf *b, struct party p)
{
	if (p.box >= 0) {
		buf_put_str(b, short_name(s, p.box));
		return;
	}
	struct buf word;
	buf_init(&word);
	put_speakable(&word, p.word->text);
	struct str text = str_trim(buf_str(&word));
	if (text.len > NAME_MAX + 20) {
		text.len = NAME_MAX;
		while (text.len && text.p[text.len] != ' ')
			text.len--;
	}
	if (text.len && text.p[text.len - 1] == ':')
		text.len--;
	buf_put_str(b, text);
	buf_done(&word);
}

enum { PARTIES_MAX = 24 };

struct parties {
	struct party items[PARTIES_MAX];
	int n;
};

static void add_party(struct parties *list, struct party p)
{
	for (int i = 0; i < list->n; i++)
		if (same_party(list->items[i], p))
			return;
	if (is_party(p) && list->n < PARTIES_MAX)
		list->items[list->n++] = p;
}

static void put_parties(const struct scene *s, struct buf *b, const struct parties *list)
{
	for (int i = 0; i < list->n; i++) {
		buf_puts(b, i == 0 ? "" : i + 1 == list->n ? " and " : ", ");
		put_party(s, b, list->items[i]);
	}
}

/* The net whose stroke ends at the back of a head; -1: none. */
static int net_behind(struct scene *s, const struct head *h)
{
	float x = h->x - h->dx * 0.5f, y = h->y - h->dy * 0.5f;
	for (int i = 0; i < s->n_strokes; i++) {
		const struct stroke *k = &s->strokes[i];
		if (k->is_edge || k->flat != (h->dx != 0))
			continue;
		float across = k->flat ? y : x, along = k->flat ? x : y;
		if (near(k->fixed, across) && along >= k->from - 0.8f && along <= k->to + 0.8f)
			return net_of(s, i);
	}
	return -1;
}

static void find_targets(struct scene *s, int net, const int *head_net, struct parties *targets)
{
	for (int h = 0; h < s->n_heads; h++)
		if (head_net[h] == net)
			add_party(targets, party_at(s, s->heads[h].x, s->heads[h].y, s->heads[h].dx, s->heads[h].dy));
}

static void find_source(struct scene *s, struct parties *sources, const struct parties *targets, float x, float y,
			float dx, float dy)
{
	for (int h = 0; h < s->n_heads; h++)
		if (fabsf(s->heads[h].x - x) <= 1.1f && fabsf(s->heads[h].y - y) <= 1.1f)
			return; /* the end that has the head */
	for (int i = 0; i < s->n_strokes; i++) {
		const struct stroke *k = &s->strokes[i];
		float across = k->flat ? y : x, along = k->flat ? x : y;
		bool other = k->flat != (dx != 0);
		if (other && !k->is_edge && near(k->fixed, across) && along >= k->from - NEAR && along <= k->to + NEAR)
			return; /* a corner or a fork, no end */
	}
	struct party p = party_at(s, x, y, dx, dy);
	for (int i = 0; i < targets->n; i++)
		if (same_party(targets->items[i], p))
			return;
	add_party(sources, p);
}

static void find_sources(struct scene *s, int net, struct parties *sources, const struct parties *targets)
{
	for (int i = 0; i < s->n_strokes; i++) {
		const struct stroke *k = &s->strokes[i];
		if (k->is_edge || net_of(s, i) != net)
			continue;
		if (k->flat) {
			find_source(s, sources, targets, k->from, k->fixed, -1, 0);
			find_source(s, sources, targets, k->to, k->fixed, 1, 0);
		} else {
			find_source(s, sources, targets, k->fixed, k->from, 0, -1);
			find_source(s, sources, targets, k->fixed, k->to, 0, 1);
		}
	}
}

static void put_relations(struct scene *s, struct buf *b)
{
	int *head_net = ARENA_ARRAY(s->arena, int, (size_t)s->n_heads);
	for (int h = 0; h < s->n_heads; h++)
		head_net[h] = net_behind(s, &s->heads[h]);
	for (int h = 0; h < s->n_heads && b->len < ALT_MAX; h++) {
		bool first = head_net[h] >= 0;
		for (int k = 0; k < h; k++)
			first &= head_net[k] != head_net[h];
		if (!first)
			continue;
		struct parties targets = { .n = 0 }, sources = { .n = 0 };
		find_targets(s, head_net[h], head_net, &targets);
		find_sources(s, head_net[h], &sources, &targets);
		if (!targets.n || !sources.n)
			continue;
		size_t start = b->len;
		buf_putc(b, ' ');
		put_parties(s, b, &sources);
		buf_puts(b, sources.n > 1 ? " lead to " : " leads to ");
		put_parties(s, b, &targets);
		buf_putc(b, '.');
		struct str sentence = str_sub(buf_str(b), start, b->len);
		if (str_find(str_sub(buf_str(b), 0, start), sentence, 0) >= 0)
			b->len = start; /* three brokers alike: said once */
	}
}

/* ---- the whole ----------------------------------------------------------------------------------------- */

static void end_phrase(struct buf *b)
{
	if (b->len && !strchr(":. ", b->p[b->len - 1]))
		buf_putc(b, ';');
	if (b->len && b->p[b->len - 1] != ' ')
		buf_putc(b, ' ');
}

static void put_box(struct scene *s, struct buf *b, int box, int depth)
{
	struct box *self = &s->boxes[box];
	if (self->said || depth > 20 || b->len > ALT_MAX)
		return;
	self->said = true;
	bool parent = false;
	for (int i = 0; i < s->n_boxes; i++)
		parent |= s->boxes[i].parent == box;
	end_phrase(b);
	buf_put_str(b, self->label);
	if (!parent)
		return;
	buf_puts(b, self->label.len ? ", holding:" : "A box holding:");
	for (int i = 0; i < s->n_boxes; i++)
		if (s->boxes[i].parent == box)
			put_box(s, b, i, depth + 1);
	if (b->p[b->len - 1] != '.')
		buf_putc(b, '.');
}

/* Boxes that stand in no other and words outside all boxes, by row and column. */
static void put_contents(struct scene *s, struct buf *b)
{
	size_t word = 0;
	int box = 0;
	while ((word < s->d->n_words || box < s->n_boxes) && b->len < ALT_MAX) {
		while (box < s->n_boxes && s->boxes[box].parent >= 0)
			box++;
		while (word < s->d->n_words && s->word_box[word] >= 0)
			word++;
		const struct diagram_word *w = word < s->d->n_words ? &s->d->words[word] : NULL;
		if (box < s->n_boxes && (!w || s->boxes[box].y1 < (float)w->row + 0.5f)) {
			put_box(s, b, box++, 0);
		} else if (w) {
			end_phrase(b);
			size_t before = b->len;
			put_speakable(b, w->text);
			if (b->len == before && b->len >= 2 && b->p[b->len - 1] == ' ')
				b->len--;
			word++;
		}
	}
}

static void tidy_end(struct buf *b)
{
	while (b->len && (b->p[b->len - 1] == ' ' || b->p[b->len - 1] == ';'))
		b->len--;
	if (b->len && b->p[b->len - 1] != '.')
		buf_putc(b, '.');
}

struct str diagram_alt(struct arena *arena, const struct diagram *d)
{
	if (!d || !d->n_words)
		return STR_NONE;
	struct scene s = { .arena = arena, .d = d };
	if (d->n_strokes <= STROKES_MAX) {
		read_strokes(&s);
		mend_edges(&s);
		find_boxes(&s);
	}
	nest_boxes(&s);
	for (int i = 0; i < s.n_boxes; i++)
		s.boxes[i].label = label_of(&s, i);
	if (d->n_strokes <= STROKES_MAX)
		join_nets(&s);
	struct buf b;
	buf_init(&b);
	put_contents(&s, &b);
	tidy_end(&b);
	put_relations(&s, &b);
	if (b.len > ALT_MAX) {
		b.len = ALT_MAX;
		while (b.len && b.p[b.len - 1] != ' ')
			b.len--;
		buf_puts(&b, "…");
	}
	struct str alt = arena_str(arena, buf_str(&b));
	buf_done(&b);
	return alt;
}
