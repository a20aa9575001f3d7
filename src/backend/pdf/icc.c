/* icc.c - the profile is computed from sRGB's published numbers: a matrix of primaries adapted to D50,
 * one parametric curve for all three, and the adaptation that was used (ICC.1:2004-10). */
#include "backend/pdf/icc.h"

#include <math.h>

enum { HEADER = 128, N_TAGS = 10 };

static void put16(struct buf *b, unsigned v)
{
	buf_putc(b, (char)(v >> 8));
	buf_putc(b, (char)v);
}

static void put32(struct buf *b, uint32_t v)
{
	put16(b, v >> 16);
	put16(b, v & 0xFFFF);
}

/* s15Fixed16Number */
static void put_fixed(struct buf *b, double v) { put32(b, (uint32_t)(int32_t)lround(v * 65536)); }

static void put_xyz(struct buf *b, const double v[3])
{
	buf_puts(b, "XYZ ");
	put32(b, 0);
	for (int i = 0; i < 3; i++)
		put_fixed(b, v[i]);
}

/* multiLocalizedUnicodeType with one record, en-US. */
static void put_text(struct buf *b, const char *ascii)
{
	size_t n = strlen(ascii);
	buf_puts(b, "mluc");
	put32(b, 0);
	put32(b, 1);
	put32(b, 12);
	buf_puts(b, "enUS");
	put32(b, (uint32_t)(2 * n));
	put32(b, 28);
	for (size_t i = 0; i < n; i++)
		put16(b, (unsigned char)ascii[i]);
}

static const double white_d50[3] = { 0.9642, 1.0, 0.8249 };
static const double primaries[3][3] = {
	{ 0.436066, 0.222488, 0.013916 },
	{ 0.385147, 0.716873, 0.097076 },
	{ 0.143066, 0.060608, 0.714096 },
};
/* Bradford, D65 to D50 */
static const double adaptation[9] = {
	1.047886, 0.022919, -0.050216, 0.029582, 0.990484, -0.017079, -0.009252, 0.015073, 0.751678,
};
/* Y = (aX + b)^g from d on, cX below */
static const double curve[5] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };

static void put_curve(struct buf *b)
{
	buf_puts(b, "para");
	put32(b, 0);
	put16(b, 3);
	put16(b, 0);
	for (int i = 0; i < 5; i++)
		put_fixed(b, curve[i]);
}

static void put_adaptation(struct buf *b)
{
	buf_puts(b, "sf32");
	put32(b, 0);
	for (int i = 0; i < 9; i++)
		put_fixed(b, adaptation[i]);
}

struct tag_table {
	struct buf *out;
	struct buf data;
	size_t began;
};

static void begin_tag(struct tag_table *t)
{
	buf_pad(&t->data, 0, (4 - t->data.len % 4) % 4);
	t->began = t->data.len;
}

static void end_tag(struct tag_table *t, const char *signature)
{
	buf_puts(t->out, signature);
	put32(t->out, (uint32_t)(HEADER + 4 + 12 * N_TAGS + t->began));
	put32(t->out, (uint32_t)(t->data.len - t->began));
}

static void put_header(struct buf *b, size_t size)
{
	put32(b, (uint32_t)size);
	put32(b, 0);
	put32(b, 0x04200000);
	buf_puts(b, "mntrRGB XYZ ");
	static const unsigned made[6] = { 2024, 1, 1, 0, 0, 0 };
	for (int i = 0; i < 6; i++)
		put16(b, made[i]);
	buf_puts(b, "acsp");
	buf_pad(b, 0, 28);
	for (int i = 0; i < 3; i++)
		put_fixed(b, white_d50[i]);
	buf_pad(b, 0, 48);
}

void icc_put_srgb(struct buf *out)
{
	static const char *const names[3] = { "rXYZ", "gXYZ", "bXYZ" };
	static const char *const curves[3] = { "rTRC", "gTRC", "bTRC" };
	struct buf table;
	struct tag_table t = { .out = &table };
	buf_init(&table);
	buf_init(&t.data);
	begin_tag(&t);
	put_text(&t.data, "sRGB");
	end_tag(&t, "desc");
	begin_tag(&t);
	put_text(&t.data, "No copyright");
	end_tag(&t, "cprt");
	begin_tag(&t);
	put_xyz(&t.data, white_d50);
	end_tag(&t, "wtpt");
	begin_tag(&t);
	put_adaptation(&t.data);
	end_tag(&t, "chad");
	for (int i = 0; i < 3; i++) {
		begin_tag(&t);
		put_xyz(&t.data, primaries[i]);
		end_tag(&t, names[i]);
	}
	begin_tag(&t);
	put_curve(&t.data);
	for (int i = 0; i < 3; i++) /* one curve, three names */
		end_tag(&t, curves[i]);
	buf_pad(&t.data, 0, (4 - t.data.len % 4) % 4);
	put_header(out, HEADER + 4 + table.len + t.data.len);
	put32(out, N_TAGS);
	buf_put_str(out, buf_str(&table));
	buf_put_str(out, buf_str(&t.data));
	buf_done(&table);
	buf_done(&t.data);
}
