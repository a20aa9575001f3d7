/* db.c - the faces by number: the twelve defaults first, then every installed face in a fixed order.
 *
 * The defaults are opened at once. The installed ones are listed when a character first needs them
 * (fallback.c) and opened one by one; their numbers follow the sorted list, not the order of
 * asking, so that no number depends on threads. HarfBuzz objects are made immutable and are then
 * safe in any thread. */
#include "font/db.h"

#include "base/asset.h"

#include <fcntl.h>
#include <hb-ot.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A default face: role × regular, italic, bold, bold italic. Charis SIL is used unmodified under the
 * OFL with its Reserved Font Names. */
static const struct {
	const char *folder, *file; /* where Debian's package puts it; compiled in as fonts/FILE */
	const char *family;        /* asked of fontconfig when neither is there */
} defaults[FONT_DEFAULT_COUNT] = {
#define CHARIS "/usr/share/fonts/truetype/charis"
#define INTER "/usr/share/fonts/opentype/inter"
#define JETBRAINS "/usr/share/fonts/truetype/jetbrains-mono"
	{ CHARIS, "CharisSIL-Regular.ttf", "Charis SIL" },
	{ CHARIS, "CharisSIL-Italic.ttf", "Charis SIL" },
	{ CHARIS, "CharisSIL-Bold.ttf", "Charis SIL" },
	{ CHARIS, "CharisSIL-BoldItalic.ttf", "Charis SIL" },
	{ INTER, "Inter-Regular.otf", "Inter" },
	{ INTER, "Inter-Italic.otf", "Inter" },
	{ INTER, "Inter-SemiBold.otf", "Inter" },
	{ INTER, "Inter-SemiBoldItalic.otf", "Inter" },
	{ JETBRAINS, "JetBrainsMono-Regular.ttf", "JetBrains Mono" },
	{ JETBRAINS, "JetBrainsMono-Italic.ttf", "JetBrains Mono" },
	{ JETBRAINS, "JetBrainsMono-Bold.ttf", "JetBrains Mono" },
	{ JETBRAINS, "JetBrainsMono-BoldItalic.ttf", "JetBrains Mono" },
};

static int metric(hb_font_t *font, hb_ot_metrics_tag_t tag, int otherwise)
{
	hb_position_t value;
	return hb_ot_metrics_get_position(font, tag, &value) && value != 0 ? value : otherwise;
}

static char *name_of(hb_face_t *face, hb_ot_name_id_t id, struct arena *arena)
{
	char text[512];
	unsigned n = sizeof text;
	if (hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &n, text) == 0)
		return NULL;
	return arena_cstr(arena, str_from_c(text));
}

static int16_t big_i16(const unsigned char *p)
{
	return (int16_t)(p[0] << 8 | p[1]);
}

/* The fields of `head` and `post` that HarfBuzz has no call for. */
static void read_tables(struct font_face *f, hb_face_t *face)
{
	hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned n;
	const unsigned char *p = (const unsigned char *)hb_blob_get_data(head, &n);
	for (int i = 0; i < 4 && n >= 54; i++)
		f->bbox[i] = big_i16(p + 36 + 2 * i);
	hb_blob_destroy(head);
	hb_blob_t *post = hb_face_reference_table(face, HB_TAG('p', 'o', 's', 't'));
	p = (const unsigned char *)hb_blob_get_data(post, &n);
	if (n >= 32) {
		f->italic_angle = big_i16(p + 4) + (p[6] << 8 | p[7]) / 65536.0;
		f->mono = f->mono || (p[12] | p[13] | p[14] | p[15]) != 0;
	}
	hb_blob_destroy(post);
	hb_blob_t *glyf = hb_face_reference_table(face, HB_TAG('g', 'l', 'y', 'f'));
	f->truetype = hb_blob_get_length(glyf) > 0;
	hb_blob_destroy(glyf);
	f->colour = hb_ot_color_has_png(face);
	hb_blob_t *os2 = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	p = (const unsigned char *)hb_blob_get_data(os2, &n);
	unsigned type = n >= 10 ? (unsigned)(p[8] << 8 | p[9]) : 0;
	/* The most lenient of the usage bits counts; besides: no subsets, bitmaps alone. */
	f->restricted = (type & 0xF) == 2 || (type & 0x300) != 0;
	hb_blob_destroy(os2);
}

/* PDF names hold printable ASCII without delimiters. */
static void make_ps_name(struct font_face *f, char *name, int id, struct arena *arena)
{
	size_t n = 0;
	for (char *p = name; p && *p; p++)
		if (ch_alnum(*p) || *p == '-' || *p == '_' || *p == '+')
			name[n++] = *p;
	if (n > 63)
		n = 63;
	f->ps_name = n ? arena_cstr(arena, (struct str){ name, n })
		       : arena_cstr(arena, arena_printf(arena, "Face%d", id));
}

bool font_load(struct font_face *f, struct arena *arena)
{
	hb_blob_t *blob = hb_blob_create((const char *)f->data, (unsigned)f->len,
					 HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, f->index);
	hb_blob_destroy(blob);
	f->n_glyphs = (int)hb_face_get_glyph_count(face);
	if (f->n_glyphs == 0) {
		hb_face_destroy(face);
		return false;
	}
	hb_font_t *font = hb_font_create(face);
	f->units_per_em = (int)hb_face_get_upem(face);
	hb_font_set_scale(font, f->units_per_em, f->units_per_em);
	f->ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, f->units_per_em * 4 / 5);
	f->descent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -f->units_per_em / 5);
	f->cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT, f->units_per_em * 7 / 10);
	f->x_height = metric(font, HB_OT_METRICS_TAG_X_HEIGHT, f->units_per_em / 2);
	read_tables(f, face);
	make_ps_name(f, name_of(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, arena), f->id, arena);
	f->notice = name_of(face, HB_OT_NAME_ID_COPYRIGHT, arena);
	if (!f->family)
		f->family = name_of(face, HB_OT_NAME_ID_FONT_FAMILY, arena);
	if (!f->family)
		f->family = f->ps_name;
	hb_face_make_immutable(face);
	hb_font_make_immutable(font);
	f->hb_face = face;
	f->hb_font = font;
	for (hb_codepoint_t c = 0, glyph; c < 128; c++)
		f->ascii[c] = hb_font_get_nominal_glyph(font, c, &glyph) ? glyph : 0;
	return true;
}

