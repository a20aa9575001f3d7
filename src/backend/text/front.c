/* front.c - what stands before the articles: the title page and the list of contents, in the book's
 * one file or in the folder's contents.txt. */
#include "backend/text/text.h"

#include <stdio.h>

static void put_line(struct text *t, struct str words)
{
	if (words.len)
		text_put_words(t, words);
}

/* A paragraph of its own, when there is one. */
static void put_paragraph(struct text *t, struct str words)
{
	if (!words.len)
		return;
	text_blank(t);
	text_put_words(t, words);
}

static void put_dates(struct buf *b, const struct book *book)
{
	if (!date_known(book->newest))
		return;
	struct buf newest = { 0 };
	date_put_long(&newest, book->newest);
	buf_puts(b, ", ");
	size_t start = b->len;
	if (date_known(book->oldest))
		date_put_long(b, book->oldest);
	if (b->len > start && str_eq(str_sub(buf_str(b), start, b->len), buf_str(&newest)))
		b->len = start;
	buf_puts(b, b->len > start ? " – " : "");
	buf_put_str(b, buf_str(&newest));
	buf_done(&newest);
}

static void put_extent(struct text *t, const struct book *book)
{
	struct buf b = { 0 };
	buf_printf(&b, "%zu article%s", book->n_articles, book->n_articles == 1 ? "" : "s");
	put_dates(&b, book);
	text_put_words(t, buf_str(&b));
	buf_done(&b);
}

static void put_title_page(struct text *t, const struct book *book)
{
	struct buf b = { 0 };
	text_put(t, book->title, &b);
	text_put_heading(t, buf_str(&b), -1);
	put_paragraph(t, book->subtitle);
	buf_clear(&b);
	for (size_t i = 0; i < book->authors.n; i++) {
		buf_puts(&b, i ? ", " : "By ");
		buf_put_str(&b, book->authors.items[i]);
	}
	text_blank(t);
	put_line(t, buf_str(&b));
	put_line(t, book->series);
	put_line(t, book->publisher);
	put_extent(t, book);
	put_line(t, book->source_url);
	put_paragraph(t, book->description);
	put_paragraph(t, book->rights);
	buf_done(&b);
}

static void put_entry(struct text *t, const struct entry *entry, int digits, struct str name)
{
	struct buf first = { 0 }, rest = { 0 };
	if (entry->kind == ENTRY_ARTICLE)
		buf_printf(&first, "%*d. ", digits, entry->number);
	buf_pad(&rest, ' ', first.len);
	struct text_container c = text_enter(t, buf_str(&first), buf_str(&rest));
	text_put_words(t, entry->title);
	put_line(t, name);
	text_leave(t, c);
	buf_done(&first);
	buf_done(&rest);
}

/* `names`: of the articles' files, NULL in one file. */
void text_put_front(struct text *t, const struct book *book, const struct str *names)
{
	put_title_page(t, book);
	if (book->n_entries < 2 && !names)
		return;
	text_blank(t);
	text_put_heading(t, STR("Contents"), 1);
	text_blank(t);
	int digits = snprintf(NULL, 0, "%zu", book->n_articles);
	for (size_t i = 0; i < book->n_entries; i++) {
		if (book->entries[i].kind == ENTRY_PART && i)
			text_blank(t);
		put_entry(t, &book->entries[i], digits, names ? names[i] : STR_NONE);
	}
}
