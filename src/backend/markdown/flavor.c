/* flavor.c - the dialects, a row each. A dialect is listed only when a reader of it is in the tests
 * (tests/dialects.sh). */
#include "backend/markdown/md.h"

static const struct flavor flavors[] = {
	{ .name = "gfm", .tables = true, .strikethrough = true, .tasks = true, .autolinks = true,
	  .footnotes = true, .alerts = true, .heading_title = true },
	{ .name = "commonmark", .heading_title = true },
	{ .name = "obsidian", .tables = true, .strikethrough = true, .tasks = true, .autolinks = true,
	  .footnotes = true, .inline_notes = true, .alerts = true, .alert_titles = true, .folding = true,
	  .math = true, .wikilinks = true, .highlight = true, .comments = true, .tags = true,
	  .trimmed = true, .local_dates = true },
	{ .name = "joplin", .tables = true, .strikethrough = true, .tasks = true, .autolinks = true,
	  .footnotes = true, .inline_notes = true, .math = true, .highlight = true, .trimmed = true,
	  .late_boxes = true, .plain_alts = true, .joplin_front = true },
	{ .name = "pandoc", .tables = true, .strikethrough = true, .tasks = true, .footnotes = true,
	  .inline_notes = true, .math = true, .sub_sup = true, .definitions = true, .fancy_lists = true,
	  .attributes = true, .citations = true, .smart = true, .raw_fences = true, .fenced_divs = true,
	  .enclosed = true, .blank_before = true, .any_marker = true,
	  .table_captions = true, .figures = true, .open_pipes = true, .dotted_anchors = true, .heading_title = true },
	{ .name = "logseq", .outline = true, .graph = true, .enclosed = true, .tables = true, .strikethrough = true,
	  .tasks = true, .footnotes = true, .math = true, .highlight = true },
};

const char *const flavor_names[] = { "gfm", "commonmark", "obsidian", "joplin", "pandoc", "logseq", NULL };

const struct flavor *flavor_find(struct str name)
{
	if (!name.len)
		return &flavors[0];
	for (size_t i = 0; i < sizeof flavors / sizeof *flavors; i++)
		if (str_eq_c(name, flavors[i].name))
			return &flavors[i];
	return NULL;
}
