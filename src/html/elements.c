/* elements.c - the table of all elements: one row each. Everything else in html/ asks it what an
 * element is; a name that is not here keeps its children as if it were not there. */
#include "html/elements.h"

#include "html/clean.h"

#define INLINE_AS(node) { BOX_INLINE, ROLE_INLINE, NODE_##node }
#define PLAIN { BOX_INLINE, ROLE_PLAIN, NODE_SPAN }
#define FLOW { BOX_BLOCK, ROLE_FLOW, NODE_PARAGRAPH }
#define BLOCK_AS(node) { BOX_BLOCK, ROLE_BLOCK, NODE_##node }
#define OWN(box, node) { box, ROLE_OWN, NODE_##node }
#define HIDDEN { BOX_NONE, ROLE_HIDDEN, NODE_SPAN }
#define SILENT { BOX_NONE, ROLE_SILENT, NODE_SPAN }

const struct element_row element_rows[TAG_COUNT] = {
	[TAG_OTHER] = PLAIN,
	[TAG_A] = OWN(BOX_INLINE, LINK),
	[TAG_ABBR] = OWN(BOX_INLINE, ABBREVIATION),
	[TAG_ACRONYM] = OWN(BOX_INLINE, ABBREVIATION),
	[TAG_ADDRESS] = FLOW,
	[TAG_ANNOTATION] = PLAIN,
	[TAG_ANNOTATION_XML] = PLAIN,
	[TAG_APPLET] = OWN(BOX_BLOCK, MEDIA),
	[TAG_AREA] = SILENT,
	[TAG_ARTICLE] = FLOW,
	[TAG_ASIDE] = FLOW,
	[TAG_AUDIO] = OWN(BOX_BLOCK, MEDIA),
	[TAG_B] = INLINE_AS(STRONG),
	[TAG_BASE] = SILENT,
	[TAG_BASEFONT] = SILENT,
	[TAG_BDI] = INLINE_AS(SPAN),
	[TAG_BDO] = INLINE_AS(SPAN),
	[TAG_BGSOUND] = SILENT,
	[TAG_BIG] = PLAIN,
	[TAG_BLINK] = PLAIN,
	[TAG_BLOCKQUOTE] = OWN(BOX_BLOCK, QUOTE),
	[TAG_BODY] = FLOW,
	[TAG_BR] = OWN(BOX_BREAK, BREAK),
	[TAG_BUTTON] = PLAIN,
	[TAG_CANVAS] = FLOW,
	[TAG_CAPTION] = OWN(BOX_BLOCK, CAPTION),
	[TAG_CENTER] = FLOW,
	[TAG_CITE] = INLINE_AS(EMPHASIS),
	[TAG_CODE] = { BOX_INLINE, ROLE_CODE, NODE_CODE },
	[TAG_COL] = SILENT,
	[TAG_COLGROUP] = SILENT,
	[TAG_DATA] = PLAIN,
	[TAG_DATALIST] = HIDDEN,
	[TAG_DD] = OWN(BOX_BLOCK, DESCRIPTION),
	[TAG_DEL] = INLINE_AS(DELETION),
	[TAG_DESC] = PLAIN,
	[TAG_DETAILS] = OWN(BOX_BLOCK, DETAILS),
	[TAG_DFN] = INLINE_AS(EMPHASIS),
	[TAG_DIALOG] = FLOW,
	[TAG_DIR] = OWN(BOX_BLOCK, LIST),
	[TAG_DIV] = FLOW,
	[TAG_DL] = OWN(BOX_BLOCK, DEFINITIONS),
	[TAG_DT] = OWN(BOX_BLOCK, TERM),
	[TAG_EM] = INLINE_AS(EMPHASIS),
	[TAG_EMBED] = OWN(BOX_BLOCK, MEDIA),
	[TAG_FIELDSET] = FLOW,
	[TAG_FIGCAPTION] = OWN(BOX_BLOCK, CAPTION),
	[TAG_FIGURE] = OWN(BOX_BLOCK, FIGURE),
	[TAG_FONT] = PLAIN,
	[TAG_FOOTER] = FLOW,
	[TAG_FOREIGNOBJECT] = FLOW,
	[TAG_FORM] = FLOW,
	[TAG_FRAME] = OWN(BOX_BLOCK, MEDIA),
	[TAG_FRAMESET] = FLOW,
	[TAG_H1] = OWN(BOX_BLOCK, HEADING),
	[TAG_H2] = OWN(BOX_BLOCK, HEADING),
	[TAG_H3] = OWN(BOX_BLOCK, HEADING),
	[TAG_H4] = OWN(BOX_BLOCK, HEADING),
	[TAG_H5] = OWN(BOX_BLOCK, HEADING),
	[TAG_H6] = OWN(BOX_BLOCK, HEADING),
	[TAG_HEAD] = FLOW,
	[TAG_HEADER] = FLOW,
	[TAG_HGROUP] = FLOW,
	[TAG_HR] = OWN(BOX_BLOCK, RULE),
	[TAG_HTML] = FLOW,
	[TAG_I] = INLINE_AS(EMPHASIS),
	[TAG_IFRAME] = OWN(BOX_BLOCK, MEDIA),
	[TAG_IMAGE] = PLAIN,
	[TAG_IMG] = OWN(BOX_ATOM, IMAGE),
	[TAG_INPUT] = OWN(BOX_ATOM, ITEM),
	[TAG_INS] = INLINE_AS(INSERTION),
	[TAG_KBD] = INLINE_AS(KEY),
	[TAG_KEYGEN] = SILENT,
	[TAG_LABEL] = PLAIN,
	[TAG_LEGEND] = FLOW,
	[TAG_LI] = OWN(BOX_BLOCK, ITEM),
	[TAG_LINK] = SILENT,
	[TAG_LISTING] = OWN(BOX_PRE, CODE_BLOCK),
	[TAG_MAIN] = FLOW,
	[TAG_MALIGNMARK] = PLAIN,
	[TAG_MAP] = PLAIN,
	[TAG_MARK] = INLINE_AS(MARK),
	[TAG_MARQUEE] = FLOW,
	[TAG_MATH] = OWN(BOX_ATOM, MATH),
	[TAG_MENU] = OWN(BOX_BLOCK, LIST),
	[TAG_MENUITEM] = FLOW,
	[TAG_META] = SILENT,
	[TAG_METER] = PLAIN,
	[TAG_MGLYPH] = PLAIN,
	[TAG_MI] = PLAIN,
	[TAG_MN] = PLAIN,
	[TAG_MO] = PLAIN,
	[TAG_MS] = PLAIN,
	[TAG_MTEXT] = PLAIN,
	[TAG_NAV] = FLOW,
	[TAG_NOBR] = PLAIN,
	[TAG_NOEMBED] = HIDDEN,
	[TAG_NOFRAMES] = HIDDEN,
	[TAG_NOSCRIPT] = PLAIN,
	[TAG_OBJECT] = OWN(BOX_BLOCK, MEDIA),
	[TAG_OL] = OWN(BOX_BLOCK, LIST),
	[TAG_OPTGROUP] = FLOW,
	[TAG_OPTION] = FLOW,
	[TAG_OUTPUT] = PLAIN,
	[TAG_P] = OWN(BOX_BLOCK, PARAGRAPH),
	[TAG_PARAM] = SILENT,
	[TAG_PICTURE] = PLAIN,
	[TAG_PLAINTEXT] = OWN(BOX_PRE, CODE_BLOCK),
	[TAG_PRE] = OWN(BOX_PRE, CODE_BLOCK),
	[TAG_PROGRESS] = PLAIN,
	[TAG_Q] = OWN(BOX_INLINE, QUOTATION),
	[TAG_RB] = PLAIN,
	[TAG_RP] = HIDDEN,
	[TAG_RT] = OWN(BOX_INLINE, RUBY_TEXT),
	[TAG_RTC] = PLAIN,
	[TAG_RUBY] = INLINE_AS(RUBY),
	[TAG_S] = INLINE_AS(DELETION),
	[TAG_SAMP] = INLINE_AS(SAMPLE),
	[TAG_SCRIPT] = SILENT,
	[TAG_SEARCH] = FLOW,
	[TAG_SECTION] = FLOW,
	[TAG_SELECT] = FLOW,
	[TAG_SELECTEDCONTENT] = PLAIN,
	[TAG_SLOT] = PLAIN,
	[TAG_SMALL] = INLINE_AS(SMALL),
	[TAG_SOURCE] = SILENT,
	[TAG_SPAN] = PLAIN,
	[TAG_STRIKE] = INLINE_AS(DELETION),
	[TAG_STRONG] = INLINE_AS(STRONG),
	[TAG_STYLE] = SILENT,
	[TAG_SUB] = INLINE_AS(SUBSCRIPT),
	[TAG_SUMMARY] = OWN(BOX_BLOCK, SUMMARY),
	[TAG_SUP] = INLINE_AS(SUPERSCRIPT),
	[TAG_SVG] = OWN(BOX_ATOM, IMAGE),
	[TAG_TABLE] = OWN(BOX_BLOCK, TABLE),
	[TAG_TBODY] = FLOW,
	[TAG_TD] = FLOW,
	[TAG_TEMPLATE] = HIDDEN,
	[TAG_TEXTAREA] = OWN(BOX_PRE, CODE_BLOCK),
	[TAG_TFOOT] = FLOW,
	[TAG_TH] = FLOW,
	[TAG_THEAD] = FLOW,
	[TAG_TIME] = PLAIN,
	[TAG_TITLE] = HIDDEN,
	[TAG_TR] = FLOW,
	[TAG_TRACK] = SILENT,
	[TAG_TT] = { BOX_INLINE, ROLE_CODE, NODE_CODE },
	[TAG_U] = INLINE_AS(INSERTION),
	[TAG_UL] = OWN(BOX_BLOCK, LIST),
	[TAG_VAR] = INLINE_AS(VARIABLE),
	[TAG_VIDEO] = OWN(BOX_BLOCK, MEDIA),
	[TAG_WBR] = OWN(BOX_INLINE, TEXT),
	[TAG_XMP] = OWN(BOX_PRE, CODE_BLOCK),
};

