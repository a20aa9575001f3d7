/* emphasis.c - which delimiters an emphasis gets: CommonMark reads those of one run together, so what
 * touches another delimiter takes the other character. */
#include "backend/markdown/inline.h"

#include "doc/walk.h"

bool emphasis_is_bare(const struct md *md, const struct node *n)
{
	return (n->type == NODE_SPAN && !n->as.span.element.len) || n->type == NODE_SMALL || (n->type == NODE_TEXT && !n->as.text.len) ||
	       (n->type == NODE_ABBREVIATION && (!n->as.abbreviation.title.len || !md->raw_html));
}

static bool is_emphasis(const struct node *n)
{
	return n->type == NODE_EMPHASIS || n->type == NODE_STRONG;
}

/* Whether an emphasis ends at n's end too: then its delimiter comes right behind n's. */
static const struct node *ends_with(const struct md *md, const struct node *n)
{
	while (!n->next && n->parent && emphasis_is_bare(md, n->parent))
		n = n->parent;
	return !n->next && n->parent && is_emphasis(n->parent) ? n->parent : NULL;
}

static const char *const delimiters[2][2] = { { "*", "**" }, { "_", "__" } };

static char other_than(char delimiter)
{
	return delimiter == '*' ? '_' : '*';
}

/* The other delimiter than what stands right before, or what will stand right behind: two closers
 * in one run are read apart, a closer and an opener are not. `outer` is the character the enclosing
 * emphasis was opened with. */
static char choose_delimiter(const struct inline_state *st, const struct node *n, char outer, char preferred)
{
	char before = ink_last_delimiter(&st->md->ink);
	before = before == '~' || before == '=' ? 0 : before;
	char behind = ends_with(st->md, n) ? outer : 0;
	char unlike = before ? before : behind;
	return unlike ? other_than(unlike) : preferred;
}

/* The character of the enclosing emphasis: found again by its opening token. */
static char enclosing_delimiter(const struct ink *ink)
{
	int closed = 0;
	for (size_t i = ink->n; i-- > 0;) {
		const struct ink_token *t = &ink->tokens[i];
		if (t->type == INK_CLOSE)
			closed++;
		else if (t->type == INK_OPEN && closed-- == 0)
			return t->s.p[0];
	}
	return 0;
}

/* How many emphases of the same kind stand around n. */
static int emphasis_around(const struct node *n)
{
	int count = 0;
	for (const struct node *p = n->parent; p && node_is_inline(p); p = p->parent)
		count += p->type == n->type;
	return count;
}

/* Beside a mark an inner delimiter of the same kind might close the outer. */
static bool begins_with_letter(const struct node *n)
{
	const struct node *first = n->first;
	while (first && is_emphasis(first))
		first = first->first;
	return first && first->type == NODE_TEXT && first->as.text.len && ch_alnum(first->as.text.p[0]);
}

static bool is_alone(const struct node *n)
{
	const struct node *first = n->parent->first;
	while (first && first->type == n->type) /* those that touch become one */
		first = first->next;
	return !first;
}

/* The only thing in the emphasis around it, which does not go on behind. */
static bool fills_emphasis(const struct md *md, const struct node *n)
{
	while (n->parent && is_alone(n) && emphasis_is_bare(md, n->parent))
		n = n->parent;
	const struct node *outer = n->parent;
	return outer && is_emphasis(outer) && is_alone(n) && !(outer->next && outer->next->type == outer->type);
}

/* Pandoc looks for what closes, not for what stands beside: '*' always serves, but what fills another
 * emphasis needs the other mark, to be the inner one. */
static void put_enclosed(struct inline_state *st, const struct node *n)
{
	struct ink *ink = &st->md->ink;
	if (emphasis_around(n)) {
		inline_put_children(st, n);
		return;
	}
	const struct ink_token *last = ink->n ? &ink->tokens[ink->n - 1] : NULL;
	bool inner = last && last->type != INK_TEXT && fills_emphasis(st->md, n);
	const char *delimiter = delimiters[inner][n->type == NODE_STRONG];
	if (last && last->type == INK_CLOSE && str_eq_c(last->s, delimiter))
		ink->n--; /* two that touch are one */
	else
		ink_open(ink, delimiter);
	inline_put_children(st, n);
	ink_close(ink, delimiter);
}

void emphasis_put(struct inline_state *st, const struct node *n)
{
	if (!n->first)
		return;
	if (st->md->flavor->enclosed) {
		put_enclosed(st, n);
		return;
	}
	struct ink *ink = &st->md->ink;
	char outer = ends_with(st->md, n) ? enclosing_delimiter(ink) : 0;
	int around = emphasis_around(n);
	if (around && (!ink->exact || !begins_with_letter(n))) { /* says nothing new */
		inline_put_children(st, n);
		return;
	}
	char preferred = around ? other_than(enclosing_delimiter(ink)) : '*';
	char c = choose_delimiter(st, n, outer, preferred);
	const char *delimiter = delimiters[c == '_'][n->type == NODE_STRONG];
	ink_open(ink, delimiter);
	inline_put_children(st, n);
	ink_close(ink, delimiter);
}
