/* markup.c - SVG and MathML written as XML of their own, so that any backend can carry them.
 *
 * Only what is safe and well formed comes through: names are checked, scripts and event handlers
 * go, HTML inside becomes its text, annotations of MathML go (the TeX is kept beside it). */
#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "html/build.h"

static bool is_name(struct str s)
{
	if (!s.len || !(ch_alpha(s.p[0]) || s.p[0] == '_'))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!ch_alnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '_' && s.p[i] != '.')
			return false;
	return !str_starts_nocase(s, STR("xml"));
}

static void put_escaped(struct buf *b, struct str s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = utf8_decode(s, &at);
		if (c == '&')
			buf_puts(b, "&amp;");
		else if (c == '<')
			buf_puts(b, "&lt;");
		else if (c == '>')
			buf_puts(b, "&gt;");
		else if (c == '"')
			buf_puts(b, "&quot;");
		else if (c >= ' ' || c == '\t' || c == '\n')
			buf_put_utf8(b, c == 0xFFFE || c == 0xFFFF ? UTF8_REPLACEMENT : c);
	}
}

static bool is_reference(struct str name)
{
	return str_eq(name, STR("href")) || str_eq(name, STR("xlink:href")) || str_eq(name, STR("src"));
}

/* Only references inside the picture and data: stay; an address would be fetched by a reader. */
static bool is_safe_reference(struct str value)
{
	value = str_trim(value);
	return str_starts(value, STR("#")) || str_starts_nocase(value, STR("data:image/"));
}

static void put_attrs(struct buf *b, const struct element *e)
{
	for (size_t i = 0; i < e->n_attrs; i++) {
		struct str name = e->attrs[i].name;
		bool xlink = str_eq(name, STR("xlink:href"));
		if ((!is_name(name) && !xlink) || str_starts_nocase(name, STR("on")))
			continue;
		if (is_reference(name) && !is_safe_reference(e->attrs[i].value))
			continue;
		if (str_find_nocase(e->attrs[i].value, STR("javascript:"), 0) >= 0)
			continue;
		buf_putc(b, ' ');
		buf_put_str(b, name);
		buf_puts(b, "=\"");
		put_escaped(b, e->attrs[i].value);
		buf_putc(b, '"');
	}
}

bool markup_drops(const struct element *e)
{
	static const char *const names[] = { "script", "foreignObject", "foreignobject", "annotation",
					     "annotation-xml", "metadata", "iframe", "handler" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_c(e->name, names[i]))
			return true;
	return false;
}

static void put_foreign(struct buf *b, const struct element *e, bool root);

static void put_children(struct buf *b, const struct element *e)
{
	for (const struct element *c = e->first; c; c = c->next)
		put_foreign(b, c, false);
}

static void put_foreign(struct buf *b, const struct element *e, bool root)
{
	if (e->kind == ELEMENT_TEXT)
		put_escaped(b, e->text);
	if (e->kind != ELEMENT_TAG || markup_drops(e))
		return;
	if (e->ns == NS_HTML || !is_name(e->name)) {
		put_children(b, e);
		return;
	}
	/* A picture's links lead nowhere: what they hold stays. */
	struct str name = e->ns == NS_SVG && str_eq(e->name, STR("a")) ? STR("g") : e->name;
	buf_putc(b, '<');
	buf_put_str(b, name);
	if (root && e->ns == NS_SVG)
		buf_puts(b, " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
	else if (root)
		buf_puts(b, " xmlns=\"http://www.w3.org/1998/Math/MathML\"");
	put_attrs(b, e);
	if (!e->first) {
		buf_puts(b, "/>");
		return;
	}
	buf_putc(b, '>');
	put_children(b, e);
	buf_puts(b, "</");
	buf_put_str(b, name);
	buf_putc(b, '>');
}

struct str markup_foreign(const struct element *e, struct arena *arena)
{
	struct buf b;
	buf_init(&b);
	put_foreign(&b, e, true);
	struct str out = arena_str(arena, buf_str(&b));
	buf_done(&b);
	return out;
}
