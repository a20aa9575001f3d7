/* text.c - the plain text backend: front matter, then articles one after the other; or one file an
 * article in a folder. What an article says is block.c's. */
#include "backend/text/text.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <unistd.h>

enum { USUAL_COLUMNS = 72, LEAST_COLUMNS = 20, MOST_COLUMNS = 10000 };

struct writer {
	const struct book *book;
	struct text_style style;
	struct output *output;
	struct sink *sink; /* of one file, or of the folder's contents */
	bool any; /* something stands in the file */
	struct arena arena;
	struct str *names; /* of files, by entry index; NULL: one file */
};

static const char *const wrap_words[] = { "auto", "none", "preserve", NULL };
static const char *const link_words[] = { "end", "inline", "none", NULL };

static const struct option_def options[] = {
	{ "columns", "N", OPTION_INT, 0, MOST_COLUMNS, NULL, "wrap text at N columns (72; 0: do not wrap)" },
	{ "wrap", "HOW", OPTION_WORD, 0, 0, wrap_words, "auto, none, or preserve: where the source does" },
	{ "ascii", NULL, OPTION_FLAG, 0, 0, NULL, "write 7-bit text: no accents, boxes of + - |" },
	{ "links", "KIND", OPTION_WORD, 0, 0, link_words, "addresses at the end (numbered), inline or none" },
	{ .name = NULL },
};

static enum text_links links_from(const char *word)
{
	if (word && strcmp(word, "inline") == 0)
		return LINKS_INLINE;
	return word && strcmp(word, "none") == 0 ? LINKS_NONE : LINKS_END;
}

/* ---- an article -------------------------------------------------------------------------------------------- */

void text_put_words(struct text *t, struct str s)
{
	struct buf b = { 0 };
	text_put(t, s, &b);
	text_fill(t, buf_str(&b));
	buf_done(&b);
}

static void put_byline(struct text *t, const struct entry *entry)
{
	struct buf b = { 0 };
	if (date_known(entry->published))
		date_put_long(&b, entry->published);
	for (size_t i = 0; i < entry->authors.n; i++) {
		buf_puts(&b, i ? ", " : b.len ? text_glyph(t, " · ", ", ") : "");
		buf_put_str(&b, entry->authors.items[i]);
	}
	if (entry->feed_title.len) {
		buf_puts(&b, b.len ? text_glyph(t, " · ", ", ") : "");
		buf_put_str(&b, entry->feed_title);
	}
	if (b.len)
		text_put_words(t, buf_str(&b));
	buf_done(&b);
}

static void put_categories(struct text *t, const struct entry *entry)
{
	struct buf b = { 0 };
	for (size_t i = 0; i < entry->categories.n; i++) {
		buf_puts(&b, i ? ", " : "Filed under ");
		buf_put_str(&b, entry->categories.items[i]);
	}
	if (b.len)
		text_put_words(t, buf_str(&b));
	buf_done(&b);
}

/* Title, date, authors, where it stands on the web, what it is filed under. */
static void put_opener(struct text *t, const struct entry *entry)
{
	struct buf b = { 0 };
	if (entry->number) {
		buf_put_int(&b, entry->number);
		buf_puts(&b, ". ");
	}
	text_put(t, entry->title, &b);
	text_put_heading(t, buf_str(&b), entry->kind == ENTRY_PART ? -1 : 0);
	buf_done(&b);
	text_blank(t);
	size_t start = t->out->len;
	put_byline(t, entry);
	if (entry->url.len)
		text_put_words(t, entry->url);
	put_categories(t, entry);
	if (t->out->len > start)
		text_blank(t);
}

static void put_article(const struct writer *w, struct text *t, const struct article *article)
{
	const struct entry *entry = article->entry;
	if (!w->book->fragment)
		put_opener(t, entry);
	text_put_blocks(t, article->root);
	text_put_notes(t, article->root);
	text_put_links(t);
	if (!w->book->fragment && entry->excerpt && entry->url.len) {
		struct buf b = { 0 };
		buf_puts(&b, "Continues at ");
		buf_put_str(&b, entry->url);
		text_blank(t);
		text_put_words(t, buf_str(&b));
		buf_done(&b);
	}
	text_trim_end(t);
}

