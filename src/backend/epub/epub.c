/* epub.c - EPUB 3.3: the writer's life from open to close. */
#include "backend/epub/epub.h"

#include "output/xml.h"
#include "resource/resource.h"
#include "style/style.h"

#include <inttypes.h>
#include <stdlib.h>

/* An id for a file in the manifest: its name, "." and "/" turned to "-". */
static void put_item_id(struct buf *b, struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		buf_putc(b, ch_alnum(name.p[i]) || name.p[i] == '-' || name.p[i] == '_' ? name.p[i] : '-');
}

void epub_add_manifest(struct writer *w, struct str name, struct str media_type, const char *properties)
{
	struct buf b;
	buf_init(&b);
	buf_puts(&b, "<item id=\"");
	put_item_id(&b, name);
	buf_putc(&b, '"');
	xml_put_attribute(&b, "href", name);
	xml_put_attribute(&b, "media-type", media_type);
	if (properties && *properties)
		xml_put_attribute(&b, "properties", str_from_c(properties));
	buf_puts(&b, "/>\n");
	spool_put(&w->manifest, buf_str(&b));
	buf_done(&b);
}

static void put_itemref(struct spool *spine, struct str name)
{
	struct buf b;
	buf_init(&b);
	buf_puts(&b, "<itemref idref=\"");
	put_item_id(&b, name);
	buf_puts(&b, "\"/>\n");
	spool_put(spine, buf_str(&b));
	buf_done(&b);
}

void epub_add_spine(struct writer *w, struct str name)
{
	put_itemref(&w->spine, name);
}

void epub_put_member(struct writer *w, int rank, struct str name, const struct packed *p)
{
	w->written += weigh_packed(name, p);
	if (!w->over)
		zip_writer_put(w->zip, rank, name, p);
}

/* The ZIP's own name of a file in the book. */
void epub_put_packed(struct writer *w, int rank, struct str name, const struct packed *p)
{
	struct buf path;
	buf_init(&path);
	buf_puts(&path, "EPUB/");
	buf_put_str(&path, name);
	epub_put_member(w, rank, buf_str(&path), p);
	buf_done(&path);
}

/* Copies a page without its zero-width spaces. */
static void put_without_marks(struct buf *b, struct str page)
{
	const struct str mark = STR("\u200B");
	size_t from = 0;
	for (ptrdiff_t at; (at = str_find(page, mark, from)) >= 0; from = (size_t)at + mark.len)
		buf_put_str(b, str_sub(page, from, (size_t)at));
	buf_put_str(b, str_sub(page, from, page.len));
}

void epub_pack_page(const struct writer *w, struct deflater *deflater, struct str page, struct packed *p)
{
	struct kobo_count count = { .block = 0 };
	struct buf made;
	if (!w->device->sentences && !w->device->no_marks) {
		packed_init(p, deflater, page);
		return;
	}
	buf_init(&made);
	if (w->device->sentences)
		kobo_put(&made, page, &count);
	else
		put_without_marks(&made, page);
	packed_init(p, deflater, buf_str(&made));
	buf_done(&made);
}

void epub_put_file(struct writer *w, int rank, const char *name, const char *media_type,
		   const char *properties, struct str bytes)
{
	struct packed p;
	if (strcmp(media_type, "application/xhtml+xml") == 0)
		epub_pack_page(w, w->deflater, bytes, &p);
	else
		packed_init(&p, w->deflater, bytes);
	epub_put_packed(w, rank, str_from_c(name), &p);
	packed_done(&p);
	epub_add_manifest(w, str_from_c(name), str_from_c(media_type), properties);
}

static void put_style(struct writer *w)
{
	uint64_t before = w->written;
	struct buf css;
	buf_init(&css);
	struct style *style = style_open(w->settings->style, STYLE_EPUB, 0, &w->style_log);
	if (w->embeds)
		fonts_put(w, &css);
	style_put_epub(style, &css, &w->style_log);
	epub_put_file(w, RANK_STYLE, "style.css", "text/css", NULL, buf_str(&css));
	style_close(style);
	buf_done(&css);
	w->style_size = w->written - before;
}

static bool look_has_about(const struct settings *settings)
{
	for (const struct style_look *look = style_looks; look->name; look++)
		if (settings->style && strcmp(look->name, settings->style) == 0)
			return look->about;
	return false;
}

