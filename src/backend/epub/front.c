/* front.c - what stands before the first article: the title page. */
#include "backend/epub/epub.h"

#include "base/url.h"
#include "output/xml.h"

/* Chinese, Japanese and Korean have no slanted letters. */
static bool is_upright(struct str language)
{
	static const char *const languages[] = { "zh", "ja", "ko", "yue", NULL };
	for (size_t i = 0; languages[i]; i++) {
		size_t n = strlen(languages[i]);
		if (str_eq_nocase(str_sub(language, 0, n < language.len ? n : language.len), str_from_c(languages[i])) &&
		    (language.len == n || language.p[n] == '-'))
			return true;
	}
	return false;
}

static void put_classes(struct buf *b, const char *one, const char *other)
{
	if (!one && !other)
		return;
	buf_puts(b, " class=\"");
	buf_puts(b, one ? one : "");
	buf_puts(b, one && other ? " " : "");
	buf_puts(b, other ? other : "");
	buf_putc(b, '"');
}

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
	/* CSS 2.1 cannot ask for a direction or a script, old readers not for a language: a class they know. */
	put_classes(b, body_class, w->book->rtl ? "rtl" : is_upright(language) ? "upright" : NULL);
	buf_puts(b, ">\n");
	if (w->device->sentences) /* Kobo's renderer makes its columns and pages of these two */
		buf_puts(b, "<div id=\"book-columns\">\n<div id=\"book-inner\">\n");
}

void epub_end_xhtml(struct buf *b, const struct writer *w)
{
	buf_puts(b, w->device->sentences ? "</div>\n</div>\n</body>\n</html>\n" : "</body>\n</html>\n");
}

