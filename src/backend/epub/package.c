/* package.c - the files that describe the book: package document (EPUB 3.3 §5), nav, NCX (OPF 2.0.1
 * §2.4.1), container. What they say of accessibility is computed from what was written. */
#include "backend/epub/epub.h"

#include "base/url.h"
#include "output/xml.h"

/* ---- metadata --------------------------------------------------------------------------------- */

static void put_dc(struct buf *b, const char *name, const char *id, struct str text)
{
	if (!text.len)
		return;
	buf_puts(b, "<dc:");
	buf_puts(b, name);
	if (id)
		xml_put_attribute(b, "id", str_from_c(id));
	buf_putc(b, '>');
	xml_put_text(b, text);
	buf_puts(b, "</dc:");
	buf_puts(b, name);
	buf_puts(b, ">\n");
}

static void put_meta(struct buf *b, const char *property, const char *refines, struct str text)
{
	if (!text.len)
		return;
	buf_puts(b, "<meta");
	xml_put_attribute(b, "property", str_from_c(property));
	if (refines)
		xml_put_attribute(b, "refines", str_from_c(refines));
	buf_putc(b, '>');
	xml_put_text(b, text);
	buf_puts(b, "</meta>\n");
}

static void put_titles(struct buf *b, const struct book *book)
{
	put_dc(b, "title", "title", book->title);
	put_meta(b, "title-type", "#title", STR("main"));
	put_meta(b, "file-as", "#title", book->title_sort);
	if (book->subtitle.len) {
		put_dc(b, "title", "subtitle", book->subtitle);
		put_meta(b, "title-type", "#subtitle", STR("subtitle"));
	}
	if (book->series.len) {
		buf_puts(b, "<meta property=\"belongs-to-collection\" id=\"series\">");
		xml_put_text(b, book->series);
		buf_puts(b, "</meta>\n");
		put_meta(b, "collection-type", "#series", STR("series"));
		if (book->volume) {
			buf_puts(b, "<meta property=\"group-position\" refines=\"#series\">");
			buf_put_int(b, book->volume);
			buf_puts(b, "</meta>\n");
		}
	}
}

/* Which of a person's names a library sorts by is the person's language's business, and no feed tells it:
 * file-as (EPUB 3.3) stands where the user says it. */
static void put_creators(struct buf *b, const struct book *book)
{
	struct buf id;
	buf_init(&id);
	for (size_t i = 0; i < book->authors.n; i++) {
		buf_clear(&id);
		buf_puts(&id, "#creator");
		buf_put_int(&id, (int64_t)i + 1);
		const char *ref = buf_cstr(&id);
		put_dc(b, "creator", ref + 1, book->authors.items[i]);
		buf_puts(b, "<meta property=\"role\" scheme=\"marc:relators\"");
		xml_put_attribute(b, "refines", str_from_c(ref));
		buf_puts(b, ">aut</meta>\n");
		if (i < book->author_sorts.n)
			put_meta(b, "file-as", ref, book->author_sorts.items[i]);
	}
	buf_done(&id);
}

static void put_description(struct buf *b, const struct writer *w)
{
	const struct book *book = w->book;
	struct buf date;
	buf_init(&date);
	put_dc(b, "publisher", NULL, book->publisher);
	put_dc(b, "description", NULL, book->description);
	for (size_t i = 0; i < book->subjects.n; i++)
		put_dc(b, "subject", NULL, book->subjects.items[i]);
	put_dc(b, "source", NULL, book->source_url.len ? book->source_url : book->feed_url);
	put_dc(b, "rights", NULL, book->rights);
	if (date_known(book->newest)) {
		date_put_day(&date, book->newest);
		put_dc(b, "date", NULL, buf_str(&date));
	}
	buf_clear(&date);
	date_put_utc(&date, book->modified);
	put_meta(b, "dcterms:modified", NULL, buf_str(&date));
	buf_done(&date);
}

