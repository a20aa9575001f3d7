/* fuzz_style.c - any bytes as a stylesheet of the user's: read for paper, the values of a few elements, its
 * pages, its faces, and what an e-book takes of it. */
#include "style/css.h"

#include "base/diag.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_values(const struct style_values *v)
{
	if (!(v->font_size >= 1 && v->font_size < 500) || !(v->line_height >= 0) || v->widows < 1 || v->orphans < 1)
		abort();
	float column, gap;
	int n = style_columns(v, 400, &column, &gap);
	if (n < 1 || n > 12 || (n > 1 && !(column > 0)))
		abort();
	for (int i = 0; i < 4; i++)
		if (isnan(v->margin[i]) || isnan(v->padding[i]) || !(v->border[i] >= 0))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct style_name names[] = { { "p", "" }, { "h1", "title" }, { "ul", "tight" }, { "li", "" },
						   { "td", "right" }, { "span", "keyword" } };
	struct diag_log log;
	struct style style = { .look = style_looks, .medium = STYLE_PRINT, .paper_width = 595 };
	const struct style_faces *faces;
	diag_log_init(&log);
	arena_init(&style.sheet.arena);
	css_read(&style.sheet, (struct str){ (const char *)data, size }, true, &log);
	style_faces(&style, &faces);
	struct style_cache *cache = style_cache_new(&style);
	const struct style_values *v = style_child(cache, NULL, (struct style_place){ .name = { "html", "" } });
	check_values(v);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct style_place place = { .name = names[i], .index = (int)i + 1, .last = i == 3 };
		v = style_child(cache, v, place);
		check_values(v);
	}
	for (int i = 0; i < 4; i++)
		check_values(&style_page(&style, STR_NONE, i & 1, i & 2)->boxes[i].values);
	style_tells_sides(&style);
	struct buf css;
	buf_init(&css);
	style_put_epub(&style, &css, &log);
	buf_done(&css);
	style_cache_free(cache);
	css_done(&style.sheet);
	diag_log_done(&log);
	return 0;
}
