/* typeset_test.c - trees built by hand, set in type; the list is looked at as numbers. With an
 * argument it prints the list as text instead. */
#include "check.h"

#include "backend/pdf/running.h"
#include "backend/pdf/typeset.h"
#include "doc/walk.h"
#include "layout/fill.h"
#include "layout/hyphen.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

static struct arena arena;

static struct node *add(struct node *parent, enum node_type type)
{
	struct node *n = node_new(&arena, type, 0);
	if (parent)
		node_append(parent, n);
	return n;
}

static struct node *add_text(struct node *parent, const char *text)
{
	struct node *n = node_new_text(&arena, str_from_c(text), 0);
	node_append(parent, n);
	return n;
}

static struct node *paragraph(struct node *parent, const char *text)
{
	struct node *p = add(parent, NODE_PARAGRAPH);
	add_text(p, text);
	return p;
}

static struct node *heading(struct node *parent, int level, const char *text)
{
	struct node *h = add(parent, NODE_HEADING);
	h->as.heading.level = h->as.heading.rank = level;
	add_text(h, text);
	return h;
}

static const char lorem[] =
	"Consistent hashing maps both servers and keys onto a ring, so that adding or removing a server "
	"moves only the keys between it and its neighbour. Each server appears many times on the ring, as "
	"virtual nodes, which evens out the load; without them the arcs differ wildly in length, and the "
	"unlucky server that owns the longest one is overwhelmed. A lookup walks clockwise from the key's "
	"position until it meets a server. Internationalization and responsibility are, incidentally, "
	"characteristically long words that hyphenation must deal with.";

static struct node *sample(void)
{
	struct node *root = add(NULL, NODE_ARTICLE);
	heading(root, 1, "How it works");
	for (int i = 0; i < 3; i++)
		paragraph(root, lorem);
	struct node *list = add(root, NODE_LIST);
	list->as.list.ordered = true;
	list->as.list.tight = true;
	for (int i = 0; i < 3; i++) {
		struct node *item = add(list, NODE_ITEM);
		item->as.item.number = i + 8;
		paragraph(item, "An item that says something in about a line and a half, so that it wraps "
				"and the second line hangs under the first.");
	}
	struct node *task = add(add(root, NODE_LIST), NODE_ITEM);
	task->as.item.task = TASK_DONE;
	paragraph(task, "done");
	struct node *code = add(root, NODE_CODE_BLOCK);
	code->as.code.text = STR("int main(void)\n{\n\treturn 0; /* a comment that is much longer than what "
				 "fits on a line of eighty-seven columns, so it wraps */\n}");
	struct node *diagram = add(root, NODE_CODE_BLOCK);
	diagram->as.code.kind = CODE_DIAGRAM;
	diagram->as.code.text = STR("┌───┐\n│ A │──▶\n└───┘");
	struct node *table = add(root, NODE_TABLE);
	table->as.table.n_columns = 3;
	table->as.table.n_head_rows = 1;
	for (int r = 0; r < 4; r++) {
		struct node *row = add(table, NODE_ROW);
		row->as.row.part = r ? ROW_BODY : ROW_HEAD;
		for (int c = 0; c < 3; c++) {
			struct node *cell = add(row, NODE_CELL);
			cell->as.cell.column = c;
			cell->as.cell.column_span = cell->as.cell.row_span = 1;
			cell->as.cell.header = r == 0;
			paragraph(cell, r ? "some words in a cell that are many enough to wrap in it" : "Head");
		}
	}
	struct node *link = add(paragraph(root, "See "), NODE_LINK);
	link->as.link.url = STR("https://example.org/a");
	add_text(link, "this page");
	paragraph(root, "Arabic: \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85 and \xE2\x86\x92 \xE2\x89\x88.");
	heading(root, 1, "Last");
	paragraph(root, "One line.");
	return root;
}

static float mark_right(const struct vlist *l, const struct mark *m)
{
	float x = m->type == MARK_GLYPHS ? m->x : fmaxf(m->x, m->x2);
	for (int i = 0; i < m->n_glyphs; i++)
		x += l->glyphs[m->first_glyph + i].advance;
	return x;
}

