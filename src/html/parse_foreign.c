/* parse_foreign.c - SVG and MathML within HTML (HTML Standard 13.2.6.5 and the tables of
 * 13.2.6.1). */
#include "html/parse.h"

#include <stdlib.h>

/* Lower case, and as SVG spells it; in byte order of the first. */
struct spelling {
	const char *lower, *right;
};

static const struct spelling svg_names[] = {
	{ "altglyph", "altGlyph" }, { "altglyphdef", "altGlyphDef" },
	{ "altglyphitem", "altGlyphItem" }, { "animatecolor", "animateColor" },
	{ "animatemotion", "animateMotion" }, { "animatetransform", "animateTransform" },
	{ "clippath", "clipPath" }, { "feblend", "feBlend" }, { "fecolormatrix", "feColorMatrix" },
	{ "fecomponenttransfer", "feComponentTransfer" }, { "fecomposite", "feComposite" },
	{ "feconvolvematrix", "feConvolveMatrix" }, { "fediffuselighting", "feDiffuseLighting" },
	{ "fedisplacementmap", "feDisplacementMap" }, { "fedistantlight", "feDistantLight" },
	{ "fedropshadow", "feDropShadow" }, { "feflood", "feFlood" }, { "fefunca", "feFuncA" },
	{ "fefuncb", "feFuncB" }, { "fefuncg", "feFuncG" }, { "fefuncr", "feFuncR" },
	{ "fegaussianblur", "feGaussianBlur" }, { "feimage", "feImage" }, { "femerge", "feMerge" },
	{ "femergenode", "feMergeNode" }, { "femorphology", "feMorphology" },
	{ "feoffset", "feOffset" }, { "fepointlight", "fePointLight" },
	{ "fespecularlighting", "feSpecularLighting" }, { "fespotlight", "feSpotLight" },
	{ "fetile", "feTile" }, { "feturbulence", "feTurbulence" },
	{ "foreignobject", "foreignObject" }, { "glyphref", "glyphRef" },
	{ "lineargradient", "linearGradient" }, { "radialgradient", "radialGradient" },
	{ "textpath", "textPath" },
};

static const struct spelling svg_attrs[] = {
	{ "attributename", "attributeName" }, { "attributetype", "attributeType" },
	{ "basefrequency", "baseFrequency" }, { "baseprofile", "baseProfile" },
	{ "calcmode", "calcMode" }, { "clippathunits", "clipPathUnits" },
	{ "diffuseconstant", "diffuseConstant" }, { "edgemode", "edgeMode" },
	{ "filterunits", "filterUnits" }, { "glyphref", "glyphRef" },
	{ "gradienttransform", "gradientTransform" }, { "gradientunits", "gradientUnits" },
	{ "kernelmatrix", "kernelMatrix" }, { "kernelunitlength", "kernelUnitLength" },
	{ "keypoints", "keyPoints" }, { "keysplines", "keySplines" }, { "keytimes", "keyTimes" },
	{ "lengthadjust", "lengthAdjust" }, { "limitingconeangle", "limitingConeAngle" },
	{ "markerheight", "markerHeight" }, { "markerunits", "markerUnits" },
	{ "markerwidth", "markerWidth" }, { "maskcontentunits", "maskContentUnits" },
	{ "maskunits", "maskUnits" }, { "numoctaves", "numOctaves" }, { "pathlength", "pathLength" },
	{ "patterncontentunits", "patternContentUnits" }, { "patterntransform", "patternTransform" },
	{ "patternunits", "patternUnits" }, { "pointsatx", "pointsAtX" },
	{ "pointsaty", "pointsAtY" }, { "pointsatz", "pointsAtZ" },
	{ "preservealpha", "preserveAlpha" }, { "preserveaspectratio", "preserveAspectRatio" },
	{ "primitiveunits", "primitiveUnits" }, { "refx", "refX" }, { "refy", "refY" },
	{ "repeatcount", "repeatCount" }, { "repeatdur", "repeatDur" },
	{ "requiredextensions", "requiredExtensions" }, { "requiredfeatures", "requiredFeatures" },
	{ "specularconstant", "specularConstant" }, { "specularexponent", "specularExponent" },
	{ "spreadmethod", "spreadMethod" }, { "startoffset", "startOffset" },
	{ "stddeviation", "stdDeviation" }, { "stitchtiles", "stitchTiles" },
	{ "surfacescale", "surfaceScale" }, { "systemlanguage", "systemLanguage" },
	{ "tablevalues", "tableValues" }, { "targetx", "targetX" }, { "targety", "targetY" },
	{ "textlength", "textLength" }, { "viewbox", "viewBox" }, { "viewtarget", "viewTarget" },
	{ "xchannelselector", "xChannelSelector" }, { "ychannelselector", "yChannelSelector" },
	{ "zoomandpan", "zoomAndPan" },
};

static const struct spelling mathml_attrs[] = { { "definitionurl", "definitionURL" } };

static int compare(const void *key, const void *row)
{
	return str_cmp(*(const struct str *)key, str_from_c(((const struct spelling *)row)->lower));
}

static void spell(struct str *name, const struct spelling *table, size_t n)
{
	const struct spelling *row = bsearch(name, table, n, sizeof *table, compare);
	if (row)
		*name = str_from_c(row->right);
}

#define SPELL(name, table) spell(name, table, sizeof(table) / sizeof *(table))

