/* fallback.c - which installed face shows a character that the wanted face lacks.
 *
 * The only file that knows fontconfig, and it is asked only when a character needs it. All installed
 * outline faces (and bitmap emoji) are listed once, sorted by a fixed order of families and then by
 * path, and numbered in that order; the answer for a character is the first face of the list that
 * has it in the nearest style. So answers and numbers depend on what is installed alone. */
#include "font/db.h"

#include "base/utf8.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>

/* Families worth asking first, best first; the rest follow by name. */
static const char *const favoured[] = {
	"Charis SIL", "Gentium Book Plus", "Noto Serif", "Noto Naskh Arabic", "Amiri",
	"Noto Serif Hebrew", "Noto Serif CJK JP", "Noto Serif CJK SC", "Noto Sans CJK JP",
	"Noto Sans CJK SC", "Source Han Serif", "Noto Serif Devanagari", "Noto Serif Bengali",
	"Noto Serif Tamil", "Noto Serif Thai", "Noto Sans Arabic", "Noto Sans", "Noto Sans Math",
	"Noto Sans Symbols", "Noto Sans Symbols 2", "STIX Two Math", "DejaVu Serif", "DejaVu Sans",
	"DejaVu Sans Mono", "FreeSerif", "FreeSans", "Noto Emoji", "Symbola",
};
enum { FAVOURED = sizeof favoured / sizeof *favoured };

static int family_rank(const char *family)
{
	for (int i = 0; i < FAVOURED; i++)
		if (strcmp(family, favoured[i]) == 0)
			return i;
	return strncmp(family, "Noto S", 6) == 0 ? FAVOURED : FAVOURED + 1;
}

static int installed_cmp(const void *a, const void *b)
{
	const struct font_installed *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	int c = strcmp(x->face.family, y->face.family);
	if (c == 0)
		c = strcmp(x->face.file, y->face.file);
	return c ? c : (x->face.index > y->face.index) - (x->face.index < y->face.index);
}

static FcConfig *config_of(struct font_db *db)
{
	if (db->config)
		return db->config;
	FcConfig *config = FcInitLoadConfigAndFonts();
	struct str rest = str_from_c(db->font_path), folder;
	while (config && str_token(&rest, ":", &folder))
		FcConfigAppFontAddDir(config, (const FcChar8 *)arena_cstr(&db->arena, folder));
	return db->config = config;
}

/* Fills one row from a pattern; false for what cannot be embedded: bitmaps, Type 1, variable. */
static bool read_pattern(struct font_db *db, FcPattern *p, struct font_installed *row)
{
	FcChar8 *file, *family, *format;
	FcCharSet *charset;
	int index = 0, weight = FC_WEIGHT_REGULAR, slant = 0, spacing = 0, width = FC_WIDTH_NORMAL;
	FcBool colour = FcFalse, outline = FcFalse, variable = FcFalse;
	if (FcPatternGetString(p, FC_FILE, 0, &file) || FcPatternGetString(p, FC_FAMILY, 0, &family) ||
	    FcPatternGetCharSet(p, FC_CHARSET, 0, &charset) ||
	    FcPatternGetString(p, FC_FONTFORMAT, 0, &format))
		return false;
	FcPatternGetInteger(p, FC_INDEX, 0, &index);
	FcPatternGetInteger(p, FC_WEIGHT, 0, &weight);
	FcPatternGetInteger(p, FC_SLANT, 0, &slant);
	FcPatternGetInteger(p, FC_SPACING, 0, &spacing);
	FcPatternGetInteger(p, FC_WIDTH, 0, &width);
	FcPatternGetBool(p, FC_COLOR, 0, &colour);
	FcPatternGetBool(p, FC_OUTLINE, 0, &outline);
	FcPatternGetBool(p, FC_VARIABLE, 0, &variable);
	const char *kind = (const char *)format;
	if ((strcmp(kind, "TrueType") != 0 && strcmp(kind, "CFF") != 0) || (!outline && !colour) ||
	    index >> 16 || variable || weight < FC_WEIGHT_BOOK || weight > FC_WEIGHT_BOLD)
		return false;
	*row = (struct font_installed){
		.face = { .file = arena_cstr(&db->arena, str_from_c((const char *)file)),
			  .family = arena_cstr(&db->arena, str_from_c((const char *)family)),
			  .index = (unsigned)index, .bold = weight >= FC_WEIGHT_DEMIBOLD,
			  .italic = slant != 0, .mono = spacing >= FC_MONO, .colour = colour },
		.charset = charset, .pattern = p, .weight = weight, .width = width, .listed_colour = colour, .rank = family_rank((const char *)family),
	};
	return true;
}

