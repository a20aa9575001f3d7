/* pdf_obj.c - the only file that knows libharu's internals. It uses of libharu the object model and
 * the serialiser alone: no document, page, font or image of it (they abort on broken input, write
 * what PDF/A forbids and take kilobytes a page).
 *
 * The idea: libharu's allocator is given a pool, so a heap of objects costs a few mallocs and is
 * freed at once; a reference is a proxy to a header that bears only the object's number; the stream
 * written to is a struct buf. */
#include "backend/pdf/pdf_obj.h"

#include <hpdf.h>
#include <hpdf_objects.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

enum {
	POOL_BLOCK = 48 << 10,   /* [byte] */
	OBJECT_MAX = 0x00FFFFFF, /* libharu writes 24 bits of an object's number */
};

struct pdf_heap {
	HPDF_Error_Rec error;
	HPDF_MMgr memory;
	bool failed;
};

/* The two opaque types are libharu's own with the way back to the heap: the error record is the
 * heap's first member. */
static HPDF_Dict dict_of(struct pdf_dict *d) { return (HPDF_Dict)(void *)d; }
static HPDF_Array array_of(struct pdf_array *a) { return (HPDF_Array)(void *)a; }
static struct pdf_heap *heap_of(HPDF_Error e) { return (struct pdf_heap *)(void *)e; }

/* Not zeroed: libharu does so with what it takes from it. */
static void *HPDF_STDCALL pool_alloc(HPDF_UINT size) { return mem_realloc(NULL, size); }
static void HPDF_STDCALL pool_free(void *p) { free(p); }

static void memory_open(struct pdf_heap *heap)
{
	HPDF_Error_Init(&heap->error, NULL);
	heap->memory = HPDF_MMgr_New(&heap->error, POOL_BLOCK, pool_alloc, pool_free);
}

struct pdf_heap *pdf_heap_new(void)
{
	struct pdf_heap *heap = mem_alloc(sizeof *heap);
	memory_open(heap);
	return heap;
}

void pdf_heap_free(struct pdf_heap *heap)
{
	if (!heap)
		return;
	HPDF_MMgr_Free(heap->memory);
	free(heap);
}

void pdf_heap_reset(struct pdf_heap *heap)
{
	HPDF_MMgr_Free(heap->memory);
	memory_open(heap);
}

bool pdf_heap_failed(const struct pdf_heap *heap) { return heap->failed; }

/* libharu's pool hands out memory on four bytes, and a number takes twelve: what has pointers in it
 * would lie askew. Call before libharu makes such a thing. */
static void level(HPDF_MMgr memory)
{
	HPDF_MPool_Node node = memory->mpool;
	HPDF_UINT askew = node->used_size % sizeof(void *);
	if (askew && node->size - node->used_size >= sizeof(void *))
		node->used_size += (HPDF_UINT)sizeof(void *) - askew;
}

static void check(HPDF_Error error, HPDF_STATUS status)
{
	if (status != HPDF_OK)
		heap_of(error)->failed = true;
}

/* ---- values ---------------------------------------------------------------------------- */

struct pdf_dict *pdf_dict_new(struct pdf_heap *heap)
{
	level(heap->memory);
	return (struct pdf_dict *)(void *)HPDF_Dict_New(heap->memory);
}

struct pdf_array *pdf_array_new(struct pdf_heap *heap)
{
	level(heap->memory);
	return (struct pdf_array *)(void *)HPDF_Array_New(heap->memory);
}

static int32_t int_checked(HPDF_Error error, int64_t value)
{
	if (value > INT32_MAX || value < INT32_MIN) {
		heap_of(error)->failed = true;
		return 0;
	}
	return (int32_t)value;
}

static void *name_new(HPDF_MMgr memory, const char *value)
{
	if (strlen(value) > HPDF_LIMIT_MAX_NAME_LEN)
		heap_of(memory->error)->failed = true;
	return HPDF_Name_New(memory, value);
}

/* libharu's reals are floats that it cuts at ±32767; nothing on a page is as large. */
static void *real_new(HPDF_MMgr memory, double value)
{
	double whole = nearbyint(value);
	if (fabs(value - whole) < 1e-9 && fabs(whole) < 1e9)
		return HPDF_Number_New(memory, (HPDF_INT32)whole);
	if (!(fabs(value) < 32767))
		heap_of(memory->error)->failed = true;
	return HPDF_Real_New(memory, (HPDF_REAL)value);
}

/* What libharu makes a reference of: an indirect object's header. */
static void *ref_target(HPDF_MMgr memory, uint32_t object)
{
	HPDF_Obj_Header *h = HPDF_GetMem(memory, sizeof *h);
	if (object == 0 || object > OBJECT_MAX)
		heap_of(memory->error)->failed = true;
	h->obj_id = (object & OBJECT_MAX) | HPDF_OTYPE_INDIRECT;
	h->gen_no = 0;
	h->obj_class = HPDF_OCLASS_NULL;
	return h;
}

static void *binary_new(HPDF_MMgr memory, struct str bytes)
{
	return HPDF_Binary_New(memory, (HPDF_BYTE *)(uintptr_t)bytes.p, (HPDF_UINT)bytes.len);
}

