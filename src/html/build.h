/* build.h - what the files of build share: the builder's state and the few ways to add a node.
 * Private to html/. */
#ifndef HTML_BUILD_H
#define HTML_BUILD_H

#include "base/map.h"
#include "html/clean.h"
#include "html/elements.h"
#include "html/html.h"

/* An inline element that is open in the source. Its node is made when something stands in it, and
 * made anew in each block that it reaches into: <a><h2>…</h2><p>…</p></a>. */
struct open_inline {
	const struct node *proto; /* build_inline's: copied for each node */
	bool seen;         /* a node was made: the id is given away */
	bool keep_empty;
};

/* A link to "#…", settled when all ids are known. */
struct local_link {
	struct node *link;
	struct str raw;
};

struct builder {
	struct article *article;
	struct arena *arena;
	bool clean;

	struct node *block;   /* where blocks go */
	struct node *leaf;    /* the open leaf block, or NULL */
	bool flatten;         /* the leaf is no paragraph: blocks inside become lines of it */
	struct node *put_off; /* with `flatten`: holds the blocks that cannot be lines */
	bool separate;        /* with `flatten`: a line ended, the next text begins one */

	struct open_inline *inlines; /* outermost first */
	size_t n_inlines, cap_inlines;
	size_t n_live; /* how many of them have a node in the leaf: */
	struct node **live;
	size_t cap_live;
	size_t n_remade; /* inlines made anew because they reach into another leaf */

	struct str text; /* not yet a node; of several pieces it stands in: */
	struct buf joined;
	int text_line;
	bool trim_next; /* drop the blank that comes next: it stood behind a task box */
	int code_depth;
	bool code_seen; /* the open <code> has given a node */

	struct str lang; /* as the source has it here; empty: the article's */
	enum text_direction direction;

	struct buf name; /* of the id at hand: room that is kept */
	struct map ids; /* raw ids and XML names → what ids.c knows of them */
	struct str *pending; /* ids of elements without a node, to stand where the next content stands */
	size_t n_pending, cap_pending;
	struct local_link *links;
	size_t n_links, cap_links;
};

/* ---- build.c: the engine --------------------------------------------------------------- */

/* Makes a block node below the current block (or the put-off place), with id, language and
 * direction of `e`; closes an open paragraph. */
struct node *build_block(struct builder *, enum node_type, const struct element *e);

/* Where the builder stood before it went into a block. */
struct place {
	struct node *block, *leaf, *put_off;
	bool flatten;
};
/* Everything up to leave goes into `node`, which is in the tree already (or not yet). */
struct place build_enter(struct builder *, struct node *node);
void build_leave(struct builder *, struct place);
/* The children of `e` as the inlines of the leaf block `leaf`; blocks that cannot be lines of it
 * go into the returned holder (NULL: there were none). */
struct node *build_leaf(struct builder *, struct node *leaf, const struct element *e);
/* Moves the children of `from` (may be NULL) to the end of `to`. */
void build_move(struct node *to, struct node *from);

void build_close_leaf(struct builder *);
/* What a block's edge means to what is open: a paragraph ends, or a line of a leaf that is none. */
void build_border(struct builder *);
/* The text that has come becomes a node. */
void build_flush(struct builder *);
/* The node that inlines are added to now; opens a bare paragraph where none is open. */
struct node *build_spot(struct builder *);
/* Adds a leaf inline made from `e`. */
struct node *build_leaf_inline(struct builder *, enum node_type, const struct element *e);
void build_text(struct builder *, struct str, int line);
/* An inline around the children of `e`: `proto` says which; what is in every node it is given here. */
void build_inline(struct builder *, struct node *proto, const struct element *e, bool keep_empty);

struct str build_url(struct builder *, struct str raw);
int build_line(const struct builder *, const struct element *);
/* Puts what `e` says into the ledger under `rule`. */
void build_ledger(struct builder *, const struct element *e, const char *rule);
/* Ids that wait for content which never came stand at the article's end. */
void build_settle_pending(struct builder *);

/* ---- build_element.c ------------------------------------------------------------------- */

void build_element(struct builder *, const struct element *);
void build_children(struct builder *, const struct element *);

/* ---- surroundings.c -------------------------------------------------------------------- */

struct surroundings {
	struct str lang;
	enum text_direction direction;
};

/* Takes over what `e` says of language and direction; returns what held before. */
struct surroundings surroundings_enter(struct builder *, const struct element *e);
/* Gives a node that is linked to its parent the language and direction it needs. */
void surroundings_set(struct builder *, struct node *);
/* An attribute's value as a language tag, empty when it cannot be one; as a direction. */
struct str surroundings_language(struct str);
enum text_direction surroundings_direction(struct str dir);
/* The language that holds below `parent`. */
struct str surroundings_language_around(const struct builder *, const struct node *parent);

/* ---- build_block.c --------------------------------------------------------------------- */

void build_paragraph(struct builder *, const struct element *);
void build_heading(struct builder *, const struct element *);
void build_list(struct builder *, const struct element *);
/* The run of <li> siblings that begins with `e`, outside any list; returns the last one. */
const struct element *build_stray_items(struct builder *, const struct element *e);
void build_definitions(struct builder *, const struct element *);
const struct element *build_stray_terms(struct builder *, const struct element *e);
void build_quote(struct builder *, const struct element *);
void build_figure(struct builder *, const struct element *);
void build_details(struct builder *, const struct element *);
void build_code(struct builder *, const struct element *);
void build_callout(struct builder *, const struct element *);

/* ---- build_table.c --------------------------------------------------------------------- */

void build_table(struct builder *, const struct element *);

/* ---- build_object.c -------------------------------------------------------------------- */

void build_image(struct builder *, const struct element *);
void build_svg(struct builder *, const struct element *);
void build_math(struct builder *, const struct element *);
void build_media(struct builder *, const struct element *);

/* ---- ids.c ----------------------------------------------------------------------------- */

/* The XML name for a raw id, unique in the article; the empty slice when another element had it
 * before. */
struct str build_id(struct builder *, struct str raw);
/* Notes the id of an element that gets no node. */
void build_pend_id(struct builder *, const struct element *);
/* Gives `node` the element's id, or else one that waits. */
void build_take_id(struct builder *, struct node *, const struct element *);
/* Settles links to "#…". */
void build_settle_links(struct builder *);

/* ---- markup.c -------------------------------------------------------------------------- */

/* A foreign element (svg, math) as well-formed XML of its own: no scripts, no event handlers, no
 * annotations. */
struct str markup_foreign(const struct element *, struct arena *);
/* Whether the element is left out of it with all below. */
bool markup_drops(const struct element *);

#endif
