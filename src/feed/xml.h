/* xml.h - XML as a stream of events with namespaces resolved. */
#ifndef FEED_XML_H
#define FEED_XML_H

#include "feed/text.h"

/* The vocabularies that feeds are written in. */
enum xml_space {
	SPACE_NONE, /* no namespace, and every RSS that gave itself one */
	SPACE_ATOM, /* 1.0 and 0.3 */
	SPACE_RDF,
	SPACE_DC, /* Dublin Core, elements and terms */
	SPACE_CONTENT,
	SPACE_XHTML,
	SPACE_MEDIA,
	SPACE_ITUNES,
	SPACE_EXCERPT, /* WordPress exports */
	SPACE_WP,
	SPACE_FEEDBURNER,
	SPACE_XML,
	SPACE_OTHER,
};

struct xml_name {
	enum xml_space space;
	struct str local, prefix;
};

struct xml_attribute {
	struct xml_name name;
	struct str value;
};

/* Slices are valid during the call only. */
struct xml_events {
	void *context;
	void (*start)(void *context, const struct xml_name *, const struct xml_attribute *, size_t n, int line);
	void (*end)(void *context, const struct xml_name *);
	void (*text)(void *context, struct str);
};

/* Reads the filter to its end. */
void xml_read(struct text *, const struct xml_events *);
/* The value of an attribute without namespace; *found (may be NULL) tells empty from missing. */
struct str xml_value(const struct xml_attribute *, size_t n, const char *name);

#endif
