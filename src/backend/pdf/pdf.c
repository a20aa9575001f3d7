/* pdf.c - the backend: articles are set in type by render (typeset), cut into pages and put aside by
 * append (page); close settles page numbers, makes the front matter, cuts down the faces, and writes
 * the pages, several at a time, in order. */
#include "backend/typesetter.h"

#include <stdlib.h>

#include "backend/pdf/canvas_trace.h"
#include "backend/pdf/meta.h"
#include "backend/pdf/missing.h"
#include "backend/pdf/nav.h"
#include "backend/pdf/page.h"
#include "backend/pdf/pages_emit.h"
#include "base/arena.h"

struct writer {
	const struct book *book;
	const struct settings *settings;
	struct diag *diag;
	struct sink *sink;
	bool trace; /* the display lists as text instead of a PDF */
	struct look look;
	struct typeset typeset;
	struct studio studio;
	struct pages *pages;
	struct nav *nav;
	struct pager *pager;
	struct missing missing;
	struct worker worker; /* of the appending thread */
};

enum { SHORT_BODY = 1000 }; /* [byte] of HTML that come to a third of a page */

/* A book of short notices: a page for each would be mostly white. */
static bool mostly_short(const struct book *book)
{
	size_t n = 0;
	for (size_t i = 0; i < book->n_entries; i++)
		n += book->entries[i].kind != ENTRY_PART && book->entries[i].body_len < SHORT_BODY;
	return book->n_articles >= 4 && n * 3 > book->n_articles * 2;
}

static enum new_page new_page_from(const struct settings *settings, const struct look *look,
				   const struct book *book)
{
	const char *word = settings_find(settings, "new-page");
	if (!word && look->article_starts_page)
		return mostly_short(book) ? NEW_PAGE_AUTO : NEW_PAGE_ARTICLE;
	if (!word)
		return NEW_PAGE_NONE;
	return strcmp(word, "article") == 0 ? NEW_PAGE_ARTICLE
	       : strcmp(word, "auto") == 0  ? NEW_PAGE_AUTO
					    : NEW_PAGE_NONE;
}

static struct writer *pdf_open(const struct book *book, const struct settings *settings,
			       struct output *output, struct diag *diag)
{
	struct writer *w = mem_alloc(sizeof *w);
	w->book = book;
	w->settings = settings;
	w->diag = diag;
	w->sink = output_file(output, NULL);
	w->trace = getenv("DESIGNCONV_TRACE") != NULL;
	look_from_settings(&w->look, settings);
	struct diag_log log;
	diag_log_init(&log);
	typeset_open(&w->typeset, &w->look, settings, book, &log);
	diag_flush(diag, &log, (struct diag_place){ .file = settings->style ? settings->style : "book" });
	diag_log_done(&log);
	w->studio.file = pdf_file_open(w->trace ? NULL : w->sink);
	w->studio.fonts = font_set_new(w->typeset.fonts);
	w->studio.tree = struct_tree_new(w->studio.file);
	w->studio.images = image_set_new(settings->resources, w->studio.file, diag);
	w->pages = pages_new();
	w->nav = nav_new(book, settings->toc_depth_given ? settings->toc_depth : 7);
	w->pager = pager_new(&w->typeset, &w->studio, w->pages, w->nav, &w->worker,
			     new_page_from(settings, &w->look, book));
	return w;
}

static void *pdf_render(const struct writer *w, struct worker *worker, const struct article *article,
			struct diag_log *log)
{
	return typeset_article(&w->typeset, worker, article, log);
}

static void pdf_append(struct writer *w, const struct article *article, void *rendered)
{
	struct vlist *list = rendered;
	const struct entry *entry = article->entry;
	struct pager_part part = {
		.entry = entry->index, .title = entry->title, .number = entry->number,
		.language = entry->language,
	};
	if (w->book->fragment)
		part.title = STR_NONE;
	pager_add(w->pager, list, &part);
	missing_add(&w->missing, list->missing, list->n_missing);
	vlist_free(list);
}

/* A book that is one article, and called as that is: its opener says all that a title page would. */
static bool is_one_article(const struct book *book)
{
	return book->n_articles == 1 && book->n_entries == 1 &&
	       str_eq(str_trim(book->title), str_trim(book->entries[0].title));
}

/* Lines of contents set at a time: those of a long book, with all their dots, are megabytes. */
enum { CONTENTS_AT_ONCE = 500 };

