/* fonts.c - faces that come with the book (--embed-fonts): of each of seven, the characters that the
 * book shows in it.
 *
 * render notes which characters of an article are set in which face, append adds them up, close cuts
 * the faces. What has its own style (keywords of code, say) is noted for every face it may be set in. */
#include "backend/epub/epub.h"

#include "backend/typesetter.h"
#include "base/utf8.h"
#include "doc/walk.h"

#include <stdlib.h>

static const struct {
	const char *file, *family;
	enum font_role role;
	bool bold, italic;
} faces[FACE_COUNT] = {
	[FACE_TEXT] = { "fonts/text.ttf", "Book Text", FONT_BODY, false, false },
	[FACE_ITALIC] = { "fonts/text-italic.ttf", "Book Text", FONT_BODY, false, true },
	[FACE_BOLD] = { "fonts/text-bold.ttf", "Book Text", FONT_BODY, true, false },
	[FACE_BOLD_ITALIC] = { "fonts/text-bold-italic.ttf", "Book Text", FONT_BODY, true, true },
	[FACE_CODE] = { "fonts/code.ttf", "Book Code", FONT_CODE, false, false },
	[FACE_CODE_ITALIC] = { "fonts/code-italic.ttf", "Book Code", FONT_CODE, false, true },
	[FACE_CODE_BOLD] = { "fonts/code-bold.ttf", "Book Code", FONT_CODE, true, false },
};

enum { FACE_SHIFT = 24, CODE_POINTS = 0x110000 };

/* ---- which characters --------------------------------------------------------------------------- */

static void note(struct shown *s, enum face face, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t key = (uint32_t)face << FACE_SHIFT | utf8_decode(text, &at);
		mem_grow(&s->items, &s->cap, s->n + 1, sizeof *s->items);
		s->items[s->n++] = key;
	}
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static void sort_out(struct shown *s)
{
	size_t to = 0;
	if (s->n)
		qsort(s->items, s->n, sizeof *s->items, by_value);
	for (size_t i = 0; i < s->n; i++)
		if (!i || s->items[i] != s->items[i - 1])
			s->items[to++] = s->items[i];
	s->n = to;
}

static void note_listing(struct shown *s, struct str text)
{
	note(s, FACE_CODE, text);
	note(s, FACE_CODE_BOLD, text);
	note(s, FACE_CODE_ITALIC, text);
}

/* How deep in bold, italic and code the walk is. */
struct dress {
	int bold, italic, code;
};

static void dress_by(struct dress *d, const struct node *n, int step)
{
	switch (n->type) {
	case NODE_STRONG:
	case NODE_HEADING:
	case NODE_TERM:
	case NODE_MARK:
	case NODE_SUMMARY:
		d->bold += step;
		break;
	case NODE_CELL:
		d->bold += n->as.cell.header ? step : 0;
		break;
	case NODE_EMPHASIS:
	case NODE_VARIABLE:
	case NODE_CAPTION:
		d->italic += step;
		break;
	case NODE_KEY:
	case NODE_SAMPLE:
		d->code += step;
		break;
	default: /* looks like what it stands in */
		break;
	}
}

void fonts_note(struct shown *s, const struct article *article)
{
	struct dress d = { 0 };
	note(s, FACE_BOLD, article->entry->title);
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		const struct node *n = w.node;
		dress_by(&d, n, w.step == WALK_ENTER ? 1 : -1);
		if (w.step == WALK_LEAVE)
			continue;
		enum face text = d.code ? FACE_CODE : d.bold && d.italic ? FACE_BOLD_ITALIC : d.bold ? FACE_BOLD :
			d.italic ? FACE_ITALIC : FACE_TEXT;
		if (n->type == NODE_TEXT)
			note(s, text, n->as.text);
		else if (n->type == NODE_CODE)
			note(s, FACE_CODE, n->as.text);
		else if (n->type == NODE_CODE_BLOCK)
			note_listing(s, n->as.code.text);
		else if (n->type == NODE_IMAGE)
			note(s, FACE_ITALIC, n->as.image.alt);
	}
	sort_out(s);
}

