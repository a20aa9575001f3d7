/* names.c - what the XHTML that backend/markup writes calls a node: the names that rules select by. */
#include "style/css.h"

struct style_name style_name_of(const struct node *n)
{
	static const char *const heads[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
	static const char *const callouts[] = { "callout note", "callout tip", "callout important",
						"callout warning", "callout caution" };
	static const char *const aligns[] = { "", "left", "center", "right" };
	int rank;
	switch (n->type) {
	case NODE_ARTICLE: return (struct style_name){ "body", "" };
	case NODE_PARAGRAPH: return (struct style_name){ "p", "" };
	case NODE_HEADING:
		rank = n->as.heading.rank < 1 ? 1 : n->as.heading.rank > 5 ? 5 : n->as.heading.rank;
		return (struct style_name){ heads[rank], "" };
	case NODE_LIST:
		if (n->first && n->first->type == NODE_ITEM && n->first->as.item.task != TASK_NONE)
			return (struct style_name){ "ul", "tasks" };
		return (struct style_name){ n->as.list.ordered ? "ol" : "ul", n->as.list.tight ? "tight" : "" };
	case NODE_ITEM: return (struct style_name){ "li", "" };
	case NODE_CODE_BLOCK: return (struct style_name){ "pre", n->as.code.kind == CODE_DIAGRAM ? "diagram" : "" };
	case NODE_QUOTE: return (struct style_name){ "blockquote", "" };
	case NODE_CALLOUT: return (struct style_name){ "div", callouts[n->as.callout.kind] };
	case NODE_TABLE: return (struct style_name){ "table", "" };
	case NODE_CAPTION:
		return (struct style_name){ n->parent && n->parent->type == NODE_TABLE ? "caption" : "figcaption", "" };
	case NODE_ROW: return (struct style_name){ "tr", "" };
	case NODE_CELL:
		return (struct style_name){ n->as.cell.header ? "th" : "td", aligns[n->as.cell.align] };
	case NODE_FIGURE: return (struct style_name){ "figure", "" };
	case NODE_RULE: return (struct style_name){ "hr", "" };
	case NODE_DEFINITIONS: return (struct style_name){ "dl", "" };
	case NODE_TERM: return (struct style_name){ "dt", "" };
	case NODE_DESCRIPTION: return (struct style_name){ "dd", "" };
	case NODE_DETAILS: return (struct style_name){ "div", "details" };
	case NODE_SUMMARY: return (struct style_name){ "p", "summary" };
	case NODE_FOOTNOTE: return (struct style_name){ "aside", "note" };
	case NODE_MATH_BLOCK: return (struct style_name){ "div", "math" };
	case NODE_MEDIA: return (struct style_name){ "p", "media" };
	case NODE_RAW: return (struct style_name){ "pre", "raw" };
	case NODE_TEXT: return (struct style_name){ "", "" };
	case NODE_EMPHASIS: return (struct style_name){ "em", "" };
	case NODE_STRONG: return (struct style_name){ "strong", "" };
	case NODE_CODE: return (struct style_name){ "code", "" };
	case NODE_KEY: return (struct style_name){ "kbd", "" };
	case NODE_SAMPLE: return (struct style_name){ "samp", "" };
	case NODE_VARIABLE: return (struct style_name){ "var", "" };
	case NODE_LINK: return (struct style_name){ "a", "" };
	case NODE_IMAGE: return (struct style_name){ "img", "" };
	case NODE_BREAK: return (struct style_name){ "br", "" };
	case NODE_SUBSCRIPT: return (struct style_name){ "sub", "" };
	case NODE_SUPERSCRIPT: return (struct style_name){ "sup", "" };
	case NODE_DELETION: return (struct style_name){ "del", "" };
	case NODE_INSERTION: return (struct style_name){ "ins", "" };
	case NODE_MARK: return (struct style_name){ "mark", "" };
	case NODE_SMALL: return (struct style_name){ "small", "" };
	case NODE_ABBREVIATION: return (struct style_name){ "abbr", "" };
	case NODE_QUOTATION: return (struct style_name){ "q", "" };
	case NODE_RUBY: return (struct style_name){ "ruby", "" };
	case NODE_RUBY_TEXT: return (struct style_name){ "rt", "" };
	case NODE_MATH: return (struct style_name){ "span", "math" };
	case NODE_FOOTNOTE_REF: return (struct style_name){ "sup", "noteref" };
	case NODE_SPAN: return (struct style_name){ "span", "" };
	case NODE_TYPE_COUNT: break;
	}
	return (struct style_name){ "div", "" };
}

/* Whatever an e-book's documents or a page may hold, parts of formulas and drawings too. */
static const char *const elements[] = {
	"a", "abbr", "aside", "blockquote", "body", "br", "caption", "code", "col", "colgroup", "dd", "del", "div",
	"dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "img",
	"ins", "kbd", "li", "link", "mark", "meta", "nav", "ol", "p", "pre", "q", "rt", "ruby", "samp", "section",
	"small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
	"var", "wbr",
	"math", "menclose", "merror", "mfenced", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded",
	"mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup",
	"mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
	"g", "image", "path", "svg", "text",
};

/* HTML's elements that are others here. */
static const struct {
	const char *name, *instead;
} renamed[] = {
	{ "article", "body" }, { "b", "strong" }, { "cite", "em" }, { "details", "div.details" }, { "dfn", "em" },
	{ "i", "em" }, { "main", "body" }, { "s", "del" }, { "strike", "del" }, { "summary", "p.summary" },
	{ "tt", "code" }, { "u", "ins" },
};

bool names_has(struct str tag, const char **instead)
{
	*instead = NULL;
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (str_eq_c(tag, elements[i]))
			return true;
	for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
		if (str_eq_c(tag, renamed[i].name))
			*instead = renamed[i].instead;
	return false;
}
