/* css.c - from text to rules. Comments become blanks first, so that nothing behind has to know them;
 * then one pass cuts blocks at braces and declarations at semicolons, outside quotes and
 * parentheses. What is not understood is skipped as CSS 2.1 §4.2 says, and named. */
#include "style/css.h"

#include <stdlib.h>

struct parser {
	struct css_sheet *sheet;
	struct str text;
	size_t at;
	size_t counted; /* line is that of this byte */
	int line;
	bool user;
	enum css_media media;
	struct css_widths widths;
	struct diag_log *log;
};

static int line_at(struct parser *p, size_t at)
{
	for (; p->counted < at && p->counted < p->text.len; p->counted++)
		p->line += p->text.p[p->counted] == '\n';
	return p->line;
}

static void complain(struct parser *p, int line, const char *what, struct str detail)
{
	detail = str_sub(str_trim(detail), 0, 60);
	if (p->log)
		diag_add(p->log, DIAG_STYLE, line, "%s: %.*s", what, STR_ARG(detail));
}

static struct str without_comments(struct arena *a, struct str text)
{
	char *copy = arena_bytes(a, text.len + 1);
	memcpy(copy, text.p, text.len);
	char quote = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (quote) {
			if (copy[i] == '\\')
				i++;
			else if (copy[i] == quote || copy[i] == '\n')
				quote = 0;
		} else if (copy[i] == '"' || copy[i] == '\'') {
			quote = copy[i];
		} else if (copy[i] == '/' && i + 1 < text.len && copy[i + 1] == '*') {
			ptrdiff_t end = str_find(text, STR("*/"), i + 2);
			size_t stop = end < 0 ? text.len : (size_t)end + 2;
			for (; i < stop; i++)
				copy[i] = copy[i] == '\n' ? '\n' : ' ';
			i--;
		}
	}
	return (struct str){ copy, text.len };
}

/* Where the block that opens at `open` closes: its '}' or the end of the text. */
static size_t block_end(struct str s, size_t open)
{
	int depth = 0;
	for (size_t at = open; at < s.len; at++) {
		at = css_find_stop(s, at, "{}");
		if (at >= s.len)
			break;
		depth += s.p[at] == '{' ? 1 : -1;
		if (depth == 0)
			return at;
	}
	return s.len;
}

void css_declare(struct css_declarations *d, struct css_declaration one)
{
	mem_grow(&d->items, &d->cap, d->n + 1, sizeof *d->items);
	d->items[d->n++] = one;
}

/* ---- declarations --------------------------------------------------------------------------- */

/* Characters given by number, "\2013 " (CSS Syntax 3, 4.3.7), as themselves; what else is escaped stays. */
static struct str without_escapes(struct arena *a, struct str value)
{
	struct buf out;
	if (str_find_char(value, '\\', 0) < 0)
		return value;
	buf_init(&out);
	for (size_t i = 0; i < value.len;) {
		size_t digits = i + 1;
		uint32_t c = 0;
		while (value.p[i] == '\\' && digits < value.len && digits < i + 7 && css_hex(value.p[digits]) >= 0)
			c = c << 4 | (uint32_t)css_hex(value.p[digits++]);
		bool known = digits > i + 1 && c >= 0x20 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) && c != '"' && c != '\'';
		if (!known) {
			buf_putc(&out, value.p[i++]);
			continue;
		}
		buf_put_utf8(&out, c);
		i = digits + (digits < value.len && ch_space(value.p[digits]));
	}
	value = arena_str(a, buf_str(&out));
	buf_done(&out);
	return value;
}

static void read_declaration(struct parser *p, struct css_declarations *d, struct str text, int line)
{
	ptrdiff_t colon = str_find_char(text, ':', 0);
	if (!str_trim(text).len)
		return;
	struct str name = str_trim(str_sub(text, 0, colon < 0 ? 0 : (size_t)colon));
	struct str value = str_trim(str_sub(text, colon < 0 ? 0 : (size_t)colon + 1, text.len));
	if (colon < 0 || !name.len || !value.len) {
		complain(p, line, "not a declaration", text);
		return;
	}
	ptrdiff_t bang = str_find_char(value, '!', 0);
	bool important = bang >= 0 && str_eq_nocase(str_trim(str_sub(value, (size_t)bang + 1, value.len)), STR("important"));
	if (important)
		value = str_trim(str_sub(value, 0, (size_t)bang));
	value = without_escapes(&p->sheet->arena, value);
	struct css_declaration whole = { css_lowered(&p->sheet->arena, name), value, line, important };
	if (!css_expand_font(d, &whole))
		css_declare(d, whole);
}

static void read_declarations(struct parser *p, struct css_declarations *d, size_t from, size_t end)
{
	while (from < end) {
		size_t stop = css_find_stop(str_sub(p->text, 0, end), from, ";");
		size_t start = from;
		while (start < stop && ch_space(p->text.p[start]))
			start++;
		read_declaration(p, d, str_sub(p->text, from, stop), line_at(p, start));
		from = stop + 1;
	}
}

