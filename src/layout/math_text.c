/* math_text.c - formulas without a formula setter: TeX as a line of text. Names of letters and signs become
 * the signs; fractions, scripts and roots are joined by the pen; what is not known stays as written. */
#include "layout/math_text.h"

#include "layout/math_pen.h"

static const struct {
	const char *name, *text;
} words[] = {
	{ "alpha", "α" }, { "beta", "β" }, { "gamma", "γ" }, { "delta", "δ" }, { "epsilon", "ε" },
	{ "varepsilon", "ε" }, { "zeta", "ζ" }, { "eta", "η" }, { "theta", "θ" }, { "iota", "ι" },
	{ "kappa", "κ" }, { "lambda", "λ" }, { "mu", "μ" }, { "nu", "ν" }, { "xi", "ξ" }, { "pi", "π" },
	{ "rho", "ρ" }, { "sigma", "σ" }, { "tau", "τ" }, { "phi", "φ" }, { "varphi", "φ" }, { "chi", "χ" },
	{ "psi", "ψ" }, { "omega", "ω" }, { "Gamma", "Γ" }, { "Delta", "Δ" }, { "Theta", "Θ" },
	{ "Lambda", "Λ" }, { "Xi", "Ξ" }, { "Pi", "Π" }, { "Sigma", "Σ" }, { "Phi", "Φ" }, { "Psi", "Ψ" },
	{ "Omega", "Ω" }, { "times", "×" }, { "cdot", "·" }, { "div", "÷" }, { "pm", "±" }, { "le", "≤" },
	{ "leq", "≤" }, { "ge", "≥" }, { "geq", "≥" }, { "ne", "≠" }, { "neq", "≠" }, { "approx", "≈" },
	{ "equiv", "≡" }, { "sim", "∼" }, { "infty", "∞" }, { "sum", "∑" }, { "prod", "∏" }, { "int", "∫" },
	{ "partial", "∂" }, { "nabla", "∇" }, { "in", "∈" }, { "notin", "∉" }, { "subset", "⊂" },
	{ "subseteq", "⊆" }, { "cup", "∪" }, { "cap", "∩" }, { "forall", "∀" }, { "exists", "∃" },
	{ "neg", "¬" }, { "land", "∧" }, { "wedge", "∧" }, { "lor", "∨" }, { "vee", "∨" }, { "to", "→" },
	{ "rightarrow", "→" }, { "Rightarrow", "⇒" }, { "leftarrow", "←" }, { "leftrightarrow", "↔" },
	{ "mapsto", "↦" }, { "ldots", "…" }, { "cdots", "⋯" }, { "dots", "…" }, { "emptyset", "∅" },
	{ "langle", "⟨" }, { "rangle", "⟩" }, { "lfloor", "⌊" }, { "rfloor", "⌋" }, { "lceil", "⌈" },
	{ "rceil", "⌉" }, { "prime", "′" }, { "circ", "∘" },
	{ "ell", "ℓ" }, { "mid", "∣" }, { "propto", "∝" },
	/* only how it looks */
	{ "left", "" }, { "right", "" }, { "mathrm", "" }, { "mathbf", "" }, { "mathit", "" },
	{ "mathcal", "" }, { "mathbb", "" }, { "displaystyle", "" }, { "big", "" },
	{ "Big", "" }, { "bigl", "" }, { "bigr", "" }, { "limits", "" },
};

static const char *word_text(struct str name)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_c(name, words[i].name))
			return words[i].text;
	return NULL;
}

static bool is_one_of(struct str name, const char *names)
{
	struct buf word = { 0 };
	buf_printf(&word, " %.*s ", STR_ARG(name));
	bool found = strstr(names, buf_cstr(&word)) != NULL;
	buf_done(&word);
	return found;
}

struct tex {
	struct math_pen pen;
	struct str s;
	size_t at;
	int depth;
};

static void read_until(struct tex *t, char end);

static bool at_end(const struct tex *t) { return t->at >= t->s.len; }

static void skip_spaces(struct tex *t)
{
	while (!at_end(t) && ch_space(t->s.p[t->at]))
		t->at++;
}

/* What stands between braces, as written; at the brace or before it. */
static struct str read_name(struct tex *t)
{
	skip_spaces(t);
	if (at_end(t) || t->s.p[t->at] != '{')
		return STR_NONE;
	ptrdiff_t close = str_find_char(t->s, '}', t->at);
	size_t start = t->at + 1, end = close < 0 ? t->s.len : (size_t)close;
	t->at = close < 0 ? end : end + 1;
	return str_sub(t->s, start, end);
}

static void read_atom(struct tex *t);

static void read_digit(struct tex *t)
{
	math_pen_word(&t->pen, str_sub(t->s, t->at, t->at + 1));
	t->at++;
}

