/* notes.c - footnotes, whoever wrote them: GitHub, Kramdown, Goldmark (Hugo), Pandoc, WordPress and
 * its plug-ins, Substack.
 *
 * They differ in classes and agree in shape: a short mark links to an item or paragraph further on,
 * and that one links back to the mark. The link back is the proof; no class is asked. What remains of
 * an emptied list, the rule before it and a heading such as "Footnotes" go. */
#include <stdlib.h>

#include "doc/walk.h"
#include "pass/pass.h"

/* Looking for links back takes marks × note; more marks than this stay the links they are. */
enum { MARKS_MAX = 2000 };

struct mark {
	struct node *link; /* the reference: "[1]" */
	struct node *note; /* the item, paragraph or quote with the note's text; later the FOOTNOTE */
};

struct marks {
	struct mark *items;
	size_t n, cap;
};

static struct str text_of(const struct node *n, struct arena *a)
{
	struct buf b;
	buf_init(&b);
	node_put_text(n, &b);
	struct str text = arena_str(a, str_trim(buf_str(&b)));
	buf_done(&b);
	return text;
}

/* "1", "[12]", "*", "†", "a", "[note 1]": what stands as a note's mark. */
static bool is_mark_text(struct str text)
{
	if (!text.len || text.len > 12)
		return false;
	if (str_starts_nocase(text, STR("[note ")) || str_starts_nocase(text, STR("note ")))
		return true;
	return str_find_char(text, ' ', 0) < 0 && text.len <= 8;
}

static bool is_inside(const struct node *n, const struct node *ancestor)
{
	for (; n; n = n->parent)
		if (n == ancestor)
			return true;
	return false;
}

/* The block that carries the note for the node a mark leads to: the item, else the paragraph. */
static struct node *note_block(struct node *target)
{
	struct node *n = target;
	while (n && node_is_inline(n))
		n = n->parent;
	for (struct node *up = n; up; up = up->parent)
		if (up->type == NODE_ITEM && up->first && is_inside(target, up->first))
			return up;
	return n && (n->type == NODE_PARAGRAPH || n->type == NODE_ITEM || n->type == NODE_DESCRIPTION) ? n : NULL;
}

/* A link below `block` that leads back to the mark: to the link itself or what it stands in, short
 * of a block. */
static struct node *find_backlink(const struct article *article, const struct node *block, const struct node *mark,
				  const struct map *ids)
{
	for (struct walk w = walk_begin(block); walk_next(&w);) {
		if (w.step == WALK_LEAVE || w.node->type != NODE_LINK)
			continue;
		struct str fragment = pass_own_fragment(article, w.node);
		void **place = fragment.len ? map_find(ids, fragment) : NULL;
		if (!place)
			continue;
		const struct node *home = *place;
		const struct node *around = mark;
		while (around->parent && node_is_inline(around->parent))
			around = around->parent;
		/* The id may be on the mark, around it, inside it, or on an empty anchor just before it. */
		if (is_inside(mark, home) ? node_is_inline(home) : is_inside(home, around))
			return (struct node *)w.node;
		if (home->next == around && !home->first)
			return (struct node *)w.node;
	}
	return NULL;
}

static void find_marks(struct article *article, struct marks *marks, const struct map *ids)
{
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		struct node *link = (struct node *)w.node;
		if (w.step == WALK_LEAVE || link->type != NODE_LINK)
			continue;
		struct str fragment = pass_own_fragment(article, link);
		void **place = fragment.len ? map_find(ids, fragment) : NULL;
		struct node *block = place ? note_block(*place) : NULL;
		if (!block || is_inside(link, block) || !is_mark_text(text_of(link, article->arena)))
			continue;
		if (marks->n == MARKS_MAX) {
			diag_add(&article->log, DIAG_LIMIT, link->line, "more than %d notes: the rest stay links", MARKS_MAX);
			return;
		}
		if (!find_backlink(article, block, link, ids))
			continue;
		mem_grow(&marks->items, &marks->cap, marks->n + 1, sizeof *marks->items);
		marks->items[marks->n++] = (struct mark){ link, block };
	}
}

/* ---- taking the note out of the text ------------------------------------------------------------ */

/* Takes an inline away together with parents that it leaves empty (a <sup> around it). */
static void remove_with_shell(struct node *n)
{
	struct node *parent = n->parent;
	node_remove(n);
	while (parent && node_is_inline(parent) && !parent->first) {
		struct node *up = parent->parent;
		node_remove(parent);
		parent = up;
	}
}

/* Without ASCII space and no-break space at its end. */
static struct str trim_text(struct str s)
{
	for (bool again = true; again;) {
		again = false;
		while (s.len && ch_space(s.p[s.len - 1]))
			s.len--;
		if (str_ends(s, STR("\xC2\xA0"))) {
			s.len -= 2;
			again = true;
		}
	}
	return s;
}

