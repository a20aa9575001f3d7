/* holes.c - files with links to ids in other articles: they wait until all articles are known, and with
 * them whether such an id exists and in which file of its article it stands. */
#include "backend/epub/epub.h"

#include "output/xml.h"

#include <stdlib.h>

void holes_wait(struct writer *w, struct piece *p, struct str name)
{
	mem_grow(&w->waiting, &w->cap_waiting, w->n_waiting + 1, sizeof *w->waiting);
	struct waiting *wait = &w->waiting[w->n_waiting++];
	*wait = (struct waiting){ .name = mem_alloc(name.len + 1), .piece = *p };
	memcpy(wait->name, name.p, name.len);
	*p = (struct piece){ .n_holes = 0 };
}

/* Writes the file with each hole filled: "-2" before ".xhtml" where the id stands in a later file of
 * its article, "#id" behind it. An id that nobody has leads to the article's beginning. */
static void fill(struct writer *w, struct waiting *wait)
{
	struct buf b;
	buf_init(&b);
	struct str raw = buf_str(&wait->piece.raw);
	size_t from = 0;
	for (size_t i = 0; i < wait->piece.n_holes; i++) {
		const struct hole *h = &wait->piece.holes[i];
		const struct entry_ids *ids = &w->ids[h->entry];
		int piece = chapter_find_id(ids->ids, ids->n, h->id);
		buf_put_str(&b, str_sub(raw, from, h->at));
		if (piece > 0) {
			buf_putc(&b, '-');
			buf_put_int(&b, piece + 1);
		}
		from = h->at + h->suffix_len;
		buf_put_str(&b, str_sub(raw, h->at, from));
		if (piece >= 0) {
			buf_putc(&b, '#');
			xml_put_value(&b, h->fragment);
		}
	}
	buf_put_str(&b, str_sub(raw, from, raw.len));
	struct packed p;
	epub_pack_page(w, w->deflater, buf_str(&b), &p);
	epub_put_packed(w, RANK_CHAPTER, str_from_c(wait->name), &p);
	packed_done(&p);
	buf_done(&b);
}

void holes_fill(struct writer *w)
{
	for (size_t i = 0; i < w->n_waiting; i++)
		fill(w, &w->waiting[i]);
}

void holes_forget(struct writer *w)
{
	for (size_t i = 0; i < w->n_waiting; i++) {
		struct waiting *wait = &w->waiting[i];
		for (size_t k = 0; k < wait->piece.n_holes; k++)
			free((char *)wait->piece.holes[k].fragment.p);
		buf_done(&wait->piece.raw);
		free(wait->piece.holes);
		free(wait->name);
	}
	free(w->waiting);
}
