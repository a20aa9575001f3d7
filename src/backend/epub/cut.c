/* cut.c - where a book too large for one file is cut. Every entry is weighed as it is appended: its files
 * as they are in the ZIP, its lines in contents and manifest, its pictures, which a volume has once.
 * When the sum passes what a file may have, nothing more is kept, only weighed; the book is then given
 * up, and written again as volumes that are cut by these weights.
 *
 * What a volume weighs is known but for four things, and these are taken for more than they are: links to
 * articles of other volumes, which will lead into the web; lines of contents, which compress a little less
 * in a short file; the letters of faces that come along; the number and the shapes on its cover. */
#include "backend/epub/epub.h"

#include "backend/typesetter.h"
#include "doc/walk.h"
#include "resource/resource.h"

#include <stdlib.h>

/* [byte]: a ZIP's two headers of a file without its names, with what it ends with; metadata, container
 * and landmarks; of a picture, its name four times. */
enum { ZIP_HEADERS = 80, SHELL = 4096, PICTURE_LINES = 160 };
/* How much of each list is compressed to learn what all of it comes to [byte]. */
enum { SAMPLE = 256 << 10 };

struct weight {
	uint64_t bytes, lines; /* [byte] packed; not packed */
	size_t uses_end;       /* of its pictures in `uses` */
	bool part;
};

struct weights {
	uint64_t sum, frame; /* [byte] so far; of what every volume has */
	struct weight *entries;
	size_t n;
	size_t *uses; /* numbers of pictures, entry by entry */
	size_t n_uses, cap_uses;
	uint64_t *pictures; /* [byte], by number */
	size_t n_pictures, cap_pictures;
	struct map numbers; /* of pictures, by name */
};

uint64_t weigh_packed(struct str name, const struct packed *p)
{
	return p->bytes.len + 2 * name.len + ZIP_HEADERS;
}

void weights_open(struct writer *w)
{
	const struct book *book = w->book;
	w->most = settings_size(w->settings, "max-size", w->device->most);
	if (!w->most || book->volume || book->n_articles < 2)
		return;
	w->weights = mem_alloc(sizeof *w->weights);
	w->weights->entries = mem_alloc(mem_product(book->n_entries, sizeof *w->weights->entries));
	w->weights->frame = w->written + SHELL + book->description.len + book->rights.len;
	map_init(&w->weights->numbers);
}

void weights_close(struct writer *w)
{
	if (!w->weights)
		return;
	map_done(&w->weights->numbers);
	free(w->weights->entries);
	free(w->weights->uses);
	free(w->weights->pictures);
	free(w->weights);
}

/* ---- weighing ------------------------------------------------------------------------------------- */

/* A link to an article of another volume leads into the web: by how much its address may be longer. */
static uint64_t weigh_links(const struct article *article)
{
	uint64_t size = 0;
	for (struct walk w = walk_begin(article->root); walk_next(&w);)
		if (w.step == WALK_ENTER && w.node->type == NODE_LINK && w.node->as.link.target &&
		    w.node->as.link.target != article->entry)
			size += w.node->as.link.url.len / 2;
	return size;
}

static uint64_t weigh_piece(const struct writer *w, const struct piece *piece)
{
	struct packed p;
	if (!piece->n_holes)
		return piece->packed.bytes.len;
	epub_pack_page(w, w->deflater, buf_str(&piece->raw), &p);
	uint64_t size = p.bytes.len;
	packed_done(&p);
	return size;
}

static void use_picture(struct weights *s, const struct resource *r)
{
	bool fresh;
	void **number = map_put(&s->numbers, r->name, &fresh);
	if (fresh) {
		mem_grow(&s->pictures, &s->cap_pictures, s->n_pictures + 1, sizeof *s->pictures);
		s->pictures[s->n_pictures] = r->len + 2 * r->name.len + ZIP_HEADERS + PICTURE_LINES;
		*number = (void *)(uintptr_t)s->n_pictures;
		s->sum += s->pictures[s->n_pictures++];
	}
	mem_grow(&s->uses, &s->cap_uses, s->n_uses + 1, sizeof *s->uses);
	s->uses[s->n_uses++] = (size_t)(uintptr_t)*number;
}

void weights_add(struct writer *w, const struct article *article, const struct chapter *c)
{
	struct weights *s = w->weights;
	struct str name = article->entry->name;
	uint64_t size = weigh_links(article);
	enum { SUFFIX = 12 }; /* [byte]: "EPUB/", "-2.xhtml", at most */
	for (size_t i = 0; i < c->n_pieces; i++)
		size += weigh_piece(w, &c->pieces[i]) + 2 * (name.len + SUFFIX) + ZIP_HEADERS;
	for (size_t i = 0; i < c->n_larges; i++)
		size += weigh_packed(c->larges[i].name, &c->larges[i].packed);
	for (size_t i = 0; i < c->n_images; i++)
		use_picture(s, c->images[i]);
	s->sum += size;
	s->entries[s->n++] = (struct weight){ .bytes = size, .uses_end = s->n_uses,
		.part = article->entry->kind == ENTRY_PART };
	w->over = w->over || s->sum + s->frame > w->most;
}

