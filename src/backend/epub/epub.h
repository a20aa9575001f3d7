/* epub.h - what the files of this folder share: the writer, a finished chapter, the contents.
 *
 * render (chapter.c) makes an entry's files, compressed, on any thread. append (epub.c) puts them
 * into the ZIP's spool and adds their lines to nav, NCX, manifest and spine, which are spooled as
 * text, never kept as trees. close (package.c) writes what depends on the whole book. */
#ifndef BACKEND_EPUB_EPUB_H
#define BACKEND_EPUB_EPUB_H

#include "backend/backend.h"
#include "backend/markup/markup.h"
#include "base/map.h"
#include "base/spool.h"
#include "output/zip.h"

/* ---- a finished chapter -------------------------------------------------------------------- */

/* A link to an id in another article: whether that id exists, and in which of the article's files,
 * is known when all articles are. */
struct hole {
	size_t at;         /* [byte] in the file: behind the name's stem "c-…" */
	size_t suffix_len; /* [byte] ".xhtml" */
	int entry;         /* index of the target */
	uint64_t id;       /* id_hash of the fragment */
	struct str fragment; /* heap */
};

/* One file. */
struct piece {
	struct buf raw;       /* XHTML, kept only while there are holes */
	struct packed packed; /* else this */
	struct hole *holes;
	size_t n_holes, cap_holes;
	bool svg, mathml;
};

/* A line of the contents below the article's own. */
struct toc_line {
	int depth;         /* 1: below the article */
	int piece;
	struct str id;     /* heap */
	struct str label;  /* heap; plain text */
};

/* A page of its own for a drawing too wide for a telephone. */
struct large {
	struct packed packed;
	struct str name; /* heap */
};

/* fonts.c: characters by the face that shows them. */
enum face { FACE_TEXT, FACE_ITALIC, FACE_BOLD, FACE_BOLD_ITALIC, FACE_CODE, FACE_CODE_ITALIC, FACE_CODE_BOLD,
	FACE_COUNT };

struct shown {
	uint32_t *items; /* sorted: face above, code point in the low 24 bits */
	size_t n, cap;
};

struct chapter {
	struct shown shown; /* noted only when faces come with the book */
	struct buf cover; /* the book's first entry brings the drawn cover along; PNG */
	struct large *larges;
	size_t n_larges, cap_larges;
	struct piece *pieces;
	size_t n_pieces;
	struct toc_line *toc;
	size_t n_toc, cap_toc;
	uint64_t *ids; /* sorted: hash above, number of the piece in the low 8 bits */
	size_t n_ids;
	const struct resource **images; /* each once */
	size_t n_images, cap_images;
	struct markup_facts facts;
};

void *epub_render(const struct writer *, struct worker *, const struct article *, struct diag_log *);
void chapter_free(struct chapter *);
/* The hash of an id, the low 8 bits free. */
uint64_t id_hash(struct str id);
/* The number of the piece that holds the id, or -1. */
int chapter_find_id(const uint64_t *ids, size_t n, uint64_t hash);

/* kobo.c: the number of the last sentence marked. */
struct kobo_count {
	long block, sentence;
};

/* Appends a page, or a piece of one, with its sentences marked; marks what a buffer holds from `from` on. */
void kobo_put(struct buf *, struct str page, struct kobo_count *);
void kobo_mark(struct buf *page, size_t from, struct kobo_count *);

/* ---- nav and NCX ------------------------------------------------------------------------------ */

struct contents {
	struct spool nav, ncx;
	int levels; /* the most; 0: any */
	bool sentences; /* are marked, in the nav */
	struct kobo_count count;
	int depth; /* of the line written last; 0: none yet */
	int deepest;
	long order; /* playOrder */
	struct buf nav_line, ncx_line, label, href; /* of the line being written; kept for the next */
};

struct device;
void contents_init(struct contents *, const struct device *);
void contents_done(struct contents *);
/* `depth` from 1; more than one below the last line is brought up, more than `levels` left out. */
void contents_add(struct contents *, int depth, struct str label, struct str href);
/* Closes what is open. */
void contents_end(struct contents *);

/* ---- the writer --------------------------------------------------------------------------------- */

/* device.c: what a maker's readers want; 0, NULL and false are what all of them can do. */
struct device {
	const char *name, *suffix;
	int levels;       /* of contents that it shows */
	int cover_height; /* [px] of a drawn cover, 1600 wide */
	bool no_cover_page;
	bool sentences;       /* are marked: kobo.c */
	bool no_marks;        /* no zero-width spaces in long words */
	uint64_t most;        /* [byte] a file may have */
};
extern const char *const device_names[];
const struct device *device_of(const struct settings *);
const char *device_suffix(const struct settings *);

/* Ranks of files in the ZIP. */
enum { RANK_MIMETYPE, RANK_CONTAINER, RANK_PACKAGE, RANK_CONTENTS, RANK_STYLE, RANK_FRONT, RANK_CHAPTER,
	RANK_IMAGE };

/* libdeflate's quickest level: the reference feed's book takes 2.6 ms of packing where level 6 takes 5.1, a
 * quarter of the whole run, and is 4 % larger. */
enum { EPUB_LEVEL = 1 };

/* What of contents, manifest and spine is kept in memory, each; and what is compressed whole [byte]. */
enum { SPOOL_THRESHOLD = 1 << 20 };

/* How far chapters may grow before they are cut at headings [byte]. */
enum { CHAPTER_LIMIT = 250 << 10 };

struct entry_ids {
	uint64_t *ids;
	size_t n;
};

struct weights; /* cut.c */

