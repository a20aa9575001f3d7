/* look.c - the page in numbers.
 *
 * A4 and Letter share their measures (360 and 420 pt), so that either prints on the other; other papers
 * keep the proportions. The grid is 13 pt; the body's height is a whole number of its lines. */
#include "backend/pdf/look.h"

#include "style/style.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const struct paper {
	const char *name;
	float width, height, left, text, wide, first_baseline;
	int lines;
} papers[] = {
	{ "a4", 595.276f, 841.89f, 85, 360, 420, 84, 52 },
	{ "letter", 612, 792, 90, 360, 420, 84, 48 },
	{ "legal", 612, 1008, 90, 360, 420, 84, 64 },
	{ "a3", 841.89f, 1190.551f, 130, 440, 560, 110, 75 },
	{ "a5", 419.528f, 595.276f, 45, 316, 332, 60, 37 },
	{ "b5", 498.898f, 708.661f, 60, 346, 384, 70, 44 },
	{ "a6", 297.638f, 419.528f, 22, 252, 254, 42, 27 },
	{ "ereader", 255.118f, 340.157f, 12, 230, 231, 38, 21 }, /* 90 × 120 mm */
};

/* Lines of text that a running head stands above the first one, at least. */
static const float HEAD_CLEAR = 1.7f;

/* "120x160mm": false when it is not that. */
static bool own_size(const char *word, struct paper *p)
{
	char *end;
	double width = strtod(word, &end);
	if (end == word || (*end != 'x' && *end != 'X'))
		return false;
	double height = strtod(end + 1, &end);
	double unit = strcmp(end, "in") == 0 ? 72 : strcmp(end, "pt") == 0 ? 1 : 72 / 25.4;
	width *= unit;
	height *= unit;
	if (!(width >= 140 && width <= 14400 && height >= 140 && height <= 14400))
		return false;
	float w = (float)width, h = (float)height;
	float left = w * 0.1f > 85 ? 85 : w * 0.1f, text = fminf(w - 2 * left, 400);
	float first = fmaxf(h * 0.1f, 36); /* room for the running head */
	*p = (struct paper){ word, w, h, left, text, fminf(w - 2 * left, text * 7 / 6), first, 0 };
	p->lines = (int)((h - 2 * first) / 13) + 1;
	return true;
}

/* What the style says of the page: its size when --paper-size does not, and its margins. */
static void apply_page(struct paper *p, const struct style_page *page, bool size_given, float size,
		       float leading)
{
	if (!size_given && page->width > 0) {
		p->width = page->width;
		p->height = page->height;
		p->lines = (int)((p->height - p->first_baseline * 2) / leading);
	}
	if (page->margin[SIDE_LEFT] >= 0)
		p->left = fminf(page->margin[SIDE_LEFT], p->width * 0.4f);
	if (page->margin[SIDE_LEFT] >= 0 || page->margin[SIDE_RIGHT] >= 0 || p->left + p->wide > p->width) {
		float right = page->margin[SIDE_RIGHT] >= 0 ? page->margin[SIDE_RIGHT] : p->left;
		p->wide = fmaxf(p->width - p->left - right, 100);
		p->text = fmaxf(fminf(p->wide, size * 42), 100);
	}
	if (page->margin[SIDE_TOP] >= 0)
		p->first_baseline = page->margin[SIDE_TOP] + leading * 0.73f;
	if (page->margin[SIDE_TOP] >= 0 || page->margin[SIDE_BOTTOM] >= 0) {
		float bottom = page->margin[SIDE_BOTTOM] >= 0 ? page->margin[SIDE_BOTTOM] : p->first_baseline;
		p->lines = (int)((p->height - p->first_baseline + leading * 0.73f - bottom) / leading);
	}
	p->lines = p->lines < 8 ? 8 : p->lines;
}