void weights_add_lines(struct writer *w, uint64_t size)
{
	w->weights->entries[w->weights->n - 1].lines = size;
}

/* ---- cutting ---------------------------------------------------------------------------------------- */

uint64_t weigh_list(const struct writer *w, const struct spool *list)
{
	struct packed p;
	struct buf text;
	size_t n = list->size < SAMPLE ? (size_t)list->size : SAMPLE;
	buf_init(&text);
	if (!n || !spool_read(list, 0, n, buf_reserve(&text, n))) {
		buf_done(&text);
		return 0;
	}
	text.len = n;
	packed_init(&p, w->deflater, buf_str(&text));
	uint64_t size = list->size * p.bytes.len / n * 11 / 10;
	packed_done(&p);
	buf_done(&text);
	return size;
}

struct cutting {
	const struct weights *weights;
	uint64_t room;          /* [byte] for the entries of a volume */
	uint64_t raw, packed;   /* all lines */
	size_t *volume_of;      /* by picture: the volume, from 1, that had it last */
	size_t *first;
	size_t n, cap;
};

static uint64_t weigh_lines(const struct cutting *c, uint64_t lines)
{
	return c->raw ? lines * c->packed / c->raw : 0;
}

/* What entry `i` adds to the volume that is being filled. */
static uint64_t weigh_entry(const struct cutting *c, size_t i)
{
	const struct weights *s = c->weights;
	uint64_t size = s->entries[i].bytes + weigh_lines(c, s->entries[i].lines);
	for (size_t k = i ? s->entries[i - 1].uses_end : 0; k < s->entries[i].uses_end; k++)
		if (c->volume_of[s->uses[k]] != c->n)
			size += s->pictures[s->uses[k]];
	return size;
}

static void begin_volume(struct cutting *c, size_t first)
{
	mem_grow(&c->first, &c->cap, c->n + 1, sizeof *c->first);
	c->first[c->n++] = first;
}

static void fill_volumes(struct cutting *c)
{
	const struct weights *s = c->weights;
	uint64_t size = 0, part = 0, articles = 0;
	c->n = 0;
	memset(c->volume_of, 0, s->n_pictures * sizeof *c->volume_of);
	for (size_t i = 0; i < s->n; i++) {
		if (s->entries[i].part)
			part = weigh_entry(c, i);
		if (!c->n || (articles && size + weigh_entry(c, i) > c->room)) {
			size = c->n && !s->entries[i].part ? part : 0; /* its articles go on: so does its title */
			articles = 0;
			begin_volume(c, i);
		}
		size += weigh_entry(c, i);
		articles += !s->entries[i].part;
		for (size_t k = i ? s->entries[i - 1].uses_end : 0; k < s->entries[i].uses_end; k++)
			c->volume_of[s->uses[k]] = c->n;
	}
}

/* The drawn cover of a volume, whose title has its number; by a twelfth more, for other figures and shapes. */
static uint64_t weigh_cover(const struct writer *w)
{
	struct book volume = *w->book;
	struct buf title, png;
	if (!w->draws_cover)
		return 0;
	buf_init(&title);
	buf_init(&png);
	buf_put_str(&title, volume.title);
	buf_puts(&title, " (88/88)");
	volume.title = buf_str(&title);
	w->settings->typesetter->draw_cover(&volume, w->device->cover_height, &png);
	uint64_t size = png.len + png.len / 12;
	buf_done(&title);
	buf_done(&png);
	return size;
}

size_t *weights_cut(const struct writer *w, size_t *n)
{
	const struct weights *s = w->weights;
	struct cutting c = { .weights = s };
	const struct spool *const lists[] = { &w->manifest, &w->spine, &w->appendix, &w->contents.nav, &w->contents.ncx };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		c.raw += lists[i]->size;
		c.packed += weigh_list(w, lists[i]);
	}
	uint64_t frame = s->frame + w->style_size + weigh_cover(w);
	c.room = w->most > frame ? w->most - frame : 1;
	c.volume_of = mem_alloc(mem_product(s->n_pictures + 1, sizeof *c.volume_of));
	do {
		fill_volumes(&c);
		c.room = c.room / 10 * 9;
	} while (c.n < 2 && c.room);
	free(c.volume_of);
	*n = c.n;
	return c.first;
}