/* A file with holes, put aside until close. */
struct waiting {
	char *name;
	struct piece piece; /* raw and holes */
};

struct writer {
	const struct book *book;
	const struct settings *settings;
	const struct device *device;
	struct output *output;
	struct diag *diag;
	struct zip_writer *zip;
	struct deflater *deflater; /* of the appending thread */
	struct contents contents;
	/* appendix: the spine's end, large drawings. They are not linear="no": some readers then show them
	 * nowhere, not even by their links, and calibre's check warns of it. */
	struct spool manifest, spine, appendix;
	struct map images; /* names already in the book */
	struct arena arena; /* for their keys */
	struct entry_ids *ids; /* one per entry */
	struct waiting *waiting;
	size_t n_waiting, cap_waiting;
	struct markup_facts facts;
	bool embeds;          /* faces come with it */
	unsigned char *shown; /* a bit a code point, face by face; NULL: nothing yet */
	bool animated; /* a GIF is among the pictures */
	bool about;          /* it has a page about itself */
	bool cover;          /* the book has one */
	bool cover_page;     /* and a page that shows it */
	bool draws_cover;    /* the first entry's render makes it */
	struct str cover_name, cover_type; /* "cover.png", "image/png" */
	uint64_t most;    /* [byte] of a file; 0: any */
	uint64_t written; /* [byte] so far, as it will be in the ZIP */
	uint64_t style_size;     /* [byte] of them: style sheet and faces */
	struct weights *weights; /* NULL: the book is not cut */
	bool over;        /* it will be: nothing is kept any more */
	bool complete;    /* all its files are put */
	struct diag_log style_log;
	const char *failure; /* what makes the book worthless, in words; NULL */
	struct str language;  /* of the book, as BCP 47 */
	struct str first_chapter; /* file name */
	size_t n_chapters;
};

/* Starts an element with words of the book's own and their language: `<h1 …>`. */
void epub_open_words(struct buf *, const struct writer *, const char *tag);
/* Starts an XHTML file: up to and with <body>. */
void epub_begin_xhtml(struct buf *, const struct writer *, struct str title, struct str language,
		      const char *body_class);
void epub_end_xhtml(struct buf *, const struct writer *);
/* Puts a file under EPUB/ and into the manifest; `properties` may be NULL. Takes nothing over. */
void epub_put_file(struct writer *, int rank, const char *name, const char *media_type,
		   const char *properties, struct str bytes);
void epub_add_manifest(struct writer *, struct str name, struct str media_type, const char *properties);
void epub_add_spine(struct writer *, struct str name);

/* holes.c: takes the piece over until it is filled, or forgotten. */
void holes_wait(struct writer *, struct piece *, struct str name);
void holes_fill(struct writer *);
void holes_forget(struct writer *);

/* cut.c: opened when all is put that every volume has; the rest is added in the book's order, first an
 * entry, then its lines in contents and manifest. Only a whole book with a limit is weighed. */
void weights_open(struct writer *);
void weights_add(struct writer *, const struct article *, const struct chapter *);
void weights_add_lines(struct writer *, uint64_t size);
void weights_close(struct writer *);
/* The indexes of the entries that volumes begin with; the caller frees them. */
size_t *weights_cut(const struct writer *, size_t *n);
/* What a packed file comes to in the ZIP, headers and all; what a list that is not packed yet does, a
 * tenth more than its beginning says [byte]. */
uint64_t weigh_packed(struct str name, const struct packed *);
uint64_t weigh_list(const struct writer *, const struct spool *);

/* terms.c: what the book says by itself. */
enum term { TERM_COVER, TERM_TITLE_PAGE, TERM_CONTENTS, TERM_LANDMARKS, TERM_START, TERM_ABOUT, TERM_CONTINUES,
	TERM_LARGER, TERM_BACK, TERM_SOURCE, TERM_FEED, TERM_LICENCE, TERM_ARTICLES, TERM_DATES, TERM_PUBLISHER,
	TERM_MADE_BY, TERM_COUNT };
const char *term(const struct writer *, enum term);
/* Attributes for an element that holds such words where they are in another language than the book's:
 * ` lang="en" …`, else "". */
const char *terms_foreign(const struct writer *);
bool terms_english(const struct writer *); /* those words are English */

/* fonts.c: notes the article's characters; adds a chapter's; cuts the faces, puts them into the book
 * and writes the rules that name them. */
void fonts_note(struct shown *, const struct article *);
void fonts_add(struct writer *, const struct shown *);
void fonts_put(struct writer *, struct buf *css);

/* Puts a member of the ZIP by its whole name. */
void epub_put_member(struct writer *, int rank, struct str name, const struct packed *);
/* Packs a page as the device wants it. Pure. */
void epub_pack_page(const struct writer *, struct deflater *, struct str page, struct packed *);
/* Puts a file that is packed already under EPUB/. */
void epub_put_packed(struct writer *, int rank, struct str name, const struct packed *);

/* cover_file.c: settles what cover the book has, and puts the user's own into it; the drawn one comes
 * with the first entry. */
void epub_begin_cover(struct writer *);
void epub_add_cover(struct writer *, struct str bytes);

/* front.c: cover.xhtml for the picture. */
void epub_put_cover_page(struct writer *);
void epub_put_title_page(struct writer *);
/* front.c: "about this book": where it is from, what may be done with it. */
void epub_put_about_page(struct writer *);
/* A day as the book's language writes it: in words in English, else as ISO 8601. */
void epub_put_day(struct buf *, const struct writer *, struct date);
/* package.c */
void epub_put_package(struct writer *);

#endif
