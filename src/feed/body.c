/* body.c - an item's body on its way into the spool. Escaped HTML passes through as it is; inline
 * mark-up (Atom's xhtml, and RSS that forgot to escape) is written anew from the events, with
 * prefixes gone, so that html/ reads one language. A start tag's '>' waits for what follows, so
 * that an empty <br> is "<br/>" and an empty <p> is "<p></p>". */
#include "feed/reader.h"

#include "base/url.h"
#include "feed/autop.h"
#include "feed/plain.h"

enum {
	LONGEST_BODY = 32 << 20,
	LONGEST_SUMMARY = 16 << 10,
	PIECE = 16 << 10,
};

static void flush(struct reader *r)
{
	spool_put(r->spool, buf_str(&r->body.pending));
	buf_clear(&r->body.pending);
}

static void put(struct reader *r, struct str s)
{
	struct body *b = &r->body;
	if (!b->cut && b->len + s.len > LONGEST_BODY) {
		reader_trouble(r, &r->long_body, STR_NONE);
		b->cut = true;
	}
	if (b->cut)
		return;
	b->len += s.len;
	if (b->pending.len + s.len > PIECE)
		flush(r);
	if (s.len > PIECE / 4)
		spool_put(r->spool, s);
	else
		buf_put_str(&b->pending, s);
}

static void put_escaped(struct reader *r, struct str s, bool quote)
{
	size_t start = 0;
	for (size_t i = 0; i < s.len; i++) {
		const char *with = s.p[i] == '&' ? "&amp;" :
				   s.p[i] == '<' ? "&lt;" :
				   s.p[i] == '"' && quote ? "&quot;" : NULL;
		if (!with)
			continue;
		put(r, str_sub(s, start, i));
		put(r, str_from_c(with));
		start = i + 1;
	}
	put(r, str_sub(s, start, s.len));
}

static void close_tag(struct reader *r)
{
	if (r->body.tag_open)
		put(r, STR(">"));
	r->body.tag_open = false;
}

void reader_begin_body(struct reader *r, enum feed_body kind, int rank, int line)
{
	struct body *b = &r->body;
	struct buf pending = b->pending, unpacked = b->unpacked;
	*b = (struct body){ .on = true,
			    .kind = kind,
			    .rank = rank,
			    .line = line,
			    .markup = kind == FEED_BODY_XHTML,
			    .whole = kind == FEED_BODY_TEXT,
			    .depth = r->depth,
			    .at = r->spool->size,
			    .base = reader_level(r)->base,
			    .language = reader_level(r)->language,
			    .pending = pending,
			    .unpacked = unpacked };
	buf_clear(&b->pending);
	buf_clear(&b->unpacked);
}

void reader_body_text(struct reader *r, struct str s)
{
	struct body *b = &r->body;
	if (b->whole && !b->packed) {
		b->shown |= b->kind == FEED_BODY_TEXT && str_trim(s).len > 0;
		if (b->unpacked.len <= LONGEST_BODY)
			buf_put_str(&b->unpacked, s);
		return;
	}
	if (b->packed) {
		buf_clear(&b->unpacked);
		base64_put(&b->base64, &b->unpacked, s);
		s = buf_str(&b->unpacked);
	}
	if (!b->shown)
		b->shown = str_trim(s).len > 0;
	close_tag(r);
	if (b->markup)
		put_escaped(r, s, false);
	else
		put(r, s);
}

/* The description gave way to a fuller body: its beginning may become the summary. */
static void keep_summary(struct reader *r)
{
	const struct body *b = &r->body;
	r->summary = (struct summary){ .at = b->at,
				       .len = b->len < LONGEST_SUMMARY ? (size_t)b->len : LONGEST_SUMMARY,
				       .plain = b->kind == FEED_BODY_TEXT };
}

struct str reader_summary(struct reader *r)
{
	char *p = arena_bytes(&r->scratch, r->summary.len);
	if (!spool_read(r->spool, r->summary.at, r->summary.len, p))
		return STR_NONE;
	struct str beginning = { p, r->summary.len };
	struct buf escaped = { 0 };
	if (r->summary.plain)
		plain_escape(&escaped, beginning);
	struct str text = plain_text(r->arena, r->summary.plain ? buf_str(&escaped) : beginning);
	buf_done(&escaped);
	return text;
}

