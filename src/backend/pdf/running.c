/* running.c - running heads: a line of title, section and page number set in type, and whether the
 * sections of this book are worth naming there.
 *
 * Where every article has the same sections (1. Requirements, 2. Estimation …) their names tell no two
 * pages apart, and the heads do without them. That is known only at the book's end: each page carries
 * both heads until then. */
#include "backend/pdf/running.h"

#include "backend/pdf/flow.h"
#include "base/utf8.h"

#include <stdlib.h>

/* ---- the line -------------------------------------------------------------------------- */

enum { HEAD_LONGEST = 1000 }; /* [byte] of a running head that are looked at */

/* Cuts the text with an ellipsis to what fits into the room. */
static void shorten(const struct flow *f, const struct ink *ink, struct buf *text, float room)
{
	float wide;
	while (text->len > 0 && (wide = flow_text_width(f, buf_str(text), ink)) > room) {
		size_t cut = text->len - (str_ends(buf_str(text), STR("\xE2\x80\xA6")) ? 3 : 0);
		size_t guess = (size_t)((float)cut * fmaxf(room, 0) / wide) + 1;
		if (guess + 8 < cut)
			cut = guess + 8;
		if (cut > 0)
			utf8_decode_back(buf_str(text), &cut);
		while (cut > 0 && (text->p[cut - 1] == ' ' || ((unsigned char)text->p[cut] & 0xC0) == 0x80))
			cut--;
		text->len = cut;
		if (cut == 0)
			break;
		buf_puts(text, "\xE2\x80\xA6");
	}
}

/* Sets what fits of the text from x on, or up to x; its width. */
static float put_part(const struct flow *f, const struct ink *ink, struct str text, float x, bool at_right,
		      float room)
{
	struct buf shown;
	float width = 0;
	size_t before = f->g->n_pending;
	if (text.len > 0 && text.len <= HEAD_LONGEST)
		width = flow_pending_text(f, text, ink, x, at_right);
	if (text.len == 0 || (text.len <= HEAD_LONGEST && width <= room))
		return width;
	f->g->n_pending = before; /* too wide: once more, shorter */
	width = 0;
	buf_init(&shown);
	buf_put_str(&shown, str_sub(text, 0, HEAD_LONGEST));
	shorten(f, ink, &shown, room);
	if (shown.len > 0)
		width = flow_pending_text(f, buf_str(&shown), ink, x, at_right);
	buf_done(&shown);
	return width;
}

static struct ink ink_of(const struct setter *s, const struct flow *f, const struct running_line *line)
{
	struct ink ink = f->ink;
	ink.role = FONT_HEAD;
	ink.size = line->size;
	ink.features = SHAPE_TABULAR;
	ink.colour = colour_quiet;
	ink.element = ARTIFACT_HEADER;
	if (line->values)
		dress_ink(s, &ink, line->values);
	return ink;
}

float running_width(const struct typeset *t, struct worker *worker, const struct running_line *line)
{
	struct setter s;
	struct galley g;
	setter_begin(&s, &g, t, worker);
	struct flow f = flow_of(&g);
	struct ink ink = ink_of(&s, &f, line);
	float width = line->title.len ? flow_text_width(&f, str_sub(line->title, 0, HEAD_LONGEST), &ink) : 0;
	vlist_free(setter_end(&s, &g));
	return width;
}

struct vlist *typeset_running(const struct typeset *t, struct worker *worker, const struct running_line *line)
{
	struct setter s;
	struct galley g;
	setter_begin(&s, &g, t, worker);
	struct flow f = flow_of(&g);
	float size = line->size, width = f.width = line->width, gap = 2 * size;
	struct ink ink = ink_of(&s, &f, line);
	bool mirrored = line->mirrored;
	float taken = 0; /* at the outer side */
	if (line->folio.len > 0)
		taken = flow_pending_text(&f, line->folio, &ink, mirrored ? 0 : width, !mirrored) + gap;
	if (line->section.len > 0) {
		float half = (width - taken - gap) / 2;
		taken += put_part(&f, &ink, line->section, mirrored ? taken : width - taken, !mirrored, half) + gap;
	}
	float room = line->room > 0 ? fminf(line->room, width - taken) : width - taken;
	if (line->centred)
		put_part(&f, &ink, line->title, fmaxf(width - flow_text_width(&f, line->title, &ink), 0) / 2, false, width);
	else
		put_part(&f, &ink, line->title, mirrored ? width : 0, mirrored, room);
	galley_flush_pending(&g, size * 1.3f, size, 0);
	if (g.n_items == 0) {
		galley_box_begin(&g, size * 1.3f, size, 0);
		galley_box_end(&g);
	}
	return setter_end(&s, &g);
}

/* ---- whether sections differ ------------------------------------------------------------- */

enum { SECTIONS_SEEN = 8192 }; /* so many tell enough of a book */

struct running {
	uint64_t *hashes;
	size_t n, cap;
};

struct running *running_new(void)
{
	return mem_alloc(sizeof(struct running));
}

void running_free(struct running *r)
{
	if (!r)
		return;
	free(r->hashes);
	free(r);
}

/* FNV-1a: the same on every run. */
void running_section(struct running *r, struct str title)
{
	uint64_t h = 0xCBF29CE484222325u;
	if (r->n == SECTIONS_SEEN)
		return;
	for (size_t i = 0; i < title.len; i++)
		h = (h ^ (unsigned char)ch_lower(title.p[i])) * 0x100000001B3u;
	mem_grow(&r->hashes, &r->cap, r->n + 1, sizeof *r->hashes);
	r->hashes[r->n++] = h;
}

static int hash_cmp(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

bool running_sections_differ(struct running *r)
{
	size_t repeated = 0;
	if (r->n == 0)
		return false;
	qsort(r->hashes, r->n, sizeof *r->hashes, hash_cmp);
	for (size_t i = 0; i < r->n; i++)
		repeated += (i > 0 && r->hashes[i] == r->hashes[i - 1]) ||
			    (i + 1 < r->n && r->hashes[i] == r->hashes[i + 1]);
	return repeated * 2 < r->n;
}
