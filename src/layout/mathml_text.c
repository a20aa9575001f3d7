/* mathml_text.c - Presentation MathML (MathML Core, section 3) as a line of text. Elements whose children
 * are joined in a way of their own (fractions, scripts, roots) are rows of a table; of all others the
 * text is what they say. */
#include "layout/math_pen.h"
#include "layout/math_text.h"

enum join { JOIN_NONE, JOIN_FRACTION, JOIN_SUB, JOIN_SUP, JOIN_SUBSUP, JOIN_SQRT, JOIN_ROOT, JOIN_CELL, JOIN_ROW,
	    JOIN_FENCED, JOIN_SKIP };

static const struct {
	const char *name;
	enum join join;
} elements[] = {
	{ "mfrac", JOIN_FRACTION }, { "msub", JOIN_SUB }, { "munder", JOIN_SUB }, { "msup", JOIN_SUP },
	{ "mover", JOIN_SUP }, { "msubsup", JOIN_SUBSUP }, { "munderover", JOIN_SUBSUP },
	{ "msqrt", JOIN_SQRT }, { "mroot", JOIN_ROOT }, { "mtd", JOIN_CELL }, { "mtr", JOIN_ROW },
	{ "mfenced", JOIN_FENCED }, { "annotation", JOIN_SKIP }, { "annotation-xml", JOIN_SKIP },
};

static enum join join_of(struct str name)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (str_eq_c(name, elements[i].name))
			return elements[i].join;
	return JOIN_NONE;
}

struct frame {
	enum join join;
	bool sign;     /* mo: its text is one sign */
	bool accent;   /* mover: what stands above may be a mark */
	size_t at[3];  /* where its children begin */
	int children;
};

struct reader {
	struct math_pen pen;
	struct frame open[MATH_DEPTH];
	int depth, skipping;
};

static void join_scripts(struct math_pen *p, const struct frame *f)
{
	struct buf raised;
	buf_init(&raised);
	buf_put_str(&raised, str_sub(buf_str(p->out), f->at[2], p->out->len));
	p->out->len = f->at[2];
	math_pen_script(p, f->at[0], f->at[1], false);
	size_t start = p->out->len;
	buf_put_str(p->out, buf_str(&raised));
	math_pen_script(p, start, start, true);
	buf_done(&raised);
}

static void join(struct math_pen *p, const struct frame *f)
{
	bool two = f->children == 2;
	switch (f->join) {
	case JOIN_FRACTION:
		if (two)
			math_pen_fraction(p, f->at[0], f->at[1]);
		break;
	case JOIN_SUB:
	case JOIN_SUP:
		if (two && !(f->accent && math_pen_accent(p, f->at[0], f->at[1])))
			math_pen_script(p, f->at[0], f->at[1], f->join == JOIN_SUP);
		break;
	case JOIN_SUBSUP:
		if (f->children == 3)
			join_scripts(p, f);
		break;
	case JOIN_SQRT:
		if (f->children > 0)
			math_pen_root(p, f->at[0], f->at[0]);
		break;
	case JOIN_ROOT:
		if (two) { /* base first, then the index: the other way round for the pen */
			struct buf index;
			buf_init(&index);
			buf_put_str(&index, str_sub(buf_str(p->out), f->at[1], p->out->len));
			p->out->len = f->at[1];
			buf_put_str(&index, str_sub(buf_str(p->out), f->at[0], f->at[1]));
			size_t degree = index.len - (f->at[1] - f->at[0]);
			p->out->len = f->at[0];
			buf_put_str(p->out, buf_str(&index));
			math_pen_root(p, f->at[0], f->at[0] + degree);
			buf_done(&index);
		}
		break;
	case JOIN_CELL: math_pen_space(p); break;
	case JOIN_ROW: buf_puts(p->out, "; "); break;
	case JOIN_FENCED: math_pen_sign(p, STR(")")); break;
	case JOIN_NONE:
	case JOIN_SKIP: break;
	}
}

/* One character of text at `i`, references undone; returns where it ends. */
static size_t read_character(struct buf *out, struct str s, size_t i)
{
	static const struct {
		struct str name;
		char c;
	} names[] = { { STR_INIT("&lt;"), '<' }, { STR_INIT("&gt;"), '>' }, { STR_INIT("&amp;"), '&' },
		      { STR_INIT("&quot;"), '"' } };
	for (size_t k = 0; s.p[i] == '&' && k < sizeof names / sizeof *names; k++)
		if (str_starts(str_sub(s, i, s.len), names[k].name)) {
			buf_putc(out, names[k].c);
			return i + names[k].name.len;
		}
	buf_putc(out, ch_space(s.p[i]) ? ' ' : s.p[i]);
	return i + 1;
}

static void read_text(struct reader *r, struct str s)
{
	bool sign = r->depth > 0 && r->depth <= MATH_DEPTH && r->open[r->depth - 1].sign;
	struct buf text;
	buf_init(&text);
	for (size_t i = 0; i < s.len;)
		i = read_character(&text, s, i);
	struct str words = buf_str(&text), bare = str_trim(words);
	if (sign)
		math_pen_sign(&r->pen, bare);
	else if (bare.len == 0 && words.len > 0)
		math_pen_space(&r->pen);
	else
		math_pen_word(&r->pen, words);
	buf_done(&text);
}

static void enter(struct reader *r, struct str name)
{
	struct frame *parent = r->depth > 0 && r->depth <= MATH_DEPTH ? &r->open[r->depth - 1] : NULL;
	if (parent && parent->join == JOIN_FENCED && parent->children > 0 && !r->skipping)
		buf_puts(r->pen.out, ", ");
	if (parent && parent->join != JOIN_NONE && (parent->children > 0 && parent->join < JOIN_SQRT))
		r->pen.operand = false;
	if (parent && parent->children < 3)
		parent->at[parent->children] = r->pen.out->len;
	if (parent)
		parent->children++;
	if (r->depth < MATH_DEPTH) {
		struct frame *f = &r->open[r->depth];
		*f = (struct frame){ join_of(name), str_eq(name, STR("mo")), str_eq(name, STR("mover")), { 0 }, 0 };
		r->skipping += f->join == JOIN_SKIP;
		if (f->join == JOIN_FENCED && !r->skipping)
			math_pen_sign(&r->pen, STR("("));
	}
	r->depth++;
}

static void leave(struct reader *r)
{
	if (r->depth == 0)
		return;
	r->depth--;
	if (r->depth >= MATH_DEPTH)
		return;
	struct frame *f = &r->open[r->depth];
	if (!r->skipping)
		join(&r->pen, f);
	r->skipping -= f->join == JOIN_SKIP;
}

void mathml_text_put(struct buf *out, struct str s, bool small)
{
	struct reader r = { .pen = { out, small, false } };
	for (size_t i = 0; i < s.len;) {
		ptrdiff_t found = str_find_char(s, '<', i);
		size_t open = found < 0 ? s.len : (size_t)found;
		if (open > i && !r.skipping)
			read_text(&r, str_sub(s, i, open));
		if (open == s.len)
			break;
		found = str_find_char(s, '>', open);
		size_t end = found < 0 ? s.len : (size_t)found;
		struct str tag = str_sub(s, open + 1, end), name = tag;
		i = end + 1;
		if (tag.len > 0 && tag.p[0] == '/') {
			leave(&r);
			continue;
		}
		for (size_t k = 0; k < name.len; k++)
			if (ch_space(name.p[k]) || name.p[k] == '/')
				name.len = k;
		enter(&r, name);
		if (tag.len > 0 && tag.p[tag.len - 1] == '/')
			leave(&r);
	}
}
