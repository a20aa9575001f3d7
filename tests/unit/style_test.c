/* style_test.c - selectors, values and pages of a stylesheet, asked as the PDF asks them. */
#include "check.h"

#include "base/diag.h"
#include "style/css.h"
#include "style/style.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct diag_log diags;
static struct style *style;
static struct style_cache *cache;
static const struct style_values *body;

static struct style_place place(const char *tag, const char *classes, int index)
{
	return (struct style_place){ .name = { tag, classes }, .before = { index == 1 ? NULL : "i", "" }, .index = index };
}

/* Opens a stylesheet for paper. */
static void open_style(const char *css)
{
	char name[] = "/tmp/designconv-style-XXXXXX";
	int fd = mkstemp(name);
	CHECK(fd >= 0 && write(fd, css, strlen(css)) == (ssize_t)strlen(css));
	close(fd);
	diag_log_init(&diags);
	style = style_open(name, STYLE_PRINT, 595, &diags);
	unlink(name);
	cache = style_cache_new(style);
	body = style_child(cache, style_child(cache, NULL, place("html", "", 0)), place("body", "", 0));
}

static void close_style(void)
{
	style_cache_free(cache);
	style_close(style);
	diag_log_done(&diags);
}

static const struct style_values *child(const char *tag, const char *classes, int index)
{
	return style_child(cache, body, place(tag, classes, index));
}

static bool near(float a, float b)
{
	return fabsf(a - b) < 0.01f;
}

static void test_lengths(void)
{
	static const struct { const char *text; float pt; } rows[] = {
		{ "2em", 20 }, { "2rem", 16 }, { "50%", 100 }, { "1in", 72 }, { "-1pc", -12 }, { "4q", 2.835f },
		{ "calc(1em + 2 * (3pt - 1pt))", 14 }, { "calc(100% / 4 - 1ch)", 45 }, { "0", 0 }, { ".5pt", 0.5f },
	};
	static const char *const bad[] = { "2", "calc(1em + 2)", "calc(1em * 1em)", "1pt/2", "calc(1pt / 0)", "pt", "calc(1pt",
					   "1furlong" };
	float pt;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK(css_length(str_from_c(rows[i].text), (struct css_units){ 10, 8, 200 }, &pt));
		CHECK(near(pt, rows[i].pt));
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!css_length(str_from_c(bad[i]), (struct css_units){ 10, 8, 200 }, &pt));
}

static void test_selectors(void)
{
	open_style("p { text-indent: 1pt } p:nth-child(2n+1) { text-indent: 2pt } p:nth-child(4) { text-indent: 4pt }"
		   "li:nth-child(-n+3) { text-indent: 3pt } td:not(.right, :first-child) { text-indent: 5pt }"
		   "h2:not(:nth-child(2)) { text-indent: 6pt } :root { letter-spacing: 7pt } em:only-child { text-indent: 8pt }"
		   "p:not(:not(p)) { text-indent: 9pt } p:nth-child(x) { text-indent: 9pt } p ~ p { text-indent: 9pt }");
	CHECK(style_counts_children(style));
	CHECK(child("p", "", 1)->text_indent == 2 && child("p", "", 2)->text_indent == 1);
	CHECK(child("p", "", 3)->text_indent == 2 && child("p", "", 4)->text_indent == 4);
	CHECK(child("li", "", 3)->text_indent == 3 && child("li", "", 4)->text_indent == 0);
	CHECK(child("td", "", 2)->text_indent == 5 && child("td", "right", 2)->text_indent == 0);
	CHECK(child("td", "", 1)->text_indent == 0);
	CHECK(child("h2", "", 2)->text_indent == 0 && child("h2", "", 3)->text_indent == 6);
	CHECK(body->letter_spacing == 7);
	CHECK(diags.n == 3); /* the last three are named */
	close_style();
}

static void test_values(void)
{
	open_style(":root { --a: 4pt; --b: calc(var(--a) * 2) } body { line-height: 1.5; font-size: 12pt }"
		   "p { font: italic 600 10pt/2 Inter; text-indent: var(--b); color: hsl(120, 100%, 25%) }"
		   "p.none { text-indent: var(--none, 3pt) } p.loop { --l: var(--l); text-indent: var(--l) }"
		   "h4 { font-size: 20pt; line-height: inherit } a { color: red } a.plain { color: inherit }"
		   "td { background: rgb(0 0 0 / 50%); border-width: 1pt 2pt; font-variant: small-caps oldstyle-nums }"
		   "ul { list-style-type: '- ' } body { list-style-type: square }");
	const struct style_values *p = child("p", "", 2), *td = child("td", "", 2);
	CHECK(near(body->line_height, 18) && near(child("h4", "", 2)->line_height, 30));
	CHECK(p->italic && p->font_weight == 600 && near(p->line_height, 20) && near(p->text_indent, 8));
	CHECK(p->colour.r == 0 && p->colour.g == 128 && p->colour.b == 0);
	CHECK_STR(p->font_family, "Inter");
	CHECK(near(child("p", "none", 2)->text_indent, 3) && near(child("p", "loop", 2)->text_indent, 8));
	const struct style_values *a = style_child(cache, p, place("a", "plain", 2));
	CHECK(a->colour.g == 128);
	CHECK(td->background.r == 128 && !td->background.none);
	CHECK(near(td->border[SIDE_TOP], 1) && near(td->border[SIDE_LEFT], 2));
	CHECK(td->features == (FEATURE_SMALL_CAPS | FEATURE_OLD_STYLE));
	const struct style_values *ul = child("ul", "", 2), *ol = style_child(cache, ul, place("ol", "", 2));
	CHECK(ul->list_style == MARKER_TEXT && ol->list_style == MARKER_OF_LIST);
	CHECK_STR(ul->marker_text, "- ");
	close_style();
}

