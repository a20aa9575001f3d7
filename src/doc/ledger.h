/* ledger.h - the account of what was taken away: words in = words out + words in the ledger. Rules
 * of html/ and pass/ write rows into an article's ledger, -v shows and counts them. */
#ifndef DOC_LEDGER_H
#define DOC_LEDGER_H

#include "doc/doc.h"

/* Adds a row. `rule` is a static string; `text` lives as long as the article's arena, white space
 * collapsed; it is empty when no word went. */
void ledger_add(struct article *, const char *rule, struct str text, int line);
void ledger_done(struct ledger *);

/* Says in the article's log what each rule took: one message a rule, in the order of the rows. */
void ledger_report(struct article *);

/* Over a whole book: how often each rule did something, and how many words went with it. */
struct ledger_sum {
	const char *rule;
	size_t n, words;
};
struct ledger_total {
	struct ledger_sum *rules; /* in the order they first came */
	size_t n, cap;
};
void ledger_count(struct ledger_total *, const struct ledger *);
/* Appends "3 × tracking-pixel, 2 × boilerplate (14 words)"; nothing when nothing was done. */
void ledger_put_total(const struct ledger_total *, struct buf *);
void ledger_total_done(struct ledger_total *);

#endif
