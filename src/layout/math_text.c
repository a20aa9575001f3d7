/* math_text.c - formulas without a formula setter: names of letters and signs become the signs, markup
 * becomes a / b, a^b, a_b and √(a). What is not known stays as it was written. */
#include "layout/math_text.h"

/* ---- TeX ---- */

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
	{ "rceil", "⌉" }, { "quad", " " }, { "qquad", "  " }, { "prime", "′" }, { "circ", "∘" },
	{ "ell", "ℓ" }, { "mid", "|" }, { "propto", "∝" }, { "sqrt", "√" },
	/* only how it looks */
	{ "left", "" }, { "right", "" }, { "text", "" }, { "mathrm", "" }, { "mathbf", "" }, { "mathit", "" },
	{ "mathcal", "" }, { "mathbb", "" }, { "operatorname", "" }, { "displaystyle", "" }, { "big", "" },
	{ "Big", "" }, { "bigl", "" }, { "bigr", "" }, { "textbf", "" }, { "textit", "" }, { "limits", "" },
	{ "frac", "\x01" }, { "dfrac", "\x01" }, { "tfrac", "\x01" },
};

static const char *word_text(struct str name)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_c(name, words[i].name))
			return words[i].text;
	return NULL;
}

enum { DEPTH = 64 };
enum group { GROUP_PLAIN, GROUP_SHOWN, GROUP_OVER, GROUP_UNDER };

static void put_tex(struct buf *out, struct str tex)
{
	enum group groups[DEPTH];
	int depth = 0;
	enum group next = GROUP_PLAIN;
	for (size_t i = 0; i < tex.len; i++) {
		char c = tex.p[i];
		if (c == '\\' && i + 1 < tex.len) {
			size_t end = i + 1;
			while (end < tex.len && ch_alpha(tex.p[end]))
				end++;
			if (end == i + 1) { /* \, \; \{ … */
				char sign = tex.p[++i];
				buf_putc(out, strchr(",;:! \\", sign) ? ' ' : sign);
				continue;
			}
			const char *text = word_text(str_sub(tex, i + 1, end));
			if (!text)
				buf_put_str(out, str_sub(tex, i + 1, end)); /* \log, \max */
			else if (*text == '\x01')
				next = GROUP_OVER;
			else
				buf_puts(out, text);
			i = end - 1;
			if (text && strcmp(text, "√") == 0)
				next = GROUP_SHOWN;
		} else if (c == '{') {
			if (depth < DEPTH)
				groups[depth] = next;
			depth++;
			bool single = i + 2 < tex.len && tex.p[i + 2] == '}';
			if (depth <= DEPTH && single && groups[depth - 1] == GROUP_SHOWN)
				groups[depth - 1] = GROUP_PLAIN;
			if (next != GROUP_PLAIN && depth <= DEPTH && groups[depth - 1] != GROUP_PLAIN)
				buf_putc(out, '(');
			next = GROUP_PLAIN;
		} else if (c == '}' && depth > 0) {
			depth--;
			enum group was = depth < DEPTH ? groups[depth] : GROUP_PLAIN;
			if (was != GROUP_PLAIN)
				buf_putc(out, ')');
			if (was == GROUP_OVER) {
				buf_putc(out, '/');
				next = GROUP_UNDER;
			}
		} else if (c == '^' || c == '_') {
			buf_putc(out, c);
			next = GROUP_SHOWN;
		} else if (c == '&' || c == '$') {
			continue;
		} else {
			buf_putc(out, c == '\n' || c == '\t' ? ' ' : c == '~' ? ' ' : c);
			if (c != ' ')
				next = GROUP_PLAIN;
		}
	}
}

/* ---- MathML ---- */

struct open_tag {
	const char *between; /* put before the second child */
	const char *after;   /* put at its end */
	bool skip;           /* its text is not shown */
	int children;
};

static void tag_of(struct str name, struct open_tag *tag)
{
	static const struct {
		const char *name, *between, *after;
	} rows[] = {
		{ "msup", "^", "" }, { "msub", "_", "" }, { "mfrac", ")/(", ")" }, { "msqrt", "", ")" },
		{ "munder", "_", "" }, { "mover", "^", "" }, { "msubsup", "_", "" },
		{ "munderover", "_", "" }, { "mtd", "", " " }, { "mtr", "", "; " },
	};
	*tag = (struct open_tag){ "", "", false, 0 };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_eq_c(name, rows[i].name))
			*tag = (struct open_tag){ rows[i].between, rows[i].after, false, 0 };
	tag->skip = str_starts(name, STR("annotation"));
}

static const char *before_of(struct str name)
{
	return str_eq(name, STR("mfrac")) ? "(" : str_eq(name, STR("msqrt")) ? "√(" : "";
}

/* One reference or character at `i`, appended; returns where it ends. */
static size_t put_character(struct buf *out, struct str s, size_t i)
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

static void put_mathml(struct buf *out, struct str s)
{
	struct open_tag open[DEPTH];
	int depth = 0, skipping = 0;
	for (size_t i = 0; i < s.len;) {
		if (s.p[i] != '<') {
			bool blank = ch_space(s.p[i]) && (out->len == 0 || out->p[out->len - 1] == ' ');
			if (skipping || blank)
				i++;
			else
				i = put_character(out, s, i);
			continue;
		}
		ptrdiff_t close = str_find_char(s, '>', i);
		size_t end = close < 0 ? s.len : (size_t)close + 1;
		struct str tag = str_sub(s, i + 1, end - 1), name = tag;
		i = end;
		if (tag.len > 0 && tag.p[0] == '/') {
			depth -= depth > 0;
			if (depth < DEPTH) {
				skipping -= open[depth].skip;
				if (!skipping)
					buf_puts(out, open[depth].after);
			}
			continue;
		}
		for (size_t k = 0; k < name.len; k++)
			if (ch_space(name.p[k]) || name.p[k] == '/')
				name.len = k;
		if (depth > 0 && depth <= DEPTH && !skipping && ++open[depth - 1].children > 1)
			buf_puts(out, open[depth - 1].children == 3 && *open[depth - 1].between == '_'
					? "^" : open[depth - 1].between);
		if (tag.len > 0 && tag.p[tag.len - 1] == '/')
			continue;
		if (depth < DEPTH) {
			tag_of(name, &open[depth]);
			skipping += open[depth].skip;
			if (!skipping)
				buf_puts(out, before_of(name));
		}
		depth++;
	}
}

void math_text_put(struct buf *out, struct str tex, struct str mathml)
{
	if (tex.len > 0)
		put_tex(out, tex);
	else
		put_mathml(out, mathml);
}
