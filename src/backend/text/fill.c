/* fill.c - lines: prefixes, and filling words into what room they leave. Breaks are at blanks; within
 * words only beside characters beyond ASCII where UAX #14 allows it (CJK with its rules for what may
 * not begin or end a line), never in an address. */
#include "backend/text/text.h"

#include "base/bytes16.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

void text_init(struct text *t, struct text_style style, const struct article *article, struct link_list *links,
	       struct buf *out)
{
	*t = (struct text){ .style = style, .article = article, .links = links, .out = out };
}

void text_done(struct text *t)
{
	buf_done(&t->first.bytes);
	buf_done(&t->rest.bytes);
	buf_done(&t->words);
	buf_done(&t->lines);
}

void text_line(struct text *t)
{
	buf_put_str(t->out, t->begins ? buf_str(&t->first.bytes) : buf_str(&t->rest.bytes));
	t->begins = false;
}

void text_line_end(struct text *t)
{
	while (t->out->len && t->out->p[t->out->len - 1] == ' ')
		t->out->len--;
	buf_putc(t->out, '\n');
}

void text_blank(struct text *t)
{
	buf_put_str(t->out, buf_str(&t->rest.bytes));
	text_line_end(t);
}

void text_trim_end(struct text *t)
{
	while (t->out->len > 1 && t->out->p[t->out->len - 1] == '\n' && t->out->p[t->out->len - 2] == '\n')
		t->out->len--;
}

/* Most prefixes are ASCII. */
static size_t prefix_columns(struct str s)
{
	return utf8_ascii_end(s, 0) == s.len ? s.len : unicode_columns(s);
}

struct text_container text_enter(struct text *t, struct str first, struct str rest)
{
	struct text_container c = { t->rest.bytes.len, t->rest.columns, t->out->len };
	if (!t->begins) {
		buf_clear(&t->first.bytes);
		buf_put_str(&t->first.bytes, buf_str(&t->rest.bytes));
		t->first.columns = t->rest.columns;
		t->begins = true;
	}
	buf_put_str(&t->first.bytes, first);
	buf_put_str(&t->rest.bytes, rest);
	t->first.columns += prefix_columns(first);
	t->rest.columns += prefix_columns(rest);
	return c;
}

void text_leave(struct text *t, struct text_container c)
{
	if (t->out->len == c.at && t->begins && t->first.bytes.len) {
		text_line(t);
		text_line_end(t);
	}
	t->rest.bytes.len = c.bytes;
	t->rest.columns = c.columns;
	t->begins = false;
}

size_t text_used(const struct text *t)
{
	return t->begins && t->first.columns > t->rest.columns ? t->first.columns : t->rest.columns;
}

size_t text_room(const struct text *t)
{
	enum { LEAST = 1 };
	if (!t->style.columns)
		return SIZE_MAX;
	size_t used = text_used(t);
	return used + LEAST < t->style.columns ? t->style.columns - used : LEAST;
}

void text_verbatim(struct text *t, struct str line)
{
	text_line(t);
	buf_put_str(t->out, line);
	text_line_end(t);
}

void text_rule(struct text *t, const char *glyph, const char *ascii, size_t n)
{
	text_line(t);
	if (t->style.ascii || !glyph[1])
		buf_pad(t->out, t->style.ascii ? ascii[0] : glyph[0], n);
	else
		buf_pad_str(t->out, str_from_c(glyph), n);
	text_line_end(t);
}

/* ---- filling ------------------------------------------------------------------------------------------- */

struct filling {
	struct text *t;
	size_t room, column;
	bool open; /* a line has begun */
};

static void break_line(struct filling *f)
{
	if (f->open)
		text_line_end(f->t);
	text_line(f->t);
	f->column = 0;
	f->open = true;
}