/* What a removed link leaves at the note's end: blanks, breaks, empty paragraphs. */
static void trim_end(struct node *block)
{
	for (;;) {
		struct node *leaf = block->last;
		while (leaf && leaf->last)
			leaf = leaf->last;
		if (!leaf)
			return;
		if (leaf->type == NODE_TEXT)
			leaf->as.text = trim_text(leaf->as.text);
		bool empty = (leaf->type == NODE_TEXT && !leaf->as.text.len) || leaf->type == NODE_BREAK ||
			     (leaf->type == NODE_PARAGRAPH && leaf != block);
		if (!empty)
			return;
		remove_with_shell(leaf);
	}
}

static void remove_backlinks(struct article *article, struct node *block, const struct mark *marks, size_t n,
			     const struct map *ids)
{
	for (size_t i = 0; i < n; i++) {
		if (marks[i].note != block)
			continue;
		for (struct node *back; (back = find_backlink(article, block, marks[i].link, ids));) {
			pass_note_loss(article, "note-backlink", text_of(back, article->arena), back->line);
			remove_with_shell(back);
		}
	}
	trim_end(block);
}

static struct node *make_note(struct article *article, struct node *block)
{
	struct node *note = node_new(article->arena, NODE_FOOTNOTE, block->line);
	note->id = block->id;
	if (block->type == NODE_PARAGRAPH) {
		node_remove(block);
		node_append(note, block);
		block->id = STR_NONE;
	} else {
		for (struct node *child = block->first, *next; child; child = next) {
			next = child->next;
			node_remove(child);
			node_append(note, child);
		}
	}
	return note;
}

static bool is_notes_heading(struct str text)
{
	static const char *const words[] = { "footnotes", "notes", "footnote", "endnotes", "footnotes:", "notes:" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(text, str_from_c(words[i])))
			return true;
	return false;
}

/* The list is empty now: it goes, with the rule and the heading that announced it. */
static void remove_emptied(struct article *article, struct node *list)
{
	struct node *before = list->prev;
	node_remove(list);
	if (before && before->type == NODE_HEADING) {
		struct str text = text_of(before, article->arena);
		if (is_notes_heading(text)) {
			struct node *heading = before;
			before = before->prev;
			pass_note_loss(article, "notes-heading", text, heading->line);
			node_remove(heading);
		}
	}
	if (before && before->type == NODE_RULE)
		node_remove(before);
}

static void remove_shell_of(struct article *article, struct node *block)
{
	struct node *list = block->parent;
	if (block->type == NODE_PARAGRAPH)
		return; /* it moved into the note itself */
	node_remove(block);
	if (list && !list->first)
		remove_emptied(article, list);
}

/* ---- putting the marks in ------------------------------------------------------------------------ */

/* "[<sup>1</sup>]" and "<sup>[1]</sup>" come to the same: the mark replaces the outermost inline that
 * holds nothing else. */
static void replace_link(struct article *article, struct mark *mark, int ref)
{
	struct node *outer = mark->link;
	while (outer->parent && outer->parent->first == outer->parent->last &&
	       (outer->parent->type == NODE_SUPERSCRIPT || outer->parent->type == NODE_SPAN))
		outer = outer->parent;
	struct node *reference = node_new(article->arena, NODE_FOOTNOTE_REF, mark->link->line);
	reference->as.footnote_ref.note = mark->note;
	reference->as.footnote_ref.ref = ref;
	reference->id = outer->id.len ? outer->id : mark->link->id;
	pass_note_loss(article, "note-mark", text_of(mark->link, article->arena), mark->link->line);
	node_insert_before(outer, reference);
	node_remove(outer);
}

static void settle_marks(struct article *article, struct marks *marks, const struct map *ids)
{
	for (size_t i = 0; i < marks->n; i++) {
		struct node *block = marks->items[i].note;
		if (block->type == NODE_FOOTNOTE)
			continue;
		remove_backlinks(article, block, marks->items, marks->n, ids);
		struct node *note = make_note(article, block);
		if (block->type != NODE_PARAGRAPH)
			remove_shell_of(article, block);
		node_append(article->root, note);
		for (size_t k = i; k < marks->n; k++)
			if (marks->items[k].note == block)
				marks->items[k].note = note;
	}
	for (size_t i = 0; i < marks->n; i++) {
		struct node *note = marks->items[i].note;
		replace_link(article, &marks->items[i], ++note->as.footnote.n_refs);
	}
}

static bool has_links(const struct article *article)
{
	for (struct walk w = walk_begin(article->root); walk_next(&w);)
		if (w.node->type == NODE_LINK)
			return true;
	return false;
}

void pass_notes(struct article *article)
{
	if (!has_links(article))
		return;
	struct map ids;
	struct marks marks = { 0 };
	pass_map_ids(article, &ids);
	find_marks(article, &marks, &ids);
	settle_marks(article, &marks, &ids);
	free(marks.items);
	map_done(&ids);
}
