/* notes.c - footnotes: marks that readers open as pop-ups, notes behind the text with the way back.
 *
 * Notes without an id of their own are called "note.N", their marks "mark.N": with a dot, which ids
 * of feeds hardly ever have. Mark and note may stand in different files of a long article, so every
 * href goes through markup_options.put_place. */
#include "backend/markup/elements.h"

#include "output/xml.h"

static void put_mark_id(struct buf *b, int note, int ref)
{
	buf_puts(b, "mark.");
	buf_put_int(b, note);
	if (ref > 1) {
		buf_putc(b, '.');
		buf_put_int(b, ref);
	}
}

void markup_put_own_id(struct buf *b, const struct node *n)
{
	if (n->type == NODE_FOOTNOTE_REF) {
		put_mark_id(b, n->as.footnote_ref.note->as.footnote.number, n->as.footnote_ref.ref);
	} else if (n->type == NODE_FOOTNOTE && !n->id.len) {
		buf_puts(b, "note.");
		buf_put_int(b, n->as.footnote.number);
	} else {
		buf_put_str(b, n->id);
	}
}

static void put_href(struct markup *m, const struct buf *id)
{
	buf_puts(m->out, " href=\"");
	m->options->put_place(m->options->context, m->out, buf_str(id));
	buf_putc(m->out, '"');
}

/* The raised number is inside the link, not the link inside it: so it is large enough for a finger. */
void markup_put_note_mark(struct markup *m, const struct node *n)
{
	const struct node *note = n->as.footnote_ref.note;
	bool link = !m->anchor;
	struct buf id;
	buf_init(&id);
	if (n->id.len) {
		markup_open_tag(m, "span", NULL, n);
		markup_close_tag(m, "span");
	}
	buf_puts(m->out, link ? "<a class=\"noteref\"" : "<span class=\"noteref\"");
	if (link) {
		buf_puts(m->out, m->options->epub ? " epub:type=\"noteref\" role=\"doc-noteref\"" : " role=\"doc-noteref\"");
		markup_put_own_id(&id, note);
		put_href(m, &id);
		buf_clear(&id);
	}
	markup_put_own_id(&id, n);
	xml_put_attribute(m->out, "id", buf_str(&id));
	buf_puts(m->out, "><sup>");
	buf_put_int(m->out, note->as.footnote.number);
	buf_puts(m->out, link ? "</sup></a>" : "</sup></span>");
	buf_done(&id);
}

/* The way back: the number leads to the first mark, an arrow to each further one. A note that no
 * mark points at has just its number. */
void markup_put_note_number(struct markup *m)
{
	const struct node *n = m->note;
	struct buf id;
	buf_init(&id);
	m->note = NULL;
	if (n->as.footnote.n_refs < 1) {
		buf_put_int(m->out, n->as.footnote.number);
		buf_puts(m->out, ". ");
	}
	for (int ref = 1; ref <= n->as.footnote.n_refs; ref++) {
		buf_clear(&id);
		put_mark_id(&id, n->as.footnote.number, ref);
		buf_puts(m->out, "<a role=\"doc-backlink\"");
		put_href(m, &id);
		buf_putc(m->out, '>');
		if (ref == 1)
			buf_put_int(m->out, n->as.footnote.number);
		else
			buf_puts(m->out, "↩");
		buf_puts(m->out, ref == 1 ? ".</a> " : "</a> ");
	}
	buf_done(&id);
}

void markup_enter_note(struct markup *m, const struct node *n)
{
	struct buf id;
	buf_init(&id);
	if (!m->notes_open)
		buf_puts(m->out, m->options->epub ?
			"<section class=\"notes\" epub:type=\"footnotes\">\n" : "<section class=\"notes\">\n");
	m->notes_open = true;
	m->facts.notes++;
	buf_puts(m->out, m->options->epub ? "<aside class=\"note\" epub:type=\"footnote\" role=\"doc-footnote\""
					  : "<aside class=\"note\" role=\"doc-footnote\"");
	markup_put_own_id(&id, n);
	xml_put_attribute(m->out, "id", buf_str(&id));
	markup_put_language(m, n);
	buf_putc(m->out, '>');
	m->note = n;
	if (!n->first || n->first->type != NODE_PARAGRAPH) {
		buf_puts(m->out, "<p>");
		markup_put_note_number(m);
		buf_puts(m->out, "</p>\n");
	}
	buf_done(&id);
}
