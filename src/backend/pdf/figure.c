/* figure.c - pictures with captions, frames for pictures that are not at hand, sound and film as
 * titled links. */
#include "backend/pdf/flow.h"

#include "doc/walk.h"

#include <stdlib.h>

enum { PIXELS_PER_INCH = 96 };

/* In points; 0: not said. */
static float extent_of(struct style_extent e, float all)
{
	return e.share > 0 ? e.share * all : e.pt;
}

bool flow_picture(const struct flow *f, const struct node *n, struct para_object *o, float max_width,
		  float max_height)
{
	struct setter *s = f->s;
	const struct resource *r = n->as.image.resource;
	if (!r)
		return false;
	if (r->undecodable) {
		if (s->log)
			diag_add(s->log, DIAG_IMAGE_BROKEN, n->line, "picture %.*s: the program that decodes pictures "
				 "(libexec/image) is not installed; its text stands in its place", STR_ARG(r->name));
		return false;
	}
	float width = (float)n->as.image.width, height = (float)n->as.image.height;
	if (width <= 0 || height <= 0) {
		float own_width = (float)r->width, own_height = (float)r->height;
		if (own_width <= 0 || own_height <= 0)
			return false;
		if (width > 0)
			height = width * own_height / own_width;
		else if (height > 0)
			width = height * own_width / own_height;
		else {
			width = own_width;
			height = own_height;
		}
	}
	const struct style_values *v = dress_child(s, f->v, n);
	float asked = extent_of(v->width, max_width);
	float scale = asked > 0 ? asked / width : 72.0f / PIXELS_PER_INCH;
	if (v->max_width.pt > 0 || v->max_width.share > 0)
		max_width = fminf(max_width, extent_of(v->max_width, max_width));
	if (v->max_height.pt > 0 || v->max_height.share > 0)
		max_height = fminf(max_height, extent_of(v->max_height, s->look->body_height));
	if (width * scale > max_width)
		scale = max_width / width;
	if (height * scale > max_height)
		scale = max_height / height;
	o->width = width * scale;
	o->height = height * scale;
	mem_grow(&s->images, &s->cap_images, s->n_images + 1, sizeof *s->images);
	s->images[s->n_images] = (struct vimage){ r };
	o->image = (int)s->n_images++;
	return true;
}

/* A frame with the picture's words and address in it. */
static void put_frame(const struct flow *f, const struct node *n)
{
	struct setter *s = f->s;
	struct flow inner = flow_inset(f, 8, 8);
	struct ink ink = f->ink;
	ink.role = FONT_HEAD;
	ink.size = f->ink.size * 0.8f;
	ink.colour = colour_quiet;
	int figure = setter_element(s, SELEM_FIGURE, f->element);
	struct str alt = n->as.image.alt, url = n->as.image.url;
	if (alt.len == 0)
		alt = n->as.image.title;
	s->elements[figure].alt = alt.len ? setter_str(s, alt) : STR("A picture that is not at hand");
	struct galley column;
	galley_init(&column, s);
	inner.g = &column;
	inner.element = figure;
	ink.element = figure;
	struct measure m = flow_measure(&inner);
	m.align = PARA_START;
	m.leading = ink.size * 1.35f;
	m.baseline = m.leading * 0.74f;
	flow_text(&inner, alt.len ? alt : STR("Picture"), &ink, m);
	ink.size *= 0.88f;
	ink.literal = true;
	if (url.len > 0 && url.len <= URL_LONGEST && !str_starts(url, STR("data:"))) {
		if (flow_leads_out(url)) {
			ink.link = setter_link(s, (struct link_to){ .url = setter_str(s, url), .entry = -1,
				.contents = setter_str(s, url), .element = setter_element(s, SELEM_LINK, figure) });
			ink.element = s->links_to[ink.link].element;
		}
		flow_text(&inner, url, &ink, m);
	}
	float height = galley_height(&column, 0, column.n_items) + 8;
	galley_box_begin(f->g, height, 0, n->line);
	struct mark *frame = galley_mark(f->g, MARK_RECT, ARTIFACT_LAYOUT);
	frame->x = f->x;
	frame->y = 0.5f;
	frame->x2 = f->x + f->width;
	frame->y2 = height - 0.5f;
	frame->line_width = 0.4f;
	frame->colour = colour_faint;
	galley_place(f->g, &column, 0, column.n_items, 0, 3.5f);
	galley_box_end(f->g);
	galley_done(&column);
}