void fonts_add(struct writer *w, const struct shown *s)
{
	if (!w->shown)
		w->shown = mem_alloc(FACE_COUNT * (CODE_POINTS / 8));
	for (size_t i = 0; i < s->n; i++) {
		uint32_t code = s->items[i] & ((1u << FACE_SHIFT) - 1), face = s->items[i] >> FACE_SHIFT;
		w->shown[face * (CODE_POINTS / 8) + code / 8] |= (unsigned char)(1u << code % 8);
	}
}

/* ---- the faces ------------------------------------------------------------------------------------ */

/* Letters that the book itself adds: names, dates, numbers, marks. */
static void note_frame(struct writer *w)
{
	struct shown s = { .n = 0 };
	const struct book *book = w->book;
	const struct str texts[] = { book->title, book->subtitle, book->description, book->publisher, book->rights,
		STR(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"),
		STR("·–—…“”‘’☐☑↩") };
	for (int face = FACE_TEXT; face <= FACE_BOLD_ITALIC; face++) {
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
			note(&s, (enum face)face, texts[i]);
		for (int t = 0; t < TERM_COUNT; t++)
			note(&s, (enum face)face, str_from_c(term(w, (enum term)t)));
	}
	for (size_t i = 0; i < book->n_entries; i++)
		for (size_t k = 0; k < book->entries[i].authors.n; k++)
			note(&s, FACE_TEXT, book->entries[i].authors.items[k]);
	fonts_add(w, &s);
	free(s.items);
}

static size_t list(const struct writer *w, enum face face, uint32_t *codes)
{
	const unsigned char *set = w->shown + (size_t)face * (CODE_POINTS / 8);
	size_t n = 0;
	for (uint32_t byte = 0; byte < CODE_POINTS / 8; byte++)
		for (int bit = 0; set[byte] && bit < 8; bit++)
			if (set[byte] >> bit & 1)
				codes[n++] = byte * 8 + (uint32_t)bit;
	return n;
}

static void put_rule(struct buf *css, enum face face)
{
	buf_printf(css, "@font-face { font-family: \"%s\"; font-weight: %s; font-style: %s; src: url(%s); }\n",
		   faces[face].family, faces[face].bold ? "bold" : "normal", faces[face].italic ? "italic" : "normal",
		   faces[face].file);
}

static void put_display_options(struct writer *w)
{
	struct packed p;
	packed_init(&p, w->deflater, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<display_options>\n<platform name=\"*\">\n"
		"<option name=\"specified-fonts\">true</option>\n</platform>\n</display_options>\n"));
	epub_put_member(w, RANK_CONTAINER, STR("META-INF/com.apple.ibooks.display-options.xml"), &p);
	packed_done(&p);
}

void fonts_put(struct writer *w, struct buf *css)
{
	const struct typesetter *t = w->settings->typesetter;
	struct font_db *db = t->open_faces(NULL);
	uint32_t *codes = mem_alloc(CODE_POINTS * sizeof *codes);
	struct buf program;
	buf_init(&program);
	note_frame(w);
	for (int face = 0; face < FACE_COUNT; face++) {
		size_t n = list(w, (enum face)face, codes);
		const struct font_wish wish = { faces[face].role, faces[face].bold, faces[face].italic,
			faces[face].family, codes, n };
		bool truetype;
		buf_clear(&program);
		if (!n || !t->embed_face(db, &wish, &program, &truetype))
			continue;
		epub_put_file(w, RANK_IMAGE, faces[face].file, truetype ? "font/ttf" : "font/otf", NULL, buf_str(&program));
		put_rule(css, (enum face)face);
	}
	buf_puts(css, "body { font-family: \"Book Text\", serif; }\n"
		"pre, code, kbd, samp { font-family: \"Book Code\", monospace; }\n");
	put_display_options(w);
	buf_done(&program);
	free(codes);
	t->close_faces(db);
}
