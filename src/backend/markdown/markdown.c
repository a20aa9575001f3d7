/* markdown.c - the backend: a whole book in one file, and the door to the folder of notes.
 *
 * In one file the contents stand before articles whose anchors are known only once all have come,
 * so bodies wait in a spool and links inside the book are settled at close. */
#include "backend/markdown/settle.h"

#include "backend/markdown/outline.h"

#include "backend/markdown/slug.h"
#include "backend/markdown/vault.h"
#include "base/spool.h"
#include "doc/walk.h"

#include <stdlib.h>

struct segment {
	uint64_t at, len;
	bool has_targets;
};

struct writer {
	const struct book *book;
	const struct settings *settings;
	const struct flavor *flavor;
	struct output *output;
	struct diag *diag;
	bool raw_html, exact;
	struct vault *vault; /* NULL: one file */
	/* of one file */
	struct spool bodies;
	struct segment *segments;
	size_t n_segments, cap_segments;
	struct buf contents;
	struct slugs slugs;
	struct str *anchors; /* by entry index */
	int level;	     /* of the article's title; parts stand one above */
};

struct rendered {
	struct buf body;
	struct md_target *targets;
	size_t n_targets;
	const struct resource **images;
	size_t n_images;
};

static const char *const note_names[] = { "title", "slug", NULL };

static const struct option_def options[] = {
	{ "flavor", "NAME", OPTION_WORD, 0, 0, flavor_names, "dialect: gfm (default), commonmark, obsidian, joplin, pandoc or logseq" },
	{ "raw-html", NULL, OPTION_FLAG, 0, 0, NULL, "write as HTML what Markdown has no words for (on by default)" },
	{ "front-matter", NULL, OPTION_FLAG, 0, 0, NULL, "begin notes with properties (on by default)" },
	{ "note-name", "KIND", OPTION_WORD, 0, 0, note_names, "name notes by their title, or by a slug of it" },
	{ "dry-run", NULL, OPTION_FLAG, 0, 0, NULL, "say what would be done to a folder of notes, and do nothing" },
	{ .name = NULL },
};

/* ---- render --------------------------------------------------------------------------------------------- */

static int lowest_level(const struct article *article)
{
	int level = 7;
	for (size_t i = 0; i < article->n_headings; i++)
		if (article->headings[i]->as.heading.level < level)
			level = article->headings[i]->as.heading.level;
	return level;
}

static void put_names(struct buf *b, struct str_list names)
{
	for (size_t i = 0; i < names.n; i++) {
		buf_puts(b, i ? ", " : "");
		buf_put_str(b, names.items[i]);
	}
}

/* The byline of an article in a book: date, authors, address; categories below. */
static void put_byline(struct md *md, const struct entry *entry, int depth)
{
	struct ink *ink = &md->ink;
	ink_clear(ink);
	struct buf b = { 0 };
	if (date_known(entry->published))
		date_put_long(&b, entry->published);
	buf_puts(&b, b.len && entry->authors.n ? " · " : "");
	put_names(&b, entry->authors);
	buf_puts(&b, b.len && entry->url.len ? " · " : "");
	ink_text(ink, arena_str(&ink->arena, buf_str(&b)), false);
	if (entry->url.len)
		ink_mark(ink, arena_printf(&ink->arena, "<%.*s>", STR_ARG(entry->url)));
	if (entry->categories.n) {
		buf_clear(&b);
		put_names(&b, entry->categories);
		if (ink->n)
			ink_break(ink);
		ink_text(ink, STR("Filed under "), false);
		ink_text(ink, arena_str(&ink->arena, buf_str(&b)), false);
	}
	buf_clear(&b);
	ink_put(ink, (struct ink_context){ .place = INK_PARAGRAPH }, &b);
	if (b.len && md->flavor->outline)
		outline_put_line(md, depth, buf_str(&b));
	else if (b.len) {
		md_blank(md);
		md_put_lines(md, buf_str(&b));
	}
	buf_done(&b);
}

static void put_continuation(struct md *md, const struct entry *entry)
{
	if (!entry->excerpt || !entry->url.len)
		return;
	md_blank(md);
	md_line(md);
	buf_puts(md->out, "Continues at <");
	buf_put_str(md->out, entry->url);
	buf_putc(md->out, '>');
	md_line_end(md);
}

