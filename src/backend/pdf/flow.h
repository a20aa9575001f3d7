/* flow.h - where a block stands and how its text looks by default; the blocks that need a file of
 * their own. For the typesetter's files only. */
#ifndef BACKEND_PDF_FLOW_H
#define BACKEND_PDF_FLOW_H

#include "backend/pdf/para.h"

struct flow {
	struct galley *g;
	struct setter *s;
	float x, width; /* of the text measure */
	float wide;     /* how much code and tables may take: from x on, or up to the text's right end … */
	bool mirrored;  /* … on the pages of a book from right to left */
	int element;    /* the parent of new elements; -1: the article */
	struct ink ink;
	float leading, baseline;
	const struct style_values *v; /* what the style says of this block */
	bool justify;
	enum para_align align; /* when not justified */
	bool rtl;
	bool cell; /* inside a table's cell … */
	enum para_align cell_align; /* … which aligns its text so … */
	float scale; /* … and its type is so much of what the style says; 0: all of it */
	int depth; /* of lists */
};

/* flow.c: what the next block is set in by default. */
struct flow flow_of(struct galley *);
/* The same, `left` further in and `right` less wide. */
struct flow flow_inset(const struct flow *, float left, float right);
/* The same at the wide measure. */
struct flow flow_wide(const struct flow *);
/* How lines of its text are set. */
struct measure flow_measure(const struct flow *);
/* Sets a leaf block's inlines as one paragraph. Returns how many lines. */
int flow_inlines(const struct flow *, const struct node *leaf, const struct ink *, struct measure);
/* The same of plain text, with its own element. */
int flow_text(const struct flow *, struct str text, const struct ink *, struct measure);
/* Text as marks of the next box, its baseline theirs; ends at `right` when `at_right`. Its width. */
float flow_pending_text(const struct flow *, struct str text, const struct ink *, float x, bool at_right);
/* The width of text set on one line. */
float flow_text_width(const struct flow *, struct str text, const struct ink *);

/* faces.c: settles what the style's lists of faces come to; who is not installed is told, once. */
void dress_find_faces(struct typeset *, struct diag_log *);
/* The role of a list of faces that dress_find_faces met; another's is `otherwise`. */
int dress_role(const struct typeset *, struct str list, int otherwise);
/* dress.c: the style. The values of a node, or of something by its name, below `parent`. */
const struct style_values *dress_child(struct setter *, const struct style_values *parent, const struct node *);
const struct style_values *dress_named(struct setter *, const struct style_values *parent, const char *tag,
				       const char *classes);
/* Changes what the style says; elements, links and language stay. */
void dress_ink(const struct setter *, struct ink *, const struct style_values *);
void dress_flow(struct flow *, const struct style_values *);
enum para_align dress_align(enum style_align, bool rtl);
struct colour dress_colour(struct style_colour);
/* So much before the next block, at least. */
void flow_space(const struct flow *, float height);
/* The block's margins and padding. */
void flow_above(const struct flow *);
void flow_below(const struct flow *);
/* Counters and strings that the style sets with the element of `text`; only in the article's own column. */
void flow_sets(const struct flow *, const struct style_values *, struct str text);
bool flow_has_sets(const struct style_values *);
struct vcolumns dress_columns(const struct style_values *, float width);

/* block.c */
void flow_children(const struct flow *, const struct node *parent);
void flow_block(const struct flow *, const struct node *);

/* typeset.c: a list of the book's own */
void setter_begin(struct setter *, struct galley *, const struct typeset *, struct worker *);
struct vlist *setter_end(struct setter *, struct galley *);

/* frame.c: ground and borders around a block */
struct frame {
	float x, x2; /* of the block */
	const struct style_values *v;
	bool rtl;
};
bool frame_shows(const struct style_values *);
/* One side's border as the style has it: whole, dashed, dotted or double. */
void frame_line(struct galley *, const struct style_values *, int side, float x, float y, float x2, float y2);
/* Around the boxes made since `from`: the first and the last of them grow by the padding. */
void frame_draw(struct galley *, size_t from, const struct frame *);

/* A block with all that stands around it: begun, set, ended. */
enum box_kind {
	BOX_INSET,  /* its text stands within margins and padding */
	BOX_EDGE,   /* … keeps its left edge, and the ground goes beyond */
	BOX_CODE,   /* the same, as wide as the wide measure */
	BOX_BARE,   /* draws its borders itself */
};
struct boxed {
	struct flow f; /* inside it */
	const struct style_values *v;
	struct frame frame;
	bool framed, was_across;
	size_t from;
};
/* `f` is dressed as the block; `across`: it stands across all columns, whatever the style says. */
void box_begin(struct boxed *, const struct flow *f, enum box_kind, bool across);
void box_end(struct boxed *);
/* Whether what comes next may stand across all columns: the list has some, and it is no block's part. */
bool flow_may_cross(const struct flow *);
/* Makes the flow as wide as they are together. */
void flow_cross(struct flow *);

/* inline.c */
void inline_put(struct para *, const struct flow *, const struct node *first, const struct ink *);

/* list.c */
void flow_list(const struct flow *, const struct node *);
void flow_definitions(const struct flow *, const struct node *);
/* code.c */
void flow_code(const struct flow *, const struct node *);
/* Whether the code is too wide for a column. */
bool code_crosses(const struct flow *, const struct node *);
void flow_lines(const struct flow *, struct str text, struct str language, int line);
/* table_set.c */
void flow_table(const struct flow *, const struct node *);
/* Whether the table is too wide for a column. */
bool table_crosses(const struct flow *, const struct node *);
/* figure.c */
void flow_figure(const struct flow *, const struct node *);
void flow_image(const struct flow *, const struct node *);
void flow_media(const struct flow *, const struct node *);
/* A picture for a line, scaled into the room; false: there are no bytes that can be shown. */
bool flow_picture(const struct flow *, const struct node *, struct para_object *, float max_width,
		  float max_height);
/* note.c */
struct note_row {
	int number;  /* printed; a continuation's is that of what it continues */
	int element; /* NOTE; -1 until its text is set */
	struct vrange items; /* in spares */
	int next;  /* a row that is wanted with it: its continuation, a note in it; -1: none */
	struct str url;          /* of a link's note */
	const struct node *note; /* of a FOOTNOTE */
};
/* The row of a web address or a footnote, its text set on first asking. `near`: the paragraph's
 * element. */
void note_want(struct galley *, const int *rows, size_t n, int line);
int note_for_url(const struct flow *, struct str url);
int note_for_node(const struct flow *, const struct node *note);
/* A longer address is no link on paper, and not printed [byte]. */
enum { URL_LONGEST = 4000 };
/* Whether an address can be followed from paper: it has a scheme that is not code or data, and fits. */
bool flow_leads_out(struct str url);
/* How web links are shown. */
enum link_style { LINKS_FOOTNOTE, LINKS_END, LINKS_INLINE, LINKS_NONE };
enum link_style link_style_of(const struct settings *);

extern const struct colour colour_text, colour_quiet, colour_faint, colour_link;

static inline bool rtl_of(const struct node *n, bool above)
{
	return n->direction == DIRECTION_RTL || (n->direction != DIRECTION_LTR && above);
}

#endif
