/* canvas.c - the one place where y turns over: vertical lists count down from a box's top, paper
 * counts up from its foot. Each mark goes into the element or artifact it belongs to. */
#include "backend/pdf/canvas_int.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

void canvas_init(struct canvas *c, const struct studio *studio, struct sheet *sheet)
{
	*c = (struct canvas){ .studio = studio, .sheet = sheet, .open = CANVAS_NONE };
	display_init(&c->display);
	buf_init(&c->links);
}

void canvas_done(struct canvas *c)
{
	display_done(&c->display);
	buf_done(&c->links);
	free(c->glyphs);
	free(c->grounds);
	free(c->boxes);
}

void canvas_clear(struct canvas *c)
{
	display_clear(&c->display);
	buf_clear(&c->links);
	c->n_links = 0;
	c->n_grounds = c->n_boxes = 0;
	c->open = CANVAS_NONE;
}

/* ---- content and artifacts ------------------------------------------------------------- */

void canvas_close(struct canvas *c)
{
	if (c->open != CANVAS_NONE)
		canvas_put(c, (struct display_op){ .type = DISPLAY_CLOSE });
	c->open = CANVAS_NONE;
}

static void open_artifact(struct canvas *c, enum artifact kind)
{
	if (c->open == (int)kind)
		return;
	canvas_close(c);
	canvas_put(c, (struct display_op){ .type = DISPLAY_ARTIFACT, .artifact = kind });
	c->open = (int)kind;
}

static void open_element(struct canvas *c, const struct vlist *list, int element)
{
	struct sheet *s = c->sheet;
	if (c->open == element)
		return;
	canvas_close(c);
	uint32_t mcid = s->n_elements++;
	pack_uint(&s->elements, struct_content(c->studio->tree, element, s->object, mcid));
	canvas_put(c, (struct display_op){ .type = DISPLAY_TAG, .mcid = mcid,
					   .selem = list->elements[element].type });
	c->open = element;
}

/* ---- other marks ----------------------------------------------------------------------- */

static void draw_path(struct canvas *c, const struct vlist *list, const struct mark *m, double x, double y)
{
	uint32_t n = 0;
	bool lift = true;
	for (int i = 0; i < m->n_points; i++)
		n += isnan(list->points[m->first_point + i].x) ? 0 : 1;
	canvas_put(c, (struct display_op){ .type = DISPLAY_PATH, .line_width = (double)m->line_width,
					   .colour = m->colour, .n = n });
	for (int i = 0; i < m->n_points; i++) {
		struct point p = list->points[m->first_point + i];
		if (!isnan(p.x))
			display_put_point(&c->display, lift, x + (double)p.x, y - (double)p.y);
		lift = isnan(p.x);
	}
}

static void draw_image(struct canvas *c, const struct vlist *list, const struct mark *m, double y,
		       struct display_op op)
{
	struct sheet *s = c->sheet;
	op.type = DISPLAY_IMAGE;
	op.y = fmin(y - (double)m->y, y - (double)m->y2);
	op.y2 = fmax(y - (double)m->y, y - (double)m->y2);
	op.image = image_set_add(c->studio->images, list->images[m->image].resource);
	if (!op.image)
		return;
	pack_uint(&s->images, op.image);
	s->n_images++;
	canvas_put(c, op);
}

static void draw_page_number(struct canvas *c, const struct mark *m, struct display_op op)
{
	font_set_use_numerals(c->studio->fonts, m->face);
	canvas_style(c, m);
	op.type = DISPLAY_PAGE;
	op.entry = m->target_entry;
	op.text = m->target_fragment;
	op.align_right = m->align_right;
	canvas_put(c, op);
}

static double run_width(const struct vlist *list, const struct mark *m)
{
	double width = 0;
	for (int i = 0; i < m->n_glyphs; i++)
		width += (double)list->glyphs[m->first_glyph + i].advance;
	return width;
}