static void *text_new(HPDF_MMgr memory, struct str utf8)
{
	struct buf b;
	void *value;
	buf_init(&b);
	if (pdf_text_is_plain(utf8)) {
		buf_put_str(&b, utf8);
		value = HPDF_String_New(memory, buf_cstr(&b), NULL);
	} else {
		pdf_text_put_utf16(&b, utf8);
		value = binary_new(memory, buf_str(&b));
	}
	buf_done(&b);
	return value;
}

/* ---- entries --------------------------------------------------------------------------- */

static void dict_add(struct pdf_dict *dict, const char *key, void *value)
{
	HPDF_Dict d = dict_of(dict);
	level(d->mmgr);
	check(d->error, HPDF_Dict_Add(d, key, value));
}

void pdf_dict_name(struct pdf_dict *d, const char *key, const char *value)
{
	dict_add(d, key, name_new(dict_of(d)->mmgr, value));
}

void pdf_dict_int(struct pdf_dict *d, const char *key, int64_t value)
{
	dict_add(d, key, HPDF_Number_New(dict_of(d)->mmgr, int_checked(dict_of(d)->error, value)));
}

void pdf_dict_real(struct pdf_dict *d, const char *key, double value)
{
	dict_add(d, key, real_new(dict_of(d)->mmgr, value));
}

void pdf_dict_bool(struct pdf_dict *d, const char *key, bool value)
{
	dict_add(d, key, HPDF_Boolean_New(dict_of(d)->mmgr, value));
}

void pdf_dict_text(struct pdf_dict *d, const char *key, struct str utf8)
{
	dict_add(d, key, text_new(dict_of(d)->mmgr, utf8));
}

void pdf_dict_bytes(struct pdf_dict *d, const char *key, struct str bytes)
{
	dict_add(d, key, binary_new(dict_of(d)->mmgr, bytes));
}

void pdf_dict_ref(struct pdf_dict *d, const char *key, uint32_t object)
{
	dict_add(d, key, ref_target(dict_of(d)->mmgr, object));
}

void pdf_dict_dict(struct pdf_dict *d, const char *key, struct pdf_dict *value)
{
	dict_add(d, key, dict_of(value));
}

void pdf_dict_array(struct pdf_dict *d, const char *key, struct pdf_array *value)
{
	dict_add(d, key, array_of(value));
}

static HPDF_STATUS write_tail(HPDF_Dict d, HPDF_Stream stream)
{
	const struct str *text = d->attr;
	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)text->p, (HPDF_UINT)text->len);
}

void pdf_dict_tail(struct pdf_dict *dict, struct str text)
{
	HPDF_Dict d = dict_of(dict);
	level(d->mmgr);
	struct str *kept = HPDF_GetMem(d->mmgr, sizeof *kept);
	*kept = text;
	d->attr = kept;
	d->write_fn = write_tail;
}

static void array_add(struct pdf_array *array, void *value)
{
	HPDF_Array a = array_of(array);
	level(a->mmgr);
	check(a->error, HPDF_Array_Add(a, value));
}

void pdf_array_name(struct pdf_array *a, const char *value)
{
	array_add(a, name_new(array_of(a)->mmgr, value));
}

void pdf_array_int(struct pdf_array *a, int64_t value)
{
	array_add(a, HPDF_Number_New(array_of(a)->mmgr, int_checked(array_of(a)->error, value)));
}

void pdf_array_real(struct pdf_array *a, double value)
{
	array_add(a, real_new(array_of(a)->mmgr, value));
}

void pdf_array_text(struct pdf_array *a, struct str utf8)
{
	array_add(a, text_new(array_of(a)->mmgr, utf8));
}

void pdf_array_bytes(struct pdf_array *a, struct str bytes)
{
	array_add(a, binary_new(array_of(a)->mmgr, bytes));
}

void pdf_array_ref(struct pdf_array *a, uint32_t object)
{
	array_add(a, ref_target(array_of(a)->mmgr, object));
}

void pdf_array_dict(struct pdf_array *a, struct pdf_dict *value)
{
	array_add(a, dict_of(value));
}

void pdf_array_null(struct pdf_array *a) { array_add(a, HPDF_Null_New(array_of(a)->mmgr)); }

struct pdf_array *pdf_array_rect(struct pdf_heap *heap, double a, double b, double c, double d)
{
	struct pdf_array *rect = pdf_array_new(heap);
	pdf_array_real(rect, a);
	pdf_array_real(rect, b);
	pdf_array_real(rect, c);
	pdf_array_real(rect, d);
	return rect;
}

/* ---- writing --------------------------------------------------------------------------- */

static HPDF_STATUS write_to_buf(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT n)
{
	buf_put(stream->attr, bytes, n);
	return HPDF_OK;
}

void pdf_dict_write(struct pdf_dict *dict, struct buf *out)
{
	HPDF_Dict d = dict_of(dict);
	HPDF_Stream_Rec stream = {
		.sig_bytes = HPDF_STREAM_SIG_BYTES,
		.type = HPDF_STREAM_CALLBACK,
		.mmgr = d->mmgr,
		.error = d->error,
		.write_fn = write_to_buf,
		.attr = out,
	};
	check(d->error, HPDF_Obj_WriteValue(d, &stream, NULL));
}
