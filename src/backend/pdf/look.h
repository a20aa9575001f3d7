/* look.h - the page in numbers: what the style and the paper size come to. Lengths in [pt]. */
#ifndef BACKEND_PDF_LOOK_H
#define BACKEND_PDF_LOOK_H

#include "backend/backend.h"
#include "style/style.h"

struct look {
	float page_width, page_height;
	float left;        /* paper's edge to the text measure */
	float left_verso;  /* the same of left-hand pages, when two_sided */
	float text_width;  /* the measure of paragraphs */
	float wide_width;  /* code, tables, drawings: same left edge */
	float frame_width; /* of running heads: the wide measure, or the text and its margin for notes */
	float top;         /* paper's top to the first line's top */
	float body_height; /* a whole number of grid lines */
	float grid;        /* baseline to baseline */
	float head_baseline, foot_baseline; /* running head and foot, from the paper's top */
	float body_size, body_leading;
	float first_drop; /* how much further down an article's first page begins */
	enum style_break starts_on; /* articles start on right-hand or left-hand pages; BREAK_AUTO: on any */
	bool two_sided, justified, hyphenated, article_starts_page;
	int toc_depth;       /* of the printed contents: 1 titles only */
	bool lines_snap;     /* lines of body text stand on the grid */
	bool contents_boxes; /* boxes to tick in the contents */
	float ruled_from, ruled_to; /* lines for notes in the margin, from the text's left edge; 0: none */
};

/* From the settings (paper size, style); unknown words were refused by main. */
void look_from_settings(struct look *, const struct settings *);

#endif
