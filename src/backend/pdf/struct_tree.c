/* struct_tree.c - the tree grows: an element takes its place in it when its first content stands on a
 * page. One without content is left out, unless a table or list needs it to stay regular. Beside it
 * the parent tree, which leads from content back to elements. */
#include "backend/pdf/struct_int.h"

#include <math.h>
#include <stdlib.h>

enum { PARENT_LEAF = 256 };

struct struct_tree *struct_tree_new(struct pdf_file *file)
{
	struct struct_tree *t = mem_alloc(sizeof *t);
	t->file = file;
	t->root = pdf_file_reserve(file, 2);
	t->document = t->root + 1;
	spool_init(&t->spool);
	if (t->spool.threshold > 256 << 10)
		t->spool.threshold = 256 << 10;
	buf_init(&t->values);
	buf_init(&t->leaf);
	buf_init(&t->leaves);
	buf_init(&t->scratch);
	buf_init(&t->tail);
	arena_init(&t->arena);
	t->heap = pdf_heap_new();
	return t;
}

void struct_tree_free(struct struct_tree *t)
{
	if (!t)
		return;
	spool_done(&t->spool);
	buf_done(&t->values);
	buf_done(&t->leaf);
	buf_done(&t->leaves);
	buf_done(&t->scratch);
	buf_done(&t->tail);
	arena_done(&t->arena);
	pdf_heap_free(t->heap);
	free(t->batches);
	free(t->sections);
	free(t->front);
	free(t->ids);
	free(t);
}

/* ---- the open section ------------------------------------------------------------------ */

void struct_section_begin(struct struct_tree *t, const struct vlist *list, struct str lang, int part,
			  bool front)
{
	t->list = list;
	t->part = part;
	/* A number for each element, whether it will have content or not: those of a section then follow one
	 * another in the file, and are one line of the cross-reference table that is remembered. */
	t->section = pdf_file_reserve(t->file, (uint32_t)list->n_elements + 1);
	arena_reset(&t->arena);
	t->elements = ARENA_ARRAY(&t->arena, struct element, list->n_elements + 1);
	struct element *own = &t->elements[list->n_elements]; /* the Sect itself */
	own->object = t->section;
	if (front) {
		mem_grow(&t->front, &t->cap_front, t->n_front + 1, sizeof *t->front);
		t->front[t->n_front++] = t->section;
	} else {
		mem_grow(&t->sections, &t->cap_sections, t->n_sections + 1, sizeof *t->sections);
		t->sections[t->n_sections++] = t->section;
	}
	buf_clear(&t->tail);
	if (lang.len) {
		buf_puts(&t->tail, "/Lang");
		pdf_put_text(&t->tail, lang);
	}
}

struct element *struct_above(struct struct_tree *t, int element)
{
	int parent = t->list->elements[element].parent;
	return &t->elements[parent < 0 ? (int)t->list->n_elements : parent];
}

static void add_kid(struct struct_tree *t, struct element *e, struct kid *after, struct kid kid)
{
	struct kid *k = ARENA_NEW(&t->arena, struct kid);
	*k = kid;
	k->next = after ? after->next : e->first;
	if (after)
		after->next = k;
	else
		e->first = k;
	if (!k->next)
		e->last = k;
}

static uint32_t object_of(const struct struct_tree *t, int element)
{
	return t->section + 1 + (uint32_t)element;
}

/* Gives the element and those above it their places. Depth is what HTML's is, at most 400 or so. */
static void place(struct struct_tree *t, int element)
{
	for (int i = element; i >= 0 && !t->elements[i].object; i = t->list->elements[i].parent) {
		struct element *above = struct_above(t, i);
		t->elements[i].object = object_of(t, i);
		add_kid(t, above, above->last, (struct kid){ KID_ELEMENT, (uint32_t)i, 0, NULL });
	}
}

static uint32_t add_content(struct struct_tree *t, int element, struct kid kid)
{
	struct element *e = &t->elements[element];
	place(t, element);
	if (!e->page)
		e->page = kid.page;
	add_kid(t, e, e->last, kid);
	return e->object;
}

