/* db.h - the inside of the font store: for files of font/ only. */
#ifndef FONT_DB_H
#define FONT_DB_H

#include "base/map.h"
#include "font/font.h"

#include <pthread.h>

enum { FONT_DEFAULT_COUNT = FONT_ROLE_COUNT * 4 };

/* An installed face as fontconfig lists it; its file is opened when it is first used. */
struct font_installed {
	struct font_face face; /* file, index, family, style from the start; data once opened */
	void *charset;         /* FcCharSet, fallback.c's */
	void *pattern;         /* FcPattern, fallback.c's */
	int weight, width;     /* on fontconfig's scales */
	int rank;              /* of its family among those for its kind; smaller is asked earlier */
	bool opened, broken, listed_colour;
};

/* A family that a style names. */
struct font_family {
	struct str name;
	int face[4]; /* regular, italic, bold, bold italic */
};

struct font_db {
	struct arena arena;
	pthread_mutex_t lock; /* over everything below `role` */
	const char *font_path;
	struct font_face defaults[FONT_DEFAULT_COUNT];
	bool have[FONT_DEFAULT_COUNT];
	int role[FONT_DEFAULT_COUNT];
	struct font_family *families;
	size_t n_families, cap_families;
	bool listed;
	struct font_installed *installed; /* one block, made once: ids and addresses never change */
	size_t n_installed;
	void *config, *patterns; /* FcConfig, FcFontSet */
	struct map answers; /* of font_fallback, by code point and style */
	_Atomic(struct shape_pairs *) pairs; /* shape.c: added to under the lock, read by all */
};

/* Reads the face's tables from its data; false when it is no font. */
bool font_load(struct font_face *, struct arena *);
/* Maps a font file into memory. */
bool font_map_file(struct font_face *, const char *path);
/* The file of the installed face nearest to a family and style, or NULL. Not under the lock. */
const char *font_match(struct font_db *, const char *family, int role, bool bold, bool italic,
		       unsigned *index);
/* Lists what is installed, once; whether any of it has the name, be it of a kind that is not used. Under
 * the lock, as the two below. */
bool font_list_installed(struct font_db *, struct str name);
/* Opens the face's file; false: it is of no use, or may not be embedded. */
bool font_open_installed(struct font_db *, struct font_installed *);
/* Whether it is a face of the family; the last of its families' names, which is the narrowest. */
bool font_has_name(const struct font_installed *, struct str name);
const char *font_last_name(const struct font_installed *);
void font_fallback_done(struct font_db *);

#endif
