/* galley.h - a vertical list while it grows. For the typesetter's files only.
 *
 * struct setter is one article being set: what is shared by all its galleys (glyphs, elements,
 * notes) and the worker's caches. struct galley is one column of items; the main one becomes the
 * vlist, others are set apart first and then placed into a box of it (cells, notes). */
#ifndef BACKEND_PDF_GALLEY_H
#define BACKEND_PDF_GALLEY_H

#include "backend/pdf/typeset.h"
#include "base/map.h"
#include "base/unicode.h"
#include "font/shape.h"
#include "layout/hyphen.h"
#include "style/style.h"

#include <math.h>

/* A worker's caches. */
struct type_worker {
	struct shaper *shaper;
	struct style_cache *styles;
	struct arena scratch; /* of one paragraph */
	struct buf bytes;     /* break marks of one paragraph */
	struct glyph *glyphs; /* room that the last article left; NULL while a setter has it */
	size_t cap_glyphs;
};
struct type_worker *type_worker_of(const struct typeset *, struct worker *);

/* Where a link leads; a piece of text names it by its index. */
struct link_to {
	struct str url; /* "" inside the book */
	int entry;      /* -1: outside the book */
	struct str fragment, contents;
	int element;
};

enum { COUNTED_DEPTHS = 256 };

/* The last child of a parent whose number was asked for. */
struct counted {
	const struct node *last;
	int index; /* from 1 */
};

struct setter {
	const struct typeset *t;
	const struct look *look;
	const struct article *article; /* NULL in front matter */
	struct type_worker *w;
	struct diag_log *log;
	struct vlist *list; /* its arena; the arrays below move into it at the end */
	struct glyph *glyphs;
	size_t n_glyphs, cap_glyphs;
	struct point *points;
	size_t n_points, cap_points;
	struct selem *elements;
	size_t n_elements, cap_elements;
	struct vnote *notes;
	size_t n_notes, cap_notes;
	struct vimage *images;
	size_t n_images, cap_images;
	struct vitem *spares;
	size_t n_spares, cap_spares;
	struct link_to *links_to;
	size_t n_links_to, cap_links_to;
	struct missing_row *missing;
	size_t n_missing, cap_missing;
	struct note_row *note_rows; /* note.c */
	size_t n_note_rows, cap_note_rows;
	int n_numbers; /* of notes so far */
	struct map note_index; /* rows + 1 by address, or by the note's pointer */
	struct str language;
	const struct style_values *body; /* the root's */
	struct counted *counted; /* by depth in the tree; NULL until a style asks for numbers */
	bool in_note;
	struct vcolumns columns; /* of the main galley */
	struct galley *main; /* the article's own column */
};

struct galley {
	struct setter *s;
	struct vitem *items;
	size_t n_items, cap_items;
	struct mark *marks;
	size_t n_marks, cap_marks;
	struct link_area *links;
	size_t n_links, cap_links;
	struct vanchor *anchors;
	size_t n_anchors, cap_anchors;
	struct vheading *headings;
	size_t n_headings, cap_headings;
	struct vset *sets;
	size_t n_sets, cap_sets, n_placed; /* those behind n_placed wait for a box */
	/* what the next box begins with */
	struct mark *pending; /* marks whose y counts from its baseline */
	size_t n_pending, cap_pending;
	struct str *ids; /* anchors that stand at it */
	size_t n_ids, cap_ids;
	float space;      /* above it */
	float give;       /* how much of it may go when a page is tight */
	int penalty;      /* of the break before it */
	bool across;      /* what comes stands across all columns */
	int keep;         /* so many boxes yet stay together with what came */
	struct vrange foot, head; /* of every break: in spares */
	size_t in_box;    /* index of the box being filled */
};

void galley_init(struct galley *, struct setter *);
void galley_done(struct galley *);

int setter_element(struct setter *, enum selem_type, int parent);
int setter_link(struct setter *, struct link_to);
/* A copy in the list's arena. */
struct str setter_str(struct setter *, struct str);
void setter_count_missing(struct setter *, uint32_t code_point);

/* At least so much space before the next box; `give` of it may shrink. */
void galley_space(struct galley *, float space, float give);
/* Nothing may be put between the last box and the next `lines` boxes. */
void galley_keep(struct galley *, int lines);
/* Here a block ends that has all it was to be kept with. */
void galley_release(struct galley *);
void galley_penalty(struct galley *, int penalty);
/* A page may well end before the next box, unless something speaks against it. */
void galley_welcome(struct galley *, int how_much);
/* The next box goes on with the block of the last: no space, and no break when `whole`. */
void galley_inside(struct galley *, bool whole);
/* The box being filled refers to this note (a row of note.c). */
void galley_want_note(struct galley *, int row);
void galley_heading(struct galley *, struct vheading);
/* The element that begins with the next box sets it. */
void galley_set(struct galley *, struct vset);
/* The next box carries this id. */
void galley_anchor(struct galley *, struct str id);

/* Between begin and end all marks and links go into the box. `penalty` of the break before it counts
 * only inside a block; between blocks the galley's own is taken. */
struct vitem *galley_box_begin(struct galley *, float height, float baseline, int line);
void galley_box_end(struct galley *);
struct mark *galley_mark(struct galley *, enum mark_type, int element);
/* A mark for the next box, y from its baseline. The caller fills it at once. */
struct mark *galley_pending(struct galley *, enum mark_type, int element);
struct link_area *galley_link(struct galley *, const struct link_to *, float x, float y, float x2, float y2);
void galley_rule(struct galley *, int artifact, float x, float y, float x2, float y2, float width,
		 struct colour);
void galley_rect(struct galley *, int artifact, float x, float y, float x2, float y2, struct colour);
/* What is pending goes into the last box after all. */
void galley_pending_to_last(struct galley *);
/* Where the last box's marks end on the right, and begin on the left. */
float galley_last_end(const struct galley *, float *start);
/* When something is pending and no box came: an empty one. */
void galley_flush_pending(struct galley *, float height, float baseline, int line);

/* Height of a galley's items from `from` to before `to`. */
float galley_height(const struct galley *, size_t from, size_t to);
/* Puts the marks, links, notes and anchors of `from`'s items [first, end) into the box being filled
 * in `to`, moved by (x, y). */
void galley_place(struct galley *to, const struct galley *from, size_t first, size_t end, float x, float y);
/* Copies items [first, end) to the spares (marks go to the main galley's) and returns where they are. */
struct vrange galley_to_spares(struct galley *main, const struct galley *from, size_t first, size_t end);

static inline bool colour_is_black(struct colour c) { return !c.r && !c.g && !c.b; }

#endif
