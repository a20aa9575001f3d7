/* asset.c - finds a compiled-in file by its name. The table is the Makefile's: $(B)/assets.c. */
#include "base/asset.h"

struct str asset_find(const char *name)
{
	for (const struct asset *a = assets; a->name; a++)
		if (strcmp(a->name, name) == 0)
			return (struct str){ a->p, (size_t)(a->end - a->p) };
	return STR_NONE;
}
