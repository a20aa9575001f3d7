/* space.c - white space as CSS has it: runs collapse to one blank, also across the borders of
 * inline elements, and go at the beginning and the end of a line. What a line is depends on the
 * boxes of html/elements. `pre` is left alone: html/code reads it.
 *
 * One idea: a blank is written at once, remembered, and taken back when the line ends behind it. */
#include "base/bytes16.h"
#include "base/utf8.h"
#include "html/clean.h"
#include "html/elements.h"
#include "html/space.h"

struct line {
	struct arena *arena;
	bool east_asian;
	bool keep_lines; /* a blank that was a line's end in the source is LF */
	bool at_start;           /* nothing but blanks since the line began */
	struct element *blank;   /* the text that ends with the line's last, collapsible, blank */
	bool wide_before;        /* the last visible character is East Asian */
};

static void line_end(struct line *l)
{
	if (l->blank)
		l->blank->text.len--;
	l->blank = NULL;
	l->at_start = true;
	l->wide_before = false;
}

/* Han, kana, CJK punctuation and fullwidth forms; Hangul separates words with blanks. */
static bool is_wide(uint32_t c)
{
	return (c >= 0x2E80 && c <= 0x312F) || (c >= 0x3190 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF01 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool wide_at(struct str s, size_t at)
{
	return at < s.len && (unsigned char)s.p[at] >= 0xE2 && is_wide(utf8_decode(s, &at));
}

/* Where the last character of s[from … to) begins. */
static size_t last_character(struct str s, size_t from, size_t to)
{
	size_t at = to - 1;
	while (at > from && ((unsigned char)s.p[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static bool ends_wide(const struct line *l, struct str s, size_t from, size_t to)
{
	return l->east_asian && (unsigned char)s.p[to - 1] >= 0x80 && wide_at(s, last_character(s, from, to));
}

static bool html_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Whether sixteen bytes that follow another one hold nothing that collapses. */
static inline bool is_collapsed16(const char *p)
{
	bytes16 before = bytes16_at(p - 1), v = bytes16_at(p);
	return !bytes16_any((bytes16)(((v == ' ') & (before == ' ')) | ((v - '\t') <= '\r' - '\t')));
}

/* Whether all white space in `s`, which is not empty, is single blanks: then it is collapsed already. */
static bool is_collapsed(struct str s)
{
	enum { STEP = sizeof(bytes16) };
	if (s.p[0] >= '\t' && s.p[0] <= '\r')
		return false;
	size_t i = 1;
	for (; i + STEP <= s.len; i += STEP)
		if (!is_collapsed16(s.p + i))
			return false;
	if (s.len > STEP) /* the last ones, of which some were looked at */
		return is_collapsed16(s.p + s.len - STEP);
	for (; i < s.len; i++)
		if ((unsigned char)s.p[i] <= ' ' && (s.p[i] == ' ' ? s.p[i - 1] == ' ' : ch_space(s.p[i])))
			return false;
	return true;
}

/* Of a text that may stay as it is: what the line is behind it. False when it may not. */
static bool pass_text(struct line *l, struct element *e)
{
	struct str s = e->text;
	if (s.len < 2 || !is_collapsed(s) || (s.p[0] == ' ' && (l->at_start || l->blank)))
		return false;
	size_t end = s.len - (s.p[s.len - 1] == ' ');
	l->at_start = false;
	l->blank = end < s.len ? e : NULL;
	l->wide_before = ends_wide(l, s, 0, end);
	return true;
}

/* Of a text that is all white space, as most between blocks are: the blank that it comes to, if it does.
 * False when it holds something else. */
static bool pass_blank(struct line *l, struct element *e)
{
	bool newline = false;
	for (size_t i = 0; i < e->text.len; i++) {
		if (!html_space(e->text.p[i]))
			return false;
		newline |= e->text.p[i] == '\n';
	}
	if (!e->text.len || l->at_start || l->blank) {
		e->text.len = 0;
		return true;
	}
	e->text = newline && l->keep_lines ? STR("\n") : STR(" ");
	l->blank = e;
	return true;
}

static void collapse_text(struct line *l, struct element *e)
{
	if (pass_blank(l, e) || pass_text(l, e))
		return;
	struct str s = e->text;
	char *out = arena_bytes(l->arena, s.len);
	size_t n = 0;
	for (size_t i = 0; i < s.len;) {
		if (!html_space(s.p[i])) {
			size_t at = i;
			while (i < s.len && !html_space(s.p[i]))
				out[n++] = s.p[i++];
			l->at_start = false;
			l->blank = NULL;
			l->wide_before = ends_wide(l, s, at, i);
			continue;
		}
		bool newline = false;
		for (; i < s.len && html_space(s.p[i]); i++)
			newline |= s.p[i] == '\n';
		if (l->at_start || l->blank || (newline && l->wide_before && wide_at(s, i)))
			continue;
		out[n++] = newline && l->keep_lines ? '\n' : ' ';
		l->blank = e;
	}
	e->text = (struct str){ out, n };
}

/* A box begins or ends: blocks and breaks end the line, an atom is something visible. */
static void box_border(struct line *l, enum element_box box)
{
	switch (box) {
	case BOX_BLOCK:
	case BOX_PRE:
	case BOX_BREAK:
		line_end(l);
		break;
	case BOX_ATOM:
		l->at_start = false;
		l->blank = NULL;
		l->wide_before = false;
		break;
	case BOX_INLINE:
	case BOX_NONE:
		break;
	}
}

static bool box_is_closed(enum element_box box)
{
	return box == BOX_PRE || box == BOX_NONE || box == BOX_ATOM;
}

void space_collapse(struct element *root, struct arena *arena, bool east_asian, bool keep_lines)
{
	struct line l = { .arena = arena, .east_asian = east_asian, .keep_lines = keep_lines, .at_start = true };
	for (struct element *e = root; e;) {
		if (e->kind == ELEMENT_TEXT)
			collapse_text(&l, e);
		bool down = false;
		if (e->kind == ELEMENT_TAG) {
			enum element_box box = element_row(e)->box;
			box_border(&l, box);
			down = !box_is_closed(box) && e->first;
		}
		if (down) {
			e = e->first;
			continue;
		}
		while (e != root && !e->next) {
			e = e->parent;
			box_border(&l, element_row(e)->box);
		}
		if (e == root)
			break;
		e = e->next;
	}
	line_end(&l);
}

/* ---- text out of the tree -------------------------------------------------------------- */

static void put_collapsed(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!html_space(s.p[i]))
			buf_putc(b, s.p[i]);
		else if (b->len && b->p[b->len - 1] != ' ')
			buf_putc(b, ' ');
	}
}

static void put_blank(struct buf *b)
{
	if (b->len && b->p[b->len - 1] != ' ')
		buf_putc(b, ' ');
}

/* What clean has moved from the text into an attribute is text still. */
static void put_moved(struct buf *b, const struct element *e)
{
	for (size_t i = 0; i < e->n_attrs; i++) {
		struct str name = e->attrs[i].name;
		if (!name.len || name.p[0] != ' ' || (!str_eq(name, STR(CLEAN_CALLOUT_TITLE)) && !str_eq(name, STR(CLEAN_TEX))))
			continue;
		put_blank(b);
		put_collapsed(b, e->attrs[i].value);
		put_blank(b);
	}
}

static struct str text_below(const struct element *root, struct arena *arena, bool hidden, size_t most)
{
	struct buf b;
	buf_init(&b);
	const struct element *e = root;
	while (e && b.len <= most) {
		bool down = e->first;
		if (e->kind == ELEMENT_TEXT)
			put_collapsed(&b, e->text);
		if (e->kind == ELEMENT_TAG) {
			const struct element_row *row = element_row(e);
			if (row->box != BOX_INLINE && row->box != BOX_ATOM)
				put_blank(&b);
			put_moved(&b, e);
			if (e != root && (row->role == ROLE_SILENT || (row->role == ROLE_HIDDEN && !hidden)))
				down = false;
		}
		if (down) {
			e = e->first;
			continue;
		}
		while (e != root && !e->next) {
			e = e->parent;
			if (element_is_block(e))
				put_blank(&b);
		}
		if (e == root)
			break;
		if (element_is_block(e))
			put_blank(&b);
		e = e->next;
	}
	struct str text = arena_str(arena, str_trim(buf_str(&b)));
	buf_done(&b);
	return text;
}

struct str space_text(const struct element *e, struct arena *arena)
{
	return text_below(e, arena, false, SIZE_MAX);
}

struct str space_all_text(const struct element *e, struct arena *arena)
{
	return text_below(e, arena, true, SIZE_MAX);
}

struct str space_short_text(const struct element *e, struct arena *arena, size_t most)
{
	return text_below(e, arena, false, most);
}
