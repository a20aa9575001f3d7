/* html.h - the only door to html/: a body's bytes become the article's node tree. */
#ifndef HTML_HTML_H
#define HTML_HTML_H

#include "doc/doc.h"

struct html_options {
	bool clean; /* reader's sense: take away what a reader mode would (--no-clean: off) */
	bool keep_lines; /* where the source ends a line, text holds LF in place of a blank */
};

/* Fills article->root from the body's bytes. The article has its arena, book and entry set and
 * everything else zeroed. Relative URLs are resolved against entry->base; ids are made unique and
 * XML names; links are left with their absolute URL (pass/links resolves them). Whatever the bytes
 * are, a tree comes out; what was dropped or capped is in article->log and article->ledger. */
void html_read(struct article *, struct str bytes, const struct html_options *);

/* Plain text of an HTML fragment (a feed's <title>, <description>): tags dropped, references
 * decoded, white space collapsed. */
struct str html_plain_text(struct str bytes, struct arena *);

enum html_excerpt {
	EXCERPT_NONE,   /* whole, as far as one can see */
	EXCERPT_SHORT,  /* too short to tell: it says nothing against the rest of its feed */
	EXCERPT_CUT,    /* ends where Hugo's stock template would cut it */
	EXCERPT_MARKED, /* says so: "[…]", "Read more", nothing but the title */
};

/* Whether the body looks like the opening of a longer article (html/excerpt.c says by what signs).
 * `from_description`: the feed had no full-content element for it. Linear. */
enum html_excerpt html_is_excerpt(struct str body, struct str title, bool from_description);

#endif
