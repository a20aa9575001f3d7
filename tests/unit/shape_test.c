/* shape_test.c - words put together from pairs of characters are what HarfBuzz makes of the whole: every
 * word of the samples, numbers, and made-up ones of all of ASCII, in each face and with each feature. Typewritten
 * quotation marks are drawn as printed ones. */
#include "check.h"

#include "base/utf8.h"
#include "font/shape.h"

#include <stdlib.h>

static void check_word(struct shaper *s, struct shape_key key, struct str word)
{
	const struct shaped *put = shape_word(s, &key, word);
	key.features |= SHAPE_WHOLE;
	const struct shaped *whole = shape_word(s, &key, word);
	bool same = put->n == whole->n && put->advance == whole->advance;
	for (int i = 0; same && i < put->n; i++) {
		const struct shape_glyph *a = &put->glyphs[i], *b = &whole->glyphs[i];
		same = a->id == b->id && a->advance == b->advance && a->dx == b->dx && a->dy == b->dy && a->at == b->at;
	}
	if (!same)
		printf("face %d, features %u: \"%.*s\" differs\n", key.face, key.features, STR_ARG(word));
	CHECK(same);
}

static void check_all_faces(struct shaper *s, struct font_db *fonts, struct str word)
{
	static const unsigned features[] = { 0, SHAPE_TABULAR, SHAPE_NO_LIGATURES, SHAPE_SMALL_CAPS };
	for (int style = 0; style < 4; style++)
		for (enum font_role role = FONT_BODY; role <= FONT_HEAD; role++)
			for (size_t f = 0; f < sizeof features / sizeof *features; f++)
				check_word(s, (struct shape_key){ .face = font_role(fonts, role, style & 1, style & 2),
					.features = features[f], .script = SHAPE_LATIN }, word);
}

static void check_file(struct shaper *s, struct font_db *fonts, const char *name)
{
	FILE *f = fopen(name, "rb");
	CHECK(f);
	char word[300];
	size_t n = 0, count = 0;
	for (int c; (c = getc(f)) != EOF;) {
		if (c > ' ' && n < sizeof word) {
			word[n++] = (char)c;
			continue;
		}
		bool ascii = n > 0 && n < sizeof word;
		for (size_t i = 0; i < n; i++)
			ascii = ascii && (unsigned char)word[i] < 0x80;
		if (ascii && count++ % 3 == 0)
			check_all_faces(s, fonts, (struct str){ word, n });
		n = 0;
	}
	CHECK(count > 1000);
	fclose(f);
}

/* A family that a style names, and features that it has. */
static void check_family(struct shaper *s, struct font_db *fonts)
{
	enum font_fault fault;
	CHECK(font_family(fonts, STR("No Such Face"), &fault) == -1 && fault == FONT_ABSENT);
	int family = font_family(fonts, STR("inter display"), &fault);
	CHECK(family >= FONT_ROLE_COUNT && font_family(fonts, STR("Inter Display"), &fault) == family);
	int face = font_role(fonts, (enum font_role)family, false, false);
	CHECK(strcmp(font_face(fonts, face)->ps_name, "InterDisplay-Regular") == 0);
	CHECK(strcmp(font_face(fonts, font_role(fonts, (enum font_role)family, true, true))->ps_name, "InterDisplay-BoldItalic") == 0);
	static const struct { unsigned feature; const char *word; } rows[] = {
		{ SHAPE_SLASHED_ZERO, "0" }, { SHAPE_SET_1, "4" }, { SHAPE_FRACTIONS, "1/2" }, { SHAPE_CASE, "(" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct shape_key key = { .face = face, .script = SHAPE_LATIN };
		struct str word = str_from_c(rows[i].word);
		const struct shaped *plain = shape_word(s, &key, word);
		key.features = rows[i].feature;
		const struct shaped *other = shape_word(s, &key, word);
		CHECK(plain->n != other->n || plain->glyphs[0].id != other->glyphs[0].id);
	}
}

/* A word of typewritten marks has the glyphs of `curled`, and its clusters are its own. */
static void check_quotes(struct shaper *s, struct font_db *fonts, unsigned features, const char *typed, const char *curled)
{
	struct shape_key key = { .face = font_role(fonts, FONT_BODY, false, false), .features = features,
				 .script = SHAPE_LATIN };
	const struct shaped *w = shape_word(s, &key, str_from_c(typed));
	struct str want = str_from_c(curled);
	size_t at = 0;
	int i = 0;
	for (; at < want.len && i < w->n; i++) {
		uint32_t c = utf8_decode(want, &at);
		CHECK(w->glyphs[i].id == font_glyph(fonts, key.face, c) && w->glyphs[i].at == (uint32_t)i);
	}
	CHECK(i == w->n && at == want.len);
}

static void check_all_quotes(struct shaper *s, struct font_db *fonts)
{
	check_quotes(s, fonts, SHAPE_QUOTES, "it's", "it\xE2\x80\x99s");
	check_quotes(s, fonts, SHAPE_QUOTES, "(\"'a'\")", "(\xE2\x80\x9C\xE2\x80\x98" "a\xE2\x80\x99\xE2\x80\x9D)");
	check_quotes(s, fonts, SHAPE_QUOTES, "'90s", "\xE2\x80\x99" "90s");
	check_quotes(s, fonts, SHAPE_QUOTES, "'tis", "\xE2\x80\x99tis");
	check_quotes(s, fonts, SHAPE_QUOTES, "6'2\"", "6'2\"");
	check_quotes(s, fonts, SHAPE_QUOTES | SHAPE_INSIDE, "\",", "\xE2\x80\x9D,");
	check_quotes(s, fonts, SHAPE_APOSTROPHES, "l'eau", "l\xE2\x80\x99" "eau");
	check_quotes(s, fonts, SHAPE_APOSTROPHES, "\"a'", "\"a'");
	check_quotes(s, fonts, 0, "it's", "it's");
}

int main(void)
{
	struct font_db *fonts = font_open(NULL);
	struct shaper *s = shape_open(fonts);
	check_family(s, fonts);
	check_file(s, fonts, "samples/index.xml");
	unsigned seed = 1;
	for (int k = 0; k < 4000; k++) {
		char word[8];
		for (size_t i = 0; i < sizeof word; i++)
			word[i] = (char)('!' + (seed = seed * 1103515245u + 12345u) / 65536 % ('~' - '!' + 1));
		check_all_faces(s, fonts, (struct str){ word, 2 + (size_t)k % 6 });
	}
	for (int k = 0; k < 20000; k += k < 1000 ? 7 : 83) {
		char number[12];
		check_all_faces(s, fonts, (struct str){ number, (size_t)snprintf(number, sizeof number, "%d", k) });
	}
	check_all_quotes(s, fonts);
	shape_close(s);
	font_close(fonts);
	return 0;
}