/* Without soft hyphens and zero-width spaces, which are places, not characters. */
static void put_visible(struct text *t, struct str s, size_t columns)
{
	struct buf *out = t->out;
	if (columns == s.len) { /* all ASCII */
		buf_put_str(out, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		if (t->style.ascii && s.p[i] == '\xC2' && i + 1 < s.len && s.p[i + 1] == '\xA0') {
			buf_putc(out, ' ');
			i++;
		} else if (s.p[i] == '\xC2' && i + 1 < s.len && s.p[i + 1] == '\xAD')
			i++;
		else if (s.p[i] == '\xE2' && i + 2 < s.len && s.p[i + 1] == '\x80' && s.p[i + 2] == '\x8B')
			i += 2;
		else
			buf_putc(out, s.p[i]);
	}
}

/* A piece that is not broken, behind a blank when `spaced`. `hyphen`: it may be the last of its line,
 * and then takes a hyphen. */
static void put_piece(struct filling *f, struct str piece, size_t columns, bool spaced, bool hyphened)
{
	size_t blank = spaced && f->column ? 1 : 0;
	if (!f->open || (f->column && f->column + blank + columns > f->room)) {
		if (f->open && hyphened)
			buf_putc(f->t->out, '-');
		break_line(f);
		blank = 0;
	}
	if (blank)
		buf_putc(f->t->out, ' ');
	put_visible(f->t, piece, columns);
	f->column += blank + columns;
}

static bool ends_soft(struct str s)
{
	return str_ends(s, STR("\xC2\xAD"));
}

/* Whether a break at byte i of the word is one a reader expects in text: not within plain ASCII,
 * save where room is dear. */
static bool breaks_here(const struct text *t, struct str word, size_t i, enum break_mark mark)
{
	bool plain = (unsigned char)word.p[i - 1] < 0x80 && (unsigned char)word.p[i] < 0x80;
	return mark != BREAK_NO && (!plain || t->break_words);
}

static void put_wide_word(struct filling *f, struct str word)
{
	size_t columns = unicode_columns(word), blank = f->column ? 1 : 0;
	bool address = str_find(word, STR("://"), 0) >= 0;
	if (address || (f->column + blank + columns <= f->room && str_find(word, STR("\xC2\xAD"), 0) < 0)) {
		put_piece(f, word, columns, true, false);
		return;
	}
	unsigned char few[256], *marks = word.len < sizeof few ? few : mem_alloc(word.len + 1);
	unicode_line_breaks(word, marks);
	bool spaced = true, hyphened = false;
	for (size_t start = 0, i = 1; i <= word.len; i++) {
		if (i < word.len && !breaks_here(f->t, word, i, marks[i]))
			continue;
		struct str piece = str_sub(word, start, i);
		bool soft = ends_soft(piece) && i < word.len;
		put_piece(f, piece, unicode_columns(piece) + soft, spaced, hyphened);
		f->column -= soft;
		hyphened = soft;
		spaced = false;
		start = i;
	}
	if (marks != few)
		free(marks);
}

/* How many bytes of it are even: words in ASCII parted by single blanks, whole ones, from the first byte on. */
static size_t even_start(struct str s)
{
	size_t i = 1, hit = sizeof(bytes16);
	if (!s.len || (signed char)s.p[0] <= ' ')
		return 0;
	for (; hit == sizeof(bytes16) && i + sizeof(bytes16) <= s.len; i += hit) {
		bytes16 before = bytes16_at(s.p + i - 1), v = bytes16_at(s.p + i);
		hit = bytes16_first((bytes16)(((v == ' ') & (before == ' ')) | (v < ' ') | (v >= 0x80)));
	}
	while (i < s.len && (signed char)s.p[i] >= ' ' && !(s.p[i] == ' ' && s.p[i - 1] == ' '))
		i++;
	if (i < s.len && s.p[i] != ' ' && s.p[i] != '\n') /* within a word */
		while (i && s.p[i - 1] != ' ')
			i--;
	while (i && s.p[i - 1] == ' ')
		i--;
	return i;
}

/* How many bytes of even text stand in `room` columns: whole words, 0 when not even one does. */
static size_t even_line(struct str s, size_t room)
{
	if (s.len <= room)
		return s.len;
	if (s.p[room] == ' ')
		return room;
	const char *blank = room ? memrchr(s.p, ' ', room) : NULL;
	return blank ? (size_t)(blank - s.p) : 0;
}

static void put_even(struct filling *f, struct str s)
{
	while (s.len) {
		size_t used = f->column + (f->column > 0), n = f->open && used < f->room ? even_line(s, f->room - used) : 0;
		if (!n) {
			break_line(f);
			used = 0;
			n = even_line(s, f->room);
		}
		if (!n) { /* a word without end */
			const char *blank = memchr(s.p, ' ', s.len);
			n = blank ? (size_t)(blank - s.p) : s.len;
		}
		if (used)
			buf_putc(f->t->out, ' ');
		buf_put_str(f->t->out, str_sub(s, 0, n));
		f->column = used + n;
		s = str_sub(s, n + 1, s.len);
	}
}

/* How long the line end at `i` is: LF, U+2028 or U+2029; 0: none. */
static size_t line_end_at(struct str s, size_t i)
{
	if (s.p[i] == '\n')
		return 1;
	return s.p[i] == '\xE2' && i + 2 < s.len && s.p[i + 1] == '\x80' && (s.p[i + 2] == '\xA8' || s.p[i + 2] == '\xA9') ? 3 : 0;
}

size_t text_ends_line(struct str s)
{
	if (s.len && s.p[s.len - 1] == '\n')
		return 1;
	return s.len >= 3 ? line_end_at(s, s.len - 3) / 3 * 3 : 0;
}

void text_fill(struct text *t, struct str s)
{
	struct filling f = { .t = t, .room = text_room(t) };
	for (size_t i = 0; i < s.len;) {
		if (s.p[i] == ' ') {
			i++;
			continue;
		}
		size_t line_end = line_end_at(s, i);
		if (line_end) {
			if (!f.open)
				break_line(&f);
			text_line_end(t);
			f.open = false;
			f.column = 0;
			i += line_end;
			continue;
		}
		size_t even = t->break_words ? 0 : even_start(str_sub(s, i, s.len));
		if (even) {
			put_even(&f, str_sub(s, i, i + even));
			i += even;
			continue;
		}
		size_t start = i;
		unsigned char all = 0;
		for (; i < s.len && s.p[i] != ' ' && !line_end_at(s, i); i++)
			all |= (unsigned char)s.p[i];
		struct str word = str_sub(s, start, i);
		if (all < 0x80 && (!t->break_words || word.len <= 2))
			put_piece(&f, word, word.len, true, false);
		else
			put_wide_word(&f, word);
	}
	if (f.open)
		text_line_end(t);
}
