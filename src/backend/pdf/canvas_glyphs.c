/* canvas_glyphs.c - a run of glyphs and its text: where a glyph means by itself what it stands for, nothing
 * is said; neighbours that do not are put in one span with their text (ISO 32000-1 14.9.4). */
#include "backend/pdf/canvas_int.h"

#include <math.h>

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"

static void flush_run(struct canvas *c)
{
	size_t n = c->n_glyphs;
	if (!n)
		return;
	canvas_put(c, (struct display_op){ .type = DISPLAY_RUN, .x = c->run_x, .y = c->run_y, .n = (uint32_t)n });
	display_put_glyphs(&c->display, c->glyphs, n);
	c->n_glyphs = 0;
}

/* The distance that PDF's own widths leave open is given to the glyph before. There is room for the
 * glyph. */
static inline void put_glyph(struct canvas *c, uint32_t glyph, double width, double x, double y)
{
	if (c->n_glyphs && (y != c->run_y || fabs(c->pen - x) > 30 * c->size))
		flush_run(c);
	if (!c->n_glyphs) {
		c->run_x = c->pen = x;
		c->run_y = y;
	} else {
		double open = c->pen - x;
		if (fabs(open) >= c->size * 0.0005) {
			int32_t kern = (int32_t)lround(open * 1000 / c->size);
			c->glyphs[c->n_glyphs - 1].kern = kern;
			c->pen -= kern * c->size / 1000;
		}
	}
	c->glyphs[c->n_glyphs++] = (struct kerned_glyph){ glyph, 0 };
	c->pen += width;
}

/* A run of glyphs on its way: what has been seen of it. */
struct text_run {
	struct canvas *c;
	const struct mark *m;
	const struct glyph *g;
	int n;
	double x, y;      /* the pen */
	size_t span_from; /* text of the span being gathered */
	size_t span_to;
	int span_first, span_end; /* its glyphs; none when equal */
	struct buf composed;
};

/* What [from, to) of the text is to be read as; until the next call. From the right, with as few code
 * points as can say it: readers turn such text round by code points, and would tear a sign from its
 * letter. */
static struct str meaning(struct text_run *t, size_t from, size_t to)
{
	struct str text = str_sub(t->m->text, from, to);
	size_t first = 0;
	if (!t->m->rtl || !text.len || (utf8_decode(text, &first), first == text.len))
		return text;
	buf_clear(&t->composed);
	unicode_put_nfc(&t->composed, text);
	return buf_str(&t->composed);
}

/* Whether a glyph's text stands unseen on its line, and its shape is drawn apart from it. Readers gather
 * the words of a script from the right along their line; a vowel's sign that is lifted off it parts its
 * word for them, and spans cannot help, for such readers turn letters round one by one. */
static bool is_apart(const struct text_run *t, int i)
{
	return t->m->rtl && !t->m->invisible && (t->g[i].dx != 0 || t->g[i].dy != 0) && t->g[i].advance == 0 &&
		!font_set_is_colour(t->c->studio->fonts, t->m->face);
}

/* How many glyphs that are drawn apart come before the next that is not: signs stand before their letter
 * here. A little left of one another [em], they are read in their order and not as one sign drawn twice. */
#define NUDGE 0.02
static int signs_before_letter(const struct text_run *t, int i)
{
	enum { MOST = 8 };
	int n = 1;
	while (n < MOST && i + n < t->n && is_apart(t, i + n))
		n++;
	return n;
}

/* The mark's style, for glyphs that are seen or not. */
static void set_style(struct canvas *c, const struct mark *m, bool invisible)
{
	flush_run(c);
	canvas_put(c, (struct display_op){ .type = DISPLAY_STYLE, .face = m->face, .size = (double)m->size,
					   .colour = m->colour, .invisible = invisible });
}

/* The text of glyph `i`, which is drawn apart, in no width of its own. */
static void draw_unseen(struct text_run *t, int i, double width)
{
	struct canvas *c = t->c;
	set_style(c, t->m, true);
	put_glyph(c, t->g[i].id, width, t->x - signs_before_letter(t, i) * NUDGE * c->size, t->y);
	set_style(c, t->m, false);
}

