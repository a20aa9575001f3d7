/* math_pen.c - joining pieces of a formula. The one idea: a piece that is more than one number, letter
 * or word gets brackets where a line of text would otherwise say something else. */
#include "layout/math_pen.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/small_form.h"

static struct str piece(const struct math_pen *p, size_t from)
{
	return str_sub(buf_str(p->out), from, p->out->len);
}

/* A number, a word of three letters and more, or one character (with what combines with it). Two
 * letters are a product. */
static bool is_simple(struct str s)
{
	if (s.len == 0 || unicode_cluster_end(s, 0) == s.len)
		return true;
	size_t digits = 0, letters = 0;
	for (size_t i = 0; i < s.len; i++) {
		digits += ch_digit(s.p[i]) || s.p[i] == '.';
		letters += ch_alpha(s.p[i]) || (unsigned char)s.p[i] >= 0x80;
	}
	return digits == s.len || (digits + letters == s.len && letters >= 3);
}

/* Brackets around the whole: "(a)(b)" has none. */
static bool is_bracketed(struct str s)
{
	if (s.len < 2 || s.p[0] != '(' || s.p[s.len - 1] != ')')
		return false;
	int depth = 0;
	for (size_t i = 0; i + 1 < s.len; i++) {
		depth += s.p[i] == '(' ? 1 : s.p[i] == ')' ? -1 : 0;
		if (depth == 0)
			return false;
	}
	return true;
}

static void put_closed(struct buf *out, struct str s)
{
	s = str_trim(s);
	bool plain = is_simple(s) || is_bracketed(s);
	buf_printf(out, "%s%.*s%s", plain ? "" : "(", STR_ARG(s), plain ? "" : ")");
}

/* Takes the pieces from `from` on out of the buffer; they stay readable in `taken`. */
static struct str take(struct math_pen *p, size_t from, struct buf *taken)
{
	buf_init(taken);
	buf_put_str(taken, piece(p, from));
	p->out->len = from;
	return buf_str(taken);
}

void math_pen_word(struct math_pen *p, struct str s)
{
	buf_put_str(p->out, s);
	p->operand = p->operand || s.len > 0;
}

void math_pen_space(struct math_pen *p)
{
	if (p->out->len && p->out->p[p->out->len - 1] != ' ')
		buf_putc(p->out, ' ');
}

void math_pen_sign(struct math_pen *p, struct str s)
{
	static const char between[] = "+ - − = < > ≤ ≥ ≠ ≈ ≡ ∼ × · ÷ ± → ⇒ ← ↔ ↦ ∈ ∉ ⊂ ⊆ ∪ ∩ ∧ ∨ ∝ * ∣ ";
	struct buf word = { 0 };
	buf_printf(&word, "%.*s ", STR_ARG(s));
	bool spaced = p->operand && s.len && strstr(between, buf_cstr(&word));
	buf_done(&word);
	if (spaced)
		math_pen_space(p);
	buf_put_str(p->out, s);
	if (spaced)
		buf_putc(p->out, ' ');
	p->operand = s.len == 1 && strchr(")]}!|'", s.p[0]);
}

static void put_small(struct math_pen *p, struct str script, bool raised)
{
	struct buf close = { 0 };
	for (size_t i = 0; i < script.len; i++)
		if (script.p[i] != ' ')
			buf_putc(&close, script.p[i]);
	if (script.len == 0 || !p->small || !small_form_put(p->out, buf_str(&close), raised)) {
		buf_putc(p->out, raised ? '^' : '_');
		put_closed(p->out, script);
	}
	buf_done(&close);
}

void math_pen_script(struct math_pen *p, size_t base, size_t script, bool raised)
{
	struct buf taken, under;
	struct str small = take(p, script, &taken);
	put_closed(p->out, take(p, base, &under));
	put_small(p, str_trim(small), raised);
	buf_done(&under);
	buf_done(&taken);
	p->operand = true;
}

void math_pen_fraction(struct math_pen *p, size_t over, size_t under)
{
	struct buf below, above;
	struct str second = take(p, under, &below);
	put_closed(p->out, take(p, over, &above));
	buf_putc(p->out, '/');
	put_closed(p->out, second);
	buf_done(&above);
	buf_done(&below);
	p->operand = true;
}

void math_pen_root(struct math_pen *p, size_t index, size_t under)
{
	struct buf below, above;
	struct str radicand = take(p, under, &below), degree = take(p, index, &above);
	if (degree.len && !(p->small && small_form_put(p->out, str_trim(degree), true))) {
		put_closed(p->out, degree);
		buf_putc(p->out, '-');
	}
	buf_puts(p->out, "√");
	put_closed(p->out, radicand);
	buf_done(&above);
	buf_done(&below);
	p->operand = true;
}

bool math_pen_accent(struct math_pen *p, size_t base, size_t mark)
{
	static const struct {
		const char *mark, *combining;
	} rows[] = {
		{ "¯", "\u0304" }, { "‾", "\u0304" }, { "ˉ", "\u0304" }, { "^", "\u0302" }, { "ˆ", "\u0302" },
		{ "~", "\u0303" }, { "˜", "\u0303" }, { "˙", "\u0307" },
	};
	struct str over = str_trim(piece(p, mark)), under = str_sub(buf_str(p->out), base, mark);
	if (under.len == 0 || unicode_cluster_end(under, 0) != under.len)
		return false;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_eq_c(over, rows[i].mark)) {
			p->out->len = mark;
			buf_puts(p->out, rows[i].combining);
			return true;
		}
	return false;
}
