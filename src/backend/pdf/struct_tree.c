/* struct_tree.c - elements are written as text straight from the vertical list: a dictionary object
 * each would be five times as large. An element without content is left out, unless a table or list
 * needs it to stay regular. */
#include "backend/pdf/struct_tree.h"

#include <math.h>
#include <stdlib.h>

#include "backend/pdf/display.h"
#include "backend/pdf/paint.h"
#include "base/arena.h"
#include "base/spool.h"

enum { PARENT_LEAF = 256 };

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
	struct buf values; /* of the open batch */
	uint32_t n_open;
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
	struct kid *section_first, *section_last;
	uint32_t section;
	int part;
	struct buf scratch, tail;
	struct pdf_heap *heap;
	bool failed;
};

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
	t->section_first = t->section_last = NULL;
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

static struct element *parent_of(struct struct_tree *t, int element)
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
		struct element *above = parent_of(t, i);
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
		struct element *above = parent_of(t, (int)i);
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

/* ---- serialising ----------------------------------------------------------------------- */

static void close_batch(struct struct_tree *t)
{
	if (!t->n_open)
		return;
	mem_grow(&t->batches, &t->cap_batches, t->n_batches + 1, sizeof *t->batches);
	uint64_t at = spool_put(&t->spool, buf_str(&t->values));
	t->batches[t->n_batches++] =
		(struct batch){ at, (uint32_t)t->values.len, t->n_open };
	buf_clear(&t->values);
	t->n_open = 0;
}

/* Numbers and values alternate: <number> <length> <bytes>. */
static void put_object(struct struct_tree *t, uint32_t object, struct str value)
{
	pack_uint(&t->values, object);
	pack_str(&t->values, value);
	if (++t->n_open == PDF_PACK_FULL)
		close_batch(t);
}

static void put_id(struct buf *b, int part, int element)
{
	buf_printf(b, "(n%08x-%06x)", (unsigned)part, (unsigned)element);
}

static void put_key_text(struct buf *b, const char *key, struct str value)
{
	if (!value.len)
		return;
	buf_puts(b, key);
	pdf_put_text(b, value);
}

static const char *const numberings[] = {
	[NUMBERING_NONE] = "None", [NUMBERING_DISC] = "Disc", [NUMBERING_DECIMAL] = "Decimal",
	[NUMBERING_LOWER_ALPHA] = "LowerAlpha", [NUMBERING_UPPER_ALPHA] = "UpperAlpha",
	[NUMBERING_LOWER_ROMAN] = "LowerRoman", [NUMBERING_UPPER_ROMAN] = "UpperRoman",
	[NUMBERING_CIRCLE] = "Circle", [NUMBERING_SQUARE] = "Square",
};

static const char *const scopes[] = {
	[SELEM_SCOPE_NONE] = "Column", [SELEM_SCOPE_ROW] = "Row", [SELEM_SCOPE_COLUMN] = "Column",
	[SELEM_SCOPE_BOTH] = "Both",
};

static void put_span(struct buf *b, const char *key, int n)
{
	if (n < 2)
		return;
	buf_puts(b, key);
	buf_put_int(b, n);
}

static void put_box(struct buf *b, const double box[4])
{
	buf_putc(b, '[');
	for (int i = 0; i < 4; i++) {
		pdf_put_number(b, box[i], 2);
		buf_putc(b, i < 3 ? ' ' : ']');
	}
}

/* ISO 32000-1 14.8.5: attributes that readers act on. */
static void put_attributes(struct buf *b, const struct selem *s, const struct element *e)
{
	if (s->type == SELEM_L) {
		buf_puts(b, "/A<</O/List/ListNumbering/");
		buf_puts(b, numberings[s->numbering]);
		buf_puts(b, ">>");
	} else if (s->type == SELEM_TH || s->column_span > 1 || s->row_span > 1) {
		buf_puts(b, "/A<</O/Table");
		if (s->type == SELEM_TH) {
			buf_puts(b, "/Scope/");
			buf_puts(b, scopes[s->scope]);
		}
		put_span(b, "/ColSpan ", s->column_span);
		put_span(b, "/RowSpan ", s->row_span);
		buf_puts(b, ">>");
	} else if ((s->type == SELEM_FIGURE || s->type == SELEM_FORMULA) && (e->covered || e->box_object)) {
		buf_puts(b, "/A<</O/Layout/Placement/Block/BBox");
		if (e->box_object) {
			buf_putc(b, ' ');
			pdf_put_ref(b, e->box_object);
		} else {
			put_box(b, e->box);
		}
		buf_puts(b, ">>");
	}
}