/* Under the lock. */
static void list_installed(struct font_db *db)
{
	if (db->listed)
		return;
	db->listed = true;
	map_init(&db->answers);
	FcConfig *config = config_of(db);
	FcPattern *any = FcPatternCreate();
	FcObjectSet *wanted = FcObjectSetBuild(FC_FILE, FC_INDEX, FC_FAMILY, FC_CHARSET, FC_WEIGHT,
		FC_SLANT, FC_SPACING, FC_WIDTH, FC_COLOR, FC_OUTLINE, FC_VARIABLE, FC_FONTFORMAT, (char *)NULL);
	db->patterns = FcFontList(config, any, wanted);
	FcObjectSetDestroy(wanted);
	FcPatternDestroy(any);
	const FcFontSet *set = db->patterns;
	if (!set || set->nfont == 0)
		return;
	db->installed = mem_alloc(mem_product((size_t)set->nfont, sizeof *db->installed));
	for (int i = 0; i < set->nfont; i++)
		db->n_installed += read_pattern(db, set->fonts[i], &db->installed[db->n_installed]);
	qsort(db->installed, db->n_installed, sizeof *db->installed, installed_cmp);
	for (size_t i = 0; i < db->n_installed; i++)
		db->installed[i].face.id = FONT_DEFAULT_COUNT + (int)i;
}

static bool pattern_has_name(FcPattern *p, struct str name)
{
	FcChar8 *family;
	for (int k = 0; FcPatternGetString(p, FC_FAMILY, k, &family) == FcResultMatch; k++)
		if (str_eq_nocase(str_from_c((const char *)family), name))
			return true;
	return false;
}

bool font_list_installed(struct font_db *db, struct str name)
{
	list_installed(db);
	const FcFontSet *set = db->patterns;
	for (int i = 0; set && i < set->nfont; i++)
		if (pattern_has_name(set->fonts[i], name))
			return true;
	return false;
}

bool font_has_name(const struct font_installed *row, struct str name)
{
	return pattern_has_name(row->pattern, name);
}

const char *font_last_name(const struct font_installed *row)
{
	FcChar8 *family, *last = (FcChar8 *)"";
	for (int k = 0; FcPatternGetString(row->pattern, FC_FAMILY, k, &family) == FcResultMatch; k++)
		last = family;
	return (const char *)last;
}

/* Characters that are emoji unless a text selector follows. */
static bool wants_colour(uint32_t c)
{
	return (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x1F1E6 && c <= 0x1F1FF) ||
	       (c >= 0x1F004 && c <= 0x1F0CF) || c == 0x200D || c == 0xFE0F || c == 0x20E3 ||
	       (c >= 0xE0020 && c <= 0xE007F);
}

/* Smaller is better; the list's order settles ties. */
static int distance(const struct font_face *f, const struct font_face *like, bool colour)
{
	return (f->colour != colour) * 8 + (f->mono != like->mono && like->mono) * 4 +
	       (f->bold != like->bold) * 2 + (f->italic != like->italic);
}

bool font_open_installed(struct font_db *db, struct font_installed *row)
{
	if (!row->opened) {
		row->opened = true;
		row->broken = !font_map_file(&row->face, row->face.file) || !font_load(&row->face, &db->arena);
		/* Bitmaps in a form that HarfBuzz does not hand out cannot be embedded. */
		row->broken = row->broken || row->face.restricted ||
			      (row->listed_colour && !row->face.colour && !row->face.truetype);
	}
	return !row->broken;
}

