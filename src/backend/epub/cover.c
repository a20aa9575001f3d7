/* cover.c - a cover for a book that has none: title, subtitle, source and dates on a dark ground,
 * drawn by our own code into a PNG of four shades (2 bits a pixel).
 *
 * The shades are a ramp from ground to ink, so that four are enough for smooth edges. The ground's
 * hue follows from the book's identifier. The title is as large as its words allow, so that it can
 * be read at the size of a stamp. */
#include "backend/epub/epub.h"

#include "backend/epub/raster.h"
#include "base/hash.h"
#include "base/unicode.h"
#include "base/url.h"
#include "base/utf8.h"
#include "font/outline.h"
#include "font/shape.h"

#include <stdlib.h>

enum { WIDTH = 1600, HEIGHT = 2400, MARGIN = 150, MEASURE = WIDTH - 2 * MARGIN, LINES_MAX = 12 };

struct cover {
	struct raster raster;
	struct font_db *fonts;
	struct shaper *shaper;
	bool rtl;
	struct buf rows; /* the PNG's pixels, a filter byte before each row */
};

/* ---- text ----------------------------------------------------------------------------------- */

static void add_edge(void *context, float x0, float y0, float x1, float y1)
{
	raster_edge(&((struct cover *)context)->raster, x0, y0, x1, y1);
}

/* The length of the part of `word` that one face can set; *face is that face. */
static size_t face_run(struct cover *c, struct str word, int preferred, int *face)
{
	size_t at = 0;
	*face = -1;
	while (at < word.len) {
		size_t next = at;
		uint32_t code = utf8_decode(word, &next);
		int wanted = preferred;
		if (!shape_is_mark(code) && !shape_is_ignorable(code) && !font_glyph(c->fonts, preferred, code)) {
			int other = font_fallback(c->fonts, preferred, code);
			wanted = other < 0 ? preferred : other;
		} else if (*face >= 0 && (shape_is_mark(code) || shape_is_ignorable(code))) {
			wanted = *face;
		}
		if (*face >= 0 && wanted != *face)
			break;
		*face = wanted;
		at = next;
	}
	return at;
}

static bool is_rtl(uint32_t code)
{
	return (code >= 0x590 && code < 0x900) || (code >= 0xFB1D && code < 0xFE00) || (code >= 0xFE70 && code < 0xFF00);
}

/* Sets a word from (x, y), or only measures it; returns its width. */
static float set_word(struct cover *c, struct str word, int face, float x, float y, float size, bool draw)
{
	struct outline_sink sink = { .edge = add_edge, .context = c };
	float start = x;
	while (word.len) {
		int set_in;
		size_t len = face_run(c, word, face, &set_in), zero = 0;
		struct str run = str_sub(word, 0, len);
		uint32_t first = utf8_decode(run, &zero);
		struct shape_key key = { .face = set_in, .script = shape_script(first), .rtl = is_rtl(first) };
		const struct shaped *s = shape_word(c->shaper, &key, run);
		for (int i = 0; i < s->n; i++) {
			const struct shape_glyph *g = &s->glyphs[i];
			if (draw)
				outline_put(font_face(c->fonts, set_in), g->id, x + (float)g->dx * s->em * size,
					    y - (float)g->dy * s->em * size, size, &sink);
			x += (float)g->advance * s->em * size;
		}
		word = str_sub(word, len, word.len);
	}
	return x - start;
}

struct line {
	struct str text;
	float width;
};

/* Where a line may be cut besides at spaces: between ideographs. */
static size_t next_word(struct str s)
{
	for (size_t at = 0; at < s.len;) {
		size_t next = at;
		uint32_t code = utf8_decode(s, &next);
		if (code == ' ')
			return at;
		if (unicode_is_ideograph(code))
			return at ? at : next;
		at = next;
	}
	return s.len;
}

/* Breaks text into lines of at most `measure`, as many words in each as go in. False: a word alone
 * is too wide, or there are too many lines. */
