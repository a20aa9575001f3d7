/* cover.c - a cover for a book that has none: above, a field of shapes of its own; below, title,
 * subtitle, authors, source and years. Four colours, two bits a pixel.
 *
 * Colours and shapes follow from the book's identifier. The title is as large as its words allow, so
 * that it can be read at the size of a stamp. The four colours are in order of lightness, so tone and
 * accent serve as the in-between shades of the letters' edges as well. */
#include "cover/cover.h"

#include "base/url.h"

#include <stdlib.h>

enum { WIDTH = 1600, MARGIN = 130, MEASURE = WIDTH - 2 * MARGIN,
	FOOT = 250, FIELD_MOST = 5 * MOTIF_TILE, FIELD_LEAST = MOTIF_TILE };

struct cover {
	struct raster raster;
	struct cover_setter setter;
	struct hash hash;
	int height;
	int field; /* height of the shapes [px] */
	struct png png;
	int y; /* of the row that is being filled */
	unsigned char row[WIDTH / 4];
};

static void draw_bar(struct cover *c, float x, float y, float width, float height)
{
	raster_edge(&c->raster, x, y, x, y + height);
	raster_edge(&c->raster, x + width, y + height, x + width, y);
}

/* ---- pixels ------------------------------------------------------------------------------------ */

/* Two bits a pixel, the first in the highest: the product brings each into the last byte. */
static unsigned char pack(const unsigned char *shades)
{
	uint32_t four = shades[0] | (uint32_t)shades[1] << 8 | (uint32_t)shades[2] << 16 | (uint32_t)shades[3] << 24;
	return (unsigned char)(four * (1u << 30 | 1u << 20 | 1u << 10 | 1u) >> 24);
}

static void put_field(struct cover *c)
{
	unsigned char shades[WIDTH], row[WIDTH / 4];
	for (; c->y < c->field; c->y++) {
		cover_motif_row(&c->hash, c->y, WIDTH, shades);
		for (int x = 0; x < WIDTH; x += 4)
			row[x / 4] = pack(shades + x);
		png_row(&c->png, row);
	}
}

/* Ends the row that is being filled, and all empty ones before `y`. */
static void put_rows(struct cover *c, int y)
{
	for (; c->y < y; c->y++) {
		png_row(&c->png, c->row);
		memset(c->row, 0, sizeof c->row);
	}
}

static void pack_words(void *context, int x, int y, const unsigned char *coverage)
{
	struct cover *c = context;
	unsigned char shades[RASTER_BLOCK];
	if (y < c->field)
		return;
	put_rows(c, y);
	for (int i = 0; i < RASTER_BLOCK; i++)
		shades[i] = (unsigned char)((coverage[i] * SHADE_INK + 127) / 255);
	for (int i = 0; i < RASTER_BLOCK; i += 4)
		c->row[(x + i) / 4] = pack(shades + i);
}

/* ---- words --------------------------------------------------------------------------------------- */

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

static void put_authors(struct buf *b, const struct str_list *names)
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

/* Source and years at the foot, below a line. */
static void draw_foot(struct cover *c, const struct book *book, int face)
{
	struct buf text;
	struct cover_block block;
	buf_init(&text);
	put_host(&text, book->source_url.len ? book->source_url : book->feed_url);
	size_t host = text.len;
	put_years(&text, book);
	if (host && text.len > host) {
		buf_clear(&text);
		put_host(&text, book->source_url.len ? book->source_url : book->feed_url);
		buf_puts(&text, " · ");
		put_years(&text, book);
	}
	float top = (float)(c->height - FOOT);
	if (text.len)
		draw_bar(c, MARGIN, top, MEASURE, 5);
	cover_block_init(&block, &c->setter, buf_str(&text), face, (struct cover_limits){ 66, 40, 100, 1 });
	cover_block_draw(&block, &c->setter, top + 40);
	cover_block_done(&block);
	buf_done(&text);
}

/* Title, subtitle and authors below the field, which is as high as they leave it. */
static void draw_titles(struct cover *c, const struct book *book, int bold, int plain)
{
	enum { TITLE, SUBTITLE, AUTHORS, BLOCKS };
	static const float above[BLOCKS] = { 0, 50, 70 };
	struct cover_block blocks[BLOCKS];
	struct buf authors;
	buf_init(&authors);
	put_authors(&authors, &book->authors);
	float room = (float)(c->height - FOOT - FIELD_LEAST - 200), used = 0;
	cover_block_init(&blocks[TITLE], &c->setter, book->title, bold, (struct cover_limits){ 270, 96, room * 0.68f, 9 });
	c->setter.rtl |= blocks[TITLE].rtl;
	cover_block_init(&blocks[SUBTITLE], &c->setter, book->subtitle, plain, (struct cover_limits){ 92, 60, room * 0.2f, 4 });
	cover_block_init(&blocks[AUTHORS], &c->setter, buf_str(&authors), plain, (struct cover_limits){ 80, 54, room * 0.1f, 2 });
	for (int i = 0; i < BLOCKS; i++)
		used += blocks[i].n ? cover_block_height(&blocks[i]) + above[i] : 0;
	int field = (int)(room + FIELD_LEAST - used) / MOTIF_TILE * MOTIF_TILE;
	c->field = field > FIELD_MOST ? FIELD_MOST : field < FIELD_LEAST ? FIELD_LEAST : field;
	float y = (float)c->field + 130;
	for (int i = 0; i < BLOCKS; i++) {
		if (blocks[i].n) {
			cover_block_draw(&blocks[i], &c->setter, y + above[i]);
			y += above[i] + cover_block_height(&blocks[i]);
		}
		cover_block_done(&blocks[i]);
	}
	buf_done(&authors);
}

void cover_draw(const struct book *book, int height, struct buf *png)
{
	struct font_db *fonts = font_open(NULL);
	struct cover c = { .height = height, .hash = hash_of(book->identifier) };
	c.setter = (struct cover_setter){ .raster = &c.raster, .fonts = fonts, .shaper = shape_open(fonts),
		.left = MARGIN, .measure = MEASURE, .rtl = book->rtl };
	int bold = font_role(fonts, FONT_BODY, true, false), plain = font_role(fonts, FONT_BODY, false, false);
	draw_titles(&c, book, bold, plain);
	draw_foot(&c, book, plain);
	png_begin(&c.png, png, WIDTH, height, cover_palette(&c.hash));
	put_field(&c);
	raster_fill(&c.raster, WIDTH, height, pack_words, &c);
	put_rows(&c, height);
	png_end(&c.png);
	raster_done(&c.raster);
	shape_close(c.setter.shaper);
	font_close(fonts);
}
