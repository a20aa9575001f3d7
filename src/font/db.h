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
	int rank;              /* of its family among those for its kind; smaller is asked earlier */
	bool opened, broken, listed_colour;
};

struct font_db {
	struct arena arena;
	pthread_mutex_t lock; /* over everything below `role` */
	const char *font_path;
	struct font_face defaults[FONT_DEFAULT_COUNT];
	bool have[FONT_DEFAULT_COUNT];
	int role[FONT_DEFAULT_COUNT];
	bool listed;
	struct font_installed *installed; /* one block, made once: ids and addresses never change */
	size_t n_installed;
	void *config, *patterns; /* FcConfig, FcFontSet */
	struct map answers; /* of font_fallback, by code point and style */
};

/* Reads the face's tables from its data; false when it is no font. */
bool font_load(struct font_face *, struct arena *);
/* Maps a font file into memory. */
bool font_map_file(struct font_face *, const char *path);
/* The file of the installed face nearest to a family and style, or NULL. Not under the lock. */
const char *font_match(struct font_db *, const char *family, int role, bool bold, bool italic,
		       unsigned *index);
void font_fallback_done(struct font_db *);

#endif
