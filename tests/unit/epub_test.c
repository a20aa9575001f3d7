/* epub_test.c - a book made by hand, with what feeds seldom have together: parts, a chapter long
 * enough to be cut, links into other articles' ids, irregular lists and tables. Written to the path
 * in EPUB_TEST_OUT when that is set, for the outside judges. */
#include "backend/typesetter.h"
#include "doc/walk.h"

#include "check.h"

#include <unistd.h>

extern const struct backend backend_epub;

static struct arena arena;

static struct node *put(struct node *parent, enum node_type type)
{
	struct node *n = node_new(&arena, type, 0);
	if (parent)
		node_append(parent, n);
	return n;
}

static struct node *text(struct node *parent, const char *s)
{
	struct node *n = node_new_text(&arena, str_from_c(s), 0);
	node_append(parent, n);
	return parent;
}

static struct node *heading(struct node *root, int level, const char *id, const char *words)
{
	struct node *h = text(put(root, NODE_HEADING), words);
	h->as.heading.level = level;
	h->id = str_from_c(id);
	return h;
}

static void paragraph(struct node *parent, const char *words)
{
	text(put(parent, NODE_PARAGRAPH), words);
}

static struct node *link_to(struct node *parent, const struct entry *e, const char *fragment)
{
	struct node *a = put(parent, NODE_LINK);
	a->as.link.target = e;
	a->as.link.fragment = str_from_c(fragment);
	return text(a, "a link");
}

static void row(struct node *table, enum row_part part, bool header, const char *words)
{
	struct node *r = put(table, NODE_ROW);
	r->as.row.part = part;
	for (int i = 0; i < 2; i++) {
		struct node *c = put(r, NODE_CELL);
		c->as.cell.header = header;
		c->as.cell.column = i;
		c->as.cell.column_span = c->as.cell.row_span = 1;
		struct node *p = put(c, NODE_PARAGRAPH);
		p->as.paragraph.bare = true;
		text(p, words);
	}
}

/* Every kind of node at least once. */
static void fill_first(struct node *root, struct entry *entries)
{
	heading(root, 2, "start", "A beginning");
	struct node *p = put(root, NODE_PARAGRAPH);
	text(p, "See ");
	link_to(p, &entries[2], "deep-300");
	text(p, ", ");
	link_to(p, &entries[2], "nowhere");
	text(p, ", ");
	link_to(p, &entries[1], "start");
	struct node *nested = link_to(p, &entries[2], "");
	link_to(nested, &entries[2], "");
	text(put(p, NODE_EMPHASIS), "stressed");
	text(put(p, NODE_QUOTATION), "quoted");
	put(p, NODE_CODE)->as.text = STR("a<b> && averyveryverylongidentifier.with.many.parts(of,it)");
	struct node *ruby = text(put(p, NODE_RUBY), "漢字");
	text(put(ruby, NODE_RUBY_TEXT), "かんじ");
	struct node *picture = put(p, NODE_IMAGE);
	picture->as.image.alt = STR("a missing picture");
	picture->as.image.url = STR("https://example.com/p.png");
	struct node *math = put(p, NODE_MATH);
	math->as.math.tex = STR("x^2");
	struct node *mark = put(p, NODE_FOOTNOTE_REF);
	mark->as.footnote_ref.ref = 1;
	heading(root, 4, "", "");
	heading(root, 3, "third", "Third <level>");
	struct node *list = put(root, NODE_LIST);
	list->as.list.ordered = true;
	list->as.list.has_start = true;
	list->as.list.start = 3;
	struct node *item = put(list, NODE_ITEM);
	p = put(item, NODE_PARAGRAPH);
	p->as.paragraph.bare = true;
	text(p, "loose");
	item = put(put(item, NODE_LIST), NODE_ITEM);
	item->as.item.task = TASK_DONE;
	struct node *dl = put(root, NODE_DEFINITIONS);
	paragraph(put(dl, NODE_DESCRIPTION), "without a term");
	dl = put(root, NODE_DEFINITIONS);
	text(put(dl, NODE_TERM), "term");
	paragraph(put(dl, NODE_DESCRIPTION), "description");
	struct node *table = put(root, NODE_TABLE);
	text(put(table, NODE_CAPTION), "caption");
	row(table, ROW_HEAD, true, "head");
	row(table, ROW_FOOT, false, "early foot");
	row(table, ROW_BODY, false, "body");
	row(table, ROW_HEAD, true, "late head");
	row(table, ROW_FOOT, false, "foot");
	put(root, NODE_TABLE);
	struct node *code = put(root, NODE_CODE_BLOCK);
	code->as.code.language = STR("C++");
	code->as.code.text = STR("int main()\n{\n\treturn 0;\n}");
	paragraph(put(root, NODE_QUOTE), "a quotation");
	paragraph(put(root, NODE_CALLOUT), "mind");
	struct node *details = put(root, NODE_DETAILS);
	text(put(details, NODE_SUMMARY), "more");
	paragraph(details, "unfolded");
	put(root, NODE_RULE);
	struct node *media = put(root, NODE_MEDIA);
	media->as.media.title = STR("a film");
	media->as.media.url = STR("https://example.com/film");
	put(root, NODE_RAW)->as.raw.html = STR("<blink>raw</blink>");
	struct node *note = put(root, NODE_FOOTNOTE);
	note->as.footnote.n_refs = 1;
	paragraph(note, "the note");
	mark->as.footnote_ref.note = note;
}

