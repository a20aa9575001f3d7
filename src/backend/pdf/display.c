/* display.c - display lists as bytes: each entry its type and then its fields as numbers of 7 bits a
 * byte, signed ones zigzag, lengths in thousandths of a point. Read only by the program that wrote
 * them, so a list is trusted, but never beyond its end. */
#include "backend/pdf/display.h"

#include <math.h>

void pack_uint(struct buf *b, uint64_t value)
{
	while (value >= 0x80) {
		buf_putc(b, (char)(value | 0x80));
		value >>= 7;
	}
	buf_putc(b, (char)value);
}

void pack_int(struct buf *b, int64_t value)
{
	pack_uint(b, (uint64_t)value << 1 ^ (uint64_t)(value >> 63));
}

void pack_length(struct buf *b, double pt)
{
	pack_int(b, fabs(pt) < 1e6 ? llround(pt * 1000) : 0);
}

void pack_str(struct buf *b, struct str s)
{
	pack_uint(b, s.len);
	buf_put_str(b, s);
}

double unpack_length(struct display_reader *r) { return (double)unpack_int(r) / 1000; }

struct str unpack_str(struct display_reader *r)
{
	size_t len = (size_t)unpack_uint(r);
	struct str s = str_sub(r->bytes, r->at, r->at + len);
	r->at += s.len;
	return s;
}

/* ---- writing --------------------------------------------------------------------------- */

void display_init(struct display *d)
{
	*d = (struct display){ 0 };
	buf_init(&d->bytes);
}

void display_done(struct display *d) { buf_done(&d->bytes); }

void display_clear(struct display *d)
{
	buf_clear(&d->bytes);
	d->styled = false;
}

static bool same_colour(struct colour a, struct colour b)
{
	return a.r == b.r && a.g == b.g && a.b == b.b;
}

static bool same_style(const struct display_op *a, const struct display_op *b)
{
	return a->face == b->face && llround(a->size * 1000) == llround(b->size * 1000) &&
	       a->invisible == b->invisible && same_colour(a->colour, b->colour);
}

static void put_colour(struct buf *b, struct colour c)
{
	buf_putc(b, (char)c.r);
	buf_putc(b, (char)c.g);
	buf_putc(b, (char)c.b);
}

static void put_corners(struct buf *b, const struct display_op *op)
{
	pack_length(b, op->x);
	pack_length(b, op->y);
	pack_length(b, op->x2);
	pack_length(b, op->y2);
}

void display_put(struct display *d, const struct display_op *op)
{
	struct buf *b = &d->bytes;
	if (op->type == DISPLAY_STYLE) {
		if (d->styled && same_style(&d->style, op))
			return;
		d->style = *op;
		d->styled = true;
	}
	buf_putc(b, (char)op->type);
	switch (op->type) {
	case DISPLAY_TAG:
		pack_uint(b, op->selem);
		pack_uint(b, op->mcid);
		break;
	case DISPLAY_ARTIFACT:
		pack_int(b, op->artifact);
		break;
	case DISPLAY_CLOSE:
	case DISPLAY_SPAN_CLOSE:
		break;
	case DISPLAY_SPAN:
		pack_str(b, op->text);
		break;
	case DISPLAY_STYLE:
		pack_uint(b, (uint64_t)op->face << 1 | op->invisible);
		pack_length(b, op->size);
		put_colour(b, op->colour);
		break;
	case DISPLAY_RUN:
		pack_length(b, op->x);
		pack_length(b, op->y);
		pack_uint(b, op->n);
		break;
	case DISPLAY_SHAPE:
		pack_length(b, op->x);
		pack_length(b, op->y);
		pack_uint(b, op->glyph);
		break;
	case DISPLAY_RULE:
	case DISPLAY_RECT:
		put_corners(b, op);
		pack_length(b, op->line_width);
		put_colour(b, op->colour);
		break;
	case DISPLAY_PATH:
		pack_length(b, op->line_width);
		put_colour(b, op->colour);
		pack_uint(b, op->n);
		break;
	case DISPLAY_IMAGE:
		put_corners(b, op);
		pack_uint(b, op->image);
		break;
	case DISPLAY_PAGE:
		pack_length(b, op->x);
		pack_length(b, op->x2);
		pack_length(b, op->y);
		pack_uint(b, (uint64_t)op->entry << 1 | op->align_right);
		pack_str(b, op->text);
		break;
	}
}

