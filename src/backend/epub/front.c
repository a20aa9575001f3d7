/* front.c - what stands before the first article: the title page. */
#include "backend/epub/epub.h"

#include "base/url.h"
#include "output/xml.h"

void epub_begin_xhtml(struct buf *b, const struct writer *w, struct str title, struct str language,
		      const char *body_class)
{
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
		"<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
	if (!language.len)
		language = w->language;
	xml_put_attribute(b, "lang", language);
	xml_put_attribute(b, "xml:lang", language);
	if (w->book->rtl)
		buf_puts(b, " dir=\"rtl\"");
	buf_puts(b, ">\n<head>\n<title>");
	xml_put_text(b, title);
	buf_puts(b, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body");
	if (body_class)
		xml_put_attribute(b, "class", str_from_c(body_class));
	buf_puts(b, ">\n");
}

void epub_end_xhtml(struct buf *b)
{
	buf_puts(b, "</body>\n</html>\n");
}

static void put_line(struct buf *b, const char *class, struct str text)
{
	if (!text.len)
		return;
	buf_puts(b, "<p class=\"");
	buf_puts(b, class);
	buf_puts(b, "\">");
	markup_put_words(b, text);
	buf_puts(b, "</p>\n");
}

static void put_names(struct buf *b, const struct str_list *names)
{
	if (!names->n)
		return;
	buf_puts(b, "<p class=\"author\">");
	for (size_t i = 0; i < names->n; i++) {
		buf_puts(b, i ? ", " : "");
		xml_put_text(b, names->items[i]);
	}
	buf_puts(b, "</p>\n");
}

static void put_dates(struct buf *b, const struct book *book)
{
	if (!date_known(book->newest))
		return;
	buf_puts(b, "<p class=\"date\">");
	struct buf oldest, newest;
	buf_init(&oldest);
	buf_init(&newest);
	if (date_known(book->oldest))
		date_put_long(&oldest, book->oldest);
	date_put_long(&newest, book->newest);
	if (oldest.len && !str_eq(buf_str(&oldest), buf_str(&newest))) {
		buf_put_str(b, buf_str(&oldest));
		buf_puts(b, " – ");
	}
	buf_put_str(b, buf_str(&newest));
	buf_puts(b, "</p>\n");
	buf_done(&oldest);
	buf_done(&newest);
}

static void put_count(struct buf *b, const struct book *book)
{
	buf_puts(b, "<p class=\"count\">");
	buf_put_int(b, (int64_t)book->n_articles);
	buf_puts(b, book->n_articles == 1 ? " article</p>\n" : " articles</p>\n");
}

static void put_source(struct buf *b, struct str url)
{
	if (url_kind(url) != URL_WEB)
		return;
	buf_puts(b, "<p class=\"source\"><a");
	xml_put_attribute(b, "href", url);
	buf_putc(b, '>');
	markup_put_words(b, markup_bare_url(url));
	buf_puts(b, "</a></p>\n");
}

void epub_put_cover_page(struct writer *w)
{
	struct buf b;
	buf_init(&b);
	epub_begin_xhtml(&b, w, w->book->title, STR_NONE, "cover");
	buf_puts(&b, "<section class=\"cover\" epub:type=\"cover\">\n<img role=\"doc-cover\"");
	xml_put_attribute(&b, "src", w->cover_name);
	buf_puts(&b, " alt=\"Cover: ");
	xml_put_value(&b, w->book->title);
	buf_puts(&b, "\"/>\n</section>\n");
	epub_end_xhtml(&b);
	epub_put_file(w, RANK_FRONT, "cover.xhtml", "application/xhtml+xml", NULL, buf_str(&b));
	epub_add_spine(w, STR("cover.xhtml"));
	buf_done(&b);
}

void epub_put_title_page(struct writer *w)
{
	const struct book *book = w->book;
	struct buf b;
	buf_init(&b);
	epub_begin_xhtml(&b, w, book->title, STR_NONE, "front");
	buf_puts(&b, "<section class=\"titlepage\" epub:type=\"titlepage\">\n<h1>");
	markup_put_words(&b, book->title);
	buf_puts(&b, "</h1>\n");
	put_line(&b, "subtitle", book->subtitle);
	put_names(&b, &book->authors);
	put_dates(&b, book);
	put_line(&b, "description", book->description);
	put_count(&b, book);
	put_source(&b, book->source_url);
	put_line(&b, "rights", book->rights);
	buf_puts(&b, "</section>\n");
	epub_end_xhtml(&b);
	epub_put_file(w, RANK_FRONT, "title.xhtml", "application/xhtml+xml", NULL, buf_str(&b));
	epub_add_spine(w, STR("title.xhtml"));
	buf_done(&b);
}
