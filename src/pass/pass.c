/* pass.c - the passes in their order: what is added comes first; notes before links, for a note's marks are links no more;
 * the title's repetition before headings, which name those that stay; headings before links, for links
 * lead to their ids. */
#include "pass/pass.h"

static const struct {
	void (*run)(struct article *);
	bool cleans; /* a matter of the reader's sense: not with --no-clean */
} passes[] = {
	{ .run = pass_enclosures },
	{ .run = pass_notes, .cleans = true },
	{ .run = pass_title, .cleans = true },
	{ .run = pass_headings },
	{ .run = pass_links },
};

void pass_run(struct article *article, bool clean)
{
	if (article->book->fragment)
		return;
	for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
		if (clean || !passes[i].cleans)
			passes[i].run(article);
}
