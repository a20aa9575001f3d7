/* tags.c - names of elements to numbers and back. The one idea: names are sorted, and of those with one
 * first letter few have the same length. */
#include "html/tags.h"

#include <stdint.h>

enum { WIDTH = 16 };

static const char names[TAG_COUNT][WIDTH] = {
	[TAG_OTHER] = "",
#define TAG_TEXT(name, text) [TAG_##name] = text,
	HTML_TAGS(TAG_TEXT)
#undef TAG_TEXT
};

static const uint8_t lengths[TAG_COUNT] = {
#define TAG_LENGTH(name, text) [TAG_##name] = sizeof(text) - 1,
	HTML_TAGS(TAG_LENGTH)
#undef TAG_LENGTH
};

/* The first tag of each letter; where a letter has none, the first of the next one. */
static const uint8_t letter[27] = {
	TAG_A, TAG_B, TAG_CANVAS, TAG_DATA, TAG_EM, TAG_FIELDSET, TAG_H1, TAG_H1, TAG_I, TAG_KBD,
	TAG_KBD, TAG_LABEL, TAG_MAIN, TAG_NAV, TAG_OBJECT, TAG_P, TAG_Q, TAG_RB, TAG_S, TAG_TABLE,
	TAG_U, TAG_VAR, TAG_WBR, TAG_XMP, TAG_COUNT, TAG_COUNT, TAG_COUNT,
};

/* Behind the first letter. */
static bool same_rest(const char *known, struct str name)
{
	size_t i = 1;
	while (i < name.len && known[i] == name.p[i])
		i++;
	return i == name.len;
}

enum html_tag html_tag_find(struct str name)
{
	if (name.len == 0 || name.len >= WIDTH || name.p[0] < 'a' || name.p[0] > 'z')
		return TAG_OTHER;
	size_t end = letter[name.p[0] - 'a' + 1];
	for (size_t tag = letter[name.p[0] - 'a']; tag < end; tag++)
		if (lengths[tag] == name.len && same_rest(names[tag], name))
			return (enum html_tag)tag;
	return TAG_OTHER;
}

struct str html_tag_name(enum html_tag tag)
{
	return (struct str){ names[tag], lengths[tag] };
}