uint32_t struct_content(struct struct_tree *t, int element, uint32_t page, uint32_t mcid)
{
	return add_content(t, element, (struct kid){ KID_CONTENT, mcid, page, NULL });
}

uint32_t struct_annotation(struct struct_tree *t, int element, uint32_t page, uint32_t annotation)
{
	return add_content(t, element, (struct kid){ KID_ANNOTATION, annotation, page, NULL });
}

void struct_cover(struct struct_tree *t, int element, const double box[4])
{
	struct element *e = &t->elements[element];
	for (int i = 0; i < 4; i++)
		e->box[i] = !e->covered ? box[i] : i < 2 ? fmin(e->box[i], box[i]) : fmax(e->box[i], box[i]);
	e->covered = true;
}

uint32_t struct_box_later(struct struct_tree *t, int element, uint32_t page)
{
	struct element *e = &t->elements[element];
	if (!e->box_object) {
		e->box_object = pdf_file_reserve(t->file, 1);
		e->box_page = page;
	}
	return e->box_page == page ? e->box_object : 0;
}

/* Cells, rows and list bodies stand even when they are empty. */
static bool needed_empty(enum selem_type type)
{
	return type == SELEM_TD || type == SELEM_TH || type == SELEM_TR || type == SELEM_LBODY ||
	       type == SELEM_LI;
}

/* Elements without content go in among their siblings by index. Indices rise, so each parent's
 * cursor only moves on. */
static void place_empty(struct struct_tree *t)
{
	for (size_t i = 0; i < t->list->n_elements; i++) {
		if (t->elements[i].object || !needed_empty(t->list->elements[i].type))
			continue;
		struct element *above = struct_above(t, (int)i);
		if (!above->object)
			continue;
		struct kid *after = above->cursor;
		for (struct kid *k = after ? after->next : above->first;
		     k && !(k->type == KID_ELEMENT && k->value > i); k = k->next)
			after = k;
		add_kid(t, above, after, (struct kid){ KID_ELEMENT, (uint32_t)i, 0, NULL });
		above->cursor = after ? after->next : above->first;
		t->elements[i].object = object_of(t, (int)i);
	}
}

void struct_section_end(struct struct_tree *t)
{
	place_empty(t);
	struct_write_section(t);
	t->list = NULL;
}

/* ---- the parent tree ------------------------------------------------------------------- */

int64_t struct_parent_key(struct struct_tree *t) { return t->next_key++; }

static void close_leaf(struct struct_tree *t)
{
	if (!t->n_leaf)
		return;
	uint32_t object = pdf_file_reserve(t->file, 1);
	buf_clear(&t->scratch);
	buf_puts(&t->scratch, "<</Limits[");
	buf_put_int(&t->scratch, t->leaf_first);
	buf_putc(&t->scratch, ' ');
	buf_put_int(&t->scratch, t->leaf_last);
	buf_puts(&t->scratch, "]/Nums[");
	buf_put_str(&t->scratch, buf_str(&t->leaf));
	buf_puts(&t->scratch, "]>>");
	pdf_file_object(t->file, object, buf_str(&t->scratch));
	pdf_put_ref(&t->leaves, object);
	buf_putc(&t->leaves, ' ');
	buf_clear(&t->leaf);
	t->n_leaf = 0;
}

void struct_parent(struct struct_tree *t, int64_t key, struct str value)
{
	if (!t->n_leaf)
		t->leaf_first = key;
	t->leaf_last = key;
	buf_put_int(&t->leaf, key);
	buf_putc(&t->leaf, ' ');
	buf_put_str(&t->leaf, value);
	buf_putc(&t->leaf, '\n');
	if (++t->n_leaf == PARENT_LEAF)
		close_leaf(t);
}

uint32_t struct_write_parents(struct struct_tree *t)
{
	close_leaf(t);
	uint32_t parents = pdf_file_reserve(t->file, 1);
	buf_clear(&t->scratch);
	buf_puts(&t->scratch, "<</Kids[");
	buf_put_str(&t->scratch, buf_str(&t->leaves));
	buf_puts(&t->scratch, "]>>");
	pdf_file_object(t->file, parents, buf_str(&t->scratch));
	return parents;
}
