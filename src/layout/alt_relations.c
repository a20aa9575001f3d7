/* alt_relations.c - what leads to what: strokes that touch are a net, and a net with a head says that
 * what stands at its loose ends leads to what the head points at. */
#include "layout/alt_scene.h"

/* ---- nets ------------------------------------------------------------------------------------ */

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

/* ---- relations ------------------------------------------------------------------------------- */

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
		buf_put_str(b, alt_short_name(s, p.box));
		return;
	}
	struct buf word;
	buf_init(&word);
	alt_put_speakable(&word, p.word->text);
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

void relations_put(struct scene *s, struct buf *b)
{
	join_nets(s);
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
