/* mathml.c - the MathML of feeds made fit for a book: presentation elements alone (EPUB 3.3 §6.1.4.2:
 * no content MathML), each with as many children as it must have (MathML 3 §3.1.3.2), attributes only
 * where their values are right. What is not so is not written at all: the formula's text is. */
#include "backend/markup/math.h"

#include "output/xml.h"

#include <stdlib.h>

enum shape {
	ROW,      /* any number of children */
	TOKEN,    /* text */
	EMPTY,
	FIXED,    /* `children` of them */
	SCRIPTS,  /* <mmultiscripts> */
	TABLE,    /* rows alone */
	TABLE_ROW,/* cells alone */
};

static const struct kind {
	const char *name;
	enum shape shape;
	int children;
} kinds[] = {
	{ "math", ROW, 0 }, { "mrow", ROW, 0 }, { "mstyle", ROW, 0 }, { "mpadded", ROW, 0 },
	{ "mphantom", ROW, 0 }, { "merror", ROW, 0 }, { "menclose", ROW, 0 }, { "msqrt", ROW, 0 },
	{ "mfenced", ROW, 0 }, { "semantics", ROW, 0 }, { "mtd", ROW, 0 }, { "mi", TOKEN, 0 },
	{ "mn", TOKEN, 0 }, { "mo", TOKEN, 0 }, { "mtext", TOKEN, 0 }, { "ms", TOKEN, 0 },
	{ "mspace", EMPTY, 0 }, { "none", EMPTY, 0 }, { "mprescripts", EMPTY, 0 }, { "mfrac", FIXED, 2 },
	{ "mroot", FIXED, 2 }, { "msub", FIXED, 2 }, { "msup", FIXED, 2 }, { "munder", FIXED, 2 },
	{ "mover", FIXED, 2 }, { "msubsup", FIXED, 3 }, { "munderover", FIXED, 3 },
	{ "mmultiscripts", SCRIPTS, 0 }, { "mtable", TABLE, 0 }, { "mtr", TABLE_ROW, 0 },
};

/* What an attribute's value may be: words of a list, separated by blanks. */
static const char booleans[] = " true false ";
static const char variants[] = " normal bold italic bold-italic double-struck bold-fraktur script bold-script "
	"fraktur sans-serif bold-sans-serif sans-serif-italic sans-serif-bold-italic monospace initial tailed "
	"looped stretched ";
static const char sides[] = " left center right ";
static const char rows[] = " top bottom center baseline axis ";
static const char lines[] = " none solid dashed ";
static const char notations[] = " longdiv actuarial radical box roundedbox circle left right top bottom "
	"updiagonalstrike downdiagonalstrike verticalstrike horizontalstrike madruwb ";
static const char length[] = "length", number[] = "number", any[] = "any";

static const struct {
	const char *name, *values;
} attributes[] = {
	{ "accent", booleans }, { "accentunder", booleans }, { "bevelled", booleans }, { "close", any },
	{ "columnalign", sides }, { "columnlines", lines }, { "columnspacing", length }, { "columnspan", number },
	{ "denomalign", sides }, { "depth", length }, { "dir", " ltr rtl " }, { "displaystyle", booleans },
	{ "fence", booleans }, { "form", " prefix infix postfix " }, { "frame", lines }, { "height", length },
	{ "largeop", booleans }, { "linethickness", length }, { "lspace", length }, { "mathvariant", variants },
	{ "maxsize", length }, { "minsize", length }, { "movablelimits", booleans }, { "notation", notations },
	{ "numalign", sides }, { "open", any }, { "rowalign", rows }, { "rowlines", lines },
	{ "rowspacing", length }, { "rowspan", number }, { "rspace", length }, { "scriptlevel", number },
	{ "separator", booleans }, { "separators", any }, { "stretchy", booleans }, { "symmetric", booleans },
	{ "voffset", length }, { "width", length },
};

enum { DEPTH_MAX = 200 };

struct open {
	const struct kind *kind;
	int children;
	bool prescripts;
};

struct reader {
	struct buf *out;
	struct open stack[DEPTH_MAX];
	int depth;
	struct buf plain; /* scratch: text without references */
};

static const struct kind *kind_find(struct str name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq_c(name, kinds[i].name))
			return &kinds[i];
	return NULL;
}

/* The text without the references that html/markup writes. */
static struct str unescape(struct reader *r, struct str s)
{
	static const struct { struct str name; char c; } names[] = { { STR_INIT("&amp;"), '&' },
		{ STR_INIT("&lt;"), '<' }, { STR_INIT("&gt;"), '>' }, { STR_INIT("&quot;"), '"' } };
	buf_clear(&r->plain);
	for (size_t i = 0; i < s.len;) {
		size_t k = 0, n = sizeof names / sizeof *names;
		while (k < n && !str_starts(str_sub(s, i, s.len), names[k].name))
			k++;
		buf_putc(&r->plain, k < n ? names[k].c : s.p[i]);
		i += k < n ? names[k].name.len : 1;
	}
	return buf_str(&r->plain);
}

static bool is_length(struct str s)
{
	static const char *const units[] = { "", "em", "ex", "px", "in", "cm", "mm", "pt", "pc", "%" };
	size_t i = s.len && s.p[0] == '-', digits = 0, dots = 0;
	for (; i < s.len && (ch_digit(s.p[i]) || s.p[i] == '.'); i++) {
		digits += s.p[i] != '.';
		dots += s.p[i] == '.';
	}
	for (size_t k = 0; k < sizeof units / sizeof *units; k++)
		if (str_eq_c(str_sub(s, i, s.len), units[k]))
			return digits > 0 && dots < 2 && (s.p[s.len - 1] != '.');
	return false;
}