void struct_box(struct struct_tree *t, uint32_t object, const double box[4])
{
	struct buf value;
	buf_init(&value);
	put_box(&value, box);
	put_object(t, object, buf_str(&value));
	buf_done(&value);
}

static void put_kid(struct struct_tree *t, struct buf *b, const struct element *e, const struct kid *k)
{
	bool elsewhere = k->page != e->page;
	switch (k->type) {
	case KID_ELEMENT:
		pdf_put_ref(b, t->elements[k->value].object);
		return;
	case KID_CONTENT:
		if (!elsewhere) {
			buf_put_int(b, k->value);
			return;
		}
		buf_puts(b, "<</Type/MCR/MCID ");
		buf_put_int(b, k->value);
		break;
	case KID_ANNOTATION:
		buf_puts(b, "<</Type/OBJR/Obj ");
		pdf_put_ref(b, k->value);
		break;
	}
	if (elsewhere) {
		buf_puts(b, "/Pg ");
		pdf_put_ref(b, k->page);
	}
	buf_puts(b, ">>");
}

static void put_kids(struct struct_tree *t, struct buf *b, const struct element *e)
{
	if (!e->first)
		return;
	bool several = e->first != e->last;
	buf_puts(b, several ? "/K[" : "/K ");
	for (const struct kid *k = e->first; k; k = k->next) {
		put_kid(t, b, e, k);
		if (k->next)
			buf_putc(b, ' ');
	}
	if (several)
		buf_putc(b, ']');
}

static void remember_id(struct struct_tree *t, int element, uint32_t object)
{
	mem_grow(&t->ids, &t->cap_ids, t->n_ids + 1, sizeof *t->ids);
	t->ids[t->n_ids++] = (struct note_id){ t->part, element, object };
}

/* A dictionary of libharu's that is nothing but its tail. */
static void write_element(struct struct_tree *t, uint32_t object, struct buf *tail)
{
	struct pdf_dict *d = pdf_dict_new(t->heap);
	pdf_dict_tail(d, buf_str(tail));
	buf_clear(&t->scratch);
	pdf_dict_write(d, &t->scratch);
	put_object(t, object, buf_str(&t->scratch));
}

static void serialise(struct struct_tree *t, int i)
{
	const struct selem *s = &t->list->elements[i];
	const struct element *e = &t->elements[i];
	struct buf *b = &t->tail;
	buf_clear(b);
	buf_puts(b, "/S/");
	buf_puts(b, paint_selem_name(s->type));
	buf_puts(b, "/P ");
	pdf_put_ref(b, parent_of(t, i)->object);
	if (e->page) {
		buf_puts(b, "/Pg ");
		pdf_put_ref(b, e->page);
	}
	if (s->type == SELEM_NOTE) {
		buf_puts(b, "/ID");
		put_id(b, t->part, i);
		remember_id(t, i, e->object);
	}
	put_key_text(b, "/Lang", s->lang);
	put_key_text(b, "/Alt", s->alt);
	put_key_text(b, "/ActualText", s->actual_text);
	put_key_text(b, "/T", s->title);
	put_attributes(b, s, e);
	put_kids(t, b, e);
	write_element(t, e->object, b);
}

