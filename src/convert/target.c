/* target.c - what becomes of one output: begun, written to, put in its place or given up. */
#include "convert/target.h"

#include <stdio.h>
#include <stdlib.h>

void target_open(struct target *t, const struct settings *settings, struct diag *diag, int n_threads)
{
	destination_prepare(&t->destination);
	t->output = output_open(t->destination.path, t->destination.kind);
	t->writer = t->work->open(t->book, settings, t->output, diag);
	t->workers = mem_alloc(mem_product((size_t)n_threads, sizeof *t->workers));
	for (int w = 0; w < n_threads; w++)
		t->workers[w].thread = w;
}

void target_close(struct target *t, const struct pool *pool, bool keep)
{
	if (t->work->cut && keep)
		t->first = t->work->cut(t->writer, &t->n_volumes);
	t->written = t->work->close(t->writer, pool, keep && !t->n_volumes);
	for (int w = 0; w < pool->n_threads; w++)
		if (t->workers[w].slot_free)
			t->workers[w].slot_free(t->workers[w].slot);
	free(t->workers);
	if (t->n_volumes) {
		output_discard(t->output);
		t->output = NULL;
	}
}

bool target_commit(struct target *t)
{
	struct buf why;
	buf_init(&why);
	bool good = output_commit(t->output, &why);
	if (!good)
		fprintf(stderr, "designconv: %s\n", buf_cstr(&why));
	buf_done(&why);
	return good;
}

static void put_count(struct buf *b, size_t n, const char *one, const char *many)
{
	char digits[32];
	int len = snprintf(digits, sizeof digits, "%zu", n);
	for (int i = 0; i < len; i++) {
		buf_putc(b, digits[i]);
		if ((len - i - 1) % 3 == 0 && i + 1 < len)
			buf_putc(b, ',');
	}
	buf_putc(b, ' ');
	buf_puts(b, n == 1 ? one : many);
}

void target_say_summary(const struct target *t, size_t warnings, double seconds)
{
	struct buf b;
	buf_init(&b);
	buf_puts(&b, t->destination.kind == OUTPUT_STDOUT ? "(standard output)" : t->destination.path);
	buf_puts(&b, ": ");
	put_count(&b, t->book->n_articles, "article", "articles");
	buf_puts(&b, ", ");
	put_count(&b, t->words, "word", "words");
	buf_puts(&b, ", ");
	put_count(&b, warnings, "warning", "warnings");
	fprintf(stderr, "%s (%.2f s)\n", buf_cstr(&b), seconds);
	buf_done(&b);
}

void target_done(struct target *t)
{
	free(t->destination.path);
	for (size_t v = 0; t->volumes && v < t->n_volumes; v++)
		volume_done(&t->volumes[v]);
	free(t->volumes);
	free(t->first);
}