/* ---- accessibility: EPUB Accessibility 1.1 §2, schema.org's terms ------------------------------ */

static void put_features(struct buf *b, const struct writer *w)
{
	const struct markup_facts *f = &w->facts;
	bool visual = f->images || w->cover;
	put_meta(b, "schema:accessMode", NULL, STR("textual"));
	if (visual || f->drawings)
		put_meta(b, "schema:accessMode", NULL, STR("visual"));
	if (!f->images_without_alt)
		put_meta(b, "schema:accessModeSufficient", NULL, STR("textual"));
	if (visual || f->drawings)
		put_meta(b, "schema:accessModeSufficient", NULL, STR("textual,visual"));
	put_meta(b, "schema:accessibilityFeature", NULL, STR("structuralNavigation"));
	put_meta(b, "schema:accessibilityFeature", NULL, STR("tableOfContents"));
	put_meta(b, "schema:accessibilityFeature", NULL, STR("readingOrder"));
	put_meta(b, "schema:accessibilityFeature", NULL, STR("displayTransformability"));
	put_meta(b, "schema:accessibilityFeature", NULL, STR("unlocked"));
	if ((visual || f->drawings) && !f->images_without_alt)
		put_meta(b, "schema:accessibilityFeature", NULL, STR("alternativeText"));
	if (f->mathml)
		put_meta(b, "schema:accessibilityFeature", NULL, STR("MathML"));
	if (f->tex)
		put_meta(b, "schema:accessibilityFeature", NULL, STR("latex"));
	put_meta(b, "schema:accessibilityHazard", NULL, w->animated ? STR("unknown") : STR("none"));
}

static void put_summary(struct buf *b, const struct writer *w)
{
	const struct markup_facts *f = &w->facts;
	struct buf s;
	buf_init(&s);
	buf_puts(&s, f->images_without_alt ? "Text that reflows, with nested contents and headings in order." :
		"Text that reflows, with nested contents and headings in order; all of it can be read aloud.");
	if (f->images_without_alt)
		buf_printf(&s, " Of its %zu pictures %zu have no description.", f->images, f->images_without_alt);
	else if (f->images)
		buf_puts(&s, " Every picture that tells something has a description.");
	if (f->drawings)
		buf_puts(&s, " Diagrams are described in words.");
	if (f->tables)
		buf_puts(&s, " Tables mark their header cells where the source does.");
	if (f->maths)
		buf_puts(&s, f->mathml && f->tex ? " Formulas are MathML or TeX." : f->tex ? " Formulas are given as TeX." :
			f->mathml ? " Formulas are MathML, with a line of text for readers that cannot set it." :
			" Formulas are given as text.");
	if (f->notes)
		buf_puts(&s, " Notes and their marks link to each other.");
	if (w->animated)
		buf_puts(&s, " It contains animated pictures that were not checked for flashing.");
	buf_puts(b, "<meta property=\"schema:accessibilitySummary\" xml:lang=\"en\">");
	xml_put_text(b, buf_str(&s));
	buf_puts(b, "</meta>\n");
	buf_done(&s);
}

/* A claim that only an evaluator can make (EPUB Accessibility 1.1 §4.4), so only on demand. */
static void put_claim(struct buf *b, const char *evaluator)
{
	if (!evaluator || !*evaluator)
		return;
	buf_puts(b, "<meta property=\"dcterms:conformsTo\" id=\"conformance\">"
		"EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>\n");
	put_meta(b, "a11y:certifiedBy", "#conformance", str_from_c(evaluator));
}

/* ---- files that may be long ----------------------------------------------------------------------- */

/* A file on its way into the ZIP: compressed whole when it is short, else piece by piece. */
struct long_file {
	struct writer *w;
	const char *name;
	int rank;
	bool streams;
	struct buf text; /* not compressed yet */
};

enum { PIECE = 64 << 10 };