bool font_map_file(struct font_face *f, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	struct stat st;
	void *data = MAP_FAILED;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 && st.st_size < 1 << 28)
		data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (data == MAP_FAILED)
		return false;
	f->data = data;
	f->len = (size_t)st.st_size;
	f->mapped = true;
	return true;
}

/* A default face that is not in the program: its own file, else what fontconfig has for it. */
static bool map_default(struct font_db *db, struct font_face *f)
{
	struct str path = arena_printf(&db->arena, "%s/%s", defaults[f->id].folder, defaults[f->id].file);
	f->file = arena_cstr(&db->arena, path);
	if (font_map_file(f, f->file))
		return true;
	f->file = font_match(db, defaults[f->id].family, f->id / 4, f->bold, f->italic, &f->index);
	f->family = NULL;
	return f->file && font_map_file(f, f->file);
}

static bool open_default(struct font_db *db, struct font_face *f, int i)
{
	*f = (struct font_face){ .id = i, .family = defaults[i].family, .bold = i & 2,
				 .italic = i & 1, .mono = i / 4 == FONT_CODE };
	struct str name = arena_printf(&db->arena, "fonts/%s", defaults[i].file);
	struct str bytes = asset_find(type_assets, arena_cstr(&db->arena, name));
	if (bytes.len > 0) {
		f->data = (const unsigned char *)bytes.p;
		f->len = bytes.len;
		f->file = arena_cstr(&db->arena, arena_printf(&db->arena, "builtin:%s", defaults[i].file));
	} else if (!map_default(db, f)) {
		return false;
	}
	return font_load(f, &db->arena);
}

static void open_defaults(struct font_db *db)
{
	for (int i = 0; i < FONT_DEFAULT_COUNT; i++)
		db->have[i] = open_default(db, &db->defaults[i], i);
	for (int i = 0; i < FONT_DEFAULT_COUNT; i++) {
		/* A missing face: the same role upright, regular; then any other. */
		const int instead[] = { i, i & ~1, i & ~3, i & 3, 0, 4, 8 };
		db->role[i] = -1;
		for (size_t k = 0; k < sizeof instead / sizeof *instead && db->role[i] < 0; k++)
			if (db->have[instead[k]])
				db->role[i] = instead[k];
	}
	if (db->role[0] < 0) {
		fprintf(stderr, "designconv: no font is installed\n");
		exit(1);
	}
}

struct font_db *font_open(const char *font_path)
{
	struct font_db *db = mem_alloc(sizeof *db);
	arena_init(&db->arena);
	pthread_mutex_init(&db->lock, NULL);
	db->font_path = font_path ? arena_cstr(&db->arena, str_from_c(font_path)) : NULL;
	open_defaults(db);
	return db;
}

static void drop_face(struct font_face *f)
{
	if (f->hb_font)
		hb_font_destroy(f->hb_font);
	if (f->hb_face)
		hb_face_destroy(f->hb_face);
	if (f->mapped)
		munmap((void *)(uintptr_t)f->data, f->len);
}

void font_close(struct font_db *db)
{
	for (int i = 0; i < FONT_DEFAULT_COUNT; i++)
		drop_face(&db->defaults[i]);
	font_fallback_done(db);
	for (size_t i = 0; i < db->n_installed; i++)
		drop_face(&db->installed[i].face);
	free(db->installed);
	free(db->families);
	pthread_mutex_destroy(&db->lock);
	arena_done(&db->arena);
	free(db);
}

const struct font_face *font_face(const struct font_db *db, int id)
{
	return id < FONT_DEFAULT_COUNT ? &db->defaults[id]
				       : &db->installed[id - FONT_DEFAULT_COUNT].face;
}

int font_count(const struct font_db *db)
{
	return FONT_DEFAULT_COUNT + (int)db->n_installed;
}

int font_role(const struct font_db *db, enum font_role role, bool bold, bool italic)
{
	int style = (bold ? 2 : 0) + (italic ? 1 : 0), family = (int)role - FONT_ROLE_COUNT;
	return family < 0 ? db->role[(int)role * 4 + style] : db->families[family].face[style];
}

uint32_t font_glyph(const struct font_db *db, int face, uint32_t code_point)
{
	hb_codepoint_t glyph;
	const struct font_face *f = font_face(db, face);
	hb_font_t *font = f->hb_font;
	if (code_point < 128)
		return f->ascii[code_point];
	return font && hb_font_get_nominal_glyph(font, code_point, &glyph) ? glyph : 0;
}

int font_advance(const struct font_db *db, int face, uint32_t glyph)
{
	return hb_font_get_glyph_h_advance(font_face(db, face)->hb_font, glyph);
}

uint32_t font_last_resort(const struct font_db *db, int face)
{
	static const uint32_t visible[] = { 0xFFFD, 0x25A1, 0x25AF, 0x2022, '?', 'x' };
	for (size_t i = 0; i < sizeof visible / sizeof *visible; i++) {
		uint32_t glyph = font_glyph(db, face, visible[i]);
		if (glyph)
			return glyph;
	}
	return 1; /* a face without even a question mark: anything but .notdef */
}
