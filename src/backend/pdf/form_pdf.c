/* form_pdf.c - the packet is looked through before a number is reserved: it comes from a program that has met
 * somebody's drawing. Values of PDF and references among themselves are all that its objects may hold. */
#include "backend/pdf/form_pdf.h"

#include "image/form.h"

enum { MOST_OBJECTS = 20000 };

struct numbering {
	uint32_t first, n; /* of the book's objects; 0: only looked through */
};

static uint32_t number_of(void *context, uint32_t number)
{
	const struct numbering *book = context;
	return number <= book->n ? (book->first ? book->first + number - 1 : number) : 0;
}

/* A dictionary without its brackets, which pdf_dict writes. */
static bool inside(struct str *text)
{
	struct str s = str_trim(*text);
	bool good = s.len >= 4 && str_starts(s, STR("<<")) && str_ends(s, STR(">>"));
	*text = str_sub(s, 2, s.len - 2);
	return good;
}

/* How many objects, all of them sound; 0 when one is not. */
static uint32_t count_sound(struct str packet, struct buf *scratch)
{
	struct form_object o;
	struct numbering book = { 0, 0 };
	size_t at = 0;
	while (book.n < MOST_OBJECTS && form_next(packet, &at, &o))
		book.n++;
	bool good = at == packet.len && book.n > 0;
	for (at = 0; good && form_next(packet, &at, &o);) {
		buf_clear(scratch);
		struct str text = o.text;
		good = form_renumber(o.text, number_of, &book, scratch) && (!o.is_stream || inside(&text));
	}
	return good ? book.n : 0;
}

uint32_t form_write(struct pdf_file *file, struct pdf_heap *heap, struct str packet)
{
	struct buf text;
	buf_init(&text);
	struct numbering book = { 0, count_sound(packet, &text) };
	if (book.n)
		book.first = pdf_file_reserve(file, book.n);
	struct form_object o;
	uint32_t number = book.first;
	for (size_t at = 0; book.n && form_next(packet, &at, &o); number++) {
		buf_clear(&text);
		form_renumber(o.text, number_of, &book, &text);
		struct str value = buf_str(&text);
		if (!o.is_stream) {
			pdf_file_object(file, number, value);
			continue;
		}
		struct pdf_dict *d = pdf_dict_new(heap);
		inside(&value);
		pdf_dict_tail(d, value);
		pdf_file_stream(file, number, d, o.data);
	}
	buf_done(&text);
	return book.first;
}
