/* elements.h - what the files of this folder share: tags, and one entering and one leaving function
 * per kind of node that is more than a pair of tags. Others use markup.h. */
#ifndef BACKEND_MARKUP_ELEMENTS_H
#define BACKEND_MARKUP_ELEMENTS_H

#include "backend/markup/markup.h"

/* What has to be remembered of a definition list or a table while its children are written. */
struct markup_frame {
	bool regular;                               /* of a definition list: it is a <dl> */
	const struct node *first_body, *first_foot; /* of a table: rows */
	enum row_part part;                         /* the one that is open */
};

struct markup_frame *markup_push(struct markup *);
struct markup_frame *markup_top(struct markup *);

/* tags.c */
/* `<tag class="…" id="…" lang="…">`; classes may be NULL or "", the node NULL. */
void markup_open_tag(struct markup *, const char *tag, const char *classes, const struct node *);
void markup_close_tag(struct markup *, const char *tag);
void markup_end_line(struct markup *);
/* ` name="value"`, nothing when the value is not above 0. */
void markup_put_number(struct markup *, const char *name, long value);
/* ` lang="…" xml:lang="…" dir="…"` */
void markup_put_language(struct markup *, const struct node *);

/* words.c; 0, 1: opens, closes a quotation; 2, 3: one within it. */
const char *markup_quote_mark(const struct markup *, int which);

/* blocks.c */
/* Nothing in it that a voice could read. */
bool markup_says_nothing(const struct node *);
void markup_enter_paragraph(struct markup *, const struct node *);
void markup_leave_paragraph(struct markup *, const struct node *);
void markup_enter_heading(struct markup *, const struct node *);
void markup_leave_heading(struct markup *, const struct node *);
void markup_put_rule(struct markup *, const struct node *);
void markup_enter_callout(struct markup *, const struct node *);

/* lists.c */
void markup_enter_list(struct markup *, const struct node *);
void markup_enter_item(struct markup *, const struct node *);
void markup_enter_definitions(struct markup *, const struct node *);
void markup_leave_definitions(struct markup *);

/* table.c */
bool markup_has_rows(const struct node *table);
void markup_enter_table(struct markup *, const struct node *);
void markup_enter_row(struct markup *, const struct node *);
void markup_leave_row(struct markup *, const struct node *);
bool markup_is_header(const struct node *cell);
void markup_enter_cell(struct markup *, const struct node *);
const char *markup_caption_tag(const struct node *caption);
/* columns.c: <colgroup>, where the columns need one. */
void markup_put_columns(struct markup *, const struct node *table);

/* links.c */
/* http, https, mailto, tel: what may be linked to from a book. */
bool markup_is_web(struct str url);
void markup_enter_link(struct markup *, const struct node *);
void markup_leave_link(struct markup *, const struct node *);
void markup_put_image(struct markup *, const struct node *);
void markup_put_media(struct markup *, const struct node *);

/* notes.c */
void markup_put_note_mark(struct markup *, const struct node *);
void markup_put_note_number(struct markup *);
void markup_enter_note(struct markup *, const struct node *);

/* math.c */
void markup_put_math(struct markup *, const struct node *, bool block);

/* code.c */
void markup_put_listing(struct markup *, const struct node *code_block);
/* drawing.c: false when the text is no drawing after all. */
bool markup_put_drawing(struct markup *, const struct node *code_block);

#endif
