/* image_form.c - SVG as objects of PDF: librsvg draws on cairo's PDF surface, and the page that comes of it is
 * taken apart again. Cairo writes plain PDF 1.4: one cross-reference table, every object by itself. */
#include <cairo-pdf.h>
#include <librsvg/rsvg.h>
#include <stdlib.h>

#include "image/form.h"
#include "image/svg_size.h"
#include "libexec/image_part.h"

enum { MOST_OBJECTS = 20000 };

struct source {
	struct str pdf;
	size_t *offsets; /* by number; 0: none */
	uint32_t n;
	uint32_t *numbers; /* in the packet; 0: not wanted yet */
	uint32_t *queue;   /* numbers here, in the packet's order from 2 on */
	uint32_t n_wanted;
};

static size_t skip_space(struct str s, size_t at)
{
	while (at < s.len && ch_space(s.p[at]))
		at++;
	return at;
}

/* A number without sign; `at` moves behind it. */
static bool take_number(struct str s, size_t *at, size_t *value)
{
	size_t i = skip_space(s, *at), digits = 0;
	for (*value = 0; i < s.len && ch_digit(s.p[i]) && digits < 12; i++, digits++)
		*value = *value * 10 + (size_t)(s.p[i] - '0');
	*at = i;
	return digits > 0;
}

/* Where the dictionary that begins at `at` ends; 0: nowhere. */
static size_t dict_end(struct str s, size_t at)
{
	int depth = 0;
	for (size_t i = at; i + 1 < s.len; i++) {
		if (s.p[i] == '(') { /* a string */
			for (i++; i < s.len && s.p[i] != ')'; i++)
				i += s.p[i] == '\\';
		} else if (s.p[i] == '<' && s.p[i + 1] == '<') {
			depth++;
			i++;
		} else if (s.p[i] == '>' && s.p[i + 1] == '>') {
			i++;
			if (--depth == 0)
				return i + 1;
		}
	}
	return 0;
}

/* Where the key's value begins; 0: there is no such key. */
static size_t find_key(struct str dict, const char *key)
{
	struct str name = str_from_c(key);
	for (ptrdiff_t at = 0; (at = str_find(dict, name, (size_t)at)) >= 0; at++) {
		size_t end = (size_t)at + name.len;
		if (end < dict.len && !ch_alnum(dict.p[end]))
			return skip_space(dict, end);
	}
	return 0;
}

/* Where the word stands last: what comes before may be anything. */
static ptrdiff_t find_last(struct str s, struct str word)
{
	ptrdiff_t last = -1;
	for (ptrdiff_t at = 0; (at = str_find(s, word, (size_t)at)) >= 0; at++)
		last = at;
	return last;
}

static bool read_table(struct source *s)
{
	ptrdiff_t start = find_last(s->pdf, STR("startxref"));
	size_t at = start < 0 ? s->pdf.len : (size_t)start + 9, first, n, offset, generation;
	if (!take_number(s->pdf, &at, &offset) || offset >= s->pdf.len ||
	    !str_starts(str_sub(s->pdf, offset, s->pdf.len), STR("xref")))
		return false;
	at = offset + 4;
	if (!take_number(s->pdf, &at, &first) || !take_number(s->pdf, &at, &n) || first != 0 || n > MOST_OBJECTS)
		return false;
	s->n = (uint32_t)n;
	s->offsets = mem_alloc(mem_product(n, sizeof *s->offsets));
	s->numbers = mem_alloc(mem_product(n, sizeof *s->numbers));
	s->queue = mem_alloc(mem_product(n + 2, sizeof *s->queue));
	for (size_t i = 0; i < n; i++) {
		if (!take_number(s->pdf, &at, &offset) || !take_number(s->pdf, &at, &generation))
			return false;
		at = skip_space(s->pdf, at) + 1; /* n or f */
		s->offsets[i] = offset < s->pdf.len ? offset : 0;
	}
	return true;
}

