/* tree.h - the element tree: what a browser's DOM of the body would hold. Private to html/:
 * parse builds it, space, code and clean change it, build reads it. All of it, text included,
 * lives in the article's arena. */
#ifndef HTML_TREE_H
#define HTML_TREE_H

#include "base/arena.h"
#include "base/diag.h"
#include "html/tags.h"

enum html_namespace { NS_HTML, NS_SVG, NS_MATHML };

struct html_attr {
	struct str name; /* lower case in HTML; as the standard adjusts it in SVG and MathML */
	struct str value; /* references decoded */
};

enum element_kind { ELEMENT_TAG, ELEMENT_TEXT, ELEMENT_COMMENT };

/* Small: there are tens of thousands. */
struct element {
	enum element_kind kind : 8;
	enum html_namespace ns : 8;
	bool self_closing : 1; /* its tag was written <x/> */
	bool open : 1; /* the parser's own: on its stack */
	enum html_tag tag; /* of an ELEMENT_TAG */
	int line; /* relative to the body's first line, from 0 */
	unsigned n_attrs;
	union {
		struct str name; /* of an ELEMENT_TAG: always set */
		struct str text; /* of text and comments */
	};
	struct html_attr *attrs;
	struct element *parent, *prev, *next, *first, *last;
};

/* NULL when it is not there. */
const struct html_attr *element_find_attr(const struct element *, const char *name, size_t len);

/* The rules of clean ask every element, and most have no attribute: that is seen in place. */
static inline bool element_has_attr(const struct element *e, const char *name)
{
	return e->n_attrs && element_find_attr(e, name, strlen(name));
}

/* The attribute's value, or the empty slice (p == NULL) when it is not there. */
static inline struct str element_attr(const struct element *e, const char *name)
{
	const struct html_attr *a = e->n_attrs ? element_find_attr(e, name, strlen(name)) : NULL;
	return !a ? STR_NONE : a->value.p ? a->value : STR("");
}

static inline bool element_has_class(const struct element *e, const char *name)
{
	struct str class = element_attr(e, "class");
	return class.len && str_has_word(class, str_from_c(name));
}

/* Changing the tree: the node must not be in one (element_remove takes it out first). */
static inline void element_append(struct element *parent, struct element *child)
{
	child->parent = parent;
	child->next = NULL;
	child->prev = parent->last;
	*(parent->last ? &parent->last->next : &parent->first) = child;
	parent->last = child;
}

void element_insert_before(struct element *where, struct element *child);
void element_remove(struct element *);
/* Puts the children in the element's place and takes it out. */
void element_unwrap(struct element *);

static inline struct element *element_new(struct arena *arena, enum html_tag tag)
{
	struct element *e = ARENA_NEW(arena, struct element);
	e->tag = tag;
	e->name = html_tag_name(tag);
	return e;
}

static inline struct element *element_new_text(struct arena *arena, struct str text)
{
	struct element *e = ARENA_NEW(arena, struct element);
	e->kind = ELEMENT_TEXT;
	e->text = text;
	return e;
}

/* The next element within `root` that is not below `e`; NULL at the end. Iterative. */
static inline struct element *element_skip(const struct element *root, const struct element *e)
{
	for (; e && e != root; e = e->parent)
		if (e->next)
			return e->next;
	return NULL;
}

/* The next element in document order within `root`; NULL at the end. */
static inline struct element *element_next(const struct element *root, const struct element *e)
{
	return e->first ? e->first : element_skip(root, e);
}
/* All text below, as it stands. */
struct str element_text(const struct element *, struct arena *);

/* ---- html/parse ------------------------------------------------------------------------ */

/* What a body holds: the parser sees it anyway, and most rules of clean have nothing to look for. */
struct html_seen {
	bool tags[TAG_COUNT];
	bool class, style, hidden; /* attributes */
};

/* What the caps cut; each is reported once per article. */
enum { HTML_MAX_DEPTH = 400, HTML_MAX_FORMATTING = 64, HTML_MAX_ATTRS = 256 };

/* Parses `bytes` (any bytes: malformed UTF-8 becomes U+FFFD; NUL vanishes from the text of HTML and
 * is U+FFFD elsewhere; other controls stay) as the content of a <div>,
 * scripting off (HTML Standard 13.4), and returns that <div>. Never fails, keeps all text, takes
 * time linear in its input. Deviation, on purpose: a self-closed <iframe/>, <script/>, <style/>,
 * <textarea/> or <title/> is empty. Elements that were cloned share their attributes: give an
 * element a new array rather than writing into the old one. A <template>'s content is its
 * children. What is in the tree goes into `seen`, unless that is NULL. */
struct element *html_parse(struct str bytes, struct arena *, struct diag_log *, int first_line, struct html_seen *seen);

/* The same for well-formed XHTML (Atom type="xhtml"): self-closing tags close, no element is
 * implied, CDATA is text. Falls back to recovery where it is not well formed. */
struct element *html_parse_xhtml(struct str bytes, struct arena *, struct diag_log *, int first_line,
	struct html_seen *seen);

/* Decodes the named reference that `s` starts with after its '&' (longest match, HTML Standard
 * 13.5); returns how many bytes it took, 0 when there is none. *second is 0 for most. */
size_t html_reference(struct str s, uint32_t *first, uint32_t *second);

#endif
