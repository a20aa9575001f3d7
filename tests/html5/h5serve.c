/* h5serve.c - the parser behind the protocols of h5tests.py and h5tokens.py.
 *
 *   h5serve serve            T <length> <context length> <script>\n<context><data>\n
 *                            -> R <length>\n<the tree as html5lib writes it>\n
 *                            K <length> <state> <length of last start tag>\n<tag><data>\n
 *                            -> R <length>\n<one JSON token a line>\n
 *   h5serve dump FILE [CTX]  the tree
 *   h5serve text FILE        its text alone
 *   h5serve parse FILE       what it took: nodes, depth, text, seconds, memory
 *   h5serve reader …         the same with the deviation for self-closed raw text elements, which
 *                            the standard's tests do not know
 */
#include "html/parse.h"

#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct element *parse(struct str data, struct str context, bool strict, struct arena *arena,
	struct diag_log *log)
{
	struct parse_setup setup = { .ns = NS_HTML, .context = context, .strict = strict };
	if (str_starts(context, STR("svg "))) {
		setup.ns = NS_SVG;
		setup.context = str_sub(context, 4, context.len);
	} else if (str_starts(context, STR("math "))) {
		setup.ns = NS_MATHML;
		setup.context = str_sub(context, 5, context.len);
	}
	return parse_fragment(data, arena, log, 0, &setup, NULL);
}

/* ---- the tree in html5lib's notation --------------------------------------------------- */

static void indent(struct buf *b, size_t depth)
{
	buf_puts(b, "| ");
	buf_pad(b, ' ', 2 * depth);
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct html_attr *)a)->name, ((const struct html_attr *)b)->name);
}

/* xlink:href is written "xlink href" where it is foreign. */
static struct str shown_name(struct str name, enum html_namespace ns, struct arena *arena)
{
	static const char *const foreign[] = { "xlink:actuate", "xlink:arcrole", "xlink:href",
		"xlink:role", "xlink:show", "xlink:title", "xlink:type", "xml:lang", "xml:space",
		"xmlns:xlink" };
	for (size_t i = 0; ns != NS_HTML && i < sizeof foreign / sizeof *foreign; i++)
		if (str_eq_c(name, foreign[i])) {
			char *copy = arena_cstr(arena, name);
			*strchr(copy, ':') = ' ';
			return (struct str){ copy, name.len };
		}
	return name;
}

static void put_attrs(struct buf *b, const struct element *e, size_t depth, struct arena *arena)
{
	struct html_attr *sorted = ARENA_ARRAY(arena, struct html_attr, e->n_attrs);
	for (size_t i = 0; i < e->n_attrs; i++)
		sorted[i] = (struct html_attr){ shown_name(e->attrs[i].name, e->ns, arena), e->attrs[i].value };
	qsort(sorted, e->n_attrs, sizeof *sorted, by_name);
	for (size_t i = 0; i < e->n_attrs; i++) {
		indent(b, depth);
		buf_put_str(b, sorted[i].name);
		buf_puts(b, "=\"");
		buf_put_str(b, sorted[i].value);
		buf_puts(b, "\"\n");
	}
}

static bool is_template(const struct element *e)
{
	return e->kind == ELEMENT_TAG && e->tag == TAG_TEMPLATE && e->ns == NS_HTML;
}

static void put_node(struct buf *b, const struct element *e, size_t depth, struct arena *arena)
{
	indent(b, depth);
	switch (e->kind) {
	case ELEMENT_TEXT:
		buf_puts(b, "\"");
		buf_put_str(b, e->text);
		buf_puts(b, "\"\n");
		return;
	case ELEMENT_COMMENT:
		buf_puts(b, "<!-- ");
		buf_put_str(b, e->text);
		buf_puts(b, " -->\n");
		return;
	case ELEMENT_TAG: break;
	}
	buf_puts(b, e->ns == NS_SVG ? "<svg " : e->ns == NS_MATHML ? "<math " : "<");
	buf_put_str(b, e->name);
	buf_puts(b, ">\n");
	put_attrs(b, e, depth + 1, arena);
	if (is_template(e)) {
		indent(b, depth + 1);
		buf_puts(b, "content\n");
	}
}

static void put_tree(struct buf *b, const struct element *root, struct arena *arena)
{
	size_t depth = 0;
	for (const struct element *e = root->first; e;) {
		put_node(b, e, depth, arena);
		if (e->first) {
			depth += is_template(e) ? 2 : 1;
			e = e->first;
			continue;
		}
		while (e != root && !e->next) {
			e = e->parent;
			depth -= e == root ? 0 : is_template(e) ? 2 : 1;
		}
		e = e == root ? NULL : e->next;
	}
}

/* ---- tokens as JSON -------------------------------------------------------------------- */

/* A NUL_MARK is the NUL that it stands for. */
static void put_json(struct buf *b, struct str s)
{
	buf_putc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == 0xFF) {
			buf_puts(b, "\\u0000");
			i += 2;
		} else if (c < 0x20 || c == '"' || c == '\\') {
			buf_printf(b, "\\u%04x", c);
		} else {
			buf_putc(b, (char)c);
		}
	}
	buf_putc(b, '"');
}

