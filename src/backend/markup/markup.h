/* markup.h - nodes become XHTML: the part that EPUB and web pages share.
 *
 * The result is well-formed XML that is valid HTML5 as well. Where links lead and where pictures
 * stand is the caller's: it answers through struct markup_options. */
#ifndef BACKEND_MARKUP_MARKUP_H
#define BACKEND_MARKUP_MARKUP_H

#include "base/buf.h"
#include "doc/doc.h"
#include "layout/diagram.h"

struct markup_options {
	bool epub; /* epub:type beside role; what scripts or clicks would unfold is unfolded */
	bool rtl; /* the document runs from right to left: code and drawings do not */
	struct str language; /* of the document: which quotation marks */
	void *context;
	/* Writes the href of a link into the book (an attribute's value, escaped). False when there is no
	 * such place: the link's content alone is written. */
	bool (*put_target)(void *context, struct buf *, const struct entry *target, struct str fragment);
	/* Writes the href of an id in this article, in whichever of its files that stands. */
	void (*put_place)(void *context, struct buf *, struct str id);
	/* Writes the src of a picture at hand. */
	void (*put_source)(void *context, struct buf *, const struct resource *);
	/* A drawing too wide for a telephone: the caller keeps it for a page of its own and writes what
	 * leads there and back, ` href="…" id="…"`. May be NULL. */
	const char *larger;          /* the words of a link to it */
	const char *larger_language; /* attributes that tell their language, or "" */
	bool (*put_large)(void *context, struct buf *, const struct node *, const struct diagram *, struct str alt);
};

/* What the caller has to know of the bytes written. */
struct markup_facts {
	bool svg, mathml; /* EPUB's manifest wants to know */
	size_t images, images_without_alt, drawings, tables, maths, tex, codes, notes; /* tex: maths without MathML */
};

struct markup {
	const struct markup_options *options;
	struct buf *out;
	struct markup_facts facts;
	/* the rest is this folder's own */
	const struct node *anchor; /* the link whose <a> is open */
	const struct node *note;   /* whose number is still to be written */
	bool heading;              /* one is open */
	bool notes_open;           /* the notes' section is */
	int quotes;                /* depth of open quotations */
	struct markup_frame *frames; /* definition lists and tables that are open */
	size_t n_frames, cap_frames;
};

void markup_init(struct markup *, const struct markup_options *, struct buf *out);
void markup_done(struct markup *);
/* Writes one child of an article's root (with all below it). Notes, being last, open a section
 * that markup_finish closes. */
void markup_put(struct markup *, const struct node *);
void markup_finish(struct markup *);
/* Writes only what is below `n`: the inlines of a heading, say. */
void markup_put_children(struct markup *, const struct node *n);

/* ` id="…" lang="…" xml:lang="…" dir="…"`, each where the node has one. */
void markup_put_common(struct markup *, const struct node *);
/* The id that an element is written with: the node's own, or one made for a note or its mark. */
void markup_put_own_id(struct buf *, const struct node *);
/* Text with a place to break wherever a word is longer than a narrow screen. */
void markup_put_words(struct buf *, struct str);
/* The same in a heading's larger letters. */
void markup_put_title(struct buf *, struct str);
/* An address without its scheme and final slash, as people write it. */
struct str markup_bare_url(struct str url);

/* A drawing wider than this has letters too small to read on a telephone [col]. */
enum { MARKUP_PHONE_COLUMNS = 60 };
/* drawing.c: the drawing alone; turned: by a quarter, to fill a page. */
void markup_put_svg(struct buf *, const struct diagram *, struct str alt, bool turned);
#endif
