/* lines.c - one line of a paragraph becomes marks: glyph runs in visual order, what is drawn under
 * and over them, the areas of links. */
#include "backend/pdf/para_int.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/bidi.h"

#include <stdlib.h>

/* A piece's share of the line. */
struct share {
	const struct piece *piece;
	size_t from, to;
};

struct pen {
	struct para *p;
	struct galley *g;
	const struct line_place *place;
	const unsigned char *breaks; /* of the paragraph */
	size_t line_end;
	float x;
	/* the glyph run being written */
	struct mark run; /* n_glyphs 0: none */
	size_t from, to; /* [byte] */
	size_t run_index;
};

static struct glyph *add_glyph(struct setter *s)
{
	mem_grow(&s->glyphs, &s->cap_glyphs, s->n_glyphs + 1, sizeof *s->glyphs);
	return &s->glyphs[s->n_glyphs++];
}

/* Lines under and through, the marker's colour, links: for the run from x to x2. */
static void decorate(struct pen *pen, const struct ink *ink, float x, float x2, size_t run_mark)
{
	struct galley *g = pen->g;
	float y = pen->place->baseline - ink->rise, size = ink->size;
	if (ink->highlight) {
		/* Under the letters: exchanged with the run already written. */
		galley_rect(g, ARTIFACT_BACKGROUND, x, y - size * 0.78f, x2, y + size * 0.22f, ink->back);
		struct mark swap = g->marks[run_mark];
		g->marks[run_mark] = g->marks[g->n_marks - 1];
		g->marks[g->n_marks - 1] = swap;
	}
	if (ink->underline)
		galley_rule(g, ARTIFACT_LAYOUT, x, y + size * 0.14f, x2, y + size * 0.14f, size * 0.05f,
			    ink->colour);
	if (ink->strike)
		galley_rule(g, ARTIFACT_LAYOUT, x, y - size * 0.24f, x2, y - size * 0.24f, size * 0.05f,
			    ink->colour);
	if (ink->link < 0)
		return;
	struct link_area *last = g->n_links > (size_t)g->items[g->in_box].links.first
		? &g->links[g->n_links - 1] : NULL;
	const struct link_to *to = &g->s->links_to[ink->link];
	if (last && last->element == to->element && fabsf(last->x2 - x) < size)
		last->x2 = x2;
	else if (last && last->element == to->element && fabsf(last->x - x2) < size)
		last->x = x;
	else
		galley_link(g, to, x, pen->place->top, x2, pen->place->bottom);
}

static void end_run(struct pen *pen)
{
	if (pen->run.n_glyphs == 0)
		return;
	const struct ink *ink = &pen->p->runs[pen->run_index].ink;
	pen->run.text = str_sub(pen->place->text, pen->from, pen->to);
	for (int i = 0; i < pen->run.n_glyphs; i++)
		pen->p->s->glyphs[pen->run.first_glyph + i].text_at -= (uint32_t)pen->from;
	struct mark *m = galley_mark(pen->g, MARK_GLYPHS, pen->run.element);
	*m = pen->run;
	size_t at = pen->g->n_marks - 1;
	pen->run.n_glyphs = 0;
	decorate(pen, ink, pen->run.x, pen->x, at);
}

/* Goes on with the run, or starts another when the face, the style or the direction differs. */
static void use_run(struct pen *pen, size_t run, int face, bool rtl, size_t from, size_t to)
{
	const struct ink *ink = &pen->p->runs[run].ink;
	bool adjoins = rtl ? to == pen->from : from == pen->to;
	if (pen->run.n_glyphs > 0 &&
	    (pen->run_index != run || pen->run.face != face || pen->run.rtl != rtl || !adjoins))
		end_run(pen);
	if (pen->run.n_glyphs == 0) {
		pen->run = (struct mark){
			.type = MARK_GLYPHS, .element = ink->element, .x = pen->x,
			.y = pen->place->baseline - ink->rise, .colour = ink->colour, .rtl = rtl,
			.literal = ink->literal, .face = face, .size = ink->size, .target_entry = -1,
			.first_glyph = (int)pen->p->s->n_glyphs,
		};
		pen->run_index = run;
		pen->from = from;
		pen->to = to;
	}
	pen->from = from < pen->from ? from : pen->from;
	pen->to = to > pen->to ? to : pen->to;
}

