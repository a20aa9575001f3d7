/* canvas_trace.c - one line a mark: what it belongs to is the indentation, text is what the glyphs
 * mean, places are PDF's (from the lower left corner, [pt]). Fonts are named by face id. */
#include "backend/pdf/canvas_trace.h"

#include "backend/pdf/page.h"
#include "backend/pdf/paint.h"
#include "base/arena.h"

struct tracer {
	const struct pages *pages;
	const struct font_set *fonts;
	struct buf out;
	int depth;
	struct display_op style;
	bool in_line; /* runs of one line are joined */
	double line_y;
};

static const char *const artifact_names[] = {
	[-ARTIFACT_LAYOUT] = "layout", [-ARTIFACT_BACKGROUND] = "background",
	[-ARTIFACT_HEADER] = "header", [-ARTIFACT_FOOTER] = "footer",
};

static void end_line(struct tracer *t)
{
	if (t->in_line)
		buf_puts(&t->out, "\n");
	t->in_line = false;
}

static void begin(struct tracer *t, const char *what)
{
	end_line(t);
	buf_pad(&t->out, ' ', 2 * (size_t)t->depth);
	buf_puts(&t->out, what);
}

static void put_point(struct tracer *t, double x, double y)
{
	buf_putc(&t->out, ' ');
	pdf_put_number(&t->out, x, 1);
	buf_putc(&t->out, ',');
	pdf_put_number(&t->out, y, 1);
}

static void put_colour(struct tracer *t, struct colour c)
{
	if (c.r || c.g || c.b)
		buf_printf(&t->out, " #%02X%02X%02X", c.r, c.g, c.b);
}

static void trace_run(struct tracer *t, const struct display_op *op, struct display_reader *r)
{
	if (!t->in_line || t->line_y != op->y) {
		begin(t, "text");
		put_point(t, op->x, op->y);
		buf_printf(&t->out, " F%d ", t->style.face);
		pdf_put_number(&t->out, t->style.size, 2);
		put_colour(t, t->style.colour);
		buf_puts(&t->out, t->style.invisible ? " invisible | " : " | ");
		t->in_line = true;
		t->line_y = op->y;
	}
	for (uint32_t i = 0; i < op->n; i++) {
		int kern;
		font_set_put_meaning(t->fonts, t->style.face, display_read_glyph(r, &kern), &t->out);
	}
}

static void trace_shape(struct tracer *t, const char *what, const struct display_op *op)
{
	begin(t, what);
	put_point(t, op->x, op->y);
	put_point(t, op->x2, op->y2);
	if (op->line_width > 0) {
		buf_puts(&t->out, " width ");
		pdf_put_number(&t->out, op->line_width, 2);
	}
	put_colour(t, op->colour);
	buf_putc(&t->out, '\n');
}

static void trace_path(struct tracer *t, const struct display_op *op, struct display_reader *r)
{
	begin(t, op->line_width > 0 ? "path" : "fill");
	for (uint32_t i = 0; i < op->n; i++) {
		double x, y;
		if (display_read_point(r, &x, &y))
			buf_puts(&t->out, " /");
		put_point(t, x, y);
	}
	buf_putc(&t->out, '\n');
}

static void trace_page_number(struct tracer *t, const struct display_op *op)
{
	int page;
	double y;
	begin(t, "page-number");
	put_point(t, op->x, op->y);
	if (pages_find(t->pages, op->entry, op->text, &page, &y)) {
		buf_putc(&t->out, ' ');
		pager_put_label(&t->out, page, false);
	}
	buf_putc(&t->out, '\n');
}

static void trace_op(struct tracer *t, const struct display_op *op, struct display_reader *r)
{
	switch (op->type) {
	case DISPLAY_TAG:
		begin(t, paint_selem_name(op->selem));
		buf_printf(&t->out, " %u\n", op->mcid);
		t->depth++;
		break;
	case DISPLAY_ARTIFACT:
		begin(t, "artifact ");
		buf_printf(&t->out, "%s\n", artifact_names[-op->artifact]);
		t->depth++;
		break;
	case DISPLAY_CLOSE:
		end_line(t);
		t->depth--;
		break;
	case DISPLAY_SPAN:
		if (!t->in_line)
			begin(t, "");
		buf_putc(&t->out, '{');
		buf_put_str(&t->out, op->text);
		buf_putc(&t->out, '=');
		break;
	case DISPLAY_SPAN_CLOSE:
		buf_putc(&t->out, '}');
		break;
	case DISPLAY_STYLE:
		end_line(t);
		t->style = *op;
		break;
	case DISPLAY_RUN:
		trace_run(t, op, r);
		break;
	case DISPLAY_SHAPE:
		begin(t, "shape");
		put_point(t, op->x, op->y);
		buf_printf(&t->out, " glyph %u\n", op->glyph);
		break;
	case DISPLAY_RULE:
		trace_shape(t, "rule", op);
		break;
	case DISPLAY_RECT:
		trace_shape(t, "rect", op);
		break;
	case DISPLAY_PATH:
		trace_path(t, op, r);
		break;
	case DISPLAY_IMAGE:
		trace_shape(t, "image", op);
		break;
	case DISPLAY_PAGE:
		trace_page_number(t, op);
		break;
	}
}

static void trace_link(struct tracer *t, const struct page_link *link)
{
	begin(t, "link");
	put_point(t, link->box[0], link->box[1]);
	put_point(t, link->box[2], link->box[3]);
	if (link->entry < 0)
		buf_printf(&t->out, " %.*s", STR_ARG(link->url));
	else
		buf_printf(&t->out, " entry %d#%.*s", link->entry, STR_ARG(link->fragment));
	buf_printf(&t->out, " | %.*s\n", STR_ARG(link->contents));
}

static bool trace_page(struct tracer *t, size_t i)
{
	const struct page_row *row = pages_row(t->pages, i);
	struct page_record record;
	struct arena arena;
	struct display_op op;
	arena_init(&arena);
	bool good = pages_read(t->pages, i, &arena, &record);
	if (good) {
		struct display_reader r = { .bytes = record.display }, links = { .bytes = record.links };
		buf_puts(&t->out, "page ");
		pager_put_label(&t->out, row->number, row->front);
		buf_putc(&t->out, '\n');
		t->depth = 1;
		while (display_read(&r, &op))
			trace_op(t, &op, &r);
		for (uint32_t k = 0; k < record.n_links; k++) {
			struct page_link link = page_link_unpack(&links);
			trace_link(t, &link);
		}
	}
	arena_done(&arena);
	return good;
}

bool canvas_trace(const struct pages *pages, const struct font_set *fonts, struct sink *sink)
{
	struct tracer t = { .pages = pages, .fonts = fonts };
	size_t body = (size_t)pages_body(pages), n = pages_count(pages);
	bool good = true;
	buf_init(&t.out);
	for (size_t k = 0; k < n && good; k++) {
		good = trace_page(&t, (k + body) % n);
		sink_put_str(sink, buf_str(&t.out));
		buf_clear(&t.out);
	}
	buf_done(&t.out);
	return good;
}
