/* canvas.c - the one place where y turns over: vertical lists count down from a box's top, paper
 * counts up from its foot.
 *
 * Glyphs of a run are matched with the run's text here. Where a glyph means by itself what it stands
 * for, nothing is said; neighbours that do not are put in one span with their text. */
#include "backend/pdf/canvas.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"

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

static void put(struct canvas *c, struct display_op op) { display_put(&c->display, &op); }

/* ---- content and artifacts ------------------------------------------------------------- */

void canvas_close(struct canvas *c)
{
	if (c->open != CANVAS_NONE)
		put(c, (struct display_op){ .type = DISPLAY_CLOSE });
	c->open = CANVAS_NONE;
}

static void open_artifact(struct canvas *c, enum artifact kind)
{
	if (c->open == (int)kind)
		return;
	canvas_close(c);
	put(c, (struct display_op){ .type = DISPLAY_ARTIFACT, .artifact = kind });
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
	put(c, (struct display_op){ .type = DISPLAY_TAG, .mcid = mcid,
				    .selem = list->elements[element].type });
	c->open = element;
}

/* ---- text ------------------------------------------------------------------------------ */

static void flush_run(struct canvas *c)
{
	size_t n = c->n_glyphs;
	if (!n)
		return;
	put(c, (struct display_op){ .type = DISPLAY_RUN, .x = c->run_x, .y = c->run_y, .n = (uint32_t)n });
	display_put_glyphs(&c->display, c->glyphs, n);
	c->n_glyphs = 0;
}

/* The distance that PDF's own widths leave open is given to the glyph before. There is room for the
 * glyph. */
static void put_glyph(struct canvas *c, uint32_t glyph, double width, double x, double y)
{
	if (c->n_glyphs && (y != c->run_y || fabs(c->pen - x) > 30 * c->size))
		flush_run(c);
	if (!c->n_glyphs) {
		c->run_x = c->pen = x;
		c->run_y = y;
	} else {
		double open = (c->pen - x) * 1000 / c->size;
		if (fabs(open) >= 0.5) {
			int32_t kern = (int32_t)lround(open);
			c->glyphs[c->n_glyphs - 1].kern = kern;
			c->pen -= kern * c->size / 1000;
		}
	}
	c->glyphs[c->n_glyphs++] = (struct kerned_glyph){ glyph, 0 };
	c->pen += width;
}

/* A run of glyphs on its way: what has been seen of it. */
struct text_run {
	struct canvas *c;
	const struct mark *m;
	const struct glyph *g;
	int n;
	double x, y;      /* the pen */
	size_t span_from; /* text of the span being gathered */
	size_t span_to;
	int span_first, span_end; /* its glyphs; none when equal */
};

static void draw(struct text_run *t, int first, int end)
{
	struct canvas *c = t->c;
	const float *widths = font_set_view(c->studio->fonts, c->face).width;
	mem_grow(&c->glyphs, &c->cap_glyphs, c->n_glyphs + (size_t)(end - first), sizeof *c->glyphs);
	for (int i = first; i < end; i++) {
		const struct glyph *g = &t->g[i];
		put_glyph(c, g->id, (double)widths[g->id] * c->size / 1000, t->x + (double)g->dx,
			  t->y + (double)g->dy);
		t->x += (double)g->advance;
	}
}

static void draw_span(struct text_run *t, struct str text, int first, int end)
{
	flush_run(t->c);
	put(t->c, (struct display_op){ .type = DISPLAY_SPAN, .text = text });
	draw(t, first, end);
	flush_run(t->c);
	put(t->c, (struct display_op){ .type = DISPLAY_SPAN_CLOSE });
}

static void end_span(struct text_run *t)
{
	if (t->span_end > t->span_first)
		draw_span(t, str_sub(t->m->text, t->span_from, t->span_to), t->span_first, t->span_end);
	t->span_first = t->span_end = 0;
}

/* Glyphs [first, end) stand for text [from, to) and for nothing else. `loose`: some of them are off
 * their line. */
static void put_cluster(struct text_run *t, int first, int end, size_t from, size_t to, bool loose)
{
	struct str text = str_sub(t->m->text, from, to);
	struct font_set *fonts = t->c->studio->fonts;
	bool plain = false;
	if (end == first + 1)
		plain = font_set_use(fonts, t->m->face, t->g[first].id, text);
	else
		for (int i = first; i < end; i++)
			font_set_use(fonts, t->m->face, t->g[i].id, STR_NONE);
	if (plain) {
		end_span(t);
		draw(t, first, end);
		return;
	}
	if (t->span_end > t->span_first && t->span_to == from && !t->m->rtl && !loose) {
		t->span_to = to;
		t->span_end = end;
		return;
	}
	end_span(t);
	t->span_from = from;
	t->span_to = to;
	t->span_first = first;
	t->span_end = end;
}

/* Whether the glyph is a mark that was moved to where the letter before wants it. Off the line, it
 * would be read as a word of its own. */
static bool hangs_on(const struct text_run *t, int i)
{
	size_t at = t->g[i].text_at;
	if (t->g[i].dx == 0 && t->g[i].dy == 0)
		return false;
	return unicode_is_mark(utf8_decode(t->m->text, &at));
}

/* Whether each glyph's text comes after that of the one before, and none hangs on it: so it is but in a
 * few scripts. */
static bool in_order(const struct text_run *t)
{
	for (int i = 1; i < t->n; i++)
		if (t->g[i].text_at < t->g[i - 1].text_at || hangs_on(t, i))
			return false;
	return true;
}

/* How many glyphs from `first` on stand for one letter of ASCII each and mean it: most of a book, and
 * put_cluster would find nothing to say of them. */
