/* mathml.c - MathML as EPUB takes it: presentation elements alone (MathML 3 §3), each with as many
 * children as it must have, attributes of a short list with values that are checked. What is not so
 * is refused as a whole, and the formula is then given in words. */
#include "backend/markup/markup.h"

#include "output/xml.h"

enum { DEPTH_MAX = 200, MANY = 1 << 20 };

enum { TOKEN = 1, ROW_CHILDREN = 2, CELL_CHILDREN = 4, ROW = 8, CELL = 16, CLEAR = 32, SKIP = 64, ROOT = 128 };

static const struct element {
	const char *name;
	int least, most; /* children */
	unsigned flags;
} elements[] = {
	{ "math", 0, MANY, ROOT }, { "mrow", 0, MANY, 0 }, { "mi", 0, 0, TOKEN }, { "mn", 0, 0, TOKEN },
	{ "mo", 0, 0, TOKEN }, { "ms", 0, 0, TOKEN }, { "mtext", 0, 0, TOKEN }, { "mspace", 0, 0, 0 },
	{ "mfrac", 2, 2, 0 }, { "msqrt", 0, MANY, 0 }, { "mroot", 2, 2, 0 }, { "mstyle", 0, MANY, 0 },
	{ "mpadded", 0, MANY, 0 }, { "mphantom", 0, MANY, 0 }, { "mfenced", 0, MANY, 0 },
	{ "menclose", 0, MANY, 0 }, { "msub", 2, 2, 0 }, { "msup", 2, 2, 0 }, { "msubsup", 3, 3, 0 },
	{ "munder", 2, 2, 0 }, { "mover", 2, 2, 0 }, { "munderover", 3, 3, 0 },
	{ "mtable", 0, MANY, ROW_CHILDREN }, { "mtr", 0, MANY, CELL_CHILDREN | ROW }, { "mtd", 0, MANY, CELL },
	{ "semantics", 0, MANY, CLEAR }, { "annotation", 0, MANY, SKIP }, { "annotation-xml", 0, MANY, SKIP },
};

struct reader {
	struct str in;
	size_t at;
	struct buf *out;
	const struct element *open[DEPTH_MAX];
	int children[DEPTH_MAX];
	int depth;
	int skipping; /* depth below which nothing is written; 0: not */
};

static const struct element *find_element(struct str name)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (str_eq_c(name, elements[i].name))
			return &elements[i];
	return NULL;
}

static bool is_one_of(struct str value, const char *words)
{
	struct str rest = str_from_c(words), word;
	while (str_token(&rest, " ", &word))
		if (str_eq(value, word))
			return true;
	return false;
}

static bool is_measure(struct str value)
{
	size_t i = 0;
	while (i < value.len && (ch_digit(value.p[i]) || value.p[i] == '.'))
		i++;
	return i > 0 && is_one_of(str_sub(value, i, value.len), "em ex px pt") && value.p[0] != '.';
}

static bool is_known_attribute(const struct element *e, struct str name, struct str value)
{
	if (e->flags & (ROOT | CLEAR | SKIP))
		return false;
	if (str_eq_c(name, "mathvariant"))
		return is_one_of(value, "normal bold italic bold-italic double-struck bold-fraktur script "
			"bold-script fraktur sans-serif bold-sans-serif sans-serif-italic "
			"sans-serif-bold-italic monospace") && (e->flags & TOKEN);
	if (strcmp(e->name, "mo") == 0 && is_one_of(name, "stretchy fence separator accent largeop movablelimits symmetric"))
		return is_one_of(value, "true false");
	if ((str_eq_c(name, "accent") && is_one_of(str_from_c(e->name), "mover munderover")) ||
	    (str_eq_c(name, "accentunder") && is_one_of(str_from_c(e->name), "munder munderover")) ||
	    (str_eq_c(name, "displaystyle") && is_one_of(str_from_c(e->name), "mstyle mtable")))
		return is_one_of(value, "true false");
	if (str_eq_c(name, "linethickness") && strcmp(e->name, "mfrac") == 0)
		return is_measure(value) || str_eq_c(value, "0");
	if (str_eq_c(name, "width") && strcmp(e->name, "mspace") == 0)
		return is_measure(value);
	return str_eq_c(name, "columnalign") && is_one_of(str_from_c(e->name), "mtable mtr mtd") &&
		is_one_of(value, "left center right");
}

