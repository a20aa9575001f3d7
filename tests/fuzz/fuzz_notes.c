/* fuzz_notes.c - any bytes as an article in Markdown and in plain text: what is written is UTF-8, and no
 * letter of the model's words is lost. The first byte chooses the dialect, whether HTML may be written,
 * whether the body is cleaned and whether spaces are kept; the second how wide the text is, where its
 * addresses go and whether it is 7-bit. */
#include "backend/markdown/md.h"
#include "backend/text/text.h"
#include "base/utf8.h"
#include "doc/ledger.h"
#include "doc/walk.h"
#include "html/html.h"
#include "pass/pass.h"

#include "letters.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Words that every format has to say as they are. In text, what is raised or lowered has digits and
 * letters of its own. */
static void count_words(const struct article *a, bool scripts, struct letters *l)
{
	for (struct walk w = walk_begin(a->root); walk_next(&w);) {
		if (w.step != WALK_ENTER)
			continue;
		if (!scripts && (w.node->type == NODE_SUBSCRIPT || w.node->type == NODE_SUPERSCRIPT)) {
			walk_skip(&w);
			continue;
		}
		if (w.node->type == NODE_TEXT || w.node->type == NODE_CODE)
			letters_count(l, w.node->as.text);
		else if (w.node->type == NODE_CODE_BLOCK)
			letters_count(l, w.node->as.code.text);
	}
}

/* A letter beside a delimiter may be written as a reference. */
static void count_markdown(struct letters *l, struct str s)
{
	letters_count(l, s);
	for (ptrdiff_t at = 0; (at = str_find(s, STR("&#x"), (size_t)at)) >= 0; at += 3) {
		unsigned long c = strtoul(s.p + at + 3, NULL, 16);
		if (c < 0x80 && ch_alnum((char)c))
			l->of[c]++;
	}
}

static void check_utf8(struct str s, const char *where)
{
	if (utf8_valid_prefix(s) == s.len)
		return;
	fprintf(stderr, "%s: not UTF-8 at byte %zu\n", where, utf8_valid_prefix(s));
	abort();
}

static void write_markdown(const struct article *a, uint8_t choice)
{
	size_t n = 0;
	while (flavor_names[n])
		n++;
	struct buf out = { 0 };
	struct md md;
	struct letters in = { .of = { 0 } }, seen = { .of = { 0 } };
	md_init(&md, flavor_find(str_from_c(flavor_names[choice % n])), a, &out);
	md.raw_html = choice & 16;
	md.ink.exact = choice & 64;
	md_put_blocks(&md, a->root);
	md_put_notes(&md, a->root);
	md_done(&md);
	buf_cstr(&out); /* strtoul ends */
	check_utf8(buf_str(&out), md.flavor->name);
	count_words(a, true, &in);
	count_markdown(&seen, buf_str(&out));
	letters_compare(&in, &seen, md.flavor->name);
	buf_done(&out);
}

static void write_text(const struct article *a, uint8_t choice)
{
	static const unsigned char widths[] = { 72, 0, 20, 21, 33, 131, 23, 255 };
	size_t unwritable = 0;
	struct text_style style = { .columns = widths[choice & 7], .ascii = choice & 8, .links = (choice >> 4) % 3 };
	style.table_columns = choice & 128 ? 0 : style.columns;
	struct buf out = { 0 };
	struct link_list links = { 0 };
	struct text t;
	struct letters in = { .of = { 0 } }, seen = { .of = { 0 } };
	map_init(&links.numbers);
	text_init(&t, style, a, &links, &out);
	t.unwritable = &unwritable;
	text_put_blocks(&t, a->root);
	text_put_notes(&t, a->root);
	text_put_links(&t);
	text_done(&t);
	check_utf8(buf_str(&out), "text");
	count_words(a, false, &in);
	letters_count(&seen, buf_str(&out));
	letters_compare(&in, &seen, "text");
	map_done(&links.numbers);
	free(links.urls);
	buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 3)
		return 0;
	struct arena arena;
	arena_init(&arena);
	struct book book = { .language = STR("en"), .fragment = !(data[0] & 32) };
	struct entry entry = { .body_kind = BODY_HTML, .title = STR("t"), .base = STR("https://example.org/a"),
			       .url = STR("https://example.org/a"), .number = 1 };
	struct article a = { .book = &book, .entry = &entry, .arena = &arena };
	diag_log_init(&a.log);
	html_read(&a, (struct str){ (const char *)data + 2, size - 2 }, &(struct html_options){ .clean = data[0] & 32 });
	pass_run(&a, data[0] & 32);
	doc_settle(&a);
	write_markdown(&a, data[0]);
	write_text(&a, data[1]);
	diag_log_done(&a.log);
	ledger_done(&a.ledger);
	arena_done(&arena);
	return 0;
}
