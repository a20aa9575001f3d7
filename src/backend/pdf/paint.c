/* paint.c - operators. Text is written as glyph codes in TJ, its spacing as adjustments between them;
 * the pen is followed in PDF's own rounded terms so that no error adds up along a line. */
#include "backend/pdf/paint.h"

#include <math.h>

#include "backend/pdf/glyph_path.h"

struct painter {
	struct buf *out;
	const struct font_set *fonts;
	const struct page_namer *namer;
	struct display_op style; /* as the list says */
	int face;                /* as set in the stream; -1: none yet */
	double size;
	uint32_t fill, stroke;   /* 0xRRGGBB as set */
	double line_width;
	int rendering;
	bool in_text;            /* between BT and ET */
	double line_x, line_y;   /* where Td counts from */
	double pen_x;            /* behind the last glyph shown, on line_y */
};

static const char *const selem_names[SELEM_TYPE_COUNT] = {
	[SELEM_SECT] = "Sect", [SELEM_H1] = "H1", [SELEM_H2] = "H2", [SELEM_H3] = "H3",
	[SELEM_H4] = "H4", [SELEM_H5] = "H5", [SELEM_H6] = "H6", [SELEM_P] = "P",
	[SELEM_SPAN] = "Span", [SELEM_QUOTE] = "Quote", [SELEM_BLOCKQUOTE] = "BlockQuote",
	[SELEM_L] = "L", [SELEM_LI] = "LI", [SELEM_LBL] = "Lbl", [SELEM_LBODY] = "LBody",
	[SELEM_TABLE] = "Table", [SELEM_CAPTION] = "Caption", [SELEM_THEAD] = "THead",
	[SELEM_TBODY] = "TBody", [SELEM_TFOOT] = "TFoot", [SELEM_TR] = "TR", [SELEM_TH] = "TH",
	[SELEM_TD] = "TD", [SELEM_FIGURE] = "Figure", [SELEM_FORMULA] = "Formula",
	[SELEM_CODE] = "Code", [SELEM_LINK] = "Link", [SELEM_REFERENCE] = "Reference",
	[SELEM_NOTE] = "Note", [SELEM_TOC] = "TOC", [SELEM_TOCI] = "TOCI", [SELEM_DIV] = "Div",
};

const char *paint_selem_name(enum selem_type type) { return selem_names[type]; }

static void num(struct painter *p, double value)
{
	pdf_put_number(p->out, value, 3);
	buf_putc(p->out, ' ');
}

/* ---- state ----------------------------------------------------------------------------- */

static void leave_text(struct painter *p)
{
	if (p->in_text)
		buf_puts(p->out, "ET\n");
	p->in_text = false;
}

static void enter_text(struct painter *p)
{
	if (p->in_text)
		return;
	buf_puts(p->out, "BT\n");
	p->in_text = true;
	p->line_x = p->line_y = 0;
	p->pen_x = NAN;
}

