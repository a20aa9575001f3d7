/* xml.c - the one file that knows libxml2: its SAX2 interface, pulling from the filter in text.c.
 *
 * No tree, no DTD, no entity but XML's own, no network. The parser recovers; to keep an error in
 * one item from touching the next, each callback sets `wellFormed` again (after an error libxml2
 * would drop every further reference). */
#include "feed/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>

#include "base/buf.h"

enum { MOST_ATTRIBUTES = 256, PIECE = 16 << 10 };

struct reader {
	xmlParserCtxtPtr parser;
	const struct xml_events *events;
	struct text *text;
	struct buf pending; /* text not yet told: libxml2 hands it over reference by reference */
	struct known_uri { /* libxml2 keeps each URI once: its address tells it from others */
		const xmlChar *uri;
		enum xml_space space;
	} known[16];
	struct xml_attribute attributes[MOST_ATTRIBUTES];
};

static const struct {
	const char *uri; /* without "http://", "https://" and the closing "/" or "#" */
	enum xml_space space;
} spaces[] = {
	{ "www.w3.org/2005/atom", SPACE_ATOM },
	{ "purl.org/atom/ns", SPACE_ATOM },
	{ "www.w3.org/1999/02/22-rdf-syntax-ns", SPACE_RDF },
	{ "purl.org/rss/1.0", SPACE_NONE },
	{ "my.netscape.com/rdf/simple/0.9", SPACE_NONE },
	{ "channel.netscape.com/rdf/simple/0.9", SPACE_NONE },
	{ "backend.userland.com/rss", SPACE_NONE },
	{ "backend.userland.com/rss2", SPACE_NONE },
	{ "blogs.law.harvard.edu/tech/rss", SPACE_NONE },
	{ "purl.org/net/rss1.1", SPACE_NONE },
	{ "cyber.law.harvard.edu/rss", SPACE_NONE },
	{ "my.netscape.com/publish/formats/rss-0.91.dtd", SPACE_NONE },
	{ "purl.org/dc/elements/1.1", SPACE_DC },
	{ "purl.org/dc/elements/1.0", SPACE_DC },
	{ "purl.org/dc/terms", SPACE_DC },
	{ "purl.org/rss/1.0/modules/dc", SPACE_DC },
	{ "purl.org/rss/1.0/modules/dcterms", SPACE_DC },
	{ "purl.org/rss/1.0/modules/content", SPACE_CONTENT },
	{ "www.w3.org/1999/xhtml", SPACE_XHTML },
	{ "search.yahoo.com/mrss", SPACE_MEDIA },
	{ "www.itunes.com/dtds/podcast-1.0.dtd", SPACE_ITUNES },
	{ "example.com/dtds/podcast-1.0.dtd", SPACE_ITUNES },
	{ "wordpress.org/export/1.0/excerpt", SPACE_EXCERPT },
	{ "wordpress.org/export/1.1/excerpt", SPACE_EXCERPT },
	{ "wordpress.org/export/1.2/excerpt", SPACE_EXCERPT },
	{ "wordpress.org/export/1.0", SPACE_WP },
	{ "wordpress.org/export/1.1", SPACE_WP },
	{ "wordpress.org/export/1.2", SPACE_WP },
	{ "rssnamespace.org/feedburner/ext/1.0", SPACE_FEEDBURNER },
	{ "www.pheedo.com/namespace/pheedo", SPACE_FEEDBURNER },
	{ "www.w3.org/xml/1998/namespace", SPACE_XML },
};

/* What a prefix means when it was never declared. */
static const struct {
	const char *prefix;
	enum xml_space space;
} prefixes[] = {
	{ "atom", SPACE_ATOM },       { "rdf", SPACE_RDF },       { "rss", SPACE_NONE },
	{ "dc", SPACE_DC },           { "dcterms", SPACE_DC },    { "content", SPACE_CONTENT },
	{ "xhtml", SPACE_XHTML },     { "media", SPACE_MEDIA },   { "itunes", SPACE_ITUNES },
	{ "excerpt", SPACE_EXCERPT }, { "wp", SPACE_WP },         { "feedburner", SPACE_FEEDBURNER },
	{ "xml", SPACE_XML },         { "a", SPACE_ATOM },        { "atom10", SPACE_ATOM },
};

static struct str bare_uri(struct str uri)
{
	uri = str_trim(uri);
	if (str_starts_nocase(uri, STR("http://")))
		uri = str_sub(uri, 7, uri.len);
	else if (str_starts_nocase(uri, STR("https://")))
		uri = str_sub(uri, 8, uri.len);
	while (uri.len && (uri.p[uri.len - 1] == '/' || uri.p[uri.len - 1] == '#'))
		uri.len--;
	return uri;
}

