/* struct_int.h - the structure tree while it grows: between struct_tree.c and struct_write.c only. */
#ifndef BACKEND_PDF_STRUCT_INT_H
#define BACKEND_PDF_STRUCT_INT_H

#include "backend/pdf/struct_tree.h"
#include "base/arena.h"
#include "base/spool.h"

enum kid_type { KID_ELEMENT, KID_CONTENT, KID_ANNOTATION };

struct kid {
	enum kid_type type;
	uint32_t value; /* element's index, MCID, or the annotation's object */
	uint32_t page;  /* its page's object */
	struct kid *next;
};

struct element {
	uint32_t object; /* 0: has no place yet */
	uint32_t page;   /* of its first content */
	struct kid *first, *last;
	struct kid *cursor; /* while empty elements are put in */
	double box[4];
	bool covered;
	uint32_t box_object, box_page; /* that the box will be, on this page; 0: it is known here */
};

/* Serialised elements in the spool, to become one object stream. */
struct batch {
	uint64_t at;
	uint32_t len, n;
};

/* Of an element that has an ID. */
struct note_id {
	int part, element;
	uint32_t object;
};

struct struct_tree {
	struct pdf_file *file;
	uint32_t root, document;
	struct spool spool;
	struct batch *batches;
	size_t n_batches, cap_batches;
	struct buf values; /* of the open batch … */
	uint32_t n_open;   /* … and how many */
	uint32_t *sections, *front; /* objects */
	size_t n_sections, cap_sections, n_front, cap_front;
	struct note_id *ids;
	size_t n_ids, cap_ids;
	/* the parent tree */
	int64_t next_key, leaf_first, leaf_last;
	struct buf leaf, leaves; /* leaves: refs of the finished ones, by kids of the root */
	int n_leaf;
	/* the open section */
	const struct vlist *list;
	struct element *elements;
	struct arena arena;
	uint32_t section;
	int part;
	struct buf scratch, tail;
	struct pdf_heap *heap;
};

/* The element's parent; the Sect itself where it has none. */
struct element *struct_above(struct struct_tree *, int element);
/* Puts the open section aside as text: the Sect, and all elements that have a place. A failure is found
 * by struct_tree_emit. */
void struct_write_section(struct struct_tree *);
/* Writes the parent tree; returns its root. */
uint32_t struct_write_parents(struct struct_tree *);

#endif
