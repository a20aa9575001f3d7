/* ink_tidy.c - takes away what says nothing: spaces that somebody made bold, breaks at a block's edge. */
#include "backend/markdown/ink.h"

#include "base/utf8.h"

void ink_join_texts(struct ink *ink)
{
	size_t to = 0;
	if (ink->n < 2)
		return;
	for (size_t i = 0; i < ink->n; i++) {
		struct ink_token *prev = to ? &ink->tokens[to - 1] : NULL, *t = &ink->tokens[i];
		if (prev && prev->type == INK_TEXT && t->type == INK_TEXT && prev->in_link == t->in_link)
			prev->s = prev->s.p + prev->s.len == t->s.p
					  ? (struct str){ prev->s.p, prev->s.len + t->s.len }
					  : arena_cat(&ink->arena, prev->s, t->s);
		else
			ink->tokens[to++] = *t;
	}
	ink->n = to;
}

/* How many of the spaces at one end of s an emphasis should not hold. */
static size_t edge_spaces(struct str s, bool last)
{
	size_t at = last ? s.len : 0;
	while (last ? at > 0 : at < s.len) {
		size_t k = at;
		uint32_t c = last ? utf8_decode_back(s, &k) : utf8_decode(s, &k);
		if (!ink_is_space(c))
			break;
		at = k;
	}
	return last ? s.len - at : at;
}

static void reverse(struct ink *ink)
{
	for (size_t i = 0, j = ink->n; i + 1 < j; i++) {
		struct ink_token t = ink->tokens[i];
		ink->tokens[i] = ink->tokens[--j];
		ink->tokens[j] = t;
	}
}

/* Spaces at the inner edge of delimiters of type `edge` move behind them, in the order of the array:
 * called once as the tokens stand, for closers, and once reversed, for openers. */
static void move_spaces_out(struct ink *ink, enum ink_token_type edge)
{
	bool last = edge == INK_CLOSE;
	size_t n = ink->n;
	struct ink_token *old = arena_alloc(&ink->arena, mem_product(n + 1, sizeof *old));
	memcpy(old, ink->tokens, n * sizeof *old);
	ink->n = 0;
	struct ink_token moved = { .type = INK_TEXT };
	for (size_t i = 0; i < n; i++) {
		struct ink_token t = old[i];
		bool before_edge = i + 1 < n && old[i + 1].type == edge;
		size_t spaces = t.type == INK_TEXT && before_edge ? edge_spaces(t.s, last) : 0;
		if (moved.s.len && t.type != edge) {
			*ink_add(ink, INK_TEXT, moved.s) = moved;
			moved.s = STR_NONE;
		}
		if (spaces) {
			moved.in_link = t.in_link;
			moved.s = last ? str_sub(t.s, t.s.len - spaces, t.s.len) : str_sub(t.s, 0, spaces);
			t.s = last ? str_sub(t.s, 0, t.s.len - spaces) : str_sub(t.s, spaces, t.s.len);
		}
		if (t.s.len)
			*ink_add(ink, t.type, t.s) = t;
	}
	if (moved.s.len)
		*ink_add(ink, INK_TEXT, moved.s) = moved;
}

/* Delimiters around nothing go. */
static void drop_empty_pairs(struct ink *ink)
{
	size_t to = 0;
	for (size_t i = 0; i < ink->n; i++) {
		if (ink->tokens[i].type == INK_CLOSE && to && ink->tokens[to - 1].type == INK_OPEN)
			to--;
		else
			ink->tokens[to++] = ink->tokens[i];
	}
	ink->n = to;
}

/* "**Note: **that" shows its stars: whoever bolded the space did not mean it. */
void ink_tidy_spaces(struct ink *ink)
{
	bool any = false;
	for (size_t i = 0; i + 1 < ink->n && !any; i++) {
		const struct ink_token *a = &ink->tokens[i], *b = a + 1;
		any = (a->type == INK_OPEN && b->type == INK_TEXT && edge_spaces(b->s, false)) ||
		      (b->type == INK_CLOSE && a->type == INK_TEXT && edge_spaces(a->s, true));
	}
	if (!any)
		return;
	move_spaces_out(ink, INK_CLOSE);
	reverse(ink);
	move_spaces_out(ink, INK_OPEN);
	reverse(ink);
	drop_empty_pairs(ink);
	ink_join_texts(ink);
}

/* A break before the first word or behind the last one shows nothing. */
static bool is_blank(const struct ink_token *t)
{
	return t->type == INK_BREAK || (t->type == INK_TEXT && (!t->s.len || (ch_space(t->s.p[0]) && !str_trim(t->s).len)));
}

void ink_drop_edge_breaks(struct ink *ink)
{
	size_t first = 0, last = ink->n, breaks = 0;
	if (!is_blank(&ink->tokens[0]) && !is_blank(&ink->tokens[last - 1]))
		return;
	while (first < last && is_blank(&ink->tokens[first]))
		breaks += ink->tokens[first++].type == INK_BREAK;
	if (!breaks)
		first = 0;
	size_t end = last;
	while (last > first && is_blank(&ink->tokens[last - 1]))
		breaks += ink->tokens[--last].type == INK_BREAK;
	for (size_t i = last; i < end; i++)
		if (ink->tokens[i].type == INK_BREAK)
			end = i;
	memmove(ink->tokens, ink->tokens + first, (end - first) * sizeof *ink->tokens);
	ink->n = end - first;
}