/* About 600 KB: three files. */
static void fill_second(struct node *root, struct entry *entries)
{
	for (int i = 0; i < 600; i++) {
		heading(root, 2, arena_printf(&arena, "deep-%d", i).p, "Deep");
		for (int j = 0; j < 10; j++)
			paragraph(root, "The quick brown fox jumps over the lazy dog, and the dog does not mind at all.");
	}
	struct node *p = put(root, NODE_PARAGRAPH);
	link_to(p, &entries[2], "deep-1");
	link_to(p, &entries[2], "deep-599");
	link_to(p, &entries[1], "third");
}

static bool run(const char *path)
{
	struct entry entries[] = {
		{ .kind = ENTRY_PART, .index = 0, .title = STR_INIT("Part & parcel"), .name = STR_INIT("c-part") },
		{ .index = 1, .number = 1, .title = STR_INIT("First"), .name = STR_INIT("c-first"),
		  .url = STR_INIT("https://example.com/first"), .excerpt = true },
		{ .index = 2, .number = 2, .title = STR_INIT("Second"), .name = STR_INIT("c-second") },
	};
	struct book book = { .title = STR_INIT("A book"), .language = STR_INIT("en"),
		.identifier = STR_INIT("urn:uuid:01234567-89ab-5cde-8f01-23456789abcd"),
		.source_url = STR_INIT("https://example.com/"), .entries = entries, .n_entries = 3, .n_articles = 2,
		.modified = { .known = true } };
	struct settings settings = { .toc_depth = 3, .program = "designconv test", .typesetter = typesetter_load(NULL) };
	struct diag diag;
	diag_init(&diag);
	struct pool pool = { .n_threads = 1 };
	struct worker worker = { .thread = 0 };
	struct output *output = output_open(path, OUTPUT_FILE);
	struct writer *w = backend_epub.work->open(&book, &settings, output, &diag);
	for (size_t i = 0; i < 3; i++) {
		struct article article = { .book = &book, .entry = &entries[i], .arena = &arena };
		article.root = node_new(&arena, NODE_ARTICLE, 0);
		if (i == 1)
			fill_first(article.root, entries);
		if (i == 2)
			fill_second(article.root, entries);
		doc_settle(&article);
		CHECK(doc_check(&article, &arena) == NULL);
		struct diag_log log;
		diag_log_init(&log);
		void *rendered = backend_epub.work->render(w, &worker, &article, &log);
		backend_epub.work->append(w, &article, rendered);
		diag_log_done(&log);
	}
	worker.slot_free(worker.slot);
	struct buf why;
	buf_init(&why);
	bool well = backend_epub.work->close(w, &pool, true);
	well = output_commit(output, &why) && well;
	buf_done(&why);
	return well;
}

static size_t count(struct str all, const char *needle)
{
	size_t n = 0;
	for (ptrdiff_t at = 0; (at = str_find(all, str_from_c(needle), (size_t)at)) >= 0; at++)
		n++;
	return n;
}

int main(void)
{
	arena_init(&arena);
	const char *out = getenv("EPUB_TEST_OUT");
	char scratch[] = "/tmp/designconv-epub-XXXXXX";
	int fd = out ? -1 : mkstemp(scratch);
	const char *path = out ? out : scratch;
	CHECK(run(path));
	static char bytes[1 << 20];
	FILE *f = fopen(path, "rb");
	CHECK(f);
	struct str book = { bytes, fread(bytes, 1, sizeof bytes, f) };
	fclose(f);
	CHECK(count(book, "EPUB/c-second.xhtml") == 2); /* local header and directory */
	CHECK(count(book, "EPUB/c-second-3.xhtml") == 2);
	CHECK(count(book, "EPUB/c-first.xhtml") == 2);
	CHECK(!run("/dev/full"));
	if (fd >= 0) {
		close(fd);
		unlink(scratch);
	}
	arena_done(&arena);
	return 0;
}