/* The object's value, up to what ends it; of a stream the dictionary, and where its data begin. */
static bool object_at(const struct source *s, size_t number, struct str *text, size_t *data)
{
	size_t at, value;
	if (number >= s->n || !s->offsets[number])
		return false;
	at = s->offsets[number];
	if (!take_number(s->pdf, &at, &value) || value != number || !take_number(s->pdf, &at, &value))
		return false;
	at = skip_space(s->pdf, at) + 3; /* obj */
	at = skip_space(s->pdf, at);
	*data = 0;
	ptrdiff_t end = str_find(s->pdf, STR("endobj"), at);
	if (str_starts(str_sub(s->pdf, at, s->pdf.len), STR("<<"))) {
		end = (ptrdiff_t)dict_end(s->pdf, at);
		size_t next = skip_space(s->pdf, (size_t)end);
		if (end > 0 && str_starts(str_sub(s->pdf, next, s->pdf.len), STR("stream\n")))
			*data = next + 7;
		else if (end > 0 && str_starts(str_sub(s->pdf, next, s->pdf.len), STR("stream\r\n")))
			*data = next + 8;
	}
	if (end <= 0)
		return false;
	*text = str_sub(s->pdf, at, (size_t)end);
	return true;
}

/* A number, or one that stands in an object of its own. */
static bool number_value(const struct source *s, struct str text, size_t at, size_t *value)
{
	size_t generation, ignored, data, from = 0;
	struct str other;
	if (!at || !take_number(text, &at, value))
		return false;
	size_t behind = at;
	if (!take_number(text, &behind, &generation) || skip_space(text, behind) >= text.len ||
	    text.p[skip_space(text, behind)] != 'R')
		return true;
	ignored = *value;
	return object_at(s, ignored, &other, &data) && take_number(other, &from, value);
}

/* The dictionary under the key: there, or in an object of its own. */
static bool dict_value(const struct source *s, struct str text, const char *key, struct str *value)
{
	size_t at = find_key(text, key), number, data;
	if (!at)
		return false;
	if (str_starts(str_sub(text, at, text.len), STR("<<"))) {
		*value = str_sub(text, at, dict_end(text, at));
		return value->len > 0;
	}
	return take_number(text, &at, &number) && object_at(s, number, value, &data);
}

static uint32_t want(void *context, uint32_t number)
{
	struct source *s = context;
	if (number >= s->n || !s->offsets[number])
		return 0;
	if (!s->numbers[number]) {
		s->queue[++s->n_wanted] = number;
		s->numbers[number] = s->n_wanted + 1;
	}
	return s->numbers[number];
}

/* Without the entry: the book writes its own Length, and PDF/A knows no Interpolate. */
static void drop_key(struct buf *text, const char *key)
{
	struct str s = buf_str(text);
	size_t at, value = find_key(s, key), number;
	if (!value)
		return;
	size_t from = value;
	while (s.p[from] != '/')
		from--;
	at = value;
	if (take_number(s, &at, &number)) {
		size_t behind = at;
		if (take_number(s, &behind, &number) && s.p[skip_space(s, behind)] == 'R')
			at = skip_space(s, behind) + 1;
	} else {
		while (at < s.len && ch_alpha(s.p[at]))
			at++;
	}
	memset(text->p + from, ' ', at - from);
}

/* Glyphs of such a font are their own numbers, which PDF/A wants said (ISO 19005-2, 6.2.11.3.2). */
static void say_identity(struct buf *text)
{
	if (!find_key(buf_str(text), "/CIDFontType2") || find_key(buf_str(text), "/CIDToGIDMap"))
		return;
	text->len -= 2; /* >> */
	buf_puts(text, "/CIDToGIDMap/Identity>>");
}

