/* links.c - links, pictures and players: what leads out of the text, or was never text. */
#include "backend/markup/elements.h"

#include "output/xml.h"
#include "resource/resource.h"

bool markup_is_web(struct str url)
{
	return str_starts_nocase(url, STR("http://")) || str_starts_nocase(url, STR("https://")) ||
		str_starts_nocase(url, STR("mailto:")) || str_starts_nocase(url, STR("tel:"));
}

/* A link inside a link, or one that leads nowhere, is its words. */
void markup_enter_link(struct markup *m, const struct node *n)
{
	bool open = false;
	size_t start = m->out->len;
	buf_puts(m->out, "<a href=\"");
	if (m->anchor) {
		open = false;
	} else if (n->as.link.target) {
		open = m->options->put_target(m->options->context, m->out, n->as.link.target,
					      n->as.link.fragment);
	} else if (markup_is_web(n->as.link.url)) {
		xml_put_value(m->out, n->as.link.url);
		open = true;
	}
	if (!open) {
		m->out->len = start;
		markup_open_tag(m, "span", NULL, n);
		return;
	}
	m->anchor = n;
	buf_putc(m->out, '"');
	if (n->as.link.title.len)
		xml_put_attribute(m->out, "title", n->as.link.title);
	markup_put_common(m, n);
	buf_putc(m->out, '>');
}

void markup_leave_link(struct markup *m, const struct node *n)
{
	markup_close_tag(m, m->anchor == n ? "a" : "span");
	if (m->anchor == n)
		m->anchor = NULL;
}

void markup_put_image(struct markup *m, const struct node *n)
{
	struct str alt = n->as.image.alt;
	const struct resource *r = n->as.image.resource;
	if (r) {
		int width = n->as.image.width ? n->as.image.width : r->width;
		int height = n->as.image.width && n->as.image.height ? n->as.image.height :
			r->width > 0 && n->as.image.width ?
				(int)((long long)n->as.image.width * r->height / r->width) : r->height;
		buf_puts(m->out, "<img src=\"");
		m->options->put_source(m->options->context, m->out, r);
		buf_putc(m->out, '"');
		xml_put_attribute(m->out, "alt", alt);
		markup_put_number(m, "width", width);
		markup_put_number(m, "height", height);
		if (n->as.image.title.len)
			xml_put_attribute(m->out, "title", n->as.image.title);
		markup_put_common(m, n);
		buf_puts(m->out, "/>");
		m->facts.images++;
		m->facts.images_without_alt += !alt.len && !n->as.image.decorative;
		return;
	}
	/* Not at hand: what it shows in words, and where it can be seen. */
	bool link = !m->anchor && markup_is_web(n->as.image.url);
	if (n->as.image.decorative && !alt.len && !n->id.len)
		return;
	markup_open_tag(m, "span", "missing", n);
	if (link) {
		buf_puts(m->out, "<a");
		xml_put_attribute(m->out, "href", n->as.image.url);
		buf_putc(m->out, '>');
	}
	buf_puts(m->out, "[");
	if (alt.len)
		markup_put_words(m->out, alt);
	else
		buf_puts(m->out, "Image");
	buf_puts(m->out, link ? "]</a></span>" : "]</span>");
}

void markup_put_media(struct markup *m, const struct node *n)
{
	static const char *const kinds[] = { [MEDIA_AUDIO] = "Audio: ", [MEDIA_VIDEO] = "Video: ",
		[MEDIA_EMBED] = "Embedded: " };
	markup_open_tag(m, "p", "media", n);
	buf_puts(m->out, kinds[n->as.media.kind]);
	bool link = markup_is_web(n->as.media.url);
	if (link) {
		buf_puts(m->out, "<a");
		xml_put_attribute(m->out, "href", n->as.media.url);
		buf_putc(m->out, '>');
	}
	markup_put_words(m->out, n->as.media.title.len ? n->as.media.title : markup_bare_url(n->as.media.url));
	buf_puts(m->out, link ? "</a></p>\n" : "</p>\n");
}