static void put_word(struct pen *pen, const struct share *share)
{
	const struct piece *piece = share->piece;
	const struct line_place *place = pen->place;
	const struct shaped *shaped = piece->shaped;
	size_t from = share->from, to = share->to;
	if (from > piece->from || to < piece->to)
		shaped = shape_word(pen->p->s->w->shaper, &piece->key, str_sub(place->text, from, to));
	use_run(pen, piece->run, piece->key.face, piece->level & 1, from, to);
	const struct ink *ink = &pen->p->runs[piece->run].ink;
	float joint = piece->ideographs && place->ratio > 0 ? place->ratio * ink->size * 0.06f : 0;
	for (int i = 0; i < shaped->n; i++) {
		const struct shape_glyph *in = &shaped->glyphs[i];
		struct glyph *out = add_glyph(pen->p->s);
		float advance = (float)in->advance * piece->em * (1 + place->letter);
		/* As para_items.c opened them: where a line might end, but not at this line's end. */
		size_t after = i + 1 < shaped->n ? from + shaped->glyphs[i + 1].at : to;
		if (joint > 0 && after > from + in->at && after < pen->line_end && pen->breaks[after] == BREAK_MAY)
			advance += joint;
		if (piece->track != 0 && ends_letter(shaped, i))
			advance += piece->track;
		*out = (struct glyph){ .id = in->id, .advance = advance, .dx = (float)in->dx * piece->em,
				       .dy = (float)in->dy * piece->em,
				       .text_at = (uint32_t)from + in->at };
		pen->x += advance;
		pen->run.n_glyphs++;
	}
}

/* A space of the line, or (advance 0) the one that the break took the place of, so that words stay
 * apart when the text is read back. */
static void put_space(struct pen *pen, const struct piece *piece, bool shown)
{
	const struct line_place *place = pen->place;
	uint32_t id = font_glyph(pen->p->s->t->fonts, piece->key.face, ' ');
	if (id == 0)
		return;
	float advance = 0;
	if (shown)
		advance = piece->width + (place->ratio > 0 ? para_space_stretch(piece)
							   : para_space_shrink(piece)) * place->ratio;
	use_run(pen, piece->run, piece->key.face, piece->level & 1, piece->from, piece->to);
	*add_glyph(pen->p->s) = (struct glyph){ .id = id, .advance = advance,
						.text_at = (uint32_t)piece->from };
	pen->x += advance;
	pen->run.n_glyphs++;
}

static void put_object(struct pen *pen, const struct piece *piece)
{
	end_run(pen);
	const struct para_run *run = &pen->p->runs[piece->run];
	const struct para_object *o = &pen->p->objects[run->object];
	float y = pen->place->baseline - run->ink.rise;
	if (o->page) {
		struct mark *m = galley_mark(pen->g, MARK_PAGE, run->ink.element);
		m->x = pen->x;
		m->x2 = pen->x + o->width;
		m->y = m->y2 = y;
		m->colour = run->ink.colour;
		m->size = run->ink.size;
		m->face = font_role(pen->p->s->t->fonts, run->ink.role, run->ink.bold, run->ink.italic);
		m->target_entry = o->entry;
		m->target_fragment = o->fragment;
	} else if (o->image >= 0) {
		struct mark *m = galley_mark(pen->g, MARK_IMAGE, o->element);
		m->x = pen->x;
		m->y = y - o->height;
		m->x2 = pen->x + o->width;
		m->y2 = y;
		m->image = o->image;
	}
	float x = pen->x;
	pen->x += piece->width;
	decorate(pen, &run->ink, x, pen->x, pen->g->n_marks);
}

