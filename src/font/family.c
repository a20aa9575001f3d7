/* family.c - families that a style names, beyond the three that are compiled in: four faces of each, from
 * what is installed. Asked for before any type is set, so that their numbers are the same for all threads. */
#include "font/db.h"

#include <limits.h>
#include <stdlib.h>

enum { WEIGHT_REGULAR = 80, WEIGHT_BOLD = 200, NORMAL_WIDTH = 100 }; /* fontconfig's scales */

/* How many faces its narrowest family has: of two designs for two sizes, one has more of them. */
static int count_kin(const struct font_db *db, const struct font_installed *row)
{
	int n = 0;
	for (size_t i = 0; i < db->n_installed; i++)
		n += strcmp(font_last_name(&db->installed[i]), font_last_name(row)) == 0;
	return n;
}

/* Smaller is nearer. */
static int distance(const struct font_db *db, const struct font_installed *row, bool bold, bool italic)
{
	int weight = abs(row->weight - (bold ? WEIGHT_BOLD : WEIGHT_REGULAR));
	int kin = count_kin(db, row);
	return (row->face.italic != italic) * 100000 + abs(row->width - NORMAL_WIDTH) * 1000 + weight * 100 -
	       (kin < 99 ? kin : 99);
}

/* The nearest face of the family that can be used, or -1. */
static int find_face(struct font_db *db, struct str name, bool bold, bool italic, enum font_fault *fault)
{
	for (;;) {
		struct font_installed *best = NULL;
		int least = INT_MAX;
		for (size_t i = 0; i < db->n_installed; i++) {
			struct font_installed *row = &db->installed[i];
			if (row->broken || row->listed_colour || !font_has_name(row, name))
				continue;
			int far = distance(db, row, bold, italic);
			if (far < least) {
				least = far;
				best = row;
			}
		}
		if (!best)
			return -1;
		if (font_open_installed(db, best))
			return best->face.id;
		*fault = best->face.restricted ? FONT_RESTRICTED : FONT_UNUSABLE;
	}
}

int font_family(struct font_db *db, struct str name, enum font_fault *fault)
{
	struct font_family family = { .name = arena_str(&db->arena, name) };
	for (size_t i = 0; i < db->n_families; i++)
		if (str_eq_nocase(db->families[i].name, name))
			return FONT_ROLE_COUNT + (int)i;
	pthread_mutex_lock(&db->lock);
	*fault = font_list_installed(db, name) ? FONT_UNUSABLE : FONT_ABSENT;
	for (int i = 0; i < 4; i++)
		family.face[i] = find_face(db, name, i & 2, i & 1, fault);
	pthread_mutex_unlock(&db->lock);
	if (family.face[0] < 0)
		return -1;
	mem_grow(&db->families, &db->cap_families, db->n_families + 1, sizeof *db->families);
	db->families[db->n_families] = family;
	return FONT_ROLE_COUNT + (int)db->n_families++;
}
