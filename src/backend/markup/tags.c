/* tags.c - tags and the attributes that every element may have. */
#include "backend/markup/elements.h"

#include "output/xml.h"

void markup_open_tag(struct markup *m, const char *tag, const char *classes, const struct node *n)
{
	buf_putc(m->out, '<');
	buf_puts(m->out, tag);
	if (classes && *classes) {
		buf_puts(m->out, " class=\"");
		buf_puts(m->out, classes);
		buf_putc(m->out, '"');
	}
	if (n)
		markup_put_common(m, n);
	buf_putc(m->out, '>');
}

void markup_close_tag(struct markup *m, const char *tag)
{
	buf_puts(m->out, "</");
	buf_puts(m->out, tag);
	buf_putc(m->out, '>');
}

void markup_end_line(struct markup *m)
{
	buf_putc(m->out, '\n');
}

void markup_put_common(struct markup *m, const struct node *n)
{
	if (n->id.len)
		xml_put_attribute(m->out, "id", n->id);
	markup_put_language(m, n);
}

void markup_put_language(struct markup *m, const struct node *n)
{
	if (n->lang.len) {
		xml_put_attribute(m->out, "lang", n->lang);
		xml_put_attribute(m->out, "xml:lang", n->lang);
	}
	static const char *const words[] = { "", "ltr", "rtl", "auto" };
	if (n->direction != DIRECTION_NONE)
		xml_put_attribute(m->out, "dir", str_from_c(words[n->direction]));
}

void markup_put_number(struct markup *m, const char *name, long value)
{
	if (value <= 0)
		return;
	buf_putc(m->out, ' ');
	buf_puts(m->out, name);
	buf_puts(m->out, "=\"");
	buf_put_int(m->out, value);
	buf_putc(m->out, '"');
}
