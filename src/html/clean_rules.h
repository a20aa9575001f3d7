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
	struct html_seen has; /* in the body */
};

/* A rule that looks at one HTML element at a time: called for each but the root, in document order.
 * It may change, unwrap or drop the element and what is below it, but not what comes behind it,
 * where the walk goes on. Returns whether to go on below; false after a drop. */
typedef bool clean_visit(struct clean *, struct element *);
void clean_each(struct clean *, clean_visit *);
/* The same without what stands in a <pre>, a drawing or a formula: for rules that give elements a
 * meaning, which nothing there would read. */
void clean_each_flow(struct clean *, clean_visit *);
/* The same of those with one tag. */
void clean_each_flow_tag(struct clean *, enum html_tag, clean_visit *);

/* Adds a row to the ledger under the rule's name. `text`, in the arena, may be empty: something was
 * set right and no word went. `line` is an element's. */
void clean_note(struct clean *, struct str text, int line);
/* Takes an element away with all below it; its words go to the ledger under the rule's name. */
void clean_drop(struct clean *, struct element *);
/* Makes another element of it. */
void clean_rename(struct element *, enum html_tag);
/* Makes boxes of a table, its rows and cells; `nested`: of those in it, too. */
void clean_unwrap_table(struct element *table, bool nested);
/* Puts the children behind it: it becomes an element that can hold none. */
void clean_turn_out(struct element *);
/* Sets an attribute, replacing its value; the array is made anew, for clones share theirs. */
void clean_set(struct clean *, struct element *, const char *name, struct str value);
/* The element's text, white space collapsed; of a long one the first 1,000 bytes or more. */
struct str clean_text(struct clean *, const struct element *);
/* Whether one of its class words is one of the NULL-terminated `words`; one that ends in '*' stands
 * for all that begin so. */
bool clean_has_class(const struct element *, const char *const *words);
/* The first element below with the class word, or the tag; NULL. */
struct element *clean_find_class(const struct element *, const char *word);
struct element *clean_find_tag(const struct element *, enum html_tag);
/* The nearest ancestor with the tag, or NULL. */
struct element *clean_inside(const struct element *, enum html_tag);
bool clean_is(const struct element *, enum html_tag);
/* The value of a property in the style attribute, trimmed; or the empty slice. */
struct str clean_style(const struct element *, const char *property);

/* ---- clean_junk.c: what no reader came for */
void clean_hidden(struct clean *);
void clean_trackers(struct clean *);
void clean_boilerplate(struct clean *);
void clean_appeared_first(struct clean *);
void clean_permalinks(struct clean *);
void clean_controls(struct clean *);
void clean_blank(struct clean *);
/* ---- clean_images.c */
void clean_lazy_images(struct clean *);
void clean_noscript(struct clean *);
void clean_captions(struct clean *);
void clean_emoji(struct clean *);
/* ---- clean_code.c */
void clean_line_numbers(struct clean *);
/* ---- clean_math.c */
void clean_math(struct clean *);
/* ---- clean_embeds.c */
void clean_players(struct clean *);
/* ---- clean_boxes.c: what the markup means */
void clean_callouts(struct clean *);
void clean_tweets(struct clean *);
void clean_layout_tables(struct clean *);
void clean_styled_text(struct clean *);
void clean_task_boxes(struct clean *);

#endif
