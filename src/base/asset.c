/* asset.c - finds a compiled-in file by its name. The tables are the Makefile's. */
#include "base/asset.h"

struct str asset_find(const struct asset *a, const char *name)
{
	for (; a->name; a++)
		if (strcmp(a->name, name) == 0)
			return (struct str){ a->p, (size_t)(a->end - a->p) };
	return STR_NONE;
}
