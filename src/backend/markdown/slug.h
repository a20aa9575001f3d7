/* slug.h - the anchors that readers of Markdown give to headings. */
#ifndef BACKEND_MARKDOWN_SLUG_H
#define BACKEND_MARKDOWN_SLUG_H

#include "base/buf.h"
#include "base/map.h"

struct slugs {
	struct map seen; /* slug → how often its stem came, as a number */
	bool dotted;	 /* as Pandoc makes them; set after slugs_init */
	struct arena arena;
};

void slugs_init(struct slugs *);
void slugs_done(struct slugs *);
/* The anchor of the next heading of a file; lives as long as the table. */
struct str slugs_add(struct slugs *, struct str heading);
/* The same without regard to repeats. */
void slug_put(struct buf *, struct str text);
void slug_put_dotted(struct buf *, struct str text);

#endif
