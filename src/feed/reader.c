/* reader.c - keeps track of where in the feed the events are (a stack of scopes), gathers the text
 * of the elements that a rule wants, and fills in items. Which element means what stands in the
 * tables of rss.c, atom.c and extension.c; bodies are written by body.c. Memory is the stack, a
 * few buffers, and a few hundred bytes an item. */
#include "feed/reader.h"

#include <stdlib.h>

#include "base/url.h"
#include "feed/plain.h"

enum { LONGEST_FIELD = 64 << 10, MOST_OF_A_KIND = 1000 };

struct level *reader_level(struct reader *r)
{
	return &r->levels[r->depth - 1];
}

void reader_init(struct reader *r, struct feed *feed, struct spool *spool, struct arena *arena,
		 struct text *text)
{
	*r = (struct reader){ .feed = feed, .spool = spool, .arena = arena, .text = text };
	arena_init(&r->scratch);
	map_init(&r->aliases);
	mem_grow(&r->levels, &r->cap, 64, sizeof *r->levels);
	r->levels[r->depth++] = (struct level){ .scope = IN_DOCUMENT };
}

void reader_done(struct reader *r)
{
	arena_done(&r->scratch);
	map_done(&r->aliases);
	buf_done(&r->body.pending);
	buf_done(&r->body.unpacked);
	buf_done(&r->string);
	free(r->levels);
}

void reader_trouble(struct reader *r, struct trouble *t, struct str found)
{
	if (t->count++)
		return;
	t->line = r->line ? r->line : r->text->line;
	t->item = r->item ? r->item->item : 0;
	size_t n = found.len < sizeof t->found ? found.len : sizeof t->found - 1;
	while (n < found.len && n > 0 && ((unsigned char)found.p[n] & 0xC0) == 0x80)
		n--;
	if (n)
		memcpy(t->found, found.p, n);
	t->found[n] = '\0';
}

/* ---- fields --------------------------------------------------------------------------- */

struct str reader_keep(struct reader *r, struct str s)
{
	if (s.len == 0)
		return STR_NONE;
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < s.len && i < 64; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	struct str *slot = &r->kept[h % (sizeof r->kept / sizeof r->kept[0])];
	if (!str_eq(*slot, s))
		*slot = arena_str(r->arena, s);
	return *slot;
}

void reader_set(struct reader *r, struct str *field, unsigned char *rank, int new_rank, struct str value)
{
	if (value.len == 0 || new_rank <= *rank)
		return;
	*field = reader_keep(r, value);
	*rank = (unsigned char)new_rank;
}

/* Hugo's "01 Jan 0001" and other zeros say on purpose that there is no date. */
static bool is_zero_date(struct str s)
{
	return str_find(s, STR("0001"), 0) >= 0 || str_find(s, STR("1970"), 0) >= 0 ||
	       str_find(s, STR("31 Dec 1969"), 0) >= 0 || /* the zero of clocks, in the west */
	       str_find(s, STR("0000"), 0) == 0;
}

void reader_set_date(struct reader *r, struct date *field, unsigned char *rank, int new_rank, struct str s)
{
	s = str_trim(s);
	if (s.len == 0 || new_rank <= *rank)
		return;
	struct date d = date_parse(s);
	if (d.known) {
		*field = d;
		*rank = (unsigned char)new_rank;
	} else if (!is_zero_date(s)) {
		reader_trouble(r, &r->bad_date, s);
	}
}

static bool add_string(struct reader *r, struct feed_strings *list, struct str s)
{
	if (s.len == 0 || list->n >= MOST_OF_A_KIND)
		return false;
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->items[i], s))
			return false;
	if (list->n == list->cap) {
		list->cap = list->cap ? list->cap * 2 : 2;
		struct str *items = ARENA_ARRAY(r->arena, struct str, list->cap);
		if (list->n)
			memcpy(items, list->items, list->n * sizeof *items);
		list->items = items;
	}
	list->items[list->n++] = reader_keep(r, s);
	return true;
}

void reader_add_author(struct reader *r, int rank, struct str name)
{
	struct feed_strings *list = r->item ? &r->item->authors : &r->feed->authors;
	unsigned char *have = r->item ? &r->item_ranks.authors : &r->feed_ranks.authors;
	name = plain_person(&r->scratch, name);
	if (name.len == 0 || rank < *have)
		return;
	void **alias = map_find(&r->aliases, name);
	if (alias)
		name = *(const struct str *)*alias;
	if (rank > *have)
		list->n = 0;
	*have = (unsigned char)rank;
	add_string(r, list, name);
}