static void put_token(struct buf *b, const struct token *token)
{
	static const char *const names[] = { [TOKEN_TEXT] = "Character", [TOKEN_START] = "StartTag",
		[TOKEN_END] = "EndTag", [TOKEN_COMMENT] = "Comment", [TOKEN_DOCTYPE] = "DOCTYPE" };
	buf_printf(b, "[\"%s\"", names[token->kind]);
	bool tag = token->kind == TOKEN_START || token->kind == TOKEN_END;
	if (token->kind != TOKEN_DOCTYPE) {
		buf_puts(b, ", ");
		put_json(b, tag ? token->name : token->text);
	}
	if (token->kind == TOKEN_START) {
		buf_puts(b, ", {");
		for (size_t i = 0; i < token->n_attrs; i++) {
			buf_puts(b, i ? ", " : "");
			put_json(b, token->attrs[i].name);
			buf_puts(b, ": ");
			put_json(b, token->attrs[i].value);
		}
		buf_puts(b, token->self_closing ? "}, true" : "}");
	}
	buf_puts(b, "]\n");
}

static void put_tokens(struct buf *b, struct str data, int state, struct str last_start,
	struct arena *arena)
{
	struct tokeniser *t = mem_alloc(sizeof *t);
	struct token token = { 0 };
	token_begin(t, data, arena);
	t->state = (enum token_state)state;
	t->last_start = last_start;
	for (;;) {
		token_next(t, &token);
		if (token.kind == TOKEN_EOF)
			break;
		put_token(b, &token);
	}
	token_done(t);
	free(t);
}

/* ---- modes ----------------------------------------------------------------------------- */

static struct str read_bytes(size_t n, struct arena *arena)
{
	char *p = arena_bytes(arena, n + 1);
	if (fread(p, 1, n, stdin) != n)
		exit(1);
	return (struct str){ p, n };
}

static int serve(bool strict)
{
	char kind;
	size_t n, m;
	int number;
	while (scanf(" %c %zu", &kind, &n) == 2) {
		struct arena arena;
		arena_init(&arena);
		struct buf out;
		buf_init(&out);
		if (kind == 'T' ? scanf(" %zu %d", &m, &number) != 2 : scanf(" %d %zu", &number, &m) != 2)
			return 1;
		getchar();
		struct str name = read_bytes(m, &arena), data = read_bytes(n, &arena);
		if (kind == 'T')
			put_tree(&out, parse(data, name, strict, &arena, NULL), &arena);
		else
			put_tokens(&out, data, number, name, &arena);
		printf("R %zu\n", out.len);
		if (out.len)
			fwrite(out.p, 1, out.len, stdout);
		putchar('\n');
		fflush(stdout);
		buf_done(&out);
		arena_done(&arena);
	}
	return 0;
}

static struct str read_file(const char *name, struct arena *arena)
{
	FILE *f = fopen(name, "rb");
	if (!f) {
		perror(name);
		exit(2);
	}
	struct buf b;
	buf_init(&b);
	for (size_t n = 1; n;) {
		n = fread(buf_reserve(&b, 1 << 16), 1, 1 << 16, f);
		b.len += n;
	}
	fclose(f);
	struct str s = arena_str(arena, buf_str(&b));
	buf_done(&b);
	return s;
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Of this program; getrusage tells its parent's where that was larger. */
static long peak_kb(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[200];
	long kb = 0;
	while (f && kb == 0 && fgets(line, sizeof line, f))
		if (sscanf(line, "VmHWM: %ld", &kb) != 1)
			kb = 0;
	if (f)
		fclose(f);
	return kb;
}

static void put_figures(const struct element *root, double took)
{
	size_t nodes = 0, text = 0, depth = 0, deepest = 0;
	for (const struct element *e = root; e;) {
		nodes++;
		text += e->kind == ELEMENT_TEXT ? e->text.len : 0;
		deepest = depth > deepest ? depth : deepest;
		if (e->first) {
			depth++;
			e = e->first;
			continue;
		}
		while (e != root && !e->next) {
			e = e->parent;
			depth--;
		}
		e = e == root ? NULL : e->next;
	}
	printf("nodes=%zu depth=%zu text=%zu seconds=%.3f peak_mb=%ld", nodes, deepest, text, took,
		peak_kb() / 1024);
}

int main(int argc, char **argv)
{
	bool strict = true;
	if (argc > 1 && strcmp(argv[1], "reader") == 0) {
		strict = false;
		argc--;
		argv++;
	}
	if (argc == 2 && strcmp(argv[1], "serve") == 0)
		return serve(strict);
	if (argc < 3) {
		fputs("usage: h5serve [reader] serve | dump FILE [CONTEXT] | text FILE | parse FILE\n", stderr);
		return 2;
	}
	struct arena arena;
	arena_init(&arena);
	struct diag_log log;
	diag_log_init(&log);
	struct str data = read_file(argv[2], &arena);
	double start = seconds();
	struct element *root = parse(data, argc > 3 ? str_from_c(argv[3]) : STR("div"), strict, &arena, &log);
	double took = seconds() - start;
	if (strcmp(argv[1], "parse") == 0) {
		put_figures(root, took);
		for (size_t i = 0; i < log.n; i++)
			printf("; %d: %s", log.messages[i].line, log.messages[i].text);
		putchar('\n');
	} else {
		struct buf out;
		buf_init(&out);
		if (strcmp(argv[1], "text") == 0)
			buf_put_str(&out, element_text(root, &arena));
		else
			put_tree(&out, root, &arena);
		if (out.len)
			fwrite(out.p, 1, out.len, stdout);
		buf_done(&out);
	}
	diag_log_done(&log);
	arena_done(&arena);
	return 0;
}