/* What was gathered goes on: a post with its paragraphs, a text once more unescaped if it needs that. */
static void end_whole(struct reader *r)
{
	struct body *b = &r->body;
	struct buf out = { 0 };
	struct str in = buf_str(&b->unpacked);
	if (!b->whole || b->packed)
		return;
	b->whole = false;
	if (b->typed)
		autop_put(&out, in);
	else if (!b->markup && plain_is_escaped(in))
		plain_unescape(&out, in);
	reader_body_text(r, out.len ? buf_str(&out) : in);
	buf_done(&out);
}

void reader_end_body(struct reader *r)
{
	struct body *b = &r->body;
	end_whole(r);
	b->on = false;
	flush(r);
	if (!b->shown || !r->item)
		return;
	if (b->rank == 2)
		keep_summary(r);
	if (b->rank <= r->item_ranks.body)
		return;
	r->item_ranks.body = (unsigned char)b->rank;
	r->item->body = b->kind;
	r->item->from_description = b->rank < 3;
	r->item->body_at = b->at;
	r->item->body_len = b->len;
	r->item->body_line = b->line;
	r->item->base = b->base;
	if (b->language.len)
		r->item->language = str_eq(b->language, r->feed->language) ? STR_NONE : b->language;
}

/* ---- mark-up -------------------------------------------------------------------------- */

static bool is_void(struct str name)
{
	static const char *const names[] = { "area", "base",  "br",    "col",    "embed", "hr",  "img",
					     "input", "link", "meta",  "param",  "source", "track", "wbr" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eq_c(name, names[i]))
			return true;
	return false;
}

static bool is_packing(const struct reader *r, struct str local)
{
	return r->body.drop_div && r->depth == r->body.depth + 1 && str_eq(local, STR("div"));
}

/* Links below an xml:base of their own are resolved here: html/ knows one base only. */
static bool is_address(struct str name)
{
	return str_eq_c(name, "href") || str_eq_c(name, "src") || str_eq_c(name, "cite") ||
	       str_eq_c(name, "poster") || str_eq_c(name, "data");
}

static void put_attribute(struct reader *r, const struct xml_attribute *a)
{
	struct str base = reader_level(r)->base;
	struct str value = a->value;
	if (a->name.space == SPACE_XML && !str_eq_c(a->name.local, "lang"))
		return;
	if (is_address(a->name.local) && !str_eq(base, r->body.base))
		value = url_resolve(&r->scratch, base, value);
	put(r, STR(" "));
	if (a->name.prefix.len && str_eq_c(a->name.prefix, "xlink"))
		put(r, STR("xlink:"));
	put(r, a->name.local);
	put(r, STR("=\""));
	put_escaped(r, value, true);
	put(r, STR("\""));
}

/* Elements that are something to see without a word in them. */
static bool is_shown(struct str local)
{
	static const char *const names[] = { "img", "video", "audio", "iframe", "object", "embed", "svg", "math", "hr" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_c(local, names[i]))
			return true;
	return false;
}

void body_start(struct reader *r, const struct element *e)
{
	struct body *b = &r->body;
	struct str local = e->name->local;
	if (b->kind == FEED_BODY_TEXT && !b->shown)
		b->kind = FEED_BODY_XHTML; /* says text, but holds elements */
	if (b->whole && !b->typed) { /* what was gathered stands before the first element */
		b->whole = false;
		reader_body_text(r, buf_str(&b->unpacked));
	}
	b->markup = true;
	if (is_packing(r, local)) {
		b->language = reader_level(r)->language;
		return;
	}
	close_tag(r);
	b->shown |= is_shown(local);
	put(r, STR("<"));
	put(r, local);
	for (size_t i = 0; i < e->n; i++)
		put_attribute(r, &e->attributes[i]);
	if (is_void(local))
		put(r, STR("/>"));
	else
		b->tag_open = true;
}

void body_end(struct reader *r, const struct xml_name *name)
{
	if (is_void(name->local) || is_packing(r, name->local))
		return;
	close_tag(r);
	put(r, STR("</"));
	put(r, name->local);
	put(r, STR(">"));
}