static bool is_right(const char *values, struct str value)
{
	struct str word;
	long n;
	if (values == any)
		return true;
	if (values == number)
		return str_parse_long(value, &n) && n >= 0;
	size_t words = 0;
	while (str_token(&value, " ", &word)) {
		struct buf spaced;
		buf_init(&spaced);
		buf_putc(&spaced, ' ');
		buf_put_str(&spaced, word);
		buf_putc(&spaced, ' ');
		bool right = values == length ? is_length(word) : strstr(values, buf_cstr(&spaced)) != NULL;
		buf_done(&spaced);
		if (!right)
			return false;
		words++;
	}
	return words > 0;
}

/* `tag` is what stands between the angle brackets, behind the name. */
static void put_attributes(struct reader *r, struct str tag)
{
	for (size_t at = 0; at < tag.len;) {
		ptrdiff_t equals = str_find(tag, STR("=\""), at);
		if (equals < 0)
			return;
		ptrdiff_t quote = str_find_char(tag, '"', (size_t)equals + 2);
		if (quote < 0)
			return;
		struct str name = str_trim(str_sub(tag, at, (size_t)equals));
		struct str value = unescape(r, str_sub(tag, (size_t)equals + 2, (size_t)quote));
		at = (size_t)quote + 1;
		for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
			if (str_eq_c(name, attributes[i].name) && is_right(attributes[i].values, value))
				xml_put_attribute(r->out, attributes[i].name, value);
	}
}

static bool has_all(const struct open *e)
{
	switch (e->kind->shape) {
	case FIXED:
		return e->children == e->kind->children;
	case SCRIPTS:
		return e->children % 2 == (e->prescripts ? 0 : 1);
	case EMPTY:
		return e->children == 0;
	case ROW:
	case TOKEN:
	case TABLE:
	case TABLE_ROW:
		return true;
	}
	return false;
}

/* Whether `kind` may stand in the innermost open element, which gets to know it. */
static bool admit(struct reader *r, const struct kind *kind)
{
	if (!r->depth)
		return str_eq_c(STR("math"), kind->name);
	struct open *parent = &r->stack[r->depth - 1];
	bool cell = str_eq_c(STR("mtd"), kind->name), row = kind->shape == TABLE_ROW;
	bool script = kind->shape == EMPTY && !str_eq_c(STR("mspace"), kind->name);
	parent->children++;
	parent->prescripts |= str_eq_c(STR("mprescripts"), kind->name);
	return parent->kind->shape != TOKEN && parent->kind->shape != EMPTY && kind != kinds &&
		cell == (parent->kind->shape == TABLE_ROW) && row == (parent->kind->shape == TABLE) &&
		(!script || parent->kind->shape == SCRIPTS);
}

static void put_name(struct reader *r, const struct kind *kind)
{
	/* What annotates is gone: its frame is a group like any other. */
	buf_puts(r->out, str_eq_c(STR("semantics"), kind->name) ? "mrow" : kind->name);
}

static bool enter(struct reader *r, struct str tag, struct str alt, bool block)
{
	bool empty = str_ends(tag, STR("/"));
	size_t end = 0;
	if (empty)
		tag.len--;
	while (end < tag.len && !ch_space(tag.p[end]))
		end++;
	const struct kind *kind = kind_find(str_sub(tag, 0, end));
	if (!kind || r->depth == DEPTH_MAX || !admit(r, kind))
		return false;
	buf_putc(r->out, '<');
	put_name(r, kind);
	if (!r->depth) {
		xml_put_attribute(r->out, "xmlns", STR("http://www.w3.org/1998/Math/MathML"));
		if (block)
			xml_put_attribute(r->out, "display", STR("block"));
		xml_put_attribute(r->out, "alttext", alt);
	}
	put_attributes(r, str_sub(tag, end, tag.len));
	buf_puts(r->out, empty ? "/>" : ">");
	struct open open = { .kind = kind };
	if (empty)
		return has_all(&open);
	r->stack[r->depth++] = open;
	return true;
}

static bool leave(struct reader *r)
{
	if (!r->depth || !has_all(&r->stack[r->depth - 1]))
		return false;
	r->depth--;
	buf_puts(r->out, "</");
	put_name(r, r->stack[r->depth].kind);
	buf_putc(r->out, '>');
	return true;
}

static bool put_text(struct reader *r, struct str text)
{
	if (!str_trim(text).len)
		return true;
	if (!r->depth || r->stack[r->depth - 1].kind->shape != TOKEN)
		return false;
	xml_put_text(r->out, unescape(r, text));
	return true;
}

bool mathml_put(struct buf *out, struct str mathml, struct str alt, bool block)
{
	struct reader *r = mem_alloc(sizeof *r);
	size_t start = out->len, i = 0;
	bool well = mathml.len > 0;
	r->out = out;
	buf_init(&r->plain);
	while (i < mathml.len && well) {
		ptrdiff_t open = str_find_char(mathml, '<', i);
		size_t end = open < 0 ? mathml.len : (size_t)open;
		well = put_text(r, str_sub(mathml, i, end));
		ptrdiff_t close = open < 0 ? -1 : str_find_char(mathml, '>', end);
		if (open < 0 || close < 0 || !well)
			break;
		struct str tag = str_sub(mathml, end + 1, (size_t)close);
		well = str_starts(tag, STR("/")) ? leave(r) : enter(r, tag, alt, block);
		i = (size_t)close + 1;
	}
	well = well && !r->depth && out->len > start;
	if (!well)
		out->len = start;
	buf_done(&r->plain);
	free(r);
	return well;
}