bool element_is_block(const struct element *e)
{
	enum element_box box = e->kind == ELEMENT_TAG ? element_row(e)->box : BOX_INLINE;
	return box == BOX_BLOCK || box == BOX_PRE;
}

bool element_is_heading(const struct element *e)
{
	return e->kind == ELEMENT_TAG && e->ns == NS_HTML && e->tag >= TAG_H1 && e->tag <= TAG_H6;
}

/* No-break spaces and the invisible marks that editors leave in empty paragraphs. */
static bool text_is_blank(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (ch_space(s.p[i]))
			continue;
		static const char *const blanks[] = { "\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF" };
		size_t step = 0;
		for (size_t k = 0; k < sizeof blanks / sizeof *blanks && !step; k++)
			if (str_starts(str_sub(s, i, s.len), str_from_c(blanks[k])))
				step = strlen(blanks[k]);
		if (!step)
			return false;
		i += step - 1;
	}
	return true;
}

bool element_is_blank(const struct element *e)
{
	if (e->kind != ELEMENT_TAG)
		return e->kind == ELEMENT_COMMENT || !e->text.len || text_is_blank(e->text);
	for (const struct element *n = e; n; n = element_next(e, n)) {
		if (n->kind == ELEMENT_TEXT && !text_is_blank(n->text))
			return false;
		if (n->kind != ELEMENT_TAG)
			continue;
		if (element_has_attr(n, CLEAN_CALLOUT_TITLE)) /* its words have moved there */
			return false;
		const struct element_row *row = element_row(n);
		if (row->role == ROLE_OWN && (row->box == BOX_ATOM || row->type == NODE_MEDIA ||
					      row->type == NODE_RULE))
			return false;
	}
	return true;
}
