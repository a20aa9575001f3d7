/* clean_images.c - pictures that wait for a script, captions without <figure>, emoji as pictures. */
#include "html/clean_rules.h"

/* ---- lazy pictures --------------------------------------------------------------------- */

/* An address that only keeps the place: a data: picture of nothing, a file called so. */
static bool is_placeholder(struct str src)
{
	static const char *const parts[] = { "data:image/gif;base64,R0lGOD", "data:image/svg+xml", "blank.gif", "placeholder",
					     "transparent.", "lazy-load", "lazyload", "spacer.gif", "loading.gif", "pixel.gif",
					     "1x1.", "grey.gif", "about:blank" };
	src = str_trim(src);
	if (!src.len)
		return true;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (str_find_nocase(src, str_from_c(parts[i]), 0) >= 0)
			return src.len < 600;
	return false;
}

/* The last candidate with the largest "640w" or "2x". */
static struct str best_of_srcset(struct str set)
{
	struct str best = STR_NONE;
	long most = -1;
	size_t at = 0;
	while (at < set.len) {
		while (at < set.len && (ch_space(set.p[at]) || set.p[at] == ','))
			at++;
		size_t from = at;
		while (at < set.len && !ch_space(set.p[at]))
			at++;
		struct str url = str_sub(set, from, at);
		while (url.len && url.p[url.len - 1] == ',')
			url.len--;
		long size = 1;
		if (url.len == at - from) { /* no comma behind it: a descriptor may follow */
			size_t end = at;
			while (end < set.len && set.p[end] != ',')
				end++;
			struct str descriptor = str_trim(str_sub(set, at, end));
			size_t n = 0;
			while (n < descriptor.len && ch_digit(descriptor.p[n]))
				n++;
			if (!n || !str_parse_long(str_sub(descriptor, 0, n), &size))
				size = 1;
			at = end;
		}
		if (url.len && size > most) {
			best = url;
			most = size;
		}
	}
	return best;
}

static struct str lazy_source(const struct element *img)
{
	static const char *const attrs[] = { "data-src", "data-lazy-src", "data-original", "data-orig-file", "data-hi-res-src",
					     "data-image", "data-url", "data-full-url", "data-original-src", "data-large-file" };
	static const char *const sets[] = { "data-srcset", "data-lazy-srcset", "srcset" };
	for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
		struct str value = str_trim(element_attr(img, attrs[i]));
		if (value.len && !is_placeholder(value))
			return value;
	}
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		struct str value = best_of_srcset(element_attr(img, sets[i]));
		if (value.len && !is_placeholder(value))
			return value;
	}
	return STR_NONE;
}

/* <picture><source srcset><img without src></picture> */
static struct str picture_source(const struct element *img)
{
	const struct element *picture = clean_inside(img, TAG_PICTURE);
	struct str found = STR_NONE;
	for (const struct element *s = picture ? picture->first : NULL; s && !found.len; s = s->next)
		if (clean_is(s, TAG_SOURCE)) {
			found = best_of_srcset(element_attr(s, "srcset"));
			if (!found.len)
				found = best_of_srcset(element_attr(s, "data-srcset"));
		}
	return found;
}

static bool visit_lazy(struct clean *c, struct element *e)
{
	if (e->tag == TAG_OTHER && (str_eq(e->name, STR("amp-img")) || str_eq(e->name, STR("amp-anim")))) {
		clean_turn_out(e);
		clean_rename(e, TAG_IMG);
		c->has.tags[TAG_IMG] = true;
	}
	if (e->tag != TAG_IMG)
		return true;
	struct str src = element_attr(e, "src");
	struct str lazy = is_placeholder(src) ? lazy_source(e) : STR_NONE;
	if (!lazy.len && !str_trim(src).len)
		lazy = picture_source(e);
	if (!lazy.len)
		return true;
	clean_set(c, e, "src", lazy);
	clean_note(c, STR(""), e->line);
	return true;
}

void clean_lazy_images(struct clean *c)
{
	if (c->has.tags[TAG_IMG] || c->has.tags[TAG_OTHER])
		clean_each(c, visit_lazy);
}

/* ---- noscript -------------------------------------------------------------------------- */

