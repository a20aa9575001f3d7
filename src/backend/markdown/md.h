/* md.h - the inside of the Markdown backend: what its files share.
 *
 * ink.c lays down one leaf block's inlines, ink_*.c settle its escapes; inline.c (emphasis.c, link.c)
 * turns inline nodes into ink, block.c (between.c, lines.c, fence.c, heading.c, callout.c) block nodes into lines,
 * pipe.c tables, raw.c and raw_inline.c nodes into HTML where Markdown has no words; outline.c (outline_*.c,
 * ink_outline.c) does the same where all are items of a list; flavor.c is the table of dialects. markdown.c writes one file, vault.c a folder of notes, settle.c the links in both. */
#ifndef BACKEND_MARKDOWN_MD_H
#define BACKEND_MARKDOWN_MD_H

#include "backend/backend.h"

/* ---- dialects ------------------------------------------------------------------------------- */

/* What a dialect's readers understand; everything else about it follows. */
struct flavor {
	const char *name;
	bool tables;	    /* pipe tables */
	bool strikethrough; /* ~~ */
	bool tasks;	    /* [ ] at the start of an item */
	bool autolinks;	    /* http://… in text becomes a link */
	bool footnotes;	    /* [^1] */
	bool inline_notes;  /* ^[a note] */
	bool alerts;	    /* > [!NOTE] */
	bool alert_titles;  /* > [!NOTE] with a title of one's own */
	bool fenced_divs;   /* ::: note */
	bool math;	    /* $…$, $$…$$ */
	bool wikilinks;	    /* [[note]] */
	bool highlight;	    /* ==…== */
	bool comments;	    /* %% … %% */
	bool tags;	    /* #word is a tag */
	bool sub_sup;	    /* ~sub~ and ^sup^ */
	bool definitions;   /* term, then ": " */
	bool fancy_lists;   /* a. i) (1) #. */
	bool attributes;    /* ## Heading {#id} */
	bool citations;	    /* @key */
	bool raw_fences;    /* ```{=html} */
	bool enclosed;	    /* emphasis is what marks enclose, whatever stands beside them; headings are one line */
	bool blank_before;  /* nothing but a list of an item follows a paragraph without a blank line */
	bool any_marker;    /* a list goes on whatever its bullet; no item begins with code */
	bool table_captions; /* : words, below a table */
	bool figures;	    /* a picture alone in its paragraph gets a caption */
	bool trimmed;	    /* blanks that do not break go from the edges of cells and blocks, too */
	bool late_boxes;    /* a box in an item is found when escapes are gone */
	bool plain_alts;    /* escapes in a picture's words are dropped with what they escape */
	bool open_pipes;    /* code in a cell holds | as it is */
	bool dotted_anchors; /* anchors keep dots, and begin with a letter */
	bool smart;	    /* ... -- and quotes are made typographic */
	bool folding;	    /* > [!NOTE]- with a title folds away */
	bool heading_title; /* a note begins with its title as a heading; else readers show its name */
	bool joplin_front;  /* properties as Joplin's importer names and spells them */
	bool local_dates;   /* dates with a time have no zone */
	bool outline;	    /* blocks are the items of one list, and words are read as Logseq does */
	bool graph;	    /* a folder is a graph of Logseq: pages/ and assets/, properties as key:: value */
};

/* NULL when there is no such dialect; the empty name is the default, gfm. */
const struct flavor *flavor_find(struct str name);
extern const char *const flavor_names[];

/* ---- ink: one leaf block's inlines -------------------------------------------------------------- */

enum ink_token_type { INK_TEXT, INK_MARK, INK_OPEN, INK_CLOSE, INK_BREAK };

struct ink_token {
	enum ink_token_type type;
	bool in_link;			 /* text between [ and ] */
	bool encode_first, encode_last;	 /* written as a reference: a delimiter beside it needs that */
	struct str s;			 /* of text; of marks and delimiters the bytes */
};

enum ink_place { INK_PARAGRAPH, INK_HEADING, INK_CELL };

/* Reused from block to block. */
struct ink {
	const struct flavor *flavor;
	struct ink_token *tokens;
	size_t n, cap;
	struct arena arena; /* bytes of marks that are made up here */
	struct buf bytes;   /* laid down, not yet escaped */
	struct buf kinds;   /* one byte for each: enum ink_kind in ink.c */
	bool doubtful[256]; /* bytes of words that may need an escape in this dialect */
	bool exact;	    /* spaces inside emphasis stay inside */
	bool unsayable;	    /* of an outline: what was put would be misread, whatever its escapes */
};