/* In a file of its own the article hangs below its title. */
static void put_outline(const struct writer *w, struct md *md, const struct article *article)
{
	const struct entry *entry = article->entry;
	int depth = w->book->fragment || w->vault ? 0 : w->level - 2 - (entry->kind == ENTRY_PART);
	if (!w->book->fragment && !w->vault) {
		int level = w->level - (entry->kind == ENTRY_PART), lowest = lowest_level(article);
		md->shift = lowest <= level ? level + 1 - lowest : 0;
		md->note_prefix = arena_printf(article->arena, "%d.", entry->number);
		outline_put_title(md, depth++, level, entry->title);
		if (entry->kind == ENTRY_ARTICLE)
			put_byline(md, entry, depth);
	}
	outline_put_blocks(md, article->root, depth);
	outline_put_notes(md, article->root, depth);
	if (!w->book->fragment && entry->excerpt && entry->url.len)
		outline_put_line(md, depth, arena_printf(article->arena, "Continues at <%.*s>", STR_ARG(entry->url)));
	if (md->out->len && !w->vault)
		buf_putc(md->out, '\n');
}

static void put_article(const struct writer *w, struct md *md, const struct article *article)
{
	const struct entry *entry = article->entry;
	bool fragment = w->book->fragment;
	if (w->flavor->outline) {
		put_outline(w, md, article);
		return;
	}
	if (!fragment && !w->vault) {
		int level = entry->kind == ENTRY_PART ? w->level - 1 : w->level;
		int lowest = lowest_level(article);
		md->shift = lowest <= level ? level + 1 - lowest : 0;
		md->note_prefix = arena_printf(article->arena, "%d.", entry->number);
		md_put_title(md, level, entry->title);
		if (entry->kind == ENTRY_ARTICLE)
			put_byline(md, entry, 0);
	}
	if (md->out->len && article->root->first)
		md_blank(md);
	md_put_blocks(md, article->root);
	md_put_notes(md, article->root);
	if (!fragment)
		put_continuation(md, entry);
}

static void *render(const struct writer *w, struct worker *worker, const struct article *article,
		    struct diag_log *log)
{
	(void)worker;
	(void)log;
	struct rendered *r = mem_alloc(sizeof *r);
	struct md md;
	md_init(&md, w->flavor, article, &r->body);
	md.vault = w->vault;
	md.raw_html = w->raw_html;
	md.ink.exact = w->exact;
	put_article(w, &md, article);
	/* What a link leads to lives in the article's arena, which append still has. */
	r->targets = md.targets;
	r->n_targets = md.n_targets;
	r->images = md.images;
	r->n_images = md.n_images;
	md.targets = NULL;
	md.images = NULL;
	md_done(&md);
	return r;
}

/* ---- append ---------------------------------------------------------------------------------------------- */

static struct settling settling_of(const struct writer *w, const struct article *article, const struct rendered *r)
{
	return (struct settling){ .article = article, .flavor = w->flavor, .vault = w->vault, .targets = r->targets,
				  .n_targets = r->n_targets };
}

static void append_to_book(struct writer *w, const struct article *article, struct rendered *r)
{
	const struct entry *entry = article->entry;
	struct settling s = settling_of(w, article, r);
	if (!w->book->fragment) {
		struct str anchor = w->anchors[entry->index] = slugs_add(&w->slugs, entry->title);
		struct str *heading_anchors = ARENA_ARRAY(article->arena, struct str, article->n_headings);
		s.heading_anchors = heading_anchors;
		struct buf text = { 0 };
		for (size_t i = 0; i < article->n_headings; i++) {
			buf_clear(&text);
			node_put_text(article->headings[i], &text);
			heading_anchors[i] = slugs_add(&w->slugs, buf_str(&text));
		}
		buf_done(&text);
		struct ink ink;
		ink_init(&ink, w->flavor);
		ink_text(&ink, entry->title, true);
		buf_puts(&w->contents, w->level == 3 && entry->kind == ENTRY_ARTICLE ? "  - [" : "- [");
		ink_put(&ink, (struct ink_context){ .place = INK_HEADING }, &w->contents);
		buf_printf(&w->contents, "](#%.*s)\n", STR_ARG(anchor));
		ink_done(&ink);
	}
	struct buf settled = { 0 };
	struct str body = buf_str(&r->body);
	if (r->n_targets) {
		settle_article(&s, body, &settled);
		body = buf_str(&settled);
	}
	mem_grow(&w->segments, &w->cap_segments, w->n_segments + 1, sizeof *w->segments);
	w->segments[w->n_segments++] = (struct segment){ spool_put(&w->bodies, body), body.len, r->n_targets > 0 };
	buf_done(&settled);
	settle_done(&s);
}

static void append_to_vault(struct writer *w, const struct article *article, struct rendered *r)
{
	struct settling s = settling_of(w, article, r);
	struct buf settled = { 0 };
	struct str body = buf_str(&r->body);
	if (r->n_targets) {
		settle_note(&s, body, &settled);
		body = buf_str(&settled);
	}
	vault_append(w->vault, article, body, r->images, r->n_images);
	buf_done(&settled);
	settle_done(&s);
}

