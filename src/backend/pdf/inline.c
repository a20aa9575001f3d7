/* inline.c - inline nodes become text in styles. */
#include "backend/pdf/flow.h"
#include "layout/math_text.h"

#include "base/unicode.h"
#include "base/url.h"
#include "base/utf8.h"
#include "doc/walk.h"

#include <stdio.h>
#include <stdlib.h>

const struct colour colour_text = { 0, 0, 0 };
const struct colour colour_quiet = { 0x55, 0x55, 0x55 };
const struct colour colour_faint = { 0x99, 0x99, 0x99 };
const struct colour colour_link = { 0x1A, 0x3F, 0x7A };

static void put_id(struct para *p, const struct node *n)
{
	if (n->id.len == 0)
		return;
	mem_grow(&p->ids, &p->cap_ids, p->n_ids + 1, sizeof *p->ids);
	p->ids[p->n_ids++] = setter_str(p->s, n->id);
}

static void put_styled(struct para *p, const struct ink *ink, struct str text)
{
	para_ink(p, ink);
	para_text(p, text);
}

/* The ink of an inline element within `from`. */
static struct ink child_ink(struct setter *s, const struct ink *from, const struct node *n)
{
	struct ink ink = *from;
	dress_ink(s, &ink, dress_child(s, from->v, n));
	if (n->type == NODE_CODE || n->type == NODE_KEY || n->type == NODE_SAMPLE)
		ink.literal = true;
	return ink;
}

/* The letters of `n` as a run with an element of its own. */
static struct ink with_element(struct setter *s, struct ink ink, enum selem_type type)
{
	if (ink.element >= 0)
		ink.element = setter_element(s, type, ink.element);
	return ink;
}

static struct ink raised(struct ink ink, float share)
{
	ink.rise += ink.size * share;
	ink.size *= 0.7f;
	return ink;
}

static void put_note_mark(struct para *p, const struct flow *f, const struct ink *base, int row)
{
	char number[16];
	snprintf(number, sizeof number, "%d", p->s->note_rows[row].number);
	struct ink ink = raised(with_element(p->s, *base, SELEM_REFERENCE), 0.33f);
	ink.note = row;
	ink.italic = ink.bold = false;
	ink.role = f->ink.role;
	ink.strike = ink.highlight = false;
	ink.size = base->size * 0.68f;
	ink.link = -1;
	ink.underline = false;
	put_styled(p, &ink, str_from_c(number));
}

bool flow_leads_out(struct str url)
{
	if (!url.len || url.len > URL_LONGEST)
		return false;
	switch (url_kind(url)) {
	case URL_WEB: case URL_FILE: case URL_CONTACT: case URL_OTHER:
		return true;
	case URL_RELATIVE: case URL_DATA: case URL_SCRIPT:
		return false;
	}
	return false;
}

/* Whether the link's text is its address, with or without the scheme. */
static bool says_address(struct str text, struct str url)
{
	static const char *const before[] = { "https://www.", "http://www.", "https://", "http://", "mailto:" };
	text = str_trim(text);
	if (str_ends(url, STR("/")))
		url.len--;
	if (str_ends(text, STR("/")))
		text.len--;
	if (str_eq(text, url))
		return true;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		struct str start = str_from_c(before[i]);
		if (str_starts(url, start) && str_eq(text, str_sub(url, start.len, url.len)))
			return true;
	}
	return false;
}

static void put_page_reference(struct para *p, const struct ink *ink, const struct link_to *to)
{
	struct setter *s = p->s;
	put_styled(p, ink, STR("\xC2\xA0\xE2\x86\x92\xC2\xA0p.\xC2\xA0"));
	int face = font_role(s->t->fonts, ink->role, ink->bold, ink->italic);
	float digit = (float)font_advance(s->t->fonts, face, font_glyph(s->t->fonts, face, '0')) *
		      ink->size / (float)font_face(s->t->fonts, face)->units_per_em;
	int digits = 1;
	for (unsigned page = s->t->page_guess[to->entry]; page > 9; page /= 10)
		digits++;
	para_object(p, ink, &(struct para_object){ .width = digit * (float)digits, .page = true,
						   .entry = to->entry, .fragment = to->fragment,
						   .image = -1, .element = ink->element });
}