void ink_init(struct ink *, const struct flavor *);
void ink_done(struct ink *);
void ink_clear(struct ink *);
/* Words of the source. The bytes must outlive ink_put. */
void ink_text(struct ink *, struct str, bool in_link);
/* Mark-up, final as it is. ink_mark copies nothing. */
void ink_mark(struct ink *, struct str);
void ink_open(struct ink *, const char *delimiter);
void ink_close(struct ink *, const char *delimiter);
void ink_break(struct ink *);
/* The character the last token ends a delimiter run with ('*', '_'), else 0. */
char ink_last_delimiter(const struct ink *);

struct ink_context {
	enum ink_place place;
	bool item_start;  /* first in a list item: "[x] " would be a task */
	bool quote_start; /* first in a quote: "[!NOTE]" would be an alert */
	bool runs_on;	  /* a line of another block follows at once */
	bool in_brackets; /* a picture's words: what stands around them is not known */
};

/* Settles delimiters and escapes and appends the block's lines, hard breaks as "\\\n". */
void ink_put(struct ink *, struct ink_context, struct buf *out);

/* ---- writing an article ----------------------------------------------------------------------- */

/* A link inside the book, settled when all names are known. */
struct md_target {
	const struct entry *entry;
	struct str fragment;
	bool wiki; /* written [[like this]] */
};

struct vault;

/* One article on its way to Markdown. */
struct md {
	const struct flavor *flavor;
	const struct article *article;
	const struct vault *vault;	/* NULL: one file */
	bool raw_html;
	int shift;			/* added to heading levels */
	struct str note_prefix;		/* before footnote numbers: unique in the file */
	struct buf *out;
	struct ink ink;
	struct buf first, rest;		/* what the next line and those behind it begin with */
	bool line_open;
	struct buf scratch;
	struct md_target *targets;
	size_t n_targets, cap_targets;
	const struct resource **images;	/* to be stored beside the notes */
	size_t n_images, cap_images;
};

void md_init(struct md *, const struct flavor *, const struct article *, struct buf *out);
void md_done(struct md *);

/* The article's blocks, no title. */
void md_put_blocks(struct md *, const struct node *parent);
void md_put_notes(struct md *, const struct node *root);
/* A heading with plain text, at the margin. */
void md_put_title(struct md *, int level, struct str title);
/* A paragraph of plain text. */
void md_put_paragraph(struct md *, struct str text);

/* Lines: md_line begins one, with the prefix; bytes go to md->out; md_line_end ends it. */
void md_line(struct md *);
void md_line_end(struct md *);
void md_blank(struct md *);
/* How many of `c` stand in a row at most. */
size_t md_longest_run(struct str, char c);
/* All lines of `s`, each with its prefix and an end. */
void md_put_lines(struct md *, struct str s);

/* Inlines of a leaf block, behind what md->ink holds. */
void md_ink(struct md *, const struct node *leaf, enum ink_place);
/* The same, then settled into `out`. */
void md_inline(struct md *, const struct node *leaf, struct ink_context, struct buf *out);
/* A link's destination as Markdown has it. */
void md_put_destination(struct buf *, struct str url, bool cell);
/* A relative path as a link's destination. */
void md_put_path(struct buf *, struct str path);
/* Where a link leads, as it is to be written. */
struct str md_link_url(struct md *, const struct node *link);
/* The same for [[…]]; empty when the link does not lead to another note. */
struct str md_wiki_target(struct md *, const struct node *link);
struct str md_image_url(struct md *, const struct node *image);

/* True when the table can be a pipe table. */
bool md_table_fits(const struct md *, const struct node *table);
void md_put_table(struct md *, const struct node *table);

/* Nodes as HTML, without a blank line inside; the tag of an inline that Markdown lacks, or NULL. */
void md_put_raw_block(struct md *, const struct node *);
void md_put_raw_inline(struct md *, const struct node *, struct buf *);
void md_put_raw_inlines(struct md *, const struct node *parent, struct buf *);
void md_put_attribute(struct buf *, const char *name, struct str value);
const char *md_raw_tag(enum node_type);
/* What a formula without TeX says in plain characters. */
struct str md_math_text(struct arena *, const struct node *);

#define MD_TARGET_BEGIN "\xEF\xB7\x90" /* U+FDD0, U+FDD1: no characters, so no text holds them */
#define MD_TARGET_END "\xEF\xB7\x91"

#endif