static bool break_lines(struct cover *c, struct str text, int face, float size, struct line *lines, int *n,
			int max)
{
	float space = set_word(c, STR(" "), face, 0, 0, size, false);
	struct str rest = str_trim(text);
	*n = 0;
	while (rest.len) {
		struct line line = { .text = { rest.p, 0 } };
		if (*n == max)
			return false;
		while (rest.len) {
			size_t blank = 0;
			while (blank < rest.len && rest.p[blank] == ' ')
				blank++;
			struct str word = str_sub(rest, blank, blank + next_word(str_sub(rest, blank, rest.len)));
			float width = set_word(c, word, face, 0, 0, size, false) + (blank ? space * (float)blank : 0);
			if (line.width + width > MEASURE) {
				if (!line.text.len)
					return false;
				break;
			}
			line.width += width;
			line.text.len = (size_t)(word.p + word.len - line.text.p);
			rest = str_sub(rest, blank + word.len, rest.len);
		}
		lines[(*n)++] = line;
		rest = str_trim(rest);
	}
	return true;
}

static void draw_line(struct cover *c, struct line line, int face, float y, float size)
{
	float space = set_word(c, STR(" "), face, 0, 0, size, false);
	float x = c->rtl ? WIDTH - MARGIN : MARGIN;
	while (line.text.len) {
		if (line.text.p[0] == ' ') {
			x += c->rtl ? -space : space;
			line.text = str_sub(line.text, 1, line.text.len);
			continue;
		}
		struct str word = str_sub(line.text, 0, next_word(line.text));
		float width = set_word(c, word, face, 0, 0, size, false);
		set_word(c, word, face, c->rtl ? x - width : x, y, size, true);
		x += c->rtl ? -width : width;
		line.text = str_sub(line.text, word.len, line.text.len);
	}
}

/* Text at the largest size from `size` down to `least` that goes into `max` lines; its first
 * baseline is one size below `top`. Returns where it ends. */
static float draw_text(struct cover *c, struct str text, int face, float top, float size, float least, int max)
{
	struct line lines[LINES_MAX];
	int n = 0;
	while (!break_lines(c, text, face, size, lines, &n, max) && size > least)
		size *= 0.93f;
	if (n > max)
		n = max;
	for (int i = 0; i < n; i++)
		draw_line(c, lines[i], face, top + size * (1 + 1.18f * (float)i), size);
	return top + size * (n ? 1.18f * (float)n : 0);
}

static void draw_bar(struct cover *c, float x, float y, float width, float height)
{
	raster_edge(&c->raster, x, y, x, y + height);
	raster_edge(&c->raster, x + width, y + height, x + width, y);
}

/* ---- PNG (ISO 15948) ----------------------------------------------------------------------- */

static void put_u32(struct buf *b, uint32_t v)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_putc(b, (char)(v >> shift & 0xFF));
}

static void put_chunk(struct buf *b, const char *type, struct str data)
{
	put_u32(b, (uint32_t)data.len);
	uint32_t crc = deflate_crc32(deflate_crc32(0, str_from_c(type)), data);
	buf_puts(b, type);
	buf_put_str(b, data);
	put_u32(b, crc);
}

static void pack_row(void *context, int y, const unsigned char *coverage)
{
	(void)y;
	struct cover *c = context;
	char *row = buf_reserve(&c->rows, WIDTH / 4 + 1);
	memset(row, 0, WIDTH / 4 + 1);
	for (int x = 0; x < WIDTH && coverage; x++) {
		int shade = (coverage[x] * 3 + 127) / 255;
		row[1 + x / 4] = (char)(row[1 + x / 4] | shade << (6 - x % 4 * 2));
	}
	c->rows.len += WIDTH / 4 + 1;
}

