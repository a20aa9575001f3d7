/* clean_code.c - line numbers of every highlighter: gutter cells and number spans go, the tables
 * around them too, and what is left is a plain <pre>.
 *
 * The convention is known by its class; that it holds numbers only is checked, so no word of code
 * can go with it. */
#include "html/clean_rules.h"
#include "html/space.h"

/* Chroma, Pygments, Rouge, highlightjs-line-numbers, Prism, SyntaxHighlighter, Crayon, GeSHi, GitHub. */
static const char *const gutter_cells[] = { "linenos", "gutter", "gl", "rouge-gutter", "line_numbers", "crayon-nums",
	"hljs-ln-numbers", "blob-num", "lineno", "linenumbers", "line-numbers", "lntd", "enlighter-gutter", "ln-num", NULL };
static const char *const number_spans[] = { "lnt", "ln", "lineno", "linenos", "line-numbers-rows", "line-number", "linenumber",
	"react-syntax-highlighter-line-number", "lno", "ln-num", "line-no", "codeline-number", "token-line-number", NULL };
/* Tables that hold code; so does any with a gutter. */
static const char *const code_tables[] = { "lntable", "highlighttable", "rouge-table", "hljs-ln", "crayon-table",
	"js-file-line-container", "codehilitetable", "wp_syntax", NULL };

/* Digits, blanks and markers; empty is fine: Prism draws its numbers with CSS. */
static bool is_numbers(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ch_digit(text.p[i]) && !ch_space(text.p[i]) && !strchr(".:|-", text.p[i]) &&
		    (unsigned char)text.p[i] != 0xC2 && (unsigned char)text.p[i] != 0xA0)
			return false;
	return true;
}

static bool holds_numbers(struct clean *c, const struct element *e)
{
	return is_numbers(space_text(e, c->arena));
}

static bool in_code(const struct element *e)
{
	return clean_inside(e, TAG_PRE) || clean_inside(e, TAG_CODE);
}

/* Blanks that were kept from collapsing are blanks in code. */
static void plain_blanks(struct clean *c, struct element *code)
{
	for (struct element *e = code; e; e = element_next(code, e)) {
		if (e->kind != ELEMENT_TEXT || str_find(e->text, STR("\xC2\xA0"), 0) < 0)
			continue;
		char *p = arena_bytes(c->arena, e->text.len);
		size_t n = 0;
		for (size_t i = 0; i < e->text.len; i++) {
			bool nbsp = i + 1 < e->text.len && (unsigned char)e->text.p[i] == 0xC2 && (unsigned char)e->text.p[i + 1] == 0xA0;
			p[n++] = nbsp ? ' ' : e->text.p[i];
			i += nbsp;
		}
		e->text = (struct str){ p, n };
	}
}

/* The white space between the boxes of lines is not code. */
static void drop_blank_texts(struct element *code)
{
	for (struct element *e = element_next(code, code), *next; e; e = next) {
		next = element_next(code, e);
		bool between = e->kind == ELEMENT_TEXT && element_is_blank(e) && str_find_char(e->text, '\n', 0) >= 0;
		if (between)
			element_remove(e);
	}
}

/* A code cell without <pre>: its lines are boxes or rows. */
static void make_pre(struct clean *c, struct element *e)
{
	plain_blanks(c, e);
	drop_blank_texts(e);
	clean_rename(e, TAG_PRE);
}

static void settle_table(struct clean *c, struct element *table)
{
	if (in_code(table) || !table->parent)
		return; /* html/code reads its rows as lines */
	bool by_lines = element_has_class(table, "js-file-line-container") || clean_find_class(table, "blob-code");
	if (by_lines) {
		make_pre(c, table);
		return;
	}
	if (clean_find_tag(table, TAG_PRE)) {
		clean_unwrap_table(table, true);
		return;
	}
	struct element *cell = clean_find_class(table, "crayon-code");
	if (!cell)
		cell = clean_find_class(table, "code");
	if (cell)
		make_pre(c, cell);
	clean_unwrap_table(table, true);
}

/* Chroma's first cell of two is the gutter; both have the class. */
static bool is_gutter(struct clean *c, const struct element *e)
{
	if (!clean_has_class(e, gutter_cells) || !holds_numbers(c, e))
		return false;
	if (!element_has_class(e, "lntd"))
		return true;
	for (const struct element *n = e->next; n; n = n->next)
		if (clean_is(n, TAG_TD))
			return true;
	return false;
}

static bool visit_gutter(struct clean *c, struct element *e)
{
	bool cell = e->tag == TAG_TD || e->tag == TAG_TH;
	if (cell && is_gutter(c, e)) {
		struct element *table = clean_inside(e, TAG_TABLE);
		clean_drop(c, e);
		if (table)
			clean_set(c, table, " gutter", STR("gone"));
		return false;
	}
	bool span = e->tag == TAG_SPAN || e->tag == TAG_A || e->tag == TAG_PRE || e->tag == TAG_I || e->tag == TAG_DIV ||
		    e->tag == TAG_CODE;
	if (!span || !clean_has_class(e, number_spans) || (e->tag == TAG_SPAN && !in_code(e)) || !holds_numbers(c, e))
		return true;
	if (e->tag == TAG_CODE && !in_code(e))
		return true;
	clean_drop(c, e);
	return false;
}

static bool visit_code_table(struct clean *c, struct element *e)
{
	if (e->tag == TAG_TABLE && (element_has_attr(e, " gutter") || clean_has_class(e, code_tables)))
		settle_table(c, e);
	return true;
}

void clean_line_numbers(struct clean *c)
{
	if (!c->has.class)
		return;
	clean_each(c, visit_gutter);
	if (c->has.tags[TAG_TABLE])
		clean_each(c, visit_code_table);
}
