/* para.c - gathers a paragraph, finds its lines by total fit, and sets them.
 *
 * Three tries: without hyphens, with them, and whatever is possible. A word wider than the measure
 * may then break between any two letters, so no line is ever overfull. */
#include "backend/pdf/flow.h"
#include "backend/pdf/para_int.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

#define PUSH(array, n, cap) \
	(mem_grow(&(array), &(cap), (n) + 1, sizeof *(array)), &(array)[(n)++])

void para_init(struct para *p, struct setter *s, bool rtl)
{
	*p = (struct para){ .s = s, .rtl = rtl };
	buf_init(&p->text);
}

void para_done(struct para *p)
{
	buf_done(&p->text);
	free(p->runs);
	free(p->objects);
	free(p->ids);
}

static bool same_ink(const struct ink *a, const struct ink *b)
{
	return a->role == b->role && a->bold == b->bold && a->italic == b->italic && a->size == b->size &&
	       a->rise == b->rise && a->track == b->track && a->word_space == b->word_space &&
	       memcmp(&a->colour, &b->colour, sizeof a->colour) == 0 &&
	       a->features == b->features && a->element == b->element && a->link == b->link &&
	       a->note == b->note && a->underline == b->underline && a->strike == b->strike &&
	       a->highlight == b->highlight && a->v == b->v && a->literal == b->literal && str_eq(a->lang, b->lang);
}

void para_ink(struct para *p, const struct ink *ink)
{
	if (p->n_runs > 0) {
		struct para_run *last = &p->runs[p->n_runs - 1];
		if (last->object < 0 && same_ink(&last->ink, ink))
			return;
		if (last->at == p->text.len && last->object < 0) {
			last->ink = *ink;
			return;
		}
	}
	*PUSH(p->runs, p->n_runs, p->cap_runs) = (struct para_run){ p->text.len, *ink, -1 };
}

/* Text in the case that the style asks for. */
static void put_transformed(struct para *p, enum style_transform how, struct str text)
{
	size_t back = p->text.len;
	bool inside = back > 0 && unicode_is_letter(utf8_decode_back(buf_str(&p->text), &back)); /* of a word */
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_decode(text, &at);
		bool letter = unicode_is_letter(c) || unicode_is_mark(c) || c == '\'' || c == 0x2019;
		if (how == TRANSFORM_LOWERCASE)
			c = unicode_lower(c);
		else if (how == TRANSFORM_UPPERCASE || (!inside && letter))
			c = unicode_upper(c);
		if (c == 0xDF && how == TRANSFORM_UPPERCASE) /* the one letter of Latin-1 that becomes two */
			buf_puts(&p->text, "SS");
		else
			buf_put_utf8(&p->text, c);
		inside = letter;
	}
}

void para_text(struct para *p, struct str text)
{
	const struct ink *ink = p->n_runs > 0 ? &p->runs[p->n_runs - 1].ink : NULL;
	if (ink && ink->v && ink->v->text_transform != TRANSFORM_NONE && !ink->literal)
		put_transformed(p, ink->v->text_transform, text);
	else
		buf_put_str(&p->text, text);
}

void para_break(struct para *p)
{
	buf_puts(&p->text, "\xE2\x80\xA8");
}

void para_object(struct para *p, const struct ink *ink, const struct para_object *object)
{
	*PUSH(p->objects, p->n_objects, p->cap_objects) = *object;
	*PUSH(p->runs, p->n_runs, p->cap_runs) =
		(struct para_run){ p->text.len, *ink, (int)p->n_objects - 1 };
	buf_puts(&p->text, "\xEF\xBF\xBC");
}

bool para_empty(const struct para *p)
{
	if (p->n_objects > 0)
		return false;
	for (size_t i = 0; i < p->text.len; i++)
		if (!ch_space(p->text.p[i]))
			return false;
	return true;
}

/* ---- lines ---- */

/* Of the measure: what may break between any two letters. A ragged line may be short instead. */
static const float WIDE = 0.55f, WIDE_RAGGED = 1;

/* The same number of lines in the least width that takes them, so that all are about as long. */
static void even_out(const struct para_items *it, const struct fill_rules *rules, size_t n, struct fill_line **lines)
{
	float low = 0, high = rules->width;
	for (size_t i = 0; i < it->n; i++)
		low += it->list[i].type == FILL_PENALTY ? 0 : it->list[i].width / (float)n;
	while (high - low > 4) {
		struct fill_rules narrow = *rules;
		struct fill_line *found;
		narrow.width = (low + high) / 2;
		narrow.rag = narrow.width * 0.4f;
		narrow.last_try = false;
		if (fill_total(it->list, it->n, &narrow, it->arena, &found) == n) {
			*lines = found;
			high = narrow.width;
		} else {
			low = narrow.width;
		}
	}
}

