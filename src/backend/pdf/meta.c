/* meta.c - title, authors, subject, dates: once as an Info dictionary, once as XMP, from the same
 * fields, so that they cannot differ. The XMP claims PDF/A-2a and PDF/UA-1; the second claim needs
 * its schema described, or the first fails. */
#include "backend/pdf/meta.h"

#include "backend/pdf/icc.h"
#include "output/xml.h"

/* What both say. */
struct fields {
	struct str title, authors, subject, keywords, language;
	struct buf creator, producer, date;
};

static void put_element(struct buf *b, const char *name, struct str value)
{
	if (!value.len)
		return;
	buf_printf(b, "<%s>", name);
	xml_put_text(b, value);
	buf_printf(b, "</%s>\n", name);
}

static void put_alternative(struct buf *b, const char *name, struct str value)
{
	if (!value.len)
		return;
	buf_printf(b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
	xml_put_text(b, value);
	buf_printf(b, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void put_list(struct buf *b, const char *name, const char *kind, struct str value)
{
	if (!value.len)
		return;
	buf_printf(b, "<%s><rdf:%s><rdf:li>", name, kind);
	xml_put_text(b, value);
	buf_printf(b, "</rdf:li></rdf:%s></%s>\n", kind, name);
}

static const char begin[] =
	"<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
	"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
	" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
	" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n";

static const char end[] =
	"<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
	"<pdfuaid:part>1</pdfuaid:part>\n"
	"</rdf:Description>\n"
	"<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
	" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaProperty:name>part</pdfaProperty:name>\n"
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
	"<pdfaProperty:category>internal</pdfaProperty:category>\n"
	"<pdfaProperty:description>Part of ISO 14289 that the file follows"
	"</pdfaProperty:description>\n"
	"</rdf:li></rdf:Seq></pdfaSchema:property>\n"
	"</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
	"</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

/* dc:creator holds one item, what Info's Author says: PDF/A wants the two to be one string. */
static void put_xmp(struct buf *b, const struct fields *f)
{
	buf_puts(b, begin);
	put_element(b, "dc:format", STR("application/pdf"));
	put_alternative(b, "dc:title", f->title);
	put_list(b, "dc:creator", "Seq", f->authors);
	put_alternative(b, "dc:description", f->subject);
	put_list(b, "dc:language", "Bag", f->language);
	put_element(b, "pdf:Keywords", f->keywords);
	put_element(b, "pdf:Producer", buf_str(&f->producer));
	put_element(b, "xmp:CreatorTool", buf_str(&f->creator));
	put_element(b, "xmp:CreateDate", buf_str(&f->date));
	put_element(b, "xmp:ModifyDate", buf_str(&f->date));
	buf_puts(b, end);
}

/* 2024-03-09T10:20:30Z → D:20240309102030Z */
static void put_pdf_date(struct buf *b, struct str utc)
{
	buf_puts(b, "D:");
	for (size_t i = 0; i < utc.len; i++)
		if (ch_digit(utc.p[i]) || utc.p[i] == 'Z')
			buf_putc(b, utc.p[i]);
}

static void add_text(struct pdf_dict *d, const char *key, struct str value)
{
	if (value.len)
		pdf_dict_text(d, key, value);
}

static uint32_t write_info(struct pdf_file *file, struct pdf_heap *heap, const struct fields *f)
{
	struct pdf_dict *d = pdf_dict_new(heap);
	struct buf date;
	uint32_t number = pdf_file_reserve(file, 1);
	buf_init(&date);
	put_pdf_date(&date, buf_str(&f->date));
	add_text(d, "Title", f->title);
	add_text(d, "Author", f->authors);
	add_text(d, "Subject", f->subject);
	add_text(d, "Keywords", f->keywords);
	add_text(d, "Creator", buf_str(&f->creator));
	add_text(d, "Producer", buf_str(&f->producer));
	add_text(d, "CreationDate", buf_str(&date));
	add_text(d, "ModDate", buf_str(&date));
	pdf_file_dict(file, number, d);
	buf_done(&date);
	return number;
}

/* Unfiltered, so that the simplest tools find it. */
static uint32_t write_metadata(struct pdf_file *file, struct pdf_heap *heap, const struct fields *f)
{
	struct pdf_dict *d = pdf_dict_new(heap);
	struct buf xmp;
	uint32_t number = pdf_file_reserve(file, 1);
	buf_init(&xmp);
	put_xmp(&xmp, f);
	pdf_dict_name(d, "Type", "Metadata");
	pdf_dict_name(d, "Subtype", "XML");
	pdf_file_stream(file, number, d, buf_str(&xmp));
	buf_done(&xmp);
	return number;
}

static uint32_t write_intent(struct pdf_file *file, struct pdf_heap *heap)
{
	struct pdf_dict *profile = pdf_dict_new(heap), *d = pdf_dict_new(heap);
	uint32_t stream = pdf_file_reserve(file, 2), number = stream + 1;
	struct buf icc, packed;
	struct deflater *deflater = deflater_new(9);
	buf_init(&icc);
	buf_init(&packed);
	icc_put_srgb(&icc);
	deflate_zlib(deflater, buf_str(&icc), &packed);
	pdf_dict_int(profile, "N", 3);
	pdf_dict_name(profile, "Filter", "FlateDecode");
	pdf_file_stream(file, stream, profile, buf_str(&packed));
	pdf_dict_name(d, "Type", "OutputIntent");
	pdf_dict_name(d, "S", "GTS_PDFA1");
	pdf_dict_text(d, "OutputConditionIdentifier", STR("sRGB"));
	pdf_dict_text(d, "Info", STR("sRGB (IEC 61966-2-1)"));
	pdf_dict_ref(d, "DestOutputProfile", stream);
	pdf_file_dict(file, number, d);
	buf_done(&icc);
	buf_done(&packed);
	deflater_free(deflater);
	return number;
}

/* "A, B and the rest" would be prose; a semicolon is what catalogues use. Control characters go, so
 * that XML and Info say the same. */
static struct str joined(struct arena *arena, const struct str_list *list, const char *between)
{
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_puts(&b, between);
		buf_put_str(&b, list->items[i]);
	}
	struct str s = arena_str(arena, buf_str(&b));
	buf_done(&b);
	return s;
}

static struct str clean(struct arena *arena, struct str s)
{
	struct str copy = arena_str(arena, s);
	char *p = (char *)(uintptr_t)copy.p;
	for (size_t i = 0; i < copy.len; i++)
		if ((unsigned char)p[i] < 0x20 || p[i] == 0x7F)
			p[i] = ' ';
	return copy;
}

struct meta meta_write(struct pdf_file *file, struct pdf_heap *heap, const struct book *book,
		       const char *program)
{
	struct arena arena;
	struct fields f;
	struct meta meta;
	arena_init(&arena);
	buf_init(&f.creator);
	buf_init(&f.producer);
	buf_init(&f.date);
	f.title = clean(&arena, book->title);
	f.authors = clean(&arena, joined(&arena, &book->authors, "; "));
	f.subject = clean(&arena, book->description);
	f.keywords = clean(&arena, joined(&arena, &book->subjects, "; "));
	f.language = str_eq_c(book->language, "und") ? STR_NONE : book->language;
	buf_puts(&f.creator, program);
	buf_puts(&f.producer, program);
	buf_puts(&f.producer, " (libharu)");
	date_put_utc(&f.date, book->modified);
	meta.info = write_info(file, heap, &f);
	meta.metadata = write_metadata(file, heap, &f);
	meta.intent = write_intent(file, heap);
	buf_done(&f.creator);
	buf_done(&f.producer);
	buf_done(&f.date);
	arena_done(&arena);
	return meta;
}