static void put_link(struct para *p, const struct flow *f, const struct node *n, const struct ink *base)
{
	struct setter *s = p->s;
	struct buf text;
	buf_init(&text);
	node_put_text(n, &text);
	struct link_to to = { .entry = -1 };
	const struct entry *target = n->as.link.target;
	if (target)
		to.entry = target->index;
	else
		to.url = setter_str(s, n->as.link.url);
	to.fragment = setter_str(s, n->as.link.fragment);
	to.contents = setter_str(s, str_trim(buf_str(&text)));
	if (to.contents.len == 0)
		to.contents = target ? setter_str(s, target->title) : to.url;
	bool address = says_address(buf_str(&text), n->as.link.url);
	buf_done(&text);
	if (!target && !flow_leads_out(to.url)) {
		inline_put(p, f, n->first, base);
		return;
	}
	struct ink ink = with_element(s, child_ink(s, base, n), SELEM_LINK);
	to.element = ink.element;
	ink.link = setter_link(s, to);
	inline_put(p, f, n->first, &ink);
	enum link_style style = link_style_of(s->t->settings);
	if (target && target != (s->article ? s->article->entry : NULL)) {
		struct ink small = ink;
		small.size *= 0.88f;
		put_page_reference(p, &small, &s->links_to[ink.link]);
	} else if (!target && !address && !s->in_note && str_find(to.url, STR("://"), 0) > 0) {
		if (style == LINKS_FOOTNOTE)
			put_note_mark(p, f, base, note_for_url(f, to.url));
		else if (style == LINKS_INLINE) {
			struct ink small = *base;
			small.size *= 0.88f;
			small.literal = true;
			put_styled(p, &small, STR(" ("));
			para_text(p, to.url);
			para_text(p, STR(")"));
		}
	}
}

static void put_image(struct para *p, const struct flow *f, const struct node *n, const struct ink *ink)
{
	struct para_object o = { .image = -1 };
	struct setter *s = p->s;
	if (flow_picture(f, n, &o, f->width, s->look->body_height * 0.6f)) {
		o.element = ARTIFACT_LAYOUT;
		if (!n->as.image.decorative && ink->element >= 0) {
			o.element = setter_element(s, SELEM_FIGURE, ink->element);
			s->elements[o.element].alt = n->as.image.alt.len ? setter_str(s, n->as.image.alt)
								       : STR("picture");
		}
		para_object(p, ink, &o);
		return;
	}
	if (n->as.image.decorative && n->as.image.alt.len == 0)
		return;
	/* Not at hand: what it shows, in words. */
	struct ink quiet = *ink;
	quiet.role = FONT_HEAD;
	quiet.size *= 0.85f;
	quiet.colour = colour_quiet;
	put_styled(p, &quiet, STR("["));
	para_text(p, n->as.image.alt.len ? n->as.image.alt : STR("picture"));
	para_text(p, STR("]"));
}

static void put_node(struct para *, const struct flow *, const struct node *, const struct ink *);

/* Base and reading: (reading) behind the base, as UAX #ruby's fallback has it. */
static void put_ruby(struct para *p, const struct flow *f, const struct node *n, const struct ink *ink)
{
	for (const struct node *k = n->first; k; k = k->next) {
		if (k->type != NODE_RUBY_TEXT) {
			put_node(p, f, k, ink);
			continue;
		}
		struct ink small = child_ink(p->s, ink, k);
		put_styled(p, &small, STR("("));
		inline_put(p, f, k->first, &small);
		put_styled(p, &small, STR(")"));
	}
}