/* Dark grounds of about the same lightness: white on each is at least 9:1. */
static const unsigned char grounds[][3] = {
	{ 0x1F, 0x3A, 0x5F }, { 0x2E, 0x3B, 0x2E }, { 0x4A, 0x2C, 0x2A }, { 0x3B, 0x2E, 0x5A },
	{ 0x1E, 0x45, 0x45 }, { 0x4F, 0x36, 0x1F }, { 0x33, 0x33, 0x38 }, { 0x1C, 0x40, 0x2C },
};

static void put_png(struct cover *c, struct str identifier, struct deflater *deflater, struct buf *png)
{
	static const unsigned char head[13] = { 0, 0, WIDTH >> 8, WIDTH & 0xFF, 0, 0, HEIGHT >> 8, HEIGHT & 0xFF,
		2, 3, 0, 0, 0 };
	struct hash hash = hash_of(identifier);
	const unsigned char *ground = grounds[hash.byte[0] % (sizeof grounds / sizeof *grounds)];
	char palette[12];
	for (int shade = 0; shade < 4; shade++)
		for (int i = 0; i < 3; i++)
			palette[shade * 3 + i] = (char)(ground[i] + (0xFA - ground[i]) * shade / 3);
	struct buf data;
	buf_init(&data);
	buf_put(png, "\x89PNG\r\n\x1A\n", 8);
	put_chunk(png, "IHDR", (struct str){ (const char *)head, sizeof head });
	put_chunk(png, "PLTE", (struct str){ palette, sizeof palette });
	deflate_zlib(deflater, buf_str(&c->rows), &data);
	put_chunk(png, "IDAT", buf_str(&data));
	put_chunk(png, "IEND", STR_NONE);
	buf_done(&data);
}

/* ---- the cover ------------------------------------------------------------------------------- */

static void put_years(struct buf *b, const struct book *book)
{
	if (!date_known(book->newest))
		return;
	if (date_known(book->oldest) && date_year(book->oldest) != date_year(book->newest)) {
		buf_put_int(b, date_year(book->oldest));
		buf_puts(b, "–");
	}
	buf_put_int(b, date_year(book->newest));
}

static void put_names(struct buf *b, const struct str_list *names)
{
	for (size_t i = 0; i < names->n && i < 3; i++) {
		buf_puts(b, i ? ", " : "");
		buf_put_str(b, names->items[i]);
	}
	if (names->n > 3)
		buf_puts(b, " …");
}

static void put_host(struct buf *b, struct str url)
{
	struct url parts;
	url_split(url, &parts);
	struct str host = parts.authority;
	if (str_starts(host, STR("www.")))
		host = str_sub(host, 4, host.len);
	buf_put_str(b, host);
}

void epub_draw_cover(const struct book *book, struct deflater *deflater, struct buf *png)
{
	struct cover c = { .rtl = book->rtl };
	struct buf text;
	buf_init(&text);
	buf_init(&c.rows);
	c.fonts = font_open(NULL);
	c.shaper = shape_open(c.fonts);
	int bold = font_role(c.fonts, FONT_BODY, true, false), plain = font_role(c.fonts, FONT_BODY, false, false);
	draw_bar(&c, MARGIN, 330, 220, 14);
	float y = draw_text(&c, book->title, bold, 400, 280, 100, 7);
	y = draw_text(&c, book->subtitle, plain, y + 60, 96, 60, 4);
	put_names(&text, &book->authors);
	draw_text(&c, buf_str(&text), plain, y + 100, 84, 50, 2);
	draw_bar(&c, MARGIN, 2120, MEASURE, 4);
	buf_clear(&text);
	put_host(&text, book->source_url.len ? book->source_url : book->feed_url);
	draw_text(&c, buf_str(&text), plain, 2146, 62, 40, 1);
	buf_clear(&text);
	put_years(&text, book);
	draw_text(&c, buf_str(&text), plain, 2226, 62, 40, 1);
	raster_fill(&c.raster, WIDTH, HEIGHT, pack_row, &c);
	put_png(&c, book->identifier, deflater, png);
	raster_done(&c.raster);
	shape_close(c.shaper);
	font_close(c.fonts);
	buf_done(&c.rows);
	buf_done(&text);
}
