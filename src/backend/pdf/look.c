/* look.c - the page in numbers.
 *
 * A4 and Letter share their measures (360 and 420 pt), so that either prints on the other; other papers
 * keep the proportions. The grid is 13 pt; the body's height is a whole number of its lines. */
#include "backend/pdf/look.h"

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
	{ "a5", 419.528f, 595.276f, 45, 316, 332, 60, 37 },
	{ "b5", 498.898f, 708.661f, 60, 346, 384, 70, 44 },
	{ "a6", 297.638f, 419.528f, 22, 252, 254, 42, 27 },
	{ "ereader", 255.118f, 340.157f, 12, 230, 231, 32, 22 }, /* 90 × 120 mm */
};

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
	*p = (struct paper){ word, w, h, left, text, fminf(w - 2 * left, text * 7 / 6), h * 0.1f, 0 };
	p->lines = (int)((h * 0.8f) / 13);
	return true;
}

void look_from_settings(struct look *look, const struct settings *settings)
{
	const char *word = settings ? settings_find(settings, "paper-size") : NULL;
	struct paper p = papers[0], own;
	for (size_t i = 0; word && i < sizeof papers / sizeof *papers; i++)
		if (str_eq_nocase(str_from_c(word), str_from_c(papers[i].name)))
			p = papers[i];
	if (word && own_size(word, &own))
		p = own;
	const char *style = settings ? settings->style : NULL;
	bool compact = style && strcmp(style, "compact") == 0;
	bool study = style && strcmp(style, "study-guide") == 0;
	float leading = compact ? 11.5f : 13, baseline = leading * 0.73f;
	if (compact) { /* small margins */
		float more = p.left * 0.3f;
		p.left -= more;
		p.text += more * 2;
		p.wide = fminf(p.wide + more * 2, p.width - 2 * p.left);
		p.lines = (int)((float)p.lines * 13 / leading);
	}
	*look = (struct look){
		.page_width = p.width, .page_height = p.height, .left = p.left, .text_width = p.text,
		.wide_width = p.wide, .top = p.first_baseline - baseline,
		.body_height = (float)p.lines * leading, .grid = leading,
		.head_baseline = p.first_baseline * 0.62f,
		.foot_baseline = p.height - p.first_baseline * 0.52f,
		.body_size = compact ? 9 : 10, .body_leading = leading,
		.code_size = compact ? 7.2f : 8, .code_leading = leading * 0.75f,
		.table_size = compact ? 7.5f : 8.25f, .table_leading = compact ? 9.4f : 10.4f,
		.note_size = compact ? 7 : 7.75f, .note_leading = compact ? 8.8f : 9.75f,
		.two_sided = settings && settings_flag(settings, "two-sided", false),
		.justified = true, .hyphenated = true, .article_starts_page = !compact,
		.contents_boxes = study,
	};
}