static void draw(struct text_run *t, int first, int end)
{
	struct canvas *c = t->c;
	const float *widths = font_set_view(c->studio->fonts, c->face).width;
	double unit = c->size / 1000;
	mem_grow(&c->glyphs, &c->cap_glyphs, c->n_glyphs + (size_t)(end - first), sizeof *c->glyphs);
	for (int i = first; i < end; i++) {
		const struct glyph *g = &t->g[i];
		if (is_apart(t, i)) {
			draw_unseen(t, i, (double)widths[g->id] * unit);
			continue;
		}
		put_glyph(c, g->id, (double)widths[g->id] * unit, t->x + (double)g->dx,
			  t->y + (double)g->dy);
		t->x += (double)g->advance;
	}
}

static void draw_span(struct text_run *t, struct str text, int first, int end)
{
	flush_run(t->c);
	canvas_put(t->c, (struct display_op){ .type = DISPLAY_SPAN, .text = text });
	draw(t, first, end);
	flush_run(t->c);
	canvas_put(t->c, (struct display_op){ .type = DISPLAY_SPAN_CLOSE });
}

static void end_span(struct text_run *t)
{
	if (t->span_end > t->span_first)
		draw_span(t, meaning(t, t->span_from, t->span_to), t->span_first, t->span_end);
	t->span_first = t->span_end = 0;
}

/* Glyphs [first, end) stand for text [from, to) and for nothing else. `loose`: some of them are off
 * their line. */
static void put_cluster(struct text_run *t, int first, int end, size_t from, size_t to, bool loose)
{
	struct str text = meaning(t, from, to);
	struct font_set *fonts = t->c->studio->fonts;
	bool plain = false;
	if (end == first + 1)
		plain = font_set_use(fonts, t->m->face, t->g[first].id, text);
	else
		for (int i = first; i < end; i++)
			font_set_use(fonts, t->m->face, t->g[i].id, STR_NONE);
	if (plain) {
		end_span(t);
		draw(t, first, end);
		return;
	}
	if (t->span_end > t->span_first && t->span_to == from && !t->m->rtl && !loose) {
		t->span_to = to;
		t->span_end = end;
		return;
	}
	end_span(t);
	t->span_from = from;
	t->span_to = to;
	t->span_first = first;
	t->span_end = end;
}

/* Whether the glyph is a mark that was moved to where the letter before wants it. Off the line, it
 * would be read as a word of its own. */
static bool hangs_on(const struct text_run *t, int i)
{
	size_t at = t->g[i].text_at;
	if (t->g[i].dx == 0 && t->g[i].dy == 0)
		return false;
	return unicode_is_mark(utf8_decode(t->m->text, &at));
}

/* Whether each glyph's text comes after that of the one before, and none hangs on it: so it is but in a
 * few scripts. */
static bool in_order(const struct text_run *t)
{
	for (int i = 1; i < t->n; i++)
		if (t->g[i].text_at < t->g[i - 1].text_at || hangs_on(t, i))
			return false;
	return true;
}

/* How many glyphs from `first` on stand for one letter of ASCII each and mean it: most of a book, and
 * put_cluster would find nothing to say of them. */
static int count_plain(const struct text_run *t, int first)
{
	struct font_view view = font_set_view(t->c->studio->fonts, t->m->face);
	int i = first;
	for (; i < t->n && t->g[i].id < view.n && view.used[t->g[i].id]; i++) {
		size_t at = t->g[i].text_at, next = i + 1 < t->n ? t->g[i + 1].text_at : t->m->text.len;
		unsigned char letter = at < t->m->text.len ? (unsigned char)t->m->text.p[at] : 0x80;
		if (next != at + 1 || (i == 0 && at > 0) || letter >= 0x80 || view.meaning[t->g[i].id] != letter)
			break;
	}
	return i - first;
}

