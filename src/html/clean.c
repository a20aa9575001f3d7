/* clean.c - the rules of reader's sense, in their order, and the ledger they write to.
 *
 * One rule is one row: a name, which the ledger shows, and a function over the whole tree. Rules
 * live in clean_*.c by subject. None runs with --no-clean. What a rule takes away it gives to
 * clean_drop, so words in = words out + words in the ledger. */
#include "html/clean.h"
#include "html/clean_rules.h"
#include "html/space.h"

void clean_note(struct article *a, const char *rule, struct str text, int line)
{
	struct ledger *l = &a->ledger;
	mem_grow(&l->rows, &l->cap, l->n + 1, sizeof *l->rows);
	l->rows[l->n++] = (struct ledger_row){ rule, text, line };
}

void clean_drop(struct clean *c, struct element *e)
{
	clean_note(c->article, c->rule, space_all_text(e, c->arena), c->article->entry->body_line + e->line);
	element_remove(e);
}

static const struct {
	const char *name;
	void (*run)(struct clean *);
} rules[] = {
	{ "hidden-content", clean_hidden },
};

void clean_run(struct article *a, struct element *root)
{
	struct clean c = { .article = a, .arena = a->arena, .root = root };
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		c.rule = rules[i].name;
		rules[i].run(&c);
	}
}
