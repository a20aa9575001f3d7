/* motif.c - the field of shapes on a drawn cover: square tiles, each with a part of a circle, a
 * leaf or a triangle, chosen by the bytes of the book's hash. Every row of a tile is one span at most,
 * so a row costs a few square roots. */
#include "cover/cover.h"

#include <math.h>

enum { TILE = MOTIF_TILE };

/* Ground, tone, accent, ink. White on each ground is at least 9:1; in grey the four stay in order. */
static const unsigned char palettes[][SHADE_COUNT * 3] = {
	{ 0x1B, 0x2A, 0x49, 0x2F, 0x46, 0x74, 0xD9, 0xA4, 0x41, 0xFB, 0xF5, 0xE6 }, /* navy, ochre */
	{ 0x1C, 0x3A, 0x34, 0x2E, 0x5B, 0x50, 0xD8, 0xA6, 0x57, 0xFA, 0xF6, 0xEA }, /* forest, straw */
	{ 0x3A, 0x24, 0x40, 0x5C, 0x3D, 0x64, 0xE0, 0x8E, 0x6D, 0xFB, 0xF3, 0xEA }, /* plum, coral */
	{ 0x4A, 0x1F, 0x24, 0x74, 0x35, 0x3B, 0xE2, 0xB1, 0x5B, 0xFC, 0xF4, 0xE6 }, /* oxblood, gold */
	{ 0x26, 0x31, 0x3A, 0x40, 0x51, 0x5E, 0x86, 0xBD, 0xB5, 0xF7, 0xF7, 0xF2 }, /* slate, sea */
	{ 0x10, 0x38, 0x49, 0x1F, 0x5B, 0x71, 0xF0, 0xA3, 0x5E, 0xFD, 0xF6, 0xEC }, /* petrol, apricot */
	{ 0x3B, 0x2A, 0x20, 0x5E, 0x46, 0x35, 0xCF, 0xA4, 0x73, 0xFB, 0xF4, 0xE9 }, /* umber, sand */
	{ 0x23, 0x25, 0x4A, 0x3D, 0x40, 0x77, 0xE5, 0x8F, 0x8A, 0xFA, 0xF5, 0xF2 }, /* indigo, rose */
};

const unsigned char *cover_palette(const struct hash *hash)
{
	return palettes[hash->byte[31] % (sizeof palettes / sizeof *palettes)];
}

enum shape { PLAIN, QUARTER, LEAF, DISC, HALF, TRIANGLE, RING, SHAPE_COUNT };

struct tile {
	enum shape shape;
	int turn; /* 0 … 3 quarters */
	unsigned char ground, ink;
};

/* Two bytes of the hash, mixed with the tile's place, so that the field does not repeat. */
static struct tile tile_at(const struct hash *hash, int column, int row)
{
	static const enum shape shapes[] = { QUARTER, QUARTER, QUARTER, LEAF, LEAF, DISC, HALF, HALF,
		TRIANGLE, RING, RING, PLAIN };
	static const unsigned char grounds[] = { SHADE_GROUND, SHADE_GROUND, SHADE_TONE };
	static const unsigned char inks[] = { SHADE_TONE, SHADE_TONE, SHADE_ACCENT, SHADE_INK };
	unsigned mix = (unsigned)(column * 7 + row * 13);
	for (int i = 0; i < 3; i++)
		mix = (mix ^ hash->byte[(mix + (unsigned)(column + row * 8)) % 31]) * 2654435761u >> 8;
	struct tile t = { .shape = shapes[mix % 12], .turn = (int)(mix / 12 % 4),
		.ground = grounds[mix / 48 % 3], .ink = inks[mix / 144 % 4] };
	if (t.ink == t.ground)
		t.ink = SHADE_ACCENT;
	return t;
}

struct span {
	int from, to;
};

static int chord(float radius, float distance)
{
	float square = radius * radius - distance * distance;
	return square > 0 ? (int)(sqrtf(square) + 0.5f) : 0;
}

/* The span of row y in a tile turned to `turn`. A turn by halves mirrors; quarters swap the axes,
 * which for these shapes is the same as mirroring one of them. */
static struct span span_of(const struct tile *t, int y, struct span *hole)
{
	bool flip_x = t->turn & 1, flip_y = t->turn & 2;
	float at = (float)(flip_y ? TILE - 1 - y : y) + 0.5f, half = TILE / 2;
	struct span s = { 0, 0 };
	*hole = s;
	switch (t->shape) {
	case PLAIN:
	case SHAPE_COUNT:
		break;
	case QUARTER:
		s.to = chord(TILE, at);
		break;
	case LEAF:
		s.from = TILE - chord(TILE, TILE - at);
		s.to = chord(TILE, at);
		break;
	case DISC:
		s.from = (int)half - chord(half - 20, at - half);
		s.to = (int)half + chord(half - 20, at - half);
		break;
	case HALF:
		s.from = (int)half - chord(half, at);
		s.to = (int)half + chord(half, at);
		break;
	case TRIANGLE:
		s.to = TILE - (int)at;
		break;
	case RING:
		s.to = chord(TILE, at);
		hole->to = chord(half, at);
		break;
	}
	if (flip_x) {
		s = (struct span){ TILE - s.to, TILE - s.from };
		*hole = (struct span){ TILE - hole->to, TILE - hole->from };
	}
	return s;
}

void cover_motif_row(const struct hash *hash, int y, int width, unsigned char *shades)
{
	for (int column = 0; column < width / TILE; column++) {
		struct tile t = tile_at(hash, column, y / TILE);
		unsigned char *row = shades + column * TILE;
		struct span hole, s = span_of(&t, y % TILE, &hole);
		memset(row, t.ground, TILE);
		if (s.to > s.from)
			memset(row + s.from, t.ink, (size_t)(s.to - s.from));
		if (hole.to > hole.from)
			memset(row + hole.from, t.ground, (size_t)(hole.to - hole.from));
	}
}