static size_t find_lines(struct para_items *it, const struct measure *m, struct pieces *pieces,
			 struct fill_line **lines)
{
	bool justify = m->align == PARA_JUSTIFY;
	struct fill_rules rules = {
		.width = m->width, .first_indent = m->first_indent,
		.rag = justify ? 0 : m->align == PARA_START ? it->measure * 0.12f + 20 : it->measure * 0.3f,
		.letter_fit = justify ? m->letter_fit : 0, .tolerance = 1.05f,
	};
	para_items_put(it);
	if (it->n == 0)
		return 0;
	if (it->n > 200000)
		return fill_greedy(it->list, it->n, &rules, it->arena, lines);
	size_t n = fill_total(it->list, it->n, &rules, it->arena, lines);
	if (n == 0 && m->hyphenate) {
		para_hyphenate(it->p, it->arena, pieces);
		it->n = 0;
		it->hyphens = true;
		para_items_put(it);
		rules.any_hyphen = true;
		rules.tolerance = 1.6f;
		n = fill_total(it->list, it->n, &rules, it->arena, lines);
	}
	if (n == 0) {
		rules.any_hyphen = true;
		rules.last_try = true;
		n = fill_total(it->list, it->n, &rules, it->arena, lines);
	}
	if (m->even && n > 1)
		even_out(it, &rules, n, lines);
	return n;
}

