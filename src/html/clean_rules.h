/* clean_rules.h - what the rules of clean share, and their functions. Private to html/clean*.c. */
#ifndef HTML_CLEAN_RULES_H
#define HTML_CLEAN_RULES_H

#include "html/clean.h"
#include "html/elements.h"

struct clean {
	struct article *article;
	struct arena *arena;
	struct element *root;
	const char *rule; /* the row that runs */
};

/* Takes an element away with all below it; its words go to the ledger under the rule's name. */
void clean_drop(struct clean *, struct element *);
/* Sets an attribute, replacing its value. Both strings must outlive the arena or live in it. */
void clean_set(struct clean *, struct element *, const char *name, struct str value);
/* The element's text, white space collapsed. */
struct str clean_text(struct clean *, const struct element *);
/* Calls `visit` for each HTML element but the root, in document order. It returns the element from
 * which to go on: clean_next(c, e) for the next one, clean_past(c, e) to leave out what is below. */
#define CLEAN_EACH(c, e) (struct element *e = element_next((c)->root, (c)->root), *e##_next; e; e = e##_next)

/* ---- clean_junk.c */
void clean_hidden(struct clean *);

#endif
