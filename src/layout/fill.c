/* fill.c - total fit after Knuth and Plass: the breaks that make the whole paragraph look best.
 *
 * Every way to reach a break is a node; a line from node a to break b costs demerits by how far its
 * spaces must give, whether it shows a hyphen, and how unlike its neighbour it is. Of all ways to
 * reach b in the same class of looseness only the best is kept. */
#include "layout/fill.h"

#include <math.h>
#include <stdlib.h>

enum { CLASSES = 4 };                      /* tight, normal, loose, very loose */
static const double HYPHEN_PAIR = 12000;   /* two hyphens in a row */
static const double HYPHEN_LAST = 6000;    /* the last line but one ends in a hyphen */
static const double CLASS_JUMP = 4000;     /* a tight line beside a loose one */

struct sums {
	double width, stretch, shrink, box;
};

struct way {
	struct way *from, *next; /* next: in the list of the active ones */
	size_t at, first;        /* the break; the first box behind it */
	int line, class;
	bool hyphen;
	float ratio, letter;
	double demerits, hang;
};

struct fill {
	const struct fill_item *items;
	size_t n;
	const struct fill_rules *rules;
	struct arena *arena;
	struct sums *sums;   /* before item i */
	size_t *next_box;    /* the first box at or behind i; n: none */
	struct way *active;
};

static void prepare(struct fill *f)
{
	f->sums = ARENA_RAW(f->arena, struct sums, f->n + 1);
	f->next_box = ARENA_RAW(f->arena, size_t, f->n + 2);
	f->sums[0] = (struct sums){ 0 };
	for (size_t i = 0; i < f->n; i++) {
		const struct fill_item *it = &f->items[i];
		struct sums s = f->sums[i];
		if (it->type == FILL_BOX) {
			s.width += it->width;
			s.box += it->width;
		} else if (it->type == FILL_GLUE) {
			s.width += it->width;
			s.stretch += it->stretch;
			s.shrink += it->shrink;
		}
		f->sums[i + 1] = s;
	}
	f->next_box[f->n] = f->next_box[f->n + 1] = f->n;
	for (size_t i = f->n; i-- > 0;)
		f->next_box[i] = f->items[i].type == FILL_BOX ? i : f->next_box[i + 1];
}

static bool may_break(const struct fill *f, size_t i)
{
	const struct fill_item *it = &f->items[i];
	if (it->type == FILL_BOX || it->penalty >= FILL_NEVER)
		return false;
	return f->rules->any_hyphen || !it->hyphen;
}

/* How the line from `first` to a break at `at` must give: ratio and letter fit. False: overfull. */
static bool measure(const struct fill *f, size_t first, size_t at, double room, struct way *line)
{
	const struct fill_rules *r = f->rules;
	const struct sums *a = &f->sums[first], *b = &f->sums[at];
	double width = b->width - a->width, hang = 0;
	if (at < f->n) {
		hang = f->items[at].hang_end;
		if (f->items[at].type == FILL_PENALTY)
			width += f->items[at].width;
	}
	bool last = at == f->n || f->items[at].penalty <= FILL_FORCED;
	double slack = room + hang - width, give = r->letter_fit * (b->box - a->box);
	line->letter = 0;
	line->ratio = 0;
	if (slack >= 0) {
		if (last)
			return true;
		double stretch = r->rag > 0 ? r->rag : b->stretch - a->stretch;
		if (stretch > 0 && slack <= stretch) {
			line->ratio = (float)(slack / stretch);
			return true;
		}
		/* Letters help where spaces would open beyond their stretch. */
		double over = slack - stretch, taken = r->rag > 0 ? 0 : fmin(over, give);
		line->ratio = stretch > 0 ? (float)fmin((slack - taken) / stretch, 1e4) : 1e4f;
		line->letter = give > 0 ? (float)(taken / give * r->letter_fit) : 0;
		return true;
	}
	double shrink = r->rag > 0 ? 0 : b->shrink - a->shrink;
	if (-slack <= shrink) {
		line->ratio = shrink > 0 ? (float)(slack / shrink) : 0;
		return true;
	}
	double over = -slack - shrink;
	if (r->rag <= 0 && over <= give) {
		line->ratio = shrink > 0 ? -1 : 0;
		line->letter = (float)(-over / give * r->letter_fit);
		return true;
	}
	line->ratio = -1;
	line->letter = (float)(r->rag > 0 ? 0 : -r->letter_fit);
	return -slack <= 0.01; /* rounding */
}

static int class_of(float ratio)
{
	return ratio < -0.5f ? 0 : ratio <= 0.5f ? 1 : ratio <= 1 ? 2 : 3;
}

static double cost(const struct fill *f, const struct way *from, const struct way *line, size_t at)
{
	int penalty = at < f->n ? f->items[at].penalty : FILL_FORCED;
	double r = fabs(line->ratio), letters = f->rules->letter_fit > 0
		? fabs(line->letter) / f->rules->letter_fit : 0;
	double bad = 1 + 100 * fmin(r * r * r, 1e6) + 40 * letters;
	double d = penalty >= 0 ? (bad + penalty) * (bad + penalty)
		 : penalty > FILL_FORCED ? bad * bad - (double)penalty * penalty : bad * bad;
	bool hyphen = at < f->n && f->items[at].hyphen;
	if (hyphen && from->hyphen)
		d += HYPHEN_PAIR;
	if (at == f->n && from->hyphen)
		d += HYPHEN_LAST;
	if (from->line > 0 && abs(class_of(line->ratio) - from->class) > 1)
		d += CLASS_JUMP;
	return d;
}