void flow_image(const struct flow *f, const struct node *n)
{
	struct setter *s = f->s;
	struct para_object o = { .image = -1 };
	galley_anchor(f->g, setter_str(s, n->id));
	float room = s->look->body_height - 4 * f->leading;
	float wide = f->cell ? f->width : f->wide;
	if (!flow_picture(f, n, &o, wide, room)) {
		if (!(n->as.image.decorative && n->as.image.alt.len == 0))
			put_frame(f, n);
		return;
	}
	int figure = ARTIFACT_LAYOUT;
	if (!n->as.image.decorative) {
		figure = setter_element(s, SELEM_FIGURE, f->element);
		s->elements[figure].alt = n->as.image.alt.len ? setter_str(s, n->as.image.alt) : STR("Picture");
	}
	galley_box_begin(f->g, o.height, 0, n->line);
	struct mark *m = galley_mark(f->g, MARK_IMAGE, figure);
	float x = f->x, right = f->x + f->width - o.width; /* at the edge of text and caption … */
	if (o.width > f->width ? f->mirrored : f->rtl) /* … or as far over it as the wide measure goes */
		x = right;
	m->x = x;
	m->x2 = x + o.width;
	m->y = 0;
	m->y2 = o.height;
	m->image = o.image;
	galley_box_end(f->g);
}

static void put_caption(const struct flow *at, const struct node *n)
{
	struct flow f = *at;
	dress_flow(&f, dress_child(f.s, at->v, n));
	f.ink.element = setter_element(f.s, SELEM_CAPTION, f.element);
	struct measure m = flow_measure(&f);
	m.whole = true;
	flow_above(&f);
	flow_inlines(&f, n, &f.ink, m);
	flow_below(&f);
}

void flow_figure(const struct flow *f, const struct node *n)
{
	struct flow inner = *f;
	inner.element = setter_element(f->s, SELEM_DIV, f->element);
	for (const struct node *k = n->first; k; k = k->next) {
		if (k->type == NODE_CAPTION) {
			if (k->prev) { /* as near as its own margin says */
				galley_inside(f->g, true);
				galley_keep(f->g, 1);
			}
			put_caption(&inner, k);
			if (k->next)
				galley_keep(f->g, 1);
		} else {
			flow_block(&inner, k);
		}
	}
}

void flow_media(const struct flow *f, const struct node *n)
{
	static const char *const kinds[] = { "Audio: ", "Video: ", "See: " };
	struct setter *s = f->s;
	struct str title = n->as.media.title.len ? n->as.media.title : n->as.media.url;
	struct ink ink = f->ink;
	ink.element = setter_element(s, SELEM_P, f->element);
	galley_anchor(f->g, setter_str(s, n->id));
	struct para p;
	para_init(&p, s, f->rtl);
	para_ink(&p, &ink);
	para_text(&p, str_from_c(kinds[n->as.media.kind]));
	struct ink link = ink;
	if (flow_leads_out(n->as.media.url)) {
		link.element = setter_element(s, SELEM_LINK, ink.element);
		link.link = setter_link(s, (struct link_to){ .url = setter_str(s, n->as.media.url), .entry = -1,
			.contents = setter_str(s, title), .element = link.element });
		link.colour = colour_link;
	}
	para_ink(&p, &link);
	para_text(&p, title);
	if (n->as.media.url.len > 0 && n->as.media.url.len <= URL_LONGEST && !str_eq(title, n->as.media.url) &&
	    link_style_of(s->t->settings) != LINKS_NONE) {
		struct ink small = ink;
		small.size *= 0.85f;
		small.literal = true;
		para_ink(&p, &small);
		para_text(&p, STR(" ("));
		para_text(&p, n->as.media.url);
		para_text(&p, STR(")"));
	}
	struct measure m = flow_measure(f);
	m.align = PARA_START;
	m.line = n->line;
	para_set(&p, f->g, &m);
	para_done(&p);
}
