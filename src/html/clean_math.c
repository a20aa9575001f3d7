/* clean_math.c - formulas: KaTeX and MathJax write each one two or three times, for the eye, for
 * assistive technology and as source. One stays: <math> where there is one, with the TeX beside it;
 * else the TeX alone, on an element that build takes for a formula. */
#include "html/clean_rules.h"
#include "html/space.h"

/* "\(x\)", "\[x\]", "$x$", "$$x$$": without the marks. */
static struct str bare_tex(struct str tex)
{
	static const struct {
		const char *open, *close;
	} marks[] = { { "\\(", "\\)" }, { "\\[", "\\]" }, { "$$", "$$" }, { "$", "$" } };
	tex = str_trim(tex);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct str open = str_from_c(marks[i].open), close = str_from_c(marks[i].close);
		if (tex.len > open.len + close.len && str_starts(tex, open) && str_ends(tex, close))
			return str_trim(str_sub(tex, open.len, tex.len - close.len));
	}
	return tex;
}

static struct element *tex_element(struct clean *c, struct str tex, bool block, int line)
{
	struct element *e = element_new(c->arena, TAG_SPAN);
	e->line = line;
	clean_set(c, e, CLEAN_TEX, bare_tex(tex));
	if (block)
		clean_set(c, e, "display", STR("block"));
	return e;
}

/* Puts `stays` in the place of `e`; all other words of `e` go to the ledger. */
static void keep_only(struct clean *c, struct element *e, struct element *stays)
{
	element_remove(stays);
	element_insert_before(e, stays);
	clean_drop(c, e);
}

/* The words that it draws, where they are also in the formula's source. */
static bool visit_katex(struct clean *c, struct element *e)
{
	if (!element_has_class(e, "katex") && !element_has_class(e, "katex-display"))
		return true;
	struct element *math = clean_find_tag(e, TAG_MATH);
	if (!math)
		return true;
	bool block = element_has_class(e, "katex-display");
	if (block || str_eq(element_attr(math, "display"), STR("block")))
		clean_set(c, math, "display", STR("block"));
	keep_only(c, e, math);
	return false;
}

/* ---- MathJax --------------------------------------------------------------------------- */

static bool is_tex_script(const struct element *e)
{
	return clean_is(e, TAG_SCRIPT) && str_starts_nocase(element_attr(e, "type"), STR("math/tex"));
}

static bool is_rendered(const struct element *e)
{
	static const char *const classes[] = { "MathJax", "MathJax_SVG", "MathJax_CHTML", "MathJax_Display", "MathJax_SVG_Display",
					       "MathJax_CHTML_Display", "mjx-chtml", "MathJax_PlainSource", NULL };
	return e->kind == ELEMENT_TAG && (clean_has_class(e, classes) || str_eq(e->name, STR("mjx-container")));
}

/* The source of a formula stands behind its preview and its drawing, with little between. */
static struct element *script_after(const struct element *e)
{
	int left = 8;
	for (struct element *n = e->next; n && left-- > 0; n = n->next) {
		if (is_tex_script(n))
			return n;
		if (!is_rendered(n) && !(n->kind != ELEMENT_TAG && element_is_blank(n)))
			return NULL;
	}
	return NULL;
}

/* The drawing: goes when <math> or the TeX says the same. */
static bool visit_rendered(struct clean *c, struct element *e)
{
	if (element_has_class(e, "MathJax_Preview")) {
		if (!script_after(e))
			return true;
		clean_drop(c, e);
		return false;
	}
	if (!is_rendered(e))
		return true;
	struct element *math = clean_find_tag(e, TAG_MATH), *script = script_after(e);
	if (math) {
		if (str_eq(element_attr(e, "display"), STR("true")))
			clean_set(c, math, "display", STR("block"));
		if (script) {
			clean_set(c, math, CLEAN_TEX, bare_tex(element_text(script, c->arena)));
			clean_set(c, script, " said", STR("")); /* beside the formula: visit_tex_script takes it away */
		}
		keep_only(c, e, math);
		return false;
	}
	if (!script)
		return true;
	clean_drop(c, e);
	return false;
}