static void print_item(const struct vlist *l, const struct vitem *item, size_t i)
{
	static const char *const kinds[] = { "box", "space", "BREAK" };
	printf("%3zu %-5s %6.2f", i, kinds[item->type], (double)item->height);
	if (item->type == VITEM_BREAK)
		printf(" penalty %d foot %d head %d", item->penalty, item->foot.n, item->head.n);
	for (int k = 0; k < item->marks.n; k++) {
		const struct mark *m = &l->marks[item->marks.first + k];
		printf("\n      %d el %d (%.2f %.2f) %.2f %.1fpt [%.*s]", m->type, m->element, (double)m->x,
		       (double)m->y, (double)mark_right(l, m), (double)m->size, STR_ARG(m->text));
	}
	printf("\n");
}

static void check_geometry(const struct vlist *l, const struct look *look)
{
	int boxes_since_head = 100;
	size_t head = 0;
	for (size_t i = 0; i < l->n_items; i++) {
		const struct vitem *item = &l->items[i];
		while (head < l->n_headings && (size_t)l->headings[head].item == i) {
			boxes_since_head = 0;
			head++;
		}
		if (item->type == VITEM_BREAK)
			CHECK(boxes_since_head > 2); /* the head's own line and two more */
		if (item->type == VITEM_BOX)
			boxes_since_head++;
		for (int k = 0; k < item->marks.n; k++) {
			const struct mark *m = &l->marks[item->marks.first + k];
			CHECK(m->x > -6 && mark_right(l, m) < look->wide_width + 6);
			CHECK(m->element >= ARTIFACT_FOOTER && m->element < (int)l->n_elements);
			for (int g = 0; g < m->n_glyphs; g++) {
				const struct glyph *glyph = &l->glyphs[m->first_glyph + g];
				CHECK(glyph->id != 0 && glyph->text_at <= m->text.len);
			}
		}
	}
	for (size_t i = 0; i < l->n_elements; i++)
		CHECK(l->elements[i].parent < (int)i);
}

static void check_fill(void)
{
	struct fill_item items[] = {
		{ .type = FILL_BOX, .width = 40 }, { .type = FILL_GLUE, .width = 10, .stretch = 10, .shrink = 3 },
		{ .type = FILL_BOX, .width = 40 }, { .type = FILL_GLUE, .width = 10, .stretch = 10, .shrink = 3 },
		{ .type = FILL_BOX, .width = 40 }, { .type = FILL_GLUE, .width = 10, .stretch = 10, .shrink = 3 },
		{ .type = FILL_BOX, .width = 40 },
	};
	struct fill_rules rules = { .width = 92, .tolerance = 1 };
	struct fill_line *lines;
	CHECK(fill_total(items, 7, &rules, &arena, &lines) == 2);
	CHECK(lines[0].at == 3 && lines[1].at == 7);
	CHECK(fabsf(lines[0].ratio - 0.2f) < 0.001f && lines[1].ratio == 0);
	rules.width = 60;
	CHECK(fill_total(items, 7, &rules, &arena, &lines) == 0);
	rules.last_try = true;
	CHECK(fill_total(items, 7, &rules, &arena, &lines) == 4);
	CHECK(fill_greedy(items, 7, &rules, &arena, &lines) == 4);
	rules.width = 30; /* narrower than any box: still every box in a line */
	CHECK(fill_total(items, 7, &rules, &arena, &lines) == 4);
}

static void check_hyphens(void)
{
	struct hyphen_set *set = hyphen_open();
	const struct hyphen_dict *dict = hyphen_find(set, STR("en-US"));
	CHECK(dict && dict == hyphen_find(set, STR("en-US")));
	CHECK(!hyphen_find(set, STR("und")) && !hyphen_find(set, STR("xx")));
	unsigned char points[32];
	CHECK(hyphen_word(dict, STR("Hyphenation"), points));
	char shown[32] = "";
	for (size_t i = 0; i < 11; i++)
		sprintf(shown + strlen(shown), "%s%c", points[i] ? "-" : "", "Hyphenation"[i]);
	CHECK(strcmp(shown, "Hy-phen-ation") == 0);
	CHECK(!hyphen_word(dict, STR("the"), points));
	hyphen_close(set);
}