static int count_plain(const struct text_run *t, int first)
{
	struct font_view view = font_set_view(t->c->studio->fonts, t->m->face);
	int i = first;
	for (; i < t->n && t->g[i].id < view.n && view.used[t->g[i].id]; i++) {
		size_t at = t->g[i].text_at, next = i + 1 < t->n ? t->g[i + 1].text_at : t->m->text.len;
		unsigned char letter = at < t->m->text.len ? (unsigned char)t->m->text.p[at] : 0x80;
		if (next != at + 1 || (i == 0 && at > 0) || letter >= 0x80 || view.meaning[t->g[i].id] != letter)
			break;
	}
	return i - first;
}

static void put_in_order(struct text_run *t)
{
	for (int i = 0, end; i < t->n; i = end) {
		int plain = count_plain(t, i);
		if (plain > 0) {
			end_span(t);
			draw(t, i, i + plain);
			end = i + plain;
			continue;
		}
		size_t from = i ? t->g[i].text_at : 0;
		for (end = i + 1; end < t->n && t->g[end].text_at <= t->g[i].text_at; end++)
			;
		put_cluster(t, i, end, from, end < t->n ? t->g[end].text_at : t->m->text.len, false);
	}
}

/* Text in reading order. Where shaping has put glyphs about (a vowel before its consonant), a cluster
 * goes on until all its text has been met. */
static void put_left_to_right(struct text_run *t)
{
	size_t from = 0;
	for (int i = 0; i < t->n; ) {
		size_t to = from;
		int end = i;
		bool loose = false;
		while (end < t->n) {
			size_t at = t->g[end].text_at;
			if (end > i && at > to) {
				bool later_is_ours = false;
				for (int k = end + 1; k < t->n && k < end + 8; k++)
					later_is_ours |= t->g[k].text_at < at;
				if (!later_is_ours)
					break;
			}
			to = at > to ? at : to;
			end++;
		}
		while (end < t->n && hangs_on(t, end)) {
			loose = true;
			end++;
		}
		to = end < t->n ? t->g[end].text_at : t->m->text.len;
		put_cluster(t, i, end, from, to, loose);
		from = to;
		i = end;
	}
}

/* Glyphs from left to right, text from its end: each cluster ends where the one before began. Spans
 * stay apart, for readers turn the glyphs round one by one. */
static void put_right_to_left(struct text_run *t)
{
	size_t to = t->m->text.len;
	for (int i = 0; i < t->n; ) {
		int end = i + 1;
		size_t from = t->g[i].text_at;
		for (; end < t->n && t->g[end].text_at >= from; end++)
			;
		put_cluster(t, i, end, from < to ? from : to, to, false);
		to = from < to ? from : to;
		i = end;
	}
}

static void set_style(struct canvas *c, const struct mark *m)
{
	c->face = m->face;
	c->size = (double)m->size;
	put(c, (struct display_op){ .type = DISPLAY_STYLE, .face = m->face, .size = (double)m->size,
				    .colour = m->colour, .invisible = m->invisible });
}

static void draw_glyphs(struct canvas *c, const struct vlist *list, const struct mark *m, double x, double y)
{
	struct text_run t = { .c = c, .m = m, .g = list->glyphs + m->first_glyph, .n = m->n_glyphs,
			      .x = x + (double)m->x, .y = y - (double)m->y };
	set_style(c, m);
	if (m->soft_hyphen && t.n)
		t.n--;
	if (m->rtl)
		put_right_to_left(&t);
	else if (in_order(&t))
		put_in_order(&t);
	else
		put_left_to_right(&t);
	end_span(&t);
	if (m->soft_hyphen && m->n_glyphs) {
		font_set_use(c->studio->fonts, m->face, t.g[t.n].id, STR("-"));
		draw_span(&t, STR("\xC2\xAD"), t.n, t.n + 1);
	}
	flush_run(c);
}

/* ---- other marks ----------------------------------------------------------------------- */

static void draw_path(struct canvas *c, const struct vlist *list, const struct mark *m, double x, double y)
{
	uint32_t n = 0;
	bool lift = true;
	for (int i = 0; i < m->n_points; i++)
		n += isnan(list->points[m->first_point + i].x) ? 0 : 1;
	put(c, (struct display_op){ .type = DISPLAY_PATH, .line_width = (double)m->line_width,
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
	put(c, op);
}

static void draw_page_number(struct canvas *c, const struct mark *m, struct display_op op)
{
	font_set_use_numerals(c->studio->fonts, m->face);
	set_style(c, m);
	op.type = DISPLAY_PAGE;
	op.entry = m->target_entry;
	op.text = m->target_fragment;
	op.align_right = m->align_right;
	put(c, op);
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
		put(c, (struct display_op){ .type = DISPLAY_RECT, .x = g->x, .y = g->y, .x2 = g->x2, .y2 = g->y2,
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
		draw_glyphs(c, list, m, x, y);
		break;
	case MARK_RULE:
		op.type = DISPLAY_RULE;
		put(c, op);
		break;
	case MARK_RECT:
		op.type = DISPLAY_RECT;
		put(c, op);
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
	put(c, (struct display_op){ .type = DISPLAY_RULE, .x = x, .y = y, .x2 = x2, .y2 = y2,
				    .line_width = width, .colour = colour });
}

void canvas_dashes(struct canvas *c, enum artifact artifact, double x, double y, double y2, double width, double dash,
		   struct colour colour)
{
	double step = dash > 0 ? 2 * dash : y - y2;
	open_artifact(c, artifact);
	for (; y > y2 && step > 0; y -= step)
		put(c, (struct display_op){ .type = DISPLAY_RULE, .x = x, .y = y, .x2 = x,
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