static void append(struct writer *w, const struct article *article, void *rendered)
{
	struct rendered *r = rendered;
	if (w->vault)
		append_to_vault(w, article, r);
	else
		append_to_book(w, article, r);
	buf_done(&r->body);
	free(r->targets);
	free(r->images);
	free(r);
}

/* ---- open and close ---------------------------------------------------------------------------------------- */

static struct writer *open_markdown(const struct book *book, const struct settings *settings, struct output *output,
				    struct diag *diag)
{
	struct writer *w = mem_alloc(sizeof *w);
	w->book = book;
	w->settings = settings;
	w->output = output;
	w->diag = diag;
	w->flavor = flavor_find(str_from_c(settings_find(settings, "flavor")));
	if (!w->flavor)
		w->flavor = flavor_find(STR_NONE);
	w->raw_html = settings_flag(settings, "raw-html", true);
	w->exact = book->fragment || !settings->clean;
	w->level = book->n_articles < book->n_entries ? 3 : 2;
	if (output_kind(output) == OUTPUT_FOLDER) {
		w->vault = vault_open(book, settings, output, diag, w->flavor);
		return w;
	}
	spool_init(&w->bodies);
	slugs_init(&w->slugs);
	w->slugs.dotted = w->flavor->dotted_anchors;
	w->anchors = mem_alloc(mem_product(book->n_entries + 1, sizeof *w->anchors));
	if (!book->fragment) {
		slugs_add(&w->slugs, book->title);
		slugs_add(&w->slugs, STR("Contents"));
	}
	return w;
}

/* An outline has no places that its contents could lead to. */
static void put_outline_front(const struct writer *w, struct buf *b)
{
	const struct book *book = w->book;
	struct md md;
	md_init(&md, w->flavor, NULL, b);
	outline_put_title(&md, 0, 1, book->title);
	buf_putc(b, '\n');
	md_done(&md);
}

static void put_front(const struct writer *w, struct buf *b)
{
	const struct book *book = w->book;
	struct md md;
	md_init(&md, w->flavor, NULL, b);
	md_put_title(&md, 1, book->title);
	struct buf authors = { 0 };
	if (book->authors.n)
		buf_puts(&authors, "By ");
	put_names(&authors, book->authors);
	const struct str lines[] = { book->subtitle, book->description, buf_str(&authors), book->publisher, book->rights };
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (lines[i].len) {
			md_blank(&md);
			md_put_paragraph(&md, lines[i]);
		}
	buf_done(&authors);
	if (book->source_url.len)
		buf_printf(b, "\n<%.*s>\n", STR_ARG(book->source_url));
	buf_puts(b, "\n## Contents\n\n");
	buf_put_str(b, buf_str(&w->contents));
	md_done(&md);
}

static bool put_segment(struct writer *w, const struct segment *segment, struct sink *sink)
{
	struct arena scratch;
	struct str body;
	arena_init(&scratch);
	bool read = spool_get(&w->bodies, segment->at, segment->len, &scratch, &body);
	if (read && segment->has_targets) {
		struct buf settled = { 0 };
		settle_anchors(body, w->anchors, w->book->n_entries, &settled);
		sink_put_str(sink, buf_str(&settled));
		buf_done(&settled);
	} else if (read)
		sink_put_str(sink, body);
	arena_done(&scratch);
	return read;
}

static bool close_book(struct writer *w, bool keep)
{
	bool good = keep && !w->bodies.error;
	struct sink *sink = output_file(w->output, NULL);
	bool outline = w->flavor->outline;
	if (good && !w->book->fragment) {
		struct buf front = { 0 };
		(outline ? put_outline_front : put_front)(w, &front);
		sink_put_str(sink, buf_str(&front));
		buf_done(&front);
	}
	for (size_t i = 0; good && i < w->n_segments; i++) {
		if (!w->book->fragment && !outline)
			sink_put_str(sink, STR("\n"));
		good = put_segment(w, &w->segments[i], sink);
	}
	sink_close(sink);
	if (keep && !good)
		diag_say(w->diag, DIAG_OUTPUT, output_path(w->output), "the temporary file could not be read back");
	spool_done(&w->bodies);
	slugs_done(&w->slugs);
	buf_done(&w->contents);
	free(w->segments);
	free(w->anchors);
	return good || !keep;
}

static bool close_markdown(struct writer *w, const struct pool *pool, bool keep)
{
	(void)pool;
	bool good = w->vault ? vault_close(w->vault, keep) : close_book(w, keep);
	free(w);
	return good;
}

const struct backend backend_markdown = {
	.name = "markdown",
	.alias = "md",
	.suffix = "md",
	.media_type = "text/markdown",
	.summary = "Markdown: one file, or a folder of notes that is kept in step with the feed",
	.folder = true,
	.options = options,
	.work = &(const struct backend_work){ open_markdown, render, append, NULL, close_markdown },
};
