/* hyphen.c - the only file that knows libhyphen. The patterns compiled in do without it.
 *
 * Patterns are written for lower case and in a character set of their own; words are brought to both
 * and the answer is carried back to the bytes asked about. Hyphenations that would change the
 * spelling are left out. */
#include "layout/hyphen.h"

#include "base/asset.h"
#include "base/map.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/hyphen_plain.h"

#include <hyphen.h>
#include <iconv.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define FOLDER "/usr/share/hyphen/"

enum { WORD_LIMIT = 60, WORD_LEAST = 5, LEFT_LEAST = 2, RIGHT_LEAST = 3 }; /* [character] */

struct hyphen_dict {
	const struct hyphen_plain *plain; /* or else */
	HyphenDict *patterns;
	bool utf8;
	/* Of an eight-bit character set: its byte for a code point below 0x2200, 0 for none. */
	unsigned char *byte_of;
};

struct hyphen_set {
	pthread_mutex_t lock;
	struct arena arena;
	struct map languages;
	struct hyphen_dict **dicts; /* those with patterns of libhyphen's */
	size_t n, cap;
};

enum { MAPPED = 0x2200 };

struct hyphen_set *hyphen_open(void)
{
	struct hyphen_set *set = mem_alloc(sizeof *set);
	pthread_mutex_init(&set->lock, NULL);
	arena_init(&set->arena);
	map_init(&set->languages);
	return set;
}

void hyphen_close(struct hyphen_set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->n; i++)
		hnj_hyphen_free(set->dicts[i]->patterns);
	free(set->dicts);
	map_done(&set->languages);
	arena_done(&set->arena);
	pthread_mutex_destroy(&set->lock);
	free(set);
}

/* The languages whose installed file has no name of the plain language's. */
static const struct {
	const char *language, *file;
} regions[] = {
	{ "en", "en_US" }, { "de", "de_DE" }, { "pt", "pt_PT" }, { "sr", "sr_Latn" }, { "nb", "nb_NO" },
	{ "no", "nb_NO" }, { "nn", "nn_NO" }, { "es", "es_ES" }, { "it", "it_IT" }, { "pl", "pl_PL" },
	{ "ru", "ru_RU" }, { "nl", "nl_NL" }, { "da", "da_DK" }, { "hu", "hu_HU" }, { "cs", "cs_CZ" },
	{ "sk", "sk_SK" }, { "sl", "sl_SI" }, { "ro", "ro_RO" }, { "bg", "bg_BG" }, { "uk", "uk_UA" },
	{ "lt", "lt_LT" }, { "lv", "lv_LV" }, { "hr", "hr_HR" }, { "el", "el_GR" }, { "ca", "ca" },
	{ "fr", "fr" }, { "sv", "sv" }, { "et", "et_EE" }, { "id", "id_ID" }, { "gl", "gl" },
};

/* Where patterns come from: compiled in, or a file. */
struct source {
	struct str text;
	FILE *file;
};

static bool open_file(const char *name, struct source *source)
{
	char path[96];
	snprintf(path, sizeof path, "hyphen/hyph_%s.dic", name);
	source->text = asset_find(type_assets, path);
	snprintf(path, sizeof path, FOLDER "hyph_%s.dic", name);
	source->file = source->text.len > 0 ? NULL : fopen(path, "re");
	return source->text.len > 0 || source->file;
}

static bool open_language(struct str language, struct source *source)
{
	char name[24];
	if (language.len < 2 || language.len >= sizeof name)
		return false;
	for (size_t i = 0; i < language.len; i++) {
		if (!ch_alnum(language.p[i]) && language.p[i] != '-' && language.p[i] != '_')
			return false;
		name[i] = language.p[i] == '-' ? '_' : language.p[i];
	}
	name[language.len] = '\0';
	if (language.len == 5 && name[2] == '_') {
		name[3] = ch_upper(name[3]);
		name[4] = ch_upper(name[4]);
	}
	bool found = open_file(name, source);
	char *end = strchr(name, '_');
	if (end)
		*end = '\0';
	found = found || open_file(name, source);
	for (size_t i = 0; !found && i < sizeof regions / sizeof *regions; i++)
		if (strcmp(name, regions[i].language) == 0)
			found = open_file(regions[i].file, source);
	return found;
}

/* Asks iconv once for all 256 bytes. */
static bool map_charset(struct hyphen_set *set, struct hyphen_dict *dict)
{
	const char *name = dict->patterns->cset;
	static const char prefix[] = "ISO8859-";
	char standard[40];
	if (strncmp(name, prefix, sizeof prefix - 1) == 0)
		snprintf(standard, sizeof standard, "ISO-8859-%s", name + sizeof prefix - 1);
	else
		snprintf(standard, sizeof standard, "%s",
			 strncmp(name, "microsoft-cp", 12) == 0 ? name + 10 : name);
	iconv_t to = iconv_open("UTF-8", standard);
	if (to == (iconv_t)-1)
		return false;
	dict->byte_of = arena_alloc(&set->arena, MAPPED);
	for (int i = 1; i < 256; i++) {
		char byte = (char)i, text[8], *in = &byte, *out = text;
		size_t n_in = 1, n_out = sizeof text, at = 0;
		if (iconv(to, &in, &n_in, &out, &n_out) == (size_t)-1 || n_out == sizeof text)
			continue;
		uint32_t c = utf8_decode((struct str){ text, sizeof text - n_out }, &at);
		if (c < MAPPED)
			dict->byte_of[c] = (unsigned char)i;
	}
	iconv_close(to);
	return true;
}