static void cover_later(struct canvas *c, int element, const double box[4])
{
	uint32_t object = struct_box_later(c->studio->tree, element, c->sheet->object);
	size_t k = 0;
	while (k < c->n_boxes && c->boxes[k].object != object)
		k++;
	if (!object)
		return;
	if (k == c->n_boxes) {
		mem_grow(&c->boxes, &c->cap_boxes, c->n_boxes + 1, sizeof *c->boxes);
		c->boxes[c->n_boxes++] = (struct late_box){ object, { box[0], box[1], box[2], box[3] } };
	}
	for (int i = 0; i < 4; i++)
		c->boxes[k].box[i] = i < 2 ? fmin(c->boxes[k].box[i], box[i]) : fmax(c->boxes[k].box[i], box[i]);
}

/* A Figure's BBox holds whatever is drawn in it. */
static void cover(struct canvas *c, const struct vlist *list, const struct mark *m, double x, double y)
{
	double box[4] = { x + (double)fminf(m->x, m->x2), y - (double)fmaxf(m->y, m->y2),
			  x + (double)fmaxf(m->x, m->x2), y - (double)fminf(m->y, m->y2) };
	if (m->type == MARK_GLYPHS) {
		box[0] = x + (double)m->x;
		box[1] = y - (double)m->y - 0.25 * (double)m->size;
		box[2] = box[0] + run_width(list, m);
		box[3] = y - (double)m->y + 0.8 * (double)m->size;
	}
	if (m->type == MARK_PATH && m->n_points) {
		struct point p = list->points[m->first_point];
		box[0] = box[2] = x + (double)p.x;
		box[1] = box[3] = y - (double)p.y;
		for (int i = 1; i < m->n_points; i++) {
			p = list->points[m->first_point + i];
			if (isnan(p.x))
				continue;
			box[0] = fmin(box[0], x + (double)p.x);
			box[2] = fmax(box[2], x + (double)p.x);
			box[1] = fmin(box[1], y - (double)p.y);
			box[3] = fmax(box[3], y - (double)p.y);
		}
	}
	if (c->floating)
		cover_later(c, m->element, box);
	else
		struct_cover(c->studio->tree, m->element, box);
}

static bool is_figure(const struct vlist *list, int element)
{
	enum selem_type type = list->elements[element].type;
	return type == SELEM_FIGURE || type == SELEM_FORMULA;
}