/* Title page, and contents when there is more than one article. */
static void add_front_matter(struct writer *w)
{
	struct pager_part part = { .entry = -1, .front = true };
	if (w->book->fragment || is_one_article(w->book))
		return;
	struct vlist *list = typeset_title_page(&w->typeset, &w->worker);
	pager_add(w->pager, list, &part);
	vlist_free(list);
	if (w->book->n_articles < 2)
		return;
	part.title = STR("Contents");
	struct toc_source source = { w->nav, nav_heads };
	for (size_t first = 0, end; first < w->book->n_entries; first = end) {
		end = w->book->n_entries - first > CONTENTS_AT_ONCE ? first + CONTENTS_AT_ONCE : w->book->n_entries;
		part.continued = first > 0;
		part.more = end < w->book->n_entries;
		list = typeset_contents(&w->typeset, &w->worker, &source, first, end);
		pager_add(w->pager, list, &part);
		vlist_free(list);
	}
}

static void writer_free(struct writer *w)
{
	pager_free(w->pager);
	free(w->missing.rows);
	nav_free(w->nav);
	pages_free(w->pages);
	image_set_free(w->studio.images);
	struct_tree_free(w->studio.tree);
	font_set_free(w->studio.fonts);
	if (w->worker.slot_free)
		w->worker.slot_free(w->worker.slot);
	typeset_close(&w->typeset);
	free(w);
}

static uint32_t write_catalog(struct writer *w, struct pdf_heap *heap, uint32_t page_tree, uint32_t root,
			      const struct nav_objects *nav, const struct meta *meta)
{
	struct pdf_file *file = w->studio.file;
	struct pdf_dict *d = pdf_dict_new(heap), *mark = pdf_dict_new(heap), *view = pdf_dict_new(heap);
	struct pdf_array *intents = pdf_array_new(heap);
	uint32_t catalog = pdf_file_reserve(file, 1);
	pdf_dict_name(d, "Type", "Catalog");
	pdf_dict_ref(d, "Pages", page_tree);
	pdf_dict_ref(d, "StructTreeRoot", root);
	pdf_dict_bool(mark, "Marked", true);
	pdf_dict_dict(d, "MarkInfo", mark);
	pdf_dict_text(d, "Lang", w->book->language.len ? w->book->language : STR("und"));
	pdf_dict_bool(view, "DisplayDocTitle", true);
	if (w->book->rtl)
		pdf_dict_name(view, "Direction", "R2L");
	pdf_dict_dict(d, "ViewerPreferences", view);
	pdf_dict_ref(d, "Metadata", meta->metadata);
	pdf_array_ref(intents, meta->intent);
	pdf_dict_array(d, "OutputIntents", intents);
	pdf_dict_ref(d, "PageLabels", nav->labels);
	if (nav->names)
		pdf_dict_ref(d, "Names", nav->names);
	if (nav->outlines) {
		pdf_dict_ref(d, "Outlines", nav->outlines);
		pdf_dict_name(d, "PageMode", "UseOutlines");
	}
	pdf_file_dict(file, catalog, d);
	return catalog;
}

static bool write_book(struct writer *w, const struct pool *pool)
{
	struct pdf_heap *heap = pdf_heap_new();
	struct nav_objects nav;
	uint32_t page_tree;
	struct studio *s = &w->studio;
	bool good = font_set_emit(s->fonts, s->file, s->images);
	good = pages_emit(w->pages, s, &w->look, pool, &page_tree) && good;
	uint32_t root = struct_tree_emit(s->tree, pool);
	good = nav_emit(w->nav, w->pages, s->file, &nav) && good && root;
	if (!good) {
		pdf_heap_free(heap);
		return false;
	}
	struct meta meta = meta_write(s->file, heap, w->book, w->settings->program);
	uint32_t catalog = write_catalog(w, heap, page_tree, root, &nav, &meta);
	good = !pdf_heap_failed(heap);
	pdf_heap_free(heap);
	good = pdf_file_close(s->file, catalog, meta.info) && good;
	s->file = NULL;
	return good;
}

static bool pdf_close(struct writer *w, const struct pool *pool, bool keep)
{
	bool good = true;
	if (keep) {
		pager_finish(w->pager);
		add_front_matter(w);
		pager_finish(w->pager);
		pager_settle(w->pager);
		missing_tell(&w->missing, w->diag, w->book->input);
		pages_settle(w->pages, pager_names_sections(w->pager));
		good = w->trace ? canvas_trace(w->pages, w->studio.fonts, w->sink) : write_book(w, pool);
		if (!good)
			diag_say(w->diag, DIAG_OUTPUT, w->book->input,
				 "the PDF could not be built: its pages could not be read back, "
				 "or a face could not be embedded");
	}
	pdf_file_abandon(w->studio.file);
	sink_close(w->sink);
	writer_free(w);
	return good;
}

const struct backend_work pdf_work = { pdf_open, pdf_render, pdf_append, NULL, pdf_close };