static void test_what_is_named(void)
{
	open_style("p { text-align: middle; box-shadow: none; margin: 1pt 2furlong; font-size: 0; columns: -1 }"
		   "p { box-shadow: none } @media screen { p { float: left } }");
	CHECK(diags.n == 5);
	CHECK(child("p", "", 2)->text_align == TEXT_JUSTIFY);
	close_style();
}

static void test_columns(void)
{
	open_style("body { columns: 3 40mm; column-gap: 1pc; column-rule: 1pt dotted red; column-fill: auto }"
		   "h1.title { column-span: all }");
	CHECK(body->column_count == 3 && near(body->column_width, 113.39f) && body->column_gap == 12);
	CHECK(body->column_rule == 1 && body->column_rule_style == LINE_DOTTED && body->column_fill == FILL_AUTO);
	CHECK(child("p", "", 2)->column_count == 0 && child("h1", "title", 2)->column_span == SPAN_ALL);
	close_style();
}

static void test_generated(void)
{
	open_style("h2 { string-set: a 'x' content(), b counter(c, lower-roman); counter-increment: c 2 d }"
		   "h3 { string-set: a url(x); counter-reset: 1 } p { list-style-type: '\\2013 \\41' }");
	const struct style_values *h2 = child("h2", "", 2);
	struct style_content pieces[STYLE_CONTENT_MOST];
	struct str rest = h2->string_set, name, content;
	size_t n;
	int number;
	CHECK(style_string_set(&rest, &name, &content) && style_content_read(content, pieces, &n) && n == 2);
	CHECK_STR(name, "a");
	CHECK(pieces[0].kind == CONTENT_TEXT && pieces[1].kind == CONTENT_ELEMENT);
	CHECK(style_string_set(&rest, &name, &content) && style_content_read(content, pieces, &n) && n == 1);
	CHECK(pieces[0].kind == CONTENT_COUNTER && pieces[0].form == MARKER_LOWER_ROMAN && !rest.len);
	rest = h2->counter_increment;
	CHECK(style_counter_next(&rest, 1, &name, &number) && number == 2);
	CHECK(style_counter_next(&rest, 1, &name, &number) && number == 1);
	CHECK_STR(name, "d");
	CHECK(!style_counter_next(&rest, 1, &name, &number));
	CHECK(diags.n == 2 && !child("h3", "", 2)->string_set.len);
	CHECK_STR(child("p", "", 2)->marker_text, "\xE2\x80\x93" "A");
	close_style();
	struct buf text;
	buf_init(&text);
	style_put_number(&text, 1994, MARKER_UPPER_ROMAN);
	style_put_number(&text, 28, MARKER_LOWER_ALPHA);
	style_put_number(&text, 0, MARKER_LOWER_ROMAN);
	style_put_number(&text, 5000, MARKER_LOWER_ROMAN);
	CHECK_STR(buf_str(&text), "MCMXCIVab05000");
	buf_done(&text);
}

static void test_media(void)
{
	open_style("@media print, screen { p { text-indent: 1pt } } @media (max-width: 20cm) { p { text-indent: 2pt } }"
		   "@media print and (min-width: 20cm) { p { text-indent: 3pt } @media screen { p { text-indent: 4pt } } }"
		   "@media only screen { p { text-indent: 5pt } } @media print and (color) { p { text-indent: 6pt } }"
		   "@media print { @media all { p { letter-spacing: 7pt } } } @media tv { p { text-indent: 8pt } }");
	CHECK(child("p", "", 2)->text_indent == 3 && child("p", "", 2)->letter_spacing == 7);
	CHECK(diags.n == 2); /* (color) and tv */
	close_style();
}

/* What old readers do not know, not even in part, does not reach them. */
static void test_epub(void)
{
	open_style("p:nth-child(2) { margin: 0 } h6:not(.x), h5 { margin: 9px } h4 { margin: 2rem; text-indent: calc(1em) }"
		   "td { text-align: end; text-align-last: center; columns: 2; padding: var(--x); column-span: all }"
		   "ol { list-style-type: '-' } ul { list-style-type: square; text-transform: capitalize }"
		   ":root { --x: 1px } dt { font: bold 12pt serif }");
	struct buf css;
	buf_init(&css);
	style_put_epub(style, &css, &diags);
	static const char *const gone[] = { "nth-child", ":not", "rem", "calc", "text-align: end", "column", "var(", "'-'",
					    ":root", "--x", "12pt", "font-family: serif" };
	static const char *const kept[] = { "h5 { margin: 9px }", "list-style-type: square; text-transform: capitalize",
					    "dt { font-style: normal; font-variant: normal; font-weight: bold }" };
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		CHECK(str_find(buf_str(&css), str_from_c(gone[i]), 0) < 0);
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		CHECK(str_find(buf_str(&css), str_from_c(kept[i]), 0) >= 0);
	buf_done(&css);
	close_style();
}

int main(void)
{
	test_generated();
	test_media();
	test_epub();
	test_lengths();
	test_selectors();
	test_values();
	test_what_is_named();
	test_columns();
	return 0;
}