/* Black is black: grey operators are shorter and mean the same intent. */
static void set_colour(struct painter *p, struct colour c, bool stroke)
{
	uint32_t rgb = (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | c.b;
	uint32_t *set = stroke ? &p->stroke : &p->fill;
	if (*set == rgb)
		return;
	*set = rgb;
	pdf_put_number(p->out, c.r / 255.0, 3);
	buf_putc(p->out, ' ');
	if (c.r == c.g && c.g == c.b) {
		buf_puts(p->out, stroke ? "G\n" : "g\n");
		return;
	}
	num(p, c.g / 255.0);
	num(p, c.b / 255.0);
	buf_puts(p->out, stroke ? "RG\n" : "rg\n");
}

static void set_line_width(struct painter *p, double width)
{
	if (p->line_width == width)
		return;
	p->line_width = width;
	num(p, width);
	buf_puts(p->out, "w\n");
}

/* Call inside a text object. */
static void set_style(struct painter *p)
{
	int rendering = p->style.invisible ? 3 : 0;
	set_colour(p, p->style.colour, false);
	if (p->rendering != rendering) {
		buf_puts(p->out, rendering ? "3 Tr\n" : "0 Tr\n");
		p->rendering = rendering;
		p->pen_x = NAN; /* Ghostscript 10.0 leaves its pen where unseen text begins */
	}
	if (p->face == p->style.face && p->size == p->style.size)
		return;
	p->face = p->style.face;
	p->size = p->style.size;
	buf_puts(p->out, "/F");
	buf_put_int(p->out, p->face);
	buf_putc(p->out, ' ');
	num(p, p->size);
	buf_puts(p->out, "Tf\n");
}

/* ---- text ------------------------------------------------------------------------------ */

/* One byte of a literal string in a content stream. */
static inline void put_byte(struct buf *out, unsigned char c)
{
	if (c == '(' || c == ')' || c == '\\')
		buf_putc(out, '\\');
	if (c == '\r')
		buf_puts(out, "\\r");
	else
		buf_putc(out, (char)c);
}

/* Moves to (x, y); on the pen's line a small distance is an adjustment, returned to open the next
 * array with [1/1000 em]. */
static double move_to(struct painter *p, double x, double y)
{
	if (y == p->line_y && fabs(x - p->pen_x) < 200)
		return (p->pen_x - x) * 1000 / p->size;
	num(p, x - p->line_x);
	num(p, y - p->line_y);
	buf_puts(p->out, "Td\n");
	p->line_x = x;
	p->line_y = y;
	p->pen_x = x;
	return 0;
}

struct string_writer {
	struct painter *p;
	double unit; /* 1/1000 em [pt] */
	bool open;   /* inside ( ) */
};

static void put_kern(struct string_writer *w, double kern)
{
	double rounded = nearbyint(kern);
	if (rounded == 0)
		return;
	if (w->open)
		buf_putc(w->p->out, ')');
	w->open = false;
	pdf_put_number(w->p->out, rounded, 0);
	w->p->pen_x -= rounded * w->unit;
}

static void put_code(struct string_writer *w, const struct font_view *font, uint32_t glyph)
{
	struct painter *p = w->p;
	uint32_t code = font->code ? font->code[glyph] : glyph;
	if (!w->open)
		buf_putc(p->out, '(');
	w->open = true;
	put_byte(p->out, (unsigned char)(code >> 8));
	put_byte(p->out, (unsigned char)code);
	p->pen_x += (double)font->width[glyph] * w->unit;
}

/* Colour glyphs: one byte each, and the font may change from glyph to glyph. */
static void paint_colour_run(struct painter *p, const struct display_op *op, struct display_reader *r,
			     double first)
{
	uint32_t part = UINT32_MAX;
	double kern = first;
	for (uint32_t i = 0; i < op->n; i++) {
		int after;
		uint32_t glyph = display_read_glyph(r, &after), code = font_set_code(p->fonts, p->face, glyph);
		if (code >> 8 != part) {
			part = code >> 8;
			buf_puts(p->out, "/F");
			buf_put_int(p->out, p->face);
			buf_putc(p->out, 'x');
			buf_put_int(p->out, part);
			buf_putc(p->out, ' ');
			num(p, p->size);
			buf_puts(p->out, "Tf\n");
		}
		struct string_writer w = { .p = p, .unit = p->size / 1000 };
		buf_putc(p->out, '[');
		put_kern(&w, kern);
		buf_putc(p->out, '(');
		put_byte(p->out, (unsigned char)code);
		buf_putc(p->out, ')');
		p->pen_x += font_set_width(p->fonts, p->face, glyph) * p->size / 1000;
		put_kern(&w, after);
		buf_puts(p->out, "]TJ\n");
		kern = 0;
	}
	p->face = -1; /* whatever comes next names its font */
}

static void paint_run(struct painter *p, const struct display_op *op, struct display_reader *r)
{
	enter_text(p);
	set_style(p);
	if (font_set_is_colour(p->fonts, p->face)) {
		paint_colour_run(p, op, r, move_to(p, op->x, op->y));
		return;
	}
	double first = move_to(p, op->x, op->y);
	struct font_view font = font_set_view(p->fonts, p->face);
	struct string_writer w = { .p = p, .unit = p->size / 1000 };
	buf_putc(p->out, '[');
	put_kern(&w, first);
	for (uint32_t i = 0; i < op->n; i++) {
		int kern;
		put_code(&w, &font, display_read_glyph(r, &kern));
		if (kern)
			put_kern(&w, kern);
	}
	if (w.open)
		buf_putc(p->out, ')');
	buf_puts(p->out, "]TJ\n");
}

static void paint_page_number(struct painter *p, const struct display_op *op)
{
	struct buf name;
	buf_init(&name);
	p->namer->name(p->namer->book, op->entry, op->text, &name);
	enter_text(p);
	set_style(p);
	double width = 0;
	for (size_t i = 0; i < name.len; i++)
		width += font_set_width(p->fonts, p->face,
					font_set_numeral(p->fonts, p->face, name.p[i])) * p->size / 1000;
	double x = op->align_right ? op->x2 - width : op->x;
	struct font_view font = font_set_view(p->fonts, p->face);
	struct string_writer w = { .p = p, .unit = p->size / 1000 };
	double first = move_to(p, nearbyint(x * 1000) / 1000, op->y);
	buf_putc(p->out, '[');
	put_kern(&w, first);
	for (size_t i = 0; i < name.len; i++)
		put_code(&w, &font, font_set_numeral(p->fonts, p->face, name.p[i]));
	buf_puts(p->out, w.open ? ")]TJ\n" : "]TJ\n");
	buf_done(&name);
}

/* ---- marks ----------------------------------------------------------------------------- */

static void paint_rule(struct painter *p, const struct display_op *op)
{
	leave_text(p);
	set_colour(p, op->colour, true);
	set_line_width(p, op->line_width);
	num(p, op->x);
	num(p, op->y);
	buf_puts(p->out, "m ");
	num(p, op->x2);
	num(p, op->y2);
	buf_puts(p->out, "l S\n");
}

static void paint_rect(struct painter *p, const struct display_op *op)
{
	bool stroke = op->line_width > 0;
	leave_text(p);
	set_colour(p, op->colour, stroke);
	if (stroke)
		set_line_width(p, op->line_width);
	num(p, op->x);
	num(p, op->y);
	num(p, op->x2 - op->x);
	num(p, op->y2 - op->y);
	buf_puts(p->out, stroke ? "re S\n" : "re f\n");
}

static void paint_path(struct painter *p, const struct display_op *op, struct display_reader *r)
{
	bool stroke = op->line_width > 0;
	leave_text(p);
	set_colour(p, op->colour, stroke);
	if (stroke)
		set_line_width(p, op->line_width);
	for (uint32_t i = 0; i < op->n; i++) {
		double x, y;
		bool lift = display_read_point(r, &x, &y);
		num(p, x);
		num(p, y);
		buf_puts(p->out, lift || !i ? "m\n" : "l\n");
	}
	if (op->n)
		buf_puts(p->out, stroke ? "S\n" : "f\n");
}

static void paint_shape(struct painter *p, const struct display_op *op)
{
	leave_text(p);
	set_colour(p, p->style.colour, false);
	buf_puts(p->out, "q 1 0 0 1 ");
	num(p, op->x);
	num(p, op->y);
	buf_puts(p->out, "cm\n");
	bool shown = glyph_path_put(p->out, font_set_face(p->fonts, p->style.face), op->glyph, p->style.size);
	buf_puts(p->out, shown ? "f Q\n" : "Q\n");
}

static void paint_image(struct painter *p, const struct display_op *op)
{
	leave_text(p);
	buf_puts(p->out, "q ");
	num(p, op->x2 - op->x);
	buf_puts(p->out, "0 0 ");
	num(p, op->y2 - op->y);
	num(p, op->x);
	num(p, op->y);
	buf_puts(p->out, "cm /I");
	buf_put_int(p->out, op->image);
	buf_puts(p->out, " Do Q\n");
}

static void begin_artifact(struct painter *p, enum artifact kind)
{
	static const char *const properties[] = {
		[-ARTIFACT_LAYOUT] = "/Type/Layout", [-ARTIFACT_BACKGROUND] = "/Type/Background",
		[-ARTIFACT_HEADER] = "/Type/Pagination/Subtype/Header/Attached[/Top]",
		[-ARTIFACT_FOOTER] = "/Type/Pagination/Subtype/Footer/Attached[/Bottom]",
	};
	leave_text(p);
	buf_puts(p->out, "/Artifact<<");
	buf_puts(p->out, properties[-kind]);
	buf_puts(p->out, ">>BDC\n");
}

static void begin_tag(struct painter *p, const struct display_op *op)
{
	leave_text(p);
	buf_putc(p->out, '/');
	buf_puts(p->out, selem_names[op->selem]);
	buf_puts(p->out, "<</MCID ");
	buf_put_int(p->out, op->mcid);
	buf_puts(p->out, ">>BDC\n");
}

void paint(struct str display, const struct font_set *fonts, const struct page_namer *namer, struct buf *out)
{
	struct painter p = { .out = out, .fonts = fonts, .namer = namer, .face = -1,
			     .fill = 0, .stroke = 0, .line_width = 1 };
	struct display_reader r = { .bytes = display };
	struct display_op op;
	while (display_read(&r, &op)) {
		switch (op.type) {
		case DISPLAY_TAG:
			begin_tag(&p, &op);
			break;
		case DISPLAY_ARTIFACT:
			begin_artifact(&p, op.artifact);
			break;
		case DISPLAY_CLOSE:
			leave_text(&p);
			buf_puts(out, "EMC\n");
			break;
		case DISPLAY_SPAN:
			enter_text(&p);
			buf_puts(out, "/Span<</ActualText");
			pdf_put_text(out, op.text);
			buf_puts(out, ">>BDC\n");
			break;
		case DISPLAY_SPAN_CLOSE:
			buf_puts(out, "EMC\n");
			break;
		case DISPLAY_STYLE:
			p.style = op;
			break;
		case DISPLAY_RUN:
			paint_run(&p, &op, &r);
			break;
		case DISPLAY_SHAPE:
			paint_shape(&p, &op);
			break;
		case DISPLAY_RULE:
			paint_rule(&p, &op);
			break;
		case DISPLAY_RECT:
			paint_rect(&p, &op);
			break;
		case DISPLAY_PATH:
			paint_path(&p, &op, &r);
			break;
		case DISPLAY_IMAGE:
			paint_image(&p, &op);
			break;
		case DISPLAY_PAGE:
			paint_page_number(&p, &op);
			break;
		}
	}
	leave_text(&p);
}