static struct hyphen_dict *load(struct hyphen_set *set, struct str language)
{
	struct source source;
	if (!open_language(language, &source))
		return NULL;
	struct hyphen_dict *dict = ARENA_NEW(&set->arena, struct hyphen_dict);
	dict->plain = source.file ? NULL : hyphen_plain_read(&set->arena, source.text);
	dict->utf8 = true;
	if (dict->plain)
		return dict;
	if (!source.file)
		source.file = fmemopen((void *)(uintptr_t)source.text.p, source.text.len, "r");
	dict->patterns = source.file ? hnj_hyphen_load_file(source.file) : NULL;
	if (source.file)
		fclose(source.file);
	if (!dict->patterns)
		return NULL;
	dict->utf8 = dict->patterns->utf8;
	mem_grow(&set->dicts, &set->cap, set->n + 1, sizeof *set->dicts);
	set->dicts[set->n++] = dict;
	return dict->utf8 || map_charset(set, dict) ? dict : NULL;
}

const struct hyphen_dict *hyphen_find(struct hyphen_set *set, struct str language)
{
	if (!set || language.len < 2 || str_eq_c(language, "und"))
		return NULL;
	pthread_mutex_lock(&set->lock);
	void **place = map_find(&set->languages, language);
	if (!place) {
		struct hyphen_dict *dict = load(set, language);
		place = map_put(&set->languages, arena_str(&set->arena, language), NULL);
		*place = dict;
	}
	const struct hyphen_dict *dict = *place;
	pthread_mutex_unlock(&set->lock);
	return dict;
}

/* The word in lower case and in the patterns' character set; the byte offset of each character.
 * Returns the number of characters, 0 when the word is not for the patterns. */
static size_t prepare(const struct hyphen_dict *dict, struct str word, char *lower, size_t *length,
		      unsigned char *at)
{
	size_t n = 0, len = 0;
	for (size_t i = 0; i < word.len;) {
		if (n == WORD_LIMIT)
			return 0;
		at[n++] = (unsigned char)i;
		uint32_t c = unicode_lower(utf8_decode(word, &i));
		if (dict->utf8) {
			len += utf8_encode(c, lower + len);
		} else {
			if (c >= MAPPED || !dict->byte_of[c])
				return 0;
			lower[len++] = (char)dict->byte_of[c];
		}
	}
	lower[len] = '\0';
	*length = len;
	return n;
}

/* As libhyphen says it: marks[i] is odd where a hyphen may follow character i. */
static void mark_plain(const struct hyphen_plain *plain, struct str lower, char *marks)
{
	unsigned char values[WORD_LIMIT * 4];
	size_t n = 0;
	hyphen_plain_word(plain, lower, values);
	for (size_t i = 1; i < lower.len; i++)
		if (((unsigned char)lower.p[i] & 0xC0) != 0x80)
			marks[n++] = (char)('0' + values[i]);
}

/* Puts a 1 before each character where a hyphen may stand. */
static bool put_points(const char *marks, char **replacement, const unsigned char *at, size_t n,
		       unsigned char *points)
{
	bool any = false;
	for (size_t i = LEFT_LEAST; i + RIGHT_LEAST <= n; i++)
		if ((marks[i - 1] & 1) && !(replacement && replacement[i - 1]))
			points[at[i]] = any = true;
	return any;
}

bool hyphen_word(const struct hyphen_dict *dict, struct str word, unsigned char *points)
{
	char lower[WORD_LIMIT * 4 + 8], marks[WORD_LIMIT * 4 + 16];
	unsigned char at[WORD_LIMIT];
	size_t length;
	memset(points, 0, word.len);
	if (word.len < WORD_LEAST || word.len > WORD_LIMIT * 4)
		return false;
	size_t n = prepare(dict, word, lower, &length, at);
	if (n < WORD_LEAST)
		return false;
	if (dict->plain) {
		mark_plain(dict->plain, (struct str){ lower, length }, marks);
		return put_points(marks, NULL, at, n, points);
	}
	char **replacement = NULL;
	int *position = NULL, *cut = NULL;
	bool any = false;
	if (hnj_hyphen_hyphenate2(dict->patterns, lower, (int)length, marks, NULL, &replacement,
				  &position, &cut) == 0)
		any = put_points(marks, replacement, at, n, points);
	if (replacement)
		for (size_t i = 0; i < length; i++)
			free(replacement[i]);
	free(replacement);
	free(position);
	free(cut);
	return any;
}