void epub_open_words(struct buf *b, const struct writer *w, const char *tag)
{
	buf_putc(b, '<');
	buf_puts(b, tag);
	buf_puts(b, terms_foreign(w));
	buf_putc(b, '>');
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

void epub_put_day(struct buf *b, const struct writer *w, struct date date)
{
	/* Digits behind Arabic letters would run from right to left. */
	const char *mark = w->book->rtl ? "\u200E" : "";
	if (terms_english(w) && !*terms_foreign(w)) {
		date_put_long(b, date);
		return;
	}
	buf_puts(b, mark);
	date_put_day(b, date);
	buf_puts(b, mark);
}

/* "1 March 2020 – 9 May 2024", one day, or nothing. */
static void put_period(struct buf *b, const struct writer *w)
{
	const struct book *book = w->book;
	struct buf oldest, newest;
	if (!date_known(book->newest))
		return;
	buf_init(&oldest);
	buf_init(&newest);
	if (date_known(book->oldest))
		epub_put_day(&oldest, w, book->oldest);
	epub_put_day(&newest, w, book->newest);
	if (oldest.len && !str_eq(buf_str(&oldest), buf_str(&newest))) {
		buf_put_str(b, buf_str(&oldest));
		buf_puts(b, " – ");
	}
	buf_put_str(b, buf_str(&newest));
	buf_done(&oldest);
	buf_done(&newest);
}

static void put_dates(struct buf *b, const struct writer *w)
{
	if (!date_known(w->book->newest))
		return;
	buf_puts(b, "<p class=\"date\">");
	put_period(b, w);
	buf_puts(b, "</p>\n");
}

static void put_count(struct buf *b, const struct writer *w)
{
	int64_t n = (int64_t)w->book->n_articles;
	buf_puts(b, "<p class=\"count\"");
	buf_puts(b, terms_foreign(w));
	buf_putc(b, '>');
	if (terms_english(w)) {
		buf_put_int(b, n);
		buf_puts(b, n == 1 ? " article</p>\n" : " articles</p>\n");
		return;
	}
	buf_puts(b, term(w, TERM_ARTICLES)); /* other languages count in other ways: "Artikel: 5" */
	buf_puts(b, ": ");
	buf_put_int(b, n);
	buf_puts(b, "</p>\n");
}

static void put_link(struct buf *b, struct str url)
{
	buf_puts(b, "<a");
	xml_put_attribute(b, "href", url);
	buf_putc(b, '>');
	markup_put_words(b, markup_bare_url(url));
	buf_puts(b, "</a>");
}

static void put_source(struct buf *b, struct str url)
{
	if (url_kind(url) != URL_WEB)
		return;
	buf_puts(b, "<p class=\"source\">");
	put_link(b, url);
	buf_puts(b, "</p>\n");
}

void epub_put_cover_page(struct writer *w)
{
	struct buf b;
	buf_init(&b);
	epub_begin_xhtml(&b, w, w->book->title, STR_NONE, "cover");
	buf_puts(&b, "<section class=\"cover\" epub:type=\"cover\">\n<img role=\"doc-cover\"");
	xml_put_attribute(&b, "src", w->cover_name);
	buf_puts(&b, " alt=\"");
	xml_put_value(&b, str_from_c(term(w, TERM_COVER)));
	buf_puts(&b, ": ");
	xml_put_value(&b, w->book->title);
	buf_puts(&b, "\"/>\n</section>\n");
	epub_end_xhtml(&b, w);
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
	markup_put_title(&b, book->title);
	buf_puts(&b, "</h1>\n");
	if (book->subtitle.len) {
		buf_puts(&b, "<p class=\"subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\">");
		markup_put_words(&b, book->subtitle);
		buf_puts(&b, "</p>\n");
	}
	put_names(&b, &book->authors);
	put_dates(&b, w);
	put_line(&b, "description", book->description);
	put_count(&b, w);
	put_source(&b, book->source_url);
	put_line(&b, "rights", book->rights);
	buf_puts(&b, "</section>\n");
	epub_end_xhtml(&b, w);
	epub_put_file(w, RANK_FRONT, "title.xhtml", "application/xhtml+xml", NULL, buf_str(&b));
	epub_add_spine(w, STR("title.xhtml"));
	buf_done(&b);
}

/* ---- about this book --------------------------------------------------------------------------- */

static void begin_row(struct buf *b, const struct writer *w, enum term name)
{
	epub_open_words(b, w, "dt");
	buf_puts(b, term(w, name));
	buf_puts(b, "</dt><dd>");
}

static void put_row(struct buf *b, const struct writer *w, enum term name, struct str text)
{
	if (!text.len)
		return;
	begin_row(b, w, name);
	if (url_kind(text) == URL_WEB)
		put_link(b, text);
	else
		markup_put_words(b, text);
	buf_puts(b, "</dd>\n");
}

void epub_put_about_page(struct writer *w)
{
	const struct book *book = w->book;
	struct buf b, text;
	buf_init(&b);
	buf_init(&text);
	epub_begin_xhtml(&b, w, str_from_c(term(w, TERM_ABOUT)), STR_NONE, "front");
	buf_puts(&b, "<section class=\"about\" epub:type=\"colophon\" role=\"doc-colophon\">\n");
	epub_open_words(&b, w, "h1");
	buf_puts(&b, term(w, TERM_ABOUT));
	buf_puts(&b, "</h1>\n<dl>\n");
	put_row(&b, w, TERM_SOURCE, book->source_url);
	put_row(&b, w, TERM_FEED, str_eq(book->feed_url, book->source_url) ? STR_NONE : book->feed_url);
	put_period(&text, w);
	put_row(&b, w, TERM_DATES, buf_str(&text));
	buf_clear(&text);
	buf_put_int(&text, (int64_t)book->n_articles);
	put_row(&b, w, TERM_ARTICLES, buf_str(&text));
	put_row(&b, w, TERM_PUBLISHER, book->publisher);
	put_row(&b, w, TERM_LICENCE, book->rights);
	put_row(&b, w, TERM_MADE_BY, str_from_c(w->settings->program));
	buf_puts(&b, "</dl>\n</section>\n");
	epub_end_xhtml(&b, w);
	epub_put_file(w, RANK_FRONT, "about.xhtml", "application/xhtml+xml", NULL, buf_str(&b));
	epub_add_spine(w, STR("about.xhtml"));
	buf_done(&b);
	buf_done(&text);
}
