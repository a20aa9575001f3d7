/* drawing.c - a diagram as inline SVG: lines as paths in the text's own colour, words as text at
 * their columns, stretched to the width they had, so that it needs no particular face. */
#include "backend/markup/elements.h"

#include "layout/diagram.h"
#include "output/xml.h"

/* The SVG's own units: a column and a row of a face of size 10, and the width of a light line. */
enum { COLUMN = 6, ROW = 12, SIZE = 10, BASELINE = 9, MARGIN = 1 };

/* Hundredths, without a trailing zero: "12.5". */
static void put_number(struct buf *b, float value)
{
	long hundredths = (long)(value * 100 + (value < 0 ? -0.5f : 0.5f));
	if (hundredths < 0) {
		buf_putc(b, '-');
		hundredths = -hundredths;
	}
	buf_put_int(b, hundredths / 100);
	if (hundredths % 100) {
		buf_putc(b, '.');
		buf_putc(b, (char)('0' + hundredths / 10 % 10));
		if (hundredths % 10)
			buf_putc(b, (char)('0' + hundredths % 10));
	}
}

static void put_point(struct buf *b, struct diagram_point p)
{
	put_number(b, p.x * COLUMN + MARGIN);
	buf_putc(b, ' ');
	put_number(b, p.y * ROW + MARGIN);
}

static void put_stroke(struct buf *b, const struct diagram *d, const struct diagram_stroke *s)
{
	const struct diagram_point *p = d->points + s->first_point;
	buf_putc(b, 'M');
	put_point(b, p[0]);
	for (int i = 1; i < s->n_points; i++) {
		if (p[i].y == p[i - 1].y) {
			buf_putc(b, 'H');
			put_number(b, p[i].x * COLUMN + MARGIN);
		} else if (p[i].x == p[i - 1].x) {
			buf_putc(b, 'V');
			put_number(b, p[i].y * ROW + MARGIN);
		} else {
			buf_putc(b, 'L');
			put_point(b, p[i]);
		}
	}
	if (s->filled)
		buf_putc(b, 'Z');
}

/* All strokes of one kind are one path. */
static void put_path(struct buf *b, const struct diagram *d, bool filled, bool dashed, bool heavy)
{
	size_t start = b->len, n = 0;
	buf_puts(b, filled ? "<path fill=\"currentColor\" stroke=\"none\" d=\"" :
		heavy ? "<path stroke-width=\"2\" d=\"" : dashed ? "<path stroke-dasharray=\"3 2\" d=\"" : "<path d=\"");
	for (size_t i = 0; i < d->n_strokes; i++) {
		const struct diagram_stroke *s = &d->strokes[i];
		bool s_heavy = s->weight == DIAGRAM_HEAVY;
		if (s->filled != filled || (!filled && (s_heavy != heavy || (!heavy && s->dashed != dashed))))
			continue;
		put_stroke(b, d, s);
		n++;
	}
	if (n)
		buf_puts(b, "\"/>\n");
	else
		b->len = start;
}

static void put_word(struct buf *b, const struct diagram_word *w)
{
	buf_puts(b, "<text font-family=\"monospace\" x=\"");
	put_number(b, w->column * COLUMN + MARGIN);
	buf_puts(b, "\" y=\"");
	buf_put_int(b, w->row * ROW + BASELINE + MARGIN);
	if (w->columns > 1) {
		buf_puts(b, "\" textLength=\"");
		put_number(b, w->columns * COLUMN);
		buf_puts(b, "\" lengthAdjust=\"spacingAndGlyphs");
	}
	buf_puts(b, "\">");
	xml_put_text(b, w->text);
	buf_puts(b, "</text>\n");
}

static void put_size(struct buf *b, const char *name, int value)
{
	buf_putc(b, ' ');
	buf_puts(b, name);
	buf_puts(b, "=\"");
	buf_put_int(b, value);
	buf_putc(b, '"');
}

void markup_put_svg(struct buf *b, const struct diagram *d, struct str alt, bool turned)
{
	int width = d->columns * COLUMN + 2 * MARGIN, height = d->rows * ROW + 2 * MARGIN;
	int across = turned ? height : width, down = turned ? width : height;
	buf_puts(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" viewBox=\"0 0 ");
	buf_put_int(b, across);
	buf_putc(b, ' ');
	buf_put_int(b, down);
	buf_putc(b, '"');
	put_size(b, "width", across * 5 / 4);
	put_size(b, "height", down * 5 / 4);
	buf_puts(b, " role=\"img\"");
	xml_put_attribute(b, "aria-label", alt);
	buf_puts(b, ">\n<g fill=\"none\" stroke=\"currentColor\"");
	if (turned) {
		buf_puts(b, " transform=\"translate(");
		buf_put_int(b, height);
		buf_puts(b, " 0) rotate(90)\"");
	}
	buf_puts(b, ">\n");
	put_path(b, d, false, false, false);
	put_path(b, d, false, true, false);
	put_path(b, d, false, false, true);
	put_path(b, d, true, false, false);
	buf_puts(b, "</g>\n<g fill=\"currentColor\" font-size=\"10\"");
	if (turned) {
		buf_puts(b, " transform=\"translate(");
		buf_put_int(b, height);
		buf_puts(b, " 0) rotate(90)\"");
	}
	buf_puts(b, ">\n");
	for (size_t i = 0; i < d->n_words; i++)
		put_word(b, &d->words[i]);
	buf_puts(b, "</g>\n</svg>\n");
}

/* Words in reading order, for a drawing nobody has described. */
static void put_words(struct buf *b, const struct diagram *d)
{
	for (size_t i = 0; i < d->n_words; i++) {
		if (i)
			buf_puts(b, ", ");
		buf_put_str(b, d->words[i].text);
	}
}

static void find_alt(const struct node *n, const struct diagram *d, struct buf *alt)
{
	if (n->as.code.alt.len)
		buf_put_str(alt, n->as.code.alt);
	else
		put_words(alt, d);
	if (!alt->len)
		buf_puts(alt, "Drawing");
}

/* A link to the drawing on a page of its own, where the caller makes one. */
static void put_larger(struct markup *m, const struct node *n, const struct diagram *d, struct str alt)
{
	const struct markup_options *o = m->options;
	size_t start = m->out->len;
	buf_puts(m->out, "<p class=\"larger\"><a");
	if (!o->put_large || !o->put_large(o->context, m->out, n, d, alt)) {
		m->out->len = start;
		return;
	}
	buf_puts(m->out, o->larger_language);
	buf_putc(m->out, '>');
	buf_puts(m->out, o->larger);
	buf_puts(m->out, "</a></p>\n");
}

bool markup_put_drawing(struct markup *m, const struct node *n)
{
	const struct diagram *d = n->as.code.drawing;
	if (!d || !d->n_strokes)
		return false;
	struct buf alt;
	buf_init(&alt);
	find_alt(n, d, &alt);
	buf_puts(m->out, "<figure class=\"diagram\"");
	markup_put_common(m, n);
	if (m->options->rtl && n->direction == DIRECTION_NONE)
		buf_puts(m->out, " dir=\"ltr\"");
	buf_puts(m->out, ">\n");
	markup_put_svg(m->out, d, buf_str(&alt), false);
	if (d->columns > MARKUP_PHONE_COLUMNS)
		put_larger(m, n, d, buf_str(&alt));
	buf_puts(m->out, "</figure>\n");
	m->facts.svg = true;
	m->facts.drawings++;
	buf_done(&alt);
	return true;
}