/* ---- rules ------------------------------------------------------------------------------------- */

static bool counts_children(const struct css_compound *c)
{
	for (; c; c = c->but)
		if (c->nth)
			return true;
	return false;
}

static void read_rule(struct parser *p, size_t start, size_t open, size_t end)
{
	struct str text = str_sub(p->text, start, open);
	int line = line_at(p, start);
	size_t n = 1;
	for (size_t i = 0; i < text.len; i++)
		n += text.p[i] == ',';
	struct css_rule rule = { .media = p->media, .widths = p->widths, .user = p->user, .line = line };
	rule.selectors = ARENA_ARRAY(&p->sheet->arena, struct css_selector, n);
	for (size_t from = 0; from <= text.len;) {
		size_t stop = css_find_stop(text, from, ",");
		struct str s = str_trim(str_sub(text, from, stop));
		struct css_selector *selector = &rule.selectors[rule.n_selectors];
		if (css_read_selector(&p->sheet->arena, s, selector)) {
			rule.n_selectors++;
			for (size_t k = 0; k < selector->n; k++)
				p->sheet->counts_children |= counts_children(&selector->compounds[k]);
		} else {
			complain(p, line, "not a selector that is understood", s);
		}
		from = stop + 1;
	}
	read_declarations(p, &rule.declarations, open + 1, end);
	if (!rule.n_selectors) {
		free(rule.declarations.items);
		return;
	}
	struct css_sheet *sheet = p->sheet;
	mem_grow(&sheet->rules, &sheet->cap_rules, sheet->n_rules + 1, sizeof rule);
	sheet->rules[sheet->n_rules++] = rule;
}

/* ---- at-rules --------------------------------------------------------------------------------------- */

static struct css_page *add_page(struct parser *p, const struct css_page *like, int box)
{
	struct css_sheet *sheet = p->sheet;
	mem_grow(&sheet->pages, &sheet->cap_pages, sheet->n_pages + 1, sizeof *sheet->pages);
	struct css_page *page = &sheet->pages[sheet->n_pages++];
	*page = *like;
	page->box = box;
	page->declarations = (struct css_declarations){ .n = 0 };
	return page;
}

static int box_from_name(struct str name)
{
	static const char *const names[] = { [BOX_TOP_LEFT] = "top-left", [BOX_TOP_CENTER] = "top-center",
		[BOX_TOP_RIGHT] = "top-right", [BOX_BOTTOM_LEFT] = "bottom-left",
		[BOX_BOTTOM_CENTER] = "bottom-center", [BOX_BOTTOM_RIGHT] = "bottom-right" };
	for (int i = 0; i < STYLE_BOX_COUNT; i++)
		if (str_eq_c(name, names[i]))
			return i;
	return -1;
}

/* "@page name:first { … @top-left { … } }" */
static void read_page(struct parser *p, struct str prelude, size_t open, size_t end)
{
	size_t i = 0;
	bool known = true;
	prelude = str_trim(prelude);
	struct css_page page = { .name = css_take_name(prelude, &i), .widths = p->widths, .user = p->user };
	while (i < prelude.len && prelude.p[i] == ':') {
		i++;
		struct str pseudo = css_take_name(prelude, &i);
		page.first |= str_eq_nocase(pseudo, STR("first"));
		page.left |= str_eq_nocase(pseudo, STR("left"));
		page.right |= str_eq_nocase(pseudo, STR("right"));
		known = known && (str_eq_nocase(pseudo, STR("first")) || str_eq_nocase(pseudo, STR("left")) ||
				  str_eq_nocase(pseudo, STR("right")));
	}
	if (!known || i < prelude.len) {
		complain(p, line_at(p, open), "not pages that are understood", prelude);
		return;
	}
	for (size_t at = open + 1; at < end;) {
		size_t box_at = css_find_stop(str_sub(p->text, 0, end), at, "@");
		read_declarations(p, &add_page(p, &page, STYLE_BOX_COUNT)->declarations, at, box_at);
		if (box_at >= end)
			break;
		size_t name_end = box_at + 1;
		struct str name = css_take_name(p->text, &name_end);
		size_t box_open = css_find_stop(str_sub(p->text, 0, end), name_end, "{");
		size_t box_end = block_end(str_sub(p->text, 0, end), box_open);
		int box = box_from_name(name);
		if (box < 0)
			complain(p, line_at(p, box_at), "not a margin box that is understood", name);
		else
			read_declarations(p, &add_page(p, &page, box)->declarations, box_open + 1, box_end);
		at = box_end + 1;
	}
}

static void read_rules(struct parser *p, size_t end);

enum { ON_PRINT = 1, ON_SCREEN = 2 };

/* One query of a list: "print", "only screen", "print and (max-width: 15cm)", "(min-width: 20cm)", the
 * widths being those of the paper. False: something in it is not known. */