void reader_add_alias(struct reader *r, struct str login, struct str name)
{
	struct str *value = ARENA_NEW(r->arena, struct str);
	*value = arena_str(r->arena, name);
	if (r->aliases.n < MOST_OF_A_KIND)
		*map_put(&r->aliases, arena_str(r->arena, login), NULL) = value;
}

void reader_add_category(struct reader *r, struct str s)
{
	add_string(r, r->item ? &r->item->categories : &r->feed->categories,
		   plain_title(&r->scratch, s));
}

void reader_add_enclosure(struct reader *r, struct str url, struct str type, struct str length)
{
	struct feed_item *item = r->item;
	if (!item || str_trim(url).len == 0 || item->n_enclosures >= MOST_OF_A_KIND)
		return;
	struct str address = reader_url(r, url);
	for (size_t i = 0; i < item->n_enclosures; i++)
		if (str_eq(item->enclosures[i].url, address))
			return;
	size_t n = item->n_enclosures;
	if ((n & (n - 1)) == 0) { /* full: the room is a power of two */
		struct feed_enclosure *more = ARENA_ARRAY(r->arena, struct feed_enclosure, n ? n * 2 : 1);
		if (n)
			memcpy(more, item->enclosures, n * sizeof *more);
		item->enclosures = more;
	}
	struct feed_enclosure *e = &item->enclosures[item->n_enclosures++];
	*e = (struct feed_enclosure){ .url = reader_keep(r, address),
				      .type = reader_keep(r, str_trim(type)) };
	str_parse_long(length, &e->length);
}

struct str reader_url(struct reader *r, struct str s)
{
	s = str_trim(s);
	if (s.len == 0)
		return STR_NONE;
	return url_resolve(&r->scratch, reader_level(r)->base, s);
}

/* ---- items ---------------------------------------------------------------------------- */

struct feed_item *reader_begin_item(struct reader *r, int line)
{
	struct feed *f = r->feed;
	mem_grow(&f->items, &f->cap_items, f->n_items + 1, sizeof *f->items);
	r->item = &f->items[f->n_items];
	*r->item = (struct feed_item){ .item = (int)++r->items, .line = line };
	r->item_ranks = (struct ranks){ 0 };
	r->drop_item = false;
	r->item_about = STR_NONE;
	r->summary = (struct summary){ 0 };
	return r->item;
}

void reader_end_item(struct reader *r)
{
	struct feed_item *item = r->item;
	if (!item)
		return;
	reader_set(r, &item->guid, &r->item_ranks.guid, 1, r->item_about);
	if (r->item_ranks.url < 1 && url_kind(r->item_about) == URL_WEB)
		reader_set(r, &item->url, &r->item_ranks.url, 1, reader_url(r, r->item_about));
	if (r->summary.len && r->item_ranks.body > 2 && item->summary.len == 0)
		item->summary = reader_summary(r);
	if (r->drop_item)
		r->dropped++;
	else
		r->feed->n_items++;
	r->item = NULL;
	arena_reset(&r->scratch);
}

void reader_finish(struct reader *r, struct str base)
{
	struct feed *f = r->feed;
	if (r->item)
		reader_end_item(r);
	if (f->language.len == 0)
		f->language = r->root_language;
	if (f->feed_url.len)
		f->feed_url = reader_keep(r, url_resolve(&r->scratch, base, f->feed_url));
	struct str near = f->feed_url.len ? f->feed_url : base;
	if (f->url.len)
		f->url = reader_keep(r, url_resolve(&r->scratch, near, f->url));
	if (f->url.len)
		near = f->url;
	if (f->image_url.len)
		f->image_url = reader_keep(r, url_resolve(&r->scratch, near, f->image_url));
	for (size_t i = 0; i < f->n_items; i++) {
		struct feed_item *item = &f->items[i];
		if (item->url.len && url_kind(item->url) == URL_RELATIVE)
			item->url = reader_keep(r, url_resolve(&r->scratch, near, item->url));
		if (item->base.len == 0)
			item->base = item->url.len ? item->url : near;
		for (size_t k = 0; k < item->n_enclosures; k++)
			if (url_kind(item->enclosures[k].url) == URL_RELATIVE)
				item->enclosures[k].url = reader_keep(
					r, url_resolve(&r->scratch, item->base, item->enclosures[k].url));
		if (item->authors.n == 0 && (f->format == FEED_ATOM || f->format == FEED_JSON))
			item->authors = f->authors;
		arena_reset(&r->scratch);
	}
}

/* ---- events --------------------------------------------------------------------------- */

