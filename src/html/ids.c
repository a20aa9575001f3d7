/* ids.c - ids: XML names, unique in the article, and links to them that follow.
 *
 * A raw id may hold anything but white space; what is no letter, digit, '-', '_' or '.' becomes
 * '-'. Two raw ids that come out alike are told apart by a number. */
#include "base/url.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "html/build.h"

/* XML 1.0, production 4, without ':' and without what lies above the letters. */
static bool starts_name(uint32_t c)
{
	if (c < 0x80)
		return ch_alpha((char)c) || c == '_';
	return (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x1FFF && c != 0x37E) ||
	       (c >= 0x2C00 && c <= 0x2FEF) || (c >= 0x3001 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
	       (c >= 0xFDF0 && c <= 0xFFFD && c != UTF8_REPLACEMENT) || (c >= 0x10000 && c <= 0xEFFFF);
}

static bool in_name(uint32_t c)
{
	if (c < 0x80)
		return ch_alnum((char)c) || c == '_' || c == '-' || c == '.';
	return starts_name(c) || c == 0xB7 || (c >= 0x300 && c <= 0x36F);
}

static void put_name(struct buf *b, struct str raw)
{
	for (size_t at = 0; at < raw.len;) {
		size_t plain = at; /* most are names already */
		while (b->len && plain < raw.len && (unsigned char)raw.p[plain] < 0x80 && in_name((unsigned char)raw.p[plain]))
			plain++;
		buf_put(b, raw.p + at, plain - at);
		at = plain;
		if (at == raw.len)
			break;
		uint32_t c = utf8_decode(raw, &at);
		if (!b->len && !starts_name(c))
			buf_puts(b, "id-");
		buf_put_utf8(b, in_name(c) ? c : '-');
	}
	if (b->len > 200)
		b->len = utf8_valid_prefix((struct str){ b->p, 200 });
}

struct str build_id(struct builder *b, struct str raw)
{
	raw = str_trim(raw);
	bool fresh;
	if (!raw.len)
		return STR_NONE;
	void **place = map_put(&b->ids, raw, &fresh);
	if (!fresh)
		return STR_NONE;
	struct buf *name = &b->name;
	buf_clear(name);
	put_name(name, raw);
	size_t stem = name->len;
	struct str *id = ARENA_NEW(b->arena, struct str);
	for (int n = 2;; n++) {
		*id = arena_str(b->arena, buf_str(name));
		void **taken = map_put(&b->names, *id, &fresh);
		if (fresh) {
			*taken = id;
			break;
		}
		/* The number to go on with stands with the first of the name: no second search. */
		name->len = stem;
		buf_printf(name, "-%d", n);
	}
	*place = id;
	return *id;
}

static struct str raw_id_of(const struct element *e)
{
	struct str raw = element_attr(e, "id");
	return raw.len || e->tag != TAG_A ? raw : element_attr(e, "name");
}

void build_pend_id(struct builder *b, const struct element *e)
{
	struct str raw = raw_id_of(e);
	if (!raw.len)
		return;
	struct str id = build_id(b, raw);
	if (!id.len)
		return;
	if (b->text.len)
		build_spot(b);
	mem_grow(&b->pending, &b->cap_pending, b->n_pending + 1, sizeof *b->pending);
	b->pending[b->n_pending++] = id;
}

void build_take_id(struct builder *b, struct node *node, const struct element *e)
{
	struct str raw = raw_id_of(e);
	if (raw.len)
		node->id = build_id(b, raw);
	if (!node->id.len && b->n_pending == 1) {
		node->id = b->pending[0];
		b->n_pending = 0;
	}
}

void build_settle_links(struct builder *b)
{
	for (size_t i = 0; i < b->n_links; i++) {
		struct str raw = b->links[i].raw;
		void **place = map_find(&b->ids, raw);
		if (!place)
			place = map_find(&b->ids, url_decode(b->arena, raw));
		if (!place)
			continue;
		struct node *link = b->links[i].link;
		link->as.link.url = STR("");
		link->as.link.target = b->article->entry;
		link->as.link.fragment = *(struct str *)*place;
	}
}
