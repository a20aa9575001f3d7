/* text.h - the inside of the plain text backend: what its files share.
 *
 * inline.c makes one string of a leaf block's inlines, fill.c breaks strings into lines, block.c
 * writes blocks, list.c lists, table.c draws tables, record.c says them row by row, front.c writes
 * what stands before the articles, name.c names files, ascii.c turns everything into 7 bits. Widths
 * are columns of a character grid [col]. */
#ifndef BACKEND_TEXT_TEXT_H
#define BACKEND_TEXT_TEXT_H

#include "backend/backend.h"
#include "base/map.h"

enum text_links { LINKS_END, LINKS_INLINE, LINKS_NONE };

struct text_style {
	size_t columns;	      /* 0: no wrapping */
	size_t table_columns; /* a drawn table's most; 0: any */
	bool ascii;
	enum text_links links;
};

/* The addresses of an article, each once. */
struct link_list {
	struct map numbers;
	struct str *urls;
	size_t n, cap;
};

/* What stands at the start of lines: bytes, and how wide they are. */
struct prefix {
	struct buf bytes;
	size_t columns;
};

struct text {
	struct text_style style;
	const struct article *article;
	struct buf *out;
	struct link_list *links; /* shared with cells */
	struct prefix first, rest; /* of the next line, if `begins`, and of those behind it */
	bool begins;		   /* a container has begun, and no line of it */
	struct buf words, lines; /* of the leaf, the heading at hand: room that is kept */
	int list_depth, table_depth;
	bool break_words; /* between ASCII letters too, where UAX #14 allows it: behind "/" and "-" */
	size_t *unwritable;	 /* characters that --ascii could not say; NULL: not counted */
	const struct str *names; /* of files, by entry index; NULL: one file */
};

void text_init(struct text *, struct text_style, const struct article *, struct link_list *, struct buf *out);
void text_done(struct text *);

/* ---- lines ---- */
void text_line(struct text *);	   /* begins one: writes the prefix */
void text_line_end(struct text *); /* ends it; no blanks stay at its end */
void text_blank(struct text *);
void text_trim_end(struct text *); /* no blank lines at the end of what was written */
/* A container: its prefix is added until text_leave. A container without a line still writes one. */
struct text_container {
	size_t bytes, columns, at;
};
struct text_container text_enter(struct text *, struct str first, struct str rest);
void text_leave(struct text *, struct text_container);
/* What the prefix of the next line and of those behind it takes at most. [col] */
size_t text_used(const struct text *);
/* Room for words behind the prefix; SIZE_MAX when lines have no end. [col] */
size_t text_room(const struct text *);
/* Fills words into lines: blanks are where lines may break; LF, U+2028 and U+2029 are where they must. */
void text_fill(struct text *, struct str);
/* How long the line end is that `s` ends in; 0: none. [byte] */
size_t text_ends_line(struct str s);
/* The same of bytes of the source. */
void text_put_words(struct text *, struct str);
/* One line as it is, behind the prefix. */
void text_verbatim(struct text *, struct str line);
/* How wide the widest line of `s` is. [col] */
size_t text_widest_line(struct str s);
/* A line of `n` columns of one character, n at most the room. */
void text_rule(struct text *, const char *glyph, const char *ascii, size_t n);

/* ---- words ---- */
/* Appends a leaf block's inlines as one string. */
void text_put_inlines(struct text *, const struct node *leaf, struct buf *);
/* Appends bytes of the source, in 7 bits when asked for. */
void text_put(struct text *, struct str, struct buf *);
/* The text, or what stands for it in 7 bits. */
const char *text_glyph(const struct text *, const char *glyph, const char *ascii);
void ascii_put(struct buf *, struct str, size_t *unwritable);

/* ---- blocks ---- */
void text_put_blocks(struct text *, const struct node *parent);
/* The same; `tight`: without blank lines between what belongs together. */
void text_put_items(struct text *, const struct node *parent, bool tight);
void text_put_list(struct text *, const struct node *list);
void text_put_heading(struct text *, struct str words, int rank);
void text_put_table(struct text *, const struct node *table);
/* Rows as records: what text_put_table does where columns cannot be had. */
void text_put_records(struct text *, const struct node *table);
const struct node *text_first_row(const struct node *table);
/* Appends a cell's blocks, set as a text of `columns`, 0: without end. `break_words`: see struct text. */
void text_set_cell(struct text *, const struct node *cell, size_t columns, bool break_words, size_t *unwritable, struct buf *);
/* What stands at the article's end: notes, addresses. */
void text_put_notes(struct text *, const struct node *root);
void text_put_links(struct text *);
size_t text_link_number(struct text *, struct str url);

/* ---- the book ---- */
/* Title page and contents; `names` of the articles' files, NULL in one file. */
void text_put_front(struct text *, const struct book *, const struct str *names);
/* Names of files by entry index, in the arena; empty for parts. */
struct str *text_names(const struct book *, bool ascii, struct arena *);

#endif