/* `expected` is about how long its spooled part is [byte]. */
static void file_begin(struct long_file *f, struct writer *w, int rank, const char *name, uint64_t expected)
{
	*f = (struct long_file){ .w = w, .name = name, .rank = rank, .streams = expected > SPOOL_THRESHOLD };
	if (f->streams)
		zip_writer_begin(w->zip, rank, str_from_c(name));
}

static void file_flush(struct long_file *f)
{
	if (!f->streams)
		return;
	zip_writer_add(f->w->zip, buf_str(&f->text));
	buf_clear(&f->text);
}

static void put_spooled(struct long_file *f, const struct spool *s)
{
	if (f->streams)
		f->w->written += weigh_list(f->w, s);
	for (uint64_t at = 0; at < s->size;) {
		size_t n = s->size - at < PIECE ? (size_t)(s->size - at) : PIECE;
		if (!spool_read(s, at, n, buf_reserve(&f->text, n)))
			return; /* the spool keeps its error: epub.c asks for it */
		f->text.len += n;
		at += n;
		file_flush(f);
	}
}

static void file_end(struct long_file *f)
{
	file_flush(f);
	if (f->streams) {
		zip_writer_end(f->w->zip);
	} else {
		struct packed p;
		packed_init(&p, f->w->deflater, buf_str(&f->text));
		epub_put_member(f->w, f->rank, str_from_c(f->name), &p);
		packed_done(&p);
	}
	buf_done(&f->text);
}

static void put_metadata(struct buf *b, const struct writer *w)
{
	const struct book *book = w->book;
	buf_puts(b, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	put_dc(b, "identifier", "uid", book->identifier);
	put_titles(b, book);
	put_dc(b, "language", NULL, w->language);
	put_creators(b, book);
	put_description(b, w);
	if (w->cover)
		buf_puts(b, "<meta name=\"cover\" content=\"cover-image\"/>\n");
	put_features(b, w);
	put_summary(b, w);
	put_claim(b, settings_find(w->settings, "certified-by"));
	buf_puts(b, "<meta name=\"generator\"");
	xml_put_attribute(b, "content", str_from_c(w->settings->program));
	buf_puts(b, "/>\n</metadata>\n");
}

/* ---- places a reader can jump to: landmarks (EPUB 3.3 §7.5), guide (OPF 2.0.1 §2.6) ------------ */

struct place {
	const char *type, *old_type; /* epub:type; the guide's word */
	enum term term;
	struct str href;
};

static void put_reference(struct buf *b, const struct writer *w, const struct place *p)
{
	buf_puts(b, "<reference");
	xml_put_attribute(b, "type", str_from_c(p->old_type));
	xml_put_attribute(b, "title", str_from_c(term(w, p->term)));
	xml_put_attribute(b, "href", p->href);
	buf_puts(b, "/>\n");
}

static void put_landmark(struct buf *b, const struct writer *w, const struct place *p)
{
	buf_puts(b, "<li><a");
	xml_put_attribute(b, "epub:type", str_from_c(p->type));
	xml_put_attribute(b, "href", p->href);
	buf_puts(b, terms_foreign(w));
	buf_putc(b, '>');
	xml_put_text(b, str_from_c(term(w, p->term)));
	buf_puts(b, "</a></li>\n");
}

static void put_places(struct buf *b, const struct writer *w,
		       void (*put)(struct buf *, const struct writer *, const struct place *))
{
	const struct place places[] = {
		{ "cover", "cover", TERM_COVER, w->cover_page ? STR("cover.xhtml") : STR_NONE },
		{ "titlepage", "title-page", TERM_TITLE_PAGE, STR("title.xhtml") },
		{ "colophon", "colophon", TERM_ABOUT, w->about ? STR("about.xhtml") : STR_NONE },
		{ "toc", "toc", TERM_CONTENTS, STR("nav.xhtml#toc") },
		{ "bodymatter", "text", TERM_START, w->first_chapter },
	};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (places[i].href.len)
			put(b, w, &places[i]);
}

static void put_opf(struct writer *w)
{
	struct long_file f;
	struct buf *b = &f.text;
	file_begin(&f, w, RANK_PACKAGE, "EPUB/package.opf", w->manifest.size);
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"uid\"");
	xml_put_attribute(b, "xml:lang", w->language);
	if (w->book->rtl)
		buf_puts(b, " dir=\"rtl\"");
	buf_puts(b, ">\n");
	put_metadata(b, w);
	buf_puts(b, "<manifest>\n");
	put_spooled(&f, &w->manifest);
	buf_puts(b, "<item id=\"nav-xhtml\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" "
		"properties=\"nav\"/>\n"
		"<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n</manifest>\n");
	buf_puts(b, w->book->rtl ? "<spine toc=\"ncx\" page-progression-direction=\"rtl\">\n"
				 : "<spine toc=\"ncx\">\n");
	put_spooled(&f, &w->spine);
	put_spooled(&f, &w->appendix);
	buf_puts(b, "</spine>\n<guide>\n");
	put_places(b, w, put_reference);
	buf_puts(b, "</guide>\n</package>\n");
	file_end(&f);
}