static const struct rule *find_rule(struct reader *r, const struct xml_name *name)
{
	enum scope scope = reader_level(r)->scope;
	enum xml_space space = name->space;
	if ((space == SPACE_OTHER || space == SPACE_NONE) && name->prefix.len == 0)
		space = r->home;
	const struct format_rules *table = space == SPACE_NONE || space == SPACE_RDF ? &rss_rules :
					   space == SPACE_ATOM			     ? &atom_rules :
					   space == SPACE_WP || space == SPACE_EXCERPT ? &wordpress_rules :
										       &extension_rules;
	if (scope == IN_NOTHING || space == SPACE_OTHER)
		return NULL;
	r->wordpress |= space == SPACE_WP;
	const struct rule *alike = NULL; /* podcast programs write <TITLE> */
	for (size_t i = 0; i < table->n; i++) {
		const struct rule *rule = &table->rules[i];
		if (rule->space != space || !(rule->scopes & (int)scope))
			continue;
		if (str_eq_c(name->local, rule->name))
			return rule;
		if (space == SPACE_NONE && str_eq_nocase(name->local, str_from_c(rule->name)))
			alike = rule;
	}
	return alike;
}

static struct str xml_attribute(const struct element *e, const char *name)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->attributes[i].name.space == SPACE_XML &&
		    str_eq_c(e->attributes[i].name.local, name))
			return str_trim(e->attributes[i].value);
	return STR_NONE;
}

static void push_level(struct reader *r, const struct element *e)
{
	struct level level = *reader_level(r);
	struct str base = xml_attribute(e, "base"), language = xml_attribute(e, "lang");
	level.rule = NULL;
	level.scope = IN_NOTHING;
	if (base.len)
		level.base = reader_keep(r, url_resolve(&r->scratch, level.base, base));
	if (language.len)
		level.language = reader_keep(r, language);
	mem_grow(&r->levels, &r->cap, r->depth + 1, sizeof *r->levels);
	r->levels[r->depth++] = level;
}

/* A feed without the namespace it should have, or with one that nobody knows. */
static void find_home(struct reader *r, const struct xml_name *root)
{
	bool atom = str_eq_c(root->local, "feed") || str_eq_c(root->local, "entry");
	r->home = atom && root->prefix.len == 0 && root->space != SPACE_ATOM ? SPACE_ATOM : SPACE_NONE;
}

void body_start(struct reader *r, const struct element *e);
void body_end(struct reader *r, const struct xml_name *name);

static void on_start(void *context, const struct xml_name *name, const struct xml_attribute *attributes,
		     size_t n, int line)
{
	struct reader *r = context;
	r->line = line;
	struct element e = { .name = name, .attributes = attributes, .n = n, .line = line };
	if (r->depth == 1)
		find_home(r, name);
	const struct rule *rule = r->body.on || r->capture_depth ? NULL : find_rule(r, name);
	push_level(r, &e);
	if (r->depth == 2)
		r->root_language = reader_level(r)->language;
	if (r->capture_depth && !r->silent_depth &&
	    (str_eq_c(name->local, "script") || str_eq_c(name->local, "style")))
		r->silent_depth = r->depth;
	if (r->body.on) {
		body_start(r, &e);
		return;
	}
	if (!rule)
		return;
	struct level *level = reader_level(r);
	level->rule = rule;
	level->scope = rule->opens;
	r->attribute = r->type = STR_NONE;
	if (rule->capture == CAPTURE_STRING) {
		r->capture_depth = r->depth;
		buf_clear(&r->string);
	}
	if (rule->start)
		rule->start(r, &e);
}

static void on_end(void *context, const struct xml_name *name)
{
	struct reader *r = context;
	if (r->depth <= 1)
		return;
	const struct rule *rule = reader_level(r)->rule;
	if (r->body.on && r->depth > r->body.depth)
		body_end(r, name);
	else if (r->body.on)
		reader_end_body(r);
	if (rule && r->capture_depth == r->depth) {
		r->capture_depth = 0;
		rule->end(r, buf_str(&r->string));
	} else if (rule && rule->end && rule->capture == CAPTURE_NONE) {
		rule->end(r, STR_NONE);
	}
	if (r->silent_depth == r->depth)
		r->silent_depth = 0;
	r->depth--;
}

static void on_text(void *context, struct str s)
{
	struct reader *r = context;
	if (r->body.on) {
		reader_body_text(r, s);
	} else if (r->capture_depth && !r->silent_depth) {
		size_t room = LONGEST_FIELD - r->string.len;
		if (s.len > room) {
			reader_trouble(r, &r->long_field, STR_NONE);
			while (room && ((unsigned char)s.p[room] & 0xC0) == 0x80)
				room--;
		}
		buf_put_str(&r->string, str_sub(s, 0, room));
	}
}

void reader_read_xml(struct reader *r)
{
	xml_read(r->text, &(struct xml_events){
				  .context = r, .start = on_start, .end = on_end, .text = on_text });
}