static bool read_query(struct str query, unsigned *media, struct css_widths *widths)
{
	static const struct { const char *word; unsigned media; } words[] = {
		{ "print", ON_PRINT }, { "screen", ON_SCREEN }, { "all", ON_PRINT | ON_SCREEN },
	};
	struct str word, name, value;
	unsigned own = 0;
	bool only = false;
	while (css_word(&query, &word)) {
		size_t i = 0, n = sizeof words / sizeof *words;
		while (i < n && !str_eq_nocase(word, str_from_c(words[i].word)))
			i++;
		ptrdiff_t colon = str_find_char(word, ':', 0);
		if (i < n) {
			own |= words[i].media;
		} else if (word.p[0] == '(' && word.p[word.len - 1] == ')' && colon > 0) {
			name = str_trim(str_sub(word, 1, (size_t)colon));
			value = str_trim(str_sub(word, (size_t)colon + 1, word.len - 1));
			float *into = str_eq_nocase(name, STR("max-width")) ? &widths->most
				    : str_eq_nocase(name, STR("min-width")) ? &widths->least : NULL;
			if (!into || !css_length(value, (struct css_units){ .em = 12, .rem = 12 }, into))
				return false;
			only = true;
		} else if (!str_eq_nocase(word, STR("and")) && !str_eq_nocase(word, STR("only"))) {
			return false;
		}
	}
	/* A screen's width is not known, so that a width is one of paper. */
	*media |= only ? (own ? own & ON_PRINT : ON_PRINT) : own;
	return own || only;
}

static void read_media(struct parser *p, struct str prelude, size_t open, size_t end)
{
	struct str list = str_trim(prelude), query;
	enum css_media outer = p->media;
	struct css_widths widths = p->widths;
	unsigned media = 0, around = outer == CSS_PRINT ? ON_PRINT : outer == CSS_SCREEN ? ON_SCREEN : ON_PRINT | ON_SCREEN;
	bool known = true, many = css_find_stop(list, 0, ",") < list.len;
	while (known && css_part(&list, &query))
		known = read_query(query, &media, &p->widths);
	if (!known || (many && (p->widths.most != widths.most || p->widths.least != widths.least))) {
		complain(p, line_at(p, open), "not a medium that is understood", str_trim(prelude));
	} else if ((media &= around) != 0) {
		p->media = media == ON_PRINT ? CSS_PRINT : media == ON_SCREEN ? CSS_SCREEN : CSS_ALL;
		p->at = open + 1;
		read_rules(p, end);
	}
	p->media = outer;
	p->widths = widths;
}

static void read_at_rule(struct parser *p, size_t start, size_t limit)
{
	size_t i = start + 1;
	struct str name = css_take_name(p->text, &i);
	size_t stop = css_find_stop(str_sub(p->text, 0, limit), i, "{;");
	bool block = stop < limit && p->text.p[stop] == '{';
	size_t end = block ? block_end(str_sub(p->text, 0, limit), stop) : stop;
	struct str prelude = str_sub(p->text, i, stop);
	int line = line_at(p, start);
	if (block && str_eq_nocase(name, STR("media")))
		read_media(p, prelude, stop, end);
	else if (block && str_eq_nocase(name, STR("page")))
		read_page(p, prelude, stop, end);
	else if (!str_eq_nocase(name, STR("charset")))
		complain(p, line, "at-rule left out", str_sub(p->text, start, stop));
	p->at = end + 1;
}

static void read_rules(struct parser *p, size_t end)
{
	while (p->at < end) {
		size_t start = p->at;
		while (start < end && (ch_space(p->text.p[start]) || p->text.p[start] == ';' || p->text.p[start] == '}'))
			start++;
		if (start >= end)
			break;
		if (p->text.p[start] == '@') {
			read_at_rule(p, start, end);
			continue;
		}
		size_t open = css_find_stop(str_sub(p->text, 0, end), start, "{");
		size_t close = block_end(str_sub(p->text, 0, end), open);
		if (open >= end)
			complain(p, line_at(p, start), "a rule without a block", str_sub(p->text, start, end));
		else
			read_rule(p, start, open, close);
		p->at = close + 1;
	}
	p->at = end;
}

void css_read(struct css_sheet *sheet, struct str text, bool user, struct diag_log *log)
{
	struct parser p = { .sheet = sheet, .line = 1, .user = user, .log = log };
	p.text = without_comments(&sheet->arena, text);
	read_rules(&p, p.text.len);
}

void css_done(struct css_sheet *sheet)
{
	for (size_t i = 0; i < sheet->n_rules; i++)
		free(sheet->rules[i].declarations.items);
	for (size_t i = 0; i < sheet->n_pages; i++)
		free(sheet->pages[i].declarations.items);
	free(sheet->rules);
	free(sheet->pages);
	arena_done(&sheet->arena);
}