static bool put_object(struct source *s, uint32_t number, struct buf *scratch, struct buf *packet)
{
	struct str text;
	size_t data, length = 0;
	if (!object_at(s, number, &text, &data))
		return false;
	if (data && (!number_value(s, text, find_key(text, "/Length"), &length) || length > s->pdf.len - data))
		return false;
	struct buf plain;
	buf_init(&plain);
	buf_put_str(&plain, text);
	if (data)
		drop_key(&plain, "/Length");
	drop_key(&plain, "/Interpolate");
	say_identity(&plain);
	buf_clear(scratch);
	bool good = form_renumber(buf_str(&plain), want, s, scratch);
	if (good)
		form_put(packet, &(struct form_object){ buf_str(scratch), data != 0, str_sub(s->pdf, data, data + length) });
	buf_done(&plain);
	return good;
}

/* The page as a form. */
static bool put_form(struct source *s, struct str page, int width, int height, struct buf *scratch, struct buf *packet)
{
	size_t at = find_key(page, "/Contents"), number, data, length;
	struct str contents, resources, group;
	if (!at || !take_number(page, &at, &number) || !object_at(s, number, &contents, &data) || !data ||
	    !number_value(s, contents, find_key(contents, "/Length"), &length) || length > s->pdf.len - data ||
	    !dict_value(s, page, "/Resources", &resources))
		return false;
	struct buf text;
	buf_init(&text);
	buf_printf(&text, "<</Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Matrix[%.9f 0 0 %.9f 0 0]/Resources ", width, height,
		   1.0 / width, 1.0 / height);
	buf_put_str(&text, resources);
	if (dict_value(s, page, "/Group", &group)) {
		buf_puts(&text, "/Group ");
		buf_put_str(&text, group);
	}
	if (find_key(contents, "/Filter"))
		buf_puts(&text, "/Filter/FlateDecode");
	buf_puts(&text, ">>");
	buf_clear(scratch);
	bool good = form_renumber(buf_str(&text), want, s, scratch);
	if (good)
		form_put(packet, &(struct form_object){ buf_str(scratch), true, str_sub(s->pdf, data, data + length) });
	buf_done(&text);
	return good;
}

static bool take_apart(struct source *s, int width, int height, struct buf *packet)
{
	struct str catalog, pages, page;
	size_t data, number, at;
	ptrdiff_t trailer = find_last(s->pdf, STR("trailer"));
	if (trailer < 0 || !read_table(s) || !dict_value(s, str_sub(s->pdf, (size_t)trailer, s->pdf.len), "/Root", &catalog) ||
	    !dict_value(s, catalog, "/Pages", &pages) || !(at = find_key(pages, "/Kids")))
		return false;
	at++; /* [ */
	if (!take_number(pages, &at, &number) || !object_at(s, number, &page, &data))
		return false;
	struct buf scratch;
	buf_init(&scratch);
	bool good = put_form(s, page, width, height, &scratch, packet);
	for (uint32_t k = 1; good && k <= s->n_wanted; k++)
		good = put_object(s, s->queue[k], &scratch, packet);
	buf_done(&scratch);
	return good;
}

static cairo_status_t append(void *context, const unsigned char *bytes, unsigned n)
{
	buf_put(context, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static bool draw(struct str svg, int width, int height, struct buf *pdf)
{
	RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg.p, svg.len, NULL);
	if (!handle)
		return false;
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, pdf, width, height);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
	cairo_t *cairo = cairo_create(surface);
	RsvgRectangle viewport = { 0, 0, width, height };
	bool good = rsvg_handle_render_document(handle, cairo, &viewport, NULL);
	cairo_show_page(cairo);
	good = good && cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	good = good && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	g_object_unref(handle);
	return good;
}

bool form_from_svg(struct str svg, int wish, int *width, int *height, struct buf *packet, const char **why)
{
	struct source s = { 0 };
	struct buf pdf;
	buf_init(&pdf);
	svg_room(svg, wish, 0, width, height);
	*why = "an SVG picture that cannot be drawn";
	bool good = draw(svg, *width, *height, &pdf);
	s.pdf = buf_str(&pdf);
	good = good && take_apart(&s, *width, *height, packet);
	free(s.offsets);
	free(s.numbers);
	free(s.queue);
	buf_done(&pdf);
	return good;
}
