/* struct_write.c - elements are written as text straight from the vertical list: a dictionary object
 * each would be five times as large. A spool keeps them until the book's end, when threads make
 * object streams of them. */
#include "backend/pdf/struct_int.h"

#include <stdlib.h>

#include "backend/pdf/display.h"
#include "backend/pdf/paint.h"

/* ---- the spool ------------------------------------------------------------------------- */

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

/* ---- an element ------------------------------------------------------------------------ */

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
	pdf_put_ref(b, struct_above(t, i)->object);
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

void struct_write_section(struct struct_tree *t)
{
	struct buf own;
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
	uint32_t parents = struct_write_parents(t);
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