static bool visit_tex_script(struct clean *c, struct element *e)
{
	if (!is_tex_script(e))
		return true;
	struct str tex = element_text(e, c->arena), cdata = STR("% <![CDATA[");
	if (str_starts(str_trim(tex), cdata)) {
		tex = str_trim(tex);
		tex = str_sub(tex, cdata.len, tex.len);
		ptrdiff_t end = str_find(tex, STR("%]]>"), 0);
		tex = str_sub(tex, 0, end < 0 ? tex.len : (size_t)end);
	}
	bool block = str_find_nocase(element_attr(e, "type"), STR("mode=display"), 0) >= 0;
	if (str_trim(tex).len && !element_has_attr(e, " said"))
		element_insert_before(e, tex_element(c, tex, block, e->line));
	element_remove(e);
	return false;
}

/* ---- the others ------------------------------------------------------------------------ */

/* Pandoc and Arithmatex: <span class="math inline">\(x\)</span>. */
static bool visit_span(struct clean *c, struct element *e)
{
	bool math = element_has_class(e, "math") || element_has_class(e, "arithmatex");
	if (!math || (e->tag != TAG_SPAN && e->tag != TAG_DIV) || !e->first || e->first != e->last ||
	    e->first->kind != ELEMENT_TEXT)
		return true;
	struct str text = str_trim(e->first->text), tex = bare_tex(text);
	if (tex.len == text.len)
		return true;
	bool block = element_has_class(e, "display") || e->tag == TAG_DIV || str_starts(text, STR("\\[")) ||
		     str_starts(text, STR("$$"));
	element_insert_before(e, tex_element(c, text, block, e->line));
	element_remove(e);
	return false;
}

/* MediaWiki: a hidden <math> and a picture of it. */
static bool visit_wiki(struct clean *c, struct element *e)
{
	if (!element_has_class(e, "mwe-math-element"))
		return true;
	struct element *math = clean_find_tag(e, TAG_MATH);
	if (!math)
		return true;
	if (clean_find_class(e, "mwe-math-fallback-image-display"))
		clean_set(c, math, "display", STR("block"));
	keep_only(c, e, math);
	return false;
}

/* Pictures of TeX: WordPress, old MediaWiki. */
static bool visit_picture(struct clean *c, struct element *e)
{
	static const char *const classes[] = { "latex", "tex", "texrender", "ql-img-inline-formula", "ql-img-displayed-equation", NULL };
	static const char *const addresses[] = { "latex.php?", "/latex.codecogs.com/", "chart?cht=tx", "/latex/?" };
	if (e->tag != TAG_IMG || str_trim(element_attr(e, "alt")).len == 0)
		return true;
	bool tex = clean_has_class(e, classes);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		tex |= str_find(element_attr(e, "src"), str_from_c(addresses[i]), 0) >= 0;
	if (!tex)
		return true;
	bool block = element_has_class(e, "ql-img-displayed-equation");
	element_insert_before(e, tex_element(c, element_attr(e, "alt"), block, e->line));
	element_remove(e);
	return false;
}

void clean_math(struct clean *c)
{
	bool math = c->has.tags[TAG_MATH], script = c->has.tags[TAG_SCRIPT];
	if (math)
		clean_each_flow(c, visit_katex);
	if (math || script)
		clean_each_flow(c, visit_rendered);
	if (script)
		clean_each_flow(c, visit_tex_script);
	if (c->has.class && (c->has.tags[TAG_SPAN] || c->has.tags[TAG_DIV]))
		clean_each_flow(c, visit_span);
	if (math)
		clean_each_flow(c, visit_wiki);
	if (c->has.tags[TAG_IMG])
		clean_each_flow(c, visit_picture);
}