static bool usable(struct font_db *db, struct font_installed *row, uint32_t c)
{
	return font_open_installed(db, row) && font_glyph(db, row->face.id, c) != 0;
}

/* Under the lock. The nearest face that has it; asks again past broken files. */
static int search(struct font_db *db, const struct font_face *like, uint32_t c)
{
	bool colour = wants_colour(c);
	for (;;) {
		struct font_installed *best = NULL;
		for (size_t i = 0; i < db->n_installed; i++) {
			struct font_installed *row = &db->installed[i];
			if (row->broken || !FcCharSetHasChar(row->charset, c))
				continue;
			if (!best || distance(&row->face, like, colour) < distance(&best->face, like, colour))
				best = row;
		}
		if (!best)
			return -1;
		if (usable(db, best, c))
			return best->face.id;
		best->broken = true;
	}
}

/* Among the default faces: the same style in another role. */
static int search_defaults(struct font_db *db, const struct font_face *like, uint32_t c)
{
	static const enum font_role order[] = { FONT_BODY, FONT_HEAD, FONT_CODE };
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		int face = font_role(db, order[i], like->bold, like->italic);
		if (font_glyph(db, face, c))
			return face;
		face = font_role(db, order[i], false, false);
		if (font_glyph(db, face, c))
			return face;
	}
	return -1;
}

int font_fallback(struct font_db *db, int preferred, uint32_t code_point)
{
	const struct font_face *like = font_face(db, preferred);
	int face = wants_colour(code_point) ? -1 : search_defaults(db, like, code_point);
	if (face >= 0)
		return face;
	pthread_mutex_lock(&db->lock);
	list_installed(db);
	char key[8];
	size_t n = utf8_encode(code_point, key);
	key[n++] = (char)(like->bold * 4 + like->italic * 2 + like->mono);
	struct str asked = { key, n };
	void **answer = map_find(&db->answers, asked);
	if (!answer) {
		answer = map_put(&db->answers, arena_str(&db->arena, asked), NULL);
		face = search(db, like, code_point);
		*answer = (void *)(intptr_t)(face + 1);
	}
	face = (int)(intptr_t)*answer - 1;
	pthread_mutex_unlock(&db->lock);
	return face >= 0 ? face : search_defaults(db, like, code_point);
}

const char *font_match(struct font_db *db, const char *family, int role, bool bold, bool italic,
		       unsigned *index)
{
	static const char *const generic[] = { "serif", "sans-serif", "monospace" };
	FcConfig *config = config_of(db);
	FcPattern *p = FcPatternCreate();
	FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)family);
	FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)generic[role]);
	FcPatternAddInteger(p, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
	FcPatternAddInteger(p, FC_SLANT, italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
	FcPatternAddBool(p, FC_OUTLINE, FcTrue);
	FcPatternAddBool(p, FC_COLOR, FcFalse);
	FcConfigSubstitute(config, p, FcMatchPattern);
	FcDefaultSubstitute(p);
	FcResult result;
	FcPattern *found = FcFontMatch(config, p, &result);
	FcChar8 *file;
	int at = 0;
	const char *path = NULL;
	if (found && FcPatternGetString(found, FC_FILE, 0, &file) == FcResultMatch) {
		FcPatternGetInteger(found, FC_INDEX, 0, &at);
		path = arena_cstr(&db->arena, str_from_c((const char *)file));
		*index = (unsigned)at & 0xFFFF;
	}
	if (found)
		FcPatternDestroy(found);
	FcPatternDestroy(p);
	return path;
}

void font_fallback_done(struct font_db *db)
{
	if (db->listed)
		map_done(&db->answers);
	if (db->patterns)
		FcFontSetDestroy(db->patterns);
	if (db->config)
		FcConfigDestroy(db->config);
}