static void put_nav(struct writer *w)
{
	struct long_file f;
	struct buf *b = &f.text;
	file_begin(&f, w, RANK_CONTENTS, "EPUB/nav.xhtml", w->contents.nav.size);
	epub_begin_xhtml(b, w, str_from_c(term(w, TERM_CONTENTS)), STR_NONE, "front");
	buf_puts(b, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" class=\"toc\">\n");
	epub_open_words(b, w, "h1");
	buf_puts(b, term(w, TERM_CONTENTS));
	buf_puts(b, "</h1>\n");
	if (w->contents.sentences)
		kobo_mark(b, 0, &(struct kobo_count){ .block = 0 });
	put_spooled(&f, &w->contents.nav);
	size_t from = b->len;
	buf_puts(b, "</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\" class=\"landmarks\">\n");
	epub_open_words(b, w, "h2");
	buf_puts(b, term(w, TERM_LANDMARKS));
	buf_puts(b, "</h2>\n<ol>\n");
	put_places(b, w, put_landmark);
	buf_puts(b, "</ol>\n</nav>\n");
	epub_end_xhtml(b, w);
	if (w->contents.sentences)
		kobo_mark(b, from, &w->contents.count);
	file_end(&f);
}

static void put_ncx(struct writer *w)
{
	struct long_file f;
	struct buf *b = &f.text;
	file_begin(&f, w, RANK_CONTENTS, "EPUB/toc.ncx", w->contents.ncx.size);
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
	xml_put_attribute(b, "xml:lang", w->language);
	buf_puts(b, ">\n<head>\n<meta name=\"dtb:uid\"");
	xml_put_attribute(b, "content", w->book->identifier);
	buf_puts(b, "/>\n<meta name=\"dtb:depth\" content=\"");
	buf_put_int(b, w->contents.deepest);
	buf_puts(b, "\"/>\n<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n"
		"<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n<docTitle><text>");
	xml_put_text(b, w->book->title);
	buf_puts(b, "</text></docTitle>\n<navMap>\n");
	put_spooled(&f, &w->contents.ncx);
	buf_puts(b, "</navMap>\n</ncx>\n");
	file_end(&f);
}

static void put_small(struct writer *w, int rank, const char *name, const char *text)
{
	struct packed p;
	packed_init(&p, rank == RANK_MIMETYPE ? NULL : w->deflater, str_from_c(text));
	epub_put_member(w, rank, str_from_c(name), &p);
	packed_done(&p);
}

void epub_put_package(struct writer *w)
{
	put_small(w, RANK_MIMETYPE, "mimetype", "application/epub+zip");
	put_small(w, RANK_CONTAINER, "META-INF/container.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n"
		"<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" "
		"media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n");
	put_opf(w);
	put_nav(w);
	put_ncx(w);
}