static void put_in_order(struct text_run *t)
{
	for (int i = 0, end; i < t->n; i = end) {
		int plain = count_plain(t, i);
		if (plain > 0) {
			end_span(t);
			draw(t, i, i + plain);
			end = i + plain;
			continue;
		}
		size_t from = i ? t->g[i].text_at : 0;
		for (end = i + 1; end < t->n && t->g[end].text_at <= t->g[i].text_at; end++)
			;
		put_cluster(t, i, end, from, end < t->n ? t->g[end].text_at : t->m->text.len, false);
	}
}

/* Text in reading order. Where shaping has put glyphs about (a vowel before its consonant), a cluster
 * goes on until all its text has been met. */
static void put_left_to_right(struct text_run *t)
{
	size_t from = 0;
	for (int i = 0; i < t->n; ) {
		size_t to = from;
		int end = i;
		bool loose = false;
		while (end < t->n) {
			size_t at = t->g[end].text_at;
			if (end > i && at > to) {
				bool later_is_ours = false;
				for (int k = end + 1; k < t->n && k < end + 8; k++)
					later_is_ours |= t->g[k].text_at < at;
				if (!later_is_ours)
					break;
			}
			to = at > to ? at : to;
			end++;
		}
		while (end < t->n && hangs_on(t, end)) {
			loose = true;
			end++;
		}
		to = end < t->n ? t->g[end].text_at : t->m->text.len;
		put_cluster(t, i, end, from, to, loose);
		from = to;
		i = end;
	}
}

/* Where the signs begin that end at `to`, behind the letter at `letter`: of two signs that became one
 * glyph, it says one only. */
static size_t start_of_signs(const struct text_run *t, size_t letter, size_t to)
{
	size_t start = to;
	utf8_decode(t->m->text, &letter);
	for (size_t at = letter; at < to; ) {
		size_t here = at;
		bool sign = unicode_is_mark(utf8_decode(t->m->text, &at));
		start = !sign ? to : start == to ? here : start;
	}
	return start;
}

/* Glyphs from left to right, text from its end: each cluster ends where the one before began. Spans
 * stay apart, for readers turn the glyphs round one by one. */
static void put_right_to_left(struct text_run *t)
{
	size_t to = t->m->text.len;
	for (int i = 0; i < t->n; ) {
		int end = i + 1;
		size_t from = t->g[i].text_at;
		for (; end < t->n && t->g[end].text_at >= from; end++)
			;
		from = from < to ? from : to;
		if (is_apart(t, i) && end < t->n)
			from = start_of_signs(t, t->g[end].text_at, from);
		put_cluster(t, i, end, from, to, false);
		to = from;
		i = end;
	}
}

/* What is_apart has left unseen; `x` is where the run began. */
static void draw_shapes(struct text_run *t, double x)
{
	for (int i = 0; i < t->n; i++) {
		const struct glyph *g = &t->g[i];
		if (is_apart(t, i))
			canvas_put(t->c, (struct display_op){ .type = DISPLAY_SHAPE, .glyph = g->id,
							      .x = x + (double)g->dx, .y = t->y + (double)g->dy });
		x += (double)g->advance;
	}
}

void canvas_style(struct canvas *c, const struct mark *m)
{
	c->face = m->face;
	c->size = (double)m->size;
	set_style(c, m, m->invisible);
}

void canvas_glyphs(struct canvas *c, const struct vlist *list, const struct mark *m, double x, double y)
{
	struct text_run t = { .c = c, .m = m, .g = list->glyphs + m->first_glyph, .n = m->n_glyphs,
			      .x = x + (double)m->x, .y = y - (double)m->y };
	buf_init(&t.composed);
	canvas_style(c, m);
	if (m->soft_hyphen && t.n)
		t.n--;
	if (m->rtl)
		put_right_to_left(&t);
	else if (in_order(&t))
		put_in_order(&t);
	else
		put_left_to_right(&t);
	end_span(&t);
	if (m->soft_hyphen && m->n_glyphs) {
		font_set_use(c->studio->fonts, m->face, t.g[t.n].id, STR("-"));
		draw_span(&t, STR("\xC2\xAD"), t.n, t.n + 1);
	}
	flush_run(c);
	if (m->rtl)
		draw_shapes(&t, x + (double)m->x);
	buf_done(&t.composed);
}
