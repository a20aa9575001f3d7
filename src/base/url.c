/* url.c - the parts of an address and their resolving, RFC 3986 by the letter, with the tolerance of
 * browsers where feeds need it. Each function reads its input once from front to back. */
#include "base/url_parts.h"

static bool scheme_char(char c)
{
	return ch_alnum(c) || c == '+' || c == '-' || c == '.';
}

void url_split(struct str s, struct url *u)
{
	*u = (struct url){ 0 };
	size_t at = 0;
	if (s.len && ch_alpha(s.p[0])) {
		while (at < s.len && scheme_char(s.p[at]))
			at++;
		if (at < s.len && s.p[at] == ':') {
			u->scheme = str_sub(s, 0, at);
			u->has_scheme = true;
			at++;
		} else {
			at = 0;
		}
	}
	if (at + 1 < s.len && s.p[at] == '/' && s.p[at + 1] == '/') {
		size_t end = at + 2;
		while (end < s.len && s.p[end] != '/' && s.p[end] != '?' && s.p[end] != '#')
			end++;
		u->authority = str_sub(s, at + 2, end);
		u->has_authority = true;
		at = end;
	}
	size_t end = at;
	while (end < s.len && s.p[end] != '?' && s.p[end] != '#')
		end++;
	u->path = str_sub(s, at, end);
	if (end < s.len && s.p[end] == '?') {
		at = ++end;
		while (end < s.len && s.p[end] != '#')
			end++;
		u->query = str_sub(s, at, end);
		u->has_query = true;
	}
	if (end < s.len) {
		u->fragment = str_sub(s, end + 1, s.len);
		u->has_fragment = true;
	}
}

/* ---- kinds ---------------------------------------------------------------------------- */

static const struct {
	const char *scheme;
	enum url_kind kind;
} schemes[] = {
	{ "http", URL_WEB },          { "https", URL_WEB },       { "data", URL_DATA },
	{ "file", URL_FILE },         { "mailto", URL_CONTACT },  { "tel", URL_CONTACT },
	{ "sms", URL_CONTACT },       { "xmpp", URL_CONTACT },    { "geo", URL_CONTACT },
	{ "ftp", URL_CONTACT },       { "ftps", URL_CONTACT },    { "sftp", URL_CONTACT },
	{ "news", URL_CONTACT },      { "nntp", URL_CONTACT },    { "irc", URL_CONTACT },
	{ "ircs", URL_CONTACT },      { "magnet", URL_CONTACT },  { "gopher", URL_CONTACT },
	{ "gemini", URL_CONTACT },    { "matrix", URL_CONTACT },  { "sip", URL_CONTACT },
	{ "urn", URL_CONTACT },       { "doi", URL_CONTACT },     { "git", URL_CONTACT },
	{ "feed", URL_CONTACT },      { "webcal", URL_CONTACT },  { "javascript", URL_SCRIPT },
	{ "vbscript", URL_SCRIPT },   { "livescript", URL_SCRIPT }, { "mocha", URL_SCRIPT },
};

enum url_kind url_kind(struct str s)
{
	char scheme[16];
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '\t' || c == '\n' || c == '\r' || (n == 0 && c <= ' '))
			continue;
		if (c == ':' && n > 0)
			break;
		if (!scheme_char((char)c) || (n == 0 && !ch_alpha((char)c)))
			return URL_RELATIVE;
		if (n < sizeof scheme)
			scheme[n++] = ch_lower((char)c);
		if (i + 1 == s.len)
			return URL_RELATIVE;
	}
	if (n == 0)
		return URL_RELATIVE;
	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
		if (str_eq_c((struct str){ scheme, n }, schemes[i].scheme))
			return schemes[i].kind;
	return URL_OTHER;
}

/* ---- resolving ------------------------------------------------------------------------ */

void url_put_path(struct buf *b, struct str path)
{
	size_t floor = b->len;
	size_t at = 0;
	bool rooted = path.len && path.p[0] == '/';
	while (at < path.len) {
		size_t slash = path.p[at] == '/';
		size_t end = at + slash;
		while (end < path.len && path.p[end] != '/')
			end++;
		struct str segment = str_sub(path, at + slash, end);
		bool last = end == path.len;
		if (str_eq(segment, STR("."))) {
			if (last && b->len > floor && b->p[b->len - 1] != '/')
				buf_putc(b, '/');
			else if (last && rooted && b->len == floor)
				buf_putc(b, '/');
		} else if (str_eq(segment, STR(".."))) {
			while (b->len > floor && b->p[b->len - 1] != '/')
				b->len--;
			if (b->len > floor)
				b->len--;
			if (last && (rooted || b->len > floor))
				buf_putc(b, '/');
		} else {
			buf_put_str(b, str_sub(path, at, end));
		}
		at = end;
	}
}

/* RFC 3986 §5.2.3. */
static void merge_paths(struct buf *b, const struct url *base, struct str path)
{
	if (base->has_authority && base->path.len == 0) {
		buf_putc(b, '/');
	} else {
		size_t end = base->path.len;
		while (end && base->path.p[end - 1] != '/')
			end--;
		buf_put_str(b, str_sub(base->path, 0, end));
	}
	buf_put_str(b, path);
}

static void put_url(struct buf *b, const struct url *u, struct str path)
{
	if (u->has_scheme) {
		for (size_t i = 0; i < u->scheme.len; i++)
			buf_putc(b, ch_lower(u->scheme.p[i]));
		buf_putc(b, ':');
	}
	if (u->has_authority) {
		buf_puts(b, "//");
		buf_put_str(b, u->authority);
	}
	if (u->has_scheme || u->has_authority)
		url_put_path(b, path);
	else
		buf_put_str(b, path);
	if (u->has_query) {
		buf_putc(b, '?');
		buf_put_str(b, u->query);
	}
	if (u->has_fragment) {
		buf_putc(b, '#');
		buf_put_str(b, u->fragment);
	}
}

static bool hierarchical(const struct url *u)
{
	return u->has_authority || (u->path.len && u->path.p[0] == '/');
}

struct str url_resolve(struct arena *a, struct str base_text, struct str reference)
{
	struct str clean = url_clean_as(a, reference, url_kind(base_text) == URL_WEB);
	struct url u, base;
	url_split(clean, &u);
	if (u.has_scheme)
		return clean;
	url_split(base_text, &base);
	if (!hierarchical(&base) && !(base_text.len && !base.has_scheme))
		return clean;
	struct buf path, out;
	buf_init(&path);
	buf_init(&out);
	if (u.has_authority) {
		buf_put_str(&path, u.path);
	} else {
		if (u.path.len == 0) {
			buf_put_str(&path, base.path);
			if (!u.has_query)
				u.query = base.query, u.has_query = base.has_query;
		} else if (u.path.p[0] == '/') {
			buf_put_str(&path, u.path);
		} else {
			merge_paths(&path, &base, u.path);
		}
		u.authority = base.authority;
		u.has_authority = base.has_authority;
	}
	u.scheme = base.scheme;
	u.has_scheme = base.has_scheme;
	put_url(&out, &u, buf_str(&path));
	struct str result = arena_str(a, buf_str(&out));
	buf_done(&path);
	buf_done(&out);
	return result;
}

struct str url_without_fragment(struct str s)
{
	ptrdiff_t hash = str_find_char(s, '#', 0);
	return hash < 0 ? s : str_sub(s, 0, (size_t)hash);
}

struct str url_fragment(struct str s)
{
	ptrdiff_t hash = str_find_char(s, '#', 0);
	return hash < 0 ? STR_NONE : str_sub(s, (size_t)hash + 1, s.len);
}
