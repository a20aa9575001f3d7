/* surroundings.c - language and direction: what an element says of them, and which nodes have to say
 * it again because what stands around them says otherwise. */
#include "html/build.h"

struct str surroundings_language_around(const struct builder *b, const struct node *parent)
{
	for (; parent; parent = parent->parent)
		if (parent->lang.len)
			return parent->lang;
	const struct article *a = b->article;
	return a->entry->language.len ? a->entry->language : a->book->language;
}

enum text_direction surroundings_direction(struct str dir)
{
	if (!dir.len)
		return DIRECTION_NONE;
	if (str_eq_nocase(dir, STR("rtl")))
		return DIRECTION_RTL;
	if (str_eq_nocase(dir, STR("ltr")))
		return DIRECTION_LTR;
	return str_eq_nocase(dir, STR("auto")) ? DIRECTION_AUTO : DIRECTION_NONE;
}

/* Letters, digits and hyphens; up to 35 of them. */
struct str surroundings_language(struct str s)
{
	s = str_trim(s);
	if (s.len > 35 || !s.len || !ch_alpha(s.p[0]))
		return STR_NONE;
	for (size_t i = 0; i < s.len; i++)
		if (!ch_alnum(s.p[i]) && s.p[i] != '-')
			return STR_NONE;
	return s;
}

struct surroundings surroundings_enter(struct builder *b, const struct element *e)
{
	struct surroundings before = { b->lang, b->direction };
	if (!e->n_attrs)
		return before;
	struct str lang = STR_NONE, xml_lang = STR_NONE, dir = STR_NONE;
	for (size_t i = 0; i < e->n_attrs; i++) {
		const struct html_attr *a = &e->attrs[i];
		if (str_eq(a->name, STR("lang")))
			lang = surroundings_language(a->value);
		else if (str_eq(a->name, STR("xml:lang")))
			xml_lang = surroundings_language(a->value);
		else if (str_eq(a->name, STR("dir")))
			dir = a->value;
	}
	if (!lang.len)
		lang = xml_lang;
	if (lang.len && e->tag != TAG_PRE && e->tag != TAG_CODE)
		b->lang = lang;
	enum text_direction direction = surroundings_direction(dir);
	if (direction != DIRECTION_NONE)
		b->direction = direction;
	return before;
}

static enum text_direction direction_around(const struct node *parent)
{
	for (; parent; parent = parent->parent)
		if (parent->direction != DIRECTION_NONE)
			return parent->direction;
	return DIRECTION_NONE;
}

void surroundings_set(struct builder *b, struct node *node)
{
	if (b->lang.len && !str_eq_nocase(b->lang, surroundings_language_around(b, node->parent)))
		node->lang = b->lang;
	if (b->direction != DIRECTION_NONE && b->direction != direction_around(node->parent))
		node->direction = b->direction;
}