static bool same_colour(struct colour a, struct colour b)
{
	return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* Lines of one block lie on one ground. */
static void add_ground(struct canvas *c, const struct mark *m, double x, double y)
{
	struct ground ground = { x + (double)m->x, y - (double)m->y2, x + (double)m->x2, y - (double)m->y, m->colour };
	struct ground *last = c->n_grounds ? &c->grounds[c->n_grounds - 1] : NULL;
	if (last && last->x == ground.x && last->x2 == ground.x2 && fabs(last->y - ground.y2) < 0.02 &&
	    same_colour(last->colour, ground.colour)) {
		last->y = ground.y;
		return;
	}
	mem_grow(&c->grounds, &c->cap_grounds, c->n_grounds + 1, sizeof *c->grounds);
	c->grounds[c->n_grounds++] = ground;
}

void canvas_grounds(struct canvas *c, const struct canvas *from)
{
	for (size_t i = 0; i < from->n_grounds; i++) {
		const struct ground *g = &from->grounds[i];
		open_artifact(c, ARTIFACT_BACKGROUND);
		canvas_put(c, (struct display_op){ .type = DISPLAY_RECT, .x = g->x, .y = g->y, .x2 = g->x2, .y2 = g->y2,
						   .colour = g->colour });
	}
	canvas_close(c);
}

static void draw_mark(struct canvas *c, const struct vlist *list, const struct mark *m, double x, double y,
		      enum artifact artifact)
{
	struct display_op op = {
		.colour = m->colour, .line_width = (double)m->line_width, .x = x + (double)m->x,
		.y = y - (double)m->y, .x2 = x + (double)m->x2, .y2 = y - (double)m->y2,
	};
	int element = artifact ? (int)artifact : m->element;
	if (element == ARTIFACT_BACKGROUND && m->type == MARK_RECT && !c->floating) {
		add_ground(c, m, x, y);
		return;
	}
	if (element < 0) {
		open_artifact(c, (enum artifact)element);
	} else {
		open_element(c, list, element);
		if (is_figure(list, element))
			cover(c, list, m, x, y);
	}
	switch (m->type) {
	case MARK_GLYPHS:
		canvas_glyphs(c, list, m, x, y);
		break;
	case MARK_RULE:
		op.type = DISPLAY_RULE;
		canvas_put(c, op);
		break;
	case MARK_RECT:
		op.type = DISPLAY_RECT;
		canvas_put(c, op);
		break;
	case MARK_PATH:
		draw_path(c, list, m, x, y);
		break;
	case MARK_IMAGE:
		draw_image(c, list, m, y, op);
		break;
	case MARK_PAGE:
		draw_page_number(c, m, op);
		break;
	}
}

static void add_link(struct canvas *c, const struct link_area *area, double x, double y)
{
	struct page_link link = {
		.object = pdf_file_reserve(c->studio->file, 1),
		.key = struct_parent_key(c->studio->tree),
		.box = { x + (double)area->x, y - (double)area->y2, x + (double)area->x2, y - (double)area->y },
		.url = area->url, .entry = area->target_entry, .fragment = area->target_fragment,
		.contents = area->contents,
	};
	link.element = struct_annotation(c->studio->tree, area->element, c->sheet->object, link.object);
	page_link_pack(&c->links, &link);
	c->n_links++;
}

void canvas_box(struct canvas *c, const struct vlist *list, const struct vitem *item, double x, double y,
		enum artifact artifact)
{
	for (int i = item->marks.first; i < item->marks.first + item->marks.n; i++)
		draw_mark(c, list, &list->marks[i], x, y, artifact);
	if (artifact)
		return;
	for (int i = item->links.first; i < item->links.first + item->links.n; i++)
		if (list->links[i].x2 - list->links[i].x > 0.05f) /* a blank at a line's end has no width */
			add_link(c, &list->links[i], x, y);
}

void canvas_rule(struct canvas *c, enum artifact artifact, double x, double y, double x2, double y2,
		 double width, struct colour colour)
{
	open_artifact(c, artifact);
	canvas_put(c, (struct display_op){ .type = DISPLAY_RULE, .x = x, .y = y, .x2 = x2, .y2 = y2,
					   .line_width = width, .colour = colour });
}

void canvas_dashes(struct canvas *c, enum artifact artifact, double x, double y, double y2, double width, double dash,
		   struct colour colour)
{
	double step = dash > 0 ? 2 * dash : y - y2;
	open_artifact(c, artifact);
	for (; y > y2 && step > 0; y -= step)
		canvas_put(c, (struct display_op){ .type = DISPLAY_RULE, .x = x, .y = y, .x2 = x,
						   .y2 = fmax(dash > 0 ? y - dash : y2, y2), .line_width = width,
						   .colour = colour });
}

static void add_links(struct canvas *c, const struct canvas *from, double dy)
{
	struct display_reader r = { .bytes = buf_str(&from->links) };
	for (uint32_t i = 0; i < from->n_links; i++) {
		struct page_link link = page_link_unpack(&r);
		link.box[1] += dy;
		link.box[3] += dy;
		page_link_pack(&c->links, &link);
	}
	c->n_links += from->n_links;
}

void canvas_add(struct canvas *c, const struct canvas *from, double dy)
{
	struct display_reader r = { .bytes = buf_str(&from->display.bytes) };
	struct display_op op;
	canvas_close(c);
	add_links(c, from, dy);
	for (size_t i = 0; i < from->n_boxes; i++) {
		const struct late_box *late = &from->boxes[i];
		const double *box = late->box;
		struct_box(c->studio->tree, late->object, (double[4]){ box[0], box[1] + dy, box[2], box[3] + dy });
	}
	while (display_read(&r, &op)) {
		op.y += dy;
		op.y2 += dy;
		display_put(&c->display, &op);
		for (uint32_t i = 0; i < op.n; i++) {
			double x, y;
			struct kerned_glyph glyph;
			if (op.type == DISPLAY_RUN) {
				glyph.id = display_read_glyph(&r, &glyph.kern);
				display_put_glyphs(&c->display, &glyph, 1);
			} else {
				bool lift = display_read_point(&r, &x, &y);
				display_put_point(&c->display, lift, x, y + dy);
			}
		}
	}
}