static bool is_name_byte(char c)
{
	return ch_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

static struct str take_name(struct reader *r)
{
	size_t from = r->at;
	while (r->at < r->in.len && is_name_byte(r->in.p[r->at]))
		r->at++;
	return str_sub(r->in, from, r->at);
}

static void skip_space(struct reader *r)
{
	while (r->at < r->in.len && ch_space(r->in.p[r->at]))
		r->at++;
}

/* Name and value at the reader's place; false at the tag's end or when it is none. */
static bool take_attribute(struct reader *r, struct str *name, struct str *value)
{
	skip_space(r);
	*name = take_name(r);
	skip_space(r);
	if (!name->len || r->at + 1 >= r->in.len || r->in.p[r->at] != '=')
		return false;
	r->at++;
	skip_space(r);
	char quote = r->at < r->in.len ? r->in.p[r->at] : 0;
	ptrdiff_t end = quote == '"' || quote == '\'' ? str_find_char(r->in, quote, r->at + 1) : -1;
	if (end < 0)
		return false;
	*value = str_sub(r->in, r->at + 1, (size_t)end);
	r->at = (size_t)end + 1;
	return true;
}

static bool leave(struct reader *r)
{
	const struct element *e = r->open[--r->depth];
	int n = r->children[r->depth];
	if (r->skipping) {
		if (r->depth < r->skipping)
			r->skipping = 0;
		return true;
	}
	if (e->flags & (CLEAR | ROOT))
		return true;
	buf_puts(r->out, "</");
	buf_puts(r->out, e->name);
	buf_putc(r->out, '>');
	return n >= e->least && n <= e->most;
}

/* Whether `e` may stand where the reader is; counts it as a child. */
static bool count_child(struct reader *r, const struct element *e)
{
	if (!r->depth)
		return (e->flags & ROOT) != 0;
	int up = r->depth - 1;
	while (up > 0 && r->open[up]->flags & CLEAR)
		up--;
	unsigned flags = r->open[up]->flags;
	if (!(e->flags & (CLEAR | SKIP)))
		r->children[up]++;
	return !(flags & TOKEN) && !(e->flags & ROOT) &&
		((e->flags & (CLEAR | SKIP)) || (((e->flags & ROW) != 0) == ((flags & ROW_CHILDREN) != 0) &&
		 ((e->flags & CELL) != 0) == ((flags & CELL_CHILDREN) != 0)));
}

/* Known values need no escaping. */
static void put_attribute(struct buf *b, struct str name, struct str value)
{
	buf_putc(b, ' ');
	buf_put_str(b, name);
	buf_puts(b, "=\"");
	buf_put_str(b, value);
	buf_putc(b, '"');
}

static bool open_tag(struct reader *r)
{
	struct str local = take_name(r), name, value;
	ptrdiff_t colon = str_find_char(local, ':', 0);
	if (colon >= 0)
		local = str_sub(local, (size_t)colon + 1, local.len);
	const struct element *e = find_element(local);
	static const struct element unknown = { "", 0, MANY, SKIP };
	if (r->skipping && !e)
		e = &unknown;
	if (!e || r->depth == DEPTH_MAX || (!r->skipping && !count_child(r, e)))
		return false;
	bool write = !r->skipping && !(e->flags & (CLEAR | SKIP | ROOT));
	if (write) {
		buf_putc(r->out, '<');
		buf_puts(r->out, e->name);
	}
	while (take_attribute(r, &name, &value))
		if (write && is_known_attribute(e, name, value))
			put_attribute(r->out, name, value);
	if (write)
		buf_putc(r->out, '>');
	r->children[r->depth] = 0;
	r->open[r->depth++] = e;
	if (!r->skipping && e->flags & SKIP)
		r->skipping = r->depth;
	skip_space(r);
	bool empty = r->at < r->in.len && r->in.p[r->at] == '/';
	r->at += empty;
	if (r->at >= r->in.len || r->in.p[r->at++] != '>')
		return false;
	return empty ? leave(r) : true;
}

/* Text up to the next tag, escaped already; only in token elements, unless blank. */
static bool take_text(struct reader *r)
{
	ptrdiff_t end = str_find_char(r->in, '<', r->at);
	struct str text = str_sub(r->in, r->at, end < 0 ? r->in.len : (size_t)end);
	r->at += text.len;
	if (r->skipping || !str_trim(text).len)
		return true;
	for (ptrdiff_t at = 0; (at = str_find_char(text, '&', (size_t)at)) >= 0; at++) {
		struct str rest = str_sub(text, (size_t)at, text.len);
		if (!str_starts(rest, STR("&amp;")) && !str_starts(rest, STR("&lt;")) &&
		    !str_starts(rest, STR("&gt;")) && !str_starts(rest, STR("&quot;")))
			return false;
	}
	buf_put_str(r->out, text);
	return r->depth && (r->open[r->depth - 1]->flags & TOKEN);
}

static bool read_all(struct reader *r)
{
	bool seen = false;
	while (r->at < r->in.len) {
		if (r->in.p[r->at] != '<') {
			if (!take_text(r))
				return false;
		} else if (r->at + 1 < r->in.len && r->in.p[r->at + 1] == '/') {
			ptrdiff_t end = str_find_char(r->in, '>', r->at);
			if (end < 0 || !r->depth || !leave(r))
				return false;
			r->at = (size_t)end + 1;
		} else {
			if (seen && !r->depth)
				return false;
			seen = true;
			r->at++;
			if (!open_tag(r))
				return false;
		}
	}
	return seen && !r->depth;
}

bool markup_put_mathml(struct buf *b, struct str mathml, struct str alt, bool block)
{
	size_t start = b->len;
	buf_puts(b, "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"");
	if (block)
		buf_puts(b, " display=\"block\"");
	if (alt.len)
		xml_put_attribute(b, "alttext", alt);
	buf_putc(b, '>');
	struct reader r = { .in = str_trim(mathml), .out = b };
	bool well = read_all(&r);
	buf_puts(b, "</math>");
	if (!well)
		b->len = start;
	return well;
}

void markup_put_mathml_words(struct buf *b, struct str mathml)
{
	bool tag = false, space = true;
	size_t from = 0;
	for (size_t i = 0; i <= mathml.len; i++) {
		char c = i < mathml.len ? mathml.p[i] : '<';
		if (c == '<' && !tag) {
			struct str text = str_trim(str_sub(mathml, from, i));
			if (text.len && !space)
				buf_putc(b, ' ');
			buf_put_str(b, text);
			space = space && !text.len;
			tag = true;
		} else if (c == '>' && tag) {
			tag = false;
			from = i + 1;
		}
	}
}