/* The first run that ends behind `from`. */
static size_t run_at(const struct para *p, size_t from)
{
	size_t low = 0, high = p->n_runs;
	while (low + 1 < high) {
		size_t mid = (low + high) / 2;
		if (p->runs[mid].at <= from)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* The height that pictures in the line need above the baseline. */
static float object_height(const struct para *p, size_t from, size_t to)
{
	float height = 0;
	for (size_t i = run_at(p, from); i < p->n_runs && p->runs[i].at < to; i++)
		if (p->runs[i].object >= 0 && p->runs[i].at >= from)
			height = fmaxf(height, p->objects[p->runs[i].object].height);
	return height;
}

/* Notes that runs of this line want: their rows, in scratch memory. */
static size_t wanted_notes(const struct para *p, size_t from, size_t to, int **rows)
{
	size_t first = run_at(p, from), n = 0, end = first;
	while (end < p->n_runs && p->runs[end].at < to)
		end++;
	*rows = ARENA_ARRAY(&p->s->w->scratch, int, end - first + 1);
	for (size_t i = first; i < end; i++) {
		size_t run_end = i + 1 < p->n_runs ? p->runs[i + 1].at : p->text.len;
		int note = p->runs[i].ink.note;
		if (run_end > from && note >= 0 && (n == 0 || (*rows)[n - 1] != note))
			(*rows)[n++] = note;
	}
	return n;
}

/* Where a line goes across the measure. */
static float line_x(const struct measure *m, float width, float indent, bool rtl)
{
	rtl = m->side == SIDE_OF_TEXT ? rtl : m->side == SIDE_AT_RIGHT;
	float room = m->width - indent;
	enum para_align align = m->align == PARA_JUSTIFY ? PARA_START : m->align;
	if (align == PARA_CENTER)
		return m->x + (rtl ? 0 : indent) + (room - width) / 2;
	if ((align == PARA_END) != rtl)
		return m->x + (rtl ? 0 : indent) + room - width;
	return m->x + (rtl ? 0 : indent);
}

static float set_width(const struct para_items *it, const struct fill_line *line)
{
	float width = 0;
	for (size_t i = line->first; i < line->at; i++) {
		const struct fill_item *f = &it->list[i];
		if (f->type == FILL_BOX)
			width += f->width * (1 + line->letter);
		else if (f->type == FILL_GLUE)
			width += f->width + (line->ratio > 0 ? f->stretch : f->shrink) * line->ratio;
	}
	if (line->at < it->n && it->list[line->at].type == FILL_PENALTY)
		width += it->list[line->at].width;
	return width;
}

/* Stretches the spaces of a line that fill left as it is until it fills its measure. */
static void spread(const struct para_items *it, struct fill_line *line, float room)
{
	float stretch = 0, missing;
	line->ratio = line->letter = 0;
	missing = room - set_width(it, line);
	for (size_t i = line->first; i < line->at; i++)
		stretch += it->list[i].type == FILL_GLUE ? it->list[i].stretch : 0;
	if (stretch > 0 && missing > 0)
		line->ratio = missing / stretch;
}

static void put_lines(struct para *p, struct galley *g, const struct measure *m, struct para_items *it,
		      struct fill_line *lines, size_t n)
{
	struct str text = setter_str(p->s, buf_str(&p->text));
	float hang = 0;
	for (size_t k = 0; k < n; k++) {
		struct fill_line *line = &lines[k];
		bool end = line->at >= it->n;
		size_t from = k == 0 ? 0 : it->places[lines[k - 1].at].next;
		size_t to = end ? text.len : it->places[line->at].end;
		if (m->align != PARA_JUSTIFY)
			line->ratio = line->letter = 0;
		float indent = k == 0 ? m->first_indent : 0;
		struct measure across = *m;
		if (m->ends_apart && (end || (it->list[line->at].type == FILL_PENALTY &&
					      it->list[line->at].penalty <= FILL_FORCED))) {
			across.align = m->last;
			if (m->last == PARA_JUSTIFY)
				spread(it, line, m->width - indent);
		}
		float width = set_width(it, line);
		float taller = object_height(p, from, to) - m->baseline;
		if (taller < 0)
			taller = 0;
		if (k > 0)
			galley_inside(g, (int)k < m->orphans || (int)(n - k) < m->widows || m->whole);
		galley_box_begin(g, m->leading + taller, m->baseline + taller, m->line);
		struct line_place place = {
			.x = line_x(&across, width, indent, p->rtl) - (p->rtl ? 0 : hang), .width = width,
			.baseline = m->baseline + taller, .top = taller, .bottom = m->leading + taller,
			.ratio = line->ratio, .letter = line->letter, .rtl = p->rtl, .last = end,
			.hyphen = !end && it->places[line->at].hyphen, .text = text,
		};
		para_put_line(p, it->pieces, from, to, g, &place);
		int *notes;
		size_t n_notes = wanted_notes(p, from, to, &notes);
		note_want(g, notes, n_notes, m->line);
		galley_box_end(g);
		hang = end || m->align != PARA_JUSTIFY ? 0 : it->list[line->at].hang_start;
	}
}

int para_set(struct para *p, struct galley *g, const struct measure *asked)
{
	struct arena *arena = &p->s->w->scratch;
	struct measure own = *asked, *m = &own;
	arena_reset(arena);
	struct pieces pieces;
	para_cut(p, arena, &pieces);
	if (own.align == PARA_JUSTIFY && pieces_lack_spaces(&pieces))
		own.align = PARA_START;
	struct para_items it = { .arena = arena, .p = p, .pieces = &pieces, .measure = m->width,
			    .widest = m->width * (m->align == PARA_JUSTIFY ? WIDE : WIDE_RAGGED),
			    .hang = m->align == PARA_JUSTIFY };
	struct fill_line *lines = NULL;
	size_t n = find_lines(&it, m, &pieces, &lines);
	for (size_t i = 0; i < p->n_ids; i++)
		galley_anchor(g, p->ids[i]);
	put_lines(p, g, m, &it, lines, n);
	if (n > 0 && m->keep_after > 0)
		galley_keep(g, m->keep_after);
	return (int)n;
}

void para_widths(struct para *p, float *natural, float *least)
{
	struct arena *arena = &p->s->w->scratch;
	arena_reset(arena);
	struct pieces pieces;
	para_cut(p, arena, &pieces);
	struct para_items it = { .arena = arena, .p = p, .pieces = &pieces, .measure = 1e9f, .widest = 1e9f };
	para_items_put(&it);
	float line = 0, word = 0;
	*natural = *least = 0;
	for (size_t i = 0; i <= it.n; i++) {
		const struct fill_item *f = i < it.n ? &it.list[i] : NULL;
		bool may = !f || (f->type != FILL_BOX && f->penalty < FILL_NEVER);
		if (may) {
			*least = fmaxf(*least, word);
			word = 0;
		}
		if (!f || (f->type == FILL_PENALTY && f->penalty <= FILL_FORCED)) {
			*natural = fmaxf(*natural, line);
			line = 0;
		} else if (f->type != FILL_PENALTY) {
			line += f->width;
			word += may ? 0 : f->width;
		}
	}
}
