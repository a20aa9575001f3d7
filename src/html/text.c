/* text.c - plain text of a fragment: for titles and descriptions. */
#include "html/html.h"
#include "html/space.h"

struct str html_plain_text(struct str bytes, struct arena *arena)
{
	if (!memchr(bytes.p ? bytes.p : "", '<', bytes.len) && !memchr(bytes.p ? bytes.p : "", '&', bytes.len)) {
		struct element text = { .kind = ELEMENT_TEXT, .text = bytes };
		return space_text(&text, arena);
	}
	struct diag_log log;
	diag_log_init(&log);
	const struct element *root = html_parse(bytes, arena, &log, 0, NULL);
	struct str text = space_text(root, arena);
	diag_log_done(&log);
	return text;
}
