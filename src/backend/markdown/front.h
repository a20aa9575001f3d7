/* front.h - a note's properties: made from an entry, and merged with what stands in the note. */
#ifndef BACKEND_MARKDOWN_FRONT_H
#define BACKEND_MARKDOWN_FRONT_H

#include "backend/markdown/md.h"

/* One property as it stands: its key, and its lines from the key to the next, with line ends. */
struct property {
	struct str key, text;
};

struct front {
	struct property *items;
	size_t n, cap;
	bool lines; /* as Logseq has them: "key:: value", and no fences */
	struct arena arena;
};

void front_init(struct front *, const struct flavor *);
void front_done(struct front *);
/* The properties of an entry. `name`: the note's, without ".md": a title that differs becomes an alias. */
void front_from_entry(struct front *, const struct entry *, const struct flavor *, struct str id, struct str name);
/* Adds one property with a string value. */
void front_add(struct front *, const char *key, struct str value);
/* Cuts a note into properties and body; a note without them has none and is all body. The texts are
 * slices of `note`; lines before the first key are a property with an empty key. */
void front_parse(struct front *, struct str note, struct str *body);
const struct property *front_find(const struct front *, struct str key);
/* The string a property holds, quotes taken off: for ids. */
struct str front_string(const struct front *, struct arena *, const struct property *);
/* The key of a note's id: Logseq has other uses for "id". */
const char *front_id_key(const struct flavor *);
/* "---" … "---" and a blank line. Nothing when there are no properties. */
void front_put(struct buf *, const struct front *);

/* ---- front_lines.c: the same for lines ------------------------------------------------------------ */

/* Appends a value that is words and nothing else, whatever they look like. */
void front_lines_put_words(struct buf *, struct str value);
/* Appends [[a]], [[b]]: pages. */
void front_lines_put_pages(struct buf *, const struct str *names, size_t n);
void front_lines_parse(struct front *, struct str note, struct str *body);
struct str front_lines_string(struct arena *, const struct property *);

#endif
