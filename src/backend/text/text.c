/* text.c - the plain text backend: title, contents with article numbers, articles one after the
 * other; or one file an article in a folder. What an article says is block.c's. */
#include "backend/text/text.h"

#include "base/unicode.h"
#include "doc/walk.h"

#include <stdio.h>
#include <stdlib.h>

struct writer {
	const struct book *book;
	struct text_style style;
	struct output *output;
	struct sink *sink; /* of one file, or of the folder's contents */
	bool folder;
	bool any; /* something stands in the file */
};

static const char *const link_words[] = { "end", "inline", "none", NULL };

static const struct option_def options[] = {
	{ "columns", "N", OPTION_INT, 0, 10000, NULL, "wrap text at N columns (72; 0: do not wrap)" },
	{ "ascii", NULL, OPTION_FLAG, 0, 0, NULL, "write 7-bit text: no accents, boxes of + - |" },
	{ "links", "KIND", OPTION_WORD, 0, 0, link_words, "addresses of links: numbered at the article's end, inline, none" },
	{ .name = NULL },
};

static enum text_links links_from(const char *word)
{
	if (word && strcmp(word, "inline") == 0)
		return LINKS_INLINE;
	return word && strcmp(word, "none") == 0 ? LINKS_NONE : LINKS_END;
}

/* ---- an article -------------------------------------------------------------------------------------------- */

static void put_words(struct text *t, struct str s)
{
	struct buf b = { 0 };
	text_put(t, s, &b);
	text_fill(t, buf_str(&b));
	buf_done(&b);
}

static void put_opener(struct text *t, const struct entry *entry)
{
	struct buf b = { 0 };
	if (entry->number)
		buf_printf(&b, "%d. ", entry->number);
	text_put(t, entry->title, &b);
	text_put_heading(t, buf_str(&b), 0);
	buf_clear(&b);
	if (date_known(entry->published))
		date_put_long(&b, entry->published);
	for (size_t i = 0; i < entry->authors.n; i++) {
		buf_puts(&b, i ? ", " : b.len ? text_glyph(t, " · ", ", ") : "");
		text_put(t, entry->authors.items[i], &b);
	}
	if (b.len || entry->url.len)
		text_blank(t);
	if (b.len)
		text_fill(t, buf_str(&b));
	if (entry->url.len)
		put_words(t, entry->url);
	buf_done(&b);
}

static void put_article(const struct writer *w, struct text *t, const struct article *article)
{
	if (!w->book->fragment) {
		put_opener(t, article->entry);
		if (article->root->first)
			text_blank(t);
	}
	text_put_blocks(t, article->root);
	text_put_notes(t, article->root);
	text_put_links(t);
	if (!w->book->fragment && article->entry->excerpt && article->entry->url.len) {
		struct buf b = { 0 };
		buf_puts(&b, "Continues at ");
		buf_put_str(&b, article->entry->url);
		text_blank(t);
		put_words(t, buf_str(&b));
		buf_done(&b);
	}
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
	put_article(w, &t, article);
	if (unwritable)
		diag_add(log, DIAG_GLYPH_MISSING, 0, "%zu characters have no 7-bit form: written as \"?\"", unwritable);
	text_done(&t);
	map_done(&links.numbers);
	free(links.urls);
	return out;
}

/* ---- the book ------------------------------------------------------------------------------------------------ */

static struct str file_name(const struct entry *entry, struct buf *b)
{
	buf_clear(b);
	buf_printf(b, "%03d-%.*s.txt", entry->index + 1, STR_ARG(entry->name));
	buf_cstr(b);
	return buf_str(b);
}

static void append(struct writer *w, const struct article *article, void *rendered)
{
	struct buf *out = rendered;
	if (w->folder) {
		struct buf name = { 0 };
		file_name(article->entry, &name);
		struct sink *sink = output_file(w->output, buf_cstr(&name));
		sink_put_str(sink, buf_str(out));
		sink_close(sink);
		buf_done(&name);
	} else {
		if (w->any && out->len)
			sink_put_str(w->sink, STR("\n"));
		sink_put_str(w->sink, buf_str(out));
		w->any |= out->len > 0;
	}
	buf_done(out);
	free(out);
}

static void put_contents(const struct writer *w, struct text *t)
{
	const struct book *book = w->book;
	char digits[32];
	int widest = snprintf(digits, sizeof digits, "%zu", book->n_articles);
	struct buf b = { 0 }, name = { 0 };
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *entry = &book->entries[i];
		buf_clear(&b);
		if (entry->kind == ENTRY_PART && i)
			text_blank(t);
		if (entry->kind == ENTRY_ARTICLE)
			buf_printf(&b, "%*d. ", widest, entry->number);
		struct buf rest = { 0 };
		buf_pad(&rest, ' ', b.len);
		struct text_container c = text_enter(t, buf_str(&b), buf_str(&rest));
		put_words(t, entry->title);
		if (w->folder)
			put_words(t, file_name(entry, &name));
		text_leave(t, c);
		buf_done(&rest);
	}
	buf_done(&b);
	buf_done(&name);
}

static void put_front(struct writer *w)
{
	const struct book *book = w->book;
	struct buf out = { 0 }, b = { 0 };
	struct link_list links = { 0 };
	struct text t;
	text_init(&t, w->style, NULL, &links, &out);
	text_put(&t, book->title, &b);
	text_put_heading(&t, buf_str(&b), 0);
	const struct str lines[] = { book->subtitle, book->description };
	for (size_t i = 0; i < 2; i++)
		if (lines[i].len) {
			text_blank(&t);
			put_words(&t, lines[i]);
		}
	buf_clear(&b);
	for (size_t i = 0; i < book->authors.n; i++) {
		buf_puts(&b, i ? ", " : "By ");
		buf_put_str(&b, book->authors.items[i]);
	}
	if (b.len || book->source_url.len)
		text_blank(&t);
	put_words(&t, buf_str(&b));
	if (book->source_url.len)
		put_words(&t, book->source_url);
	if (book->n_entries > 1 || w->folder) {
		text_blank(&t);
		text_put_heading(&t, STR("Contents"), 1);
		text_blank(&t);
		put_contents(w, &t);
	}
	sink_put_str(w->sink, buf_str(&out));
	w->any = true;
	text_done(&t);
	buf_done(&out);
	buf_done(&b);
}

static struct writer *open_text(const struct book *book, const struct settings *settings, struct output *output,
				struct diag *diag)
{
	(void)diag;
	struct writer *w = mem_alloc(sizeof *w);
	w->book = book;
	w->output = output;
	w->style.columns = (size_t)settings_int(settings, "columns", 72);
	w->style.ascii = settings_flag(settings, "ascii", false);
	w->style.links = links_from(settings_find(settings, "links"));
	w->folder = output_kind(output) == OUTPUT_FOLDER;
	w->sink = output_file(output, w->folder ? "contents.txt" : NULL);
	if (!book->fragment)
		put_front(w);
	return w;
}

static bool close_text(struct writer *w, const struct pool *pool, bool keep)
{
	(void)pool;
	(void)keep;
	sink_close(w->sink);
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
	.open = open_text,
	.render = render,
	.append = append,
	.close = close_text,
};
