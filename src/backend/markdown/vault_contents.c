/* vault_contents.c - the note of contents: the articles in order, and once more by category. */
#include "backend/markdown/outline.h"
#include "backend/markdown/pagename.h"
#include "backend/markdown/vault_state.h"

#include <stdlib.h>

static void put_note_link(struct vault *v, struct ink *ink, const struct entry *entry, struct buf *b)
{
	if (v->flavor->wikilinks) {
		struct str file = vault_name(v, entry), stem = str_sub(file, 0, file.len - 3);
		buf_printf(b, "[[%.*s", STR_ARG(stem));
		if (!str_eq(stem, entry->title)) {
			buf_putc(b, '|');
			for (size_t i = 0; i < entry->title.len; i++) /* what would end the link is left out */
				if (!strchr("[]|", entry->title.p[i]))
					buf_putc(b, entry->title.p[i]);
		}
		buf_puts(b, "]]\n");
		return;
	}
	ink_clear(ink);
	ink_text(ink, entry->title, true);
	buf_putc(b, '[');
	ink_put(ink, (struct ink_context){ .place = INK_HEADING }, b);
	buf_puts(b, "](");
	struct buf path = { 0 };
	vault_put_path(v, NULL, vault_name(v, entry), &path);
	md_put_path(b, buf_str(&path));
	buf_puts(b, ")\n");
	buf_done(&path);
}

/* [[page]], or [title]([[page]]). */
static void put_page(struct vault *v, struct md *md, const struct entry *entry, int depth, bool numbered)
{
	struct buf page = { 0 }, line = { 0 };
	page_name_from_file(&page, vault_name(v, entry));
	ink_clear(&md->ink);
	if (!str_eq(buf_str(&page), entry->title)) {
		ink_mark(&md->ink, STR("["));
		ink_text(&md->ink, entry->title, true);
		ink_mark(&md->ink, arena_printf(&md->ink.arena, "]([[%.*s]])", STR_ARG(buf_str(&page))));
	}
	if (!md->ink.n || !outline_ink(md, INK_HEADING, &line))
		buf_printf(&line, "[[%.*s]]", STR_ARG(buf_str(&page)));
	if (numbered)
		buf_puts(&line, "\nlogseq.order-list-type:: number");
	outline_put_line(md, depth, buf_str(&line));
	buf_done(&page);
	buf_done(&line);
}

struct shelf {
	struct str category;
	size_t order, entry;
};

static int by_category(const void *a, const void *b)
{
	const struct shelf *x = a, *y = b;
	int c = str_cmp(x->category, y->category);
	return c ? c : (x->order > y->order) - (x->order < y->order);
}

static void put_shelves(struct vault *v, struct md *md, const struct shelf *shelves, size_t n)
{
	md_blank(md);
	md_put_title(md, 2, STR("By category"));
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !str_eq(shelves[i].category, shelves[i - 1].category)) {
			md_blank(md);
			md_put_title(md, 3, shelves[i].category);
			md_blank(md);
		}
		buf_puts(md->out, "- ");
		put_note_link(v, &md->ink, &v->book->entries[shelves[i].entry], md->out);
	}
}

static void put_shelves_of_pages(struct vault *v, struct md *md, const struct shelf *shelves, size_t n)
{
	outline_put_title(md, 0, 2, STR("By category"));
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !str_eq(shelves[i].category, shelves[i - 1].category))
			outline_put_title(md, 1, 3, shelves[i].category);
		put_page(v, md, &v->book->entries[shelves[i].entry], 2, false);
	}
}

static void put_categories(struct vault *v, struct md *md)
{
	const struct book *book = v->book;
	size_t n = 0, total = 0;
	for (size_t i = 0; i < book->n_entries; i++)
		total += book->entries[i].categories.n;
	if (!total)
		return;
	struct shelf *shelves = mem_alloc(mem_product(total, sizeof *shelves));
	for (size_t i = 0; i < book->n_entries; i++)
		for (size_t k = 0; v->notes[i] && k < book->entries[i].categories.n; k++, n++)
			shelves[n] = (struct shelf){ book->entries[i].categories.items[k], n, i };
	qsort(shelves, n, sizeof *shelves, by_category);
	(v->flavor->outline ? put_shelves_of_pages : put_shelves)(v, md, shelves, n);
	free(shelves);
}

static void put_list(struct vault *v, struct md *md, struct buf *b)
{
	const struct book *book = v->book;
	bool listing = false;
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *entry = &book->entries[i];
		if (entry->kind == ENTRY_PART) {
			md_blank(md);
			md_put_title(md, 2, entry->title);
			listing = false;
			continue;
		}
		if (!listing)
			md_blank(md);
		listing = true;
		buf_printf(b, "%d. ", entry->number);
		put_note_link(v, &md->ink, entry, b);
	}
}

/* ---- as an outline ------------------------------------------------------------------------------ */

static void put_page_list(struct vault *v, struct md *md)
{
	const struct book *book = v->book;
	int depth = 0;
	if (book->description.len) {
		struct buf words = { 0 };
		ink_clear(&md->ink);
		ink_text(&md->ink, book->description, false);
		if (outline_ink(md, INK_PARAGRAPH, &words))
			outline_put_line(md, 0, buf_str(&words));
		buf_done(&words);
	}
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *entry = &book->entries[i];
		if (entry->kind == ENTRY_PART) {
			outline_put_title(md, 0, 2, entry->title);
			depth = 1;
		} else
			put_page(v, md, entry, depth, true);
	}
}

/* ---- all ---------------------------------------------------------------------------------------- */

static void put_contents(struct vault *v, struct md *md, struct buf *b)
{
	const struct book *book = v->book;
	if (v->flavor->outline)
		put_page_list(v, md);
	else {
		md_put_title(md, 1, book->title);
		if (book->description.len) {
			md_blank(md);
			md_put_paragraph(md, book->description);
		}
		put_list(v, md, b);
	}
	put_categories(v, md);
}

void vault_put_contents(struct vault *v)
{
	const struct book *book = v->book;
	struct buf b = { 0 };
	struct md md;
	md_init(&md, v->flavor, NULL, &b);
	put_contents(v, &md, &b);
	struct front front;
	front_init(&front, v->flavor);
	if (!front.lines)
		front_add(&front, "title", book->title);
	if (book->source_url.len)
		front_add(&front, "source", book->source_url);
	front_add(&front, front_id_key(v->flavor), v->contents->id);
	vault_put_note(v, v->contents, &front, buf_str(&b));
	front_done(&front);
	md_done(&md);
	buf_done(&b);
}
