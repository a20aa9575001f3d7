/* ids.c - ids: XML names, unique in the article, and links to them that follow.
 *
 * A raw id may hold anything but white space; what is no letter, digit, '-', '_' or '.' becomes
 * '-'. Two raw ids that come out alike are told apart by a number. */
#include "base/url.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "html/build.h"

enum { LONGEST_NAME = 200 };

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
	if (b->len > LONGEST_NAME)
		b->len = utf8_valid_prefix((struct str){ b->p, LONGEST_NAME });
}

/* What is known of a string: one map serves for both, for most raw ids are names. */
struct id {
	bool given; /* an element has it as its raw id: */
	struct str name;
	bool taken; /* it is the name of an element */
	int alike; /* how many numbers were put behind it to tell others from it */
};

static struct id *find_id(struct builder *b, struct str s)
{
	void **place = map_put(&b->ids, s, NULL);
	if (!*place)
		*place = ARENA_NEW(b->arena, struct id);
	return *place;
}

/* A name of ASCII, not too long: it may stay as it is. */
static bool is_plain_name(struct str raw)
{
	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.p[i];
		if (!ch_alnum(c) && c != '_' && c != '-' && c != '.')
			return false;
	}
	return raw.len <= LONGEST_NAME && starts_name((unsigned char)raw.p[0]);
}

/* A name made of the raw id that no element has yet. */
static struct str make_name(struct builder *b, struct str raw)
{
	struct buf *buf = &b->name;
	buf_clear(buf);
	put_name(buf, raw);
	size_t stem = buf->len;
	struct str name = arena_str(b->arena, buf_str(buf));
	struct id *first = find_id(b, name), *id = first;
	while (id->taken) {
		buf->len = stem;
		buf_printf(buf, "-%d", 2 + first->alike++);
		name = arena_str(b->arena, buf_str(buf));
		id = find_id(b, name);
	}
	id->taken = true;
	return name;
}

struct str build_id(struct builder *b, struct str raw)
{
	raw = str_trim(raw);
	if (!raw.len)
		return STR_NONE;
	struct id *id = find_id(b, raw);
	if (id->given)
		return STR_NONE;
	id->given = true;
	if (!id->taken && is_plain_name(raw)) {
		id->taken = true;
		id->name = raw;
	} else {
		id->name = make_name(b, raw);
	}
	return id->name;
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

static const struct id *find_given(const struct builder *b, struct str raw)
{
	void **place = map_find(&b->ids, raw);
	const struct id *id = place ? *place : NULL;
	return id && id->given ? id : NULL;
}

void build_settle_links(struct builder *b)
{
	for (size_t i = 0; i < b->n_links; i++) {
		struct str raw = b->links[i].raw;
		const struct id *id = find_given(b, raw);
		if (!id)
			id = find_given(b, url_decode(b->arena, raw));
		if (!id)
			continue;
		struct node *link = b->links[i].link;
		link->as.link.url = STR("");
		link->as.link.target = b->article->entry;
		link->as.link.fragment = id->name;
	}
}