static void *render(const struct writer *w, struct worker *worker, const struct article *article,
		    struct diag_log *log)
{
	(void)worker;
	struct buf *out = mem_alloc(sizeof *out);
	struct link_list links = { 0 };
	map_init(&links.numbers);
	size_t unwritable = 0;
	struct text t;
	text_init(&t, w->style, article, &links, out);
	t.unwritable = &unwritable;
	t.names = w->names;
	put_article(w, &t, article);
	if (unwritable)
		diag_add(log, DIAG_GLYPH_MISSING, 0, "%zu characters have no 7-bit form: written as \"?\"", unwritable);
	text_done(&t);
	map_done(&links.numbers);
	free(links.urls);
	return out;
}

/* ---- the book ------------------------------------------------------------------------------------------------ */

/* Without control characters: what a terminal would obey is no text. */
static void put_out(struct sink *sink, struct str s)
{
	while (s.len) {
		size_t n, at = utf8_find_control(s, &n);
		sink_put_str(sink, str_sub(s, 0, at));
		s = str_sub(s, at + n, s.len);
	}
}

/* A part is a heading among the articles of one file; in a folder only contents.txt names it. */
static void append(struct writer *w, const struct article *article, void *rendered)
{
	struct buf *out = rendered;
	const struct entry *entry = article->entry;
	if (!w->names) {
		if (w->any && out->len)
			sink_put_str(w->sink, STR("\n"));
		put_out(w->sink, buf_str(out));
		w->any |= out->len > 0;
	} else if (entry->kind == ENTRY_ARTICLE) {
		struct sink *sink = output_file(w->output, arena_cstr(&w->arena, w->names[entry->index]));
		put_out(sink, buf_str(out));
		sink_close(sink);
	}
	buf_done(out);
	free(out);
}

static void put_front(struct writer *w, struct diag *diag)
{
	struct buf out = { 0 };
	struct link_list links = { 0 };
	struct text t;
	size_t unwritable = 0;
	text_init(&t, w->style, NULL, &links, &out);
	t.unwritable = &unwritable;
	text_put_front(&t, w->book, w->names);
	if (unwritable)
		diag_say(diag, DIAG_GLYPH_MISSING, w->book->input, "%zu characters of the titles have no 7-bit form: written as \"?\"",
			 unwritable);
	put_out(w->sink, buf_str(&out));
	w->any = true;
	text_done(&t);
	buf_done(&out);
}

/* --columns; else 72, or on a terminal what COLUMNS says. 0: lines end where paragraphs do, or with
 * --wrap preserve where the source's did (which html/ has left in the texts); tables keep to the page
 * all the same. */
static void choose_columns(struct text_style *style, const struct settings *settings, const struct output *output)
{
	const char *wrap = settings_find(settings, "wrap"), *terminal = getenv("COLUMNS");
	long columns = USUAL_COLUMNS;
	if (output_kind(output) == OUTPUT_STDOUT && isatty(STDOUT_FILENO) && terminal &&
	    str_parse_long(str_from_c(terminal), &columns) && (columns < LEAST_COLUMNS || columns > MOST_COLUMNS))
		columns = USUAL_COLUMNS;
	style->table_columns = (size_t)settings_int(settings, "columns", columns);
	style->columns = wrap && strcmp(wrap, "auto") != 0 ? 0 : style->table_columns;
}

static struct writer *open_text(const struct book *book, const struct settings *settings, struct output *output,
				struct diag *diag)
{
	struct writer *w = mem_alloc(sizeof *w);
	w->book = book;
	w->output = output;
	choose_columns(&w->style, settings, output);
	w->style.ascii = settings_flag(settings, "ascii", false);
	w->style.links = links_from(settings_find(settings, "links"));
	arena_init(&w->arena);
	if (output_kind(output) == OUTPUT_FOLDER)
		w->names = text_names(book, w->style.ascii, &w->arena);
	w->sink = output_file(output, w->names ? "contents.txt" : NULL);
	if (!book->fragment)
		put_front(w, diag);
	return w;
}

static bool close_text(struct writer *w, const struct pool *pool, bool keep)
{
	(void)pool;
	(void)keep;
	sink_close(w->sink);
	arena_done(&w->arena);
	free(w);
	return true;
}

const struct backend backend_text = {
	.name = "text",
	.alias = "txt",
	.suffix = "txt",
	.media_type = "text/plain; charset=utf-8",
	.summary = "plain text: wrapped by display width, tables drawn, code to the letter",
	.folder = true,
	.options = options,
	.work = &(const struct backend_work){ open_text, render, append, NULL, close_text },
};
