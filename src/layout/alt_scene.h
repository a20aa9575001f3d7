/* alt_scene.h - a drawing's strokes as a scene of boxes, heads of arrows and nets: what alt_boxes.c (what
 * is a box), alt_relations.c (what leads where) and alt.c (what is said of it) share. */
#ifndef LAYOUT_ALT_SCENE_H
#define LAYOUT_ALT_SCENE_H

#include "layout/diagram.h"

#include "base/buf.h"

#include <math.h>

/* Pairs of strokes are compared: more than this is no drawing anybody could follow in words. */
enum { STROKES_MAX = 1500, BOXES_MAX = 300, ALT_MAX = 3000, NAME_MAX = 48 };

static const float NEAR = 0.35f;

struct stroke {
	bool flat, is_edge;
	float fixed, from, to;
	int net; /* union-find: the index of another stroke, or its own */
};

struct box {
	float x1, y1, x2, y2;
	int parent; /* the smallest box around it, or -1 */
	struct str label;
	bool said;
};

struct head {
	float x, y, dx, dy; /* its middle and where it points */
};

struct scene {
	struct arena *arena;
	const struct diagram *d;
	struct stroke *strokes;
	int n_strokes;
	struct box *boxes;
	int n_boxes;
	struct head *heads;
	int n_heads;
	int *word_box; /* the smallest box around each word, or -1 */
};

static inline bool near(float a, float b)
{
	return fabsf(a - b) <= NEAR;
}

static inline float area(const struct box *b)
{
	return (b->x2 - b->x1) * (b->y2 - b->y1);
}

/* Sorts the drawing's strokes into heads of arrows, edges of boxes and the rest, and finds the boxes. */
void boxes_find(struct scene *);
/* Which box lies in which, and each word in which; boxes are in reading order from then on. */
void boxes_nest(struct scene *);

/* Appends a sentence for each net with a head: what leads to what. */
void relations_put(struct scene *, struct buf *);

/* Words as they are spoken: arrows in running text become words, line characters go. */
void alt_put_speakable(struct buf *, struct str text);
/* A short name to speak of a box by: its label up to a parenthesis, a semicolon or NAME_MAX bytes. */
struct str alt_short_name(const struct scene *, int box);

#endif