static struct writer *epub_open(const struct book *book, const struct settings *settings,
				struct output *output, struct diag *diag)
{
	struct writer *w = mem_alloc(sizeof *w);
	*w = (struct writer){ .book = book, .settings = settings, .output = output, .diag = diag,
		.device = device_of(settings) };
	w->zip = zip_writer_open();
	w->deflater = deflater_new(EPUB_LEVEL);
	w->language = book->language.len ? book->language : STR("und");
	contents_init(&w->contents, w->device);
	spool_init_for(&w->manifest, SPOOL_THRESHOLD);
	spool_init_for(&w->spine, SPOOL_THRESHOLD);
	spool_init_for(&w->appendix, SPOOL_THRESHOLD);
	map_init(&w->images);
	diag_log_init(&w->style_log);
	arena_init(&w->arena);
	w->ids = mem_alloc(mem_product(book->n_entries ? book->n_entries : 1, sizeof *w->ids));
	w->embeds = settings_flag(settings, "embed-fonts", false);
	epub_begin_cover(w);
	epub_put_title_page(w);
	w->about = settings_flag(settings, "about", look_has_about(settings));
	if (w->about)
		epub_put_about_page(w);
	epub_add_spine(w, STR("nav.xhtml"));
	weights_open(w);
	return w;
}

/* ---- append ------------------------------------------------------------------------------------- */

static void put_image(struct writer *w, const struct resource *r)
{
	bool fresh;
	map_put(&w->images, r->name, &fresh);
	if (!fresh || w->over)
		return;
	struct buf bytes;
	buf_init(&bytes);
	struct packed p;
	resource_read(w->settings->resources, r, &bytes);
	bool text = str_starts(r->media_type, STR("image/svg"));
	packed_init(&p, text ? w->deflater : NULL, buf_str(&bytes));
	epub_put_packed(w, RANK_IMAGE, r->name, &p);
	packed_done(&p);
	epub_add_manifest(w, r->name, r->media_type, NULL);
	w->animated = w->animated || str_eq_c(r->media_type, "image/gif");
	buf_done(&bytes);
}

static void put_piece_name(struct buf *b, const struct entry *e, size_t piece)
{
	buf_clear(b);
	buf_put_str(b, e->name);
	if (piece) {
		buf_putc(b, '-');
		buf_put_int(b, (int64_t)piece + 1);
	}
	buf_puts(b, ".xhtml");
}

/* A part's articles stand one below it in the contents. */
static int depth_of(const struct book *book, const struct entry *e)
{
	bool parts = book->n_entries > book->n_articles;
	return e->kind == ENTRY_ARTICLE && parts ? 2 : 1;
}

static void add_contents(struct writer *w, const struct entry *e, const struct chapter *c)
{
	struct buf href;
	buf_init(&href);
	int depth = depth_of(w->book, e);
	put_piece_name(&href, e, 0);
	contents_add(&w->contents, depth, e->title, buf_str(&href));
	for (size_t i = 0; i < c->n_toc; i++) {
		const struct toc_line *t = &c->toc[i];
		put_piece_name(&href, e, (size_t)t->piece);
		buf_putc(&href, '#');
		buf_put_str(&href, t->id);
		contents_add(&w->contents, depth + t->depth, t->label, buf_str(&href));
	}
	buf_done(&href);
}

static void add_facts(struct markup_facts *sum, const struct markup_facts *f)
{
	sum->svg |= f->svg;
	sum->mathml |= f->mathml;
	sum->images += f->images;
	sum->images_without_alt += f->images_without_alt;
	sum->drawings += f->drawings;
	sum->tables += f->tables;
	sum->maths += f->maths;
	sum->tex += f->tex;
	sum->codes += f->codes;
	sum->notes += f->notes;
}

/* [byte], not packed yet */
static uint64_t size_of_lines(const struct writer *w)
{
	return w->manifest.size + w->spine.size + w->appendix.size + w->contents.nav.size + w->contents.ncx.size;
}

static void epub_append(struct writer *w, const struct article *article, void *rendered)
{
	struct chapter *c = rendered;
	const struct entry *e = article->entry;
	struct buf name;
	buf_init(&name);
	uint64_t lines = size_of_lines(w);
	if (w->weights)
		weights_add(w, article, c);
	for (size_t i = 0; i < c->n_pieces; i++) {
		struct piece *p = &c->pieces[i];
		w->facts.svg |= p->svg;
		w->facts.mathml |= p->mathml;
		put_piece_name(&name, e, i);
		if (w->n_chapters++ == 0)
			w->first_chapter = arena_str(&w->arena, buf_str(&name));
		epub_add_manifest(w, buf_str(&name), STR("application/xhtml+xml"),
			p->svg && p->mathml ? "mathml svg" : p->svg ? "svg" : p->mathml ? "mathml" : NULL);
		epub_add_spine(w, buf_str(&name));
		if (p->n_holes && !w->over)
			holes_wait(w, p, buf_str(&name));
		else
			epub_put_packed(w, RANK_CHAPTER, buf_str(&name), &p->packed);
	}
	buf_done(&name);
	for (size_t i = 0; i < c->n_larges; i++) {
		struct large *l = &c->larges[i];
		epub_put_packed(w, RANK_CHAPTER, l->name, &l->packed);
		epub_add_manifest(w, l->name, STR("application/xhtml+xml"), "svg");
		put_itemref(&w->appendix, l->name);
	}
	if (c->cover.len)
		epub_add_cover(w, buf_str(&c->cover));
	add_contents(w, e, c);
	add_facts(&w->facts, &c->facts);
	if (w->embeds)
		fonts_add(w, &c->shown);
	for (size_t i = 0; i < c->n_images; i++)
		put_image(w, c->images[i]);
	w->ids[e->index] = (struct entry_ids){ c->ids, c->n_ids };
	c->ids = NULL;
	if (w->weights)
		weights_add_lines(w, size_of_lines(w) - lines);
	chapter_free(c);
}