void foreign_adjust_name(struct parser *p, struct element *e)
{
	if (e->ns != NS_SVG || e->tag != TAG_OTHER)
		return;
	SPELL(&e->name, svg_names);
	e->tag = html_tag_find(e->name);
	p->seen.tags[e->tag] = true;
}

void foreign_adjust_attrs(struct element *e)
{
	for (size_t i = 0; i < e->n_attrs; i++)
		if (e->ns == NS_SVG)
			SPELL(&e->attrs[i].name, svg_attrs);
		else
			SPELL(&e->attrs[i].name, mathml_attrs);
}

void foreign_open(struct parser *p, enum html_namespace ns)
{
	struct element *e = parse_element(p, ns);
	foreign_adjust_name(p, e);
	foreign_adjust_attrs(e);
	parse_put(parse_place(p, NULL), e);
	if (!p->token.self_closing)
		parse_push(p, e);
}

/* ---- integration points ---------------------------------------------------------------- */

static bool is_mathml_text(const struct element *e)
{
	return e->ns == NS_MATHML && (e->tag == TAG_MI || e->tag == TAG_MO || e->tag == TAG_MN
		|| e->tag == TAG_MS || e->tag == TAG_MTEXT);
}

static bool is_html_point(const struct element *e)
{
	if (e->ns == NS_SVG)
		return e->tag == TAG_FOREIGNOBJECT || e->tag == TAG_DESC || e->tag == TAG_TITLE;
	if (e->ns != NS_MATHML || e->tag != TAG_ANNOTATION_XML)
		return false;
	struct str encoding = element_attr(e, "encoding");
	return str_eq_nocase(encoding, STR("text/html"))
		|| str_eq_nocase(encoding, STR("application/xhtml+xml"));
}

bool foreign_applies(const struct parser *p)
{
	const struct element *e = parse_adjusted(p);
	const struct token *token = &p->token;
	if (e->ns == NS_HTML || token->kind == TOKEN_EOF)
		return false;
	bool start = token->kind == TOKEN_START, text = token->kind == TOKEN_TEXT;
	if (is_mathml_text(e) && (text || (start && token->tag != TAG_MGLYPH
		&& token->tag != TAG_MALIGNMARK)))
		return false;
	if (e->ns == NS_MATHML && e->tag == TAG_ANNOTATION_XML && start && token->tag == TAG_SVG)
		return false;
	return !(is_html_point(e) && (start || text));
}

/* ---- tokens ---------------------------------------------------------------------------- */

static bool has_font_attr(const struct token *token)
{
	for (size_t i = 0; i < token->n_attrs; i++) {
		struct str name = token->attrs[i].name;
		if (str_eq(name, STR("color")) || str_eq(name, STR("face")) || str_eq(name, STR("size")))
			return true;
	}
	return false;
}

/* Tags that cannot be meant for SVG or MathML: they end it. */
static bool breaks_out(const struct token *token)
{
	switch (token->tag) {
	case TAG_B: case TAG_BIG: case TAG_BLOCKQUOTE: case TAG_BODY: case TAG_BR: case TAG_CENTER:
	case TAG_CODE: case TAG_DD: case TAG_DIV: case TAG_DL: case TAG_DT: case TAG_EM:
	case TAG_EMBED: case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
	case TAG_HEAD: case TAG_HR: case TAG_I: case TAG_IMG: case TAG_LI: case TAG_LISTING:
	case TAG_MENU: case TAG_META: case TAG_NOBR: case TAG_OL: case TAG_P: case TAG_PRE:
	case TAG_RUBY: case TAG_S: case TAG_SMALL: case TAG_SPAN: case TAG_STRONG: case TAG_STRIKE:
	case TAG_SUB: case TAG_SUP: case TAG_TABLE: case TAG_TT: case TAG_U: case TAG_UL:
	case TAG_VAR:
		return token->kind == TOKEN_START || token->tag == TAG_BR || token->tag == TAG_P;
	case TAG_FONT:
		return token->kind == TOKEN_START && has_font_attr(token);
	default:
		return false;
	}
}

static void break_out(struct parser *p)
{
	for (const struct element *e; (e = parse_current(p))->ns != NS_HTML;) {
		if (is_mathml_text(e) || is_html_point(e))
			break;
		parse_pop(p);
	}
	mode_take(p);
}

static void take_end(struct parser *p)
{
	for (size_t i = p->depth; i-- > 1;) {
		const struct element *e = p->stack[i];
		if (e->ns == NS_HTML) {
			mode_take(p);
			return;
		}
		if (str_eq_nocase(e->name, p->token.name)) {
			parse_pop_to(p, e);
			return;
		}
	}
}

void foreign_take(struct parser *p)
{
	switch (p->token.kind) {
	case TOKEN_TEXT:
		if (p->in.in.marked)
			input_replace_marks(p->token.text);
		parse_put_text(p, p->token.text);
		break;
	case TOKEN_COMMENT: parse_put_comment(p); break;
	case TOKEN_START:
		if (breaks_out(&p->token))
			break_out(p);
		else
			foreign_open(p, parse_adjusted(p)->ns);
		break;
	case TOKEN_END:
		if (breaks_out(&p->token))
			break_out(p);
		else
			take_end(p);
		break;
	case TOKEN_DOCTYPE: case TOKEN_EOF: break;
	}
}