static void put_span(struct para *p, const struct flow *f, const struct node *n, const struct ink *base)
{
	struct ink ink = child_ink(p->s, base, n);
	if (n->lang.len > 0 && ink.element >= 0) {
		ink = with_element(p->s, ink, SELEM_SPAN);
		ink.lang = setter_str(p->s, n->lang);
		p->s->elements[ink.element].lang = ink.lang;
	}
	/* Directions inside a line: Unicode's isolates say it. */
	if (n->direction == DIRECTION_RTL)
		put_styled(p, &ink, STR("\xE2\x81\xA7"));
	else if (n->direction == DIRECTION_LTR)
		put_styled(p, &ink, STR("\xE2\x81\xA6"));
	inline_put(p, f, n->first, &ink);
	if (n->direction == DIRECTION_RTL || n->direction == DIRECTION_LTR)
		put_styled(p, &ink, STR("\xE2\x81\xA9"));
}

static void put_math(struct para *p, const struct node *n, const struct ink *base)
{
	struct ink ink = child_ink(p->s, base, n);
	struct buf text;
	buf_init(&text);
	math_text_put(&text, n->as.math.tex, n->as.math.mathml, true);
	ink = with_element(p->s, ink, SELEM_FORMULA);
	struct str alt = str_trim(buf_str(&text));
	if (ink.element >= 0)
		p->s->elements[ink.element].alt = alt.len ? setter_str(p->s, alt) : STR("formula");
	put_styled(p, &ink, alt);
	buf_done(&text);
}

static void put_node(struct para *p, const struct flow *f, const struct node *n, const struct ink *base)
{
	struct ink ink;
	put_id(p, n);
	switch (n->type) {
	case NODE_TEXT: put_styled(p, base, n->as.text); break;
	case NODE_EMPHASIS: case NODE_STRONG: case NODE_KEY: case NODE_SAMPLE: case NODE_VARIABLE:
	case NODE_SUBSCRIPT: case NODE_SUPERSCRIPT: case NODE_DELETION: case NODE_INSERTION:
	case NODE_MARK: case NODE_SMALL: case NODE_ABBREVIATION: case NODE_RUBY_TEXT:
		ink = child_ink(p->s, base, n);
		inline_put(p, f, n->first, &ink);
		break;
	case NODE_CODE:
		ink = with_element(p->s, child_ink(p->s, base, n), SELEM_CODE);
		put_styled(p, &ink, n->as.text);
		break;
	case NODE_LINK: put_link(p, f, n, base); break;
	case NODE_IMAGE: put_image(p, f, n, base); break;
	case NODE_BREAK: para_ink(p, base); para_break(p); break;
	case NODE_QUOTATION:
		ink = child_ink(p->s, base, n);
		put_styled(p, &ink, STR("\xE2\x80\x9C"));
		inline_put(p, f, n->first, &ink);
		put_styled(p, &ink, STR("\xE2\x80\x9D"));
		break;
	case NODE_RUBY: put_ruby(p, f, n, base); break;
	case NODE_MATH: put_math(p, n, base); break;
	case NODE_FOOTNOTE_REF:
		if (n->as.footnote_ref.note)
			put_note_mark(p, f, base, note_for_node(f, n->as.footnote_ref.note));
		break;
	case NODE_SPAN: put_span(p, f, n, base); break;
	/* Blocks do not stand in a line; doc/check says so. */
	case NODE_ARTICLE: case NODE_PARAGRAPH: case NODE_HEADING: case NODE_LIST: case NODE_ITEM:
	case NODE_CODE_BLOCK: case NODE_QUOTE: case NODE_CALLOUT: case NODE_TABLE: case NODE_CAPTION:
	case NODE_ROW: case NODE_CELL: case NODE_FIGURE: case NODE_RULE: case NODE_DEFINITIONS:
	case NODE_TERM: case NODE_DESCRIPTION: case NODE_DETAILS: case NODE_SUMMARY:
	case NODE_FOOTNOTE: case NODE_MATH_BLOCK: case NODE_MEDIA: case NODE_RAW:
	case NODE_TYPE_COUNT:
		break;
	}
}

void inline_put(struct para *p, const struct flow *f, const struct node *first, const struct ink *base)
{
	for (const struct node *n = first; n; n = n->next)
		put_node(p, f, n, base);
}