void struct_section_end(struct struct_tree *t)
{
	struct buf own;
	place_empty(t);
	buf_init(&own);
	buf_puts(&own, "/S/Sect/P ");
	pdf_put_ref(&own, t->document);
	buf_put_str(&own, buf_str(&t->tail)); /* the language */
	put_kids(t, &own, &t->elements[t->list->n_elements]);
	write_element(t, t->section, &own);
	buf_done(&own);
	for (size_t i = 0; i < t->list->n_elements; i++)
		if (t->elements[i].object)
			serialise(t, (int)i);
	pdf_heap_reset(t->heap);
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

/* ---- the end --------------------------------------------------------------------------- */

struct packer {
	struct struct_tree *tree;
	struct deflater **deflaters; /* by thread */
	bool failed;
};

static void *pack_batch(void *context, size_t i, int thread)
{
	struct packer *p = context;
	const struct batch *batch = &p->tree->batches[i];
	struct pdf_pack *pack = mem_alloc(sizeof *pack);
	struct arena arena;
	struct str bytes;
	pdf_pack_init(pack);
	arena_init(&arena);
	if (spool_get(&p->tree->spool, batch->at, batch->len, &arena, &bytes)) {
		struct display_reader r = { .bytes = bytes };
		for (uint32_t k = 0; k < batch->n; k++) {
			uint32_t object = (uint32_t)unpack_uint(&r);
			pdf_pack_add(pack, object, unpack_str(&r));
		}
		pdf_pack_close(pack, p->deflaters[thread]);
	}
	arena_done(&arena);
	return pack;
}

static void write_batch(void *context, size_t i, void *result)
{
	struct packer *p = context;
	struct pdf_pack *pack = result;
	if (pack->n != p->tree->batches[i].n)
		p->failed = true;
	pdf_file_pack(p->tree->file, pack);
	pdf_pack_done(pack);
	free(pack);
}

static bool write_batches(struct struct_tree *t, const struct pool *pool)
{
	struct packer p = { .tree = t };
	close_batch(t);
	p.deflaters = mem_alloc(mem_product((size_t)pool->n_threads, sizeof *p.deflaters));
	for (int i = 0; i < pool->n_threads; i++)
		p.deflaters[i] = deflater_new(PDF_LEVEL);
	struct pool_job job = { .context = &p, .work = pack_batch, .done = write_batch };
	pool_run(pool, t->n_batches, &job);
	for (int i = 0; i < pool->n_threads; i++)
		deflater_free(p.deflaters[i]);
	free(p.deflaters);
	return !p.failed;
}

static void write_document(struct struct_tree *t)
{
	struct buf *b = &t->scratch;
	buf_clear(b);
	buf_puts(b, "<</Type/StructElem/S/Document/P ");
	pdf_put_ref(b, t->root);
	buf_puts(b, "/K[");
	for (size_t i = 0; i < t->n_front + t->n_sections; i++) {
		pdf_put_ref(b, i < t->n_front ? t->front[i] : t->sections[i - t->n_front]);
		buf_putc(b, ' ');
	}
	buf_puts(b, "]>>");
	pdf_file_object(t->file, t->document, buf_str(b));
}

static int id_cmp(const void *a, const void *b)
{
	const struct note_id *x = a, *y = b;
	return x->part != y->part ? (x->part > y->part) - (x->part < y->part)
				  : (x->element > y->element) - (x->element < y->element);
}

/* ISO 32000-1 table 322: elements with an ID are found by it. */
static uint32_t write_ids(struct struct_tree *t)
{
	struct buf *b = &t->scratch;
	if (!t->n_ids)
		return 0;
	uint32_t object = pdf_file_reserve(t->file, 1);
	qsort(t->ids, t->n_ids, sizeof *t->ids, id_cmp);
	buf_clear(b);
	buf_puts(b, "<</Names[");
	for (size_t i = 0; i < t->n_ids; i++) {
		put_id(b, t->ids[i].part, t->ids[i].element);
		pdf_put_ref(b, t->ids[i].object);
		buf_putc(b, '\n');
	}
	buf_puts(b, "]>>");
	pdf_file_object(t->file, object, buf_str(b));
	return object;
}

uint32_t struct_tree_emit(struct struct_tree *t, const struct pool *pool)
{
	if (!write_batches(t, pool) || pdf_heap_failed(t->heap) || t->spool.error)
		return 0;
	write_document(t);
	uint32_t ids = write_ids(t);
	close_leaf(t);
	uint32_t parents = pdf_file_reserve(t->file, 1);
	buf_clear(&t->scratch);
	buf_puts(&t->scratch, "<</Kids[");
	buf_put_str(&t->scratch, buf_str(&t->leaves));
	buf_puts(&t->scratch, "]>>");
	pdf_file_object(t->file, parents, buf_str(&t->scratch));
	struct pdf_dict *d = pdf_dict_new(t->heap);
	pdf_dict_name(d, "Type", "StructTreeRoot");
	pdf_dict_ref(d, "K", t->document);
	pdf_dict_ref(d, "ParentTree", parents);
	pdf_dict_int(d, "ParentTreeNextKey", t->next_key);
	if (ids)
		pdf_dict_ref(d, "IDTree", ids);
	pdf_file_dict(t->file, t->root, d);
	return t->root;
}