/* ---- close -------------------------------------------------------------------------------------- */

static bool spool_failed(const struct writer *w)
{
	return w->manifest.error || w->spine.error || w->appendix.error || w->contents.nav.error || w->contents.ncx.error;
}

/* Puts what is known only at the end. */
static void complete(struct writer *w)
{
	holes_fill(w);
	put_style(w);
	contents_end(&w->contents);
	epub_put_package(w);
	w->complete = true;
}

static size_t *epub_cut(struct writer *w, size_t *n)
{
	enum { ZIP_END = 100 }; /* [byte], Zip64 too */
	*n = 0;
	if (!w->weights || w->failure)
		return NULL;
	if (w->over)
		put_style(w);
	else
		complete(w);
	return w->over || w->written + ZIP_END > w->most ? weights_cut(w, n) : NULL;
}

static bool finish(struct writer *w)
{
	struct buf why;
	buf_init(&why);
	if (!w->complete)
		complete(w);
	diag_flush(w->diag, &w->style_log, (struct diag_place){ .file = w->settings->style ? w->settings->style : "book" });
	struct sink *sink = output_file(w->output, NULL);
	bool well = zip_writer_close(w->zip, sink, &why);
	uint64_t size = sink_tell(sink);
	sink_close(sink);
	if (well && w->most && size > w->most)
		diag_say(w->diag, DIAG_LIMIT, output_path(w->output), "%" PRIu64 " bytes, more than the %" PRIu64
			 " that were asked for: an article is not cut", size, w->most);
	if (well && spool_failed(w)) {
		well = false;
		buf_puts(&why, "temporary file");
	}
	if (!well)
		diag_say(w->diag, DIAG_OUTPUT, output_path(w->output), "%s", buf_cstr(&why));
	buf_done(&why);
	return well;
}

static bool epub_close(struct writer *w, const struct pool *pool, bool keep)
{
	(void)pool;
	bool well = true;
	if (keep && w->failure) {
		diag_say(w->diag, DIAG_OUTPUT, settings_find(w->settings, "cover"), "%s", w->failure);
		zip_writer_close(w->zip, NULL, NULL);
		well = false;
	} else if (keep)
		well = finish(w);
	else
		zip_writer_close(w->zip, NULL, NULL);
	for (size_t i = 0; i < w->book->n_entries; i++)
		free(w->ids[i].ids);
	free(w->ids);
	holes_forget(w);
	weights_close(w);
	diag_log_done(&w->style_log);
	deflater_free(w->deflater);
	contents_done(&w->contents);
	spool_done(&w->manifest);
	spool_done(&w->spine);
	spool_done(&w->appendix);
	map_done(&w->images);
	arena_done(&w->arena);
	free(w->shown);
	free(w);
	return well;
}

/* For a cover that is drawn, and for faces that come along. */
static bool needs_typesetter(const struct settings *settings)
{
	return !settings_find(settings, "cover") || settings_flag(settings, "embed-fonts", false);
}

static const struct option_def options[] = {
	{ .name = "cover", .argument = "FILE|none", .type = OPTION_TEXT,
	  .help = "a picture (PNG, JPEG, WebP, GIF, SVG), or no cover; else one is drawn" },
	{ .name = "about", .type = OPTION_FLAG, .help = "a page about the book: source, dates, licence, count" },
	{ .name = "device", .argument = "NAME", .type = OPTION_WORD, .words = device_names,
	  .help = "what one maker's readers want: kindle, kobo, apple, remarkable" },
	{ .name = "max-size", .argument = "SIZE", .type = OPTION_SIZE, .help = "cut a larger book into volumes (50M)" },
	{ .name = "embed-fonts", .type = OPTION_FLAG, .help = "the faces of paper come along, cut to what is used" },
	{ .name = "certified-by", .argument = "NAME", .type = OPTION_TEXT,
	  .help = "who certifies that it meets EPUB Accessibility 1.1, WCAG 2.2 AA" },
	{ .name = NULL },
};

const struct backend backend_epub = {
	.name = "epub", .suffix = "epub", .media_type = "application/epub+zip",
	.summary = "an e-book (EPUB 3.3, readable by EPUB 2 readers)", .binary = true, .speaks = true,
	.suffix_for = device_suffix, .typesets = needs_typesetter, .options = options,
	.work = &(const struct backend_work){ epub_open, epub_render, epub_append, epub_cut, epub_close },
};