/* The picture that stands before, alone or in a box of its own. */
static struct element *picture_before(struct clean *c, const struct element *noscript)
{
	struct element *p = noscript->prev;
	while (p && p->kind != ELEMENT_TAG && element_is_blank(p))
		p = p->prev;
	if (!p || p->kind != ELEMENT_TAG)
		return NULL;
	if (p->tag == TAG_IMG)
		return p;
	return clean_text(c, p).len ? NULL : clean_find_tag(p, TAG_IMG);
}

/* Whether the picture before is the same one, waiting: beside it any is, for some blogs put a
 * coarse one there; in a box of its own it must show that it waits. */
static bool waits(const struct element *before, const struct element *noscript, const struct element *img)
{
	struct str src = element_attr(before, "src");
	return before->parent == noscript->parent || is_placeholder(src) || str_eq(src, element_attr(img, "src"));
}

static bool visit_noscript(struct clean *c, struct element *e)
{
	if (e->tag != TAG_NOSCRIPT)
		return true;
	struct element *img = clean_find_tag(e, TAG_IMG);
	struct element *before = img ? picture_before(c, e) : NULL;
	struct str text = clean_text(c, e), src = img ? str_trim(element_attr(img, "src")) : STR_NONE;
	if (before && !text.len && src.len && !is_placeholder(src) && waits(before, e, img)) {
		clean_set(c, before, "src", src);
		if (!element_attr(before, "alt").len && element_attr(img, "alt").len)
			clean_set(c, before, "alt", element_attr(img, "alt"));
		clean_drop(c, e);
		return false;
	}
	if (str_find_nocase(text, STR("javascript"), 0) >= 0 && text.len < 300) {
		clean_drop(c, e);
		return false;
	}
	element_unwrap(e);
	return true;
}

void clean_noscript(struct clean *c)
{
	if (c->has.tags[TAG_NOSCRIPT])
		clean_each(c, visit_noscript);
}

/* ---- captions -------------------------------------------------------------------------- */

/* Moves the caption to be a child of the figure: build looks nowhere else. */
static void set_caption(struct element *figure, struct element *caption)
{
	clean_rename(caption, TAG_FIGCAPTION);
	element_remove(caption);
	element_append(figure, caption);
}

static const char *const caption_boxes[] = { "wp-caption", "image-caption-wrapper", "tr-caption-container", "captioned-image", NULL };
static const char *const caption_texts[] = { "wp-caption-text", "tr-caption", "wp-caption-dd", NULL };

/* The line of text in a box that holds a picture too, and no other box or figure; else NULL. */
static struct element *caption_in(const struct element *box)
{
	struct element *caption = NULL;
	bool picture = false;
	for (struct element *e = element_next(box, box); e; e = element_next(box, e)) {
		if (e->kind != ELEMENT_TAG)
			continue;
		if (e->tag == TAG_FIGURE || clean_has_class(e, caption_boxes))
			return NULL;
		picture |= e->tag == TAG_IMG;
		if (!caption && clean_has_class(e, caption_texts))
			caption = e;
	}
	return picture ? caption : NULL;
}

/* WordPress before 2018 and Blogger: a box around the picture and a line of text. */
static bool visit_caption(struct clean *c, struct element *e)
{
	(void)c;
	struct element *caption = e->tag != TAG_FIGURE && clean_has_class(e, caption_boxes) ? caption_in(e) : NULL;
	if (!caption)
		return true;
	if (e->tag == TAG_TABLE)
		clean_unwrap_table(e, true);
	clean_rename(e, TAG_FIGURE);
	set_caption(e, caption);
	return true;
}

void clean_captions(struct clean *c)
{
	if (c->has.class)
		clean_each_flow(c, visit_caption);
}

/* ---- emoji ----------------------------------------------------------------------------- */

static bool visit_emoji(struct clean *c, struct element *e)
{
	static const char *const classes[] = { "wp-smiley", "emoji", "emojione", "twemoji", "joypixels", NULL };
	struct str alt = str_trim(element_attr(e, "alt"));
	if (e->tag != TAG_IMG || !alt.len || !clean_has_class(e, classes))
		return true;
	struct element *text = element_new_text(c->arena, alt);
	text->line = e->line;
	element_insert_before(e, text);
	clean_note(c, STR(""), e->line);
	element_remove(e);
	return false;
}

void clean_emoji(struct clean *c)
{
	if (c->has.tags[TAG_IMG])
		clean_each(c, visit_emoji);
}
