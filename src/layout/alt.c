/* alt.c - a drawing's words and relations.
 *
 * layout/diagram has straightened the lines; here rectangles are found among them (a flat stroke with
 * an upright hanging from each end and a flat one closing it below), boxes nest by lying in each
 * other, and what is left of the lines are nets: strokes that touch. A net with an arrow's head says
 * that the boxes or words at its loose ends lead to what the head points at. */
#include "layout/alt.h"

#include "base/utf8.h"
#include "layout/alt_scene.h"

/* ---- words ------------------------------------------------------------------------------------------- */

/* Arrows in running text become words; line characters go. */
void alt_put_speakable(struct buf *b, struct str text)
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
		alt_put_speakable(&b, s->d->words[i].text);
		last_row = s->d->words[i].row;
	}
	struct str label = arena_str(s->arena, str_trim(buf_str(&b)));
	buf_done(&b);
	return label;
}

/* A short name to speak of it by: its label up to a parenthesis, a semicolon or NAME_MAX bytes. */
struct str alt_short_name(const struct scene *s, int box)
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
			alt_put_speakable(b, w->text);
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
	if (d->n_strokes <= STROKES_MAX)
		boxes_find(&s);
	boxes_nest(&s);
	for (int i = 0; i < s.n_boxes; i++)
		s.boxes[i].label = label_of(&s, i);
	struct buf b;
	buf_init(&b);
	put_contents(&s, &b);
	tidy_end(&b);
	relations_put(&s, &b);
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
