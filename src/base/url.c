/* url.c - RFC 3986 by the letter, with the tolerance of browsers where feeds need it. Each function
 * reads its input once from front to back and writes into a buffer at most three times as long. */
#include "base/url.h"

#include "base/buf.h"
#include "base/unicode.h"

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

/* ---- cleaning ------------------------------------------------------------------------- */

static int hex_value(char c)
{
	if (ch_digit(c))
		return c - '0';
	c = ch_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_escape(struct str s, size_t at)
{
	return at + 2 < s.len && s.p[at] == '%' && hex_value(s.p[at + 1]) >= 0 &&
	       hex_value(s.p[at + 2]) >= 0;
}

static void put_escaped(struct buf *b, char c)
{
	static const char hex[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;
	buf_putc(b, '%');
	buf_putc(b, hex[byte >> 4]);
	buf_putc(b, hex[byte & 15]);
}

/* unreserved, sub-delims, ':' '@' '/' '?' : what pchar, query and fragment may hold. */
static bool plain_char(char c)
{
	return ch_alnum(c) || (c && strchr("-._~!$&'()*+,;=:@/?", c));
}

/* Whether there is nothing to clean. */
static bool is_plain(struct str s)
{
	size_t at = 0;
	while (at < s.len && plain_char(s.p[at]))
		at++;
	return at == s.len;
}

static struct str trim_control(struct str s)
{
	while (s.len && (unsigned char)s.p[0] <= ' ')
		s.p++, s.len--;
	while (s.len && (unsigned char)s.p[s.len - 1] <= ' ')
		s.len--;
	return s;
}

/* The address with its host spelled as the net does, when that has letters beyond ASCII, written
 * plainly or percent-encoded. */
static struct str with_ascii_host(struct arena *a, struct str s)
{
	struct url u;
	url_split(s, &u);
	bool plain = true;
	for (size_t i = 0; i < u.authority.len; i++)
		plain &= (unsigned char)u.authority.p[i] < 0x80 && u.authority.p[i] != '%';
	if (plain)
		return s;
	struct str host = u.authority;
	ptrdiff_t at = str_find_char(host, '@', 0);
	if (at >= 0)
		host = str_sub(host, (size_t)at + 1, host.len);
	ptrdiff_t colon = str_find_char(host, ':', 0);
	if (colon >= 0)
		host.len = (size_t)colon;
	size_t begin = (size_t)(host.p - s.p);
	struct buf b;
	buf_init(&b);
	buf_put_str(&b, str_sub(s, 0, begin));
	if (unicode_put_host(&b, url_decode(a, host))) {
		buf_put_str(&b, str_sub(s, begin + host.len, s.len));
		s = arena_str(a, buf_str(&b));
	}
	buf_done(&b);
	return s;
}

/* `relative_is_web`: what a relative one will be resolved against takes "\" for "/". */
static struct str clean_as(struct arena *a, struct str s, bool relative_is_web)
{
	s = trim_control(s);
	if (is_plain(s))
		return arena_str(a, s);
	enum url_kind kind = url_kind(s);
	if (kind == URL_DATA)
		return arena_str(a, s);
	if (kind == URL_WEB || kind == URL_RELATIVE)
		s = with_ascii_host(a, s);
	bool web = kind == URL_WEB || (kind == URL_RELATIVE && relative_is_web);
	struct buf b;
	buf_init(&b);
	bool in_authority = false, in_fragment = false, in_query = false;
	struct url parts;
	url_split(s, &parts);
	size_t authority_at = parts.has_authority ? (size_t)(parts.authority.p - s.p) : s.len;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (c == '\\' && web && !in_query && !in_fragment)
			c = '/';
		if (i == authority_at)
			in_authority = true;
		if (c == '/' || c == '?' || c == '#')
			in_authority = false;
		if (c == '#' && !in_fragment) {
			in_fragment = true;
			buf_putc(&b, c);
			continue;
		}
		in_query |= c == '?';
		if (plain_char(c) || is_escape(s, i) || (in_authority && (c == '[' || c == ']')))
			buf_putc(&b, c);
		else
			put_escaped(&b, c);
	}
	struct str out = arena_str(a, buf_str(&b));
	buf_done(&b);
	return out;
}

struct str url_clean(struct arena *a, struct str s)
{
	return clean_as(a, s, false);
}

/* ---- resolving ------------------------------------------------------------------------ */

/* RFC 3986 §5.2.4, on a path that is written behind `floor` in the buffer. */
static void put_without_dots(struct buf *b, struct str path)
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
		put_without_dots(b, path);
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
	struct str clean = clean_as(a, reference, url_kind(base_text) == URL_WEB);
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

/* ---- comparing ------------------------------------------------------------------------ */

static bool unreserved(char c)
{
	return ch_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* RFC 3986 §6.2.2: escapes of unreserved characters decoded, all others in upper case. */
static void put_normal_escapes(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!is_escape(s, i)) {
			buf_putc(b, s.p[i]);
			continue;
		}
		char c = (char)(hex_value(s.p[i + 1]) << 4 | hex_value(s.p[i + 2]));
		if (unreserved(c))
			buf_putc(b, c);
		else
			put_escaped(b, c);
		i += 2;
	}
}

static struct str without_index(struct str path)
{
	static const char *const names[] = { "/index.html", "/index.htm", "/index.php" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_ends(path, str_from_c(names[i])))
			path.len -= strlen(names[i]) - 1;
	while (path.len && path.p[path.len - 1] == '/')
		path.len--;
	return path;
}

static void put_key_query(struct buf *b, struct str query)
{
	struct str pair;
	char lead = '?';
	while (str_token(&query, "&", &pair)) {
		if (str_starts(pair, STR("utm_")))
			continue;
		buf_putc(b, lead);
		put_normal_escapes(b, pair);
		lead = '&';
	}
}

struct str url_key(struct arena *a, struct str s)
{
	struct str clean = url_clean(a, s);
	struct url u;
	url_split(clean, &u);
	bool web = str_eq_nocase(u.scheme, STR("http")) || str_eq_nocase(u.scheme, STR("https"));
	if (!web)
		return url_without_fragment(clean);
	struct buf path, out;
	buf_init(&path);
	buf_init(&out);
	buf_puts(&out, "http://");
	struct str host = u.authority;
	if (str_ends(host, STR(":80")) || str_ends(host, STR(":443")))
		host.len -= host.p[host.len - 3] == ':' ? 3 : 4;
	else if (str_ends(host, STR(":")))
		host.len--;
	for (size_t i = 0; i < host.len; i++)
		buf_putc(&out, ch_lower(host.p[i]));
	put_normal_escapes(&path, u.path);
	size_t at = out.len;
	put_without_dots(&out, buf_str(&path));
	out.len = at + without_index(str_sub(buf_str(&out), at, out.len)).len;
	put_key_query(&out, u.query);
	struct str result = arena_str(a, buf_str(&out));
	buf_done(&path);
	buf_done(&out);
	return result;
}

struct str url_decode(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (is_escape(s, i)) {
			out[n++] = (char)(hex_value(s.p[i + 1]) << 4 | hex_value(s.p[i + 2]));
			i += 2;
		} else {
			out[n++] = s.p[i];
		}
	}
	out[n] = '\0';
	return (struct str){ out, n };
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
