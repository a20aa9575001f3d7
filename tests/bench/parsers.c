/* parsers.c - parsers FILE ROUNDS: our HTML parser beside libxml2 (tree and SAX) and gumbo on the
 * bodies in FILE, each written as its length in digits, a line end and its bytes. Every round each
 * parses every body; a row says the median speed and how many times libxml2's tree it is. CPU time,
 * in one process and one run, so that the ratios hold on a busy machine. */
#include "html/tree.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#ifdef HAVE_GUMBO
#include <gumbo.h>
#endif

enum { MOST_ROUNDS = 1000 };

static void parse_ours(struct str body)
{
	struct arena arena;
	arena_init(&arena);
	html_parse(body, &arena, NULL, 0, NULL);
	arena_done(&arena);
}

static void parse_libxml2(struct str body)
{
	htmlDocPtr doc = htmlReadMemory(body.p, (int)body.len, NULL, "UTF-8",
		HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_RECOVER);
	if (doc)
		xmlFreeDoc(doc);
}

static size_t seen;

static void on_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
	(void)context, (void)name, (void)attributes;
	seen++;
}

static void on_text(void *context, const xmlChar *text, int len)
{
	(void)context, (void)text;
	seen += (size_t)len;
}

static void parse_sax(struct str body)
{
	htmlSAXHandler sax = { .startElement = on_element, .characters = on_text, .initialized = XML_SAX2_MAGIC };
	htmlParserCtxtPtr c = htmlCreateMemoryParserCtxt(body.p, (int)body.len);
	if (!c)
		return;
	htmlSAXHandlerPtr own = c->sax;
	c->sax = &sax;
	htmlParseDocument(c);
	c->sax = own;
	if (c->myDoc)
		xmlFreeDoc(c->myDoc);
	c->myDoc = NULL;
	htmlFreeParserCtxt(c);
}

#ifdef HAVE_GUMBO
static void parse_gumbo(struct str body)
{
	GumboOptions options = kGumboDefaultOptions;
	options.fragment_context = GUMBO_TAG_DIV;
	GumboOutput *out = gumbo_parse_with_options(&options, body.p, body.len);
	gumbo_destroy_output(&options, out);
}
#endif

static const struct {
	const char *name;
	void (*parse)(struct str body);
} parsers[] = {
	{ "designconv", parse_ours },
	{ "libxml2, tree", parse_libxml2 },
	{ "libxml2, SAX only", parse_sax },
#ifdef HAVE_GUMBO
	{ "gumbo", parse_gumbo },
#endif
};
enum { N_PARSERS = sizeof parsers / sizeof *parsers, BASE = 1 };

static struct str *read_bodies(const char *path, size_t *n, size_t *total)
{
	FILE *f = fopen(path, "rb");
	struct str *bodies = NULL;
	size_t cap = 0, len;
	*n = *total = 0;
	while (f && fscanf(f, "%zu", &len) == 1 && fgetc(f) == '\n') {
		char *bytes = mem_alloc(len + 1);
		if (fread(bytes, 1, len, f) != len)
			break;
		mem_grow(&bodies, &cap, *n + 1, sizeof *bodies);
		bodies[(*n)++] = (struct str){ bytes, len };
		*total += len;
	}
	if (f)
		fclose(f);
	return bodies;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	static double speed[N_PARSERS][MOST_ROUNDS];
	int rounds = argc > 2 ? atoi(argv[2]) : 0;
	size_t n, total;
	if (rounds < 1 || rounds > MOST_ROUNDS)
		return 2;
	const struct str *bodies = read_bodies(argv[1], &n, &total);
	for (int round = 0; round < rounds; round++)
		for (int k = 0; k < N_PARSERS; k++) {
			double begin = cpu();
			for (size_t i = 0; i < n; i++)
				parsers[k].parse(bodies[i]);
			speed[k][round] = (double)total / 1e6 / (cpu() - begin);
		}
	for (int k = 0; k < N_PARSERS; k++)
		qsort(speed[k], (size_t)rounds, sizeof **speed, by_size);
	for (int k = 0; k < N_PARSERS; k++)
		printf("| %s | %.0f | %.2f |\n", parsers[k].name, speed[k][rounds / 2],
		       speed[k][rounds / 2] / speed[BASE][rounds / 2]);
	return 0;
}