static enum xml_space space_from_prefix(struct str prefix)
{
	if (prefix.len == 0)
		return SPACE_NONE;
	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		if (str_eq_c(prefix, prefixes[i].prefix))
			return prefixes[i].space;
	return SPACE_OTHER;
}

static enum xml_space space_from_uri(const xmlChar *uri)
{
	struct str bare = bare_uri(str_from_c((const char *)uri));
	for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
		if (str_eq_nocase(bare, str_from_c(spaces[i].uri)))
			return spaces[i].space;
	return SPACE_OTHER;
}

/* The same, looked up once. */
static enum xml_space find_space(struct reader *r, const xmlChar *uri)
{
	struct known_uri *k = &r->known[(uintptr_t)uri / 16 % (sizeof r->known / sizeof r->known[0])];
	if (k->uri != uri)
		*k = (struct known_uri){ uri, space_from_uri(uri) };
	return k->space;
}

static void keep_going(struct reader *r)
{
	if (!r->parser)
		return;
	r->parser->wellFormed = 1;
	r->parser->disableSAX = 0;
}

static void tell_text(struct reader *r)
{
	if (r->pending.len)
		r->events->text(r->events->context, buf_str(&r->pending));
	buf_clear(&r->pending);
}

static struct xml_name make_name(struct reader *r, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml_name n = { .local = str_from_c((const char *)local),
			      .prefix = str_from_c((const char *)prefix) };
	ptrdiff_t colon = prefix ? -1 : str_find_char(n.local, ':', 0);
	if (colon > 0) { /* an undeclared prefix may come as a part of the name */
		n.prefix = str_sub(n.local, 0, (size_t)colon);
		n.local = str_sub(n.local, (size_t)colon + 1, n.local.len);
		uri = NULL;
	}
	n.space = uri ? find_space(r, uri) : space_from_prefix(n.prefix);
	return n;
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		     int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
		     const xmlChar **attributes)
{
	struct reader *r = user;
	(void)n_namespaces, (void)namespaces, (void)n_defaulted;
	keep_going(r);
	tell_text(r);
	size_t n = 0;
	for (int i = 0; i < n_attributes && n < MOST_ATTRIBUTES; i++, attributes += 5) {
		struct xml_attribute *a = &r->attributes[n++];
		a->name = make_name(r, attributes[0], attributes[1], attributes[2]);
		a->value = (struct str){ (const char *)attributes[3],
					 (size_t)(attributes[4] - attributes[3]) };
	}
	struct xml_name name = make_name(r, local, prefix, uri);
	r->events->start(r->events->context, &name, r->attributes, n, xmlSAX2GetLineNumber(r->parser));
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct reader *r = user;
	keep_going(r);
	tell_text(r);
	struct xml_name name = make_name(r, local, prefix, uri);
	r->events->end(r->events->context, &name);
}

static void on_text(void *user, const xmlChar *p, int len)
{
	struct reader *r = user;
	keep_going(r);
	if (len == 1)
		buf_putc(&r->pending, (char)*p);
	else
		buf_put(&r->pending, p, (size_t)len);
	if (r->pending.len > PIECE)
		tell_text(r);
}

/* A text that goes round libxml2 (text.c): "AT LENGTH LINES". */
static void on_instruction(void *user, const xmlChar *target, const xmlChar *data)
{
	struct reader *r = user;
	(void)target; /* those of the feed do not come here */
	keep_going(r);
	tell_text(r);
	char *end;
	uint64_t at = strtoull((const char *)data, &end, 10);
	size_t len = strtoul(end, &end, 10);
	r->parser->input->line += (int)strtol(end, NULL, 10);
	r->events->text(r->events->context, text_aside(r->text, at, len));
}

static void on_error(void *user, xmlErrorPtr error)
{
	(void)error; /* what is worth telling, text.c has told */
	keep_going(user);
}

static int pull(void *user, char *into, int room)
{
	return (int)text_read(user, into, (size_t)room);
}

void xml_read(struct text *text, const struct xml_events *events)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.processingInstruction = on_instruction,
		.serror = on_error,
	};
	struct reader *r = mem_alloc(sizeof *r);
	r->events = events;
	r->text = text;
	r->parser = xmlCreateIOParserCtxt(&sax, r, pull, NULL, text, XML_CHAR_ENCODING_UTF8);
	if (r->parser) {
		xmlCtxtUseOptions(r->parser, XML_PARSE_RECOVER | XML_PARSE_HUGE | XML_PARSE_NONET |
						     XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC);
		xmlParseDocument(r->parser);
		xmlFreeParserCtxt(r->parser);
		tell_text(r);
	}
	buf_done(&r->pending);
	free(r);
}

struct str xml_value(const struct xml_attribute *a, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (a[i].name.prefix.len == 0 && str_eq_c(a[i].name.local, name))
			return a[i].value;
	return STR_NONE;
}
