/* fuzz_html.c - any bytes as a body: the element tree's links hold, it is no deeper than the cap,
 * the model nests as doc_check says, and no letter is lost: each ASCII letter and digit of the
 * parsed text stands in the model or in the ledger at least as often. The first byte chooses
 * whether the body is XHTML, whether it is cleaned, and another element to parse it in. */
#include "doc/ledger.h"
#include "doc/walk.h"
#include "html/elements.h"
#include "html/html.h"
#include "html/parse.h"

#include "letters.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What stands between the tags. */
static void count_markup(struct letters *l, struct str xml)
{
	for (size_t at = 0; at < xml.len;) {
		ptrdiff_t open = str_find_char(xml, '<', at);
		size_t end = open < 0 ? xml.len : (size_t)open;
		for (struct str text = str_sub(xml, at, end); text.len; text = str_sub(text, 1, text.len)) {
			ptrdiff_t semicolon = text.p[0] == '&' ? str_find_char(text, ';', 0) : -1;
			if (semicolon > 0)
				text = str_sub(text, (size_t)semicolon, text.len);
			letters_count(l, str_sub(text, 0, 1));
		}
		ptrdiff_t close = open < 0 ? -1 : str_find_char(xml, '>', end);
		at = close < 0 ? xml.len : (size_t)close + 1;
	}
}

static bool is_silent(const struct element *e)
{
	return element_row(e)->role == ROLE_SILENT || str_eq(e->name, STR("style")) || str_eq(e->name, STR("script"));
}

static void check_links(const struct element *e)
{
	if ((e->first == NULL) != (e->last == NULL) || (e->first && e->first->prev) || (e->last && e->last->next))
		abort();
	for (const struct element *c = e->first; c; c = c->next)
		if (c->parent != e || (c->next && c->next->prev != c))
			abort();
}

static void read_elements(const struct element *root, struct letters *in)
{
	for (const struct element *e = root; e;) {
		check_links(e);
		size_t depth = 1;
		for (const struct element *p = e; p != root; p = p->parent)
			depth++;
		if (e->kind == ELEMENT_TAG && depth > HTML_MAX_DEPTH)
			abort();
		if (e->kind == ELEMENT_TEXT)
			letters_count(in, e->text);
		e = e->kind == ELEMENT_TAG && is_silent(e) ? element_skip(root, e) : element_next(root, e);
	}
}

static void count_node(const struct node *n, struct letters *out)
{
	switch (n->type) {
	case NODE_TEXT: case NODE_CODE: letters_count(out, n->as.text); break;
	case NODE_CODE_BLOCK: letters_count(out, n->as.code.text); break;
	case NODE_CALLOUT: letters_count(out, n->as.callout.title); break;
	case NODE_IMAGE: letters_count(out, n->as.image.alt); break;
	case NODE_MATH: case NODE_MATH_BLOCK:
		letters_count(out, n->as.math.tex);
		count_markup(out, n->as.math.mathml);
		break;
	case NODE_RAW: count_markup(out, n->as.raw.html); break;
	default: break; /* the others hold words in their children only */
	}
}

static void check_article(const struct article *a, const struct letters *in)
{
	struct letters out = { .of = { 0 } };
	for (struct walk w = walk_begin(a->root); walk_next(&w);)
		if (w.step == WALK_ENTER)
			count_node(w.node, &out);
	for (size_t i = 0; i < a->ledger.n; i++)
		letters_count(&out, a->ledger.rows[i].detail);
	letters_compare(in, &out, "the model and the ledger");
	const char *fault = doc_check(a, a->arena);
	if (fault) {
		fprintf(stderr, "%s\n", fault);
		abort();
	}
}

/* The insertion modes that no <div> begins in. */
static void parse_elsewhere(struct str body, struct arena *arena, unsigned which)
{
	static const char *const contexts[16] = { NULL, "html", "head", "body", "table", "tbody", "tr", "td", "caption",
		"colgroup", "select", "template", "frameset", "title", "script", "noscript" };
	struct letters in = { .of = { 0 } };
	if (!contexts[which])
		return;
	struct parse_setup setup = { .ns = NS_HTML, .context = str_from_c(contexts[which]) };
	read_elements(parse_fragment(body, arena, NULL, 0, &setup, NULL), &in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	struct arena arena;
	arena_init(&arena);
	struct book book = { .language = STR("en") };
	struct entry entry = { .body_kind = data[0] & 1 ? BODY_XHTML : BODY_HTML, .title = STR("t"),
			       .base = STR("https://example.org/a") };
	struct article a = { .book = &book, .entry = &entry, .arena = &arena };
	struct html_options options = { .clean = !(data[0] & 2) };
	struct str body = { (const char *)data + 1, size - 1 };
	struct letters in = { .of = { 0 } };
	diag_log_init(&a.log);
	read_elements(data[0] & 1 ? html_parse_xhtml(body, &arena, NULL, 0, NULL) : html_parse(body, &arena, NULL, 0, NULL), &in);
	parse_elsewhere(body, &arena, data[0] >> 4);
	html_read(&a, body, &options);
	check_article(&a, &in);
	if (data[0] & 4) {
		html_plain_text(body, &arena);
		html_is_excerpt(body, entry.title, data[0] & 8);
	}
	diag_log_done(&a.log);
	ledger_done(&a.ledger);
	arena_done(&arena);
	return 0;
}
