/* flavor.c - the dialects, a row each. A dialect is listed only when a reader of it is in the
 * tests (tests/roundtrip). */
#include "backend/markdown/md.h"

static const struct flavor flavors[] = {
	{ .name = "gfm", .tables = true, .strikethrough = true, .tasks = true, .autolinks = true,
	  .footnotes = true, .alerts = true, .heading_title = true },
	{ .name = "commonmark", .heading_title = true },
};

const char *const flavor_names[] = { "gfm", "commonmark", NULL };

const struct flavor *flavor_find(struct str name)
{
	if (!name.len)
		return &flavors[0];
	for (size_t i = 0; i < sizeof flavors / sizeof *flavors; i++)
		if (str_eq_c(name, flavors[i].name))
			return &flavors[i];
	return NULL;
}
