/* running.h - running heads: their type, and whether they name the section. */
#ifndef BACKEND_PDF_RUNNING_H
#define BACKEND_PDF_RUNNING_H

#include "backend/pdf/typeset.h"
#include "style/style.h"

/* A line above or below the text. The folio stands at the outer side, before it the section; the title
 * at the other. What does not fit is cut with an ellipsis, the section at half of the room. */
struct running_line {
	struct str title, section, folio; /* each may be empty */
	float size, width; /* [pt] */
	bool mirrored;     /* the outer side is the left one */
	const struct style_values *values; /* how it looks; NULL: as running heads do */
	bool centred;      /* the title stands in the middle, alone */
	float room;        /* for the title; 0: all that section and folio leave */
};
/* How wide its title is when nothing is cut. */
float running_width(const struct typeset *, struct worker *, const struct running_line *);

/* A list of one box; the caller frees it with vlist_free. */
struct vlist *typeset_running(const struct typeset *, struct worker *, const struct running_line *);

/* The sections of a book: told as articles are placed, asked at the end. */
struct running;
struct running *running_new(void);
void running_free(struct running *);
/* An article has a section of this title. */
void running_section(struct running *, struct str title);
/* Whether fewer than half of them stand elsewhere in the book too. */
bool running_sections_differ(struct running *);

#endif
