/* crosslinks.c - "URL#id" from one article into another. The bodies are searched once, as bytes, for
 * href values with a fragment whose address is another entry's; only those entries are read ahead. */
#include "convert/convert.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/url.h"
#include "doc/ledger.h"
#include "doc/walk.h"

struct wanted {
	const struct entry *target;
	struct str fragment; /* in the book's arena */
};

struct search {
	struct book *book;
	const struct spool *bodies;
	void (*read)(void *context, struct article *, struct str body);
	void *context;
	struct wanted *items;
	size_t n, cap;
	struct map seen; /* "index#fragment" */
	struct arena scratch;
};

static void want(struct search *s, const struct entry *from, struct str value)
{
	ptrdiff_t hash = str_find_char(value, '#', 0);
	if (hash <= 0 || (size_t)hash + 1 == value.len)
		return;
	struct str fragment, url = url_resolve(&s->scratch, from->base, value);
	const struct entry *target = book_find_url(s->book, url, &fragment);
	if (!target || target == from || !fragment.len)
		return;
	bool fresh;
	fragment = url_decode(&s->book->arena, fragment);
	map_put(&s->seen, arena_printf(&s->book->arena, "%d#%.*s", target->index, STR_ARG(fragment)), &fresh);
	if (!fresh)
		return;
	mem_grow(&s->items, &s->cap, s->n + 1, sizeof *s->items);
	s->items[s->n++] = (struct wanted){ target, fragment };
}

/* Whether what stands before the '=' at `at` is "href". */
static bool is_link(struct str body, size_t at)
{
	while (at && ch_space(body.p[at - 1]))
		at--;
	return at >= 4 && str_eq_nocase(str_sub(body, at - 4, at), STR("href"));
}

/* The value of the attribute whose '=' stands at `at`; *end is where to go on. */
static struct str attribute_value(struct str body, size_t at, size_t *end)
{
	for (at++; at < body.len && ch_space(body.p[at]);)
		at++;
	*end = at;
	if (at >= body.len)
		return STR_NONE;
	char quote = body.p[at] == '"' || body.p[at] == '\'' ? body.p[at] : 0;
	at += quote != 0;
	size_t from = at;
	while (at < body.len && at - from < 4096 && (quote ? body.p[at] != quote : !ch_space(body.p[at]) && body.p[at] != '>'))
		at++;
	*end = at;
	return str_sub(body, from, at);
}

static void search_body(struct search *s, const struct entry *e, struct str body)
{
	if (str_find_char(body, '#', 0) < 0)
		return;
	size_t at = 0;
	for (ptrdiff_t hit; (hit = str_find_char(body, '=', at)) >= 0;) {
		at = (size_t)hit + 1;
		if (is_link(body, (size_t)hit))
			want(s, e, str_trim(attribute_value(body, (size_t)hit, &at)));
	}
}

static int by_entry(const void *x, const void *y)
{
	const struct wanted *a = x, *b = y;
	return a->target->index < b->target->index ? -1 : a->target->index > b->target->index;
}

/* Reads the entry of wanted[0] and settles all that want it; returns how many those were. */
static size_t read_target(struct search *s, const struct wanted *wanted, size_t n)
{
	const struct entry *target = wanted[0].target;
	struct arena arena;
	arena_init(&arena);
	struct article article = { .book = s->book, .entry = target, .arena = &arena };
	struct str body;
	diag_log_init(&article.log);
	size_t used = 0;
	bool there = target->body_kind != BODY_NONE && spool_get(s->bodies, target->body_at, target->body_len, &arena, &body);
	if (there)
		s->read(s->context, &article, body);
	struct map ids; /* id → the heading it has or stands under */
	map_init(&ids);
	const struct node *heading = NULL;
	for (struct walk w = walk_begin(there ? article.root : NULL); walk_next(&w);) {
		if (w.step != WALK_ENTER)
			continue;
		heading = w.node->type == NODE_HEADING ? w.node : heading;
		if (w.node->id.len)
			*map_put(&ids, w.node->id, NULL) = (void *)heading;
	}
	struct buf text;
	buf_init(&text);
	for (; used < n && wanted[used].target == target; used++) {
		void **place = map_find(&ids, wanted[used].fragment);
		if (!place)
			continue;
		buf_clear(&text);
		if (*place)
			node_put_text(*place, &text);
		book_add_target(s->book, target, wanted[used].fragment, wanted[used].fragment, buf_str(&text));
	}
	buf_done(&text);
	map_done(&ids);
	diag_log_done(&article.log);
	ledger_done(&article.ledger);
	arena_done(&arena);
	return used;
}

void crosslinks_find(struct book *book, const struct spool *bodies,
		     void (*read)(void *context, struct article *, struct str body), void *context)
{
	struct search s = { .book = book, .bodies = bodies, .read = read, .context = context };
	arena_init(&s.scratch);
	map_init(&s.seen);
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *e = &book->entries[i];
		struct str body;
		if (e->body_kind != BODY_NONE && e->body_kind != BODY_TEXT &&
		    spool_get(bodies, e->body_at, e->body_len, &s.scratch, &body))
			search_body(&s, e, body);
		arena_reset(&s.scratch);
	}
	if (s.n)
		qsort(s.items, s.n, sizeof *s.items, by_entry);
	for (size_t i = 0; i < s.n;)
		i += read_target(&s, s.items + i, s.n - i);
	free(s.items);
	map_done(&s.seen);
	arena_done(&s.scratch);
}