static void put_hyphen(struct pen *pen, size_t run)
{
	end_run(pen);
	struct para *p = pen->p;
	const struct ink *ink = &p->runs[run].ink;
	int face;
	uint32_t glyph;
	float width = para_hyphen_width(p, ink, &face, &glyph);
	struct mark *m = galley_mark(pen->g, MARK_GLYPHS, ink->element);
	m->x = pen->x;
	m->y = pen->place->baseline - ink->rise;
	m->colour = ink->colour;
	m->face = face;
	m->size = ink->size;
	m->soft_hyphen = true;
	m->text = STR("\xC2\xAD");
	m->first_glyph = (int)p->s->n_glyphs;
	m->n_glyphs = 1;
	*add_glyph(p->s) = (struct glyph){ .id = glyph, .advance = width };
	float x = pen->x;
	pen->x += width;
	decorate(pen, ink, x, pen->x, pen->g->n_marks - 1);
}

/* Pieces of the line in logical order; the space at its end apart. */
static size_t gather(const struct pieces *pieces, size_t from, size_t to, struct share *shares,
		     const struct piece **last_space)
{
	size_t n = 0, low = 0, high = pieces->n;
	while (low < high) { /* the first piece that reaches beyond `from` */
		size_t mid = (low + high) / 2;
		if (pieces->list[mid].to <= from)
			low = mid + 1;
		else
			high = mid;
	}
	*last_space = NULL;
	for (size_t i = low; i < pieces->n; i++) {
		const struct piece *piece = &pieces->list[i];
		if (piece->from >= to) {
			if (piece->type == PIECE_SPACE && piece->from == to)
				*last_space = piece;
			break;
		}
		if (piece->type == PIECE_NONE || piece->type == PIECE_BREAK)
			continue;
		size_t start = piece->from > from ? piece->from : from;
		size_t end = piece->to < to ? piece->to : to;
		if (shares)
			shares[n] = (struct share){ piece, start, end };
		n++;
	}
	/* A line does not begin or end with spaces that stretch. */
	return n;
}

void para_put_line(struct para *p, const struct pieces *pieces, size_t from, size_t to, struct galley *g,
		   const struct line_place *place)
{
	const struct piece *last_space;
	size_t n = gather(pieces, from, to, NULL, &last_space);
	if (n == 0)
		return;
	struct arena *arena = &p->s->w->scratch;
	struct share *shares = ARENA_RAW(arena, struct share, n);
	gather(pieces, from, to, shares, &last_space);
	size_t first = 0;
	while (first < n && shares[first].piece->type == PIECE_SPACE)
		first++;
	while (n > first && shares[n - 1].piece->type == PIECE_SPACE)
		last_space = shares[--n].piece;
	size_t *order = NULL;
	if (pieces->bidi) {
		unsigned char *levels = (unsigned char *)arena_bytes(arena, n);
		order = ARENA_ARRAY(arena, size_t, n);
		for (size_t i = first; i < n; i++)
			levels[i - first] = shares[i].piece->level;
		bidi_order(levels, n - first, order);
	}
	struct pen pen = { .p = p, .g = g, .place = place, .x = place->x, .breaks = pieces->breaks,
			   .line_end = to };
	size_t last_run = n > first ? shares[n - 1].piece->run : 0;
	if (place->hyphen && place->rtl)
		put_hyphen(&pen, last_run);
	for (size_t i = first; i < n; i++) {
		const struct share *share = &shares[order ? first + order[i - first] : i];
		switch (share->piece->type) {
		case PIECE_WORD:
			put_word(&pen, share);
			break;
		case PIECE_SPACE:
			put_space(&pen, share->piece, true);
			break;
		case PIECE_OBJECT:
			put_object(&pen, share->piece);
			break;
		case PIECE_NONE:
		case PIECE_BREAK:
			break;
		}
	}
	if (last_space && !place->last && !order && pen.run.n_glyphs > 0)
		put_space(&pen, last_space, false);
	end_run(&pen);
	if (place->hyphen && !place->rtl)
		put_hyphen(&pen, last_run);
}