/* A list set under a style of one's own, given as text. */
static struct vlist *set_styled(const char *css, struct node *root, struct typeset *t, struct worker *worker)
{
	char path[] = "/tmp/designconv-style-XXXXXX";
	int fd = mkstemp(path);
	CHECK(fd >= 0 && write(fd, css, strlen(css)) == (ssize_t)strlen(css));
	close(fd);
	static struct settings settings = { .toc_depth = 3 };
	static struct look look;
	static struct entry entry = { .number = 1, .title = STR_INIT("T"), .name = STR_INIT("c-1") };
	static struct book book = { .title = STR_INIT("B"), .language = STR_INIT("en"), .entries = &entry,
				    .n_entries = 1, .n_articles = 1 };
	settings.style = path;
	look_from_settings(&look, &settings);
	struct diag_log log;
	diag_log_init(&log);
	typeset_open(t, &look, &settings, &book, &log);
	CHECK(log.n == 0);
	struct article article = { .book = &book, .entry = &entry, .arena = &arena, .root = root };
	struct vlist *list = typeset_article(t, worker, &article, &log);
	diag_log_done(&log);
	unlink(path);
	return list;
}

static const struct mark *mark_with(const struct vlist *l, const char *text)
{
	for (size_t i = 0; i < l->n_marks; i++)
		if (l->marks[i].type == MARK_GLYPHS && str_find(l->marks[i].text, str_from_c(text), 0) >= 0)
			return &l->marks[i];
	return NULL;
}

/* The first glyph of the word "nix" and where the word ends. */
static uint32_t glyph_under(const char *css, float *width)
{
	struct node *root = add(NULL, NODE_ARTICLE);
	paragraph(root, "nix");
	struct typeset t;
	struct worker worker = { 0 };
	struct vlist *list = set_styled(css, root, &t, &worker);
	const struct mark *m = mark_with(list, "nix");
	CHECK(m && m->n_glyphs == 3);
	uint32_t id = list->glyphs[m->first_glyph].id;
	*width = mark_right(list, m) - m->x;
	vlist_free(list);
	worker.slot_free(worker.slot);
	typeset_close(&t);
	return id;
}

static void check_features(void)
{
	float width, plain_width;
	uint32_t plain = glyph_under("p { color: black }", &plain_width);
	CHECK(glyph_under("p { font-variant: small-caps }", &width) != plain && width != plain_width);
	CHECK(glyph_under("p { font-variant-caps: small-caps; font-feature-settings: \"smcp\" 0 }", &width) == plain);
	CHECK(glyph_under("p { font-feature-settings: \"onum\", \"smcp\" 1 }", &width) != plain);
	CHECK(glyph_under("p { letter-spacing: 2pt }", &width) == plain);
	CHECK(fabsf(width - plain_width - 6) < 0.01f);
}

int main(int argc, char **argv)
{
	(void)argv;
	arena_init(&arena);
	check_fill();
	check_hyphens();
	check_features();
	struct settings settings = { .toc_depth = 3 };
	struct look look;
	look_from_settings(&look, &settings);
	struct entry entry = { .number = 9, .title = STR("Consistent hashing"), .name = STR("c-1"), .excerpt = true,
			       .url = STR("https://example.org/consistent-hashing/") };
	struct book book = { .title = STR("Book"), .language = STR("en-US"), .entries = &entry,
			     .n_entries = 1, .n_articles = 66 };
	struct diag_log log;
	diag_log_init(&log);
	struct article article = { .book = &book, .entry = &entry, .arena = &arena, .root = sample() };
	struct typeset t;
	typeset_open(&t, &look, &settings, &book, &log);
	struct worker worker = { 0 };
	struct vlist *list = typeset_article(&t, &worker, &article, &log);
	if (argc > 1)
		for (size_t i = 0; i < list->n_items; i++)
			print_item(list, &list->items[i], i);
	check_geometry(list, &look);
	CHECK(list->n_headings == 2);
	CHECK(list->n_notes == 1 && list->notes[0].items.n == 1);
	vlist_free(list);
	vlist_free(typeset_title_page(&t, &worker));
	list = typeset_contents(&t, &worker, NULL, 0, t.book->n_entries);
	check_geometry(list, &look);
	vlist_free(list);
	list = typeset_running(&t, &worker, &(struct running_line){
		.title = STR("9  Consistent hashing, at length and then some"),
		.section = STR("A section that is as long as that"), .folio = STR("17"), .size = 7.5f, .width = 120 });
	CHECK(list->n_items == 1);
	for (size_t i = 0; i < list->n_marks; i++)
		CHECK(mark_right(list, &list->marks[i]) < 120.5f && list->marks[i].x > -0.5f);
	vlist_free(list);
	worker.slot_free(worker.slot);
	typeset_close(&t);
	diag_log_done(&log);
	arena_done(&arena);
	return 0;
}