static const struct paper *paper_named(const char *word, struct paper *own)
{
	for (size_t i = 0; word && i < sizeof papers / sizeof *papers; i++)
		if (str_eq_nocase(str_from_c(word), str_from_c(papers[i].name)))
			return &papers[i];
	return word && own_size(word, own) ? own : &papers[0];
}

/* Left-hand pages mirror the others, unless the style gives them margins of their own. */
static void set_sides(struct look *look, struct style *style, bool flag)
{
	const struct style_page *page = style_page(style, STR_NONE, false, false);
	const struct style_page *verso = style_page(style, STR_NONE, false, true);
	bool told = style_tells_sides(style), own = verso->margin[SIDE_LEFT] != page->margin[SIDE_LEFT];
	look->two_sided = flag || told;
	look->left_verso = look->page_width - look->left - look->wide_width;
	if (verso->margin[SIDE_LEFT] >= 0 && (own || !flag))
		look->left_verso = fminf(verso->margin[SIDE_LEFT], look->page_width - look->wide_width);
}

/* "@page :first" with an upper margin of its own; "break-before: right". */
static void set_openers(struct look *look, struct style *style, const struct style_values *body)
{
	const struct style_page *first = style_page(style, STR_NONE, true, false);
	if (first->margin[SIDE_TOP] > look->top)
		look->first_drop = fminf(first->margin[SIDE_TOP] - look->top, look->body_height * 0.6f);
	if (body->break_before == BREAK_RIGHT || body->break_before == BREAK_LEFT)
		look->starts_on = body->break_before;
}

void look_from_settings(struct look *look, const struct settings *settings)
{
	const char *word = settings ? settings_find(settings, "paper-size") : NULL;
	struct paper own, p = *paper_named(word, &own);
	struct diag_log log; /* what is wrong with the style is said when it is opened to set type */
	diag_log_init(&log);
	struct style *style = style_open(settings ? settings->style : NULL, STYLE_PRINT, p.width, &log);
	diag_log_done(&log);
	struct style_cache *cache = style_cache_new(style);
	struct style_place html = { .name = { "html", "" }, .last = true }, body = { .name = { "body", "" } };
	const struct style_values *v = style_child(cache, style_child(cache, NULL, html), body);
	float leading = fmaxf(v->line_height, 4);
	bool boxes = style_look_of(style)->checklist;
	p.lines = (int)((float)p.lines * 13 / leading + 0.01f);
	apply_page(&p, style_page(style, STR_NONE, false, false), word != NULL, v->font_size,
		   leading);
	float column, gap;
	if (style_columns(v, p.wide, &column, &gap) > 1) /* columns share all there is */
		p.text = p.wide;
	if (boxes) /* the margin beside the text is for notes */
		p.wide = p.text;
	*look = (struct look){
		.page_width = p.width, .page_height = p.height, .left = p.left, .text_width = p.text,
		.wide_width = p.wide, .frame_width = p.wide,
		.top = p.first_baseline - leading * 0.73f,
		.body_height = (float)p.lines * leading, .grid = leading,
		.head_baseline = fminf(p.first_baseline * 0.62f, p.first_baseline - HEAD_CLEAR * leading),
		.foot_baseline = p.height - p.first_baseline * 0.52f,
		.body_size = v->font_size, .body_leading = leading,
		.justified = v->text_align == TEXT_JUSTIFY, .hyphenated = true,
		.article_starts_page = v->break_before != BREAK_AUTO && v->break_before != BREAK_AVOID,
		.toc_depth = settings && settings->toc_depth_given ? settings->toc_depth : 1,
		.lines_snap = v->line_snap,
		.contents_boxes = boxes,
	};
	set_sides(look, style, settings && settings_flag(settings, "two-sided", false));
	set_openers(look, style, v);
	float paper_end = p.width - p.left - 30;
	if (boxes && paper_end > p.text + 60) {
		look->ruled_from = p.text + 18;
		look->ruled_to = look->frame_width = paper_end;
	}
	style_cache_free(cache);
	style_close(style);
}