static double room_of(const struct fill *f, const struct way *from)
{
	return from->line == 0 ? (double)f->rules->width - f->rules->first_indent + f->rules->first_hang
			       : f->rules->width + from->hang;
}

/* All ways that end a line at `at`; drops the ways that no longer reach so far. */
static void try_break(struct fill *f, size_t at)
{
	struct way best[CLASSES];
	double least[CLASSES] = { INFINITY, INFINITY, INFINITY, INFINITY };
	bool forced = at == f->n || f->items[at].penalty <= FILL_FORCED;
	struct way *rescue = NULL;
	for (struct way **link = &f->active; *link;) {
		struct way *from = *link, line;
		bool reaches = from->first >= at || measure(f, from->first, at, room_of(f, from), &line);
		if (from->first >= at && !forced) { /* an empty line */
			link = &from->next;
			continue;
		}
		if (from->first >= at)
			line.ratio = line.letter = 0;
		bool overfull = !reaches;
		if (overfull && f->rules->last_try && !rescue)
			rescue = from;
		if (!overfull && (f->rules->last_try || line.ratio <= f->rules->tolerance)) {
			double d = from->demerits + cost(f, from, &line, at);
			int class = class_of(line.ratio);
			if (d < least[class]) {
				least[class] = d;
				best[class] = (struct way){ .from = from, .ratio = line.ratio,
							    .letter = line.letter, .line = from->line + 1 };
			}
		}
		if (overfull || forced)
			*link = from->next; /* stays in the arena: others came from it */
		else
			link = &from->next;
	}
	bool none = isinf(least[0]) && isinf(least[1]) && isinf(least[2]) && isinf(least[3]);
	if (none && !f->active && rescue) {
		/* Wider than the measure and unbreakable: it stands out, but nothing is lost. */
		best[0] = (struct way){ .from = rescue, .ratio = -1, .line = rescue->line + 1 };
		least[0] = rescue->demerits + 1e12;
	}
	for (int c = 0; c < CLASSES; c++) {
		if (isinf(least[c]))
			continue;
		struct way *w = ARENA_NEW(f->arena, struct way);
		*w = best[c];
		w->at = at;
		w->first = at < f->n ? f->next_box[at + 1] : f->n;
		w->class = c;
		w->hyphen = at < f->n && f->items[at].hyphen;
		w->hang = at < f->n ? f->items[at].hang_start : 0;
		w->demerits = least[c];
		w->next = f->active;
		f->active = w;
	}
}

static size_t collect(const struct way *end, struct arena *arena, struct fill_line **lines)
{
	size_t n = (size_t)end->line;
	*lines = ARENA_ARRAY(arena, struct fill_line, n);
	for (const struct way *w = end; w->from; w = w->from)
		(*lines)[w->line - 1] = (struct fill_line){ w->at, w->from->first, w->ratio, w->letter };
	return n;
}

size_t fill_total(const struct fill_item *items, size_t n, const struct fill_rules *rules,
		  struct arena *arena, struct fill_line **lines)
{
	struct fill f = { .items = items, .n = n, .rules = rules, .arena = arena };
	prepare(&f);
	f.active = ARENA_NEW(arena, struct way);
	*f.active = (struct way){ .first = f.next_box[0], .class = 1 };
	if (f.active->first == n)
		return 0;
	for (size_t i = f.active->first; i <= n && f.active; i++)
		if (i == n || may_break(&f, i))
			try_break(&f, i);
	const struct way *end = NULL;
	for (const struct way *w = f.active; w; w = w->next)
		if (w->at == n && (!end || w->demerits < end->demerits))
			end = w;
	return end ? collect(end, arena, lines) : 0;
}

size_t fill_greedy(const struct fill_item *items, size_t n, const struct fill_rules *rules,
		   struct arena *arena, struct fill_line **lines)
{
	struct fill f = { .items = items, .n = n, .rules = rules, .arena = arena };
	prepare(&f);
	size_t n_lines = 0, cap = 0, first = f.next_box[0];
	struct fill_line *out = NULL;
	double hang = 0;
	while (first < n) {
		double room = n_lines ? rules->width + hang
				      : (double)rules->width - rules->first_indent + rules->first_hang;
		struct way line = { .ratio = 0 }, good = { .ratio = 0 };
		size_t at = n;
		bool found = false;
		for (size_t i = first + 1; i <= n; i++) {
			if (i < n && !may_break(&f, i))
				continue;
			if (!measure(&f, first, i, room, &line) && found)
				break;
			at = i;
			good = line;
			found = true;
			if (line.ratio <= -1 || (i < n && items[i].penalty <= FILL_FORCED))
				break;
		}
		if (n_lines == cap) {
			struct fill_line *more = ARENA_ARRAY(arena, struct fill_line, cap ? cap * 2 : 8);
			if (n_lines > 0)
				memcpy(more, out, n_lines * sizeof *out);
			out = more;
			cap = cap ? cap * 2 : 8;
		}
		out[n_lines++] = (struct fill_line){ at, first, good.ratio, good.letter };
		hang = at < n ? items[at].hang_start : 0;
		first = at < n ? f.next_box[at + 1] : n;
	}
	*lines = out;
	return n_lines;
}