/* The next atom as a piece of its own, whose first sign follows nothing. */
static size_t read_piece(struct tex *t)
{
	size_t start = t->pen.out->len;
	skip_spaces(t);
	t->pen.operand = false;
	if (!at_end(t) && ch_digit(t->s.p[t->at])) /* \frac12 is one half, x^23 is x²3 */
		read_digit(t);
	else if (!at_end(t) && t->depth < MATH_DEPTH)
		read_atom(t);
	return start;
}

static void read_fraction(struct tex *t)
{
	size_t over = read_piece(t), under = read_piece(t);
	math_pen_fraction(&t->pen, over, under);
}

static void read_root(struct tex *t)
{
	size_t index = t->pen.out->len;
	skip_spaces(t);
	if (!at_end(t) && t->s.p[t->at] == '[') {
		t->at++;
		t->depth++;
		read_until(t, ']');
		t->depth--;
	}
	size_t under = read_piece(t);
	math_pen_root(&t->pen, index, under);
}

/* Letters behind a backslash. */
static void read_command(struct tex *t, struct str name)
{
	const char *text = word_text(name);
	if (is_one_of(name, " frac dfrac tfrac cfrac ")) {
		read_fraction(t);
	} else if (str_eq(name, STR("sqrt"))) {
		read_root(t);
	} else if (is_one_of(name, " text textbf textit textrm mbox operatorname ")) {
		math_pen_word(&t->pen, read_name(t));
	} else if (is_one_of(name, " begin end ")) {
		read_name(t);
	} else if (is_one_of(name, " quad qquad ")) {
		math_pen_space(&t->pen);
	} else if (text && *text) {
		bool letter = is_one_of(name, " infty emptyset prime ell ") || (unsigned char)*text == 0xCE ||
			(unsigned char)*text == 0xCF;
		if (letter)
			math_pen_word(&t->pen, str_from_c(text));
		else
			math_pen_sign(&t->pen, str_from_c(text));
	} else if (!text) { /* \log, \max: a blank parts them from their argument */
		math_pen_word(&t->pen, name);
		skip_spaces(t);
		if (!at_end(t) && (ch_alnum(t->s.p[t->at]) || t->s.p[t->at] == '\\'))
			math_pen_space(&t->pen);
		t->pen.operand = false;
	}
}

static void read_backslash(struct tex *t)
{
	size_t end = ++t->at;
	while (end < t->s.len && ch_alpha(t->s.p[end]))
		end++;
	struct str name = str_sub(t->s, t->at, end);
	if (name.len > 0) {
		t->at = end;
		read_command(t, name);
	} else if (!at_end(t)) { /* \, \; \{ \\ */
		char sign = t->s.p[t->at++];
		if (sign == '\\')
			buf_puts(t->pen.out, "; ");
		else if (strchr(",;: ", sign))
			math_pen_space(&t->pen);
		else if (sign != '!')
			math_pen_sign(&t->pen, (struct str){ &sign, 1 });
	}
}

static void read_group(struct tex *t)
{
	t->at++;
	t->depth++;
	if (t->depth < MATH_DEPTH)
		read_until(t, '}');
	t->depth--;
}

/* A group, a command, a number or one character. */
static void read_atom(struct tex *t)
{
	char c = t->s.p[t->at];
	size_t end = t->at + 1;
	if (c == '\\') {
		read_backslash(t);
		return;
	}
	if (c == '{') {
		read_group(t);
		return;
	}
	while (end < t->s.len && ((unsigned char)c < 0x80 ? ch_digit(c) && (ch_digit(t->s.p[end]) || t->s.p[end] == '.')
				      : ((unsigned char)t->s.p[end] & 0xC0) == 0x80))
		end++;
	struct str piece = str_sub(t->s, t->at, end);
	t->at = end;
	if (ch_alnum(c))
		math_pen_word(&t->pen, piece);
	else if (c != '&' && c != '$' && c != '}')
		math_pen_sign(&t->pen, c == '~' ? STR(" ") : piece);
}

/* Atoms and their scripts up to `end` (NUL: all there is). */
static void read_until(struct tex *t, char end)
{
	size_t base = t->pen.out->len;
	while (!at_end(t)) {
		char c = t->s.p[t->at];
		if (end && c == end) {
			t->at++;
			return;
		}
		if (c == '^' || c == '_') {
			t->at++;
			size_t script = read_piece(t);
			math_pen_script(&t->pen, base, script, c == '^');
			base = t->pen.out->len; /* a second script gets no brackets around the first */
		} else if (ch_space(c)) {
			t->at++;
			math_pen_space(&t->pen);
		} else {
			base = t->pen.out->len;
			read_atom(t);
			while (base < t->pen.out->len && t->pen.out->p[base] == ' ')
				base++; /* an operator's blank is not the base's */
		}
	}
}

void math_text_put(struct buf *out, struct str tex, struct str mathml, bool small)
{
	if (tex.len > 0) {
		struct tex t = { .pen = { out, small, false }, .s = tex };
		read_until(&t, '\0');
	} else {
		mathml_text_put(out, mathml, small);
	}
}
