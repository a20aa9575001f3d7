/* ledger.c - rows in, sums out. An article knows some thirty rules at most, so a rule's sum is found
 * by looking through them. */
#include "doc/ledger.h"
#include "base/utf8.h"
#include "doc/walk.h"

#include <stdlib.h>

void ledger_add(struct article *a, const char *rule, struct str text, int line)
{
	struct ledger *l = &a->ledger;
	mem_grow(&l->rows, &l->cap, l->n + 1, sizeof *l->rows);
	l->rows[l->n++] = (struct ledger_row){ rule, text, line };
}

void ledger_done(struct ledger *l)
{
	free(l->rows);
	*l = (struct ledger){ 0 };
}

static struct ledger_sum *sum_of(struct ledger_total *t, const char *rule)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->rules[i].rule, rule) == 0)
			return &t->rules[i];
	mem_grow(&t->rules, &t->cap, t->n + 1, sizeof *t->rules);
	t->rules[t->n] = (struct ledger_sum){ .rule = rule };
	return &t->rules[t->n++];
}

void ledger_count(struct ledger_total *t, const struct ledger *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct ledger_sum *sum = sum_of(t, l->rows[i].rule);
		sum->n++;
		sum->words += doc_words(l->rows[i].detail);
	}
}

void ledger_total_done(struct ledger_total *t)
{
	free(t->rules);
	*t = (struct ledger_total){ 0 };
}

static void put_words(struct buf *b, size_t words)
{
	if (words)
		buf_printf(b, " (%zu %s)", words, words == 1 ? "word" : "words");
}

void ledger_put_total(const struct ledger_total *t, struct buf *b)
{
	size_t words = 0;
	for (size_t i = 0; i < t->n; i++) {
		buf_printf(b, "%s%zu × %s", i ? ", " : "", t->rules[i].n, t->rules[i].rule);
		words += t->rules[i].words;
	}
	put_words(b, words);
}

/* The beginning of what a rule took, first row with words: enough to find it in the source. */
static void put_sample(struct buf *b, const struct ledger *l, const char *rule)
{
	enum { MOST = 60 };
	for (size_t i = 0; i < l->n; i++) {
		struct str text = l->rows[i].detail;
		if (strcmp(l->rows[i].rule, rule) != 0 || !text.len)
			continue;
		bool cut = text.len > MOST;
		if (cut)
			text.len = utf8_valid_prefix((struct str){ text.p, MOST });
		buf_printf(b, ": \"%.*s%s\"", STR_ARG(text), cut ? "…" : "");
		return;
	}
}

void ledger_report(struct article *a)
{
	const struct ledger *l = &a->ledger;
	struct ledger_total total = { 0 };
	struct buf b;
	buf_init(&b);
	ledger_count(&total, l);
	for (size_t i = 0; i < total.n; i++) {
		const char *rule = total.rules[i].rule;
		size_t first = 0;
		while (strcmp(l->rows[first].rule, rule) != 0)
			first++;
		buf_clear(&b);
		buf_printf(&b, "%zu × %s", total.rules[i].n, rule);
		put_words(&b, total.rules[i].words);
		put_sample(&b, l, rule);
		diag_add(&a->log, DIAG_CLEANED, l->rows[first].line, "%s", buf_cstr(&b));
	}
	buf_done(&b);
	ledger_total_done(&total);
}
