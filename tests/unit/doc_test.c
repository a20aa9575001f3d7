/* doc_test.c - the model: walking, words, numbers, what may nest in what, URL → entry. */
#include "check.h"
#include "doc/walk.h"

static struct arena arena;

static struct node *add(struct node *parent, enum node_type type)
{
	struct node *n = node_new(&arena, type, 1);
	if (parent)
		node_append(parent, n);
	return n;
}

static struct node *add_text(struct node *parent, const char *text)
{
	struct node *n = node_new_text(&arena, str_from_c(text), 1);
	node_append(parent, n);
	return n;
}

static void test_words(void)
{
	static const struct {
		const char *text;
		size_t words;
	} rows[] = {
		{ "", 0 }, { "one", 1 }, { " two  words ", 2 }, { "don't stop", 2 }, { "3.14 and 1,000", 3 },
		{ "a → b", 2 }, { "naïve café", 2 }, { "中文字", 3 }, { "foo_bar baz-qux", 3 }, { "├── x │", 1 },
		{ "it’s", 1 }, { "Привет, мир", 2 }, { "e.g. this", 2 }, { "日本 and 1", 4 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK(doc_words(str_from_c(rows[i].text)) == rows[i].words);
	/* Wherever sixteen bytes begin. */
	for (size_t shift = 0; shift < 20; shift++)
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			char text[256];
			int n = snprintf(text, sizeof text, "%.*s %s; %s", (int)shift, "--------------------", rows[i].text, rows[i].text);
			CHECK(doc_words((struct str){ text, (size_t)n }) == 2 * rows[i].words);
		}
}

static void test_walk(void)
{
	struct node *root = add(NULL, NODE_ARTICLE);
	struct node *p = add(root, NODE_PARAGRAPH);
	add_text(p, "x");
	add(root, NODE_RULE);
	enum walk_step steps[] = { WALK_ENTER, WALK_ENTER, WALK_ENTER, WALK_LEAVE, WALK_LEAVE,
				   WALK_ENTER, WALK_LEAVE, WALK_LEAVE };
	size_t n = 0;
	for (struct walk w = walk_begin(root); walk_next(&w); n++)
		CHECK(w.step == steps[n]);
	CHECK(n == 8);
	n = 0;
	for (struct walk w = walk_begin(root); walk_next(&w); n++)
		if (w.node == p && w.step == WALK_ENTER)
			walk_skip(&w);
	CHECK(n == 5); /* root, p, rule, rule, root: p's own leave is the skipped step */
}

static void test_settle(void)
{
	struct node *root = add(NULL, NODE_ARTICLE);
	static const int levels[] = { 2, 4, 3, 2, 1, 6 }, ranks[] = { 1, 2, 2, 1, 1, 2 };
	struct node *headings[6];
	for (int i = 0; i < 6; i++) {
		headings[i] = add(root, NODE_HEADING);
		headings[i]->as.heading.level = levels[i];
	}
	struct node *list = add(root, NODE_LIST);
	list->as.list.ordered = list->as.list.reversed = true;
	struct node *items[3];
	for (int i = 0; i < 3; i++)
		items[i] = add(list, NODE_ITEM);
	items[1]->as.item.has_value = true;
	items[1]->as.item.value = 10;
	struct article article = { .arena = &arena, .root = root };
	doc_settle(&article);
	for (int i = 0; i < 6; i++)
		CHECK(headings[i]->as.heading.rank == ranks[i]);
	CHECK(items[0]->as.item.number == 3 && items[1]->as.item.number == 10 && items[2]->as.item.number == 9);
	CHECK(article.n_headings == 6 && memcmp(article.headings, headings, sizeof headings) == 0);
	CHECK(node_words(root) == 0);
	add_text(headings[0], "two wo");
	add_text(add(headings[0], NODE_STRONG), "rds");
	add_text(headings[1], "one");
	CHECK(node_words(root) == 3);
}

static void test_check(void)
{
	struct node *root = add(NULL, NODE_ARTICLE);
	struct article article = { .arena = &arena, .root = root };
	struct node *p = add(root, NODE_PARAGRAPH);
	add_text(p, "fine");
	CHECK(!doc_check(&article, &arena));
	struct node *stray = add(p, NODE_PARAGRAPH);
	CHECK(doc_check(&article, &arena));
	node_remove(stray);
	CHECK(!doc_check(&article, &arena));
	add(add(root, NODE_LIST), NODE_PARAGRAPH);
	CHECK(doc_check(&article, &arena));
	node_remove(root->last);
	add(root, NODE_ITEM);
	CHECK(doc_check(&article, &arena));
	node_remove(root->last);
	add_text(root, "loose");
	CHECK(doc_check(&article, &arena));
}

static void test_urls(void)
{
	struct entry entries[] = {
		{ .url = STR("https://example.com/posts/one/") },
		{ .url = STR("http://www.Example.com/two.html?id=2&utm_source=x"), .index = 1 },
		{ .kind = ENTRY_PART, .url = STR("https://example.com/part"), .index = 2 },
	};
	struct book book = { .entries = entries, .n_entries = 3 };
	arena_init(&book.arena);
	book_index_urls(&book);
	struct str fragment;
	CHECK(book_find_url(&book, STR("http://www.example.com/posts/one/index.html#top"), &fragment) == &entries[0]);
	CHECK_STR(fragment, "top");
	CHECK(book_find_url(&book, STR("https://example.com/two.html?id=2"), &fragment) == &entries[1]);
	CHECK(fragment.len == 0);
	CHECK(!book_find_url(&book, STR("https://example.com/two.html?id=3"), &fragment));
	CHECK(!book_find_url(&book, STR("https://example.com/part"), &fragment));
	CHECK(!book_find_url(&book, STR("mailto:a@example.com"), &fragment));
	book_free_urls(&book);
	arena_done(&book.arena);
}

int main(void)
{
	arena_init(&arena);
	test_words();
	test_walk();
	test_settle();
	test_check();
	test_urls();
	arena_done(&arena);
	return 0;
}