/* As pack_uint, where there is room. */
static char *put_uint(char *to, uint64_t value)
{
	for (; value >= 0x80; value >>= 7)
		*to++ = (char)(value | 0x80);
	*to++ = (char)value;
	return to;
}

void display_put_glyphs(struct display *d, const struct kerned_glyph *glyphs, size_t n)
{
	enum { MOST = 10 }; /* bytes of a glyph: two numbers of 33 bits */
	char *start = buf_reserve(&d->bytes, n * MOST), *to = start;
	for (size_t i = 0; i < n; i++) {
		int64_t kern = glyphs[i].kern;
		to = put_uint(to, (uint64_t)glyphs[i].id << 1 | (kern != 0));
		if (kern)
			to = put_uint(to, (uint64_t)kern << 1 ^ (uint64_t)(kern >> 63));
	}
	d->bytes.len += (size_t)(to - start);
}

void display_put_point(struct display *d, bool lift, double x, double y)
{
	buf_putc(&d->bytes, (char)lift);
	pack_length(&d->bytes, x);
	pack_length(&d->bytes, y);
}

/* ---- reading --------------------------------------------------------------------------- */

static unsigned char read_byte(struct display_reader *r)
{
	return r->at < r->bytes.len ? (unsigned char)r->bytes.p[r->at++] : 0;
}

static struct colour read_colour(struct display_reader *r)
{
	struct colour c;
	c.r = read_byte(r);
	c.g = read_byte(r);
	c.b = read_byte(r);
	return c;
}

static void read_corners(struct display_reader *r, struct display_op *op)
{
	op->x = unpack_length(r);
	op->y = unpack_length(r);
	op->x2 = unpack_length(r);
	op->y2 = unpack_length(r);
}

bool display_read(struct display_reader *r, struct display_op *op)
{
	if (r->at >= r->bytes.len)
		return false;
	*op = (struct display_op){ .type = (enum display_type)read_byte(r) };
	switch (op->type) {
	case DISPLAY_TAG:
		op->selem = (enum selem_type)unpack_uint(r);
		op->mcid = (uint32_t)unpack_uint(r);
		break;
	case DISPLAY_ARTIFACT:
		op->artifact = (enum artifact)unpack_int(r);
		break;
	case DISPLAY_CLOSE:
	case DISPLAY_SPAN_CLOSE:
		break;
	case DISPLAY_SPAN:
		op->text = unpack_str(r);
		break;
	case DISPLAY_STYLE: {
		uint64_t face = unpack_uint(r);
		op->face = (int)(face >> 1);
		op->invisible = face & 1;
		op->size = unpack_length(r);
		op->colour = read_colour(r);
		break;
	}
	case DISPLAY_RUN:
		op->x = unpack_length(r);
		op->y = unpack_length(r);
		op->n = (uint32_t)unpack_uint(r);
		break;
	case DISPLAY_SHAPE:
		op->x = unpack_length(r);
		op->y = unpack_length(r);
		op->glyph = (uint32_t)unpack_uint(r);
		break;
	case DISPLAY_RULE:
	case DISPLAY_RECT:
		read_corners(r, op);
		op->line_width = unpack_length(r);
		op->colour = read_colour(r);
		break;
	case DISPLAY_PATH:
		op->line_width = unpack_length(r);
		op->colour = read_colour(r);
		op->n = (uint32_t)unpack_uint(r);
		break;
	case DISPLAY_IMAGE:
		read_corners(r, op);
		op->image = (uint32_t)unpack_uint(r);
		break;
	case DISPLAY_PAGE: {
		op->x = unpack_length(r);
		op->x2 = unpack_length(r);
		op->y = unpack_length(r);
		uint64_t entry = unpack_uint(r);
		op->entry = (int)(entry >> 1);
		op->align_right = entry & 1;
		op->text = unpack_str(r);
		break;
	}
	}
	return true;
}

bool display_read_point(struct display_reader *r, double *x, double *y)
{
	bool lift = read_byte(r);
	*x = unpack_length(r);
	*y = unpack_length(r);
	return lift;
}
