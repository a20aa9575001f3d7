/* xml.h - the only escaper: text and attribute values for XHTML, OPF, NCX and SVG. */
#ifndef OUTPUT_XML_H
#define OUTPUT_XML_H

#include "base/buf.h"

/* Character data: & < > escaped; what XML 1.0 §2.2 does not allow (control characters, U+FFFE,
 * malformed UTF-8) becomes U+FFFD. */
void xml_put_text(struct buf *, struct str);
/* The same for a value between double quotes; tab and line end survive as references. */
void xml_put_value(struct buf *, struct str);
/* ` name="value"` */
void xml_put_attribute(struct buf *, const char *name, struct str value);

#endif
